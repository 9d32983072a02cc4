from dataclasses import replace

from tests.builders import dossier, point, without_points

from sayso.dossier.order import in_order, short_ids
from sayso.records import Position


def test_groups() -> None:
    """Conflicts come first, then differences, what is unverified, single sources, what is agreed."""
    statuses = [one.status for one in in_order(dossier())]
    assert statuses == ["disputed"] * 2 + ["differs", "unverified"] + ["single_source"] * 4 + ["agreed"]


def test_within_a_group() -> None:
    """A point of more reports comes before one of fewer, then what an article brings up earlier."""
    labels = [one.label for one in in_order(dossier()) if one.status == "single_source"]
    assert labels[0] == "all passengers are ashore"  # two reports
    assert labels[1] == "with 212 people on board"  # in a first sentence


def test_a_reason_comes_first() -> None:
    """Of the points that differ, those that say in what come first, even those of fewer reports."""
    whole = dossier()
    [reasoned] = [one for one in whole.points if one.status == "differs"]
    [agreed] = [one for one in whole.points if one.status == "agreed"]
    plain = replace(agreed, id="p1", status="differs")  # of two reports
    single = replace(reasoned, id="p2", positions=reasoned.positions[:1])  # of one
    points = (plain, *whole.points, single)
    found = [one.id for one in in_order(replace(whole, points=points)) if one.status == "differs"]
    assert found == [reasoned.id, "p2", "p1"]


def test_order_of_points_changes_nothing() -> None:
    """The numbers do not hang on the order in which points or articles stand in the file."""
    whole = dossier()
    turned = replace(
        whole, points=whole.points[::-1], articles=whole.articles[::-1], claims=whole.claims[::-1]
    )
    assert in_order(turned) == in_order(whole)


def test_points_without_claims() -> None:
    """A point whose claims are not in the dossier comes last in its group."""
    whole = dossier()
    empty = point("disputed", "", Position(label="", claims=("gone",), parties=0, origins=0))
    assert in_order(replace(whole, points=(empty, *whole.points)))[2] is empty
    assert in_order(without_points(whole)) == ()


def test_short_ids_are_unique_beginnings() -> None:
    """A short id is the beginning of one id only, of five characters where that suffices."""
    points = tuple(replace(dossier().points[0], id=one) for one in ("pabcdef1", "pabcdef2", "pb000000", "p1"))
    assert short_ids(points) == {
        "pabcdef1": "pabcdef1",
        "pabcdef2": "pabcdef2",
        "pb000000": "pb000",
        "p1": "p1",
    }
