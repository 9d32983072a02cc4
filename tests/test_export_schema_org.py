import json
from dataclasses import replace
from importlib import import_module
from typing import Any

from rdflib.namespace import SDO
from tests.builders import actor, article, claim, dossier, hostile_dossier, statement, without_points

from sayso.dossier.export.schema_org import schema_org
from sayso.records import UNNAMED, Dossier

jsonld = import_module("pyld.jsonld")  # without types
VOCABULARY = set(SDO.__annotations__)
"""Every type and property of schema.org, as rdflib ships them."""


def graph(one: Dossier) -> list[dict[str, Any]]:
    """Return the nodes that are written for a dossier, after expansion with schema.org's terms alone."""
    [(name, data)] = schema_org(one).items()
    assert name == "schema.jsonld"
    assert schema_org(one)[name] == data
    document = json.loads(data)
    assert document["@context"] == "https://schema.org"
    dropped: list[str] = []
    terms = {term: f"https://schema.org/{term}" for term in VOCABULARY}
    expanded = jsonld.expand({**document, "@context": terms}, on_property_dropped=dropped.append)
    assert dropped == []
    assert len(expanded) == len(document["@graph"])
    nodes: list[dict[str, Any]] = document["@graph"]
    return nodes


def of(nodes: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    """Return the nodes of a type."""
    return [node for node in nodes if node["@type"] == kind]


def types(node: Any) -> set[str]:
    """Return every type in a node and those below it."""
    below = node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()
    own = {node["@type"]} if isinstance(node, dict) and "@type" in node else set()
    return own.union(*map(types, below))


def test_only_terms_of_schema_org() -> None:
    """Every type and property is schema.org's, and none of them gives a verdict or a rating."""
    for one in (dossier(), without_points(dossier()), hostile_dossier('</script>"\x1b[31m\u202e\x00')):
        used = types(graph(one))
        assert used <= VOCABULARY
        assert used <= {"NewsArticle", "Person", "Organization", "Thing", "Quotation", "Claim"}


def test_a_quotation_is_what_stands_in_quotation_marks() -> None:
    """Direct speech is a Quotation with its words, its speaker and its article; reported speech is none."""
    one = dossier()
    nodes = graph(one)
    by_id = {node["@id"]: node for node in nodes}
    quotations = of(nodes, "Quotation")
    assert len(quotations) == sum(each.type == "direct" for each in one.attributions)
    storm = next(node for node in quotations if node["text"] == "It was overloaded, and Norline knew it")
    assert by_id[storm["spokenByCharacter"]["@id"]]["name"] == "Pia Storm"
    assert storm["creditText"] == "its chairwoman, Pia Storm"
    assert by_id[storm["isPartOf"]["@id"]]["headline"] == one.articles[0].title


def test_a_claim_has_an_author_only_where_somebody_vouches_for_it() -> None:
    """Who denies or cannot verify a claim is no author of it; the words say who does what."""
    one = dossier()
    nodes = graph(one)
    claims = {node["@id"].rpartition(":")[2]: node for node in of(nodes, "Claim")}
    assert len(claims) == len(one.claims)
    stances = {each.id: each.stance for each in one.attributions}
    for each in one.claims:
        node = claims[each.id]
        assert node["appearance"] == {"@id": f"urn:sayso:article:{each.article}"}
        stance = stances.get(each.attribution or "", "asserts")
        assert stance == "asserts" or "author" not in node
        assert node.get("keywords", "asserts") == stance
    denied = next(node for node in claims.values() if node.get("keywords") == "denies")
    assert denied["text"] == "the ship had been overloaded"
    words = "Norline, the company that runs the ferry … denied … that the ship had been overloaded"
    assert denied["description"] == words
    herald = next(
        node for node in claims.values() if node["text"].startswith("The ferry Maren ran aground off")
    )
    assert herald["author"] == {"@type": "Organization", "name": "Velm Herald"}


def test_nobody_is_made_up() -> None:
    """Who is not named by any words is no node, a nominal is no other name, and a guessed date is none."""
    text = "The dam was reportedly closed. “It is safe,” a diplomat said. “Go,” the ministry said."
    one = article("fire.txt", text, published_guess="2024-03-04", outlet="Herald", author="AFP and staff")
    nobody = actor(UNNAMED, kind="anonymous")
    diplomat = actor("a diplomat", (one, "a diplomat"), kind="anonymous")
    ministry = actor("Water Ministry", kind="organization", aliases=("the ministry", "WM"))
    told = (
        statement(one, "", "reportedly", ("The dam was",), nobody.id, type="direct"),
        statement(one, "a diplomat", "said", ("It is safe",), diplomat.id, type="direct"),
    )
    nodes = graph(
        replace(
            without_points(dossier()),
            articles=(one,),
            actors=(nobody, diplomat, ministry),
            attributions=told,
            claims=(claim(one, "The dam was", said=told[0]),),
        )
    )
    [source] = of(nodes, "Thing")
    assert source["name"] == "a diplomat"
    [body] = of(nodes, "Organization")
    assert body["alternateName"] == ["WM"]
    [paper] = of(nodes, "NewsArticle")
    assert "datePublished" not in paper
    assert paper["creditText"] == "AFP and staff"
    assert ["spokenByCharacter" in node for node in of(nodes, "Quotation")] == [False, True]
    assert "author" not in of(nodes, "Claim")[0]


def test_a_hostile_dossier() -> None:
    """Words come back as they are; a terminal is told nothing, and an address that is none is left out."""
    words = "\x1b[31m\u202e\"' </script>\n\u2028"
    one = hostile_dossier(words)
    one = replace(one, articles=(replace(one.articles[0], url="javascript:alert(1)"),))
    assert b"\x1b" not in schema_org(one)["schema.jsonld"]
    nodes = graph(one)
    assert of(nodes, "Quotation")[0]["text"] == words
    assert of(nodes, "Claim")[1]["text"] == words
    assert "url" not in of(nodes, "NewsArticle")[0]
