from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate.quotations import Quotation, quotations


def inner(text: str) -> list[str]:
    """Return what stands between the marks."""
    return [text[one.inner_start : one.inner_end] for one in quotations(text)]


def whole(text: str) -> list[str]:
    """Return the quotations with their marks."""
    return [text[one.start : one.end] for one in quotations(text)]


GOLDEN = [
    ("curly", "“No,” he said. “Never.”", ["No,", "Never."]),
    ("straight", '"No," he said. "Never."', ["No,", "Never."]),
    ("old wires", "``No,'' he said. ``Never.''", ["No,", "Never."]),
    ("old wires, one mark for both", "''No,'' he said, ''and never.''", ["No,", "and never."]),
    ("French marks", "«No», he said.", ["No"]),
    ("a straight mark closes a curly one", '“No," he said.', ["No,"]),
    ("some words of a sentence", "He called it a “disaster” and left.", ["disaster"]),
    ("inside parentheses", '(He said "no.")', ["no."]),
    ("nothing between", "He said “” and left.", [""]),
    ("no quotation", "He said no.", []),
    # Marks that do not pair
    ("open to the end", "He said: “Never again", ["Never again"]),
    ("open, then white space", "He said: “Never again  ", ["Never again"]),
    ("opened twice", "“No, he said, “never.”", ["No, he said, “never."]),
    ("only a closing mark", "Never again,” he said.", []),
    ("inches", "The boat was 5'10\" long and 6'2\" wide.", []),
    # Paragraphs
    ("each opens, the last closes", "“One.\n\n“Two.\n\n“Three.”", ["One.", "Two.", "Three."]),
    ("an open mark ends with its paragraph", "“One.\nHe left. “Two.”", ["One.", "Two."]),
    ("carriage returns", "“One.\r\n\r\n“Two.”", ["One.", "Two."]),
    # Single marks
    ("British", "‘No,’ he said. ‘Never.’", ["No,", "Never."]),
    ("British, straight", "'No,' he said. 'Never.'", ["No,", "Never."]),
    ("British, some words", "He called it a ‘disaster’ and left.", ["disaster"]),
    ("British, with an apostrophe", "‘It’s the minister’s,’ he said.", ["It’s the minister’s,"]),
    (
        "British, with a plural's apostrophe",
        "‘It was the voters’ choice,’ he said.",
        ["It was the voters’ choice,"],
    ),
    ("British, before an end mark", "He called it a ‘disaster’.", ["disaster"]),
    ("single inside double", "“He said ‘no’ to me,” she said.", ["He said ‘no’ to me,"]),
    ("both in one paragraph", "'Yes,' he said. “No,” she said.", ["Yes,", "No,"]),
    # What is no quotation
    ("apostrophes", "It's the group's plan, isn't it?", []),
    ("curly apostrophes", "It’s the group’s plan, isn’t it?", []),
    ("plural possessives", "The voters' choice and the ministers' talks.", []),
    ("curly plural possessives", "The voters’ choice and the ministers’ talks.", []),
    ("decades", "It began in the '80s and went on in the ’90s.", []),
    ("letters left out", "Rock 'n' roll, 'tis said.", []),
    ("a plural and an open mark", "The ‘plan was the voters", []),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in GOLDEN], ids=[row[0] for row in GOLDEN])
def test_golden(text: str, expected: list[str]) -> None:
    """Each pair of marks is one quotation, and apostrophes are none."""
    assert inner(text) == expected


NESTED = [
    ("British outside", "‘He said “no” to me,’ she said.", ["‘He said “no” to me,’"]),
    ("British outside, straight", "'He said \"no\" to me,' she said.", ["'He said \"no\" to me,'"]),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in NESTED], ids=[row[0] for row in NESTED])
def test_none_inside_another(text: str, expected: list[str]) -> None:
    """A quotation inside another is part of it."""
    assert whole(text) == expected


def test_marks_belong_to_it() -> None:
    """The outer span includes the marks, of one character or two, and the inner leaves them out."""
    text = "``No,'' he said."
    assert quotations(text) == [Quotation(start=0, end=7, inner_start=2, inner_end=5, closed=True)]


@pytest.mark.parametrize(("text", "closed"), [("“No.”", True), ("“No.", False), ("“No.\n“No.”", False)])
def test_closed(text: str, *, closed: bool) -> None:
    """A quotation is closed when its mark was found before the paragraph ended."""
    assert quotations(text)[0].closed is closed


def test_long_stretch_between_apostrophes() -> None:
    """More than some hundred characters between two single marks are no quotation."""
    assert quotations("'" + "word " * 200 + "end.'") == []
    assert inner("'" + "word " * 20 + "end.'") == ["word " * 20 + "end."]


MARKS = st.text(alphabet="“”\"'‘’`«»„ as.,(\n\r0") | st.text()


@settings(deadline=None)
@given(MARKS)
def test_spans(text: str) -> None:
    """Quotations lie inside the text, in order, each with its inner part inside it and none across a line."""
    found = quotations(text)
    assert found == sorted(found)
    for one in found:
        assert 0 <= one.start < one.inner_start <= one.inner_end <= one.end <= len(text)
        assert not {"\n", "\r"} & set(text[one.start : one.end])
        assert one.closed == (one.inner_end < one.end)


@settings(deadline=None)
@given(st.text(alphabet='“”"`«»„ as.,(\n0') | st.text(alphabet="'‘’ as.,(\n0"))
def test_double_or_single_marks_do_not_overlap(text: str) -> None:
    """Quotations of one kind of marks never overlap."""
    found = quotations(text)
    assert all(one.end <= other.start for one, other in pairwise(found))


@settings(deadline=None)
@given(st.text(alphabet="“”\"'‘’ as.,"), st.text(alphabet="“”\"'‘’ as.,"))
def test_paragraphs_do_not_touch(one: str, other: str) -> None:
    """What stands in one paragraph changes nothing in another."""
    assert inner(f"{one}\n{other}") == inner(one) + inner(other)
