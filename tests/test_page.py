import base64
import hashlib
import re
from collections import defaultdict
from dataclasses import replace
from html.parser import HTMLParser
from itertools import product

import pytest
from tests.builders import (
    POST,
    actor,
    article,
    dossier,
    hostile_dossier,
    point,
    position,
    with_text,
    without_points,
)

from sayso.dossier import render_page
from sayso.dossier.order import in_order
from sayso.records import (
    Actor,
    ActorMention,
    Attribution,
    Claim,
    Dossier,
    Link,
    ModelUsed,
    Origin,
    Point,
    Quantity,
    Rejected,
    Relation,
    Span,
    Status,
    digest,
)

MEGABYTE = 1_000_000


class Seen(HTMLParser):
    """What a browser would make of a page: elements with their attributes, and the text of each."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[tuple[str, str]] = []
        self.raw: dict[str, list[str]] = {"script": [], "style": []}
        self._inside = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note an element."""
        self.elements.append((tag, dict(attrs)))
        self._inside = tag

    def handle_endtag(self, tag: str) -> None:  # noqa: ARG002  the parser calls it so
        """Leave an element."""
        self._inside = ""

    def handle_data(self, data: str) -> None:
        """Note words."""
        if self._inside in self.raw:
            self.raw[self._inside].append(data)
        else:
            self.words.append((self._inside, data))

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element of a kind."""
        return [attrs for one, attrs in self.elements if one == tag]

    def begun(self, tag: str) -> list[str]:
        """Return the words with which each element of a kind begins; none where it begins with another."""
        return [data for inside, data in self.words if inside == tag]

    @property
    def rows(self) -> dict[str, tuple[str, list[str]]]:
        """Return of each row by its id the status, and of each cell "said" or why it is empty."""
        rows: dict[str, tuple[str, list[str]]] = {}
        status, cells = "", list[str]()
        for tag, attrs in self.elements:
            if tag == "tbody":
                status = attrs.get("data-group") or ""
            elif tag == "tr":
                cells = []
                if "point" in (attrs.get("class") or ""):
                    rows[attrs["id"] or ""] = status, cells
            elif tag == "td":
                cells.append(attrs.get("class") or "silent")
            elif "data-at" in attrs:
                cells[-1] = "said"
        return rows

    @property
    def ids(self) -> list[str]:
        """Return every id on the page."""
        return [one for _, attrs in self.elements if (one := attrs.get("id"))]

    @property
    def text(self) -> str:
        """Return what is shown, on one line."""
        return " ".join("".join(data for _, data in self.words).split())


@pytest.fixture(scope="module")
def seen() -> Seen:
    """Return the page of the small dossier."""
    return Seen(render_page(dossier()))


def test_the_same_every_time() -> None:
    """The same dossier gives the same page."""
    assert render_page(dossier()) == render_page(dossier())


def test_what_was_read(seen: Seen) -> None:
    """The top says how much was read, what was not, and what the page does not say."""
    assert "3 reports" in seen.text
    assert "reports/scan.pdf: no text could be found in it" in seen.text
    assert "It does not say what is true." in seen.text


def test_every_point_in_order(seen: Seen) -> None:
    """Each point is a row under its id and its status, in the order of every other output."""
    rows = [(name, status) for name, (status, _) in seen.rows.items()]
    assert rows == [(f"q-{one.id}", one.status) for one in in_order(dossier())]


def test_every_cell_leads_to_its_words(seen: Seen) -> None:
    """A cell for each claim of a point links to the very words in the article beside it, and says where."""
    cells = [(attrs["href"], attrs["data-at"]) for attrs in seen.all("a") if "data-at" in attrs]
    places = {one.id: ", ".join(f"{span.start}-{span.end}" for span in one.spans) for one in dossier().claims}
    claims = [one for point in dossier().points for side in point.positions for one in side.claims]
    assert sorted(cells) == sorted((f"#c-{one}", places[one]) for one in claims)
    assert {str(href).removeprefix("#") for href, _ in cells} <= set(seen.ids)


def test_how_an_article_is_cited() -> None:
    """An article says its outlet, date and address, or its file, for the citation of a claim of it."""
    made = dossier()
    wire, post, herald = made.articles
    page = Seen(render_page(replace(made, articles=(wire, post, replace(herald, url="https://velm.test/1")))))
    assert [one["data-cite"] for one in page.all("article")] == [
        "reports/harbour-wire.txt",
        "River Post, 2024-03-05, reports/river-post.txt",
        "Velm Herald, 2024-03-04, https://velm.test/1",
    ]


def test_why_a_cell_is_empty() -> None:
    """A cell says that its article came out before, breaks off or was not read; else it is silent."""
    made = with_text(dossier(), 1, f"{POST}The ferry will …")
    wire, post, herald = made.articles
    early = replace(wire, published="2024-03-01")
    whole = render_page(replace(made, articles=(early, post, herald)))
    page = Seen(whole)
    found = {one.label: page.rows[f"q-{one.id}"][1] for one in made.points}
    assert found["all passengers are ashore"] == ["before", "said", "said", "unread"]
    assert found["nine of them badly"] == ["said", "cut", "silent", "unread"]
    assert found["with 212 people on board"] == ["before", "cut", "said", "unread"]
    assert not re.search(r"<td[^>]*>\s", whole), "the style sheet names the gaps of cells that hold nothing"
    page = Seen(render_page(replace(made, articles=(early, replace(post, published=None), herald))))
    [ashore] = (one.id for one in made.points if one.label == "all passengers are ashore")
    assert page.rows[f"q-{ashore}"][1][0] == "silent", "one that speaks of it may have come out earlier still"


def test_what_could_not_be_read_has_a_column() -> None:
    """Its name and the reason stand above cells without anything, beside those of the articles."""
    made = dossier()
    lost = Rejected(input="reports/torn.html", stage="annotate", reason="too deep")
    page = Seen(render_page(replace(made, rejected=(*made.rejected, lost))))
    assert page.begun("th")[1:4] == ["not read", "scan.pdf", "torn.html"]
    assert {"no text could be found in it", "too deep"} <= set(page.begun("small"))
    for _, cells in page.rows.values():
        assert len(cells) == len(made.articles) + 2
        assert cells[-2:] == ["unread", "unread"]


def test_by_which_rule_an_actor_is_named(seen: Seen) -> None:
    """An actor's part says in which words it is recognised, by which rule, and how often."""
    assert "Named by: “Norline” (full name, 3 times)" in seen.text
    assert "Named by: “a dock worker” (unnamed: stays in its article)" in seen.text
    made = dossier()
    norline = next(one for one in made.actors if one.name == "Norline")
    wider = replace(norline.mentions[0], end=norline.mentions[0].end + len(", the company"), why="apposition")
    actors = [replace(one, mentions=(wider, *one.mentions)) if one is norline else one for one in made.actors]
    text = Seen(render_page(replace(made, actors=tuple(actors)))).text
    assert "Named by: “Norline” (full name, 3 times); “Norline, the company” (apposition)" in text


def test_how_it_was_made(seen: Seen) -> None:
    """The end names each model with its hash, each setting with its value, and what was not checked."""
    whole = replace(dossier(), models=(*dossier().models, ModelUsed(name="relation", sha256="1" * 64)))
    page = Seen(render_page(whole))
    names = [*(one.name for one in whole.models), *whole.config]
    assert [one for one in page.begun("dt") if one in names] == names
    assert {str(value) for value in whole.config.values()} <= set(page.begun("dd"))
    assert {one.sha256[:16] for one in whole.models} <= set(page.begun("code"))
    undated = "what “on Friday” means in reports that give no date of publication"
    assert f"{undated}: harbour-wire.txt" in seen.begun("li")
    assert "who says 1 statement that could not be given to anybody" in seen.begun("li")
    known = [replace(one, published="2024-03-04", language="de") for one in whole.articles[:1]]
    page = Seen(render_page(replace(whole, articles=(*known, *whole.articles[1:]))))
    assert undated not in page.text
    assert any("not in English" in one and "harbour-wire.txt" in one for one in page.begun("li"))


def test_every_link_stays_on_the_page(seen: Seen) -> None:
    """Links lead to something on the page, and nothing is fetched from anywhere."""
    ids = set(seen.ids)
    for tag, attrs in seen.elements:
        for name in ("href", "src", "action", "data", "srcset", "xlink:href"):
            if (target := attrs.get(name)) is not None:
                assert target.startswith("#"), (tag, name, target)
                assert target.removeprefix("#") in ids


def test_ids_are_given_once(seen: Seen) -> None:
    """No id stands twice."""
    assert len(seen.ids) == len(set(seen.ids))


MADE = [dossier(), hostile_dossier("<b onclick=x>"), without_points(dossier())]


@pytest.mark.parametrize("made", MADE)
def test_only_its_own_style_and_script(made: Dossier) -> None:
    """The policy names the style and the script of the page by their hashes, and allows nothing else."""
    page = Seen(render_page(made))
    [policy] = [one["content"] for one in page.all("meta") if one.get("http-equiv")]
    assert policy is not None
    for kind in ("script", "style"):
        [wanted] = re.findall(rf"{kind}-src 'sha256-([^']+)'", policy)
        hashes = [
            base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in page.raw[kind]
        ]
        assert wanted in hashes
    assert policy.startswith("default-src 'none'")
    assert [one.get("type") for one in page.all("script")] == [None]
    assert len(page.all("style")) == 1


@pytest.mark.parametrize("made", MADE)
def test_nothing_that_acts(made: Dossier) -> None:
    """No element has a handler or a style of its own, whatever the articles hold."""
    page = Seen(render_page(made))
    for tag, attrs in page.elements:
        assert tag not in {"img", "iframe", "object", "embed", "link", "base"}
        assert not [name for name in attrs if name.startswith("on") or name == "style"]


@pytest.mark.parametrize(
    "words",
    [
        "<script>alert(1)</script>",
        "</script><script>alert(1)</script>",
        "</style><img src=x onerror=alert(1)>",
        '"><svg onload=alert(1)>',
        "{{ 7 * 7 }}{% raw %}",
        "javascript:alert(1)",
        "<!--",
    ],
)
def test_hostile_words_are_text(words: str) -> None:
    """Markup, template marks and addresses in what surrounds the articles are shown as they are."""
    page, calm = (
        Seen(render_page(replace(made, config={one: one}, models=(ModelUsed(name=one, sha256=one),))))
        for one in (words, "calm")
        for made in [hostile_dossier(one)]
    )
    assert words in page.text
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in calm.elements]


def test_characters_that_turn_the_text() -> None:
    """Nothing on the page turns the reading direction or hides."""
    page = render_page(hostile_dossier("a\u202eb\u2066c\u200bd\x00e"))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00]", page)


def test_small() -> None:
    """A page is little more than its texts."""
    assert len(render_page(dossier()).encode()) < MEGABYTE / 5


CREWS = tuple(
    f"{first} {last}"
    for first in ("Ada", "Bo", "Carla", "Dmitri", "Edda")
    for last in ("Orr", "Lindqvist", "Marchetti", "Okonjo", "Vantongeren")
)
PLACES = ("behind the harbour", "north of the market", "at the mouth of the Velm", "on Mill Lane")
STATUSES: tuple[Status, ...] = ("disputed", "agreed", "single_source", "agreed", "single_source")
STATUSES += ("differs", "single_source", "agreed", "single_source", "single_source")


def large() -> Dossier:
    """Return 20 invented reports that speak four times of each of 300 points, mostly through somebody.

    Claims are as long, and there are at least as many statements, conflicts, ladders and copies for them,
    as in the dossier of examples/dam-talks.
    """
    texts = [f"Night {n} of the flood in Orvel\n\n" for n in range(20)]
    people = [actor(name, kind="person") for name in CREWS]
    told: list[tuple[str, int, int, Actor, int]] = []
    for nth, at in product(range(300), range(4)):
        report, who = (nth + 7 * at) % 20, people[(nth + 11 * at) % len(people)]
        fact = f"{9 * nth + at // 2} sandbags held {PLACES[nth % 4]} until hour {nth}"
        said = f"{who.name} of crew {nth} said that " if at > nth % 2 else ""
        told.append((fact, report, len(texts[report]), who, len(said)))
        texts[report] += f"{said}{fact}.\n\n"
    articles = [
        article(f"reports/{n:02}.txt", text, outlet=f"Orvel Paper {n}", published=f"2024-03-{n + 1:02}")
        for n, text in enumerate(texts)
    ]
    claims, attributions, mentions = [], [], defaultdict[str, list[ActorMention]](list)
    for nth, (fact, report, start, who, length) in enumerate(told):
        home, begin = articles[report].id, start + length
        content = (Span(begin, begin + len(fact)),)
        figure = fact.split()[0]
        number, end = float(figure), begin + len(figure)
        quantity = Quantity(start=begin, end=end, low=number, high=number, unit="sandbag")
        claim = Claim(id=digest("c", nth), article=home, spans=content)
        if STATUSES[nth // 4 % len(STATUSES)] == "disputed":
            claim = replace(claim, quantities=(quantity,))
        if length:
            claim = replace(claim, holder=who.id, attribution=digest("t", nth))
            mentions[who.id].append(
                ActorMention(article=home, start=start, end=start + len(who.name), why="full name")
            )
            attributions.append(
                Attribution(
                    id=digest("t", nth),
                    article=home,
                    source=(Span(start, begin - len(" said that ")),),
                    cue=(Span(begin - len("said that "), begin - len(" that ")),),
                    content=content,
                    type="indirect",
                    stance="denies" if nth % 4 == 3 else "asserts",
                    actor=who.id,
                    confidence=0.9,
                )
            )
        claims.append(claim)
    fours = [claims[at : at + 4] for at in range(0, len(claims), 4)]
    return replace(
        dossier(),
        articles=tuple(articles),
        actors=tuple(replace(one, mentions=tuple(mentions[one.id])) for one in people),
        attributions=tuple(attributions),
        claims=tuple(claims),
        points=tuple(
            of_four(four, [fact for fact, *_ in told[4 * nth :: 2]], STATUSES[nth % len(STATUSES)])
            for nth, four in enumerate(fours)
        ),
        origins=tuple(
            Origin(
                id=digest("o", a.id),
                kind="shared_passage",
                claims=(a.id, b.id),
                articles=(a.article, b.article),
            )
            for a, b, *_ in fours
        ),
    )


def of_four(claims: list[Claim], facts: list[str], status: Status) -> Point:
    """Return a point of four claims, in two positions where its status has such, and why they are one."""
    sides, relations = [position(facts[0], *claims, parties=4, origins=3)], tuple[Relation, ...]()
    if status not in {"single_source", "agreed"}:
        sides = [
            position(facts[0], *claims[:2], parties=2),
            position(facts[1], *claims[2:], parties=2, origins=2),
        ]
        why = {
            "reason": "number",
            "claims": [claims[0].id, claims[2].id],
            "words": [one.split()[0] for one in facts[:2]],
        }
        relations = (Relation(a=0, b=1, kind="conflict" if status == "disputed" else "differs", why=why),)
    features = {"meaning": 0.913, "shared words": 7.125, "same point": 0.934}
    links = tuple(Link(a=claims[0].id, b=one.id, score=0.871, why=features) for one in claims[1:])
    return point(status, facts[0], *sides, relations=relations, links=links)


def test_a_large_dossier_stays_small() -> None:
    """A page of 20 reports and 300 points takes less than a megabyte beside the texts of the reports."""
    made = large()
    page = render_page(made)
    seen = Seen(page)
    assert len(seen.rows) == 300
    assert sum("data-at" in one for one in seen.all("a")) == len(made.claims) == 1200
    assert len(page.encode()) - sum(len(one.text.encode()) for one in made.articles) < MEGABYTE


def test_no_points() -> None:
    """A dossier without a point is a page that says so."""
    assert "no points found" in Seen(render_page(without_points(dossier()))).text


def test_where_it_was_found() -> None:
    """Beside an article stands what is known of it, where that was found, and what is only guessed."""
    made = dossier()
    known = {"outlet": "meta og:site_name", "published_guess": "guess (htmldate)"}
    first = replace(made.articles[0], outlet="Harbour Wire", published_guess="2024-03-06", provenance=known)
    shown = Seen(render_page(replace(made, articles=(first, *made.articles[1:])))).text
    assert "outlet Harbour Wire meta og:site_name" in " ".join(shown.replace("outlet", " outlet ").split())
    assert "2024-03-06 guess (htmldate)" in shown
    assert shown.count("2024-03-06") == 1
