import re
from dataclasses import replace

from markdown_it import MarkdownIt
from tests.builders import dossier, hostile_dossier, without_points

from sayso.dossier import render_markdown
from sayso.dossier.order import in_order
from sayso.records import Rejected

HOSTILE = "<img src=x onerror=alert(1)> [a](http://a.example) | b |\n# c\x1b[31m *d* `e` &lt; ![f](g) \u202e"


def test_all_points_with_their_numbers() -> None:
    """Every point stands there under the number that it has on the terminal."""
    text = render_markdown(dossier())
    for number, one in enumerate(in_order(dossier()), 1):
        [line] = [line for line in text.splitlines() if f"({one.id})" in line]
        assert f"{number}." in line


def test_claims_with_their_places() -> None:
    """A claim has its holder, words, place, channel and copies."""
    assert (
        "- **A** 2 reports, 1 origin, 1 party\n"
        "  - **Ilse Brandt**, for Velm Coast Guard: “Twenty-three people were hurt” "
        "(velm-herald.txt:5, also in river-post.txt:3; via a statement posted on its website)\n"
        "- **B** 1 report, 1 origin, 1 party\n"
        "  - **Omar Lind**: “at least 41 people were hurt” (harbour-wire.txt:5)\n"
    ) in render_markdown(dossier())


def test_articles_with_their_hashes() -> None:
    """The list at the end proves which texts were compared."""
    text = render_markdown(dossier())
    assert "- **reports/velm-herald.txt**: Velm Herald, “Ferry Runs Aground" in text
    assert all(f"sha256 {one.sha256}" in text for one in dossier().articles)
    assert "- reports/scan.pdf: no text could be found in it (ingest)" in text


def test_actors() -> None:
    """Everybody who says something is listed with what is known of them."""
    assert "- **Ilse Brandt**: person, speaks for Velm Coast Guard, 2 mentions" in render_markdown(dossier())


def test_nothing_found() -> None:
    """A dossier without points has its articles and no empty headings."""
    text = render_markdown(replace(without_points(dossier()), rejected=()))
    assert re.findall("^#+ .*", text, re.MULTILINE) == ["# Who said what", "## Articles (3)"]


def test_hostile_words_are_inert() -> None:
    """No text of a dossier brings HTML, links, images, code, tables or headings of its own."""
    text = render_markdown(
        replace(hostile_dossier(HOSTILE), rejected=(Rejected(input=HOSTILE, stage="ingest", reason=HOSTILE),))
    )
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    kinds = {inner.type for token in tokens for inner in [token, *(token.children or ())]}
    assert not {
        kind for kind in kinds if re.match("html|link|image|code|fence|table|blockquote|hr|hardbreak", kind)
    }
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f\u202e]", text)
    headings = [tokens[at + 1].content for at, token in enumerate(tokens) if token.type == "heading_open"]
    assert len(headings) == 1 + 2 + 1 + 1 + 1 + 1  # title, two groups, one point, articles, actors, not read
