"""``sayso compare``: several reports of one event in, a dossier out."""

from pathlib import Path

import click

from sayso.cli.options import config_of, engine_of, fetch_of, reading_options, spacy_option, width_option
from sayso.cli.output import (
    STDOUT,
    complain,
    keep_inputs,
    output_file,
    progress_bar,
    stdout_console,
    tell_rejected,
    write,
)

__all__ = ["command"]

_SINGLE_SOURCE = 12


@click.command("compare")
@reading_options
@spacy_option
@click.option(
    "--json",
    "json_file",
    metavar="FILE",
    callback=output_file,
    help="Write the dossier as JSON; - is stdout.",
)
@click.option(
    "--md", "md_file", metavar="FILE", callback=output_file, help="Write it as Markdown; - is stdout."
)
@click.option(
    "--html",
    "html_file",
    metavar="FILE",
    callback=output_file,
    help="Write it as one page for a browser; - is stdout.",
)
@click.option(
    "--min-articles",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="Fail if fewer reports can be read.",
)
@click.option(
    "--all", "show_all", is_flag=True, help=f"Show all points, not {_SINGLE_SOURCE} of a single source."
)
@width_option
@click.option(
    "--quiet", is_flag=True, help="Say nothing but what failed; with --json, --md or --html, show nothing."
)
def command(  # noqa: PLR0913  the options of the command
    *,
    inputs: tuple[str, ...],
    json_file: str | None,
    md_file: str | None,
    html_file: str | None,
    min_articles: int,
    show_all: bool,
    width: int | None,
    quiet: bool,
    jobs: int | None,
    spacy_model: str | None,
    max_bytes: int,
    archive: Path | None,
    allow_private: bool,
    offline: bool,
) -> None:
    """Show who said what, and where several reports agree and conflict.

    INPUT is a file, a folder, a web address, or - for standard input. The order of the inputs
    changes nothing. “sayso formats” lists what a file may hold: pages, PDF, feeds, tables, archives.

    A manifest, a table with path or url and any of outlet, date, author and title, names reports and
    says of them what they do not say themselves. What is not named by you, or by such a list, is
    not fetched.

    Conflicts come first, then differences, what could not be verified, what rests on a single
    source, and what is agreed. Each claim stands with its words and their file and line.

    Exit code: 0 if reports could be read, 2 if none or too few, 130 if interrupted.

    \b
    Examples:
      sayso compare one.txt two.txt
      sayso compare reports/ --html dossier.html
      sayso compare https://example.org/a https://example.net/b --archive pages/
      sayso compare manifest.csv --offline
      sayso compare reports/ --json dossier.json --md dossier.md
      sayso compare reports/ --all --width 160 | less
      sayso compare reports/ --json - | jq '.points[].label'
    """  # noqa: D301  the mark by which click keeps lines as they are
    targets = [one for one in (json_file, md_file, html_file) if one is not None]
    if targets.count(STDOUT) > 1:
        raise click.UsageError("only one of --json, --md and --html can go to standard output")
    keep_inputs(inputs, targets)

    from sayso import pipeline  # noqa: PLC0415  --help loads no model

    fetching = fetch_of(archive=archive, allow_private=allow_private, offline=offline, max_bytes=max_bytes)
    with progress_bar(quiet=quiet) as progress, fetching as fetch:
        dossier = pipeline.compare(
            inputs,
            config=config_of(max_bytes=max_bytes, spacy_model=spacy_model),
            engine=engine_of(jobs),
            progress=progress,
            min_articles=min_articles,
            fetch=fetch,
        )
    keep_inputs([article.path for article in dossier.articles], targets)
    tell_rejected(dossier.rejected)
    if json_file is not None:
        write(json_file, dossier.to_json())
    if md_file is not None:
        from sayso.dossier import render_markdown  # noqa: PLC0415

        write(md_file, render_markdown(dossier))
    if html_file is not None:
        from sayso.dossier import render_page  # noqa: PLC0415

        write(html_file, render_page(dossier))
    if STDOUT not in targets and not (quiet and targets):
        from sayso.dossier import render_terminal  # noqa: PLC0415

        render_terminal(dossier, stdout_console(width), limit=None if show_all else _SINGLE_SOURCE)
    if not quiet:
        complain(_summary(len(dossier.articles), len(dossier.rejected), targets))


def _summary(read: int, rejected: int, targets: list[str]) -> str:
    said = f"{read} {'report' if read == 1 else 'reports'} read"
    if rejected:
        said += f", {rejected} not"
    written = [one for one in targets if one != STDOUT]
    return f"{said}; wrote {', '.join(written)}" if written else said
