"""Group claims into points and positions: average linkage under constraints.

Two groups are joined while the mean probability over the pairs between them is high enough, the
likeliest first; pairs that are no candidates count as 0, forbidden ones are never joined. A
claim that fits another point as well is put there too: a sentence may answer several questions.

Only pairs with a probability are held, in a heap, so that the time grows with their number.
"""

import heapq
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

__all__ = ["Likely", "Step", "also_fits", "group", "neighbours"]

MOSTLY = 0.6  # of the smaller group's members
KNOWN = 20  # pairs that a claim can be expected to have with one group, see ``candidates.NEIGHBOURS``

Pair = tuple[int, int]
Likely = Mapping[Pair, float]
"""Probabilities of pairs (a, b), a < b; a pair that is missing has none."""


def expected(a: int, b: int) -> int:
    """Return how many pairs to reckon with between groups of ``a`` and ``b`` claims.

    All of them, but no more than the nearest neighbours that each can have: in a large set most
    pairs are never looked at.
    """
    return min(a * b, KNOWN * min(a, b))


class Step(NamedTuple):
    """One step of the grouping: two groups joined, and the mean probability between them."""

    a: tuple[int, ...]
    b: tuple[int, ...]
    mean: float


def group(
    count: int,
    likely: Likely,
    threshold: float,
    apart: Callable[[int, int], bool] | None = None,
    steps: list[Step] | None = None,
) -> list[list[int]]:
    """Return groups of the numbers below ``count``, each sorted, in order.

    ``apart`` says which two must never share a group; ``steps`` takes up what was joined. Ties go
    to the first numbers, so the result depends on nothing but the values.
    """
    linkage = _Linkage(count, likely)
    while (nearest := linkage.nearest(threshold)) is not None:
        a, b, mean = nearest
        parts = linkage.parts
        if apart is not None and any(apart(x, y) for x in parts[a] for y in parts[b]):
            linkage.forbid(a, b)
            continue
        if steps is not None:
            steps.append(Step(tuple(parts[a]), tuple(parts[b]), mean))
        linkage.join(a, b)
    return sorted(sorted(part) for part in linkage.parts.values())


class _Linkage:
    """Groups on their way: ``parts`` by their first number, and what lies between each two."""

    def __init__(self, count: int, likely: Likely) -> None:
        self.parts: dict[int, list[int]] = {at: [at] for at in range(count)}
        self._between: dict[int, dict[int, _Sum]] = {at: {} for at in range(count)}
        self._heap: list[tuple[float, int, int]] = []
        for (a, b), value in sorted(likely.items()):
            if value > 0:
                self._between[a][b] = self._between[b][a] = _Sum(value, 1)
                self._heap.append((-value, a, b))
        heapq.heapify(self._heap)

    def nearest(self, threshold: float) -> tuple[int, int, float] | None:
        """Return the two groups with the greatest mean between them, None below ``threshold``."""
        while self._heap and -self._heap[0][0] >= threshold:
            score, a, b = heapq.heappop(self._heap)
            if a in self.parts and b in self.parts and -score == self._mean(a, b):
                return a, b, -score  # else one of the two has been joined to another since
        return None

    def forbid(self, a: int, b: int) -> None:
        """Never join two groups."""
        del self._between[a][b], self._between[b][a]

    def join(self, a: int, b: int) -> None:
        """Put group ``b`` to group ``a``."""
        self.parts[a] += self.parts.pop(b)
        for other, known in self._between.pop(b).items():
            del self._between[other][b]
            if other != a:
                joined = self._between[a].get(other, _NONE).plus(known)
                self._between[a][other] = self._between[other][a] = joined
        for other in self._between[a]:
            low, high = sorted((a, other))
            heapq.heappush(self._heap, (-self._mean(low, high), low, high))

    def _mean(self, a: int, b: int) -> float:
        return self._between[a].get(b, _NONE).over(len(self.parts[a]), len(self.parts[b]))


class _Sum(NamedTuple):
    """The probabilities of the known pairs between two groups: their sum and number."""

    total: float
    pairs: int

    def plus(self, other: "_Sum") -> "_Sum":
        return _Sum(self.total + other.total, self.pairs + other.pairs)

    def over(self, a: int, b: int) -> float:
        """Return the mean over the pairs between groups of ``a`` and ``b`` claims, unknown ones 0."""
        return self.total / max(expected(a, b), self.pairs)


_NONE = _Sum(0.0, 0)


def neighbours(likely: Likely) -> dict[int, dict[int, float]]:
    """Return for each claim the others that it has a probability with."""
    found: dict[int, dict[int, float]] = defaultdict(dict)
    for (a, b), value in likely.items():
        found[a][b] = found[b][a] = value
    return found


def also_fits(groups: Iterable[Sequence[int]], likely: Likely, threshold: float) -> list[list[int]]:
    """Return the groups of two or more, each with the claims that fit it on average besides its own.

    Groups that come to hold mostly the same claims become one.
    """
    near = neighbours(likely)
    result: list[set[int]] = []
    for members in groups:
        if len(members) < 2:  # noqa: PLR2004  a lone claim draws nobody
            continue
        total: dict[int, _Sum] = defaultdict(lambda: _NONE)
        for member in members:
            for other, value in near[member].items():
                total[other] = total[other].plus(_Sum(value, 1))
        fitting = (other for other, value in total.items() if value.over(1, len(members)) >= threshold)
        result.append({*members, *fitting})
    return _merged(result)


def _merged(groups: Iterable[set[int]]) -> list[list[int]]:
    kept: list[set[int]] = []
    holding: dict[int, list[int]] = defaultdict(list)  # claim: numbers of the kept groups that hold it
    for rows in sorted(groups, key=lambda rows: (-len(rows), sorted(rows))):
        common: dict[int, int] = defaultdict(int)
        for row in rows:
            for at in holding[row]:
                common[at] += 1
        same = min((at for at, shared in common.items() if shared >= MOSTLY * len(rows)), default=None)
        if same is None:
            same = len(kept)
            kept.append(set())
        for row in rows - kept[same]:
            holding[row].append(same)
        kept[same] |= rows
    return sorted(sorted(rows) for rows in kept)
