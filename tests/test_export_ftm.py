import json
import sys
from collections.abc import Iterable
from dataclasses import replace

import pytest
from tests.builders import actor, article, dossier, hostile_dossier, role, statement, without_points

from sayso.dossier.export.ftm import ftm
from sayso.errors import DossierError, MissingPartError
from sayso.records import UNNAMED, Actor, Article, Dossier

pytest.importorskip("followthemoney", reason="needs followthemoney: pip install 'sayso[ftm]'")

from followthemoney import EntityProxy, model


def entities(one: Dossier) -> dict[str, EntityProxy]:
    """Return what followthemoney makes of the lines, each valid and with all that its schema requires."""
    [(name, data)] = ftm(one).items()
    assert name == "entities.ftm.json"
    assert ftm(one)[name] == data
    found = [model.get_proxy(json.loads(line)) for line in data.splitlines()]
    for entity in found:
        entity.schema.validate({"properties": entity.properties})
        assert all(entity.has(required) for required in entity.schema.required)
        again = model.get_proxy(entity.to_dict(), cleaned=False)
        assert again.properties.keys() == entity.properties.keys()
    by_id = {entity.id or "": entity for entity in found}
    assert len(by_id) == len(found)
    for entity in found:
        for prop, value in entity.itervalues():
            assert prop.type.name != "entity" or value in by_id
    return by_id


def of(found: dict[str, EntityProxy], schema: str) -> list[EntityProxy]:
    """Return the entities of a schema."""
    return [entity for entity in found.values() if entity.schema.name == schema]


def holding(articles: Iterable[Article], actors: Iterable[Actor]) -> Dossier:
    """Return a dossier of these articles and actors."""
    return replace(without_points(dossier()), articles=tuple(articles), actors=tuple(actors))


def test_entities_of_a_dossier() -> None:
    """Articles, people and bodies are entities under the dossier's ids, with what articles say of them."""
    one = dossier()
    found = entities(one)
    for each in one.articles:
        entity = found[each.id]
        assert entity.schema.name == "Article"
        assert entity.get("bodyText") == [each.text]
        assert entity.get("publisher") == ([each.outlet] if each.outlet else [])
    assert {entity.caption for entity in of(found, "Person")} == {"Ilse Brandt", "Omar Lind", "Pia Storm"}
    [lind] = [entity for entity in of(found, "Person") if entity.caption == "Omar Lind"]
    assert lind.get("position") == ["the head of St Anne Hospital"]
    assert {entity.caption for entity in of(found, "Organization")} == {
        "Velm Coast Guard",
        "Norline",
        "Seafarers' Union",
    }


def test_statements_document_who_makes_them() -> None:
    """Each statement of an entity is a Documentation with its stance and its words; a denial stays one."""
    one = dossier()
    found = entities(one)
    kinds = {each.id: each.kind for each in one.actors}
    for said in one.attributions:
        if kinds.get(said.actor or "", "anonymous") == "anonymous":
            assert said.id not in found
            continue
        entity = found[said.id]
        assert entity.schema.name == "Documentation"
        assert (entity.get("document"), entity.get("entity")) == ([said.article], [said.actor])
        assert entity.get("role") == [said.stance]
    denied = next(said for said in one.attributions if said.stance == "denies")
    words = "Norline, the company that runs the ferry … denied … that the ship had been overloaded"
    assert found[denied.id].first("summary") == words


def test_who_has_no_name_is_no_entity() -> None:
    """Nobody, a diplomat, the ministry, observers and a report are no entities; the Houthis are one."""
    text = "Khan, a diplomat, the ministry, observers, a report and the Houthis spoke. He did."
    one = article("talks.txt", text)
    khan = actor("Ismail Khan", (one, "Khan"), (one, "He"), kind="person", aliases=("Khan", "the minister"))
    found = entities(
        holding(
            [one],
            [
                khan,
                actor(UNNAMED, kind="anonymous"),
                actor("a diplomat", (one, "a diplomat"), kind="anonymous"),
                actor("the ministry", (one, "the ministry"), kind="organization"),
                actor("observers", (one, "observers"), kind="group"),
                actor("a report", (one, "a report"), kind="document"),
                actor("Houthis", (one, "Houthis"), kind="group"),
                actor("“”", kind="person"),
            ],
        )
    )
    assert {entity.caption for entity in of(found, "LegalEntity")} == {"Houthis"}
    [person] = of(found, "Person")
    assert person.get("weakAlias") == ["Khan"]
    assert person.get("alias") == []
    assert sorted(entity.first("name") or "" for entity in of(found, "Mention")) == ["Houthis", "Khan"]
    assert len(found) == 1 + 2 + 2


def test_who_speaks_for_whom() -> None:
    """That is a link with its role and the article that says so, no Representation; and none to oneself."""
    one = article("talks.txt", "Ali Nazary, envoy of the NRF, spoke.")
    front = actor("NRF", (one, "NRF"), kind="organization")
    envoy = actor("Ali Nazary", (one, "Ali Nazary"), kind="person")
    roles = (role(one, "envoy of the NRF", of=front.id),)
    envoy = replace(envoy, speaks_for=(front.id, envoy.id, "nobody"), roles=roles)
    found = entities(holding([one], [front, envoy]))
    [link] = of(found, "UnknownLink")
    assert (link.get("subject"), link.get("object")) == ([envoy.id], [front.id])
    assert link.get("role") == ["speaks for"]
    assert (link.get("summary"), link.get("proof")) == (["envoy of the NRF"], [one.id])


@pytest.mark.parametrize(
    ("published", "date"),
    [
        ("2024", "2024"),
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05T07:00", "2024-03-05"),
        ("2024-03-05T01:30:00+05:00", "2024-03-04T20:30:00"),
        ("2024-03-05T07:00:00Z", "2024-03-05T07:00:00"),
        ("0001-01-01T00:00:00+05:00", None),
        ("last Tuesday evening", None),
    ],
)
def test_times_are_in_utc(published: str, date: str | None) -> None:
    """A time with a zone is turned into UTC, one without is cut to its date; a guess is not written."""
    one = article("fire.txt", "Words.", published=published, published_guess="2020-01-01", language="en")
    found = entities(holding([one], []))[one.id]
    assert found.get("publishedAt") == ([date] if date else [])
    assert found.get("language") == ["eng"]


def test_a_long_text_comes_in_parts() -> None:
    """The model allows 65,000 characters a value: a longer text is parted at ends of lines."""
    text = "".join(f"line {number}\n" for number in range(20_000))
    one = article("long.txt", text)
    found = entities(holding([one], []))[one.id].get("bodyText")
    assert "".join(found) == text
    assert all(part.endswith("\n") and len(part) <= 65_000 for part in found)


@pytest.mark.parametrize("words", ["\x1b[31m\u202eA\x00", "A\tb\n</script>\u2028\u0085'\"", "A" * 3_000])
def test_a_hostile_dossier(words: str) -> None:
    """Words come back as they are but for what databases refuse, one entity stays one line."""
    one = hostile_dossier(words)
    found = entities(one)
    fit = words.replace("\x1b", "�").replace("\x00", "�")
    assert found[one.articles[0].id].get("bodyText") == [f"x {fit} said: {fit}"]
    assert found["e1"].get("name") == [fit if len(fit) <= 384 else fit[:383] + "…"]
    assert found["t1"].get("summary") == [f"x … {fit} … {fit}"]
    assert of(found, "UnknownLink") == []


def test_an_id_that_cannot_be_one() -> None:
    """An id that followthemoney does not take is an error of the dossier."""
    one = actor("Lind", kind="person")
    with pytest.raises(DossierError, match="an id of it"):
        ftm(holding([], [replace(one, id="a b/c")]))


def test_a_statement_in_an_unknown_article() -> None:
    """A statement whose article or speaker the dossier does not hold is left out."""
    one = article("fire.txt", "Lind said no.")
    lind = actor("Lind", (one, "Lind"), kind="person")
    told = statement(one, "Lind", "said", ("no",), lind.id)
    lost = (replace(told, id="t2", article="nowhere"), replace(told, id="t3", actor="nobody"))
    whole = replace(holding([one], [lind]), attributions=(told, *lost))
    assert {entity.id for entity in of(entities(whole), "Documentation")} == {told.id}


def test_the_library_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without followthemoney the error says what to install."""
    monkeypatch.setitem(sys.modules, "followthemoney", None)
    with pytest.raises(MissingPartError, match=r"pip install 'sayso\[ftm\]'"):
        ftm(dossier())
