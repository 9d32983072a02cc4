import re
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest
from tests.builders import (
    article,
    claim,
    dossier,
    hostile_dossier,
    point,
    position,
    statement,
    without_points,
)

from sayso.dossier.export import export
from sayso.dossier.export.brat_files import brat, file_name
from sayso.records import Dossier, Relation, Span

standoff = import_module("bioc.brat")  # without types


def documents(one: Dossier) -> dict[str, Any]:
    """Return what a reader of brat's format makes of the files, by the article's id."""
    files = export(one, "brat")
    assert set(files) == {
        "annotation.conf",
        "visual.conf",
        *(f"{file_name(each)}{ending}" for each in one.articles for ending in (".txt", ".ann")),
    }
    return {
        each.id: standoff.loads(files[f"{name}.txt"].decode(), files[f"{name}.ann"].decode())
        for each in one.articles
        for name in [file_name(each)]
    }


def words_of(entity: Any, text: str) -> str:
    """Return the words of a text where a mark stands."""
    return " ".join(text[place.begin : place.end] for place in sorted(entity.locations))


@pytest.mark.parametrize("words", ["", "a\tb\r\n \u2028c\x0b", "\x1b[31m\u202e 😀\x85 <b>"])
def test_marks_stand_where_their_words_do(words: str) -> None:
    """Another reader finds each article's text unchanged and each mark's words at its places."""
    one = hostile_dossier(words) if words else dossier()
    for each in one.articles:
        found = documents(one)[each.id]
        assert found.text == each.text
        assert found.entities
        for entity in found.entities:
            assert words_of(entity, each.text) == entity.text
        claims = [entity for entity in found.entities if entity.type == "Claim"]
        assert len(claims) == sum(claim.article == each.id for claim in one.claims)
        ids = [annotation.id for annotation in found.annotations if annotation.id != "*"]
        assert len(ids) == len(set(ids))
        assert len(found.events) == sum(said.article == each.id for said in one.attributions)


def test_notes_give_ids() -> None:
    """Notes give the ids of statements, actors, claims and positions, and how a position stands."""
    one = dossier()
    notes = " ".join(note.text for found in documents(one).values() for note in found.notes)
    for records in (one.attributions, one.claims, one.points):
        assert all(record.id in notes for record in records)
    denied = next(each for each in one.attributions if each.stance == "denies")
    held = next(each for each in one.claims if each.attribution == denied.id)
    [note] = [
        note.text
        for note in documents(one)[held.article].notes
        if note.type == "AnnotatorNotes" and held.id in note.text
    ]
    assert f"attribution {denied.id}; stance denies; holder Norline" in note
    assert re.search(r"position (p\w+)-A; position \1-A conflict \1-B$", note)


def test_relations_within_an_article() -> None:
    """Claims of one article are related as their positions are, and those of one position are alike."""
    text = "Lind said 5 died. Kim said 7 died. Lind again said 5 people died. Five had died."
    one = article("fire.txt", text)
    told = statement(one, "Lind", "said", ("5 died",), None)
    five, seven = claim(one, "5 died", said=told), claim(one, "7 died")
    again, fourth = claim(one, "5 people died"), claim(one, "Five had died")
    clash = point(
        "disputed",
        "5 died",
        position("5 died", five, again, fourth),
        position("7 died", seven),
        relations=(Relation(a=0, b=1, kind="conflict", why={"claims": [again.id, seven.id]}),),
    )
    twice = replace(clash, id="q2", positions=clash.positions[::-1], relations=())
    bare = without_points(dossier())
    found = documents(
        replace(
            bare,
            articles=(one,),
            attributions=(told,),
            claims=(five, seven, again, fourth),
            points=(clash, twice),
        )
    )[one.id]
    marks = {entity.id: entity.text for entity in found.entities}
    [relation] = found.relations
    assert relation.type == "Conflict"
    assert [marks[name] for name in relation.arguments.values()] == ["5 people died", "7 died"]
    [alike] = found.equiv_relations
    assert alike.type == "SamePosition"
    assert {marks[name] for name in alike.argids} == {"5 died", "5 people died", "Five had died"}


def test_brat_knows_what_is_written() -> None:
    """The configuration declares each type of mark, event, relation and attribute that is written."""
    files = brat(dossier())
    declared: dict[str, set[str]] = {}
    for line in files["annotation.conf"].decode().splitlines():
        if line.startswith("["):
            section = declared.setdefault(line.strip("[]"), set())
        elif line:
            section.add(line.split("\t")[0])
    assert declared["relations"] == {"SamePosition", "Differs", "Conflict", "<OVERLAP>"}
    for found in documents(dossier()).values():
        assert {one.type for one in found.entities} <= declared["entities"] | declared["events"]
        assert {one.type for one in found.events} <= declared["events"]
        assert {one.type for one in found.relations} <= declared["relations"]
        assert {one.type for one in found.attributes} <= declared["attributes"]
    drawn = files["visual.conf"].decode()
    assert all(f"\n{name} | " in drawn for name in declared["entities"])


def test_what_does_not_fit_is_left_out() -> None:
    """A statement without a cue, spans outside the text and an odd file name do no harm."""
    one = dossier()
    first = replace(one.articles[0], path="..-.hidden news.txt")
    first_claim = next(each for each in one.claims if each.article == first.id)
    astray = replace(first_claim, spans=(Span(-3, 2), Span(9_000, 9_001)))
    mute = replace(next(each for each in one.attributions if each.article == first.id), cue=(Span(7, 7),))
    found = documents(replace(one, articles=(first,), claims=(astray,), attributions=(mute,)))[first.id]
    assert found.annotations == []
    assert file_name(first).startswith("hidden_news-a")
