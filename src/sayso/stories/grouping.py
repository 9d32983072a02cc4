"""Groups what is near each other, where each two have a nearness: average linkage with a bar that rises.

Two groups become one when their members are near enough to one another on average: by ``LEAST``, and
the more so the better each of them hangs together by itself. So a straggler joins a story that it
resembles a little, while two stories of one topic, each tight, stay two.
"""

import numpy as np
import numpy.typing as npt

__all__ = ["grouped"]

LEAST = 0.08  # how near two groups have to be
HOLD = 0.2  # of the nearness within the looser of the two groups that is asked for on top

Row = npt.NDArray[np.float32]


def grouped(near: npt.NDArray[np.float32]) -> list[list[int]]:
    """Return the groups of n things, by their nearness in an array (n, n), which is used up.

    The two nearest groups are joined first; of equals, those that begin first.
    """
    groups = _Groups(near)
    while (pair := groups.nearest()) is not None:
        groups.join(*pair)
    return [sorted(members) for members in groups.members if members]


class _Groups:
    """Groups, the sums of nearness between them, and for each the group nearest to it.

    ``_best`` is never less than the truth: what two joined groups are to a third one is compared with
    it at once, and nothing else changes. So a row is worked out anew only when it comes first and is
    ``_stale``: the group that was nearest has been joined to another.
    """

    def __init__(self, near: npt.NDArray[np.float32]) -> None:
        count = len(near)
        self.members = [[at] for at in range(count)]
        self._between = near
        self._size = np.ones(count, np.float32)
        self._within = np.zeros(count, np.float64)  # sum of the nearness of a group's pairs
        self._tight = np.zeros(count, np.float32)  # their mean
        self._alive = np.ones(count, bool)
        self._best = np.full(count, np.inf, np.float32)
        self._to = np.zeros(count, np.int64)
        self._stale = np.ones(count, bool)

    def nearest(self) -> tuple[int, int] | None:
        """Return the two groups to join next, None if no two are near enough."""
        while len(self._best):
            at = int(self._best.argmax())
            if self._best[at] < 0:
                return None
            if not self._stale[at]:
                other = int(self._to[at])
                return min(at, other), max(at, other)
            row = self._row(at)
            self._to[at] = row.argmax()
            self._best[at] = row[self._to[at]]
            self._stale[at] = False
        return None

    def join(self, first: int, second: int) -> None:
        """Make one group of two; it goes on under the first one's number."""
        self._within[first] += self._within[second] + self._between[first, second]
        self._between[first] += self._between[second]
        self._between[:, first] = self._between[first]
        self._size[first] += self._size[second]
        self._tight[first] = self._within[first] / (self._size[first] * (self._size[first] - 1) / 2)
        self.members[first] += self.members[second]
        self.members[second] = []
        self._alive[second] = False
        self._stale |= (self._to == first) | (self._to == second)
        row = self._row(first)
        nearer = row > self._best
        self._best[nearer], self._to[nearer], self._stale[nearer] = row[nearer], first, False
        self._best[second], self._best[first], self._stale[first] = -1, np.inf, True

    def _row(self, at: int) -> Row:
        """Return how near each group is to one on average, -1 where that is not enough."""
        row = self._between[at] / (self._size * self._size[at])
        bar = LEAST + HOLD * np.minimum(self._tight, self._tight[at])
        row[(row < bar) | ~self._alive] = -1
        row[at] = -1
        return row  # type: ignore[no-any-return]
