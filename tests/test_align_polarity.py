from dataclasses import replace
from typing import Any

import pytest
from tests.test_align_comparisons import VERY, Expected, day, met, number, outcome, says

from sayso.align.claims import Voiced
from sayso.align.comparisons import LEAST, Alike, compare
from sayso.align.comparisons.polarity import ALL_WORDS, COMMON, EXCLUDES, MEANING, NEAR, POINT, SAME, WORDS
from sayso.records import Stance

SURE, SHARED = LEAST["negation"]
OPPOSED = Alike(point=max(POINT, SURE), excludes=EXCLUDES, meaning=NEAR, words=max(COMMON, SHARED))
"""As little as it takes where the relation model reads that two claims exclude each other."""
WORDED = Alike(point=SURE, excludes=0.0, meaning=MEANING, words=max(WORDS, SHARED))
"""As little as it takes where two claims say one thing in one wording."""
CLASH = ("conflict", "negation")

OPENED = says("The guards opened the gate on Sunday", article="herald")
SHUT = says("No gate was opened", negated=True, article="wire")
QUOTED = "No gate was opened"
READ: list[tuple[str, Voiced, Voiced, Expected]] = [
    ("in other words", OPENED, SHUT, CLASH),
    (
        "what two people say",
        says("The guards opened the gate", stance="asserts"),
        says(QUOTED, negated=True, stance="confirms"),
        CLASH,
    ),
    ("believed", says("The guards opened the gate", stance="believes"), SHUT, None),
    ("demanded", says("The guards should have opened the gate", stance="demands"), SHUT, None),
    ("believed not to be", OPENED, says(QUOTED, negated=True, stance="believes"), None),
    ("demanded not to be", OPENED, says(QUOTED, negated=True, stance="demands"), None),
    ("promised not to be", OPENED, says("No gate will be opened", negated=True, stance="promises"), None),
    # Who denies in words of his own
    (
        "a denier who quotes himself",
        OPENED,
        says(QUOTED, negated=True, stance="denies", form="direct"),
        CLASH,
    ),
    (
        "two deniers",
        says("The guards opened the gate", stance="denies"),
        says(QUOTED, negated=True, stance="denies", form="direct"),
        None,
    ),
    ("a denial and its negation", says("The guards opened the gate", stance="denies"), SHUT, None),
    # By the verb of one claim alone
    (
        "negated by another word",
        says("Rescuers reached the miners"),
        says("Rescuers failed to reach the miners"),
        None,
    ),
    ("negated, but not in its verb", OPENED, says("The guards left without opening the gate"), None),
    ("negated to the parser alone", OPENED, says("The gate stayed shut", negated=True), None),
    ("none negated", says("The gate was open"), says("The gate was locked"), None),
    ("both negated", says("The gate was never opened", negated=True), SHUT, None),
    # Other things
    (
        "other people",
        says("Khan was arrested on Sunday", people=("Khan",)),
        says("Omar was not arrested", negated=True, people=("Omar",)),
        None,
    ),
    (
        "one of the people",
        says("Khan was arrested with Omar", people=("Khan", "Omar")),
        says("Omar was not arrested", negated=True, people=("Omar",)),
        CLASH,
    ),
    (
        "other numbers",
        says("Police let 14 people go", numbers={"14 people": number(14, 14)}),
        says("Police did not let 23 people go", negated=True, numbers={"23 people": number(23, 23)}),
        None,
    ),
    (
        "one number",
        says("Police let 14 people go", numbers={"14 people": number(14, 14)}),
        says("The 14 people were not freed", negated=True, numbers={"14 people": number(14, 14)}),
        CLASH,
    ),
    (
        "other days",
        says("The school was open on Friday", times={"on Friday": day(None, 4)}),
        says("There were no lessons on Saturday", negated=True, times={"on Saturday": day(None, 5)}),
        None,
    ),
]


@pytest.mark.parametrize(("a", "b", "expected"), [row[1:] for row in READ], ids=[row[0] for row in READ])
def test_negation_that_the_model_reads(a: Voiced, b: Voiced, expected: Expected) -> None:
    """A verb that is denied conflicts with one that is not where the model reads that both exclude."""
    assert outcome(a, b, OPPOSED) == expected
    assert outcome(b, a, OPPOSED) == expected


@pytest.mark.parametrize(
    "less",
    [
        {"excludes": EXCLUDES - 0.01},
        {"point": POINT - 0.01},
        {"meaning": NEAR - 0.01},
        {"words": COMMON - 0.01},
    ],
)
def test_negation_that_the_model_hardly_reads(less: dict[str, float]) -> None:
    """The model must be sure of it, and the claims of one point, close in meaning and in words."""
    assert outcome(OPENED, SHUT, replace(OPPOSED, **less)) is None
    assert outcome(SHUT, OPENED, replace(OPPOSED, **less)) is None


VOICES = [
    ("two articles", ("herald", None), ("wire", None), CLASH),
    ("an article and a source in it", ("herald", None), ("herald", "khan"), CLASH),
    ("two sources in one article", ("herald", "khan"), ("herald", "omar"), CLASH),
    ("one source in two articles", ("herald", "khan"), ("wire", "khan"), CLASH),
    ("one source in one article", ("herald", "khan"), ("herald", "khan"), None),
    ("one article", ("herald", None), ("herald", None), None),
]


@pytest.mark.parametrize(("a", "b", "expected"), [row[1:] for row in VOICES], ids=[row[0] for row in VOICES])
def test_two_voices(a: tuple[str, str | None], b: tuple[str, str | None], expected: Expected) -> None:
    """Nobody contradicts himself in one article: there he tells of two things."""
    stances: tuple[Stance, ...] = ("asserts", "denies")
    for stance in stances:
        one = says(OPENED.text, article=a[0], holder=a[1], stance="asserts" if a[1] else None)
        other = says(
            QUOTED, negated=True, article=b[0], holder=b[1], stance=stance if b[1] else None, form="direct"
        )
        assert outcome(one, other, OPPOSED) == expected
        assert outcome(other, one, OPPOSED) == expected


def test_a_denial_that_is_not_quoted() -> None:
    """Who denies that he had not paid says that he did."""
    paid = says("The company paid the crew", "pay")
    denied = says("it had not paid the crew", "pay", negated=True, stance="denies")
    assert outcome(paid, denied, OPPOSED) is None


LEFT_OPEN = [
    ("The army holds the bridge", "The army could not hold the bridge"),
    ("The army holds the bridge", "The army must not hold the bridge"),
    ("The army holds the bridge", "The army should not hold the bridge"),
    ("The army holds the bridge", "The army may not hold the bridge"),
    ("The army holds the bridge", "The army might not hold the bridge"),
    ("The army holds the bridge", "The army would not hold the bridge"),
    ("The army holds the bridge", "The army can not hold the bridge"),
    ("The army holds the bridge", "The army cannot hold the bridge"),
    ("The army holds the bridge", "The army can't hold the bridge"),
    ("The army holds the bridge", "If no help comes, the army does not hold the bridge"),
    ("The army holds the bridge", "The army does not say whether it holds the bridge"),
    ("The army holds the bridge", "The army did not hold the bridge until Friday"),
    ("The army holds the bridge", "The army does not hold the bridge yet"),
    ("The army holds the bridge", "The army does not hold the bridge, unless the ministry errs"),
    ("The army holds the bridge", "The army does not hold a different bridge"),
    ("The army holds the bridge", "The army does not hold the other bridge"),
    ("The army holds the bridge", "The army does not hold another bridge"),
    ("The army holds the bridge", "Why does the army not hold the bridge?"),
    ("The army may hold the bridge", "The army does not hold the bridge"),
    ("Could the army hold the bridge?", "The army does not hold the bridge"),
    ("The army WOULD hold the bridge", "The army does not hold the bridge"),
]
SHORT_FORMS = [
    *["The army couldn't hold the bridge", "The army wouldn’t hold the bridge"],
    *["The army shouldn't hold the bridge", "The army mustn’t hold the bridge"],
]


def test_the_army_holds_the_bridge() -> None:
    """Without a word that leaves it open the army that does not hold the bridge conflicts."""
    a, b = (says("The army holds the bridge", "hold"), says("It does not hold it", "hold", negated=True))
    assert outcome(a, b, VERY) == outcome(a, b, OPPOSED) == CLASH


@pytest.mark.parametrize(
    ("affirmed", "negated"),
    [*LEFT_OPEN, *(("The army holds the bridge", words) for words in SHORT_FORMS)],
)
def test_what_is_left_open(affirmed: str, negated: str) -> None:
    """What could, may or must not be, and what hangs on something else, excludes nothing."""
    a, b = says(affirmed, "hold"), says(negated, "hold", negated=True)
    for alike in (VERY, OPPOSED):
        assert outcome(a, b, alike) is None
        assert outcome(b, a, alike) is None


def test_the_month_of_may() -> None:
    """May is a month too, and leaves nothing open."""
    a, b = says("The mill was shut in May", "shut"), says("It was not shut in May", "shut", negated=True)
    assert outcome(a, b, VERY) == CLASH


def assert_no_clash(affirmed: str, other: str, *, negated: bool = False) -> None:
    """Assert that two claims with one verb do not conflict, by their words or by what the model reads.

    ``negated`` is what the parser says of the second.
    """
    a, b = says(affirmed, "run", names=("line 4",)), says(other, "run", names=("line 4",), negated=negated)
    for alike in (WORDED, OPPOSED):
        assert outcome(a, b, alike) is None
        assert outcome(b, a, alike) is None


RAN = "Trains ran on Sunday"
NO_TRAINS = [
    "No trains ran on Sunday",
    "None of the trains ran on Sunday",
    "Trains never ran on Sunday",
    "Neither train ran on Sunday",
    "Nobody ran trains on Sunday",
    "Nothing ran on Sunday",
    "Trains did not run on Sunday",
    "Trains didn't run on Sunday",
    "Trains didn’t run on Sunday",
    "Trains ran nowhere on Sunday",
    "Hardly a train ran on Sunday",
    "Barely a train ran on Sunday",
    "Scarcely a train ran on Sunday",
    "Few trains ran on Sunday",
    "Buses, nor trains, ran on Sunday",
]
NEGATING = [
    *((RAN, words) for words in NO_TRAINS),
    ("The ferry sailed with its captain", "The ferry sailed without its captain"),
    ("A strike is likely this week", "A strike is unlikely this week"),
    ("The video of the blast is real", "The video of the blast is a hoax"),
    ("The video of the blast is real", "The video of the blast is fake"),
    ("The video of the blast is real", "The video of the blast is FALSE"),
    ("The mayor was present at the talks", "The mayor was absent from the talks"),
    ("Fishing in the bay is allowed", "Fishing in the bay is forbidden"),
    ("Fishing in the bay is allowed", "Fishing in the bay is banned"),
    ("Fishing in the bay is allowed", "Fishing in the bay is prohibited"),
]


@pytest.mark.parametrize(("affirmed", "negating"), NEGATING)
def test_words_that_negate(affirmed: str, negating: str) -> None:
    """In one wording, a word that negates one of two claims is enough: the parser need not say so."""
    a, b = (says(words, "run", names=("line 4",)) for words in (affirmed, negating))
    assert outcome(a, b, WORDED) == outcome(b, a, WORDED) == CLASH


TRAINS = [
    "No more than 40 trains ran on Sunday",
    "Trains no doubt ran on Sunday",
    "No less than 40 trains ran on Sunday",
    "No fewer trains ran on Sunday",
    "Trains ran not only on Sunday",
    "Trains ran not just on Sunday",
    "Trains ran, not least on Sunday",
    "Nothing but trains ran on Sunday",
    "Trains ran no later than Sunday",
    "Trains ran no earlier than Sunday",
    "No sooner was it Sunday than trains ran",
    "A few trains ran on Sunday",
    "Trains ran a little on Sunday",
    "Northern trains ran on Sunday",
]
NEGATES_NOTHING = [
    *((RAN, words) for words in TRAINS),
    ("The envoy met a laureate", "Dennis Noone, the envoy, met a Nobel laureate"),
    ("The minister met the envoy", "The minister met Denise Park, the envoy"),
    ("The secretary-general met the envoy", "Ban Ki-moon, the secretary-general, met the envoy"),
    ("The minister met the envoy", "The minister met the envoy in Fakenham"),
    ("The reactor caught fire", "Reactor No. 4 caught fire"),
    ("Police arrested two men", "Police arrested two men in the past few days"),
    ("Police found the girl", "Police found the little girl"),
    ("Police let two men go", "Police let two refuse collectors go"),
    ("Thousands marched in the capital", "Thousands marched in the capital against the government"),
    ("Police shot a man", "Police shot a man who refused to stop"),
    ("The minister met the envoy", "The minister met the envoy at talks on preventing floods"),
]


@pytest.mark.parametrize(("affirmed", "other"), NEGATES_NOTHING)
def test_words_that_negate_nothing(affirmed: str, other: str) -> None:
    """Words that only look like a negation, or negate something else, make no conflict.

    Not even where the parser takes one of them for a negation.
    """
    for negated in (False, True):
        assert_no_clash(affirmed, other, negated=negated)


NO_TO_IT = ['"no"', "'no'", "“no”", "‘no’", '"No"', "“NO”"]


@pytest.mark.parametrize("no", NO_TO_IT)
def test_a_quoted_no(no: str) -> None:
    """Who says "no" in quotation marks denies something or other: it is neither affirmed nor denied."""
    for negated in (False, True):
        assert_no_clash("Residents cast a vote", f"Residents cast a {no} vote", negated=negated)
        assert_no_clash(f"Residents cast a {no} vote", "Residents cast no vote", negated=True)


def test_a_no_that_is_not_quoted() -> None:
    """Without the marks it negates, inside a longer quotation too."""
    for words in ("Residents cast no vote", "“No vote was cast by residents”"):
        a, b = (says(one, "run", names=("line 4",)) for one in ("Residents cast a vote", words))
        assert outcome(a, b, WORDED) == outcome(b, a, WORDED) == CLASH


@pytest.mark.parametrize("words", ["Residents said “no,” to the dam", "Residents voted “no"])
def test_a_quoted_no_before_a_comma_or_the_end(words: str) -> None:
    """A quoted "no" is one before a comma as well, and as the last word of a claim."""
    assert_no_clash("Residents voted", words)


NOT_ONLY = [
    "Trains ran not merely on Sunday",
    "Trains ran not simply on Sunday",
    "It was not only on Sunday that trains ran",
    "It wasn't only on Sunday that trains ran",
    "It wasn’t just on Sunday that trains ran",
    "It wasn't merely on Sunday that trains ran",
    "NOT ONLY did trains run on Sunday",
    "It was not unexpected that trains ran on Sunday",
    "It wasn't unusual that trains ran on Sunday",
    "A not insignificant number of trains ran on Sunday",
]


@pytest.mark.parametrize("words", NOT_ONLY)
def test_what_is_not_only_so(words: str) -> None:
    """What is so and more is so, and what is not unexpected was expected."""
    for negated in (False, True):
        assert_no_clash(RAN, words, negated=negated)


def test_not_only_in_what_is_affirmed() -> None:
    """What is not only so is so: who denies it contradicts."""
    a, b = (says(one, "run", names=("line 4",)) for one in ("Trains ran not only on Sunday", NO_TRAINS[0]))
    assert outcome(a, b, WORDED) == outcome(b, a, WORDED) == CLASH


@pytest.mark.parametrize(
    ("affirmed", "negating"),
    [
        ("The driver was injured", "The driver was not injured"),
        ("The suspect is under arrest", "The suspect is not under arrest"),
        ("Prices increased in the spring", "Prices didn't increase in the spring"),
        ("The deal includes the island", "The deal does not include the island"),
        ("The sailors are Indian", "The sailors are not Indian"),
        ("The army united behind him", "The army did not unite behind him"),
    ],
)
def test_not_before_a_word_in_un_or_in(affirmed: str, negating: str) -> None:
    """Many words in un- and in- deny nothing, and who is not injured is not."""
    a, b = (says(words, "run", names=("line 4",)) for words in (affirmed, negating))
    assert outcome(a, b, WORDED) == outcome(b, a, WORDED) == CLASH


BOTH_NEGATE = [
    ("The army failed to hold the bridge", "The army did not hold the bridge"),
    ("Parliament rejected the bill", "The bill did not pass"),
    ("The march was banned", "No march was allowed"),
    ("Alcohol is prohibited in the camp", "No alcohol is allowed in the camp"),
    ("The judge forbade all visits", "The prisoner was not allowed to see anybody"),
    ("The minister refused to answer", "The minister did not answer"),
    ("The crew lacked life jackets", "There were no life jackets on board"),
    ("Police prevented a riot", "There was no riot"),
    ("The minister avoided the press", "The minister did not meet the press"),
    ("The mayor stayed silent", "The mayor did not speak"),
    ("The mayor was absent", "The mayor did not come"),
    ("The mayor denies the sale", "The church was not sold"),
    ("The sale is a hoax", "The church was not sold"),
    ("It was falsely reported that the church was sold", "The church was not sold"),
    ("The town was left without power", "The hospital had no electricity"),
    ("Villagers voted against the dam", "The dam has never had their consent"),
]


@pytest.mark.parametrize(("one", "other"), BOTH_NEGATE)
def test_two_that_negate(one: str, other: str) -> None:
    """Two claims that both deny something, each in its way, do not conflict, whatever the model reads."""
    a, b = says(one), says(other, negated=True)
    assert outcome(a, b, replace(OPPOSED, excludes=1.0)) is None
    assert outcome(b, a, replace(OPPOSED, excludes=1.0)) is None


ONE_WORDING: list[tuple[str, dict[str, float], dict[str, Any], Expected]] = [
    ("just enough", {}, {}, CLASH),
    ("fewer words", {"words": WORDS - 0.01}, {}, None),
    ("less meaning", {"meaning": MEANING - 0.01}, {}, None),
    ("nearly the same meaning", {"meaning": SAME}, {}, CLASH),
    ("the same meaning", {"meaning": SAME + 0.01}, {}, None),
    ("another verb", {"words": 1.0, "meaning": 0.9}, {"root": "see"}, None),
    ("no name in common", {"words": ALL_WORDS - 0.01}, {"names": ("Herat",)}, None),
    ("no name in common, nearly all words", {"words": ALL_WORDS}, {"names": ("Herat",)}, CLASH),
]


@pytest.mark.parametrize(
    ("alike", "other", "expected"), [row[1:] for row in ONE_WORDING], ids=[row[0] for row in ONE_WORDING]
)
def test_one_wording(alike: dict[str, float], other: dict[str, Any], expected: Expected) -> None:
    """Without the model nearly all must be shared but the negation: verb, words, meaning, a name."""
    negated: dict[str, Any] = {"root": "meet", "names": ("talks",), "negated": True} | other
    b = says("The minister never met him", **negated)
    assert outcome(met(), b, replace(WORDED, **alike)) == expected
    assert outcome(b, met(), replace(WORDED, **alike)) == expected


@pytest.mark.parametrize(
    ("lemmas", "expected"), [(("mayor", "dead"), CLASH), (("mayor",), CLASH), (("wife", "his"), None)]
)
def test_what_is_and_is_not(lemmas: tuple[str, ...], expected: Expected) -> None:
    """Of "is dead" and "is not his wife" the verb alone is one: half of all words must be."""
    a = says("The mayor is dead", "be", lemmas=("mayor", "dead"))
    b = says("That is not so", "be", lemmas=lemmas, negated=True)
    assert outcome(a, b, VERY) == outcome(b, a, VERY) == expected


def test_a_negation_shows_both_claims() -> None:
    """What is shown of a negation is both claims in full, in their order."""
    found, turned = compare(OPENED, SHUT, OPPOSED), compare(SHUT, OPENED, OPPOSED)
    assert found is not None
    assert turned is not None
    assert (found.a, found.b) == (turned.b, turned.a) == (OPENED.text, SHUT.text)
