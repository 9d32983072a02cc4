"""``sayso verify``: prove that a dossier's words stand in its articles, and these where they were."""

from pathlib import Path

import click

from sayso.cli.output import complain, read_dossier, tell_rejected
from sayso.config import DEFAULTS, Config
from sayso.records import Article, Dossier, Rejected

__all__ = ["command"]

_MOST_BYTES = 2**31


@click.command("verify")
@click.argument("dossier")
def command(*, dossier: str) -> None:
    """Prove that every word of a dossier stands in its articles.

    DOSSIER is what “sayso compare --json” wrote, or - for standard input. The articles are read
    again from their paths, so run it in the folder in which the dossier was made.

    Exit code: 0 if all holds, 1 if anything does not, 2 if DOSSIER cannot be read.

    \b
    Examples:
      sayso verify dossier.json
      sayso compare reports/ --json - | sayso verify -
    """  # noqa: D301  the mark by which click keeps lines as they are
    from sayso.dossier import verify  # noqa: PLC0415  --help loads no ingest
    from sayso.dossier.lookup import STDIN  # noqa: PLC0415
    from sayso.dossier.proof import spans_of  # noqa: PLC0415
    from sayso.dossier.view import counted  # noqa: PLC0415
    from sayso.ingest.readers.columns import is_address  # noqa: PLC0415

    found = read_dossier(dossier)
    piped = [article for article in found.articles if article.path == STDIN]
    fetched = [one for one in found.articles if is_address(one.path) and not _is_file(one.path)]
    articles, rejected = _read_again(found)
    failures = verify(found, [*articles, *piped, *fetched])
    if any(failure.kind == "missing" for failure in failures):
        tell_rejected(rejected)  # perhaps why; what the dossier never held is no news
    for failure in failures:
        complain(f"{failure.article}: {failure.message} ({failure.kind})")
    for unread, where in ((piped, "standard input"), (fetched, "the network")):
        if unread:
            said = counted(len(unread), "article")
            complain(f"{said} came from {where}: checked by the text in the dossier only")
    if failures:
        if any(failure.kind == "missing" for failure in failures):
            complain("paths are taken from this folder; run sayso verify where the dossier was made")
        raise click.exceptions.Exit(1)
    spans = sum(1 for _ in spans_of(found))
    click.echo(f"ok: {counted(len(found.articles), 'article')}, {counted(spans, 'span')} in their places")


def _read_again(dossier: Dossier) -> tuple[list[Article], list[Rejected]]:
    """Read the articles from their paths; a dossier from elsewhere may name no folder, pattern or address."""
    paths = sorted({article.path for article in dossier.articles if _is_file(article.path)})
    if not paths:
        return [], []
    from sayso.ingest import read  # noqa: PLC0415

    articles: list[Article] = []
    rejected: list[Rejected] = []
    for outcome in read(paths, config=_config_of(dossier)):
        if isinstance(outcome, Rejected):
            rejected.append(outcome)
        else:
            articles.append(outcome)
    return articles, rejected


def _is_file(path: str) -> bool:
    try:
        return Path(path).is_file()
    except (OSError, ValueError):  # too long a name; a NUL in it
        return False


def _config_of(dossier: Dossier) -> Config:
    limit = dossier.config.get("max_bytes")
    if isinstance(limit, int) and not isinstance(limit, bool) and DEFAULTS.max_bytes < limit <= _MOST_BYTES:
        return Config(max_bytes=limit)
    return DEFAULTS
