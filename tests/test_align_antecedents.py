import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.test_align_origins import report, statement, voiced

from sayso.align.antecedents import antecedents, is_open
from sayso.align.claims import Voiced
from sayso.records import Article, Quantity, Stance

CITY, HURT, SUNK = "the city had fallen", "at least 40 people were hurt", "the ferry sank off Port Velm"
FORTY = (Quantity(start=0, end=2, low=40, high=None, unit="person"),)


def denied(words: str, stance: Stance = "cannot_verify") -> list[Voiced]:
    """Return three claims of one article, and a fourth of what somebody cannot verify, or denies."""
    one = report("Herald", CITY, HURT, SUNK, f"The Herald could not verify {words}")
    return [
        voiced(one, CITY),
        voiced(one, HURT, quantities=FORTY),
        statement(one, SUNK, "guard"),
        statement(one, words, "herald", stance=stance),
    ]


ANAPHORS = [
    ("that figure", 1),
    ("those numbers", 1),
    ("the toll", 1),
    ("the latest casualty figures", 1),
    ("any of the counts", 1),
    ("the claim", 2),
    ("“these reports”", 2),
    ("their account", 2),
    ("any such allegations", 2),
    ("either statement", 2),
    ("the information", 2),
    ("the Taliban's claims", 2),
    ("the group’s account", 2),
    ("Khan's latest report", 2),
    ("a report", 2),
    ("an official statement", 2),
    ("the details", 2),
    ("those images", 2),
    ("the footage", 2),
    ("this independently", 2),
    ("it", 2),
    ("that", 2),
    ("them", 2),
]


@pytest.mark.parametrize(("words", "about"), ANAPHORS)
@pytest.mark.parametrize("stance", ["cannot_verify", "denies"])
def test_nearest_before(words: str, about: int, stance: Stance) -> None:
    """ "The claim" means the nearest one before it, "that figure" the nearest with a number."""
    assert list(antecedents(denied(words, stance))) == [(about, 3)]


def test_nothing_before() -> None:
    """What stands after it, in another article or in the same statement is not what "it" means."""
    one = report("Herald", "The Herald could not verify it", CITY)
    other = voiced(report("Wire", SUNK), SUNK)
    said = statement(one, "it", "herald", stance="cannot_verify")
    twin = voiced(one, "The Herald", said=said.attribution)
    assert list(antecedents([other, said, voiced(one, CITY)])) == []
    assert list(antecedents([twin, said])) == []


def test_no_number_before() -> None:
    """ "That figure" means nothing where no number stands before it."""
    one = report("Herald", CITY, "The Herald could not verify that figure")
    said = statement(one, "that figure", "herald", stance="cannot_verify")
    assert list(antecedents([voiced(one, CITY), said])) == []


WORDS = [
    ("who held the city that had fallen", 0),
    ("where the ferry sank", 2),
    ("how many people were hurt on the ferry", 1),
    ("how many ships sank off Port Velm", None),  # it asks for a number, and only 40 people are one
    ("what his name is", None),
]


@pytest.mark.parametrize(("words", "about"), WORDS)
def test_full_words(words: str, about: int | None) -> None:
    """What could not be verified in full words is about the claim that shares most words with it."""
    claims = denied(words)
    assert list(antecedents(claims)) == ([] if about is None else [(about, 3)])


def test_full_words_before_the_claim() -> None:
    """What could not be verified may be told after it; the pair comes in order all the same."""
    one = report("Herald", f"Nobody could say whether {SUNK}", "Many say the ferry went down", CITY)
    said = statement(one, SUNK, "herald", stance="cannot_verify")
    late = voiced(one, "the ferry went down")
    assert list(antecedents([said, late, voiced(one, CITY)])) == [(0, 1)]


def test_full_words_of_two_claims() -> None:
    """The claim that shares most words is meant; of those the nearest, and of two as near the first."""
    phrases = (
        "a white ferry left",
        "a ferry came",
        "why the white ferry sank",
        "one ferry burned",
        "that white ferry rose",
    )
    one = report("Herald", *phrases)
    far, near, said, after, last = (
        statement(one, words, "herald", stance="cannot_verify") if "why" in words else voiced(one, words)
        for words in phrases
    )
    assert list(antecedents([near, said, after])) == [(0, 1)]
    assert list(antecedents([said, after, near])) == [(0, 1)]
    assert list(antecedents([far, near, said, after])) == [(0, 2)]
    assert list(antecedents([far, near, said, last])) == [(2, 3)]


def test_denied_in_full_words() -> None:
    """What is denied in full words is a claim by itself: it has an answer of its own."""
    assert list(antecedents(denied("the ferry sank", "denies"))) == []


@pytest.mark.parametrize("stance", ["asserts", "confirms", "doubts", "asks", "declines_to_comment"])
def test_what_is_neither(stance: Stance) -> None:
    """Only what could not be verified or is denied points to another claim."""
    assert list(antecedents(denied("that figure", stance))) == []


@given(st.data())
def test_pairs_are_in_order(data: st.DataObject) -> None:
    """A pair is of two claims of one article in their order, whatever stands between."""
    names = st.sampled_from(["Herald", "Wire"])
    claims: list[Voiced] = []
    for at in range(data.draw(st.integers(0, 8))):
        words = data.draw(st.sampled_from([CITY, HURT, "that figure", "the claim", "how many were hurt"]))
        one = report(data.draw(names), f"{words} {at}")
        one = Article(id=one.path, path=one.path, sha256="", text=one.text)
        stance = data.draw(st.sampled_from(["asserts", "denies", "cannot_verify"]))
        claims.append(
            statement(one, words, "guard", stance=stance, quantities=FORTY if words == HURT else ())
        )
    for a, b in antecedents(claims):
        assert a < b
        assert claims[a].article.id == claims[b].article.id
        remarks = {one.attribution.stance for one in (claims[a], claims[b]) if one.attribution}
        assert remarks & {"denies", "cannot_verify"}


# --------------------------------------------------------------------------------------- is_open

OPEN = [
    "the figure could not be independently verified",
    "The claim could not be verified independently",
    "it could not immediately confirm the toll",
    "the video has not been authenticated",
    "the toll has not yet been confirmed",
    "the report was yet to be corroborated",
    "the agency was unable to independently verify it",
    "officials are trying to verify the video",
    "the unconfirmed report spread",
    "Unverified footage showed smoke",
    "it is unclear who fired",
    "it was not immediately clear who fired",
    "it is not yet known who fired",
    "the cause is unknown",
    "the cause remains unknown",
    "the number of dead is still unknown",
    "there was no independent confirmation of the toll",
    "it reported the toll without being able to verify it",
    "the toll remains to be confirmed",
    "it was impossible to verify the claim",
    "it was not possible to independently verify the claim",
    "the figure cannot be independently verified",
    "the figure couldn't be verified",
    "the toll hasn’t been confirmed",
    "the figure could not immediately be verified",
    "the agency was not able to verify it",
    "it has never been confirmed",
    "there is no evidence that the ferry was overloaded",
    "there was no proof that he was shot",
    "rescuers saw no sign that anybody was alive",
    "the hospital has not received confirmation",
    "the family had not yet received any confirmation",
]
SURE = [
    "the ministry confirmed the toll",
    "the agency verified the figure",
    "it is clear who fired",
    "the ministry said that it could confirm the toll",
    "the well-known general spoke",
    "the notary confirmed it",
    "the ministry not only confirmed the toll but raised it",
    "unknown gunmen killed two guards",
    "the agency was able to verify the video",
    "an independent confirmation came on Friday",
    "there is evidence that the ferry was overloaded",
    "the judge heard no evidence on Friday",
    "the hospital has received confirmation",
]


@pytest.mark.parametrize("words", OPEN)
def test_open(words: str) -> None:
    """A claim is open where its words say that nobody knows or could verify something."""
    assert is_open(voiced(report("Herald", words), words))


@pytest.mark.parametrize(
    "words", ["the clinic hasn't received confirmation", "it hadn’t received any confirmation"]
)
def test_open_in_a_short_form(words: str) -> None:
    """ "Hasn't received confirmation" is as open as "has not"."""
    assert is_open(voiced(report("Herald", words), words))


@pytest.mark.parametrize("words", SURE)
def test_sure(words: str) -> None:
    """A claim is not open where something is known, confirmed or verified."""
    assert not is_open(voiced(report("Herald", words), words))


@pytest.mark.parametrize(
    ("stance", "expected"),
    [("cannot_verify", True), ("denies", False), ("doubts", False), ("asserts", False)],
)
def test_stance(stance: Stance, expected: bool) -> None:  # noqa: FBT001  it is what the table says
    """What somebody says that he could not verify is open, whatever its words."""
    assert is_open(statement(report("Herald", SUNK), SUNK, "guard", stance=stance)) == expected


def test_words_around() -> None:
    """What stands elsewhere around a claim, or between its pieces, does not make it open."""
    one = report("Herald", f"An unconfirmed report says that {SUNK}", "the ferry, unverified, sank")
    assert not is_open(voiced(one, SUNK))
    assert not is_open(voiced(one, "the ferry, ", ", sank"))
    assert is_open(voiced(one, SUNK, "unverified"))


ASKED = [
    ("It is unknown at this time ", "what the patient suffers from"),
    ("It was unclear ", "if the ban is in force"),
    ("It was not immediately clear ", "whether anybody was hurt"),
    ("It remains unclear so far ", "how many people died in the blast"),
    ("It is not known exactly ", "when the dam broke"),
    ("It is not known officially ", "who gave the order"),
    ("It is not clear at the moment ", "who holds the city"),
    ("Police have not confirmed ", "the man's identity"),
    ("Officials were unable to confirm ", "that the city had fallen"),
    ("There is no evidence that ", "the ferry was overloaded"),
    ("The clinic has not received confirmation ", "that the man was its patient"),
    ("After a week it is still unconfirmed “", "who gave the order"),
]
TOLD = [
    ("The motive is unclear, but ", "the gunman was shot dead"),
    ("The cause is unknown, and ", "the mayor closed the school"),
    ("The toll could not be verified and may rise: ", "40 people are missing"),
    ("Unconfirmed reports say that ", "the ferry sank"),
    ("Police, who had not confirmed the toll, say that ", "40 people died"),
    ("The cause is unknown. ", "The mayor closed the school"),
    ("Police have confirmed ", "the man's identity"),
    ("The general, unknown to most, says that ", "the city has fallen"),
    ("The motive is not yet known; ", "police shot the gunman dead"),
    ("The motive remains unknown — ", "police shot the gunman dead"),
]


@pytest.mark.parametrize(("before", "words"), ASKED)
def test_open_by_the_words_before(before: str, words: str) -> None:
    """A claim is open where the words right before it in its sentence ask for it."""
    assert is_open(voiced(report("Herald", before + words), words))


@pytest.mark.parametrize(("before", "words"), TOLD)
def test_sure_after_what_is_open(before: str, words: str) -> None:
    """A claim of its own after words that leave something else open is not open."""
    assert not is_open(voiced(report("Herald", before + words), words))


def test_sure_before_what_is_open() -> None:
    """What is unclear after a claim in its sentence is another thing."""
    assert not is_open(voiced(report("Herald", f"{SUNK}, but it is unclear why"), SUNK))


@pytest.mark.parametrize(
    "words",
    [
        "the agency was unable to immediately verify the claim",
        "the toll has yet to be officially confirmed",
        "the agency could not immediately or independently verify the claim",
        "it has not been possible to verify the claim",
        "it wasn't clear who fired",
        "it isn’t known who fired",
    ],
)
def test_open_in_other_words(words: str) -> None:
    """An adverb more, a verb between or a short form is as open."""
    assert is_open(voiced(report("Herald", words), words))


@pytest.mark.parametrize(
    "words",
    [
        "the man was not known to be armed",
        "the general was not known for patience",
        "he is not clear of blame",
    ],
)
def test_not_known_for(words: str) -> None:
    """What somebody is not known for, or not clear of, is no open question."""
    assert not is_open(voiced(report("Herald", words), words))


@pytest.mark.parametrize("words", ["that family", "this assembly", "that ally", "this reply"])
def test_thing_that_ends_as_an_adverb(words: str) -> None:
    """ "That family" is not "that, independently"."""
    assert list(antecedents(denied(words, "denies"))) == []
