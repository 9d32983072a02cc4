import sys
from collections.abc import Callable
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
from sayso.dossier.export.brat_files import file_name
from sayso.dossier.export.cas import TYPE_SYSTEM, cas_json, cas_xmi
from sayso.errors import MissingPartError
from sayso.records import Article, Dossier, Relation, Span

cassis = import_module("cassis")  # without types
etree = import_module("lxml.etree")
CUSTOM = "webanno.custom.Sayso"

Read = Callable[[Dossier, Article], Any]


def from_xmi(one: Dossier, each: Article) -> Any:
    """Return an article's CAS as cassis reads it from XMI and the type system beside it."""
    files = export(one, "cas-xmi")
    types = cassis.load_typesystem(files[TYPE_SYSTEM].decode())
    return cassis.load_cas_from_xmi(files[f"{file_name(each)}.xmi"].decode(), typesystem=types)


def from_json(one: Dossier, each: Article) -> Any:
    """Return an article's CAS as cassis reads it from JSON, which holds its types."""
    return cassis.load_cas_from_json(export(one, "cas-json")[f"{file_name(each)}.json"].decode())


@pytest.mark.parametrize("read", [from_xmi, from_json])
def test_the_words_come_back(read: Read) -> None:
    """Read back, text, statements with their parts, and claims are what the dossier has."""
    one = dossier()
    for each in one.articles:
        cas = read(one, each)
        assert cas.typecheck() == []
        assert cas.sofa_string == each.text
        [about] = cas.select("de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData")
        assert about.documentId == each.id
        found = {mark.sourceId: mark for mark in cas.select(f"{CUSTOM}Attribution")}
        statements = [said for said in one.attributions if said.article == each.id]
        assert set(found) == {said.id for said in statements}
        for said in statements:
            links = found[said.id].parts.elements
            for role, spans in (("source", said.source), ("cue", said.cue), ("content", said.content)):
                words = [link.target.get_covered_text() for link in links if link.role == role]
                assert words == [each.text[start:end] for start, end in spans]
            assert (found[said.id].stance, found[said.id].statement) == (said.stance, said.type)
        pieces = [
            (held.id, each.text[start:end])
            for held in one.claims
            if held.article == each.id
            for start, end in held.spans
        ]
        marks = cas.select(f"{CUSTOM}Claim")
        assert sorted(pieces) == sorted((mark.sourceId, mark.get_covered_text()) for mark in marks)


@pytest.mark.parametrize("read", [from_xmi, from_json])
def test_offsets_count_utf16_units(read: Read) -> None:
    """A character beyond the first 65,536 counts as two in the files, and words are found after it."""
    text = "😀😀 Lind said\r\n\tnobody was hurt."
    one = article("fire.txt", text)
    told = statement(one, "Lind", "said", ("nobody was hurt",), None)
    whole = replace(without_points(dossier()), articles=(one,), attributions=(told,))
    marks = read(whole, one).select(f"{CUSTOM}Part")
    assert [mark.get_covered_text() for mark in marks] == ["Lind", "said", "nobody was hurt"]
    tree = etree.fromstring(cas_xmi(whole)[f"{file_name(one)}.xmi"])
    places = {
        found.get("role"): (int(found.get("begin", "")), int(found.get("end", "")))
        for found in tree.iter("{http:///webanno/custom.ecore}SaysoPart")
    }
    units = text.encode("utf-16-le")
    for role, words in (("source", "Lind"), ("content", "nobody was hurt")):
        begin, end = places[role]
        assert units[2 * begin : 2 * end].decode("utf-16-le") == words
    assert places["source"] == (5, 9)


def test_relations_within_an_article() -> None:
    """Two claims of one article whose positions conflict are tied by a relation, from the first of each."""
    one = article("fire.txt", "5 died. Kim said 7 died.")
    five, seven = claim(one, "5 died"), claim(one, "7 died")
    why = {"reason": "number", "claims": [five.id, seven.id]}
    clash = point(
        "disputed",
        "5 died",
        position("5 died", five),
        position("7 died", seven),
        relations=(Relation(a=0, b=1, kind="conflict", why=why),),
    )
    whole = replace(without_points(dossier()), articles=(one,), claims=(five, seven), points=(clash,))
    [tie] = from_xmi(whole, one).select(f"{CUSTOM}Relation")
    assert (tie.kind, tie.reason, tie.point) == ("conflict", "number", clash.id)
    assert [end.get_covered_text() for end in (tie.Governor, tie.Dependent)] == ["5 died", "7 died"]
    assert (tie.begin, tie.end) == (tie.Dependent.begin, tie.Dependent.end)  # as INCEpTION has it
    assert tie.Governor.positions == f"{clash.id}-A; {clash.id}-A conflict {clash.id}-B"


def test_inception_can_make_layers_of_the_types() -> None:
    """Layers are plain annotations with plain features, and a slot or two ends of one layer besides."""
    types = cassis.load_typesystem(cas_xmi(dossier())[TYPE_SYSTEM].decode())
    made = [one for one in types.get_types() if one.name.startswith("webanno.custom.")]
    layers = [one for one in made if one.supertype.name == "uima.tcas.Annotation"]
    assert {one.name.removeprefix(CUSTOM) for one in layers} == {"Part", "Attribution", "Claim", "Relation"}
    for one in layers:
        plain = {"uima.cas.String", "uima.cas.Float"}
        complex_ones = [each for each in one.features if each.rangeType.name not in plain]
        slots = [each for each in complex_ones if each.rangeType.name == "uima.cas.FSArray"]
        ends = {each.name: each.rangeType.name for each in complex_ones if each not in slots}
        assert ends in ({}, {"Governor": f"{CUSTOM}Claim", "Dependent": f"{CUSTOM}Claim"})
        for slot in slots:
            link = types.get_type(slot.elementType.name)
            assert link.supertype.name == "uima.cas.TOP"
            assert {each.name for each in link.features} == {"role", "target"}


@pytest.mark.parametrize("read", [from_xmi, from_json])
@pytest.mark.parametrize("words", ["\x1b[31m\u202e\x00😀", "]]><!ENTITY x>&amp;\r\n\t\u2028\ufffe\"'"])
def test_a_hostile_dossier(read: Read, words: str) -> None:
    """What XML cannot hold becomes a mark of one character, so that words stay where they were."""
    one = hostile_dossier(words)
    astray = replace(one.claims[0], id="c9", spans=(Span(-2, 4), Span(3, 99_999)))
    one = replace(one, claims=(*one.claims, astray))
    [each] = one.articles
    cas = read(one, each)
    fit = words.replace("\x1b", "�").replace("\x00", "�").replace("\ufffe", "�")
    assert cas.sofa_string == f"x {fit} said: {fit}"
    assert [mark.get_covered_text() for mark in cas.select(f"{CUSTOM}Claim")] == [fit, fit]
    [said] = cas.select(f"{CUSTOM}Attribution")
    assert said.actor


@pytest.mark.parametrize("write", [cas_xmi, cas_json])
def test_the_same_bytes(write: Callable[[Dossier], dict[str, bytes]]) -> None:
    """Written twice, the files are the same; where nothing was found there is still one an article."""
    one = dossier()
    assert write(one) == write(dossier())
    assert len(write(without_points(one))) == 1 + len(one.articles)


def test_the_library_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without dkpro-cassis the error says what to install."""
    monkeypatch.setitem(sys.modules, "cassis", None)
    with pytest.raises(MissingPartError, match=r"pip install 'sayso\[export\]'"):
        cas_xmi(dossier())
