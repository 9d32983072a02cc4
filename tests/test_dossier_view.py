from dataclasses import replace
from typing import Any

import pytest
from tests.builders import dossier, position, without_points

from sayso.dossier.view import Row, View, compared, view_of
from sayso.records import Origin, Relation


def row(view: View, label: str) -> Row:
    """Return the point with this label."""
    return next(one for group in view.groups for one in group.rows if one.label == label)


def test_counts() -> None:
    """The counts say how many reports, outlets, origins and parties there are."""
    view = view_of(dossier())
    assert view.counts == "3 reports · 2 outlets known · 3 origins · 7 parties"
    assert view.tally == "2 conflicts · 1 difference · 1 unverified · 4 single source · 1 agreed"


def test_copies_are_one_origin() -> None:
    """Articles that are one agency copy count as one origin, however the copies are paired."""
    whole = dossier()
    a, b, c = (one.id for one in whole.articles)
    pairs = tuple(
        Origin(id=str(n), kind="agency_copy", articles=two) for n, two in enumerate([(a, b), (b, c)])
    )
    assert "1 origin ·" in view_of(replace(whole, origins=pairs)).counts


def test_nothing_found() -> None:
    """A dossier without points says so and has no groups."""
    view = view_of(without_points(dossier()))
    assert view.groups == ()
    assert view.tally == "no points found"


def test_copied_words_are_shown_once() -> None:
    """Identical words of one origin are one cell with both places."""
    side = row(view_of(dossier()), "Twenty-three people were hurt").sides[0]
    [cell] = side.cells
    assert (cell.place, cell.also) == ("velm-herald.txt:5", ("river-post.txt:3",))
    assert side.counts == "2 reports, 1 origin, 1 party"


def test_same_words_of_two_origins_are_shown_twice() -> None:
    """Identical words that do not go back to one origin stay two cells."""
    whole = replace(dossier(), origins=())
    assert len(row(view_of(whole), "Twenty-three people were hurt").sides[0].cells) == 2


@pytest.mark.parametrize(
    ("label", "sentence"),
    [
        (
            "Twenty-three people were hurt",
            "A and B cannot both be true: number — Twenty-three vs at least 41",
        ),
        (
            "The ferry Maren ran aground off Port Velm on Sunday night",
            "A and B differ: place — off Port Velm / near Skerry Point",
        ),
        ("the ship carried 300 people", "B says that it cannot verify A"),
    ],
)
def test_relations_in_plain_words(label: str, sentence: str) -> None:
    """A relation says what it means, for what reason, and which words were compared."""
    [tie] = row(view_of(dossier()), label).ties
    assert tie.sentence == sentence


@pytest.mark.parametrize(
    ("why", "words"),
    [
        ({"reason": "number", "words": ["23", "41"]}, ("23", "41")),
        ({"words": [23, 41.5]}, ("23", "41.5")),
        ({"words": ["23"]}, None),
        ({"words": "23"}, None),
        ({"words": ["", "41"]}, None),
        ({"reason": "denial"}, None),
        ({}, None),
    ],
)
def test_compared(why: dict[str, Any], words: tuple[str, str] | None) -> None:
    """The words that decided are found under the names that a relation gives them."""
    assert compared(why) == words


def test_note_of_a_relation() -> None:
    """What a comparison notes beside its reason is shown; long words are cut, for the claim has them."""
    whole = dossier()
    why = {"reason": "precision", "words": ["about 20", "word " * 20], "note": "both can be true"}
    points = (replace(whole.points[-1], relations=(Relation(a=0, b=1, kind="differs", why=why),)),)
    [group] = view_of(replace(whole, points=points)).groups
    words = "word word word word word word word word word …"
    assert group.rows[0].ties[0].sentence == (
        f"A and B differ: precision — about 20 / {words} (both can be true)"
    )


def test_relation_without_reason() -> None:
    """A relation without a reason still says how the positions stand to each other."""
    whole = dossier()
    points = tuple(
        replace(one, relations=(Relation(a=0, b=1, kind="conflict", why={}),)) for one in whole.points[-1:]
    )
    [group] = view_of(replace(whole, points=points)).groups
    assert group.rows[0].ties[0].sentence == "A and B cannot both be true"


@pytest.mark.parametrize("ends", [(0, 2), (-1, 0), (7, 8)])
def test_relations_of_no_position_are_left_out(ends: tuple[int, int]) -> None:
    """A relation that names a position which is not there is not shown."""
    whole = dossier()
    wrong = Relation(a=ends[0], b=ends[1], kind="conflict", why={})
    [group] = view_of(replace(whole, points=(replace(whole.points[-1], relations=(wrong,)),))).groups
    assert group.rows[0].ties == ()


def test_many_positions() -> None:
    """After Z the letters go on with AA."""
    whole = dossier()
    many = replace(whole.points[-1], positions=(position("x", whole.claims[0]),) * 28, relations=())
    [group] = view_of(replace(whole, points=(many,))).groups
    assert [side.letter for side in group.rows[0].sides][24:] == ["Y", "Z", "AA", "AB"]
