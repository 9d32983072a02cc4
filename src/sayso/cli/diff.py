"""``sayso diff``: what a later version of an article adds, drops and changes."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import click

from sayso.cli.options import config_of, fetch_of, spacy_option, width_option
from sayso.cli.output import STDOUT, complain, keep_inputs, output_file, progress_bar, stdout_console, write
from sayso.config import DEFAULTS, Config

if TYPE_CHECKING:
    from sayso.ingest import Fetch
    from sayso.records import Article
    from sayso.versions import Revision

__all__ = ["changes_between", "command"]


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
@click.option(
    "--max-bytes",
    type=click.IntRange(min=1),
    default=DEFAULTS.max_bytes,
    show_default=True,
    metavar="N",
    help="Refuse files and pages that are larger.",
)
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
    config = config_of(max_bytes=max_bytes, spacy_model=spacy_model)
    fetching = fetch_of(archive=None, allow_private=False, offline=False, max_bytes=max_bytes)
    with fetching as fetch, progress_bar() as progress:
        found = changes_between(old, new, config=config, progress=progress, fetch=fetch)
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


def changes_between(
    old: "str | Article",
    new: "str | Article",
    *,
    config: Config = DEFAULTS,
    progress: Callable[[str, int, int | None], None] = lambda *_: None,
    fetch: "Fetch | None" = None,
) -> "Revision":
    """Read two versions of an article, and return how the first became the second.

    ``fetch`` reads a web address; without it none is read.

    Raises:
        InputError: one of them cannot be read, or holds several articles; the message says which.
    """
    from sayso import pipeline  # noqa: PLC0415  --help loads no model
    from sayso.errors import InputError  # noqa: PLC0415
    from sayso.records import Annotated  # noqa: PLC0415
    from sayso.resolve import Resolver  # noqa: PLC0415
    from sayso.versions import revision  # noqa: PLC0415

    articles = [_one_article(one, config, fetch) for one in (old, new)]
    found: list[Annotated] = []
    for outcome in pipeline.annotated(articles, config=config, progress=progress):
        if not isinstance(outcome, Annotated):
            raise InputError(f"{outcome.input}: {outcome.reason}")
        found.append(outcome)
    # each by itself: who is named must be read from that version alone
    resolved = [Resolver(config)([one]) for one in found]
    actors = [actor for one in resolved for actor in one.actors]
    return revision(resolved[0].articles[0], resolved[1].articles[0], actors=actors)


def _one_article(given: "str | Article", config: Config, fetch: "Fetch | None") -> "Article":
    """Return the one article that an input holds.

    Raises:
        InputError: it holds none or several, or cannot be read.
    """
    from sayso.errors import InputError  # noqa: PLC0415
    from sayso.ingest import read  # noqa: PLC0415
    from sayso.records import Article  # noqa: PLC0415

    outcomes = list(read([given], config=config, fetch=fetch))
    articles = [one for one in outcomes if isinstance(one, Article)]
    if len(articles) == 1:
        return articles[0]
    if articles:
        raise InputError(f"{given} holds {len(articles)} articles; give a file that holds one version of one")
    raise InputError(
        "; ".join(f"{one.input}: {one.reason}" for one in outcomes if not isinstance(one, Article))
    )
