from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import models
from sayso.align.reading import CLOSE, FIRST, LAST, LONGEST, OPEN, side
from sayso.align.wording import Segment

Numbers = tuple[int, int, bool]
"""A stretch of a sentence of numbers: from, to, and whether it belongs to the claim."""


def counted(*stretches: Numbers) -> list[Segment]:
    """Return a sentence of numbers, each of which is one word piece."""
    return [(" ".join(map(str, range(low, high + 1))), inside) for low, high, inside in stretches]


def pieces(words: str) -> list[int]:
    """Return the word pieces of some words."""
    return list(models.tokenizer().encode(words, add_special_tokens=False).ids)


def shown(parts: Sequence[Segment]) -> str:
    """Return what the model reads of a claim, angle brackets for the marks."""
    marks = {OPEN: "<", CLOSE: ">"}
    return " ".join(marks.get(one) or models.tokenizer().id_to_token(one) for one in side(parts))


def words(low: int, high: int) -> str:
    """Return these numbers and all between."""
    return " ".join(map(str, range(low, high + 1)))


GOLDEN: list[tuple[str, list[Numbers], str]] = [
    ("nothing", [], ""),
    ("a claim alone", [(1, 3, True)], "< 1 2 3 >"),
    ("words before", [(1, 2, False), (3, 4, True)], "1 2 < 3 4 >"),
    ("words after", [(1, 2, True), (3, 4, False)], "< 1 2 > 3 4"),
    ("words around", [(1, 1, False), (2, 2, True), (3, 3, False)], "1 < 2 > 3"),
    ("two pieces", [(1, 2, True), (3, 4, False), (5, 6, True)], "< 1 2 > 3 4 < 5 6 >"),
    (
        "two pieces and words around",
        [(1, 1, False), (2, 2, True), (3, 3, False), (4, 4, True), (5, 5, False)],
        "1 < 2 > 3 < 4 > 5",
    ),
    ("no claim", [(1, 99, False)], words(1, 36)),
    # The room
    (
        "half of it before",
        [(1, 40, False), (41, 42, True), (43, 99, False)],
        f"{words(25, 40)} < 41 42 > {words(43, 58)}",
    ),
    (
        "an odd one goes after",
        [(1, 40, False), (41, 43, True), (44, 99, False)],
        f"{words(26, 40)} < 41 42 43 > {words(44, 59)}",
    ),
    (
        "little before: more after",
        [(1, 3, False), (4, 5, True), (6, 99, False)],
        f"{words(1, 3)} < 4 5 > {words(6, 34)}",
    ),
    (
        "little after: more before",
        [(1, 90, False), (91, 92, True), (93, 95, False)],
        f"{words(62, 90)} < 91 92 > {words(93, 95)}",
    ),
    ("nothing before", [(1, 2, True), (3, 99, False)], f"< 1 2 > {words(3, 34)}"),
    ("nothing after", [(1, 90, False), (91, 92, True)], f"{words(59, 90)} < 91 92 >"),
    (
        "just room for all",
        [(1, 16, False), (17, 18, True), (19, 34, False)],
        f"{words(1, 16)} < 17 18 > {words(19, 34)}",
    ),
    (
        "what lies between two pieces takes room",
        [(1, 40, False), (41, 41, True), (42, 69, False), (70, 70, True), (71, 99, False)],
        f"40 < 41 > {words(42, 69)} < 70 > 71",
    ),
    # Longer than the room
    ("as long as the room", [(1, 9, False), (10, 43, True), (44, 99, False)], f"< {words(10, 43)} >"),
    ("a word longer", [(1, 9, False), (10, 44, True), (45, 99, False)], f"< {words(10, 44)}"),
    ("far longer", [(1, 9, False), (10, 90, True), (91, 99, False)], f"< {words(10, 44)}"),
    (
        "two pieces far apart",
        [(1, 9, False), (10, 11, True), (12, 80, False), (81, 82, True), (83, 99, False)],
        f"< 10 11 > {words(12, 43)}",
    ),
]


@pytest.mark.parametrize(
    ("stretches", "expected"), [row[1:] for row in GOLDEN], ids=[row[0] for row in GOLDEN]
)
def test_golden(stretches: list[Numbers], expected: str) -> None:
    """Each piece of a claim is marked, and what stands around the claim fills the room there is."""
    assert shown(counted(*stretches)) == expected


def test_words_of_several_pieces() -> None:
    """The room is one of word pieces, of which a word may have several; letters' case tells nothing."""
    assert shown([("Skerryvore", False), ("RAN Aground", True)]) == "sk ##erry ##vor ##e < ran aground >"


def test_marks_in_a_text() -> None:
    """No text holds the marks, not even one that spells them out."""
    spelled = " ".join(models.tokenizer().id_to_token(mark) for mark in (OPEN, CLOSE))
    assert not {OPEN, CLOSE} & set(pieces(spelled))


@pytest.mark.parametrize("special", [FIRST, LAST])
def test_ends_in_a_text(special: int) -> None:
    """No text holds the pieces that part one claim from the other, not even one that spells them out."""
    spelled = models.tokenizer().id_to_token(special)
    assert special not in side([(f"the ferry sank {spelled} the ferry floats", True)])


@st.composite
def drawn_parts(draw: st.DrawFn) -> list[Segment]:
    """Draw a sentence of numbers, some stretches of which are a claim's."""
    parts: list[Numbers] = []
    at = 1
    for inside in draw(st.lists(st.booleans(), max_size=6)):
        high = at + draw(st.integers(0, 30))
        parts.append((at, high, inside))
        at = high + 1
    return counted(*parts)


def marked(parts: Sequence[Segment]) -> list[int]:
    """Return a whole sentence as word pieces with marks."""
    return [
        one for text, inside in parts for one in ([OPEN, *pieces(text), CLOSE] if inside else pieces(text))
    ]


@settings(deadline=None)
@given(drawn_parts())
def test_as_much_as_there_is_room_for(parts: list[Segment]) -> None:
    """What is read is one stretch of the sentence, all of it or as long as the room, and holds the claim."""
    whole, read = marked(parts), side(parts)
    bounds = [at for at, one in enumerate(whole) if one in {OPEN, CLOSE}]
    first, last = (bounds[0], bounds[-1] + 1) if bounds else (0, 0)
    starts = [at for at in range(len(whole) - len(read) + 1) if whole[at : at + len(read)] == read]
    if last - first > LONGEST:
        assert starts
        assert read == whole[first : first + LONGEST]
    else:
        assert len(read) == min(LONGEST, len(whole))
        assert any(at <= first and last <= at + len(read) for at in starts)
