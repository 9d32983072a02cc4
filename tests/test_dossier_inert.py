import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sayso.dossier.inert import escaped, plain, quoted

MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])


def leaves(markdown: str) -> set[str]:
    """Return the kinds of all that Markdown makes of a text."""
    return {
        inner.type
        for token in MARKDOWN.parse(markdown)
        for inner in [token, *(token.children or ())]
        if inner.type != "softbreak"
    }


@pytest.mark.parametrize(
    "mark",
    ["\x1b", "\x07", "\x00", "\x9b", "\u202e", "\u2066", "\u200f", "\U000e0041", "\ud800"],
)
def test_controls_are_seen_and_inert(mark: str) -> None:
    """A control, a turn of the reading direction or half a character becomes a visible stand-in."""
    assert plain(f"a{mark}b") == "a�b"


def test_white_space_is_one_space() -> None:
    """Line ends of every kind, tabs and hard spaces become one space."""
    assert plain(" a\r\n\tb\u2028c\x85d\xa0 e\x0bf ") == "a b c d e f"


def test_what_has_no_width_goes() -> None:
    """Soft hyphens and spaces without width vanish; joiners, which scripts need, stay."""
    assert plain("a\xadb\u200bc\ufeffd\u200de") == "abcd\u200de"


@given(st.text())
def test_plain_is_harmless(text: str) -> None:
    """What is shown holds no control character, is one line, and stays as it is when cleaned again."""
    shown = plain(text)
    assert not any(unicodedata.category(mark) in {"Cc", "Cs", "Zl", "Zp"} for mark in shown)
    assert plain(shown) == shown


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<b>bold</b> &copy; &#64;",
        "[link](http://a.example)",
        "![image](http://a.example/x.png)",
        "<http://a.example>",
        "*stress* and __stress__ and ~~not~~",
        "`code` and ``code``",
        "[ref]: http://a.example",
        "# heading",
        "> quote",
        "- item",
        "+ item",
        "1. item",
        "1) item",
        "---",
        "===",
        "a\n===",
        "| a | b |\n|---|---|\n| 1 | 2 |",
        "    code",
        "line  \nbreak",
        "back\\slash",
    ],
)
def test_markdown_is_inert(text: str) -> None:
    """No markup of an article's becomes anything but the words themselves."""
    assert leaves(escaped(text)) == {"paragraph_open", "inline", "text", "paragraph_close"}
    [inline] = [token for token in MARKDOWN.parse(escaped(text)) if token.type == "inline"]
    assert "".join(token.content for token in inline.children or ()) == plain(text)


@given(st.text(alphabet="ab1 .)\n*_`[]()<>!#+-|~&;=:/\\@{}^$\"'"))
def test_any_markdown_is_inert(text: str) -> None:
    """However marks are put together, Markdown makes plain words of them, wherever they stand."""
    for before, extra in (("", set()), ("x ", set()), ("# ", {"heading_open", "heading_close"})):
        kinds = leaves(before + escaped(text)) - extra
        assert kinds <= {"paragraph_open", "inline", "text", "paragraph_close"}


def test_addresses_make_no_links() -> None:
    """The marks by which code hosts know an address, a name or an emoji are escaped."""
    assert escaped("http://a.example www.a.example a@b.example :smile:") == (
        "http\\://a.example www\\.a.example a\\@b.example \\:smile:"
    )


def test_plain_words_stay_readable() -> None:
    """Ordinary prose is not littered with backslashes."""
    words = "At 10:30 p.m. the U.S. said that 3.5% (about 20-30) were hurt - “badly”."
    assert escaped(words) == words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a", "“a”"),
        ("“a”", "“a”"),
        ('"a"', '"a"'),
        ("“a” and “b”", "““a” and “b””"),
        ("“", "““”"),
        ("", "“”"),
    ],
)
def test_quoted(text: str, expected: str) -> None:
    """Words stand in one pair of quotation marks, the article's own where they enclose all of it."""
    assert quoted(text) == expected
