from dataclasses import replace

from tests.builders import dossier, role

from sayso.dossier import actors_of
from sayso.dossier.lookup import Lookup
from sayso.dossier.who import role_words, without_actor


def test_order() -> None:
    """Who says most comes first; among equals names stand in alphabetical order, capitals aside."""
    names = [who.actor.name for who in actors_of(dossier())]
    assert names == [
        "Norline",
        "Ilse Brandt",
        "a dock worker",
        "Omar Lind",
        "Pia Storm",
        "Seafarers' Union",
        "Velm Coast Guard",
    ]


def test_order_of_records_changes_nothing() -> None:
    """The order of actors and statements in the file changes nothing that is shown."""
    whole = dossier()
    turned = replace(whole, actors=whole.actors[::-1], attributions=whole.attributions[::-1])
    assert actors_of(turned) == actors_of(whole)


def test_statements_stand_in_the_order_of_the_text() -> None:
    """An actor's statements follow the articles of the dossier, and within each the text."""
    whole = dossier()
    [norline] = [who for who in actors_of(whole) if who.actor.name == "Norline"]
    places = [Lookup(whole).place(one.article, one.content) for one in norline.statements]
    assert places == ["harbour-wire.txt:11", "river-post.txt:5", "velm-herald.txt:7"]


def test_each_statement_has_one_actor() -> None:
    """Every statement is some actor's, or is counted as nobody's."""
    whole = dossier()
    said = [one.id for who in actors_of(whole) for one in who.statements]
    assert len(said) == len(set(said)) == len(whole.attributions) - without_actor(whole)
    assert without_actor(whole) == 1


def test_spoken_for_by() -> None:
    """An actor knows who speaks for it; one that speaks for itself does so once."""
    whole = dossier()
    actors = tuple(replace(one, speaks_for=(one.id, one.id)) for one in whole.actors)
    assert all(who.spoken_for_by == (who.actor,) for who in actors_of(replace(whole, actors=actors)))
    [guard] = [who for who in actors_of(whole) if who.actor.name == "Velm Coast Guard"]
    assert [one.name for one in guard.spoken_for_by] == ["Ilse Brandt"]


def test_roles_of_the_same_words() -> None:
    """The same words stand once, with all their places in the order of the articles."""
    whole = dossier()
    wire, post, herald = whole.articles
    [guard] = [one for one in whole.actors if one.name == "Velm Coast Guard"]
    words = "a spokeswoman for the Velm Coast Guard"
    found = role_words(
        [role(herald, words, guard.id), role(post, words, guard.id), role(wire, "its chairwoman")],
        Lookup(whole),
    )
    assert [(one.words, one.of, one.places) for one in found] == [
        ("its chairwoman", None, ("harbour-wire.txt:7",)),
        (words, "Velm Coast Guard", ("river-post.txt:3", "velm-herald.txt:5")),
    ]
