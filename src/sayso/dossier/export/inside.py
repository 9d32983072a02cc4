"""How claims of one article stand to each other, for formats that know one document at a time.

Most of what a dossier finds stands between articles; such a format can only name it beside a claim.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from sayso.dossier.lookup import Lookup
from sayso.dossier.order import in_order
from sayso.dossier.view import letter
from sayso.records import Claim, Dossier, Point, Position, Relation

__all__ = ["Inside", "Tie", "inside"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """Two claims of one article, how they stand to each other, at which point, and for what reason."""

    kind: Literal["same", "differs", "conflict"]
    a: Claim
    b: Claim
    point: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Inside:
    """Where each claim stands, in words ("p01-A", "p01-A conflict p01-B"), and the ties of each article."""

    standing: dict[str, list[str]]
    ties: dict[str, list[Tie]]


def inside(dossier: Dossier, lookup: Lookup) -> Inside:
    """Return where the claims of ``dossier`` stand and what ties those of each article."""
    found = Inside(standing={}, ties={article: [] for article in lookup.articles})
    for point in in_order(dossier):
        sides = [_by_article(side, lookup) for side in point.positions]
        relations = [
            one for one in point.relations if one.a != one.b and {one.a, one.b} <= {*range(len(sides))}
        ]
        for at, side in enumerate(point.positions):
            own = f"{point.id}-{letter(at)}"
            stands = [own, *(f"{own} {kind} {other}" for kind, other in _others(point, at, relations))]
            for claim in dict.fromkeys(side.claims):
                found.standing.setdefault(claim, []).extend(stands)
        for claims_of in sides:
            for article, claims in claims_of.items():
                found.ties[article] += [
                    Tie(kind="same", a=claims[0], b=other, point=point.id, reason="") for other in claims[1:]
                ]
        for relation in relations:
            _relate(point, relation, sides, found)
    return found


def _others(point: Point, at: int, relations: list[Relation]) -> Iterator[tuple[str, str]]:
    """Yield how a position stands to others, and to which."""
    for one in relations:
        if at in {one.a, one.b}:
            yield one.kind, f"{point.id}-{letter(one.b if at == one.a else one.a)}"


def _by_article(side: Position, lookup: Lookup) -> dict[str, list[Claim]]:
    claims: dict[str, list[Claim]] = {}
    for name in dict.fromkeys(side.claims):
        one = lookup.claims.get(name)
        if one is not None and one.article in lookup.articles:
            claims.setdefault(one.article, []).append(one)
    return claims


def _relate(point: Point, relation: Relation, sides: list[dict[str, list[Claim]]], found: Inside) -> None:
    """Tie one claim of each position in every article that has both: the ones compared, if they are there."""
    compared = relation.why.get("claims")
    compared = compared if isinstance(compared, list) else []
    a, b = sides[relation.a], sides[relation.b]
    for article in a:
        if article in b:
            first, second = (
                min(claims[article], key=lambda one: one.id not in compared) for claims in (a, b)
            )
            reason = str(relation.why.get("reason") or "")
            tie = Tie(kind=relation.kind, a=first, b=second, point=point.id, reason=reason)
            if first is not second:
                found.ties[article].append(tie)
