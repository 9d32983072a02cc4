"""The order in which points are shown, so that a number means the same point in every output."""

import math
from collections.abc import Iterable

from sayso.records import Actor, Claim, Dossier, Point, Status

__all__ = ["COMPACT", "GROUPS", "in_order", "short_ids"]

GROUPS: tuple[tuple[Status, str, str], ...] = (
    ("disputed", "Conflicts", "cannot both be true as they stand"),
    ("differs", "Differences", "the accounts differ in a detail"),
    ("unverified", "Unverified", "somebody says that it could not be verified"),
    ("single_source", "Single source", "one voice only, in these reports"),
    ("agreed", "Agreed", "more than one voice, and no difference found"),
)
"""Every status in the order of display, with its heading and what it means."""

COMPACT: tuple[Status, ...] = ("single_source", "agreed")
"""Where nothing clashes: shown in as few lines as will do."""

_SHORTEST = 5


def in_order(dossier: Dossier) -> tuple[Point, ...]:
    """Return the points as they are numbered from 1: by group, then by how much stands behind them.

    A point with a reason for its status comes first, then the one with claims from more reports,
    then the one that an article brings up earlier: what matters stands at the top of a news report.
    """
    claims = {claim.id: claim for claim in dossier.claims}
    articles = {article.id: (article.path, article.part or "") for article in dossier.articles}
    rank = {status: place for place, (status, _, _) in enumerate(GROUPS)}

    def key(point: Point) -> tuple[object, ...]:
        own = [claims[one] for side in point.positions for one in side.claims if one in claims]
        first = min((_start(claim), articles.get(claim.article, ("", ""))) for claim in own) if own else ()
        reports = len({claim.article for claim in own})
        return rank[point.status], not point.relations, -reports, first or (math.inf, ("", "")), point.id

    return tuple(sorted(dossier.points, key=key))


def short_ids(records: Iterable[Point | Actor]) -> dict[str, str]:
    """Return for each record's id its shortest beginning that no other record shares."""
    ids = sorted({one.id for one in records})
    short = {}
    for before, own, after in zip(["", *ids], ids, [*ids[1:], ""], strict=False):
        shared = max(_shared(before, own), _shared(own, after))
        short[own] = own[: max(_SHORTEST, shared + 1)]
    return short


def _start(claim: Claim) -> float:
    return min((span.start for span in claim.spans), default=math.inf)


def _shared(one: str, other: str) -> int:
    return next(
        (at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
