from collections.abc import Sequence
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from tests import builders
from tests.test_page_graph import HOSTILE

from sayso.dossier.lookup import Lookup
from sayso.dossier.page.timeline import timeline_svg
from sayso.records import Article, Claim, Dossier, Span, Time


def made(
    times: Sequence[str | None], published: Sequence[str | None], words: str = "the gates were opened"
) -> Dossier:
    """Return a dossier whose claims name ``times``, of articles of these dates."""
    articles = tuple(
        Article(id=f"a{at}", path=f"x/paper-{at}.txt", title=words, published=when, sha256="", text=words)
        for at, when in enumerate(published or [None])
    )
    claims = tuple(
        Claim(
            id=f"c{at}",
            article="a0",
            spans=(Span(0, len(words)),),
            times=(Time(start=0, end=1, value=value),),
        )
        for at, value in enumerate(times)
    )
    return Dossier(
        sayso="", config={}, models=(), articles=articles, actors=(), attributions=(), claims=claims,
        points=(), origins=(),
    )  # fmt: skip


def drawn(dossier: Dossier) -> ET.Element:
    """Return the timeline of ``dossier``, read as XML."""
    found = timeline_svg(dossier, Lookup(dossier))
    assert found is not None
    return ET.fromstring(found)  # noqa: S314  our own


def places(svg: ET.Element, kind: str = "circle") -> dict[str, float]:
    """Return how far right the dots or bars stand, by where they lead."""
    found = {}
    for link in svg.iter("a"):
        shape = link.find(kind)
        if shape is not None:
            found[link.attrib["href"]] = float(shape.get("cx") or shape.get("x") or 0)
    return found


def texts(svg: ET.Element) -> list[str]:
    """Return all texts that are seen; tooltips are taken out."""
    for link in svg.iter("a"):
        for told in link.findall("title"):
            link.remove(told)
    return ["".join(one.itertext()) for one in svg.iter("text")]


@pytest.mark.parametrize(
    "value", [None, "T22:00", "--10-17", "2024-13", "2024-02-30", "0000", "x", "2024-01/x"]
)
def test_nothing_dated(value: str | None) -> None:
    """Where no value names a day there is no timeline."""
    dossier = made([value], [value])
    assert timeline_svg(dossier, Lookup(dossier)) is None


def test_a_day_is_a_dot() -> None:
    """Claims stand on the day they name, those of one day above each other, at equal distances a day."""
    svg = drawn(made(["2024-03-08", "2024-03-10T22:00", "2024-03-09", "2024-03-09"], []))
    found = places(svg)
    assert found["#c-c0"] < found["#c-c2"] == found["#c-c3"] < found["#c-c1"]
    assert found["#c-c1"] - found["#c-c2"] == pytest.approx(found["#c-c2"] - found["#c-c0"], abs=0.2)
    assert {"Fri 8", "Sat 9", "Sun 10", "March 2024"} <= set(texts(svg))


@pytest.mark.parametrize(
    ("value", "name", "days"),
    [
        ("2024-02", "February 2024, 1 claim", 29),
        ("2024-W08", "19 February 2024 to 25 February 2024, 1 claim", 7),
        ("2024-02-10/2024-02-11", "10 February 2024 to 11 February 2024, 1 claim", 2),
    ],
)
def test_less_exact_is_a_bar(value: str, name: str, days: int) -> None:
    """A month, a week or an interval is a bar as long as its days."""
    svg = drawn(made([value, "2024-02-01", "2024-02-29"], []))
    (bar,) = svg.iter("rect")
    day = places(svg)["#c-c2"] - places(svg)["#c-c1"]
    assert float(bar.attrib["width"]) == pytest.approx(day / 28 * days, abs=1)
    assert name in texts(svg)


def test_a_bar_that_goes_on() -> None:
    """A year around a week is cut at the scale's ends, with an arrow at each."""
    svg = drawn(made(["2024", "2024-03-08", "2024-03-13"], []))
    assert len(list(svg.iter("polygon"))) == 2
    assert len([one for one in texts(svg) if one.startswith(("Fri", "Wed"))]) == 2


def test_far_away() -> None:
    """What lies far outside does not press the days together, and is named with a link."""
    svg = drawn(made(["2006", "1999-05-03", "2024-03-08", "2024-03-09", "2024-03-13", "2024-11"], []))
    assert "← 3 May 1999, 2006" in texts(svg)
    assert "November 2024 →" in texts(svg)
    assert {f"#c-c{at}" for at in range(6)} == {one.attrib["href"] for one in svg.iter("a")}
    assert places(svg)["#c-c4"] - places(svg)["#c-c2"] > 500


def test_two_days_far_apart() -> None:
    """Of two dates neither is pushed aside: the scale has years then."""
    svg = drawn(made(["2001-05-03", "2019-03-08"], []))
    assert len(places(svg)) == 2
    assert "2010" in texts(svg)


def test_publication() -> None:
    """Articles stand below on their days under their names; those without a date are named."""
    svg = drawn(builders.dossier())
    assert {"Published", "Velm Herald", "River Post", "No date known: harbour-wire"} <= set(texts(svg))
    assert "Dated in the reports" not in texts(svg)
    links = {one.attrib["href"] for one in svg.iter("a")}
    assert len(links) == 2
    assert all(one.startswith("#a-") for one in links)


def test_dots_say_what_they_are() -> None:
    """A dot leads to its claim and says when, who and what."""
    (link,) = drawn(made(["2024-03-08"], [])).iter("a")
    assert link.attrib["href"] == "#c-c0"
    assert link.attrib["data-claim"] == "c0"
    assert link.attrib["data-open"] == "a0"
    assert link.findtext("title") == "8 March 2024 · paper-0 (own words): “the gates were opened”"


def test_names_of_reports_do_not_overlap() -> None:
    """Reports of one day, and long names at the edge, stand in rows of their own inside the picture."""
    dossier = made([], ["2024-03-08"] * 5 + ["2024-03-09"] * 5)
    named = tuple(replace(one, outlet="The Very Long Name of a Daily Paper") for one in dossier.articles)
    svg = drawn(replace(dossier, articles=named))
    seen = [one for one in svg.iter("text") if one.text == "The Very Long Name of a Daily Paper"]
    assert len({one.attrib["y"] for one in seen}) == 10


def test_many() -> None:
    """Of very many claims and reports a picture of bounded size says how many are left out."""
    days = [f"2024-03-{1 + at % 28:02}" for at in range(600)]
    svg = drawn(made([*days, *(f"20{at}" for at in range(10, 40))], days[:200]))
    assert float(svg[0].attrib["viewBox"].split()[3]) < 800
    assert "+14" in texts(svg)
    assert any(one.startswith("and ") and one.endswith("more reports") for one in texts(svg))


@pytest.mark.parametrize("words", HOSTILE)
def test_words_stay_text(words: str) -> None:
    """No markup, style, handler or direction sign of an article's own survives, in any name."""
    dossier = made(["2024-03-08", "2024", "1999"], ["2024-03-08", "2024-03", "1999"], words)
    named = tuple(replace(one, outlet=words) for one in dossier.articles)
    dossier = replace(dossier, articles=named)
    svg = drawn(dossier)
    tags = {"div", "svg", "a", "title", "path", "polygon", "circle", "rect", "text", "tspan"}
    assert {one.tag for one in svg.iter()} <= tags
    assert not any(name == "style" or name.startswith("on") for one in svg.iter() for name in one.attrib)
    whole = str(timeline_svg(dossier, Lookup(dossier)))
    assert not any(sign in whole for sign in "\u202e\x1b\x00")
    assert len(whole) < 20_000


@pytest.mark.parametrize("value", ["0001-01-01", "9999-12-31", "9999-12", "0001", "9999", "0001/9999"])
def test_the_ends_of_time(value: str) -> None:
    """The first and the last day that there is can be shown."""
    dossier = made([value], [value])
    assert timeline_svg(dossier, Lookup(dossier)) is not None


def test_the_order_of_the_claims_changes_nothing() -> None:
    """The same claims in another order are the same bytes."""
    dossier = made(["2024-03-08", "2024-03-08", "2024-03", "2024-03-10", "2006"], ["2024-03-12"])
    turned = replace(dossier, claims=dossier.claims[::-1])
    assert timeline_svg(dossier, Lookup(dossier)) == timeline_svg(turned, Lookup(turned))
