"""Within a point: which claims give one answer, and how the answers stand to each other.

The comparisons say where two claims conflict or differ, the relation model's reading among what
they are given; what the models alone take for a conflict is none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sayso.align.claims import Voiced
from sayso.align.comparisons import Alike, Finding, compare
from sayso.align.pairs import FEATURES, Pair, Pairs
from sayso.align.points import group
from sayso.align.reading import RELATIONS
from sayso.records import Relation

__all__ = ["Answers", "find_answers", "relate"]

MEANING, WORDS = FEATURES.index("meaning of the claims"), FEATURES.index("words shared of the shorter")
CONFLICT = RELATIONS.index("conflict")
MOST = 12  # claims of a point whose pairs are all read and compared; of more, the known pairs
OPEN = {"cannot_verify", "declines_to_comment", "asks", "doubts"}


@dataclass(frozen=True, slots=True)
class Answers:
    """The positions of a point (numbers of claims), and what was found between each two claims."""

    positions: list[list[int]]
    found: Mapping[tuple[int, int], Finding]
    pairs: Mapping[tuple[int, int], Pair]


def find_answers(
    members: Sequence[int], claims: Sequence[Voiced], pairs: Pairs, thresholds: Mapping[str, float]
) -> Answers:
    """Part the claims of a point into its answers, the one with most claims first."""
    wanted = [(a, b) for a, b in combinations(sorted(members), 2) if pairs.may_pair(a, b)]
    if len(members) <= MOST:
        pairs.read_rest(wanted)
    known = {pair: pairs.known[pair] for pair in wanted if pair in pairs.known}
    found = {
        (a, b): finding
        for a, b in (wanted if len(members) <= MOST else known)
        if (finding := compare(claims[a], claims[b], _alike(known.get((a, b))))) is not None
    }
    place = {at: n for n, at in enumerate(members)}
    likely = {
        (min(place[a], place[b]), max(place[a], place[b])): _same(claims[a], claims[b], pair)
        for (a, b), pair in known.items()
    }
    barred = {frozenset((place[a], place[b])) for (a, b), finding in found.items() if finding.parts}

    def apart(n: int, m: int) -> bool:
        a, b = claims[members[n]], claims[members[m]]
        denied = a.root == b.root and a.negated != b.negated
        return denied or _standing(a) != _standing(b) or frozenset((n, m)) in barred

    positions = [
        [members[n] for n in part] for part in group(len(members), likely, thresholds["same"], apart)
    ]
    positions.sort(key=lambda part: (-len(part), part))
    return Answers(positions, found, known)


def _same(a: Voiced, b: Voiced, pair: Pair) -> float:
    """Return how likely two claims at one point give one answer: the same words surely do."""
    return 1.0 if a.text.casefold() == b.text.casefold() else pair.same


def _alike(pair: Pair | None) -> Alike:
    if pair is None:  # one of them names the other: "that figure"
        return Alike(point=0.0, excludes=0.0, meaning=0.0, words=0.0)
    return Alike(
        point=pair.point,
        excludes=0.0 if pair.reading is None else float(pair.reading[CONFLICT]),
        meaning=float(pair.features[MEANING]),
        words=float(pair.features[WORDS]),
    )


def _standing(one: Voiced) -> str:
    """Say how a claim stands: vouched for, denied, or neither; those are never one answer."""
    stance = one.attribution.stance if one.attribution else "asserts"
    if stance == "denies":
        return stance
    return "open" if stance in OPEN else "vouched for"


def relate(answers: Answers, claims: Sequence[Voiced]) -> tuple[Relation, ...]:
    """Return how each two positions stand to each other, where a comparison finds anything."""
    pairs = combinations(range(len(answers.positions)), 2)
    return tuple(one for i, j in pairs if (one := _between(answers, i, j, claims)) is not None)


def _between(answers: Answers, i: int, j: int, claims: Sequence[Voiced]) -> Relation | None:
    """Return the relation between two positions: that of the pair of claims that shows it best."""
    across = [_key(x, y) for x in answers.positions[i] for y in answers.positions[j]]
    found = [pair for pair in across if pair in answers.found]
    if not found:
        return None

    def rank(pair: tuple[int, int]) -> tuple[bool, float, list[str]]:
        likely = answers.pairs[pair].point if pair in answers.pairs else 0.0
        return answers.found[pair].kind != "conflict", -likely, sorted(claims[at].claim.id for at in pair)

    best = min(found, key=rank)
    return Relation(a=i, b=j, kind=answers.found[best].kind, why=_why(answers, best, claims, i))


def _key(x: int, y: int) -> tuple[int, int]:
    return min(x, y), max(x, y)


def _why(answers: Answers, pair: tuple[int, int], claims: Sequence[Voiced], first: int) -> dict[str, Any]:
    """Return what speaks for a relation in a pair of claims; the one in position ``first`` comes first."""
    finding = answers.found[pair]
    reading = answers.pairs[pair].reading if pair in answers.pairs else None
    sides = [(pair[0], finding.a), (pair[1], finding.b)]
    if pair[0] not in answers.positions[first]:
        sides.reverse()
    why: dict[str, Any] = {
        "reason": finding.reason,
        "claims": [claims[at].claim.id for at, _ in sides],
        "words": [words for _, words in sides],
        "note": finding.note,
    }
    if reading is not None:
        why["model"] = {name: round(float(p), 3) for name, p in zip(RELATIONS, reading, strict=True)}
    return why
