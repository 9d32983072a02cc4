"""Keeping what was fetched: tools of web archives read it, sayso too, and nothing is overwritten."""

import gzip
import hashlib
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.digestverifyingreader import DigestChecker

from sayso.errors import InputError
from sayso.ingest.readers.web_archive import articles_of_warc
from sayso.ingest.web.archive import FetchArchive
from sayso.ingest.web.fetched import Exchange
from sayso.records import Article

PAGE = (
    b"<!DOCTYPE html><html><head><title>Talks end</title></head><body><article><h1>Talks end</h1>"
    b"<p>The talks in the capital ended without a result on Sunday, an envoy of the group said.</p>"
    b"<p>The ministry did not say whether a second meeting had been offered to the group.</p>"
    b"</article></body></html>"
)
TIME = datetime(2026, 5, 3, 10, 15, tzinfo=UTC)


def exchange(url: str = "https://news.example/a?b=c", data: bytes = PAGE, **changed: Any) -> Exchange:
    """Return a request and its answer, sent packed and in chunks."""
    given: dict[str, Any] = {
        "url": url,
        "protocol": "HTTP/1.1",
        "status": 200,
        "phrase": "OK",
        "asked": (("Host", "news.example"), ("User-Agent", "sayso/0")),
        "headers": (
            ("Content-Type", "text/html; charset=utf-8"),
            ("Content-Encoding", "gzip"),
            ("transfer-encoding", "chunked"),
            ("X-Name", "caf\xe9"),
        ),
        "data": data,
        "whole": True,
    }
    return Exchange(**given | changed)


REDIRECT = exchange(
    "https://news.example/r",
    b"",
    status=302,
    phrase="Found",
    whole=False,
    headers=(("Location", "/a?b=c"), ("Content-Length", "154")),
    leads_to="https://news.example/a?b=c",
)


def archive(folder: Path) -> FetchArchive:
    """Return an archive at a fixed time."""
    return FetchArchive(folder, now=lambda: TIME)


def test_tools_of_web_archives_read_it(tmp_path: Path) -> None:
    """Each step's request and answer stand in it with their headers, and every digest holds."""
    path = archive(tmp_path).keep([REDIRECT, exchange()])
    records, checker = [], DigestChecker("raise")
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests=checker):
            head = record.rec_headers.get_header
            content = record.content_stream().read()
            records.append((record.rec_type, head("WARC-Target-URI"), content))
            assert head("WARC-Date") == "2026-05-03T10:15:00Z"
            if content == PAGE:
                http = record.http_headers.get_header
                assert head("WARC-Payload-Digest") == f"sha256:{hashlib.sha256(PAGE).hexdigest()}"
                assert http("X-Archive-Orig-Content-Encoding") == "gzip"
                assert http("Content-Length") == str(len(PAGE))
                assert not http("Content-Encoding")
            if record.rec_type == "response" and not content:
                assert record.http_headers.get_header("Location") == "/a?b=c"
                assert head("WARC-Truncated") == "unspecified"
    assert [kind for kind, *_ in records] == ["warcinfo", "response", "request", "response", "request"]
    assert records[3][1:] == ("https://news.example/a?b=c", PAGE)
    assert b"software: sayso/" in records[0][2]
    assert b"X-Name: caf\xe9\r\n" in gzip.decompress(path.read_bytes())
    assert b"GET /a?b=c HTTP/1.1\r\nHost: news.example\r\n" in gzip.decompress(path.read_bytes())


def test_sayso_reads_it_again(tmp_path: Path) -> None:
    """The page becomes an article with its address, from the archive alone."""
    path = archive(tmp_path).keep([REDIRECT, exchange()])
    [article] = articles_of_warc(path.read_bytes(), path=str(path))
    assert isinstance(article, Article)
    assert article.url == "https://news.example/a?b=c"
    assert "ended without a result" in article.text


def test_same_page_is_kept_once_and_nothing_is_overwritten(tmp_path: Path) -> None:
    """The same bytes from the same address add nothing, on another day either; others do."""
    first = archive(tmp_path).keep([exchange()])
    before = first.read_bytes()
    later = FetchArchive(tmp_path, now=lambda: TIME.replace(day=4))
    assert later.keep([REDIRECT, exchange(headers=())]) == first
    assert first.read_bytes() == before
    later.keep([exchange(data=PAGE + b" ")])
    later.keep([exchange("https://news.example/b")])
    assert len(list(tmp_path.iterdir())) == 3
    assert first.name.startswith("news.example-")


@pytest.mark.parametrize("url", ["http://[2606:4700::1111]/a", f"http://{'a' * 60}.{'b' * 60}.example/"])
def test_name_of_the_file_is_one_that_every_system_takes(tmp_path: Path, url: str) -> None:
    """Hosts of any form and length make plain names."""
    name = archive(tmp_path).keep([exchange(url)]).name
    assert len(name) < 120
    assert name.isascii()
    assert ":" not in name


def test_header_cannot_begin_a_record(tmp_path: Path) -> None:
    """Line ends in what a server sent are no line ends of the archive."""
    evil = "OK\r\n\r\n\r\n\r\nWARC/1.1\r\nWARC-Type: response"
    path = archive(tmp_path).keep([exchange(phrase=evil, headers=(("A", evil),))])
    with path.open("rb") as file:
        assert [record.rec_type for record in ArchiveIterator(file)] == ["warcinfo", "response", "request"]


def test_folder_that_cannot_be_written_has_a_reason(tmp_path: Path) -> None:
    """A folder that is none, or is gone, is an InputError that says so."""
    (tmp_path / "file").write_bytes(b"")
    for name in ("file", "file/in", "a\0b"):
        with pytest.raises(InputError, match="cannot be made"):
            archive(tmp_path / name)
    gone = archive(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    with pytest.raises(InputError, match="cannot be written"):
        gone.keep([exchange()])


def test_file_that_cannot_be_finished_is_taken_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half a page does not stand for the whole one."""
    kept = archive(tmp_path)
    opened = Path.open

    class Full:
        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            return

        def write(self, _: bytes) -> None:
            raise OSError(28, "No space left on device")

    def full(path: Path, mode: str) -> Full:
        opened(path, mode).close()
        return Full()

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(InputError, match="no space left on device"):
        kept.keep([exchange()])
    assert list(tmp_path.iterdir()) == []
