from dataclasses import replace

import pytest
from tests.builders import actor, dossier, point, position, without_points

from sayso.dossier import find, find_actors
from sayso.dossier.order import in_order
from sayso.errors import DossierError
from sayso.records import Actor, Dossier, Point


def with_ids(point_id: str, *actors: Actor) -> Dossier:
    """Return a dossier of one point with this id and of these actors."""
    only = replace(point("agreed", "x", position("x")), id=point_id)
    return replace(without_points(dossier()), points=(only,), actors=actors)


def named(name: str, ref: str, *aliases: str) -> Actor:
    """Return an actor with this id."""
    return replace(actor(name, kind="person", aliases=aliases), id=ref)


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        ("1", Point),
        ("p1234", Point),
        ("p12", Point),
        ("p9999", Actor),
        ("p99990000", Actor),
        ("ann lee", Actor),
        ("Ann", Actor),
        ("p12's friend", Actor),
    ],
)
def test_points_and_actors(ref: str, expected: type[object]) -> None:
    """A number, an id, the beginning of an id or a name is a point or an actor."""
    one = with_ids("p1234aaaa", named("Ann Lee", "p99990000", "p12's friend"))
    assert isinstance(find(one, ref), expected)


def test_numbers_are_points() -> None:
    """A number is a point's even if somebody goes by it; one that no point has is refused."""
    one = with_ids("p1", named("1", "p99990000", "2"))
    assert find(one, "1") == in_order(one)[0]
    with pytest.raises(DossierError, match="there is no point 2; the points are numbered 1 to 1"):
        find(one, "2")


def test_a_point_s_id_comes_first() -> None:
    """What is a whole id of a point is that point, whoever else goes by it."""
    one = with_ids("p1234", named("p1234", "p12345678"))
    assert isinstance(find(one, "p1234"), Point)


def test_beginning_of_a_point_s_and_an_actor_s_id() -> None:
    """A beginning that a point's and an actor's id share is refused, and both are named."""
    one = with_ids("p1234aaaa", named("Ann Lee", "p1234bbbb"))
    with pytest.raises(DossierError, match=r"ids of points and of actors: p1234aaaa, p1234bbbb$"):
        find(one, "p1234")
    assert isinstance(find(one, "p1234b"), Actor)


def test_name_of_several_actors() -> None:
    """A name that several go by is refused, and they are named with beginnings of ids that will do."""
    one = with_ids("q1", named("Ann Lee", "p99990000", "Lee"), named("Bo Lee", "p99991111", "Lee"))
    with pytest.raises(DossierError, match=r"'lee' may be 2 actors: Ann Lee \(p99990\), Bo Lee \(p99991\)"):
        find(one, "lee")
    assert find_actors(one, "lee") == one.actors
    assert find(one, "p99990") == one.actors[0]


def test_a_whole_name_comes_before_words_of_one() -> None:
    """Words of a name count where nobody goes by just these words."""
    one = with_ids("q1", named("Ann Lee", "p99990000"), named("Lee", "p88880000"))
    assert find_actors(one, "lee") == one.actors[1:]
    assert find_actors(one, "ann") == one.actors[:1]


@pytest.mark.parametrize("ref", ["", " ", "an", "x\x1b", "p", "q2", "(Ann"])
def test_nothing_of_that_name(ref: str) -> None:
    """What names nothing is refused, with what would be valid."""
    one = with_ids("q1", named("Ann Lee", "p99990000"))
    with pytest.raises(DossierError, match=r"no point or actor '.*'; give a number from 1 to 1") as caught:
        find(one, ref)
    assert "\x1b" not in str(caught.value)
    with pytest.raises(DossierError, match="give an actor's name or id"):
        find(replace(one, points=()), ref)
