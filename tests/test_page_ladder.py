from typing import Any
from xml.etree import ElementTree as ET

import pytest
from tests import builders
from tests.test_page_graph import HOSTILE

from sayso.dossier.lookup import Lookup
from sayso.dossier.page.ladder import ladder_svg
from sayso.records import Actor, Article, Attribution, Claim, Dossier, Point, Position, Quantity, Span


def made(
    *sides: tuple[str, str, float | None, float | None, str], unit: str | None = "person", **more: Any
) -> tuple[Point, Lookup]:
    """Return a point with one position a side: who holds it, the number's words, low, high, modifier."""
    text = " | ".join(f"{words} people were held" for _, words, *_ in sides)
    article = Article(id="a1", path="x/one.txt", sha256="", text=text)
    claims, said, start = [], [], 0
    for at, (_, words, low, high, modifier) in enumerate(sides):
        end = start + len(f"{words} people were held")
        number = Quantity(
            start=start, end=start + len(words), low=low, high=high, unit=unit, modifier=modifier  # type: ignore[arg-type]
        )  # fmt: skip
        claims.append(
            Claim(
                id=f"c{at}",
                article="a1",
                spans=(Span(start, end),),
                holder=f"e{at}",
                attribution=f"t{at}",
                quantities=(number,),
            )
        )
        stance = more.get("stances", {}).get(at, "asserts")
        said.append(
            Attribution(
                id=f"t{at}",
                article="a1",
                source=(),
                cue=(),
                content=(),
                type="direct",
                stance=stance,
                actor=f"e{at}",
                confidence=1,
            )
        )
        start = end + 3
    point = Point(
        id="q1",
        label="",
        status="disputed",
        positions=tuple(Position(label="", claims=(one.id,), parties=1, origins=1) for one in claims),
    )
    dossier = Dossier(
        sayso="",
        config={},
        models=(),
        articles=(article,),
        actors=tuple(Actor(id=f"e{at}", name=side[0], kind="person") for at, side in enumerate(sides)),
        attributions=tuple(said),
        claims=tuple(claims),
        points=(point,),
        origins=(),
    )
    return point, Lookup(dossier)


def drawn(made: tuple[Point, Lookup]) -> ET.Element:
    """Return the ladder of a point, read as XML."""
    found = ladder_svg(*made)
    assert found is not None
    return ET.fromstring(found)  # noqa: S314  our own


def texts(svg: ET.Element) -> list[str]:
    """Return all texts that are seen, with single spaces."""
    return [" ".join("".join(one.itertext()).split()) for one in svg.iter("text")]


def dots(svg: ET.Element) -> list[float]:
    """Return how far right the dots stand, from the top down."""
    return [float(one.attrib["cx"]) for one in svg.iter("circle")]


def test_numbers_on_one_scale() -> None:
    """Each value has a line with its words and its holder, from the lowest up, at its place from zero."""
    svg = drawn(made(("Police", "23", 23, 23, "exact"), ("Union", "14", 14, 14, "exact")))
    assert texts(svg)[-4:] == ["14 Union", "B", "23 Police", "A"]
    zero = next(float(one.attrib["x"]) for one in svg.iter("text") if one.text == "0")
    low, high = dots(svg)
    assert (low - zero) / (high - zero) == pytest.approx(14 / 23, abs=0.01)
    assert [one.attrib["class"] for one in svg.iter("circle")] == ["dot pos-1", "dot pos-0"]


def test_the_ferry() -> None:
    """Claims with the same value in one position share a rung; "at least 41" is open above."""
    dossier = builders.dossier()
    (svg,) = (
        ET.fromstring(found)  # noqa: S314
        for point in dossier.points
        if (found := ladder_svg(point, Lookup(dossier)))
    )
    assert texts(svg)[-4:] == ["Twenty-three people Ilse Brandt", "A", "at least 41 people Omar Lind", "B"]
    assert len(list(svg.iter("polygon"))) == 1
    assert svg[0].attrib["aria-label"] == (
        "Numbers on one scale: A, Twenty-three people: Ilse Brandt; B, at least 41 people: Omar Lind"
    )


def test_shapes() -> None:
    """A range is a bar, "at most" an arrow down, "about" a dot of its own kind."""
    svg = drawn(
        made(
            ("A", "10 to 20", 10, 20, "range"),
            ("B", "at most 30", None, 30, "at_most"),
            ("C", "about 25", 25, 25, "about"),
        )
    )
    (bar,) = svg.iter("rect")
    (tip,) = svg.iter("polygon")
    assert bar.attrib["class"] == "range pos-0"
    assert float(bar.attrib["width"]) > 50
    assert tip.attrib["points"].startswith("0,")
    assert "dot pos-2 about" in {one.get("class") for one in svg.iter("circle")}


@pytest.mark.parametrize(
    ("low", "high", "ticks"),
    [(3, 4000, ["1", "10", "100", "1,000", "10,000"]), (20, 40_000_000, ["10", "1,000", "10 million"])],
)
def test_far_apart(low: float, high: float, ticks: list[str]) -> None:
    """Over a hundredfold the scale is logarithmic."""
    svg = drawn(made(("A", "a", low, low, "exact"), ("B", "b", high, high, "exact")))
    assert set(ticks) <= set(texts(svg))
    first, second = dots(svg)
    assert 0 < first < second < 360


def test_close_together() -> None:
    """Values that would lie on one another from zero have a scale of their own."""
    svg = drawn(made(("A", "a", 1001, 1001, "exact"), ("B", "b", 1003, 1003, "exact")))
    assert dots(svg)[1] - dots(svg)[0] > 50
    assert "1,001" in texts(svg)


@pytest.mark.parametrize(
    "sides",
    [
        [("A", "14", 14, 14, "exact")],
        [("A", "14", 14, 14, "exact"), ("B", "14", 14, 14, "exact")],
        [("A", "some", None, None, "exact"), ("B", "14", 14, 14, "exact")],
        [("A", "14", 14, 14, "exact"), ("B", "not 23", 23, 23, "exact")],
        [("A", "huge", 1e300, 1e300, "exact"), ("B", "14", 14, 14, "exact")],
    ],
)
def test_nothing_to_compare(sides: list[Any]) -> None:
    """One claim, one value, or no value has no scale."""
    point, lookup = made(*sides)
    if sides[1:] and sides[1][1] == "not 23":  # the number begins after the denial
        claim = lookup.claims["c1"]
        (one,) = claim.quantities
        number = Quantity(start=one.start + 4, end=one.end, low=23, high=23, unit="person")
        lookup.claims["c1"] = Claim(id="c1", article="a1", spans=claim.spans, quantities=(number,))
    assert ladder_svg(point, lookup) is None


@pytest.mark.parametrize("stance", ["denies", "doubts", "cannot_verify", "asks"])
def test_nobody_stands_behind_it(stance: str) -> None:
    """Who denies, doubts or cannot verify a number does not give it."""
    sides = (("A", "14", 14.0, 14.0, "exact"), ("B", "23", 23.0, 23.0, "exact"))
    assert ladder_svg(*made(*sides, stances={1: stance})) is None


def test_without_unit() -> None:
    """Numbers of which nobody knows what they count are not compared."""
    sides = (("A", "14", 14.0, 14.0, "exact"), ("B", "23", 23.0, 23.0, "exact"))
    assert ladder_svg(*made(*sides, unit=None)) is None


def test_the_part_counts_and_not_the_whole() -> None:
    """Of "two of the six gates" two is the number, in gates."""
    point, lookup = made(("A", "two of the six", 2, 2, "exact"), ("B", "three", 3, 3, "exact"), unit="gate")
    claim = lookup.claims["c0"]
    two = Quantity(start=0, end=3, low=2, high=2)
    six = Quantity(start=11, end=14, low=6, high=6, unit="gate")
    lookup.claims["c0"] = Claim(id="c0", article="a1", spans=claim.spans, holder="e0", quantities=(six, two))
    svg = drawn((point, lookup))
    assert texts(svg)[-4:] == ["two A", "A", "three B", "B"]


@pytest.mark.parametrize("words", HOSTILE)
def test_words_stay_text(words: str) -> None:
    """No markup, style, handler or direction sign of a name or a number's words survives."""
    found = made((words, words, 14, 14, "exact"), (words, words, 23, 30, "range"), unit=words)
    svg = drawn(found)
    tags = {"div", "svg", "path", "polygon", "circle", "rect", "text", "tspan"}
    assert {one.tag for one in svg.iter()} <= tags
    assert not any(name == "style" or name.startswith("on") for one in svg.iter() for name in one.attrib)
    whole = str(ladder_svg(*found))
    assert not any(sign in whole for sign in "\u202e\x1b\x00")
    assert len(whole) < 10_000


def test_many_rungs() -> None:
    """A point of very many values says how many are left out."""
    sides = [(f"N{at}", f"{at}", float(at), float(at), "exact") for at in range(1, 41)]
    svg = drawn(made(*sides))
    assert "and 28 more" in texts(svg)
    assert ladder_svg(*made(*sides)) == ladder_svg(*made(*sides))
