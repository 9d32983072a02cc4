import re
from collections.abc import Iterable
from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import actor, article, claim, dossier, hostile_dossier, spans, statement, without_points

from sayso.dossier.inert import plain
from sayso.dossier.lookup import Lookup
from sayso.dossier.page.text import article_html
from sayso.records import Actor, Article, Attribution, Claim, Dossier, Span

PIECE = {"id", "class", "data-c", "data-who", "tabindex"}
ALLOWED = {"p": set[str](), "a": {"id", "class"}, **dict.fromkeys(("b", "i", "u", "span"), PIECE)}

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</p></span><style>*{display:none}</style>",
    '<a href="javascript:alert(1)">here</a>',
    "javascript:alert(1)",
    '" onmouseover="alert(1)" x=\'',
    "' onfocus='alert(1)",
    "&lt;b&gt; &amp;amp; &#0; &copy",
    "<!-- ]]> --> <![CDATA[ {{ 7*7 }} {% raw %}",
    "evil\u202egnp.exe\u2066",
    "pay\u200bload \ufeffhid\xadden",
    "\x1b[31m red \x00 \x07",
    "\U000e0041\U000e0042 tags",
    "a\u2028b\x85c\x0bd",
]


class Page(HTMLParser):
    """What a browser makes of the text: paragraphs of pieces, each with its words, element, attributes."""

    def __init__(self, html: str) -> None:
        """Read ``html``; a tag or an attribute that has no business there fails."""
        super().__init__()
        self.paragraphs: list[list[tuple[str, dict[str, str]]]] = []
        self.anchors: list[dict[str, str]] = []
        self.open: dict[str, str] | None = None
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take a tag."""
        assert {name for name, _ in attrs} <= ALLOWED[tag]
        known = {name: value or "" for name, value in attrs}
        assert len(known) == len(attrs)
        assert self.open is None, "marks do not nest"
        if tag == "p":
            self.paragraphs.append([])
        elif tag == "a":
            self.anchors.append(known)
        else:
            self.open = {"element": tag, **known}
            self.paragraphs[-1].append(("", self.open))

    def handle_endtag(self, tag: str) -> None:
        """Close a piece."""
        if tag not in {"p", "a"}:
            assert self.open is not None
            assert self.open["element"] == tag
            self.open = None

    def handle_data(self, data: str) -> None:
        """Take words; between paragraphs there are none."""
        if self.open is not None:
            self.paragraphs[-1][-1] = (data, self.open)
        elif data != "\n":
            self.paragraphs[-1].append((data, {}))

    def handle_comment(self, data: str) -> None:
        """Fail: there is no comment."""
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        """Fail: there is no declaration."""
        raise AssertionError(decl)

    def unknown_decl(self, data: str) -> None:
        """Fail: there is no CDATA."""
        raise AssertionError(data)

    def handle_pi(self, data: str) -> None:
        """Fail: there is no instruction."""
        raise AssertionError(data)

    @property
    def words(self) -> list[str]:
        """The words of each paragraph."""
        return ["".join(words for words, _ in pieces) for pieces in self.paragraphs]

    @property
    def marked(self) -> dict[str, dict[str, str]]:
        """The marked pieces of all paragraphs by their words; of equal words the first."""
        found = [(words, known) for pieces in self.paragraphs for words, known in pieces if known]
        return dict(reversed(found))


def shown(
    one: Article,
    claims: Iterable[Claim] = (),
    attributions: Iterable[Attribution] = (),
    actors: Iterable[Actor] = (),
) -> Page:
    """Return an article's text with these marks."""
    said = tuple(attributions)
    whole = replace(without_points(dossier()), articles=(one,), attributions=said, actors=tuple(actors))
    return Page(article_html(one, Lookup(whole), claims, said))


def all_shown(whole: Dossier) -> list[Page]:
    """Return every article of a dossier with all that was found in it."""
    lookup = Lookup(whole)
    return [Page(article_html(one, lookup, whole.claims, whole.attributions)) for one in whole.articles]


def lines(text: str) -> list[str]:
    """Return the lines that a text is shown in."""
    return [words for line in re.split(r"\r\n|\r|\n", text) if (words := plain(line))]


def told(one: Article, content: tuple[Span, ...], **more: Any) -> Attribution:
    """Return an attribution that is nobody's."""
    known: dict[str, Any] = {"id": "t1", "source": (), "cue": (), **more}
    return Attribution(
        article=one.id, content=content, type="indirect", stance="asserts", confidence=0.5, **known
    )


def test_unmarked() -> None:
    """A text in which nothing is marked is a bare paragraph for each line; blank lines are dropped."""
    one = article("a.txt", "One & two.\r\n\n \u200b \rThree\t four. \n")
    whole = replace(without_points(dossier()), articles=(one,))
    assert article_html(one, Lookup(whole), (), ()) == "<p>One &amp; two.</p>\n<p>Three four.</p>\n"


def test_a_statement() -> None:
    """Source, cue and content have their elements, a channel its class; the source says who it is and why."""
    one = article("a.txt", "Ann Orr said in a note that it rained.")
    orr = actor("Ann Orr of Velm", (one, "Ann Orr"), kind="person")
    said = statement(one, "Ann Orr", "said", ["it rained"], orr.id, via="in a note")
    page = shown(one, attributions=[said], actors=[orr])
    assert page.marked == {
        "Ann Orr": {
            "element": "b",
            "data-who": "Ann Orr of Velm (full name)",
            "tabindex": "0",
        },
        "said": {"element": "i"},
        "in a note": {"element": "span", "class": "via"},
        "it rained": {"element": "u"},
    }


def test_a_statement_in_a_statement() -> None:
    """A piece of several kinds is the element of the first of them, and has the others as classes."""
    one = article("a.txt", "Bo Lee said Ann Orr said it rained.")
    outer = told(
        one, spans(one, "Ann Orr said it rained"), source=spans(one, "Bo Lee said"), cue=spans(one, "said")
    )
    inner = told(one, (), id="t2", source=spans(one, "Ann Orr"), cue=spans(one, "Orr said"))
    assert shown(one, attributions=[outer, inner]).marked == {
        "Bo Lee ": {"element": "b"},
        "said": {"element": "b", "class": "cue"},
        "Ann ": {"element": "b", "class": "content"},
        "Orr": {"element": "b", "class": "cue content"},
        " said": {"element": "i", "class": "content"},
        " it rained": {"element": "u"},
    }


def test_the_rule_of_a_source() -> None:
    """A source names the rule of its own mention, not of one elsewhere in this article or in another."""
    one, other = (article(f"{name}.txt", "She said it rained. Ann Orr said more.") for name in "ab")
    orr, she = (
        actor("Ann Orr", (one, "Ann Orr"), kind="person"),
        actor("", (one, "She"), kind="person", why="she"),
    )
    orr = replace(orr, mentions=(*actor("", (other, "She"), kind="person").mentions, *orr.mentions))
    said = [told(one, (), source=spans(one, "She"), actor=orr.id)]
    assert shown(one, attributions=said, actors=[orr]).marked["She"]["data-who"] == "Ann Orr"
    orr = replace(orr, mentions=(*orr.mentions, *she.mentions))
    assert shown(one, attributions=said, actors=[orr]).marked["She"]["data-who"] == "Ann Orr (she)"


def test_a_source_in_pieces() -> None:
    """Every piece of a source names who speaks; only the first can be reached by keyboard."""
    one = article("a.txt", "Ann, he said, Orr told us.")
    orr = actor("Ann Orr", kind="person")
    said = told(one, (), source=spans(one, "Orr", "Ann"), actor=orr.id)
    page = shown(one, attributions=[said], actors=[orr])
    assert page.marked["Ann"] == {"element": "b", "data-who": "Ann Orr", "tabindex": "0"}
    assert page.marked["Orr"] == {"element": "b", "data-who": "Ann Orr"}


def test_one_source_of_several_statements() -> None:
    """A source of two statements names who speaks once; of two actors, both."""
    one = article("a.txt", "Ann Orr said it rained.")
    orr, ann = actor("Ann Orr of Velm", kind="person"), actor("Ann Lee", kind="person")
    both = [told(one, (), id=name, source=spans(one, "Ann Orr"), actor=orr.id) for name in ("t1", "t2")]
    piece = shown(one, attributions=both, actors=[orr]).marked["Ann Orr"]
    assert piece == {"element": "b", "data-who": "Ann Orr of Velm", "tabindex": "0"}
    inner = told(one, (), id="t2", source=spans(one, "Ann"), actor=ann.id)
    pieces = shown(one, attributions=[inner, both[0]], actors=[orr, ann]).marked
    assert pieces["Ann"]["data-who"] == "Ann Lee; Ann Orr of Velm"
    assert pieces[" Orr"] == {"element": "b", "data-who": "Ann Orr of Velm"}


def test_nobody_else_to_name() -> None:
    """A source that was not resolved, or that is the actor's name, says nothing but its own words."""
    one = article("a.txt", "Ann Orr said it rained.")
    orr = actor("Ann Orr", (one, "Ann Orr"), kind="person")
    for known in (None, "unknown", orr.id):
        said = told(one, (), source=spans(one, "Ann Orr"), actor=known)
        assert shown(one, attributions=[said], actors=[orr]).marked == {"Ann Orr": {"element": "b"}}
    longer = told(one, (), source=spans(one, "Ann Orr said"), actor=orr.id)
    piece = shown(one, attributions=[longer], actors=[orr]).marked["Ann Orr said"]
    assert piece["data-who"] == "Ann Orr (full name)"


def test_overlapping_claims() -> None:
    """Where claims overlap, a piece belongs to both, in the order of the text; each begins once."""
    one = article("a.txt", "At least 23 people were hurt on Sunday, and badly.")
    hurt = claim(one, "23 people were hurt", "badly")
    when = claim(one, "hurt on Sunday")
    page = shown(one, [when, hurt])
    assert page.marked == {
        "23 people were ": {"element": "span", "id": f"c-{hurt.id}"},
        "hurt": {"element": "span", "data-c": hurt.id, "id": f"c-{when.id}"},
        " on Sunday": {"element": "span", "data-c": when.id},
        "badly": {"element": "span", "data-c": hurt.id},
    }
    assert page.anchors == []


def test_claims_that_begin_together() -> None:
    """Of several claims that begin in one place, the further ones get anchors of their own."""
    one = article("a.txt", "It rained on Sunday.")
    first, second = claim(one, "It rained"), claim(one, "It rained on Sunday")
    page = shown(one, [second, first])
    assert page.marked == {
        "It rained": {"element": "span", "id": f"c-{first.id}", "data-c": second.id},
        " on Sunday": {"element": "span", "data-c": second.id},
    }
    assert page.anchors == [{"id": f"c-{second.id}", "class": "at"}]


def test_a_mark_over_lines() -> None:
    """A claim that runs over a line's end, and begins in what is not shown, begins in its first words."""
    one = article("a.txt", "It\n \n rained.")
    whole = Claim(id="c1", article=one.id, spans=(Span(2, 13),))
    page = shown(one, [whole])
    assert page.words == ["It", "rained."]
    assert page.marked == {"rained.": {"element": "span", "id": "c-c1"}}


def test_title_and_boilerplate() -> None:
    """The headline and what is not news have their classes, beside those of claims."""
    one = article("a.txt", "Rain in Velm\nListen now\n")
    [title], boilerplate = spans(one, "Rain in Velm"), spans(one, "Listen now")
    one = replace(one, title_span=title, boilerplate=boilerplate)
    where = claim(one, "in Velm")
    page = shown(one, [where])
    assert page.marked["Rain "] == {"element": "span", "class": "title"}
    assert page.marked["in Velm"] == {"element": "span", "class": "title", "id": f"c-{where.id}"}
    assert page.marked["Listen now"] == {"element": "span", "class": "bp"}


def test_of_other_articles_and_outside_the_text() -> None:
    """What belongs to another article, or lies outside the text, marks nothing."""
    one = article("a.txt", "It rained.")
    lost = tuple(Span(*span) for span in ((-3, 2), (0, 99), (5, 5), (6, 2)))
    page = shown(
        one,
        [Claim(id="c1", article=one.id, spans=lost), Claim(id="c2", article="other", spans=(Span(0, 2),))],
        [told(one, lost, source=lost), told(replace(one, id="other"), (Span(0, 2),), id="t2")],
    )
    assert page.paragraphs == [[("It rained.", {})]]


def test_dossier() -> None:
    """In a whole dossier every claim begins once, whatever the order of the records."""
    whole = dossier()
    pages = all_shown(whole)
    assert [page.words for page in pages] == [lines(one.text) for one in whole.articles]
    begun = [
        known["id"]
        for page in pages
        for known in [*page.anchors, *(known for pieces in page.paragraphs for _, known in pieces)]
        if "id" in known
    ]
    assert sorted(begun) == sorted(f"c-{one.id}" for one in whole.claims)
    turned = replace(whole, claims=whole.claims[::-1], attributions=whole.attributions[::-1])
    for one in whole.articles:
        assert article_html(one, Lookup(whole), whole.claims, whole.attributions) == article_html(
            one, Lookup(turned), turned.claims, turned.attributions
        )


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_words(words: str) -> None:
    """Words of an article, of a name or of a rule are shown, and do nothing, wherever they stand."""
    whole = hostile_dossier(words)
    whole = replace(whole, actors=(replace(whole.actors[0], name=f"{words}2"),))
    one = whole.articles[0]
    html = article_html(one, Lookup(whole), whole.claims, whole.attributions)
    assert html.encode()
    page = Page(html)
    assert page.words == lines(one.text)
    assert page.marked[plain(words)]["data-who"] == f"{plain(f'{words}2')} ({plain(words)})"


HALVES = "half \ud83d and half \ude00"


def test_halves_of_characters() -> None:
    """Half a character becomes a stand-in, so that the page can be written; a pair of halves does too."""
    one = replace(article("a.txt", ""), text=f"{HALVES} \ud83d\ude00")
    page = shown(one, [Claim(id=HALVES, article=one.id, spans=(Span(0, 6),))])
    assert page.words == ["half � and half � ��"]
    assert page.marked["half �"] == {"element": "span", "id": f"c-{plain(HALVES)}"}


@pytest.mark.parametrize("words", HOSTILE)
def test_hostile_ids(words: str) -> None:
    """Ids of a dossier from anywhere do nothing either."""
    one = article("a.txt", "It rained.")
    marked = [Claim(id=name, article=one.id, spans=(Span(0, 2),)) for name in (words, f"{words}2")]
    page = shown(one, marked, [told(one, (Span(0, 2),), id=words, source=(Span(3, 9),), actor=words)])
    held = {"id": f"c-{plain(words)}", "data-c": plain(f"{words}2")}
    assert page.marked == {"It": {"element": "u", **held}, "rained": {"element": "b"}}
    assert page.anchors == [{"id": f"c-{plain(f'{words}2')}", "class": "at"}]


TEXTS = st.lists(
    st.sampled_from([*HOSTILE, HALVES, *"ab<>&\"' \t\r\n", "\r\n", " \u200b ", "\ufeff", "e\u0301", "🛳"])
    | st.text()
).map("".join)


@given(st.data())
def test_nothing_is_lost(data: st.DataObject) -> None:
    """However marks overlap, without its tags the text reads line by line as ``plain`` shows it."""
    one = article("a.txt", "")
    one = replace(one, text=data.draw(TEXTS))
    edge = st.integers(-2, len(one.text) + 2)
    places = st.lists(st.builds(Span, edge, edge), max_size=3).map(tuple)
    one = replace(
        one, boilerplate=data.draw(places), title_span=data.draw(st.none() | st.builds(Span, edge, edge))
    )
    claims = [
        Claim(id=f"c{at}", article=one.id, spans=found)
        for at, found in enumerate(data.draw(st.lists(places, max_size=4)))
    ]
    said = [
        told(one, content, id=f"t{at}", source=source, cue=cue)
        for at, (content, source, cue) in enumerate(
            data.draw(st.lists(st.tuples(places, places, places), max_size=3))
        )
    ]
    page = shown(one, claims, said)
    assert page.words == lines(one.text)
    begun = [known["id"] for pieces in page.paragraphs for _, known in pieces if "id" in known]
    assert len(begun) == len(set(begun))
