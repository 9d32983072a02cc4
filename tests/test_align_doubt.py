from dataclasses import replace

import pytest
from tests.test_align_comparisons import ARRESTED_14, HARDLY, VERY, Expected, number, outcome, says

from sayso.align.claims import Voiced
from sayso.align.comparisons import compare

OPPOSED = replace(VERY, excludes=0.9)
"""Where the relation model reads that two claims exclude each other."""

SHOT = says("Gunmen shot the mayor", article="herald")
UNCLEAR = says("It was unclear who shot the mayor", article="wire")
UNCHECKED = says("the mayor had been shot", stance="cannot_verify")
OPEN_ISSUE = ("differs", "unverified")
DOUBTS: list[tuple[str, Voiced, Voiced, Expected]] = [
    ("unclear to another article", SHOT, UNCLEAR, OPEN_ISSUE),
    ("not verified by another article", SHOT, UNCHECKED, OPEN_ISSUE),
    ("said, and unclear to the article", says(SHOT.text, stance="asserts"), UNCLEAR, OPEN_ISSUE),
    ("confirmed, and not verified by somebody", says(SHOT.text, stance="confirms"), UNCHECKED, OPEN_ISSUE),
    (
        "in one article",
        says(SHOT.text, article="herald", holder="khan", stance="asserts"),
        says("the mayor had been shot", article="herald", holder="herald", stance="cannot_verify"),
        OPEN_ISSUE,
    ),
    ("said to be unclear", SHOT, says("The gunman's name remains unknown", stance="asserts"), OPEN_ISSUE),
    ("both unclear", UNCHECKED, UNCLEAR, None),
    ("both sure", SHOT, says("The mayor was shot dead"), None),
    ("denied", says(SHOT.text, stance="denies"), UNCHECKED, None),
    ("believed", says(SHOT.text, stance="believes"), UNCLEAR, None),
    ("asked", says(SHOT.text, stance="asks"), UNCLEAR, None),
    ("doubted", says(SHOT.text, stance="doubts"), UNCHECKED, None),
]


@pytest.mark.parametrize(("a", "b", "expected"), [row[1:] for row in DOUBTS], ids=[row[0] for row in DOUBTS])
def test_doubts(a: Voiced, b: Voiced, expected: Expected) -> None:
    """What one vouches for and another could not verify is a difference, however alike the claims."""
    for alike in (VERY, HARDLY):
        assert outcome(a, b, alike) == expected
        assert outcome(b, a, alike) == expected


def test_a_doubt_shows_both_claims() -> None:
    """What is shown of a doubt is both claims, in their order."""
    for a, b in ((SHOT, UNCLEAR), (UNCLEAR, SHOT)):
        found = compare(a, b, VERY)
        assert found is not None
        assert (found.a, found.b, found.note) == (a.text, b.text, None)


@pytest.mark.parametrize(
    "words",
    ["It was not immediately clear who shot the mayor", "There is no evidence that the mayor was shot"],
)
def test_a_doubt_with_a_negation(words: str) -> None:
    """ "Not clear who" denies nothing: it stays a doubt where the model reads that both exclude."""
    assert outcome(SHOT, says(words, negated=True), OPPOSED) == OPEN_ISSUE


def test_a_denial_and_a_doubt() -> None:
    """Who denies something does not contradict an article to which it is unclear."""
    assert outcome(says(SHOT.text, stance="denies"), UNCLEAR) is None


def test_a_number_that_is_not_confirmed() -> None:
    """A number that an article gives as unconfirmed competes with none that somebody vouches for."""
    unsure = says("Unconfirmed reports speak of 23 people", numbers={"23 people": number(23, 23)})
    assert outcome(ARRESTED_14, unsure) == OPEN_ISSUE
