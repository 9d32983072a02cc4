"""What each format holds: text as it is, the article of a web page, and articles line by line."""

import contextlib
import gzip
import io
import json
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.ingest import read
from sayso.ingest.decode import decode
from sayso.ingest.formats import FORMATS, LISTS, SUFFIXES, Format, format_of, format_of_type
from sayso.ingest.outcomes import Pointer
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
    """Each name is there once and says what it is; a known suffix decides over what the file holds."""
    assert len({one.name for one in FORMATS}) == len(FORMATS)
    assert len(SUFFIXES) == len(set(SUFFIXES))
    assert set(LISTS) <= set(SUFFIXES)
    assert all(one.suffixes and one.about for one in FORMATS)
    assert format_of("a.TXT", b"<html>").name == "text"
    assert format_of("a.ninjs.json", b"{}").name == "ninjs"
    assert format_of("a.warc.gz", b"").name == "warc"


HELD = {
    "html": b"<?xml version='1.0'?><!-- a --><!DOCTYPE html><html>",
    "pdf": b"\r\n%PDF-1.7",
    "docx": b"PK\x03\x04 ... word/document.xml",
    "wacz": b"PK\x03\x04 ... archive/data.warc.gz ... datapackage.json",
    "warc": gzip.compress(b"WARC/1.1\r\n"),
    "eml": b"Received: from a\r\n by b\r\nFrom: press@example.org\r\n\r\nTalks",
    "mbox": b"From a@example.org Mon Jan 10 09:00:00 2022\nReceived: from a\nFrom: b\n\nTalks",
    "feed": b"<?xml version='1.0'?>\n<?xml-stylesheet href='a'?><!-- b --><rss version='2.0'>",
    "opml": b"\xef\xbb\xbf<opml version='2.0'>",
    "newsml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><nar:newsMessage xmlns:nar='d'>",
    "ninjs": b'{"uri": "urn:a", "body_text": "Talks"}',
    "jsonl": b'{"text": "Talks"}\n{"text": "Talks"}',
    "json": b'[{"text": "Talks"},\n {"text": "Talks"}]',
    "manifest": "\ufeffoutlet;path\nThe Post;a.txt".encode("utf-16-le"),
    "csv": b"id\ttext\turl\n1\tTalks\thttps://example.org/a",
}


@pytest.mark.parametrize("name", HELD)
def test_what_a_file_holds_is_told_without_a_suffix(name: str) -> None:
    """What comes in by standard input, or from the network as bytes of no kind, is told by itself."""
    assert format_of("-", HELD[name]).name == name
    assert format_of_type("application/octet-stream", HELD[name]).name == name


@pytest.mark.parametrize(
    "data",
    [
        b"Text, and more of it.\nTalks ended.",
        b"Content\n\nTalks ended.",
        b"From: the ministry\nDate: Monday\n\nTalks ended.",
        b"From the archive: talks ended in 2022\nnothing more",
        b"{talks} ended",
        "Talks – ended".encode(),
    ],
)
def test_plain_text_is_taken_for_nothing_else(data: bytes) -> None:
    """Words that begin as a table, an e-mail or a mailbox does are text all the same."""
    assert format_of("-", data).name == "text"


def test_formats_that_share_a_suffix_are_told_apart() -> None:
    """.xml, .json and .csv are read by what they hold; XML of another kind is refused."""
    assert format_of("a.xml", HELD["feed"]).name == "feed"
    assert format_of("a.xml", HELD["newsml"]).name == "newsml"
    assert format_of("a.json", HELD["ninjs"]).name == "ninjs"
    assert format_of("a.json", b'{"text": "Talks", "uri": "x"}').name == "json"
    assert format_of("a.csv", b"url,headline (short)\nhttps://example.org/a,Talks").name == "manifest"
    assert format_of("a.csv", b"talks ended").name == "csv"
    with pytest.raises(InputError, match="no kind that is read"):
        format_of("sitemap.xml", b"<?xml version='1.0'?><urlset></urlset>")


@pytest.mark.parametrize("form", FORMATS, ids=lambda form: form.name)
@settings(max_examples=25, deadline=None)
@given(rest=st.binary(max_size=200))
def test_any_bytes_are_borne_by_every_reader(form: Format, rest: bytes) -> None:
    """Whatever a file of a known suffix holds, it becomes articles, pointers, rejections or an InputError."""
    for data in (rest, HELD.get(form.name, b"") + rest):
        with contextlib.suppress(InputError):
            assert all(isinstance(one, Article | Rejected | Pointer) for one in form.read(data, path="a"))


def test_comments_before_a_page_cost_no_time() -> None:
    """Thousands of comments, and no page after them, are looked at once."""
    assert format_of("-", b"<!--a-->" * 4000 + b"talks").name == "text"


def test_media_type_tells_the_format() -> None:
    """What the network calls it counts, but for feeds and tables that are served as something else."""
    assert format_of_type("application/pdf", b"damaged").name == "pdf"
    assert format_of_type("text/html", b"<p>Talks").name == "html"
    assert format_of_type("text/html", HELD["feed"]).name == "feed"
    assert format_of_type("text/csv", HELD["csv"]).name == "csv"
    assert format_of_type("text/plain", b"url\nhttps://example.org/a").name == "manifest"
    assert format_of_type("text/plain", b"Talks").name == "text"


@pytest.mark.parametrize(
    ("data", "advice"),
    [
        (b"%PDF-1.7", ".pdf"),
        (b"PK\x03\x04", "unpack it"),
        (b"\xd0\xcf\x11\xe0", ".docx"),
        (b"{\\rtf1", ".docx"),
        (b"\x1f\x8b\x08", "unpack it"),
    ],
)
def test_what_is_no_text_is_refused_with_advice(data: bytes, advice: str) -> None:
    """Old office documents, archives and misnamed files are refused in words that help."""
    with pytest.raises(InputError, match=re.escape(advice)):
        decode(data)


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
    assert article.provenance == {
        "title": "meta og:title",
        "outlet": "meta og:site_name",
        "author": "meta author",
        "published": "JSON-LD",
        "url": "link canonical",
        "language": "html lang",
    }


def test_json_ld_counts_more_than_meta(tmp_path: Path) -> None:
    """Headline, people, publisher and language are the NewsArticle's own; a title wins if the text has it."""
    news = {
        "@type": ["Thing", "ReportageNewsArticle"],
        "headline": "Talks fail &amp; all leave",
        "author": [
            {"@type": "Person", "name": "By Ali Reza"},
            {"@id": "#jo"},
            {"url": "https://example.org/x"},
        ],
        "publisher": {"@id": "#org"},
        "datePublished": "2022-01-10",
        "inLanguage": {"@type": "Language", "alternateName": "en"},
        "mainEntityOfPage": {"@id": "https://example.org/b"},
    }
    others = [
        {"@id": "#org", "name": "Example Media"},
        {"@id": "#jo", "givenName": "Jo", "familyName": "Roe"},
    ]
    ld = json.dumps({"@graph": [{"@type": "WebPage", "datePublished": "2020-01-01"}, *others, news]})
    whole = page(head=f'<script type="application/ld+json">{ld}</script>')
    article = one(whole.encode(), ".html", tmp_path)
    assert (article.title, article.provenance["title"]) == ("Talks end in Iran", "meta og:title")
    assert (article.outlet, article.author) == ("Example Media", "Ali Reza, Jo Roe")
    assert (article.published, article.provenance["published"]) == ("2022-01-10", "JSON-LD")
    assert (article.language, article.url) == ("en-GB", "https://www.example.org/news/talks-end")
    bare = (
        whole.replace(' lang="en-GB"', "")
        .replace("canonical", "x")
        .replace("Talks end in", "Talks fail & all leave")
    )
    article = one(bare.encode(), ".html", tmp_path)
    assert (article.language, article.url) == ("en", "https://example.org/b")
    assert article.provenance["url"] == article.provenance["language"] == "JSON-LD"


def test_of_several_articles_in_a_page_the_one_in_its_heading_counts(tmp_path: Path) -> None:
    """Related stories in a page's JSON-LD give it no date and no author."""
    related = {
        "@type": "NewsArticle",
        "headline": "Floods",
        "datePublished": "2001-01-01",
        "author": "Bo Roe",
    }
    own = {"@type": "NewsArticle", "headline": "Talks end in Iran", "datePublished": "2022-01-10"}
    ld = f'<script type="application/ld+json">{json.dumps([related, own])}</script>'
    article = one(page(head=ld).encode(), ".html", tmp_path)
    assert (article.published, article.author) == ("2022-01-10", "Jane Doe")


def test_body_in_json_ld_is_read_where_the_page_shows_none(tmp_path: Path) -> None:
    """A page that a script fills has its text in articleBody, with or without markup."""
    ld = {
        "@type": "NewsArticle",
        "headline": "Talks end",
        "articleBody": f"<p>{BODY}</p><p>“A &amp; B”<br>left.</p>",
    }
    script = f'<html><script type="application/ld+json">{json.dumps(ld)}</script><body></body></html>'
    article = one(script.encode(), ".html", tmp_path)
    assert article.text == f"{BODY}\n\n“A & B”\nleft."
    assert article.provenance == {"title": "JSON-LD"}


def test_names_of_programs_and_addresses_are_no_names_of_people(tmp_path: Path) -> None:
    """Accounts and addresses are passed over for what comes after."""
    head = (
        '<meta name="author" content="admin"><meta property="article:author" content="https://example.org/jo">'
        '<meta name="byl" content="Jo Roe"><meta name="byl" content="Reuters">'
        '<meta property="og:locale" content="en_US">'
    )
    bare = page().replace(HEAD.format(charset="utf-8"), head).replace(' lang="en-GB"', "")
    article = one(bare.encode(), ".html", tmp_path)
    assert (article.author, article.provenance["author"]) == ("Jo Roe, Reuters", "meta byl")
    assert article.language == "en-US"


def test_a_guessed_date_is_kept_apart(tmp_path: Path) -> None:
    """Where no date is stated, htmldate's guess is marked as one; a stated date leaves none."""
    article = one(page().encode(), ".html", tmp_path)
    assert (article.published, article.published_guess) == (None, "2022-01-01")
    assert article.provenance["published_guess"] == "guess (htmldate)"
    dated = page(head='<meta name="date" content="2022-01-11">')
    article = one(dated.encode(), ".html", tmp_path)
    assert (article.published, article.published_guess) == ("2022-01-11", None)
    assert article.provenance["published"] == "meta date"
    assert "published_guess" not in article.provenance


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


def test_line_ends_inside_strings_spoil_no_json(tmp_path: Path) -> None:
    """JSON written by hand has its line ends as they are, which strict readers refuse."""
    assert one(f'{{"text": "{BODY}\n\n\t{BODY}"}}'.encode(), ".json", tmp_path).text == f"{BODY}\n\n\t{BODY}"


@pytest.mark.parametrize("name", ["Toby Jones", "By Toby Jones", "BY: Toby Jones"])
def test_author_is_freed_of_by_at_the_beginning_only(name: str, tmp_path: Path) -> None:
    """A name in which "by" is the end of a word stays whole."""
    thing = {"@type": "NewsArticle", "author": {"name": name}, "articleBody": BODY}
    assert one(json.dumps(thing).encode(), ".jsonld", tmp_path).author == "Toby Jones"


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


def test_page_in_an_encoding_that_looks_like_ascii(tmp_path: Path) -> None:
    """ISO-2022-JP is plain ASCII to the eye of UTF-8; the page's word counts."""
    paragraph = "双方は日曜日にテヘランで会談し、合意なく終わったと特使が述べた。"
    data = f"<html><meta charset='iso-2022-jp'><article><p>{paragraph * 5}</p></article></html>"
    assert paragraph in one(data.encode("iso2022_jp"), ".html", tmp_path).text


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
        assert set(article.provenance.values()) == {"JSON"}
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


@pytest.mark.parametrize("suffix", [".jsonld", ".json", ".jsonl"])
def test_schema_org_articles_are_read(suffix: str, tmp_path: Path) -> None:
    """A NewsArticle with its body is read from JSON-LD, JSON and JSON Lines alike."""
    news = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": "Talks end",
        "author": {"name": "Jane Doe"},
        "publisher": {"name": "Example News"},
        "datePublished": "2022-01-11T09:30:00+05:30",
        "url": "https://example.org/a",
        "articleBody": BODY,
    }
    article = one(json.dumps(news).encode(), suffix, tmp_path)
    assert (article.title, article.author, article.outlet) == ("Talks end", "Jane Doe", "Example News")
    assert (article.url, article.text, article.published) == (
        "https://example.org/a",
        BODY,
        "2022-01-11T09:30:00+05:30",
    )
    assert set(article.provenance.values()) == {"JSON-LD"}


def test_several_schema_org_articles_have_their_places(tmp_path: Path) -> None:
    """Of a graph each article is read; what has no body, or is no article, is passed over."""
    news = [{"@type": "NewsArticle", "articleBody": f"{BODY} {n}"} for n in range(2)]
    graph = {"@graph": [{"@type": "Person", "name": "Jo"}, *news, {"@type": "NewsArticle", "headline": "x"}]}
    found = every(json.dumps(graph).encode(), ".jsonld", tmp_path)
    assert [one_.part for one_ in found if isinstance(one_, Article)] == ["1", "2"]
    [outcome] = every(b'{"@type": "Person"}', ".jsonld", tmp_path)
    assert isinstance(outcome, Rejected)
    assert "no schema.org article" in outcome.reason


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
KEYS = (
    "@type",
    "@graph",
    "articleBody",
    "publisher",
    "text",
    "maintext",
    "title",
    "author",
    "authors",
    "date",
    "url",
    "source",
    "hostname",
    "language",
)


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
