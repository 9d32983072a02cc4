"""Web archives: which records are read, under what address, and how damage and bombs are borne."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterable
from typing import Any

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.hostile import borne, damaged

from sayso.errors import InputError
from sayso.ingest.readers.web_archive import articles_of_wacz, articles_of_warc
from sayso.records import Article, Rejected

BODY = (
    "The two sides met in Tehran on Sunday, an envoy told “reporters” – and the talks ended with no result."
)
PAGE = (
    '<html><head><title>Talks end</title><meta property="article:published_time" content="2022-01-11"></head>'
    f"<body><article><h1>Talks end</h1><p>{BODY}</p><p>No more are planned.</p></article></body></html>"
)
WESTERN = PAGE.encode("cp1252")
HTML = "Content-Type: text/html; charset=windows-1252"


def record(  # noqa: PLR0913  all that a record may differ in
    name: str,
    body: bytes,
    *,
    url: str | None = None,
    kind: str = "response",
    head: Iterable[str] = (HTML,),
    status: str = "200 OK",
) -> bytes:
    """Return one record as a crawler writes it; ``head`` are the headers of the answer."""
    block = body
    if kind == "response":
        block = "\r\n".join([f"HTTP/1.1 {status}", *head, "", ""]).encode() + body
    fields = [
        "WARC/1.0",
        f"WARC-Type: {kind}",
        f"WARC-Record-ID: <urn:uuid:{name}>",
        "WARC-Date: 2023-03-03T03:03:03Z",
        f"WARC-Target-URI: {url or f'https://example.org/{name}'}",
        *(head if kind != "response" else ()),
        f"Content-Length: {len(block)}",
        "",
        "",
    ]
    return "\r\n".join(fields).encode() + block + b"\r\n\r\n"


def of(records: Iterable[bytes], *, packed: bool = True) -> bytes:
    """Return an archive of records, each packed on its own."""
    return b"".join(gzip.compress(one, mtime=0) if packed else one for one in records)


def read(*records: bytes, packed: bool = True) -> list[Any]:
    """Return what an archive gives."""
    return list(articles_of_warc(of(records, packed=packed), path="a.warc"))


def test_header_counts_more_than_the_page() -> None:
    """What a server says of the encoding counts more than what the page does, as when it is fetched."""
    page = WESTERN.replace(b"<head>", b"<head><meta charset='koi8-r'>")
    [article] = read(record("one", page))
    assert BODY in article.text


@pytest.mark.parametrize("packed", [True, False])
def test_page_is_an_article_under_its_address(packed: bool) -> None:  # noqa: FBT001  a parameter of the test
    """The id and the address are the archive's; the day of the crawl is not the day of publication."""
    [article] = read(record("one", WESTERN), packed=packed)
    assert isinstance(article, Article)
    assert BODY in article.text
    assert (article.part, article.url) == ("urn:uuid:one", "https://example.org/one")
    assert (article.title, article.published) == ("Talks end", "2022-01-11")
    assert article.provenance["url"] == "WARC"
    assert article.provenance["published"].startswith("meta")


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (("Content-Encoding: gzip",), gzip.compress(WESTERN)),
        (("Content-Encoding: deflate",), zlib.compress(WESTERN)),
        (("Content-Encoding: deflate",), zlib.compress(WESTERN)[2:-4]),
        (("Content-Encoding: br",), brotli.compress(WESTERN)),
        (("Content-Encoding: gzip",), WESTERN),  # some crawlers unpack and keep the header
        (("Content-Encoding: br",), WESTERN),
        (
            ("Transfer-Encoding: chunked",),
            b"a;x=y\r\n"
            + WESTERN[:10]
            + b"\r\n%x\r\n" % (len(WESTERN) - 10)
            + WESTERN[10:]
            + b"\r\n0\r\n\r\n",
        ),
        (("Transfer-Encoding: chunked",), WESTERN),
    ],
)
def test_answer_is_read_however_it_was_sent(head: tuple[str, ...], body: bytes) -> None:
    """Packed, in chunks, or neither, whatever the header says."""
    [article] = read(record("one", body, head=(HTML, *head)))
    assert BODY in article.text


def test_what_is_no_page_is_passed_over() -> None:
    """Requests, pictures, redirects, errors, robots.txt, revisits and what a crawler notes down itself."""
    found = read(
        record("info", b"software: x", kind="warcinfo", head=()),
        record("picture", b"\x89PNG", head=("Content-Type: image/png",)),
        record("moved", b"", status="301 Moved"),
        record("missing", WESTERN, status="404 Not Found"),
        record(
            "robots",
            b"User-agent: *",
            url="https://example.org/robots.txt",
            head=("Content-Type: text/plain",),
        ),
        record("again", b"", kind="revisit"),
        record(
            "copy",
            BODY.encode(),
            kind="resource",
            url="urn:text:https://example.org/",
            head=("Content-Type: text/plain",),
        ),
        record("plain", BODY.encode(), head=("Content-Type: text/plain; charset=utf-8",)),
        record("kept", PAGE.encode(), kind="resource", head=("Content-Type: text/html",)),
    )
    assert [one.part for one in found if isinstance(one, Article)] == ["urn:uuid:plain", "urn:uuid:kept"]
    assert len(found) == 2


def test_damaged_record_is_rejected_and_the_rest_goes_on() -> None:
    """By its id where that can be read, or else by its place."""
    good, bad = record("good", WESTERN), record("bad", WESTERN)
    wrong = bad.replace(b"Content-Length: ", b"Content-Length: 9")
    first, second = read(wrong, good, packed=False)
    assert isinstance(first, Rejected)
    assert (first.input, second.part) == ("a.warc:urn:uuid:bad", "urn:uuid:good")
    broken = bytearray(of([bad]))
    broken[40] ^= 0xFF
    first, second = articles_of_warc(bytes(broken) + of([good]), path="a.warc")
    assert isinstance(first, Rejected)
    assert first.input == "a.warc:byte 0"
    assert isinstance(second, Article)


def test_answer_that_cannot_be_unpacked_is_rejected_by_its_id() -> None:
    """Cut off, damaged, or in an encoding that is not read."""
    found = read(
        record("cut", gzip.compress(WESTERN)[:-9], head=(HTML, "Content-Encoding: gzip")),
        record("cut-br", brotli.compress(WESTERN)[:-9], head=(HTML, "Content-Encoding: br")),
        record("zstd", b"x", head=(HTML, "Content-Encoding: zstd")),
        record("empty", b"<html></html>"),
        record("good", WESTERN),
    )
    assert [one.input for one in found if isinstance(one, Rejected)] == [
        f"a.warc:urn:uuid:{name}" for name in ("cut", "cut-br", "zstd", "empty")
    ]
    assert isinstance(found[-1], Article)


@pytest.mark.parametrize(
    "bomb",
    [
        gzip.compress(bytes(30_000_000)),
        of([record("one", gzip.compress(bytes(30_000_000)), head=(HTML, "Content-Encoding: gzip"))]),
        of(
            [
                record(
                    "one", brotli.compress(bytes(30_000_000), quality=3), head=(HTML, "Content-Encoding: br")
                )
            ]
        ),
        of([record("one", gzip.compress(bytes(900_000)), head=(HTML, "Content-Encoding: gzip"))] * 40),
    ],
)
def test_bomb_is_not_unpacked(bomb: bytes) -> None:
    """What is packed once, twice or in many records is unpacked up to a bound, which the reason names."""
    found = list(articles_of_warc(bomb, path="bomb"))
    assert all(isinstance(one, Rejected) for one in found)
    assert any("it unpacks to more than" in one.reason for one in found if isinstance(one, Rejected))


def test_wacz_is_read_by_its_archives_alone() -> None:
    """Its index and its list of pages are not believed, and no name leads out of it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("datapackage.json", "{broken")
        archive.writestr("pages/pages.jsonl", BODY)
        archive.writestr("../archive/out.warc", record("out", WESTERN))
        archive.writestr("archive/data.warc.gz", of([record("one", WESTERN), record("two", WESTERN)]))
        archive.writestr("archive/more.warc", record("three", WESTERN), zipfile.ZIP_DEFLATED)
    found = list(articles_of_wacz(packed.getvalue(), path="a.wacz"))
    assert [one.part for one in found if isinstance(one, Article)] == [
        f"urn:uuid:{n}" for n in ("one", "two", "three")
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04 and so on",
        b"PK\x01\x02" * 30_000,
        b"WARC/1.0\r\n\r\n",
    ],
)
def test_what_is_no_archive_is_refused(data: bytes) -> None:
    """The reason is said in words."""
    with pytest.raises(InputError):
        list(articles_of_wacz(data, path="bad"))
    if not data.startswith(b"WARC"):
        with pytest.raises(InputError):
            list(articles_of_warc(data, path="bad"))


@pytest.mark.parametrize(
    "data",
    [
        b"\x1f\x8b\x08" * 300_000,
        b"\x1f\x8b\x08\x08aaaaaaaa" * 100_000,  # names of members that never end
        b"WARC/1.0\r\n\r\n" * 50_000,
        b"WARC/1.0\r\n" + b"a" * 5_000_000,
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 99999999999999999999\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: -5\r\n\r\n",
    ],
)
def test_heap_of_false_starts_is_one_rejection(data: bytes) -> None:
    """No time is spent on each of them, and the list of what is rejected stays short."""
    assert len(borne(articles_of_warc, data)) < 5


@given(data=st.binary(max_size=300))
def test_any_bytes_are_borne(data: bytes) -> None:
    """Nothing but records and InputError comes out, also of what begins well."""
    for start in (b"", b"WARC/1.0\r\n", of([record("one", WESTERN)])[:60], record("one", data)):
        borne(articles_of_warc, start + data)
    borne(articles_of_wacz, data)


@pytest.mark.parametrize("packed", [True, False])
def test_damage_is_borne(packed: bool) -> None:  # noqa: FBT001  a parameter of the test
    """Archives with bytes lost, doubled and shuffled."""
    whole = of([record(str(n), WESTERN) for n in range(3)], packed=packed)
    for data in damaged(whole):
        borne(articles_of_warc, data)
