import io
import re
from dataclasses import replace
from typing import Any

import pytest
from rich.console import Console
from tests.builders import actor, dossier, hostile_dossier, role

from sayso.dossier import ActorExplanation, explain_actor, render_actor_explanation
from sayso.errors import DossierError
from sayso.records import Actor, ActorMention, Dossier, Join


def shown(explanation: ActorExplanation, width: int = 80) -> str:
    """Return what is printed in a pipe."""
    file = io.StringIO()
    render_actor_explanation(explanation, Console(file=file, width=width))
    return file.getvalue()


def with_actor(changed: Actor) -> Dossier:
    """Return the dossier with another record of one of its actors."""
    whole = dossier()
    return replace(whole, actors=tuple(changed if one.name == changed.name else one for one in whole.actors))


def brandt(**more: Any) -> Actor:
    """Return Ilse Brandt with what resolve writes down of her."""
    whole = dossier()
    _, post, herald = whole.articles
    [guard] = [one for one in whole.actors if one.name == "Velm Coast Guard"]
    known: dict[str, Any] = {
        "kind": "person",
        "aliases": ("Brandt",),
        "speaks_for": (guard.id,),
        "roles": (role(herald, "a spokeswoman for the Velm Coast Guard", guard.id),),
        "joins": (Join(a=1, b=0, why="the same name: 'Ilse Brandt'"),),
    }
    return actor("Ilse Brandt", (herald, "Ilse Brandt"), (post, "Ilse Brandt"), **known | more)


def test_mentions_in_their_sentences() -> None:
    """Each mention stands in its sentence, article by article, with the rule by which it is this actor."""
    found = explain_actor(with_actor(brandt()), "brandt")
    assert [(one.name, one.about, one.mentions) for one in found.articles] == [
        ("river-post.txt", "River Post · 2024-03-05", 1),
        ("velm-herald.txt", "Velm Herald · 2024-03-04", 1),
    ]
    [sentence] = found.articles[1].sentences
    assert [part for part, own in sentence.context if own] == ["Ilse Brandt"]
    assert "".join(part for part, _ in sentence.context).endswith("in a statement posted on its website.")
    assert [(one.words, one.place, one.why) for one in sentence.named] == [
        ("Ilse Brandt", "velm-herald.txt:5", "full name")
    ]


def test_mentions_of_one_sentence_stand_together() -> None:
    """A sentence that names the actor twice is shown once, with both marked."""
    whole = dossier()
    herald = whole.articles[2]
    twice = actor("Norline", (herald, "Norline"), (herald, "the company"), kind="organization")
    [report] = explain_actor(with_actor(twice), "Norline").articles
    assert report.mentions == 2
    [sentence] = report.sentences
    assert [part.strip() for part, own in sentence.context if own] == ["Norline", "the company"]


def test_why_the_articles_are_one() -> None:
    """Each join shows both words with their places, and why; one that names no mention is left out."""
    joins = (Join(a=1, b=0, why="the same name"), Join(a=0, b=2, why="?"), Join(a=-1, b=0, why="?"))
    [join] = explain_actor(with_actor(brandt(joins=joins)), "brandt").joins
    assert (join.a.place, join.b.place, join.why) == (
        "river-post.txt:3",
        "velm-herald.txt:5",
        "the same name",
    )


def test_whom_it_speaks_for() -> None:
    """Whom an actor speaks for stands with the role's words that say so, or with none."""
    [party] = explain_actor(with_actor(brandt()), "brandt").speaks_for
    assert party.name == "Velm Coast Guard"
    assert [one.words for one in party.roles] == ["a spokeswoman for the Velm Coast Guard"]
    assert "no words of the articles say so" in shown(explain_actor(dossier(), "brandt"))


def test_spoken_for_by() -> None:
    """An actor shows who speaks for it."""
    assert explain_actor(dossier(), "velm coast guard").spoken_for_by == ("Ilse Brandt",)


def test_printed() -> None:
    """Names come first, then sentences, then why they are one, roles, and for whom it speaks."""
    text = shown(explain_actor(with_actor(brandt()), "brandt"))
    assert text.startswith("Ilse Brandt\nperson · 2 mentions in 2 reports · 2 statements · e")
    order = [
        "also           “Brandt”",
        "river-post.txt · River Post",
        "velm-herald.txt · Velm Herald",
        "WHY THE ARTICLES' ARE ONE",
        "WHAT THE ARTICLES SAY IT IS",
        "SPEAKS FOR",
    ]
    assert sorted(order, key=text.index) == order
    assert "“Ilse Brandt”: full name  velm-herald.txt:5\n" in text
    assert "“Ilse Brandt” river-post.txt:3 and “Ilse Brandt” velm-herald.txt:5\n" in text


def test_a_point_is_no_actor() -> None:
    """What names a point is refused."""
    with pytest.raises(DossierError, match="'1' is a point, not an actor"):
        explain_actor(dossier(), "1")


def test_ids_that_name_nothing() -> None:
    """Mentions in unknown articles or outside their text are shown without words."""
    lost = (
        ActorMention(article="nowhere\x1b", start=0, end=4, why="lost"),
        ActorMention(article=dossier().articles[0].id, start=0, end=99_999, why="long"),
    )
    changed = replace(brandt(), mentions=lost, speaks_for=("gone\x1b",))
    found = explain_actor(with_actor(changed), "brandt")
    assert [one.name for one in found.articles] == ["harbour-wire.txt", "unknown article nowhere�"]
    assert all(sentence.context == () for one in found.articles for sentence in one.sentences)
    assert [one.name for one in found.speaks_for] == ["unknown actor gone�"]
    assert "“”: lost  unknown article nowhere�" in shown(found)


@pytest.mark.parametrize("width", [40, 80, 160])
def test_hostile_words_are_inert(width: int) -> None:
    """Escapes and rich's markup in any text of a dossier do nothing in an explanation."""
    text = shown(explain_actor(hostile_dossier("[bold]\x1b[31m\u202ex"), "e1"), width)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert "[bold]�[31m" in text
    assert all(len(line) <= width and line == line.rstrip() for line in text.splitlines())
