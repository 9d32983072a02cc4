"""``sayso extract``: the attributions of each article, as they are found."""

import contextlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import click

from sayso._version import __version__
from sayso.cli.options import config_of, engine_of, fetch_of, jobs_option, reading_options, width_option
from sayso.cli.output import (
    STDOUT,
    complain,
    holds,
    keep_inputs,
    output_file,
    progress_bar,
    replacing,
    stdout_console,
    tell_rejected,
    write,
)
from sayso.records import Article, Extracted, Rejected

__all__ = ["command"]


class Printer(NamedTuple):
    """What takes the statements of an article, and which articles it has already."""

    show: Callable[[Extracted], None]
    has: Callable[[Article], bool] = lambda _: False


@click.command("extract")
@reading_options
@jobs_option
@click.option(
    "--jsonl", "form", flag_value="jsonl", help="One line of JSON a statement (the default in a pipe)."
)
@click.option("--csv", "form", flag_value="csv", help="A table with a header.")
@click.option("-o", "--output", metavar="FILE", callback=output_file, help="Write to FILE; - is stdout.")
@click.option(
    "--brat",
    "folder",
    type=click.Path(file_okay=False),
    metavar="DIR",
    help="Write brat standoff: a .txt and an .ann file an article.",
)
@click.option(
    "--resume",
    is_flag=True,
    help="Keep what is done when interrupted, and go on from it when started again.",
)
@width_option
def command(  # noqa: PLR0913  the options of the command
    *,
    inputs: tuple[str, ...],
    form: str | None,
    output: str | None,
    folder: str | None,
    resume: bool,
    width: int | None,
    jobs: int | None,
    max_bytes: int,
    archive: Path | None,
    allow_private: bool,
    offline: bool,
) -> None:
    """List who says what in each article, and where it says so.

    INPUT is a file, a folder, a web address, or - for standard input; “sayso formats” lists what a
    file may hold.

    Each statement has a source, a cue and a content. On a terminal they are printed to be read; in a
    pipe or with -o, as a line of JSON each, or as CSV with --csv or a FILE that ends in .csv. Spans
    count code points of the article's text, and pieces of a discontinuous stretch are joined with
    " … ". Articles are read one after another: a corpus may be as large as you like.

    With --resume an interrupted run leaves FILE.….part; the same command goes on from there, and
    what it writes is what an uninterrupted run would have written. With --brat, articles that DIR
    has already are left out.

    In CSV, spans are written s-e;s-e, and a cell that begins with = + - @, a tab, the end of a line
    or an apostrophe gets an apostrophe before it, so that no spreadsheet runs it as a formula; take
    one leading apostrophe off to have the words back.

    Exit code: 0 if articles could be read, 2 if none, 130 if interrupted.

    \b
    Examples:
      sayso extract one.txt
      sayso extract articles/ --jsonl > statements.jsonl
      sayso extract corpus.csv archive.warc.gz -o statements.csv
      sayso extract corpus/ -o statements.csv --jobs 8 --resume
      sayso extract articles/ --brat standoff/
      cat one.txt | sayso extract - --jsonl | jq .source_text
    """  # noqa: D301  the mark by which click keeps lines as they are
    from sayso import pipeline  # noqa: PLC0415  --help loads no model

    if folder is not None and (form is not None or output is not None):
        raise click.UsageError("--brat writes to its folder; leave out --jsonl, --csv and -o")
    if resume and folder is None and output in {None, STDOUT}:
        raise click.UsageError("--resume needs a file to go on with: -o FILE, or --brat DIR")
    if folder is not None and any(holds(one, folder) for one in inputs):
        raise click.UsageError("--brat writes articles too: name a folder that is not among the inputs")
    targets = [output] if output is not None else []
    keep_inputs(inputs, targets)
    read = had = 0
    with contextlib.ExitStack() as stack:
        fetching = fetch_of(
            archive=archive, allow_private=allow_private, offline=offline, max_bytes=max_bytes
        )
        fetch = stack.enter_context(fetching)
        progress = stack.enter_context(progress_bar())
        printer = stack.enter_context(_printer(form, output, folder, width, resume=resume))

        def skip(article: Article) -> bool:
            nonlocal had
            has = printer.has(article)
            had += has
            return has

        outcomes = pipeline.extracted(
            inputs,
            config=config_of(max_bytes=max_bytes),
            engine=engine_of(jobs),
            progress=progress,
            skip=skip,
            fetch=fetch,
        )
        for outcome in outcomes:
            if isinstance(outcome, Rejected):
                tell_rejected([outcome])
            else:
                read += 1
                keep_inputs([outcome.article.path], targets)
                printer.show(outcome)
        if had:
            complain(f"{had} articles were done already")
        if not read and not had:
            complain("no article could be read")
            raise click.exceptions.Exit(2)


@contextlib.contextmanager
def _printer(
    form: str | None, output: str | None, folder: str | None, width: int | None, *, resume: bool
) -> Iterator[Printer]:
    """Yield what writes the statements of an article in the form asked for."""
    to_file = output is not None and output != STDOUT
    if folder is not None:
        yield _standoff(Path(folder), resume=resume)
    elif form is None and output is None and _to_be_read():
        from sayso.dossier import render_statements  # noqa: PLC0415

        console = stdout_console(width)
        yield Printer(lambda extracted: render_statements(extracted, console))
    else:
        as_csv = form == "csv" or (form is None and to_file and str(output).lower().endswith(".csv"))
        with _rows(output if to_file else None, as_csv=as_csv, resume=resume) as printer:
            yield printer


@contextlib.contextmanager
def _rows(target: str | None, *, as_csv: bool, resume: bool) -> Iterator[Printer]:
    from sayso import models  # noqa: PLC0415
    from sayso.cli.resuming import resumable  # noqa: PLC0415
    from sayso.dossier import statements  # noqa: PLC0415

    with contextlib.ExitStack() as stack:
        done: set[str] = set()
        if target is None:
            stream = sys.stdout.buffer
        elif resume:
            maker = f"{__version__} {models.card('attribution')['sha256']}"
            opened = resumable(target, maker, statements.COLUMNS, as_csv=as_csv)
            stream, done = stack.enter_context(opened)
        else:
            stream = stack.enter_context(replacing(target))
        if as_csv and not done:
            stream.write(statements.csv_header().encode())
        line = statements.csv_row if as_csv else statements.json_line

        def show(extracted: Extracted) -> None:
            for row in statements.statement_rows(extracted):
                stream.write(line(row).encode("utf-8", "backslashreplace"))
            stream.flush()

        yield Printer(show, lambda article: article.id in done)


def _standoff(folder: Path, *, resume: bool) -> Printer:
    from sayso.dossier import brat  # noqa: PLC0415

    folder.mkdir(parents=True, exist_ok=True)
    write(str(folder / brat.FOLDER_FILE), brat.CONFIGURATION)

    def show(extracted: Extracted) -> None:
        name = brat.name_of(extracted.article)
        write(str(folder / f"{name}.txt"), extracted.article.text)
        write(str(folder / f"{name}.ann"), brat.standoff(extracted))

    def has(article: Article) -> bool:
        return resume and (folder / f"{brat.name_of(article)}.ann").exists()

    return Printer(show, has)


def _to_be_read() -> bool:
    return sys.stdout.isatty()
