from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.align.points import also_fits, group

Floats = npt.NDArray[np.float64]


def matrix(count: int, pairs: dict[tuple[int, int], float]) -> Floats:
    """Return a symmetric matrix with these values, 0 elsewhere."""
    likely = np.zeros((count, count))
    for (a, b), value in pairs.items():
        likely[a, b] = likely[b, a] = value
    return likely


def barred(count: int, *pairs: tuple[int, int]) -> npt.NDArray[np.bool_]:
    """Return a symmetric matrix of pairs that must not share a group."""
    return matrix(count, dict.fromkeys(pairs, 1.0)).astype(bool)


@st.composite
def random_matrices(draw: st.DrawFn) -> tuple[Floats, npt.NDArray[np.bool_], float]:
    """Draw a symmetric matrix of probabilities without ties, some pairs kept apart, and a threshold."""
    count, seed = draw(st.integers(1, 9)), draw(st.integers(0, 2**32 - 1))
    random = np.random.default_rng(seed)
    upper = np.triu(
        random.random((count, count)) * (random.random((count, count)) < draw(st.floats(0, 1))), 1
    )
    apart = np.triu(random.random((count, count)) < draw(st.floats(0, 1)), 1)
    return upper + upper.T, apart | apart.T, draw(st.floats(0.05, 0.9))


GOLDEN = [
    ("nothing", 0, {}, []),
    ("one", 1, {}, [[0]]),
    ("two that belong together", 2, {(0, 1): 0.9}, [[0, 1]]),
    ("two that just do", 2, {(0, 1): 0.5}, [[0, 1]]),
    ("two that do not", 2, {(0, 1): 0.49}, [[0], [1]]),
    ("isolated rows stay alone", 4, {(1, 3): 0.9}, [[0], [1, 3], [2]]),
    ("a chain holds while its average does", 3, {(0, 1): 1.0, (1, 2): 0.9, (0, 2): 0.2}, [[0, 1, 2]]),
    ("a chain breaks where its average does not", 3, {(0, 1): 1.0, (1, 2): 0.8}, [[0, 1], [2]]),
    ("the likeliest first", 3, {(0, 1): 0.6, (1, 2): 0.7}, [[0], [1, 2]]),
    ("a tie goes to the first rows", 3, {(0, 1): 0.7, (1, 2): 0.7}, [[0, 1], [2]]),
    ("two groups", 5, {(0, 4): 0.9, (1, 2): 0.8, (2, 3): 0.8, (1, 3): 0.8, (0, 1): 0.5}, [[0, 4], [1, 2, 3]]),
]


@pytest.mark.parametrize(
    ("count", "pairs", "expected"), [row[1:] for row in GOLDEN], ids=[row[0] for row in GOLDEN]
)
def test_golden(count: int, pairs: dict[tuple[int, int], float], expected: list[list[int]]) -> None:
    """Groups are joined while the mean over all pairs between them is at least 0.5."""
    assert group(matrix(count, pairs), 0.5) == expected


def test_apart() -> None:
    """Two rows that are kept apart share no group, however likely the pair and whatever lies between."""
    likely = matrix(3, {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 1.0})
    assert group(likely, 0.5, barred(3, (0, 2))) == [[0, 1], [2]]
    assert group(likely, 0.5, barred(3, (0, 2), (0, 1))) == [[0], [1, 2]]
    assert group(likely, 0.5, barred(3, (0, 2), (0, 1), (1, 2))) == [[0], [1], [2]]


def test_apart_goes_on_in_a_group() -> None:
    """What is kept apart from one row is kept apart from the whole group that the row joins."""
    likely = matrix(4, dict.fromkeys(combinations(range(4), 2), 0.9) | {(0, 1): 1.0, (2, 3): 1.0})
    assert group(likely, 0.5) == [[0, 1, 2, 3]]
    assert group(likely, 0.5, barred(4, (1, 3))) == [[0, 1], [2, 3]]


@settings(deadline=None)
@given(random_matrices())
def test_every_row_once(drawn: tuple[Floats, npt.NDArray[np.bool_], float]) -> None:
    """Each row is in one group, groups and their rows are in order, and constraints are respected."""
    likely, apart, threshold = drawn
    groups = group(likely, threshold, apart)
    assert groups == sorted(sorted(one) for one in groups)
    assert sorted(at for one in groups for at in one) == list(range(len(likely)))
    assert not any(apart[a, b] for one in groups for a, b in combinations(one, 2))


@settings(deadline=None)
@given(random_matrices(), st.randoms())
def test_order_of_rows(drawn: tuple[Floats, npt.NDArray[np.bool_], float], random: object) -> None:
    """Other numbers for the rows give the same groups under those numbers."""
    likely, apart, threshold = drawn
    order = list(range(len(likely)))
    random.shuffle(order)  # type: ignore[attr-defined]
    turned = group(likely[np.ix_(order, order)], threshold, apart[np.ix_(order, order)])
    assert sorted(sorted(order[at] for at in one) for one in turned) == group(likely, threshold, apart)


@settings(deadline=None)
@given(random_matrices())
def test_nothing_is_left_to_join(drawn: tuple[Floats, npt.NDArray[np.bool_], float]) -> None:
    """No two groups that may be joined are likely enough on average to be joined."""
    likely, apart, threshold = drawn
    for one, other in combinations(group(likely, threshold, apart), 2):
        if not apart[np.ix_(one, other)].any():
            assert likely[np.ix_(one, other)].mean() < threshold + 1e-9


@settings(deadline=None)
@given(random_matrices())
def test_group_changes_nothing(drawn: tuple[Floats, npt.NDArray[np.bool_], float]) -> None:
    """The matrices that are given are left as they are, and the result is the same again."""
    likely, apart, threshold = drawn
    before = likely.copy(), apart.copy()
    assert group(likely, threshold, apart) == group(likely, threshold, apart)
    assert np.array_equal(likely, before[0])
    assert np.array_equal(apart, before[1])


# ------------------------------------------------------------------------------------- also_fits


def test_fits_another_group_too() -> None:
    """A row that fits a group on average is put there besides its own; a lone row draws nobody."""
    likely = matrix(5, {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.6, (1, 3): 0.4, (4, 1): 0.9})
    assert also_fits([[0, 1], [2, 3], [4]], likely, 0.5) == [[0, 1], [1, 2, 3]]


def test_groups_of_mostly_the_same_rows_become_one() -> None:
    """Two groups that draw each other's rows are one group."""
    likely = matrix(4, {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.6, (1, 3): 0.4, (0, 2): 0.4})
    assert also_fits([[0, 1], [2, 3]], likely, 0.5) == [[0, 1, 2, 3]]


def test_fits_no_other_group() -> None:
    """Groups that nothing else fits stay as they are."""
    likely = matrix(4, {(0, 1): 0.9, (2, 3): 0.9})
    assert also_fits([[0, 1], [2, 3]], likely, 0.5) == [[0, 1], [2, 3]]
    assert also_fits([[0, 1, 2, 3]], likely, 0.5) == [[0, 1, 2, 3]]
    assert also_fits([], likely, 0.5) == []


@settings(deadline=None)
@given(random_matrices())
def test_groups_only_grow(drawn: tuple[Floats, npt.NDArray[np.bool_], float]) -> None:
    """Each group keeps its rows, in one of the groups returned."""
    likely, apart, threshold = drawn
    groups = [one for one in group(likely, threshold, apart) if len(one) > 1]
    fitted = also_fits(groups, likely, threshold)
    assert all(any(set(before) <= set(after) for after in fitted) for before in groups)
    assert all(after == sorted(set(after)) for after in fitted)
