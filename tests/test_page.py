import base64
import hashlib
import re
from html.parser import HTMLParser

import pytest
from tests.builders import dossier, hostile_dossier, without_points

from sayso.dossier import render_page
from sayso.dossier.order import in_order
from sayso.records import Dossier

MEGABYTE = 1_000_000


class Seen(HTMLParser):
    """What a browser would make of a page: elements with their attributes, and the text of each."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
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
            self.words.append(data)

    def all(self, tag: str) -> list[dict[str, str | None]]:
        """Return the attributes of every element of a kind."""
        return [attrs for one, attrs in self.elements if one == tag]

    @property
    def ids(self) -> list[str]:
        """Return every id on the page."""
        return [one for _, attrs in self.elements if (one := attrs.get("id"))]

    @property
    def text(self) -> str:
        """Return what is shown, on one line."""
        return " ".join("".join(self.words).split())


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
    """Each point is a row under its id, in the order of every other output."""
    rows = [attrs["id"] for attrs in seen.all("tr") if "point" in (attrs.get("class") or "")]
    assert rows == [f"q-{point.id}" for point in in_order(dossier())]


def test_every_cell_leads_to_its_words(seen: Seen) -> None:
    """A cell for each claim of each point links to the very words in the article beside it."""
    cells = [str(attrs["href"]) for attrs in seen.all("a") if str(attrs.get("class")).startswith("cell")]
    claims = [one for point in dossier().points for side in point.positions for one in side.claims]
    assert sorted(cells) == sorted(f"#c-{one}" for one in claims)
    assert {href.removeprefix("#") for href in cells} <= set(seen.ids)


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
    assert [one.get("type") for one in page.all("script")] == ["application/json", None]
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
    page = Seen(render_page(hostile_dossier(words)))
    calm = Seen(render_page(hostile_dossier("calm")))
    assert words in page.text
    assert [tag for tag, _ in page.elements] == [tag for tag, _ in calm.elements]


def test_characters_that_turn_the_text() -> None:
    """Nothing on the page turns the reading direction or hides."""
    page = render_page(hostile_dossier("a\u202eb\u2066c\u200bd\x00e"))
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\x00]", page)


def test_small() -> None:
    """A page is little more than its texts."""
    assert len(render_page(dossier()).encode()) < MEGABYTE / 5


def test_no_points() -> None:
    """A dossier without a point is a page that says so."""
    assert "no points found" in Seen(render_page(without_points(dossier()))).text
