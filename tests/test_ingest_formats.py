"""What each format holds: text as it is, the article of a web page, and articles line by line."""

import io
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.ingest import read
from sayso.ingest.decode import decode
from sayso.ingest.formats import FORMATS, SUFFIXES, format_of
from sayso.records import Article, Rejected

BODY = "The two sides met in Tehran on Sunday, and the talks ended without an agreement, an envoy said."
RUSSIAN = "Стороны встретились в Тегеране в воскресенье, сказал представитель группы. Соглашения нет."
LD = {
    "@context": "https://schema.org",
    "@graph": [{"@type": "WebSite"}, {"@type": "NewsArticle", "datePublished": "2022-01-11T09:30:00+05:30"}],
}
HEAD = """<meta charset="{charset}"><title>Talks end in Iran - Example News</title>
<link rel="canonical" href="https://www.example.org/news/talks-end">
<meta property="og:site_name" content="Example News"><meta property="og:title" content="Talks end in Iran">
<meta name="author" content="Jane Doe">"""


def page(*, head: str = "", charset: str = "utf-8", body: str = BODY) -> str:
    """Return a web page with an article of three paragraphs, a menu and a footer."""
    return (
        f'<!DOCTYPE html><html lang="en-GB"><head>{HEAD.format(charset=charset)}{head}</head><body>'
        '<nav><a href="/">Home</a> <a href="/world">World</a></nav><article><h1>Talks end in Iran</h1>'
        f"<p>NEW DELHI (Reuters) - {body}</p><p>“We met commander Ismail Khan – and others – in Iran,”"
        " the minister told reporters on Monday.</p>"
        "<p>The group said that no further meeting had been planned.</p></article>"
        "<footer>© 2022 Example News. All rights reserved. Privacy. Terms of use.</footer></body></html>"
    )


def one(data: bytes, suffix: str, folder: Path) -> Article:
    """Return the only article of a file."""
    [outcome] = every(data, suffix, folder)
    assert isinstance(outcome, Article), outcome
    return outcome


def every(data: bytes, suffix: str, folder: Path) -> list[Article | Rejected]:
    """Return all that a file holds."""
    file = folder / f"file{suffix}"
    file.write_bytes(data)
    return list(read([file]))


def test_formats_are_listed_once() -> None:
    """Each suffix belongs to one format, and a known suffix decides over what the file holds."""
    assert len(SUFFIXES) == len(set(SUFFIXES))
    assert {name for name, *_ in FORMATS} == {"text", "html", "jsonl", "json"}
    assert format_of("a.TXT", b"<html>").name == "text"


# ---------------------------------------------------------------- text


@pytest.mark.parametrize("suffix", [".txt", ".md"])
def test_text_is_the_decoded_file_unchanged(suffix: str, tmp_path: Path) -> None:
    """White space, Markdown and line ends stay as they are."""
    text = f"\n# Talks\r\n\r\n  {BODY}\t \n\n* “one”\u2028\u00a0two\n"
    assert one(text.encode(), suffix, tmp_path).text == text


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252", "latin-1", "cp1251", "koi8-r", "shift_jis"],
)
def test_encoding_is_told(encoding: str) -> None:
    """Unicode is read by its mark, Western and other old encodings by what they hold."""
    texts = {
        "cp1251": RUSSIAN,
        "koi8-r": RUSSIAN,
        "shift_jis": "双方は日曜日にテヘランで会談したが、合意には至らなかったと代表は述べた。",
        "latin-1": BODY + " The café in Orléans was closed.",
    }
    text = texts.get(encoding, BODY + " “It’s over – for now,” he said in Bogotá. It cost £5.")
    assert decode(text.encode(encoding)) == text


def test_utf16_without_a_mark_is_refused_with_advice() -> None:
    """Half of such a file is zero bytes; the reason says what to do."""
    with pytest.raises(InputError, match="save it as UTF-8"):
        decode(BODY.encode("utf-16-le"))


def test_only_the_mark_is_taken_away() -> None:
    """A byte order mark goes, the same character further on stays."""
    assert decode("\ufeff\ufeffTalks\ufeff".encode()) == "\ufeffTalks\ufeff"


def test_utf8_with_damage_is_not_read_as_something_else() -> None:
    """One bad byte among good UTF-8 must not turn every “ into â€œ; the reason says where it is."""
    data = "“Talks” – “failed” – “again”".encode()
    with pytest.raises(InputError, match="byte 5"):
        decode(data[:5] + b"\xff" + data[5:])


# ---------------------------------------------------------------- html


@pytest.mark.parametrize("suffix", [".html", ".htm", ".xhtml"])
def test_page_gives_the_article_and_what_it_says_of_itself(suffix: str, tmp_path: Path) -> None:
    """Text without menu and footer, title, outlet, author, date, address and language."""
    ld = f'<script type="application/ld+json">{json.dumps(LD)}</script>'
    article = one(page(head=ld).encode(), suffix, tmp_path)
    assert BODY in article.text
    assert "Home" not in article.text
    assert "Privacy" not in article.text
    assert (article.title, article.outlet, article.author) == (
        "Talks end in Iran",
        "Example News",
        "Jane Doe",
    )
    assert (article.url, article.language) == ("https://www.example.org/news/talks-end", "en-GB")
    assert article.published == "2022-01-11T09:30:00+05:30"
    assert article.title_span is not None
    assert article.text[slice(*article.title_span)] == "Talks end in Iran"
    assert article.dateline is not None
    assert article.text[slice(*article.dateline)] == "NEW DELHI (Reuters) -"
    assert [article.text[start:end] for start, end in article.credits] == ["Reuters"]


@pytest.mark.parametrize(
    ("head", "published"),
    [
        ("", None),
        (
            '<meta property="article:published_time" content="2022-01-11T04:00:00Z">',
            "2022-01-11T04:00:00+00:00",
        ),
        ('<meta itemprop="datePublished" content="2022-01-11">', "2022-01-11"),
        ('<meta name="date" content="January 11, 2022">', "2022-01-11"),
        ('<meta property="article:modified_time" content="2022-01-12">', None),
        ('<meta name="date" content="11/01/2022">', None),
        (
            (
                '<script type="application/ld+json">{broken</script>'
                '<script type="application/ld+json">[{"@type":"NewsArticle","datePublished":"2022-01-10"}]'
                '</script><meta property="article:published_time" content="2022-01-11">'
            ),
            "2022-01-10",
        ),
        ('<script type="application/ld+json">{"datePublished":["2022"], "@graph": "x"}</script>', None),
        ('<script type="application/ld+json">' + "[" * 100_000 + "</script>", None),
    ],
)
def test_date_is_taken_only_where_the_page_states_it(
    head: str, published: str | None, tmp_path: Path
) -> None:
    """JSON-LD before meta; the years in the footer and the text are no date of publication."""
    body = f"{BODY} It was on 3 March 2021 that they last met."
    assert one(page(head=head, body=body).encode(), ".html", tmp_path).published == published


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [
        ("windows-1252", "cp1252"),
        ("iso-8859-1", "cp1252"),  # what browsers read under this name
        ("utf-8", "utf-8"),
        ("windows-1252", "utf-8"),  # mislabelled, and plainly UTF-8
        ("utf-8", "utf-8-sig"),
        ("utf-8", "utf-16"),
        ("no-such-charset", "cp1252"),
        ("hex", "cp1252"),  # a codec of Python, not of text
    ],
)
def test_page_is_read_in_the_encoding_that_it_declares(charset: str, encoding: str, tmp_path: Path) -> None:
    """Quotation marks and dashes come out right under every label."""
    article = one(page(charset=charset).encode(encoding), ".html", tmp_path)
    assert "“We met commander Ismail Khan – and others – in Iran,”" in article.text


def test_page_with_xml_declaration_is_read(tmp_path: Path) -> None:
    """XHTML with its declaration of encoding, which lxml refuses in decoded text, is read."""
    article = one(b'<?xml version="1.0" encoding="utf-8"?>' + page().encode(), ".xhtml", tmp_path)
    assert BODY in article.text


@pytest.mark.parametrize(
    "data",
    [
        b"<html><head><title>Nothing</title></head><body></body></html>",
        b"<html",
        b"<<<<>>>>",
        b"<!DOCTYPE html>",
        b"<html><body><img src='x.png'></body></html>",
        b"<html><body>" + b"<div>" * 50_000,
        b"<a><b></a></c>" * 1000,
    ],
)
def test_page_without_text_is_rejected(data: bytes, tmp_path: Path) -> None:
    """Empty, broken and endlessly nested pages are rejected, in words that a user understands."""
    [outcome] = every(data, ".html", tmp_path)
    assert isinstance(outcome, Rejected)
    assert "no article text" in outcome.reason or "cannot be read" in outcome.reason


def test_damaged_page_never_raises(tmp_path: Path) -> None:
    """A page cut off, with bytes lost or shuffled, becomes an article or a rejection."""
    rng = random.Random(7)  # noqa: S311  the same damage in every run
    whole = page().encode()
    for _ in range(60):
        data = bytearray(whole[: rng.randrange(len(whole))])
        for _ in range(rng.randrange(20)):
            if data:
                data[rng.randrange(len(data))] = rng.randrange(256)
        for outcome in every(bytes(data) or b"<", ".html", tmp_path):
            assert isinstance(outcome, Article | Rejected)


# ---------------------------------------------------------------- json lines


def lines(*values: Any) -> bytes:
    """Return JSON Lines; a string stands as it is."""
    return "\n".join(value if isinstance(value, str) else json.dumps(value) for value in values).encode()


def test_shapes_of_trafilatura_and_news_please_are_read(tmp_path: Path) -> None:
    """Both spell text, outlet, author, date and address in their own way."""
    trafilatura = {
        "title": "Talks end",
        "author": "Jane Doe; Ali Reza",
        "hostname": "example.org",
        "date": "2022-01-11",
        "source": "https://example.org/a",
        "source-hostname": "Example News",
        "language": "en",
        "text": BODY,
    }
    news_please = {
        "title": "Talks end",
        "authors": ["Jane Doe", "Ali Reza"],
        "date_publish": "2022-01-11 00:00:00",
        "source_domain": "example.org",
        "maintext": BODY,
        "url": "https://example.org/a",
        "language": None,
    }
    first, second = every(lines(trafilatura, news_please), ".jsonl", tmp_path)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.outlet, first.author, first.language) == ("Example News", "Jane Doe; Ali Reza", "en")
    assert (second.outlet, second.author, second.language) == ("example.org", "Jane Doe, Ali Reza", None)
    for article in (first, second):
        assert (article.title, article.published) == ("Talks end", "2022-01-11")
        assert (article.url, article.text) == ("https://example.org/a", BODY)
    assert (first.part, second.part) == ("1", "2")


def test_bad_line_is_rejected_with_its_number_and_the_others_go_on(tmp_path: Path) -> None:
    """Each bad line is one rejection under ``path:line``; blank lines are passed over."""
    data = lines(
        {"text": BODY},
        "",
        "{not json",
        "[1, 2]",
        {"title": "no text"},
        {"text": " "},
        {"text": 7},
        {"text": "Two words"},
        {"text": "zero \0 character in it"},
        '{"text": ' + "9" * 5000 + "}",
        '{"a":' * 20_000,
        {"text": BODY + " Again."},
    )
    found = every(data, ".ndjson", tmp_path)
    assert [one_.part for one_ in found if isinstance(one_, Article)] == ["1", "12"]
    path = str(tmp_path / "file.ndjson")
    assert [one_.input for one_ in found if isinstance(one_, Rejected)] == [
        f"{path}:{n}" for n in range(3, 12)
    ]
    assert all(one_.reason for one_ in found if isinstance(one_, Rejected))


def test_line_separator_inside_a_string_does_not_cut_a_line(tmp_path: Path) -> None:
    """JSON may hold U+2028 and U+0085 as they are; only a line feed ends a line."""
    text = f"{BODY}\u2028{BODY}\x85{BODY}"
    article = one(json.dumps({"text": text}, ensure_ascii=False).encode() + b"\r\n", ".jsonl", tmp_path)
    assert article.text == text


def test_half_a_character_in_json_is_replaced(tmp_path: Path) -> None:
    r"""A lone ``\ud800`` is legal JSON, and no text that a file can hold."""
    assert (
        one(b'{"text": "Talks \\ud800 have failed"}', ".jsonl", tmp_path).text == "Talks \ufffd have failed"
    )


@pytest.mark.parametrize(
    ("value", "parts"),
    [
        ({"text": BODY}, [None]),
        ([{"text": BODY}, 3, {"maintext": BODY}], ["1", "3"]),
        ([], []),
        ("x", []),
        (None, []),
    ],
)
def test_json_file_holds_one_article_or_a_list(
    value: object, parts: list[str | None], tmp_path: Path
) -> None:
    """An object is an article; of a list each; anything else is rejected."""
    found = every(json.dumps(value, indent=2).encode(), ".json", tmp_path)
    assert [one_.part for one_ in found if isinstance(one_, Article)] == parts
    assert len(found) == max(len(parts) + (1 if len(parts) == 2 else 0), 1)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
KEYS = ("text", "maintext", "title", "author", "authors", "date", "url", "source", "hostname", "language")


@settings(max_examples=200, deadline=None)
@given(value=st.dictionaries(st.sampled_from(KEYS), JSON))
def test_any_values_in_json_are_borne(value: dict[str, object]) -> None:
    """Values of any type under the known keys become an article or a rejection."""
    stdin = io.BytesIO(json.dumps({"text": BODY, **value}).encode())
    outcomes: Iterator[Article | Rejected] = read(["-"], stdin=stdin)
    [outcome] = outcomes
    if isinstance(outcome, Article):
        outcome.text.encode()
        "".join(filter(None, [outcome.title, outcome.author, outcome.url, outcome.language])).encode()
