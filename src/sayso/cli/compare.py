"""``sayso compare``: several reports of one event in, a dossier out."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sayso import dossier as views
from sayso.cli.options import (
    config_of,
    engine_of,
    fetch_of,
    jobs_option,
    reading_options,
    spacy_option,
    width_option,
)
from sayso.cli.output import (
    STDOUT,
    complain,
    holds,
    keep_inputs,
    output_file,
    progress_bar,
    stdout_console,
    tell_rejected,
    write,
)
from sayso.dossier.inert import plain
from sayso.records import Dossier

if TYPE_CHECKING:
    from sayso.piles import Pile

__all__ = ["command"]

_SINGLE_SOURCE = 12
_FEWEST = 2  # reports of a story that is compared by itself


@click.command("compare")
@reading_options
@jobs_option
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
@click.option(
    "--story",
    metavar="N",
    help="Compare one story of the pile: its number or id, as sayso stories lists it.",
)
@click.option(
    "--each-story",
    is_flag=True,
    help="Compare each story of two or more reports by itself, into the folder of -o.",
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="With --each-story: where NUMBER-ID.json, .md and .html of each go.",
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
    story: str | None,
    each_story: bool,
    folder: Path | None,
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

    Several stories in one pile: “sayso stories” lists them, --story compares one, --each-story all.

    Exit code: 0 if reports could be read, 2 if none or too few, 130 if interrupted.

    \b
    Examples:
      sayso compare one.txt two.txt
      sayso compare reports/ --html dossier.html
      sayso compare https://example.org/a https://example.net/b --archive pages/
      sayso compare manifest.csv --offline
      sayso compare reports/ --json dossier.json --md dossier.md
      sayso compare pile/ --story 2 --html dossier.html
      sayso compare pile/ --each-story -o dossiers/
      sayso compare reports/ --all --width 160 | less
      sayso compare reports/ --json - | jq '.points[].label'
    """  # noqa: D301  the mark by which click keeps lines as they are
    targets = [one for one in (json_file, md_file, html_file) if one is not None]
    if targets.count(STDOUT) > 1:
        raise click.UsageError("only one of --json, --md and --html can go to standard output")
    _check_stories(story=story, each_story=each_story, folder=folder, targets=targets)
    if folder is not None and any(holds(one, folder) for one in inputs):
        raise click.UsageError("the next run would read what -o writes: name a folder outside the inputs")
    keep_inputs(inputs, targets)

    from sayso import pipeline  # noqa: PLC0415  --help loads no model

    config = config_of(max_bytes=max_bytes, spacy_model=spacy_model)
    fetching = fetch_of(archive=archive, allow_private=allow_private, offline=offline, max_bytes=max_bytes)
    with progress_bar(quiet=quiet) as progress, fetching as fetch:
        run = partial(pipeline.compare, config=config, engine=engine_of(jobs), progress=progress)
        if story is None and folder is None:
            dossier = run(inputs, min_articles=min_articles, fetch=fetch)
        else:
            from sayso.piles import pile_of  # noqa: PLC0415  one story needs no grouping

            pile = pile_of(inputs, config=config, progress=progress, fetch=fetch)
            if folder is not None:
                tell_rejected(pile.rejected)
                _compare_each(pile, run, folder, min_articles, say=not quiet)
                return
            dossier = run(pile.reports(pile.chosen(story or "")), min_articles=min_articles)
            dossier = replace(dossier, rejected=(*pile.rejected, *dossier.rejected))
    keep_inputs([article.path for article in dossier.articles], targets)
    tell_rejected(dossier.rejected)
    for target, render in zip((json_file, md_file, html_file), _forms().values(), strict=True):
        if target is not None:
            write(target, render(dossier))
    if STDOUT not in targets and not (quiet and targets):
        views.render_terminal(dossier, stdout_console(width), limit=None if show_all else _SINGLE_SOURCE)
    if not quiet:
        _tell_versions(dossier)
        complain(_summary(len(dossier.articles), len(dossier.rejected), targets))


def _check_stories(*, story: str | None, each_story: bool, folder: Path | None, targets: list[str]) -> None:
    """Refuse options that do not go together.

    Raises:
        UsageError: the message says which.
    """
    if each_story != (folder is not None):
        raise click.UsageError("--each-story and -o DIR go together")
    if each_story and (targets or story is not None):
        raise click.UsageError("--each-story writes all formats of all stories into the folder of -o")


def _compare_each(
    pile: "Pile", run: Callable[..., Dossier], folder: Path, min_articles: int, *, say: bool
) -> None:
    """Write a dossier of each story that has several reports; those before an interruption stay."""
    folder.mkdir(parents=True, exist_ok=True)
    found = [
        (number, one)
        for number, one in enumerate(pile.stories, 1)
        if len(one.articles) >= max(_FEWEST, min_articles)
    ]
    for number, one in found:
        dossier = run(pile.reports(one))
        tell_rejected(dossier.rejected)
        for suffix, render in _forms().items():
            target = str(folder / f"{number:03}-{one.id}.{suffix}")
            keep_inputs([article.path for article in dossier.articles], [target])
            write(target, render(dossier))
        if say:
            complain(f"{number:03}-{one.id}  {len(one.articles)} reports  {plain(one.label)}")
    if say:
        from sayso.dossier.view import counted  # noqa: PLC0415

        told = f"{counted(len(pile.articles), 'report')} read; wrote {counted(len(found), 'dossier')}"
        complain(f"{told} to {folder}")


def _forms() -> dict[str, Callable[[Dossier], str]]:
    """Return what writes a dossier, by suffix, in the order of --json, --md and --html."""
    return {"json": Dossier.to_json, "md": views.render_markdown, "html": views.render_page}


def _tell_versions(dossier: Dossier) -> None:
    """Say which reports are versions of one article, since they vouch for nothing anew."""
    from sayso.dossier.lookup import Lookup  # noqa: PLC0415
    from sayso.versions import versions  # noqa: PLC0415

    lookup = Lookup(dossier)
    for group in versions(dossier.articles):
        names = " and ".join(lookup.name(one) for one in group)
        complain(f"{names} are versions of one article; sayso diff OLD NEW shows what changed")


def _summary(read: int, rejected: int, targets: list[str]) -> str:
    said = f"{read} {'report' if read == 1 else 'reports'} read"
    if rejected:
        said += f", {rejected} not"
    written = [one for one in targets if one != STDOUT]
    return f"{said}; wrote {', '.join(written)}" if written else said
