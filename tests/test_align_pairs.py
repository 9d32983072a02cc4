import math
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.test_align_origins import report, voiced

from sayso.align.claims import Voiced
from sayso.align.pairs import FEATURES, FLOOR, LEVELS, READ, Pairs, load_weights, log_softmax, probabilities

# ---------------------------------------------------------------------------------- log_softmax

SCORES: list[tuple[str, list[float], list[float]]] = [
    ("equal", [0, 0, 0, 0], [0.25, 0.25, 0.25, 0.25]),
    ("equal and high", [1000, 1000], [0.5, 0.5]),
    ("equal and low", [-1000, -1000], [0.5, 0.5]),
    ("one to three", [0, math.log(3)], [0.25, 0.75]),
    ("one alone", [7], [1]),
    ("surer than makes a difference", [0, 9], [math.exp(FLOOR), 1]),
    ("far surer", [-1e300, 1e300], [math.exp(FLOOR), 1]),
]


@pytest.mark.parametrize(("scores", "expected"), [row[1:] for row in SCORES], ids=[row[0] for row in SCORES])
def test_log_softmax(scores: list[float], expected: list[float]) -> None:
    """Scores become log probabilities, none below the floor, however high or low they are."""
    [found] = np.exp(log_softmax(np.array([scores], float)))
    assert found == pytest.approx(expected, abs=1e-3)
    assert log_softmax(np.array([scores], float)).min() >= FLOOR


def test_log_softmax_of_nothing() -> None:
    """No pairs have no probabilities, in as many columns."""
    assert log_softmax(np.zeros((0, 4))).shape == (0, 4)


@given(st.lists(st.lists(st.floats(-3, 3), min_size=4, max_size=4), min_size=1, max_size=5), st.floats(-9, 9))
def test_log_softmax_by_row(rows: list[list[float]], more: float) -> None:
    """Each row is one set of probabilities, which the other rows and a higher level do not change."""
    found = log_softmax(np.array(rows))
    assert np.exp(found).sum(1) == pytest.approx(np.ones(len(rows)))
    assert log_softmax(np.array(rows) + more) == pytest.approx(found)
    for row, likely in zip(rows, found, strict=True):
        assert (log_softmax(np.array([row]))[0] == likely).all()


# -------------------------------------------------------------------------------- probabilities

EVEN: dict[str, Any] = {"mean": [0.0], "scale": [1.0]}


def level(weight: float, bias: float = 0.0) -> dict[str, Any]:
    """Return the model of a level over one feature."""
    return {"weights": [weight], "bias": bias}


LEVELLED: list[tuple[str, float, dict[str, Any], float, float]] = [
    ("even", 0, {"point": level(1), "same": level(1)}, 0.5, 0.25),
    (
        "surely one question, one answer as likely as not",
        0,
        {"point": level(1, 99), "same": level(1)},
        1,
        0.5,
    ),
    ("surely two questions", 0, {"point": level(1, -99), "same": level(1, 99)}, 0, 0),
    ("two answers to one question", 0, {"point": level(1, 99), "same": level(1, -99)}, 1, 0),
    ("one to three", math.log(3), {"point": level(1), "same": level(0)}, 0.75, 0.375),
    ("scaled", math.log(9), {"point": level(1), "same": level(0), "scale": [2.0]}, 0.75, 0.375),
    ("from the mean", 7, {"point": level(1), "same": level(0), "mean": [7.0]}, 0.5, 0.25),
]


@pytest.mark.parametrize(
    ("value", "weights", "point", "same"), [row[1:] for row in LEVELLED], ids=[row[0] for row in LEVELLED]
)
def test_probabilities(value: float, weights: dict[str, Any], point: float, same: float) -> None:
    """One answer is as likely as one question, times one answer given one question."""
    found = probabilities(np.array([[value]]), EVEN | weights)
    assert list(found) == list(LEVELS)
    assert found["point"] == pytest.approx([point])
    assert found["same"] == pytest.approx([same])


@pytest.mark.parametrize(("step", "names"), [("guessed", FEATURES), ("read", FEATURES + READ)])
@given(data=st.data())
def test_one_answer_is_never_likelier_than_one_question(
    step: str, names: tuple[str, ...], data: st.DataObject
) -> None:
    """With the models that ship, whatever the features, two claims give one answer to one question only."""
    row = data.draw(st.lists(st.floats(-9, 9), min_size=len(names), max_size=len(names)))
    found = probabilities(np.array([row]), load_weights()[step])
    assert 0 <= found["same"][0] <= found["point"][0] <= 1


@pytest.mark.parametrize(("step", "names"), [("guessed", FEATURES), ("read", FEATURES + READ)])
def test_the_models_that_ship(step: str, names: tuple[str, ...]) -> None:
    """There is a weight for each feature at each level, and a threshold for each step of the grouping."""
    weights = load_weights()
    sizes = [len(weights[step][one]) for one in ("mean", "scale")]
    sizes += [len(weights[step][one]["weights"]) for one in LEVELS]
    assert set(sizes) == {len(names)}
    assert weights["features"] == [*FEATURES, *READ]
    assert set(weights["thresholds"]) == {"point", "also", "same"}


# ---------------------------------------------------------------------------------------- Pairs

TOLL = "Forty people died when the ferry sank"
COUNT = "The sinking of the ferry killed forty people"
CAUSE = "The radar of the ship was broken"
VOTE = "Parliament voted for a new dam"


def pairs_of(*texts: str) -> Pairs:
    """Return the pairs of claims that are each the whole of an article."""
    return Pairs([whole(text) for text in texts])


def whole(text: str) -> Voiced:
    """Return a claim that is a sentence of an article of its own."""
    return voiced(report(text[:9], text), text)


def test_what_is_likely_is_read() -> None:
    """Of the candidates, those likely to speak to one question are read; the rest is guessed at."""
    pairs = pairs_of(TOLL, COUNT, VOTE)
    pairs.weigh()
    assert pairs.known[0, 1].reading is not None
    assert pairs.known[0, 1].reading.sum() == pytest.approx(1, abs=0.01)
    assert pairs.known[0, 1].point > pairs.known[1, 2].point
    assert pairs.known[1, 2].reading is None


def test_reading_the_rest() -> None:
    """What was only guessed at can be read later, and what has been read stays as it is."""
    pairs = pairs_of(TOLL, COUNT, VOTE)
    pairs.weigh()
    before = dict(pairs.known)
    pairs.read_rest([(0, 1), (1, 2)])
    assert set(pairs.known) == {(0, 1), (0, 2), (1, 2)}
    assert pairs.known[1, 2].reading is not None
    assert pairs.known[1, 2].features.tolist() == before[1, 2].features.tolist()
    assert all(pairs.known[other] is before[other] for other in ((0, 1), (0, 2)))


def test_what_is_no_candidate_is_not_read() -> None:
    """Only candidates are read: nothing is known of the rest."""
    pairs = pairs_of(TOLL, COUNT)
    pairs.read_rest([(0, 1)])
    assert pairs.known == {}


@pytest.mark.parametrize(("most", "read"), [(3, True), (2, False)])
def test_no_more_is_read_than_may_be(monkeypatch: pytest.MonkeyPatch, most: int, read: bool) -> None:  # noqa: FBT001  it is what the table says
    """Where too much would have to be read the rest stays guessed at."""
    pairs = pairs_of(TOLL, COUNT, VOTE)
    pairs.weigh()
    monkeypatch.setattr("sayso.align.pairs.MOST", most)
    pairs.read_rest([(0, 2), (1, 2)])
    assert [pairs.known[one].reading is not None for one in ((0, 1), (0, 2), (1, 2))] == [True, read, read]


def test_company_changes_nothing() -> None:
    """What the model reads in a pair does not hang on which others are read."""
    alone, among = pairs_of(TOLL, COUNT), pairs_of(TOLL, COUNT, CAUSE, VOTE)
    for pairs in (alone, among):
        pairs.weigh()
        pairs.read_rest(list(pairs.known))
    first, second = alone.known[0, 1].reading, among.known[0, 1].reading
    assert first is not None
    assert second is not None
    assert first.tolist() == second.tolist()


def test_may_pair() -> None:
    """The parts of one sentence answer nothing twice; those of two sentences or articles may."""
    one = report("Herald", f"{TOLL}, and {CAUSE}", VOTE)
    claims = [voiced(one, TOLL), voiced(one, CAUSE), voiced(one, VOTE), whole(CAUSE)]
    pairs = Pairs(claims)
    parted = [pair for pair in combinations(range(4), 2) if not pairs.may_pair(*pair)]
    assert parted == [(0, 1)]
