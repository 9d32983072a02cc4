import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from markupsafe import Markup
from tests import builders

from sayso.dossier.lookup import Lookup
from sayso.dossier.page.graph import graph_svg
from sayso.dossier.page.svg import cut, label, wide, wrapped
from sayso.records import Actor, Article, Attribution, Claim, Dossier, Point, Position, Relation, Span, Via

HOSTILE = (
    "</title><script>alert(1)</script>\"' onload=x &amp;",
    "a name without end " * 400,
    "וועדת החקירה הממלכתית לבדיקת אסון הכרמל והצפון",
    "\u202egpj.exe\x1b[31m\x00",
    "国家防汛抗旱总指挥部办公室" * 9,
    "👩‍👩‍👧‍👦e\u0301" * 60,
)


def drawn(dossier: Dossier) -> ET.Element:
    """Return the graph of ``dossier``, read as XML: what is not well formed fails here."""
    found = graph_svg(dossier, Lookup(dossier))
    assert found is not None
    return ET.fromstring(found)  # noqa: S314  our own


def made(names: Sequence[str], pairs: Sequence[tuple[int, int]] = (), kind: str = "conflict") -> Dossier:
    """Return a dossier of one article that quotes everybody; ``pairs`` of them stand against each other."""
    article = Article(id="a1", path="x/one.txt", outlet="The One", sha256="", text="words")
    whole = (Span(0, 5),)
    said = [
        Attribution(
            id=f"t{at}",
            article="a1",
            source=(),
            cue=(),
            content=whole,
            type="direct",
            stance="asserts",
            actor=f"e{at}",
            confidence=1,
        )
        for at in range(len(names))
    ]
    points = [
        Point(
            id=f"q{nth}",
            label=f"point {nth}",
            status="disputed",
            positions=tuple(Position(label="", claims=(f"c{at}",), parties=1, origins=1) for at in pair)
            if kind != "joined"
            else (Position(label="", claims=tuple(f"c{at}" for at in pair), parties=2, origins=2),),
            relations=() if kind == "joined" else (Relation(a=0, b=1, kind=kind, why={}),),  # type: ignore[arg-type]
        )
        for nth, pair in enumerate(pairs)
    ]
    return Dossier(
        sayso="",
        config={},
        models=(),
        articles=(article,),
        actors=tuple(Actor(id=f"e{at}", name=name, kind="person") for at, name in enumerate(names)),
        attributions=tuple(said),
        claims=tuple(
            Claim(id=f"c{at}", article="a1", spans=whole, holder=f"e{at}", attribution=f"t{at}")
            for at in range(len(names))
        ),
        points=tuple(points),
        origins=(),
    )


def lines(svg: ET.Element, kind: str) -> set[str]:
    """Return what the lines of one kind say in words."""
    return {
        one.findtext("title") or "" for one in svg.iter("g") if f"edge-{kind}" in one.get("class", "").split()
    }


def boxes(svg: ET.Element) -> list[tuple[float, float, float, float]]:
    """Return where the names of the nodes stand: left, top, right, bottom."""
    found = []
    for node in svg.iter():
        text = node.find("text")
        if node.get("class") == "node" and text is not None:
            x, y = float(text.attrib["x"]), float(text.attrib["y"])
            width = wide(text.text or "", 14)
            ends = (text.get("text-anchor") == "end") != (text.get("direction") == "rtl")
            found.append((x - width if ends else x, y - 12, x if ends else x + width, y + 4))
    return found


def test_fewer_than_three_actors() -> None:
    """Two speakers make no graph, three do."""
    two, three = made(["A", "B"], [(0, 1)]), made(["A", "B", "C"])
    assert graph_svg(two, Lookup(two)) is None
    assert graph_svg(three, Lookup(three)) is not None


def test_who_quotes_whom() -> None:
    """An arrow goes from a report to each speaker in it, and says in words how often."""
    found = lines(drawn(builders.dossier()), "quotes")
    assert "harbour-wire quotes or relays Omar Lind: 1 statement" in found
    assert len(found) == 10


def test_who_stands_against_whom() -> None:
    """Holders of conflicting positions are joined by a red line that names the point."""
    found = lines(drawn(builders.dossier()), "conflict")
    assert len(found) == 2
    [hurt] = (one for one in found if "Ilse Brandt" in one and "Omar Lind" in one)
    assert hurt.endswith("cannot both be true at 1 point: “Twenty-three people were hurt”")


def test_who_stands_with_whom() -> None:
    """Holders of one position are joined; those whose positions merely differ are not."""
    joined = drawn(made(["A", "B", "C"], [(0, 1), (0, 1)], "joined"))
    assert lines(joined, "with") == {"A and B stand in one position at 2 points: “point 0”; “point 1”"}
    differing = drawn(made(["A", "B", "C"], [(0, 1)], "differs"))
    assert not lines(differing, "with")
    assert not lines(differing, "conflict")


def test_more_often_is_wider() -> None:
    """The width of a line grows with how often it is meant."""
    svg = drawn(made(["A", "B", "C", "D"], [(0, 1), (0, 1), (2, 3)]))
    widths = {
        (one.findtext("title") or "")[0]: float(one.find("path").attrib["stroke-width"])  # type: ignore[union-attr]
        for one in svg.iter("g")
        if "edge-conflict" in one.get("class", "")
    }
    assert widths["A"] > widths["C"]


def test_nested_and_relayed() -> None:
    """What a speaker says that another said comes from that speaker; a relay stands in between."""
    dossier = made(["A", "B", "C", "D"])
    a, b, c, d = dossier.attributions
    b = replace(b, parent=a.id)
    c = replace(c, via=Via(kind="relay", spans=(), actor="e3"))
    found = lines(drawn(replace(dossier, attributions=(a, b, c, d))), "quotes")
    assert {one.partition(":")[0] for one in found} == {
        "The One quotes or relays A",
        "A quotes or relays B",
        "The One quotes or relays D",
        "D quotes or relays C",
    }


def test_a_ring_of_parents() -> None:
    """Attributions that name each other as parents end nothing."""
    dossier = made(["A", "B", "C"])
    a, b, c = dossier.attributions
    found = lines(
        drawn(replace(dossier, attributions=(replace(a, parent=b.id), replace(b, parent=a.id), c))), "quotes"
    )
    assert "A quotes or relays B: 1 statement" in found
    assert "B quotes or relays A: 1 statement" in found


def test_nodes_are_links() -> None:
    """Each speaker leads to its place among the actors, each report to its text."""
    hrefs = {one.attrib["href"] for one in drawn(made(["A", "B", "C"])).iter("a")}
    assert hrefs == {"#p-e0", "#p-e1", "#p-e2", "#a-a1"}


def test_fourteen_at_most() -> None:
    """Of many actors those with most statements are shown, and the heading says so."""
    dossier = made([f"N{at}" for at in range(20)])
    more = [replace(one, id=f"{one.id}x") for one in dossier.attributions[10:]]
    svg = drawn(replace(dossier, attributions=(*dossier.attributions, *more)))
    shown = {one.get("data-node") for one in svg.iter("a")}
    assert len(shown) == 15
    assert {f"e{at}" for at in range(10, 20)} <= shown
    assert "The 14 who speak most" in {one.text for one in svg.iter("text")}


@pytest.mark.parametrize("words", HOSTILE)
def test_labels_neither_overlap_nor_leave_the_picture(words: str) -> None:
    """However names look, no two of them touch and none is cut by the edge."""
    svg = drawn(made([words] * 14))
    _, _, width, height = (float(one) for one in svg[0].attrib["viewBox"].split())
    found = boxes(svg)
    assert len(found) == 15
    assert min(box[0] for box in found) >= 0
    assert max(box[2] for box in found) <= width
    assert min(box[1] for box in found) >= 0
    assert max(box[3] for box in found) <= height
    for one, other in combinations(found, 2):
        assert one[2] <= other[0] or other[2] <= one[0] or one[3] <= other[1] or other[3] <= one[1]


@pytest.mark.parametrize("words", HOSTILE)
def test_names_stay_text(words: str) -> None:
    """No markup, style, handler or direction sign of a name's own survives."""
    dossier = made([words, "B", "C"], [(0, 1)])
    dossier = replace(dossier, articles=(replace(dossier.articles[0], outlet=words),))
    svg = drawn(dossier)
    tags = {"div", "svg", "g", "a", "title", "path", "polygon", "circle", "text", "tspan"}
    assert {one.tag for one in svg.iter()} <= tags
    assert not any(name == "style" or name.startswith("on") for one in svg.iter() for name in one.attrib)
    whole = str(graph_svg(dossier, Lookup(dossier)))
    assert not any(sign in whole for sign in "\u202e\x1b\x00")
    assert len(whole) < 20_000


def test_unknown_ids() -> None:
    """Ids that name nothing are passed over."""
    dossier = made(["A", "B", "C"], [(0, 1)])
    first, *rest = dossier.attributions
    point = replace(
        dossier.points[0],
        positions=(Position(label="", claims=("none",), parties=1, origins=1),),
        relations=(Relation(a=0, b=7, kind="conflict", why={}), Relation(a=-1, b=0, kind="conflict", why={})),
    )
    strange = [
        replace(first, id="x1", actor="none"),
        replace(first, id="x2", article="none"),
        replace(first, id="x3", parent="none"),
    ]
    whole = replace(dossier, attributions=(first, *rest, *strange), points=(point,))
    assert len(lines(drawn(whole), "quotes")) == 3


def test_the_same_bytes_in_every_run() -> None:
    """Neither a hash seed nor the order of the actors changes a byte."""
    code = (
        "from tests import builders; from sayso.dossier.lookup import Lookup;"
        "from sayso.dossier.page.graph import graph_svg; d = builders.dossier();"
        "print(ascii(str(graph_svg(d, Lookup(d)))))"
    )
    runs = {
        subprocess.run(  # noqa: S603  our own code
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            cwd=Path(__file__).parents[1],
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": "src:."},
        ).stdout
        for seed in "123"
    }
    assert len(runs) == 1
    dossier = builders.dossier()
    turned = replace(dossier, actors=dossier.actors[::-1])
    assert graph_svg(dossier, Lookup(dossier)) == graph_svg(turned, Lookup(turned))


def test_texts_are_cut_where_room_ends() -> None:
    """What is cut fits, says so, and never parts a letter from its accent or a joined sign."""
    for words in HOSTILE:
        assert wide(cut(words, 14, 100), 14) <= 100
        assert all(wide(line, 14) <= 100 for line in wrapped(words, 14, 100, 3))
        assert len(wrapped(words, 14, 100, 3)) <= 3
    assert cut("short", 14, 100) == "short"
    assert not cut("👩‍👩‍👧‍👦" * 9, 14, 60).endswith("\u200d…")
    assert "\u0301…" in cut("e\u0301" * 30, 14, 100)


def test_right_to_left() -> None:
    """A name read from right to left is set so, and still starts where a label starts."""
    assert label("ועדה", 5, 6) == Markup(
        '<text x="5" y="6" class="lab" text-anchor="end" direction="rtl">ועדה</text>'
    )
