"""Group claims into points and positions: average linkage under constraints.

Two groups are joined while the mean probability over all pairs between them is high enough, the
likeliest first; pairs that are no candidates count as 0, forbidden ones are never joined. A
claim that fits another point as well is put there too: a sentence may answer several questions.
"""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

__all__ = ["also_fits", "group"]

MOSTLY = 0.6  # of the smaller group's rows
Floats = npt.NDArray[np.float64]


def group(likely: Floats, threshold: float, apart: npt.NDArray[np.bool_] | None = None) -> list[list[int]]:
    """Return groups of row numbers of the symmetric ``likely`` (n, n), each sorted, in order.

    ``apart`` (n, n) says which rows must never share a group. Ties go to the first rows, so
    the result depends on nothing but the values.
    """
    groups: list[list[int]] = []
    for members in _components(likely >= threshold):
        inner = likely[np.ix_(members, members)]
        barred = apart[np.ix_(members, members)] if apart is not None else None
        groups += [[members[at] for at in part] for part in _average_linkage(inner, threshold, barred)]
    return sorted(groups)


def _components(joined: npt.NDArray[np.bool_]) -> Iterable[list[int]]:
    """Yield the connected parts of a graph: no group can reach beyond one."""
    unseen = set(range(len(joined)))
    for start in range(len(joined)):
        if start not in unseen:
            continue
        part, queue = [], [start]
        unseen.discard(start)
        while queue:
            at = queue.pop()
            part.append(at)
            near = [n for n in np.flatnonzero(joined[at]).tolist() if n in unseen]
            unseen.difference_update(near)
            queue += near
        yield sorted(part)


def _average_linkage(
    likely: Floats, threshold: float, apart: npt.NDArray[np.bool_] | None
) -> list[list[int]]:
    count = len(likely)
    parts: list[list[int]] = [[at] for at in range(count)]
    if count == 1:
        return parts
    total = likely.astype(float).copy()
    barred = apart.copy() if apart is not None else np.zeros((count, count), bool)
    sizes = np.ones(count)
    np.fill_diagonal(barred, val=True)
    alive = np.ones(count, bool)
    while True:
        mean = np.where(barred | ~alive[:, None] | ~alive[None, :], -1.0, total / np.outer(sizes, sizes))
        keep, drop = sorted(np.unravel_index(int(mean.argmax()), mean.shape))
        if mean[keep, drop] < threshold:
            return [sorted(part) for part, live in zip(parts, alive, strict=True) if live]
        parts[keep] += parts[drop]
        total[keep] += total[drop]
        total[:, keep] += total[:, drop]
        barred[keep] |= barred[drop]
        barred[:, keep] |= barred[:, drop]
        barred[keep, keep] = True
        sizes[keep] += sizes[drop]
        alive[drop] = False


def also_fits(groups: Sequence[Sequence[int]], likely: Floats, threshold: float) -> list[list[int]]:
    """Return the groups of two or more, each with the rows that fit it on average besides its own.

    Groups that come to hold mostly the same rows become one.
    """
    result: list[set[int]] = []
    for members in groups:
        if len(members) < 2:  # noqa: PLR2004  a lone claim draws nobody
            continue
        others = np.setdiff1d(np.arange(len(likely)), members)
        nearness = likely[others][:, list(members)]
        fitting = others[nearness.mean(1) >= threshold] if len(others) else others
        result.append({*members, *fitting.tolist()})
    kept: list[set[int]] = []
    for rows in sorted(result, key=lambda rows: (-len(rows), sorted(rows))):
        same = next((one for one in kept if len(one & rows) >= MOSTLY * len(rows)), None)
        if same is None:
            kept.append(rows)
        else:
            same |= rows
    return sorted(sorted(rows) for rows in kept)
