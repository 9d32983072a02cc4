"""Start here: the stages in order, from files to a dossier.

1. ``ingest``   files, folders, standard input, web addresses → Articles
2. ``annotate`` one Article → its sentences, names, attributions, clauses, times, quantities
3. ``resolve``  the mentions of all articles → actors
4. ``align``    claims → points, positions, relations, origins
5. ``dossier``  renders, verifies and explains the result
"""

import dataclasses
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from sayso import annotate  # its stages load their libraries when they are named
from sayso._version import __version__
from sayso.align import Aligner
from sayso.config import DEFAULTS, Config
from sayso.engines import Engine, LocalEngine
from sayso.errors import InputError
from sayso.ingest import Fetch, article_of, on_demand, read
from sayso.models import models_used
from sayso.records import Annotated, Article, Attribution, Dossier, Extracted, Rejected
from sayso.resolve import Resolver
from sayso.versions import Revision, revision

__all__ = ["annotated", "changes", "compare", "extract", "extracted"]

Input = str | Path | Article
Progress = Callable[[str, int, int | None], None]
"""Told the stage, how many articles are done, and of how many (None: not known yet)."""


def compare(  # noqa: PLR0913  all that a run may be told
    inputs: Iterable[Input],
    *,
    config: Config = DEFAULTS,
    engine: Engine | None = None,
    progress: Progress = lambda *_: None,
    min_articles: int = 1,
    fetch: Fetch | None = None,
) -> Dossier:
    """Read several reports of one event and return who said what, and where they agree and conflict.

    ``inputs`` are paths, folders, globs, ``"-"`` for standard input, web addresses, or Articles. Their
    order changes nothing. ``fetch`` reads an address that is among them, or that a list among them
    names; None is a plain ``sayso.ingest.web.fetching.Fetcher``, made when the first address is met.
    ``sayso.ingest.offline`` refuses all.

    Raises:
        InputError: fewer than ``min_articles`` could be read; the message says why.
    """
    articles: list[Annotated] = []
    rejected: list[Rejected] = []
    for outcome in annotated(inputs, config=config, engine=engine, progress=progress, fetch=fetch):
        if isinstance(outcome, Rejected):
            rejected.append(outcome)
        else:
            articles.append(outcome)
    if len(articles) < max(min_articles, 1):
        raise InputError(_too_few(len(articles), min_articles, rejected))
    articles.sort(key=lambda one: (one.article.path, one.article.part or "", one.article.id))
    progress("resolve", 0, None)
    resolved = Resolver(config)(articles)
    progress("align", 0, None)
    aligned = Aligner(config)(resolved)
    return Dossier(
        sayso=__version__,
        config=dataclasses.asdict(config),
        models=models_used(config),
        articles=tuple(one.article for one in resolved.articles),
        actors=resolved.actors,
        attributions=tuple(a for one in resolved.articles for a in one.attributions),
        claims=aligned.claims,
        points=aligned.points,
        origins=aligned.origins,
        rejected=tuple(sorted(rejected, key=lambda r: (r.input, r.stage, r.reason))),
    )


def annotated(
    inputs: Iterable[Input],
    *,
    config: Config = DEFAULTS,
    engine: Engine | None = None,
    progress: Progress = lambda *_: None,
    fetch: Fetch | None = None,
) -> Iterator[Annotated | Rejected]:
    """Ingest and annotate, one article at a time, in the order of the inputs; ``fetch`` as in ``compare``."""
    rejected: list[Rejected] = []
    articles: list[Article] = []
    for outcome in _read(inputs, config=config, fetch=fetch):
        if isinstance(outcome, Rejected):
            rejected.append(outcome)
        else:
            articles.append(outcome)
        progress("ingest", len(articles), None)
    yield from rejected
    results = (engine or LocalEngine()).map(partial(annotate.Annotator, config), articles, batch_size=4)
    for done, result in enumerate(results, 1):
        progress("annotate", done, len(articles))
        yield result


def extract(text: str | Article, *, config: Config = DEFAULTS) -> list[Attribution]:
    """Return the attributions of one text.

    Raises:
        InputError: the text cannot be read as an article; the message says why.
    """
    article = text if isinstance(text, Article) else article_of(text)
    [result] = annotate.Extractor(config)([article])
    return list(result.attributions)


def extracted(  # noqa: PLR0913  all that a run may be told
    inputs: Iterable[Input],
    *,
    config: Config = DEFAULTS,
    engine: Engine | None = None,
    progress: Progress = lambda *_: None,
    skip: Callable[[Article], bool] = lambda _: False,
    fetch: Fetch | None = None,
) -> Iterator[Extracted | Rejected]:
    """Find who says what in one article after another, in the order of the inputs.

    Articles are read as they are needed, so that a corpus may be larger than the memory; those
    that ``skip`` says yes to are left out. ``fetch`` is as in ``compare``.
    """
    rejected: list[Rejected] = []

    def articles() -> Iterator[Article]:
        for outcome in _read(inputs, config=config, fetch=fetch):
            if isinstance(outcome, Rejected):
                rejected.append(outcome)
            elif not skip(outcome):
                yield outcome

    results = (engine or LocalEngine()).map(partial(annotate.Extractor, config), articles(), batch_size=4)
    for done, result in enumerate(results, 1):
        yield from _drained(rejected)
        progress("extract", done, None)
        yield result
    yield from _drained(rejected)


def changes(
    old: Input,
    new: Input,
    *,
    config: Config = DEFAULTS,
    progress: Progress = lambda *_: None,
    fetch: Fetch | None = None,
) -> Revision:
    """Read two versions of an article, and return how the first became the second.

    ``fetch`` is as in ``compare``.

    Raises:
        InputError: one of them cannot be read, or holds several articles; the message says which.
    """
    articles = [_one_article(one, config, fetch) for one in (old, new)]
    found: list[Annotated] = []
    for outcome in annotated(articles, config=config, progress=progress):
        if not isinstance(outcome, Annotated):
            raise InputError(f"{outcome.input}: {outcome.reason}")
        found.append(outcome)
    # each by itself: who is named must be read from that version alone
    resolved = [Resolver(config)([one]) for one in found]
    actors = [actor for one in resolved for actor in one.actors]
    return revision(resolved[0].articles[0], resolved[1].articles[0], actors=actors)


def _read(inputs: Iterable[Input], *, config: Config, fetch: Fetch | None) -> Iterator[Article | Rejected]:
    """Ingest with ``fetch``, or with a Fetcher of its own."""
    with on_demand(max_bytes=config.max_bytes) as plain:
        yield from read(inputs, config=config, fetch=fetch or plain)


def _drained(rejected: list[Rejected]) -> Iterator[Rejected]:
    while rejected:
        yield rejected.pop(0)


def _too_few(count: int, wanted: int, rejected: list[Rejected]) -> str:
    reasons = "".join(f"\n  {one.input}: {one.reason}" for one in rejected)
    if not count:
        return f"no article could be read{reasons}"
    return f"only {count} of the {wanted} articles asked for could be read{reasons}"


def _one_article(given: Input, config: Config, fetch: Fetch | None) -> Article:
    """Return the one article that an input holds.

    Raises:
        InputError: it holds none or several, or cannot be read.
    """
    outcomes = list(_read([given], config=config, fetch=fetch))
    articles = [one for one in outcomes if isinstance(one, Article)]
    if len(articles) == 1:
        return articles[0]
    if articles:
        raise InputError(f"{given} holds {len(articles)} articles; give a file that holds one version of one")
    raise InputError(
        "; ".join(f"{one.input}: {one.reason}" for one in outcomes if not isinstance(one, Article))
    )
