"""``sayso stories``: which articles of a pile report the same event."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.options import config_of, fetch_of, reading_options, width_option
from sayso.cli.output import STDOUT, complain, progress_bar, stdout_console, tell_rejected, write

if TYPE_CHECKING:
    from rich.console import Console

    from sayso.piles import Pile
    from sayso.records import Article
    from sayso.stories import Story

__all__ = ["COLUMNS", "command"]

COLUMNS = (
    "story",
    "story_id",
    "label",
    "first",
    "last",
    "count",
    "article",
    "path",
    "part",
    "url",
    "outlet",
    "title",
    "published",
    "copies",
)

_MOST = 110
_NUMBER = 5
_OUTLETS = 4
_NOTE = "To compare the reports of a story: sayso compare INPUT... --story NUMBER"
_NONE = "No two articles report one event; --all lists them all"


@click.command("stories")
@reading_options
@click.option("--articles", "listed", is_flag=True, help="List the articles of each story too.")
@click.option("--all", "every", is_flag=True, help="List also the stories that have one article only.")
@click.option("--json", "as_json", is_flag=True, help="Write a JSON array to stdout, an object a story.")
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV to stdout, a row an article.")
@width_option
def command(  # noqa: PLR0913  the options of the command
    *,
    inputs: tuple[str, ...],
    listed: bool,
    every: bool,
    as_json: bool,
    as_csv: bool,
    width: int | None,
    max_bytes: int,
    archive: Path | None,
    allow_private: bool,
    offline: bool,
) -> None:
    """Group articles into stories: reports of one event.

    INPUT is a file, a folder, a web address, or - for standard input; “sayso formats” lists what a
    file may hold. The order of the inputs changes nothing.

    Articles belong together when they share names and words that are rare, and the more so the fewer
    days lie between them. A story is called by the headline of its most central article. Under it
    stand the names and words that hold it together. The largest stories come first; a number is good
    for these inputs only, an id for as long as the story has the same articles.

    --json and --csv write all stories. In CSV, copies numbers the groups of articles with nearly the
    same text within a story; a cell that begins with = + - @, a tab, the end of a line or an
    apostrophe gets an apostrophe before it, so that no spreadsheet runs it as a formula; take one
    leading apostrophe off to have the words back.

    Exit code: 0 if articles could be read, 2 if none, 130 if interrupted.

    \b
    Examples:
      sayso stories pile/
      sayso stories pile/ --articles --all
      sayso stories corpus.csv --csv > stories.csv
      sayso stories pile/ --json | jq '.[] | select(.articles | length > 2) | .label'
    """  # noqa: D301  the mark by which click keeps lines as they are
    if as_json and as_csv:
        raise click.UsageError("only one of --json and --csv can go to standard output")

    from sayso.piles import pile_of  # noqa: PLC0415  --help loads no reader

    fetching = fetch_of(archive=archive, allow_private=allow_private, offline=offline, max_bytes=max_bytes)
    with progress_bar() as progress, fetching as fetch:
        pile = pile_of(inputs, config=config_of(max_bytes=max_bytes), progress=progress, fetch=fetch)
    tell_rejected(pile.rejected)
    if as_json:
        from sayso.dossier.inert import in_json  # noqa: PLC0415

        rows = [_row(number, story, pile) for number, story in enumerate(pile.stories, 1)]
        write(STDOUT, in_json(json.dumps(rows, ensure_ascii=False, indent=1)) + "\n")
    elif as_csv:
        from sayso.dossier.statements import csv_line  # noqa: PLC0415

        cells = ([row[name] for name in COLUMNS] for row in _article_rows(pile))
        write(STDOUT, "".join(map(csv_line, (COLUMNS, *cells))))
    else:
        _show(pile, stdout_console(width), listed=listed, every=every)
    complain(_summary(pile))


def _row(number: int, story: "Story", pile: "Pile") -> dict[str, Any]:
    """Return a story as it is written as JSON."""
    reports = pile.reports(story)
    return {
        "number": number,
        "id": story.id,
        "label": story.label,
        "central": story.central,
        "first": story.first,
        "last": story.last,
        "outlets": sorted({one.outlet for one in reports if one.outlet}),
        "names": story.names,
        "words": story.words,
        "articles": [_article(one) for one in reports],
        "copies": story.copies,
    }


def _article(article: "Article") -> dict[str, str | None]:
    names = ("id", "path", "part", "url", "outlet", "title", "published")
    return {name: getattr(article, name) for name in names}


def _article_rows(pile: "Pile") -> Iterator[dict[str, Any]]:
    """Yield a row for each article, with its story's number and what that is."""
    for number, story in enumerate(pile.stories, 1):
        copies = {one: group for group, members in enumerate(story.copies, 1) for one in members}
        for article in pile.reports(story):
            yield _article(article) | {
                "story": number,
                "story_id": story.id,
                "label": story.label,
                "first": story.first,
                "last": story.last,
                "count": len(story.articles),
                "article": article.id,
                "copies": copies.get(article.id),
            }


def _show(pile: "Pile", console: "Console", *, listed: bool, every: bool) -> None:
    """Print the stories to be read."""
    from rich.text import Text  # noqa: PLC0415  JSON and CSV need no rich

    from sayso.dossier.inert import plain  # noqa: PLC0415
    from sayso.dossier.lines import STYLES, lay, put  # noqa: PLC0415

    width = min(console.width, _MOST)
    room = width - _NUMBER
    shown = [one for one in pile.stories if every or len(one.articles) > 1]  # the largest come first
    for number, story in enumerate(shown, 1):
        reports = pile.reports(story)
        lay(console, (Text(f"{number:>3}"), _NUMBER), (Text(plain(story.label), "bold"), room))
        about = [_facts(story, reports), ", ".join((*story.names, *story.words)), _copies(story)]
        for line in about:
            if line:
                lay(console, (Text(), _NUMBER), (Text(plain(line), STYLES["quiet"]), room))
        for one in reports if listed else ():
            place = one.path if one.part is None else f"{one.path}#{one.part}"
            known = [place, one.outlet or "", (one.published or "")[:10]]
            lay(console, (Text(), _NUMBER), (Text(plain(" · ".join(filter(None, known)))), room))
        put(console)
    lay(console, (Text(_NOTE if shown else _NONE, STYLES["quiet"]), width))


def _facts(story: "Story", reports: "tuple[Article, ...]") -> str:
    """Return how many articles a story has, of which days, and of which outlets."""
    from sayso.dossier.view import counted  # noqa: PLC0415

    days = story.first if story.first == story.last else f"{story.first} to {story.last}"
    outlets = [one for one, _ in Counter(one.outlet for one in reports if one.outlet).most_common()]
    named = ", ".join(outlets[:_OUTLETS])
    if len(outlets) > _OUTLETS:
        named += f" and {len(outlets) - _OUTLETS} more"
    return " · ".join(filter(None, [counted(len(reports), "article"), days, named]))


def _copies(story: "Story") -> str:
    if not story.copies:
        return ""
    count = sum(map(len, story.copies))
    texts = len(story.copies)
    return f"{count} articles have nearly the same text" + (f", in {texts} groups" if texts > 1 else "")


def _summary(pile: "Pile") -> str:
    from sayso.dossier.view import counted  # noqa: PLC0415

    alone = sum(len(one.articles) == 1 for one in pile.stories)
    said = f"{counted(len(pile.articles), 'article')} read"
    if pile.rejected:
        said += f", {len(pile.rejected)} not"
    said += f"; {counted(len(pile.stories) - alone, 'story', 'stories')} of several articles"
    return said + (f", {alone} alone" if alone else "")
