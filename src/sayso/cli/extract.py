"""``sayso extract``: the attributions of each article, as they are found."""

import contextlib
import sys
from collections.abc import Callable, Iterator

import click

from sayso.cli.options import config_of, engine_of, reading_options, width_option
from sayso.cli.output import (
    STDOUT,
    complain,
    keep_inputs,
    output_file,
    progress_bar,
    replacing,
    stdout_console,
    tell_rejected,
)
from sayso.records import Annotated, Rejected

__all__ = ["command"]


@click.command("extract")
@reading_options
@click.option(
    "--jsonl", "form", flag_value="jsonl", help="One line of JSON a statement (the default in a pipe)."
)
@click.option("--csv", "form", flag_value="csv", help="A table with a header.")
@click.option("-o", "--output", metavar="FILE", callback=output_file, help="Write to FILE; - is stdout.")
@width_option
def command(  # noqa: PLR0913  the options of the command
    *,
    inputs: tuple[str, ...],
    form: str | None,
    output: str | None,
    width: int | None,
    jobs: int,
    spacy_model: str | None,
    max_bytes: int,
) -> None:
    """List who says what in each article, and where it says so.

    Each statement has a source, a cue and a content. On a terminal they are printed to be read; in a
    pipe or with -o, as a line of JSON each, or as CSV with --csv or a FILE that ends in .csv. Spans
    count code points of the article's text, and pieces of a discontinuous stretch are joined with
    " … ".

    In CSV, spans are written s-e;s-e, and a cell that begins with = + - @, a tab, a carriage return
    or an apostrophe gets an apostrophe before it, so that no spreadsheet runs it as a formula; take
    one leading apostrophe off to have the words back.

    Exit code: 0 if articles could be read, 2 if none, 130 if interrupted.

    \b
    Examples:
      sayso extract one.txt
      sayso extract articles/ --jsonl > statements.jsonl
      sayso extract articles/ -o statements.csv
      cat one.txt | sayso extract - --jsonl | jq .source_text
    """  # noqa: D301  the mark by which click keeps lines as they are
    from sayso import pipeline  # noqa: PLC0415  --help loads no model

    keep_inputs(inputs, [output] if output is not None else [])
    read = 0
    with progress_bar() as progress, _printer(form, output, width) as show:
        outcomes = pipeline.annotated(
            inputs,
            config=config_of(max_bytes=max_bytes, spacy_model=spacy_model),
            engine=engine_of(jobs),
            progress=progress,
        )
        for outcome in outcomes:
            if isinstance(outcome, Rejected):
                tell_rejected([outcome])
            else:
                read += 1
                keep_inputs([outcome.article.path], [output] if output is not None else [])
                show(outcome)
        if not read:
            complain("no article could be read")
            raise click.exceptions.Exit(2)


@contextlib.contextmanager
def _printer(
    form: str | None, output: str | None, width: int | None
) -> Iterator[Callable[[Annotated], None]]:
    """Yield what prints the statements of an article in the form asked for."""
    to_file = output is not None and output != STDOUT
    if form is None and output is None and _to_be_read():
        from sayso.dossier import render_statements  # noqa: PLC0415

        console = stdout_console(width)
        yield lambda annotated: render_statements(annotated, console)
        return
    from sayso.dossier import statements  # noqa: PLC0415

    as_csv = form == "csv" or (form is None and to_file and str(output).lower().endswith(".csv"))
    line = statements.csv_row if as_csv else statements.json_line
    with replacing(str(output)) if to_file else contextlib.nullcontext(sys.stdout.buffer) as stream:
        if as_csv:
            stream.write(statements.csv_header().encode())

        def show(annotated: Annotated) -> None:
            for row in statements.statement_rows(annotated):
                stream.write(line(row).encode("utf-8", "backslashreplace"))
            stream.flush()

        yield show


def _to_be_read() -> bool:
    return sys.stdout.isatty()
