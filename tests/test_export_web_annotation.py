import json
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from tests.builders import article, claim, dossier, hostile_dossier, statement, without_points

from sayso.dossier.export.web_annotation import AROUND, CONTEXT, web_annotation
from sayso.records import Dossier, Span

jsonld = import_module("pyld.jsonld")  # without types
KEPT = json.loads((Path(__file__).parent / "data" / "anno.jsonld").read_bytes())
"""The terms of the model's context, http://www.w3.org/ns/anno.jsonld, that sayso writes, and no other."""


def served(url: str, _options: Any) -> dict[str, Any]:
    """Return the kept context in place of the published one, and nothing else."""
    assert url == CONTEXT
    return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": KEPT}


def written(one: Dossier) -> dict[str, Any]:
    """Return the collection that is written for a dossier."""
    [(name, data)] = web_annotation(one).items()
    assert name == "annotations.jsonld"
    assert web_annotation(one)[name] == data
    found: dict[str, Any] = json.loads(data)
    return found


def items(one: Dossier) -> list[dict[str, Any]]:
    """Return the annotations."""
    found: list[dict[str, Any]] = written(one)["first"]["items"]
    return found


def short(node: Any) -> Any:
    """Return JSON-LD with each list of one as the one, as compaction writes it; ``items`` stays a list."""
    match node:
        case dict():
            return {
                key: [short(one) for one in value] if key == "items" else short(value)
                for key, value in node.items()
            }
        case [one]:
            return short(one)
        case list():
            return [short(one) for one in node]
    return node


def test_the_model_knows_every_key() -> None:
    """Nothing is dropped where the model's context is applied, and compacting gives the same again."""
    for one in (dossier(), without_points(dossier()), hostile_dossier('</script>"\\\x1b[31m\u202e')):
        collection = written(one)
        dropped: list[str] = []
        options = {"documentLoader": served}
        expanded = jsonld.expand(collection, options, on_property_dropped=dropped.append)
        assert dropped == []
        assert jsonld.compact(expanded, CONTEXT, options) == short(collection)


def test_one_annotation_for_each_statement_and_claim() -> None:
    """Each attribution and claim is one annotation, under its own identifier, and the total counts them."""
    one = dossier()
    found = written(one)
    assert [each["id"] for each in found["first"]["items"]] == [
        *(f"urn:sayso:attribution:{each.id}" for each in one.attributions),
        *(f"urn:sayso:claim:{each.id}" for each in one.claims),
    ]
    assert found["total"] == len(one.attributions) + len(one.claims)
    assert found["creator"] == {"id": "urn:sayso:software", "type": "Software", "name": "sayso 0.1.0"}
    empty = written(without_points(one))
    assert empty["total"] == 0
    assert "first" not in empty


def test_both_selectors_select_the_words() -> None:
    """Positions count code points; the quotation has the same words, and those around them."""
    text = "😀 «Nobody 👩‍👩‍👧 was hurt,» said Lind. " + "x" * 40
    one = article("fire.txt", text)
    told = statement(one, "Lind", "said", ("Nobody", "was hurt"), None)
    [found] = items(replace(without_points(dossier()), articles=(one,), attributions=(told,)))
    assert [target["styleClass"] for target in found["target"]] == ["source", "cue", "content", "content"]
    for target, (start, end) in zip(found["target"], (*told.source, *told.cue, *told.content), strict=True):
        quote, position = target["selector"]
        assert position == {"type": "TextPositionSelector", "start": start, "end": end}
        assert quote["exact"] == text[start:end]
        assert text[: position["start"]].endswith(quote["prefix"])
        assert text[position["end"] :].startswith(quote["suffix"])
        assert len(quote["prefix"]) == min(AROUND, start)
        assert target["source"] == f"urn:sha256:{one.sha256}"
        assert "state" not in target


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("https://herald.example/a?b=1#c", True),
        ("javascript:alert(1)", False),
        ("https://herald.example/a b", False),
        ("/a", False),
    ],
)
def test_the_address_is_the_source(url: str, *, taken: bool) -> None:
    """An address of the web is the source, and the state names the text; any other address is none."""
    one = dossier()
    one = replace(one, articles=tuple(replace(each, url=url) for each in one.articles))
    texts = {f"urn:sha256:{each.sha256}" for each in one.articles}
    for target in (target for found in items(one) for target in found["target"]):
        if taken:
            assert target["source"] == url
            assert target["state"]["cached"] in texts
        else:
            assert target["source"] in texts


def test_bodies() -> None:
    """Tags say type and stance; links name speaker and statement; nothing is assessed."""
    one = dossier()
    found = {each["id"].rpartition(":")[2]: each for each in items(one)}
    denied = next(each for each in one.attributions if each.stance == "denies")
    body = found[denied.id]["body"]
    assert [each["value"] for each in body[:3]] == ["attribution", "indirect", "denies"]
    assert body[3]["source"]["name"] == "Norline"
    overloaded = next(each for each in one.claims if each.attribution == denied.id)
    tags, links, sorts = (
        [each for each in found[overloaded.id]["body"] if each["purpose"] == purpose]
        for purpose in ("tagging", "linking", "classifying")
    )
    assert [each["value"] for each in tags] == ["claim", "denies"]
    assert [each["source"] for each in links][1] == f"urn:sayso:attribution:{denied.id}"
    assert sorts[0]["source"]["label"] == "the ship had been overloaded"
    purposes = {each["purpose"] for annotation in found.values() for each in annotation["body"]}
    assert purposes == {"tagging", "linking", "classifying"}
    assert {annotation["motivation"] for annotation in found.values()} == {"describing"}


def test_a_hostile_dossier() -> None:
    """Words come back as they are, a terminal is told nothing, and what lies outside its text is left out."""
    words = "\x1b[31m\u202egpj.exe \"' </script>\n\u2028"
    one = hostile_dossier(words)
    assert b"\x1b" not in web_annotation(one)["annotations.jsonld"]
    told, first, _ = items(one)
    assert [target["selector"][0]["exact"] for target in told["target"]] == [words, "x", words, words]
    assert first["target"][0]["selector"][0]["exact"] == words
    astray = claim(one.articles[0], "x")
    astray = replace(astray, spans=(Span(-4, 2), Span(5, 5), Span(3, 9_999)))
    lost = replace(one.attributions[0], id="t2", article="nowhere")
    assert len(items(replace(one, claims=(astray,), attributions=(*one.attributions, lost)))) == 1
