from collections.abc import Callable, Iterable
from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from sayso.align.points import Step, also_fits, expected, group, neighbours

Pair = tuple[int, int]
Pairs = dict[Pair, float]
Drawn = tuple[int, Pairs, Callable[[int, int], bool], float]


def barred(*pairs: Pair) -> Callable[[int, int], bool]:
    """Return what says of two rows, in either order, that they must not share a group."""
    both = {frozenset(pair) for pair in pairs}
    return lambda a, b: frozenset((a, b)) in both


def ordered(a: int, b: int) -> Pair:
    """Return the pair of two rows as the probabilities are held."""
    return min(a, b), max(a, b)


@st.composite
def random_pairs(draw: st.DrawFn) -> Drawn:
    """Draw how many rows there are, probabilities without ties, some pairs kept apart, and a threshold."""
    count, seed = draw(st.integers(1, 9)), draw(st.integers(0, 2**32 - 1))
    random = np.random.default_rng(seed)
    every = list(combinations(range(count), 2))
    known, kept = draw(st.floats(0, 1)), draw(st.floats(0, 1))
    likely = {pair: float(random.random()) for pair in every if random.random() < known}
    apart = barred(*(pair for pair in every if random.random() < kept))
    return count, likely, apart, draw(st.floats(0.05, 0.9))


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
    ("count", "pairs", "groups"), [row[1:] for row in GOLDEN], ids=[row[0] for row in GOLDEN]
)
def test_golden(count: int, pairs: Pairs, groups: list[list[int]]) -> None:
    """Groups are joined while the mean over all pairs between them is at least 0.5."""
    assert group(count, pairs, 0.5) == groups


def test_a_pair_that_is_missing() -> None:
    """A pair without a probability counts as one of 0, and one of 0 joins nothing."""
    pairs = {(0, 1): 1.0, (1, 2): 0.8}
    assert group(3, pairs | {(0, 2): 0.0}, 0.5) == group(3, pairs, 0.5) == [[0, 1], [2]]
    assert group(2, {(0, 1): 0.0}, 0.0) == [[0], [1]]


def test_apart() -> None:
    """Two rows that are kept apart share no group, however likely the pair and whatever lies between."""
    likely = {(0, 1): 0.9, (1, 2): 0.8, (0, 2): 1.0}
    assert group(3, likely, 0.5, barred((0, 2))) == [[0, 1], [2]]
    assert group(3, likely, 0.5, barred((0, 2), (0, 1))) == [[0], [1, 2]]
    assert group(3, likely, 0.5, barred((0, 2), (0, 1), (1, 2))) == [[0], [1], [2]]


def test_apart_goes_on_in_a_group() -> None:
    """What is kept apart from one row is kept apart from the whole group that the row joins."""
    likely = dict.fromkeys(combinations(range(4), 2), 0.9) | {(0, 1): 1.0, (2, 3): 1.0}
    assert group(4, likely, 0.5) == [[0, 1, 2, 3]]
    assert group(4, likely, 0.5, barred((1, 3))) == [[0, 1], [2, 3]]


@settings(deadline=None)
@given(random_pairs())
def test_every_row_once(drawn: Drawn) -> None:
    """Each row is in one group, groups and their rows are in order, and constraints are respected."""
    count, likely, apart, threshold = drawn
    groups = group(count, likely, threshold, apart)
    assert groups == sorted(sorted(one) for one in groups)
    assert sorted(at for one in groups for at in one) == list(range(count))
    assert not any(apart(a, b) for one in groups for a, b in combinations(one, 2))


@settings(deadline=None)
@given(random_pairs(), st.randoms())
def test_order_of_rows(drawn: Drawn, random: object) -> None:
    """Other numbers for the rows and another order of the pairs give the same groups under those numbers."""
    count, likely, apart, threshold = drawn
    order, pairs = list(range(count)), list(likely)
    random.shuffle(order)  # type: ignore[attr-defined]
    random.shuffle(pairs)  # type: ignore[attr-defined]
    place = {at: n for n, at in enumerate(order)}
    other = {ordered(place[a], place[b]): likely[a, b] for a, b in pairs}
    turned = group(count, other, threshold, lambda a, b: apart(order[a], order[b]))
    assert sorted(sorted(order[at] for at in one) for one in turned) == group(count, likely, threshold, apart)


def mean(likely: Pairs, one: Iterable[int], other: Iterable[int]) -> float:
    """Return the mean over all pairs between two groups."""
    across = [likely.get(ordered(a, b), 0.0) for a, b in product(one, other)]
    return sum(across) / len(across)


@settings(deadline=None)
@given(random_pairs())
def test_nothing_is_left_to_join(drawn: Drawn) -> None:
    """No two groups that may be joined are likely enough on average to be joined."""
    count, likely, apart, threshold = drawn
    for one, other in combinations(group(count, likely, threshold, apart), 2):
        if not any(apart(a, b) for a, b in product(one, other)):
            assert mean(likely, one, other) < threshold + 1e-9


@settings(deadline=None)
@given(random_pairs())
def test_group_changes_nothing(drawn: Drawn) -> None:
    """The probabilities that are given are left as they are, and the result is the same again."""
    count, likely, apart, threshold = drawn
    before = dict(likely)
    assert group(count, likely, threshold, apart) == group(count, likely, threshold, apart)
    assert likely == before


def test_steps() -> None:
    """The steps tell what was joined, in that order, and the mean probability over the pairs between."""
    steps: list[Step] = []
    likely = {(0, 1): 0.75, (2, 3): 0.875, (0, 2): 0.5, (0, 3): 0.75, (1, 2): 0.5, (1, 3): 0.75}
    assert group(4, likely, 0.5, steps=steps) == [[0, 1, 2, 3]]
    assert steps == [((2,), (3,), 0.875), ((0,), (1,), 0.75), ((0, 1), (2, 3), 0.625)]


@settings(deadline=None)
@given(random_pairs())
def test_steps_lead_to_the_groups(drawn: Drawn) -> None:
    """Each step joins two groups there are at the mean between them, and the last ones leave the groups."""
    count, likely, apart, threshold = drawn
    steps: list[Step] = []
    groups = group(count, likely, threshold, apart, steps)
    parts: set[tuple[int, ...]] = {(at,) for at in range(count)}
    for a, b, value in steps:
        parts -= {tuple(sorted(a)), tuple(sorted(b))}
        parts.add(tuple(sorted(a + b)))
        assert value >= threshold
        assert value == pytest.approx(mean(likely, a, b))
    assert sorted(parts) == [tuple(one) for one in groups]
    assert len(steps) == count - len(groups)


# --------------------------------------------------------------------------------- large groups


def test_expected() -> None:
    """Between small groups every pair is expected, of large ones 20 for each claim of the smaller."""
    assert [expected(a, b) for a, b in ((1, 1), (2, 3), (20, 20), (1, 20))] == [1, 6, 400, 20]
    assert [expected(a, b) for a, b in ((1, 21), (21, 1), (2, 50), (30, 30), (30, 50))] == [
        20,
        20,
        40,
        600,
        600,
    ]


@pytest.mark.parametrize(("each", "groups"), [(20, 1), (19, 2)])
def test_large_groups(each: int, groups: int) -> None:
    """Two groups of 30 are joined as if each claim could have 20 pairs with the other group, not 30."""
    first, second = range(30), range(30, 60)
    likely = {pair: 1.0 for part in (first, second) for pair in combinations(part, 2)}
    likely |= {((b + step) % 30, b): 0.5 for b in second for step in range(each)}
    assert group(60, likely, 0.5) == ([[*first, *second]] if groups == 1 else [[*first], [*second]])


@pytest.mark.parametrize(("pairs", "fits"), [(20, True), (19, False)])
def test_fits_a_large_group(pairs: int, fits: bool) -> None:  # noqa: FBT001  it is what the table says
    """A claim fits a group of 50 as if it could have 20 pairs with it."""
    likely = {(member, 50): 0.5 for member in range(pairs)}
    assert also_fits([range(50)], likely, 0.5) == [[*range(50), *([50] if fits else [])]]


def test_mean_of_many() -> None:
    """The mean of a step is no more than the likeliest of its pairs, however many there are."""
    steps: list[Step] = []
    group(25, dict.fromkeys(combinations(range(25), 2), 0.75), 0.5, steps=steps)
    assert max(step.mean for step in steps) <= 0.75


def test_many_unlikely_pairs() -> None:
    """Two large groups are not joined by pairs of which none is likely enough."""
    first, second = range(40), range(40, 80)
    likely = {pair: 1.0 for part in (first, second) for pair in combinations(part, 2)}
    likely |= dict.fromkeys(product(first, second), 0.3)
    assert group(80, likely, 0.5) == [[*first], [*second]]


def test_unlikely_for_many() -> None:
    """A claim does not fit a large group with pairs of which none is likely enough."""
    assert also_fits([range(50)], {(member, 50): 0.3 for member in range(50)}, 0.5) == [[*range(50)]]


# ------------------------------------------------------------------------------------- also_fits


def test_fits_another_group_too() -> None:
    """A row that fits a group on average is put there besides its own; a lone row draws nobody."""
    likely = {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.6, (1, 3): 0.4, (1, 4): 0.9}
    assert also_fits([[0, 1], [2, 3], [4]], likely, 0.5) == [[0, 1], [1, 2, 3]]


def test_groups_of_mostly_the_same_rows_become_one() -> None:
    """Two groups that draw each other's rows are one group."""
    likely = {(0, 1): 0.9, (2, 3): 0.9, (1, 2): 0.6, (1, 3): 0.4, (0, 2): 0.4}
    assert also_fits([[0, 1], [2, 3]], likely, 0.5) == [[0, 1, 2, 3]]


def test_fits_no_other_group() -> None:
    """Groups that nothing else fits stay as they are."""
    likely = {(0, 1): 0.9, (2, 3): 0.9}
    assert also_fits([[0, 1], [2, 3]], likely, 0.5) == [[0, 1], [2, 3]]
    assert also_fits([[0, 1, 2, 3]], likely, 0.5) == [[0, 1, 2, 3]]
    assert also_fits([], likely, 0.5) == []


@settings(deadline=None)
@given(random_pairs())
def test_groups_only_grow(drawn: Drawn) -> None:
    """Each group keeps its rows, in one of the groups returned."""
    count, likely, apart, threshold = drawn
    groups = [one for one in group(count, likely, threshold, apart) if len(one) > 1]
    fitted = also_fits(groups, likely, threshold)
    assert all(any(set(before) <= set(after) for after in fitted) for before in groups)
    assert all(after == sorted(set(after)) for after in fitted)


@settings(deadline=None)
@given(random_pairs())
def test_who_else_fits(drawn: Drawn) -> None:
    """A group alone draws those whose mean over its rows is at least the threshold, and nobody else."""
    count, likely, _, threshold = drawn
    for members in combinations(range(count), 2):
        means = {at: mean(likely, members, [at]) for at in range(count) if at not in members}
        assume(all(abs(value - threshold) > 1e-9 for value in means.values()))
        fitting = [at for at, value in means.items() if value >= threshold]
        assert also_fits([members], likely, threshold) == [sorted([*members, *fitting])]


def test_neighbours() -> None:
    """Each row knows the others that it has a probability with, and that probability."""
    assert neighbours({(0, 2): 0.5, (1, 2): 0.25}) == {0: {2: 0.5}, 1: {2: 0.25}, 2: {0: 0.5, 1: 0.25}}
