import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate.sentences import find_sentences
from sayso.annotate.tagger import Frame
from sayso.annotate.unverified import find_unverified


def frames(text: str) -> list[tuple[str, str, str]]:
    """Return the words of source, cue and content of each frame."""
    return [
        (
            " + ".join(text[start:end] for start, end in one.source),
            text[slice(*one.cue)],
            " + ".join(text[start:end] for start, end in one.content),
        )
        for one in find_unverified(text, find_sentences(text), [])
    ]


GOLDEN = [
    (
        "The AFP is unable to verify how much territory the group controls.",
        ("The AFP", "is unable to verify", "how much territory the group controls"),
    ),
    (
        "Reuters could not independently verify the report.",
        ("Reuters", "could not independently verify", "the report"),
    ),
    (
        "The Times was unable to confirm the authenticity of the video.",
        ("The Times", "was unable to confirm", "the authenticity of the video"),
    ),
    (
        "The BBC has not been able to verify these claims.",
        ("The BBC", "has not been able to verify", "these claims"),
    ),
    (
        "AP was not immediately able to authenticate the recording.",
        ("AP", "was not immediately able to authenticate", "the recording"),
    ),
    ("The BBC cannot verify the claims.", ("The BBC", "cannot verify", "the claims")),
    ("Reuters couldn't verify the footage.", ("Reuters", "couldn't verify", "the footage")),
    ("The newspaper failed to confirm the report.", ("The newspaper", "failed to confirm", "the report")),
    (
        "Officials have not confirmed the number of dead.",
        ("Officials", "have not confirmed", "the number of dead"),
    ),
    (
        "The paper could not verify that the video was real.",
        ("The paper", "could not verify", "that the video was real"),
    ),
    (
        "Harbour Wire could not verify how many people were on board.",
        ("Harbour Wire", "could not verify", "how many people were on board"),
    ),
    # Nobody is named
    (
        "The claim could not be independently verified.",
        ("", "could not be independently verified", "The claim"),
    ),
    ("The reports have not been verified.", ("", "have not been verified", "The reports")),
    ("It was impossible to verify the figures.", ("", "was impossible to verify", "the figures")),
    (
        "It is difficult to verify such claims from abroad.",
        ("", "is difficult to verify", "such claims from abroad"),
    ),
    ("Unable to verify the claim, Reuters left it out.", ("", "Unable to verify", "the claim")),
    # Relative clauses
    (
        "The video, which The Post could not verify, shows a fire.",
        ("The Post", "could not verify", "The video"),
    ),
]


@pytest.mark.parametrize(("text", "expected"), GOLDEN)
def test_golden(text: str, expected: tuple[str, str, str]) -> None:
    """A denied verb of checking is a cue, with who could not check what."""
    assert frames(text) == [expected]


NONE = [
    "The ministry confirmed the deaths.",
    "Police verified his papers at the gate.",
    "The BBC is trying to verify the video.",
    "It is unclear whether the agency confirmed the deaths.",
    "He did not say that the deal had been confirmed.",
    "The army could not be reached to confirm the report.",
    "He could not leave the city.",
    "",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_checked_or_not_about_checking(text: str) -> None:
    """What was confirmed, or what is denied elsewhere in the sentence, makes no frame."""
    assert frames(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Neither claim could be verified.", ("", "could be verified", "Neither claim")),
        ("None of the reports could be confirmed.", ("", "could be confirmed", "None of the reports")),
        ("No one could corroborate the account.", ("No one", "could corroborate", "the account")),
        ("Nor could Reuters verify the claim.", ("Reuters", "verify", "the claim")),
        ("The claims are difficult to verify.", ("", "are difficult to verify", "The claims")),
        (
            "The figures could not be confirmed by Reuters.",
            ("Reuters", "could not be confirmed", "The figures"),
        ),
    ],
)
def test_denial_beside_the_verb(text: str, expected: tuple[str, str, str]) -> None:
    """The denial may stand in the subject or in the first word, and the checked may be the subject."""
    assert frames(text) == [expected]


def test_no_way() -> None:
    """ "No way to verify" is one cue."""
    assert frames("There was no way to verify the claim.") == [("", "no way to verify", "the claim")]


def test_bare_relative_clause() -> None:
    """What could not be confirmed may stand before a clause that nothing introduces."""
    found = frames("He gave a figure the paper was unable to confirm.")
    assert found == [("the paper", "was unable to confirm", "a figure")]


def test_what_the_tagger_found_is_left_alone() -> None:
    """A verb that stands in a frame's cue already makes no second frame."""
    text = "Reuters could not verify the report. The BBC could not verify it."
    known = Frame(source=((0, 7),), cue=(8, 24), content=((25, 35),), confidence=0.5)
    [second] = find_unverified(text, find_sentences(text), [known])
    assert text[slice(*second.source[0])] == "The BBC"


WORDS = (
    "verify verified confirm confirmed Reuters it the claim could not cannot unable to was is been has . , "
    "who which that fail impossible nor how many no “ ” \n"
)


@settings(max_examples=100, deadline=None)
@given(text=st.lists(st.sampled_from(WORDS.split(" ")), max_size=10).map(" ".join))
def test_spans(text: str) -> None:
    """Whatever the words, spans lie in the text."""
    for frame in find_unverified(text, find_sentences(text), []):
        assert all(0 <= s < e <= len(text) for s, e in (*frame.source, frame.cue, *frame.content))
        assert len(frame.content) == 1
