"""Align the claims of a set of articles."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np
import numpy.typing as npt

from sayso.align.claims import Voiced, cut_claims
from sayso.align.comparisons import Alike, Finding, compare
from sayso.align.origins import count_origins, count_parties, find_origins
from sayso.align.pairs import FEATURES, Pairs, load_weights, weigh
from sayso.align.points import also_fits, group
from sayso.config import DEFAULTS, Config
from sayso.records import Actor, Claim, Link, Origin, Point, Position, Relation, Resolved, Status, digest

__all__ = ["Aligned", "Aligner"]

Floats = npt.NDArray[np.float64]
MEANING, WORDS = FEATURES.index("meaning of the claims"), FEATURES.index("words shared of the shorter")
ANAPHOR = re.compile(
    r"\W*(?:(?:(?:that|this|the|these|those|such|his|her|their|its|any of|an?)\s+)?(?:\w+\s+){0,2}?"
    r"(?:figures?|numbers?|tolls?|counts?|claims?|reports?|accounts?|allegations?|statements?|assertions?|information)"
    r"|it|this|that|them)\b\W*$",
    re.IGNORECASE,
)
COUNTED = re.compile(r"\b(?:figures?|numbers?|toll|counts?|how (?:many|much|far|long|old))\b", re.IGNORECASE)
TELLING_FEATURES = 4  # shown of each link


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """What the align stage makes of a set of articles."""

    claims: tuple[Claim, ...]
    points: tuple[Point, ...]
    origins: tuple[Origin, ...]


@dataclass(frozen=True, slots=True)
class _Grid:
    """The weighed pairs as symmetric matrices over the claims.

    ``named`` are the pairs of which one claim names the other ("that figure").
    """

    pairs: Pairs
    point: Floats
    same: Floats
    row: Mapping[tuple[int, int], int]
    named: frozenset[tuple[int, int]] = frozenset()

    def alike(self, a: int, b: int) -> Alike | None:
        row = self.row.get((min(a, b), max(a, b)))
        if row is None:
            return None
        features = self.pairs.features[row]
        return Alike(
            point=float(self.pairs.point[row]),
            same=float(self.pairs.same[row]),
            meaning=float(features[MEANING]),
            words=float(features[WORDS]),
        )


class Aligner:
    """Stage 4: claims → points, positions, relations and origins."""

    def __init__(self, config: Config = DEFAULTS) -> None:
        self._threads = config.threads
        self._weights = load_weights()

    def __call__(self, resolved: Resolved) -> Aligned:
        """Return the claims of all articles and the points at which they meet."""
        claims = cut_claims(resolved)
        origins = find_origins(claims, resolved.articles)
        actors = {actor.id: actor for actor in resolved.actors}
        grid = _grid(weigh(claims, self._threads), len(claims))
        grid = replace(grid, named=frozenset(_antecedents(claims, grid)))
        shared = self._shared(grid)
        points = [self._point(members, claims, grid, actors, origins) for members in shared]
        placed = {at for members in shared for at in members}
        points += [_alone(members, claims, actors, origins) for members in _unplaced(claims, placed)]
        return Aligned(claims=tuple(one.claim for one in claims), points=tuple(points), origins=origins)

    def _shared(self, grid: _Grid) -> list[list[int]]:
        """Return the groups of two or more claims that speak to one question."""
        thresholds = self._weights["thresholds"]
        likely = grid.point.copy()
        for a, b in grid.named:
            likely[a, b] = likely[b, a] = 1.0
        return also_fits(group(likely, thresholds["point"]), likely, thresholds["also"])

    def _point(
        self,
        members: Sequence[int],
        claims: Sequence[Voiced],
        grid: _Grid,
        actors: Mapping[str, Actor],
        origins: Sequence[Origin],
    ) -> Point:
        findings = _findings(members, claims, grid)
        place = {at: n for n, at in enumerate(members)}
        apart = np.zeros((len(members), len(members)), bool)
        for (a, b), finding in findings.items():
            apart[place[a], place[b]] = apart[place[b], place[a]] = finding.parts
        standings = [_standing(claims[at]) for at in members]
        apart |= np.array([[one != other for other in standings] for one in standings])
        for (n, a), (m, b) in combinations(enumerate(members), 2):
            denied = claims[a].root == claims[b].root and claims[a].negated != claims[b].negated
            apart[n, m] = apart[m, n] = apart[n, m] or denied
        likely = grid.same[np.ix_(members, members)]
        positions = [
            [members[n] for n in part] for part in group(likely, self._weights["thresholds"]["same"], apart)
        ]
        positions.sort(key=lambda part: (-len(part), part))
        relations = _relations(positions, claims, findings)
        order = [claims[at] for part in positions for at in part]
        built = tuple(_position(part, claims, grid, actors, origins) for part in positions)
        return Point(
            id=digest("q", *(one.claim.id for one in order)),
            label=built[0].label,
            status=_status(order, built, relations, actors, origins),
            positions=built,
            relations=relations,
            links=tuple(_links(members, claims, grid)),
        )


def _standing(one: Voiced) -> str:
    """Say how a claim stands: vouched for, denied, or neither; those are never one answer."""
    stance = one.attribution.stance if one.attribution else "asserts"
    if stance == "denies":
        return stance
    return "open" if stance in {"cannot_verify", "declines_to_comment", "asks", "doubts"} else "vouched for"


def _grid(pairs: Pairs, count: int) -> _Grid:
    point, same = np.zeros((count, count)), np.zeros((count, count))
    low, high = pairs.index[:, 0], pairs.index[:, 1]
    point[low, high] = point[high, low] = pairs.point
    same[low, high] = same[high, low] = pairs.same
    row = {(int(a), int(b)): at for at, (a, b) in enumerate(pairs.index)}
    return _Grid(pairs, point, same, row)


def _antecedents(claims: Sequence[Voiced], grid: _Grid) -> Iterable[tuple[int, int]]:
    """Yield each claim that could not be verified, or is denied, with the one it is about, in order.

    "That figure" means the nearest claim before it, with a number where it says so. A claim in
    full words ("how much territory the group controls") means the one of its own article that
    shares most words with it, again with a number where it asks for one.
    """
    for at, one in enumerate(claims):
        if one.attribution is None or one.attribution.stance not in {"cannot_verify", "denies"}:
            continue
        others = [
            n
            for n, other in enumerate(claims)
            if other.article.id == one.article.id and other.attribution != one.attribution
        ]
        if COUNTED.search(one.text):
            others = [n for n in others if claims[n].claim.quantities]
        if ANAPHOR.match(one.text):
            if before := [n for n in others if n < at]:
                yield before[-1], at
        elif one.attribution.stance == "cannot_verify":
            best = max(
                others,
                key=lambda n: (len(claims[n].lemmas & one.lemmas), grid.point[at, n], -n),
                default=None,
            )
            if best is not None and claims[best].lemmas & one.lemmas:
                yield min(at, best), max(at, best)


def _findings(
    members: Sequence[int], claims: Sequence[Voiced], grid: _Grid
) -> dict[tuple[int, int], Finding]:
    found = {}
    for a, b in combinations(members, 2):
        alike = grid.alike(a, b)
        if alike is not None and (finding := compare(claims[a], claims[b], alike)) is not None:
            found[a, b] = finding
    return found


def _relations(
    positions: Sequence[Sequence[int]], claims: Sequence[Voiced], findings: Mapping[tuple[int, int], Finding]
) -> tuple[Relation, ...]:
    """Return for each two positions the relation their claims speak for, a conflict before a difference."""
    relations = []
    for (i, a), (j, b) in combinations(enumerate(positions), 2):
        across = [((x, y), (min(x, y), max(x, y))) for x in a for y in b]
        found = [(pair, findings[key]) for pair, key in across if key in findings]
        if not found:
            continue
        (x, y), finding = min(found, key=lambda item: item[1].kind != "conflict")
        words = (finding.a, finding.b) if x < y else (finding.b, finding.a)
        why = {
            "reason": finding.reason,
            "claims": [claims[x].claim.id, claims[y].claim.id],
            "words": list(words),
            "note": finding.note,
        }
        relations.append(Relation(a=i, b=j, kind=finding.kind, why=why))
    return tuple(relations)


def _position(
    part: Sequence[int],
    claims: Sequence[Voiced],
    grid: _Grid,
    actors: Mapping[str, Actor],
    origins: Sequence[Origin],
) -> Position:
    members = [claims[at] for at in part]
    likeness = grid.same[np.ix_(part, part)].sum(1)
    middle = max(range(len(part)), key=lambda n: (round(float(likeness[n]), 6), -len(members[n].text), -n))
    return Position(
        label=members[middle].text,
        claims=tuple(one.claim.id for one in members),
        parties=count_parties(members, actors, origins),
        origins=count_origins(members, origins),
    )


def _status(
    members: Sequence[Voiced],
    positions: Sequence[Position],
    relations: Sequence[Relation],
    actors: Mapping[str, Actor],
    origins: Sequence[Origin],
) -> Status:
    if any(relation.kind == "conflict" for relation in relations):
        return "disputed"
    if any(one.attribution is not None and one.attribution.stance == "cannot_verify" for one in members):
        return "unverified"
    if relations or (len(positions) > 1 and count_parties(members, actors, origins) > 1):
        return "differs"
    return "agreed" if count_parties(members, actors, origins) > 1 else "single_source"


def _links(members: Sequence[int], claims: Sequence[Voiced], grid: _Grid) -> Iterable[Link]:
    """Yield for each claim but the first the likeliest link to another, with what spoke for it most."""
    weights = load_weights()
    mean, scale, weight = (
        np.array(values) for values in (weights["mean"], weights["scale"], weights["point"]["weights"])
    )
    for b in members[1:]:
        a = max((n for n in members if n < b), key=lambda n: ((n, b) in grid.named, grid.point[n, b], -n))
        row = grid.row.get((a, b))
        why: dict[str, object] = {"rule": "one says of the other that it could not be verified, or denies it"}
        if row is not None and (a, b) not in grid.named:
            share = (grid.pairs.features[row] - mean) / scale * weight
            telling = np.argsort(-share)[:TELLING_FEATURES]
            why = {FEATURES[n]: round(float(grid.pairs.features[row][n]), 3) for n in telling if share[n] > 0}
        yield Link(
            a=claims[a].claim.id, b=claims[b].claim.id, score=round(float(grid.point[a, b]), 3), why=why
        )


def _unplaced(claims: Sequence[Voiced], placed: set[int]) -> list[list[int]]:
    """Return the claims of statements that stand at no shared point, those of one statement together."""
    groups: dict[str, list[int]] = {}
    for at, one in enumerate(claims):
        if at not in placed and one.attribution is not None and one.claim.holder is not None:
            groups.setdefault(one.attribution.id, []).append(at)
    return list(groups.values())


def _alone(
    members: Sequence[int], claims: Sequence[Voiced], actors: Mapping[str, Actor], origins: Sequence[Origin]
) -> Point:
    held = [claims[at] for at in members]
    position = Position(
        label=max(held, key=lambda one: (len(one.names), len(one.lemmas), -one.place)).text,
        claims=tuple(one.claim.id for one in held),
        parties=count_parties(held, actors, origins),
        origins=count_origins(held, origins),
    )
    status: Status = (
        "unverified"
        if held[0].attribution and held[0].attribution.stance == "cannot_verify"
        else "single_source"
    )
    return Point(id=digest("q", *position.claims), label=position.label, status=status, positions=(position,))
