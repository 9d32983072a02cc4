import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate.stance import stance_of
from sayso.records import Stance

GOLDEN: list[tuple[str, str, str, Stance]] = [
    ("He", "said", " that talks were held.", "asserts"),
    ("", "According to", " police, he fled.", "asserts"),
    ("He", "insisted", " that it was over.", "asserts"),
    ("He", "told", " them to leave.", "asserts"),
    # Denials, and denials of denials
    ("He", "denied", " that talks were held.", "denies"),
    ("He", "rejected", " claims that he had fled.", "denies"),
    ("The army", "dismissed", " the report.", "denies"),
    ("The union", "disputed", " the figure.", "denies"),
    ("He", "refuses", " to acknowledge the loss.", "denies"),
    ("He", "does not believe", " that talks were held.", "denies"),
    ("He did not", "deny", " that talks were held.", "asserts"),
    ("He", "did not deny", " that talks were held.", "asserts"),
    ("He didn’t", "deny", " it.", "asserts"),
    ("He", "refused", " to rule out a strike.", "asserts"),
    # What cannot be verified
    ("Reuters could not independently", "verify", " the report.", "cannot_verify"),
    ("Reuters", "could not independently verify", " the report.", "cannot_verify"),
    ("The ministry would not", "confirm", " the deaths.", "cannot_verify"),
    ("The army", "has not confirmed", " the strike.", "cannot_verify"),
    ("He could neither", "confirm nor deny", " it.", "cannot_verify"),
    ("The AFP", "is unable to verify", " how much it controls.", "cannot_verify"),
    ("The reports could not be", "verified", ".", "cannot_verify"),
    ("He hasn't", "confirmed", " it.", "cannot_verify"),
    ("Nobody could", "confirm", " it.", "cannot_verify"),
    # Silence
    ("A spokesman", "declined", " to comment.", "declines_to_comment"),
    ("The firm", "refused", " to say how many.", "declines_to_comment"),
    ("The firm did not immediately", "respond", " to a request for comment.", "declines_to_comment"),
    ("The firm", "had no comment", ".", "declines_to_comment"),
    ("He didn't", "comment", ".", "declines_to_comment"),
    # Questions and demands
    ("She", "asked", " whether the crowd had left.", "asks"),
    ("He", "wondered", " if it was over.", "asks"),
    ("She", "asked", ", and then the crowd began to leave.", "asks"),
    ("She", "asked", " the crowd to leave.", "demands"),
    ("She", "asked", " for help.", "demands"),
    ("The UN", "urged", " both sides to stop.", "demands"),
    ("The UN", "called", " for a ceasefire.", "demands"),
    ("He", "insisted", " on an apology.", "demands"),
    ("The judge", "ordered", " him to leave.", "demands"),
    # Promises
    ("He", "vowed", " to fight on.", "promises"),
    ("He", "threatened", " to leave.", "promises"),
    ("The group", "pledged", " not to attack.", "promises"),
    # Confirmations
    ("Police", "confirmed", " the deaths.", "confirms"),
    ("The army", "acknowledged", " losses.", "confirms"),
    ("He", "admitted", " that he had fled.", "confirms"),
    # Beliefs and doubts
    ("The gunman", "is believed", " to be 20.", "believes"),
    ("They", "fear", " more attacks.", "believes"),
    ("There is", "no doubt", " that he left.", "believes"),
    ("It is", "unclear", " whether he left.", "doubts"),
    ("Experts", "questioned", " whether the vote was fair.", "doubts"),
    ("He", "doubted", " that it was true.", "doubts"),
]


@pytest.mark.parametrize(("before", "cue", "after", "expected"), GOLDEN)
def test_golden(before: str, cue: str, after: str, expected: Stance) -> None:
    """The cue with its negation and its infinitive tells the stance."""
    assert stance_of(before, cue, after) == expected


@pytest.mark.parametrize(
    ("before", "cue", "after", "expected"),
    [
        ("No one could", "confirm", " the report.", "cannot_verify"),
        ("She", "asked", " him if he would like to leave.", "asks"),
        ("He would not", "say", " how many had died.", "declines_to_comment"),
    ],
)
def test_words_around_the_cue(before: str, cue: str, after: str, expected: Stance) -> None:
    """Who it is that could not, and what is asked for, change the stance."""
    assert stance_of(before, cue, after) == expected


KNOWN_FAILURES: list[tuple[str, str, str, Stance]] = [
    ("He had not yet", "decided", " to comment.", "asserts"),  # comes out as declines_to_comment
]


@pytest.mark.xfail(reason="the rules do not know these")
@pytest.mark.parametrize(("before", "cue", "after", "expected"), KNOWN_FAILURES)
def test_known_failures(before: str, cue: str, after: str, expected: Stance) -> None:
    """Stances that are read wrongly so far."""
    assert stance_of(before, cue, after) == expected


@pytest.mark.parametrize(("before", "cue", "after", "expected"), GOLDEN)
def test_case_and_white_space_tell_nothing(before: str, cue: str, after: str, expected: Stance) -> None:
    """Capitals and line breaks inside a sentence change no stance."""
    assert stance_of(before.upper(), cue.upper(), after.lower()) == expected
    assert stance_of(before.replace(" ", "\n"), cue.replace(" ", "  "), after) == expected


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("He had never denied anything, and he", " that it was not confirmed."),
        ("Asked whether he doubted it, he", " that he had promised to leave."),
        ("The man who was not believed", ": “We deny it.”"),
    ],
)
def test_what_is_said_tells_nothing(before: str, after: str) -> None:
    """Words of denial elsewhere in the sentence do not make "said" a denial."""
    assert stance_of(before, "said", after) == "asserts"


@settings(deadline=None)
@given(st.text(), st.text(), st.text())
def test_any_words(before: str, cue: str, after: str) -> None:
    """Any three texts have a stance, and the same one each time."""
    assert stance_of(before, cue, after) == stance_of(before, cue, after)
