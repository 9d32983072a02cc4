"""Explain a point: its claims where they stand, who holds them, and why sayso put them as it did.

The reasons are those that the earlier stages wrote down; nothing is reasoned anew here.
"""

import json
from dataclasses import dataclass
from typing import Any

from sayso.dossier.context import in_context
from sayso.dossier.inert import plain
from sayso.dossier.lookup import Lookup
from sayso.dossier.order import in_order, short_ids
from sayso.dossier.view import Cell, Tie, cell_of, letter, ties_of
from sayso.errors import DossierError
from sayso.records import Claim, Dossier, Point, Span, Status

__all__ = ["ClaimInContext", "Explanation", "Joined", "Named", "Reason", "TieReason", "explain", "find_point"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Words of a source that name an actor, and by which rule they are that actor."""

    words: str
    actor: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimInContext:
    """A claim under its mark (``A1``), in its sentence; ``context`` says of each part if it is the claim.

    ``source`` are the words that name who speaks; ``own`` says that it is the article itself.
    """

    mark: str
    cell: Cell
    context: tuple[tuple[str, bool], ...]
    source: str | None
    own: bool
    named: tuple[Named, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why two claims stand at one point: how alike they are, and the features behind it."""

    a: str
    b: str
    score: float
    why: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TieReason:
    """A relation of two positions, and all that the align stage wrote down of its reason."""

    tie: Tie
    why: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """An origin that claims of the point have in common."""

    kind: str
    id: str
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """All that sayso knows of one point."""

    number: int
    id: str
    short_id: str
    label: str
    status: Status
    claims: tuple[ClaimInContext, ...]
    ties: tuple[TieReason, ...]
    links: tuple[Reason, ...]
    origins: tuple[Joined, ...]


def explain(dossier: Dossier, point_ref: str) -> Explanation:
    """Explain the point that ``point_ref`` names: its number as shown, its id, or the beginning of its id.

    Raises:
        DossierError: no point, or more than one, is meant; the message says what would be valid.
    """
    number, point = find_point(dossier, point_ref)
    lookup = Lookup(dossier)
    marks: dict[str, str] = {}  # claim id → mark; a claim that stands in two positions keeps its first
    claims = []
    for place, position in enumerate(point.positions):
        known = [lookup.claims[one] for one in position.claims if one in lookup.claims]
        for nth, claim in enumerate(known, 1):
            mark = f"{letter(place)}{nth}"
            marks.setdefault(claim.id, mark)
            claims.append(_in_context(claim, mark, lookup))
    relations = [
        one for one in point.relations if max(one.a, one.b) < len(point.positions) and min(one.a, one.b) >= 0
    ]
    return Explanation(
        number=number,
        id=plain(point.id),
        short_id=plain(short_ids(dossier.points)[point.id]),
        label=plain(point.label),
        status=point.status,
        claims=tuple(claims),
        ties=tuple(
            TieReason(tie=tie, why=_features(relation.why, marks))
            for tie, relation in zip(ties_of(point, lookup), relations, strict=True)
        ),
        links=tuple(
            Reason(
                a=marks.get(link.a, plain(link.a)),
                b=marks.get(link.b, plain(link.b)),
                score=link.score,
                why=_features(link.why, marks),
            )
            for link in point.links
        ),
        origins=_joined(dossier, point, marks),
    )


def find_point(dossier: Dossier, point_ref: str) -> tuple[int, Point]:
    """Return the number and the point that ``point_ref`` names.

    Raises:
        DossierError: as ``explain``.
    """
    points = in_order(dossier)
    ref = point_ref.strip()
    if not points:
        raise DossierError("the dossier has no points")
    for number, point in enumerate(points, 1):
        if point.id == ref:
            return number, point
    if ref.isdecimal() and ref.isascii():
        at = int(ref) if len(ref) < 10 else 0  # noqa: PLR2004
        if 1 <= at <= len(points):
            return at, points[at - 1]
        raise DossierError(f"there is no point {plain(ref)}; the points are numbered 1 to {len(points)}")
    found = [(number, point) for number, point in enumerate(points, 1) if ref and point.id.startswith(ref)]
    if len(found) == 1:
        return found[0]
    if found:
        which = ", ".join(f"{number} ({plain(point.id)})" for number, point in found[:8])
        raise DossierError(f"{plain(ref)!r} is the beginning of {len(found)} points: {which}")
    raise DossierError(
        f"there is no point {plain(ref)!r}; give a number from 1 to {len(points)}, or a point's id"
    )


def _in_context(claim: Claim, mark: str, lookup: Lookup) -> ClaimInContext:
    statement = lookup.attribution(claim)
    article = lookup.articles.get(claim.article)
    source = lookup.words(statement.article, statement.source) if statement else ""
    named = []
    for actor in lookup.actors.values():
        for one in actor.mentions:
            inside = statement is not None and any(
                one.article == statement.article and start <= one.start < one.end <= end
                for start, end in statement.source
            )
            if inside:
                words = lookup.words(one.article, (Span(one.start, one.end),))
                named.append(Named(words=words, actor=plain(actor.name), why=plain(one.why)))
    return ClaimInContext(
        mark=mark,
        cell=cell_of(claim, lookup),
        context=in_context(article.text, claim.spans) if article else (),
        source=source or None,
        own=claim.holder is None and statement is None,
        named=tuple(named),
    )


def _features(why: dict[str, Any], marks: dict[str, str]) -> tuple[tuple[str, str], ...]:
    """Return what a ``why`` holds as words, with marks in place of the ids of claims."""
    return tuple((plain(str(key)).replace("_", " "), _value(value, marks)) for key, value in why.items())


def _value(value: object, marks: dict[str, str]) -> str:
    if isinstance(value, str):
        return marks.get(value, plain(value))
    if isinstance(value, float):
        return f"{value:.3g}"
    if isinstance(value, list | tuple):
        return ", ".join(_value(one, marks) for one in value)
    if isinstance(value, dict):
        return ", ".join(f"{plain(str(key))} {_value(one, marks)}" for key, one in value.items())
    return plain(json.dumps(value, default=str))


def _joined(dossier: Dossier, point: Point, marks: dict[str, str]) -> tuple[Joined, ...]:
    own = {claim for position in point.positions for claim in position.claims}
    articles = {claim.article: marks[claim.id] for claim in dossier.claims if claim.id in marks}
    joined = []
    for origin in dossier.origins:
        held = [marks[one] for one in origin.claims if one in own and one in marks]
        if not origin.claims:
            held = [articles[one] for one in origin.articles if one in articles]
        if len(held) > 1:
            kind = origin.kind.replace("_", " ")
            joined.append(Joined(kind=kind, id=plain(origin.id), marks=tuple(dict.fromkeys(held))))
    return tuple(joined)
