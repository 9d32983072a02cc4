"""Makes stories of a pile of articles."""

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from sayso.records import Article, digest
from sayso.stories.copies import near_duplicates
from sayso.stories.grouping import grouped
from sayso.stories.likeness import Vector, day_of, likeness, vectors
from sayso.stories.reasons import central_of, headline_of, reasons
from sayso.stories.words import news_of, word_weights

__all__ = ["Story", "stories"]

MOST = 10_000  # articles that are compared each with each: 400 MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """Articles on one news event, by their ids, the earliest first.

    ``label`` is the headline of the article that has most in common with the others, or its first
    line if none has a headline; ``central`` is that article. ``names`` and ``words`` are those that
    hold the story together, as they are written there: half of the articles or more have each.
    ``copies`` are groups of articles with nearly the same text. ``first`` and ``last`` are the
    days of the earliest and the latest article of which the day is known.
    """

    id: str
    label: str
    central: str
    articles: tuple[str, ...]
    copies: tuple[tuple[str, ...], ...] = ()
    first: str | None = None
    last: str | None = None
    names: tuple[str, ...] = ()
    words: tuple[str, ...] = ()


def stories(articles: Iterable[Article]) -> tuple[Story, ...]:
    """Group articles by what they are about and when; return the largest stories first.

    Each article is in one story, alone if need be. Their order changes nothing. More than ``MOST``
    articles are cut into runs of days, and a story on both sides of a cut becomes two.
    """
    pile = sorted({one.id: one for one in articles}.values(), key=lambda one: one.id)
    about = vectors([word_weights(one) for one in pile])
    days = [day_of(one) for one in pile]
    found: list[Story] = []
    for run in _runs(days):
        near = likeness([about[at] for at in run], [days[at] for at in run])
        groups = [[run[at] for at in group] for group in grouped(near)]
        found += [_story([pile[at] for at in one], [about[at] for at in one]) for one in groups]
    return tuple(sorted(found, key=lambda one: (-len(one.articles), one.first or "~", one.id)))


def _runs(days: Sequence[int | None]) -> Iterator[list[int]]:
    """Yield the places of a pile by day, undated ones last, cut where it is too large.

    It is cut before the longest time without an article; of equals, before the day with the fewest.
    """
    when = [math.inf if day is None else day for day in days]
    a_day = Counter(when)
    order = sorted(range(len(days)), key=when.__getitem__)
    while len(order) > MOST:
        cuts = [at for at in range(MOST // 2, MOST + 1) if when[order[at]] != when[order[at - 1]]]
        cut = min(
            cuts,
            key=lambda at: (when[order[at - 1]] - when[order[at]], a_day[when[order[at]]]),
            default=MOST,
        )
        yield order[:cut]
        order = order[cut:]
    yield order


def _story(articles: Sequence[Article], about: Sequence[Vector]) -> Story:
    central = central_of(articles, about)
    names, words = reasons(articles, about)
    in_time = sorted(articles, key=lambda one: (one.published or "~", one.path, one.part or "", one.id))
    texts = [news_of(one) for one in in_time] if len(articles) > 1 else []
    days = sorted(day for one in articles if (day := day_of(one)) is not None)
    return Story(
        id=digest("s", *sorted(one.id for one in articles)),
        label=headline_of(central),
        central=central.id,
        articles=tuple(one.id for one in in_time),
        copies=tuple(tuple(in_time[at].id for at in group) for group in near_duplicates(texts)),
        first=date.fromordinal(days[0]).isoformat() if days else None,
        last=date.fromordinal(days[-1]).isoformat() if days else None,
        names=names,
        words=words,
    )
