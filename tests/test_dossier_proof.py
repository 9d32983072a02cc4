import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rich.console import Console
from tests.builders import article, claim, dossier, hostile_dossier, reports, with_text

from sayso.dossier import explain, render_explanation, render_markdown, render_terminal, verify
from sayso.dossier.proof import spans_of
from sayso.errors import DossierError
from sayso.records import Dossier, Link, Origin, Position, Quantity, Relation, Span, Via


def kinds(one: Dossier) -> list[str]:
    """Return the kinds of what does not hold."""
    return [failure.kind for failure in verify(one)]


def test_what_was_made_well_holds() -> None:
    """A dossier as the stages make it has no failures, alone and against its articles."""
    assert verify(dossier()) == []
    assert verify(dossier(), reports()) == []
    assert sum(1 for _ in spans_of(dossier())) == 68


def test_text_that_was_changed() -> None:
    """A text that its hash does not name fails, and the failure names the article."""
    whole = dossier()
    forged = replace(whole.articles[0], text=whole.articles[0].text.replace("41", "91"))
    [failure] = [
        one for one in verify(replace(whole, articles=(forged, *whole.articles[1:]))) if one.kind == "hash"
    ]
    assert failure.article == "reports/harbour-wire.txt"


OUTSIDE = [Span(-1, 4), Span(0, 10_000), Span(4, 4), Span(9, 3), Span(10**30, 10**31)]


@pytest.mark.parametrize("span", OUTSIDE)
@pytest.mark.parametrize("part", ["source", "cue", "content"])
def test_spans_of_attributions(part: str, span: Span) -> None:
    """A span of an attribution must be a stretch of its article."""
    whole = dossier()
    first, *others = whole.attributions
    changes: dict[str, Any] = {part: (span,)}
    assert kinds(replace(whole, attributions=(replace(first, **changes), *others))) == ["span"]


@pytest.mark.parametrize("span", OUTSIDE)
def test_every_span_is_looked_at(span: Span) -> None:
    """Channels, claims, numbers, mentions and the marks of an article must lie in its text too."""
    whole = dossier()
    first, *others = whole.attributions
    wrong_via = replace(first, via=Via(kind="relay", spans=(span,)))
    assert kinds(replace(whole, attributions=(wrong_via, *others))) == ["span"]
    number = Quantity(start=span.start, end=span.end, low=1, high=1)
    wrong_number = replace(whole.claims[3], quantities=(number,))
    claims = (*whole.claims[:3], wrong_number, *whole.claims[4:])
    assert kinds(replace(whole, claims=claims)) == ["span"]
    mention = replace(whole.actors[0].mentions[0], start=span.start, end=span.end)
    actors = (replace(whole.actors[0], mentions=(mention,)), *whole.actors[1:])
    assert kinds(replace(whole, actors=actors)) == ["span"]
    for mark in ("boilerplate", "title_span", "dateline", "credits"):
        value: Any = span if mark in {"title_span", "dateline"} else (span,)
        articles = (replace(whole.articles[0], **{mark: value}), *whole.articles[1:])
        assert kinds(replace(whole, articles=articles)) == ["span"]


def test_ids_that_name_nothing() -> None:
    """Every id that is referred to must be in the dossier."""
    whole = dossier()
    said, *others = whole.attributions
    held, *claims = whole.claims
    lost = Position(
        label=whole.points[0].label, claims=(*whole.points[0].positions[0].claims, "x"), parties=1, origins=1
    )
    for wrong in (
        replace(whole, attributions=(replace(said, actor="x"), *others)),
        replace(whole, attributions=(replace(said, parent="x"), *others)),
        replace(whole, claims=(replace(held, holder="x"), *claims)),
        replace(whole, claims=(replace(held, attribution="x"), *claims)),
        replace(whole, points=(replace(whole.points[0], positions=(lost,)), *whole.points[1:])),
        replace(whole, points=(replace(whole.points[0], links=(Link(a="x", b=held.id, score=1, why={}),)),)),
        replace(
            whole, points=(replace(whole.points[0], relations=(Relation(a=0, b=1, kind="differs", why={}),)),)
        ),
        replace(whole, origins=(Origin(id="o", kind="statement", claims=("x",)),)),
        replace(whole, origins=(Origin(id="o", kind="statement", articles=("x",)),)),
        replace(whole, actors=(replace(whole.actors[0], speaks_for=("x",)), *whole.actors[1:])),
    ):
        assert kinds(wrong) == ["reference"]


def test_articles_that_are_not_there() -> None:
    """Records of an article that is not in the dossier fail, each of them."""
    whole = dossier()
    assert set(kinds(replace(whole, articles=whole.articles[:2]))) == {"reference", "label", "name"}


def test_ids_that_name_two_things() -> None:
    """An id used twice could show the words of one thing for another, so it fails."""
    whole = dossier()
    assert "reference" in kinds(replace(whole, claims=(*whole.claims, whole.claims[0])))
    assert "reference" in kinds(replace(whole, articles=(*whole.articles, whole.articles[0])))


def test_claim_of_another_articles_statement() -> None:
    """A claim stands in the article of its attribution."""
    whole = dossier()
    wrong = replace(whole.claims[0], article=whole.articles[0].id)
    found = verify(replace(whole, claims=(wrong, *whole.claims[1:])))
    assert any("of another article" in one.message for one in found)


@pytest.mark.parametrize("label", ["Thirty-three people were hurt", "", " ", "twenty-three people were hurt"])
def test_labels_are_words_of_claims(label: str) -> None:
    """The label of a point and of a position stands in one of its claims, letter for letter."""
    whole = dossier()
    last = whole.points[-1]
    assert kinds(replace(whole, points=(replace(last, label=label),))) == ["label"]
    side = replace(last.positions[0], label=label)
    assert kinds(replace(whole, points=(replace(last, positions=(side, last.positions[1])),))) == ["label"]


def test_label_of_another_position() -> None:
    """A position cannot be labelled with the words of another."""
    whole = dossier()
    last = whole.points[-1]
    side = replace(last.positions[0], label=last.positions[1].label)
    assert kinds(replace(whole, points=(replace(last, positions=(side, last.positions[1])),))) == ["label"]


def test_label_across_pieces() -> None:
    """A label may be all pieces of a claim, joined as they are shown, but not other joins of them."""
    one = article("a.txt", "The ship, he said, sank at dawn.")
    held = claim(one, "The ship", "sank")
    side = Position(label="The ship … sank", claims=(held.id,), parties=1, origins=1)
    whole = replace(
        hostile_dossier("x"),
        articles=(one,), actors=(), attributions=(), claims=(held,),
        points=(replace(dossier().points[0], label="sank", positions=(side,)),),
    )  # fmt: skip
    assert kinds(whole) == []
    joined = replace(side, label="The ship sank")
    assert kinds(replace(whole, points=(replace(whole.points[0], positions=(joined,)),))) == ["label"]


@pytest.mark.parametrize("change", [{"name": "Jane Doe"}, {"aliases": ("Doe",)}])
def test_names_stand_in_an_article(change: dict[str, Any]) -> None:
    """A name or alias that no article has was made up."""
    whole = dossier()
    first, *others = whole.actors
    assert kinds(replace(whole, actors=(replace(first, **change), *others))) == ["name"]


def test_names_may_be_folded() -> None:
    """Case and line ends are no matter, an outlet's name counts, and nobody need be named."""
    whole = dossier()
    first, *others = whole.actors
    for name in ("VELM  coast\nguard", "River Post"):
        assert kinds(replace(whole, actors=(replace(first, name=name), *others))) == []
    nobody = replace(first, name="unnamed")
    assert kinds(replace(whole, actors=(nobody, *others))) == ["name"]
    assert kinds(replace(whole, actors=(replace(nobody, kind="anonymous"), *others))) == []


def test_articles_read_again() -> None:
    """An article that is gone, or has another text, is named."""
    herald, wire, post = reports()
    changed = article(post.path, post.text.replace("Twenty-three", "Thirty-three"))
    found = {(one.article, one.kind) for one in verify(dossier(), [herald, changed])}
    assert found == {(wire.path, "missing"), (post.path, "changed")}


def test_parts_of_one_file() -> None:
    """Articles of one file are told apart by their part."""
    first, second = (article("a.jsonl", f"Text number {part}.", part=part) for part in "12")
    whole = replace(hostile_dossier("x"), articles=(first,), actors=(), attributions=(), claims=(), points=())
    assert [one.kind for one in verify(whole, [second])] == ["missing"]
    assert verify(whole, [second, first]) == []


def test_a_hash_that_was_changed_too() -> None:
    """A forger who also changes the hash is found out against the articles."""
    forged = with_text(dossier(), 0, dossier().articles[0].text.replace("at least 41", "at least 91"))
    points = tuple(
        one for one in forged.points if "41" not in json.dumps([side.label for side in one.positions])
    )
    forged = replace(forged, points=points)
    assert verify(forged) == []
    assert [one.kind for one in verify(forged, reports())] == ["changed"]


def test_messages_are_inert() -> None:
    """Paths and labels of a hostile dossier cannot speak to the terminal through a message."""
    whole = hostile_dossier("\x1b[31m")
    broken = replace(whole, points=tuple(replace(one, label="\x1b[2J") for one in whole.points))
    assert all("\x1b" not in one.message + one.article for one in verify(broken))
    assert verify(broken)


def places(value: Any, at: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the paths of all leaves of a JSON value."""
    inner = (
        value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else None
    )
    return [at] if inner is None else [leaf for key, one in inner for leaf in places(one, (*at, key))]


PLAIN = json.loads(dossier().to_json())
LEAVES = places(PLAIN)


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from(LEAVES), st.integers() | st.text(max_size=4)), min_size=1, max_size=6)
)
def test_no_dossier_breaks_anything(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
    """Whatever stands in a dossier, it is verified, shown and explained without an exception."""
    value = json.loads(json.dumps(PLAIN))
    for (*path, last), new in changes:
        inner = value
        for key in path:
            inner = inner[key]
        inner[last] = new
    try:
        one = Dossier.from_json(json.dumps(value))
    except DossierError:
        return
    console = Console(file=None, width=80, quiet=True)
    verify(one, reports())
    render_terminal(one, console)
    render_markdown(one)
    for number in range(1, len(one.points) + 1):
        render_explanation(explain(one, str(number)), console)
