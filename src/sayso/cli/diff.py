"""``sayso diff``: what a later version of an article adds, drops and changes."""

from pathlib import Path

import click

from sayso.cli.options import config_of, fetch_of, network_options, spacy_option, width_option
from sayso.cli.output import STDOUT, complain, keep_inputs, output_file, progress_bar, stdout_console, write

__all__ = ["command"]


@click.command("diff")
@click.argument("old")
@click.argument("new")
@spacy_option
@click.option(
    "--json",
    "json_file",
    metavar="FILE",
    callback=output_file,
    help="Write the changes as JSON; - is stdout.",
)
@click.option("--all", "every", is_flag=True, help="Show also what moved, and what changed that is no news.")
@click.option("--exit-code", is_flag=True, help="Exit with 1 if anything changed, with 0 if nothing did.")
@network_options
@width_option
def command(  # noqa: PLR0913  the options of the command
    *,
    old: str,
    new: str,
    json_file: str | None,
    every: bool,
    exit_code: bool,
    width: int | None,
    spacy_model: str | None,
    max_bytes: int,
    archive: Path | None,
    allow_private: bool,
    offline: bool,
) -> None:
    """Show what a later version of an article adds, drops and changes.

    OLD and NEW are files or web addresses that hold one article each; one of them may be - for
    standard input.

    The headline comes first, then corrections and remarks on updates, then who says what, and the
    article's own words. Each change says what it comes to: numbers, a source that is no longer named,
    a hedge that was dropped, words that are nobody's any more. What only stands elsewhere has not
    changed; it and what is no news, such as bylines and links, are counted, and shown with --all.
    White space, the form of quotation marks, and "12" for "twelve" are no change.

    In the JSON, spans count code points of the text of either version.

    Exit code: 0 whether or not anything changed, 2 if OLD or NEW cannot be read. With --exit-code, 1
    if anything changed.

    \b
    Examples:
      sayso diff monday.txt tuesday.txt
      sayso diff old.html new.html --all
      sayso diff old.txt new.txt --json - | jq '.changes[] | .kind, .who'
      sayso diff saved.html https://herald.example/ferry --exit-code
    """  # noqa: D301  the mark by which click keeps lines as they are
    if old == new == STDOUT:
        raise click.UsageError("only one of OLD and NEW can come from standard input")
    targets = [json_file] if json_file is not None else []
    keep_inputs([old, new], targets)

    from sayso import pipeline  # noqa: PLC0415  --help loads no model

    config = config_of(max_bytes=max_bytes, spacy_model=spacy_model)
    fetching = fetch_of(archive=archive, allow_private=allow_private, offline=offline, max_bytes=max_bytes)
    with fetching as fetch, progress_bar() as progress:
        found = pipeline.changes(old, new, config=config, progress=progress, fetch=fetch)
    news = [one for one in found.changes if one.part in {"statement", "own"}]
    if news and not found.kept_sentences and not any(one.old and one.new for one in news):
        complain("no sentence of one stands in the other: these may be two articles, not versions of one")
    if json_file is not None:
        write(json_file, found.to_json())
    if json_file != STDOUT:
        from sayso.dossier.terminal_changes import render_changes  # noqa: PLC0415  JSON needs no rich

        render_changes(found, stdout_console(width), every=every)
    if exit_code and found.changed:
        raise click.exceptions.Exit(1)
