"""Web archives: WARC files as crawlers write them, and WACZ files, which pack them.

Only what a page holds is read: the answers that were pages, texts or documents. The day on which
a page was fetched is not the day on which it was published. Nothing else that an archive says
(its list of pages, its index, its screenshots) is looked at.
"""

import io
import re
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from zipfile import ZipFile

from sayso.errors import InputError
from sayso.ingest.article import article_of, filled
from sayso.ingest.decode import labelled, labels_of
from sayso.ingest.outcomes import rejected
from sayso.ingest.readers.docx import articles_of_docx
from sayso.ingest.readers.fields import one_line, web_address
from sayso.ingest.readers.html_page import articles_of_html
from sayso.ingest.readers.pdf import articles_of_pdf
from sayso.ingest.readers.unpacking import Room, archive_of, inflated, member_of
from sayso.records import Article, Rejected

__all__ = ["articles_of_wacz", "articles_of_warc"]

_GZIP = b"\x1f\x8b\x08"
_INSIDE = re.compile(r"archive/[^/]+\.warc(?:\.gz)?")  # of a WACZ file
_READ = frozenset(["response", "resource", "conversion"])
_NEXT = re.compile(rb"\r?\n\r?\nWARC/\d")
_BLANKS = re.compile(rb"[\r\n]+")
_ID = re.compile(rb"WARC-Record-ID:[ \t]*<?([^\s>]{1,200})", re.IGNORECASE)
_LENGTH = re.compile(r"[0-9]{1,11}")
_LONGEST_HEAD = 1 << 16  # bytes of a record's or an answer's header
_LONGEST_SIZE = 64  # bytes of the line that opens a chunk
_MOST_CODINGS = 3  # that an answer may be packed in, one in the other
_BLOCK = 1 << 20  # bytes that brotli unpacks at a time
_READERS = {
    "application/pdf": articles_of_pdf,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": articles_of_docx,
}
_PAGES = frozenset(["text/html", "application/xhtml+xml"])


class _Record(NamedTuple):
    """One record of an archive: what it answers to ("" for what is no web address), and its bytes."""

    name: str
    kind: str
    url: str
    content_type: str
    content: bytes


def articles_of_warc(data: bytes, *, path: str) -> Iterator[Article | Rejected]:
    """Yield the articles of a WARC file, packed with gzip or not; ``part`` is the record's id.

    A damaged record is rejected, and the rest goes on. Raises:
        InputError: it is no WARC file.
    """
    if not data.startswith(_GZIP) and not re.match(rb"\s*WARC/\d", data):
        raise InputError("it is no WARC file")
    yield from _some(_articles(data, path=path, room=Room(len(data))))


def articles_of_wacz(data: bytes, *, path: str) -> Iterator[Article | Rejected]:
    """Yield the articles of the WARC files in a WACZ file.

    Raises:
        InputError: it is no WACZ file.
    """
    archive = archive_of(data)
    names = dict.fromkeys(name for name in archive.namelist() if _INSIDE.fullmatch(name))
    if not names:
        raise InputError("it is no WACZ file (it has no archive/….warc.gz)")
    yield from _some(_articles_in_all(archive, names, path=path, room=Room(len(data))))


def _articles_in_all(
    archive: ZipFile, names: Iterable[str], *, path: str, room: Room
) -> Iterator[Article | Rejected]:
    for name in names:
        try:
            data = member_of(archive, name, room)
        except InputError as error:
            yield rejected(path, str(error), part=name)
        else:
            yield from _articles(data, path=path, room=room)
        if room.left < 0:
            return


def _some(outcomes: Iterator[Article | Rejected]) -> Iterator[Article | Rejected]:
    """Yield what there is; an archive with nothing to read in it is refused."""
    first = next(outcomes, None)
    if first is None:
        raise InputError("no page, text or document is in this archive")
    yield first
    yield from outcomes


def _articles(data: bytes, *, path: str, room: Room) -> Iterator[Article | Rejected]:
    for record in _records(data, path=path, room=room):
        if isinstance(record, Rejected):
            yield record
        else:
            yield from _read(record, path=path, room=room)
        if room.left < 0:
            yield rejected(path, "what follows in this archive was not read")
            return


# ---------------------------------------------------------------- records


def _records(data: bytes, *, path: str, room: Room) -> Iterator[_Record | Rejected]:
    """Yield the records that may hold an article, and a rejection for each stretch that is damaged."""
    for start, block in _blocks(data, room):
        if isinstance(block, InputError):
            yield rejected(path, str(block), part=f"byte {start}")
            continue
        at, sound = _past_blanks(block, 0), True
        while at < len(block):
            try:
                record, at = _record(block, at)
                sound = True
                if record is not None:
                    yield record
            except InputError as error:
                following = _NEXT.search(block, at + 1)
                end = following.start() if following else len(block)
                named = _ID.search(block, at, min(end, at + _LONGEST_HEAD))
                if named or sound:
                    name = named[1].decode("latin-1") if named else f"byte {start + at}"
                    yield rejected(path, str(error), part=name)
                sound = False
                at = _past_blanks(block, end)


def _past_blanks(block: bytes, at: int) -> int:
    """Return the place after the line ends that stand at a place."""
    blanks = _BLANKS.match(block, at)
    return blanks.end() if blanks else at


def _blocks(data: bytes, room: Room) -> Iterator[tuple[int, bytes | InputError]]:
    """Yield each gzip member unpacked, with its place in the file, or what is wrong with a stretch."""
    if not data.startswith(_GZIP):
        yield 0, data
        return
    view, at, sound = memoryview(data), 0, True
    while 0 <= at < len(data) and room.left >= 0:
        try:
            block, length = inflated(view[at:], room)
        except InputError as error:
            if sound or room.left < 0:
                yield at, error
            sound = False
            at = data.find(_GZIP, at + 1)
        else:
            sound = True
            yield at, block
            at += length


def _record(block: bytes, at: int) -> tuple[_Record | None, int]:
    """Return the record at a place, None if it can hold no article, and the place of the next one."""
    head, body = _head(block, at, ("WARC/1.0", "WARC/1.1", "WARC/0.17", "WARC/0.18"))
    length = head.get_header("Content-Length") or ""
    end = body + int(length) if _LENGTH.fullmatch(length) else -1
    after = _past_blanks(block, end)
    if not body <= end <= len(block) or not (after == len(block) or block.startswith(b"WARC/", after)):
        raise InputError("this record is damaged or cut off")
    url = (head.get_header("WARC-Target-URI") or "").strip("<> ")
    kind = head.get_header("WARC-Type") or ""
    if kind not in _READ or not web_address(url) or urlsplit(url).path == "/robots.txt":
        return None, after
    name = one_line((head.get_header("WARC-Record-ID") or "").strip("<>")) or f"byte {at}"
    content_type = head.get_header("Content-Type") or ""
    return _Record(name, kind, url, content_type, block[body:end]), after


def _head(block: bytes, at: int, versions: tuple[str, ...]) -> tuple[Any, int]:
    """Return the headers that begin at a place, and the place after them."""
    from warcio.statusandheaders import StatusAndHeadersParser  # noqa: PLC0415  few inputs are archives

    stream = io.BytesIO(block[at : at + _LONGEST_HEAD])
    try:
        head = StatusAndHeadersParser(versions).parse(stream)
    except Exception as error:  # a damaged header raises several kinds
        raise InputError("this record is damaged (its header cannot be read)") from error
    return head, at + stream.tell()


# ---------------------------------------------------------------- what a record holds


def _read(record: _Record, *, path: str, room: Room) -> Iterator[Article | Rejected]:
    """Yield the article that a record holds, or why not; nothing for what is no page, text or document."""
    try:
        yield from _articles_in(record, path=path, room=room)
    except InputError as error:
        yield rejected(path, str(error), part=record.name)


def _articles_in(record: _Record, *, path: str, room: Room) -> Iterator[Article | Rejected]:
    content, content_type = record.content, record.content_type
    if record.kind == "response":
        head, body = _head(content, 0, ("HTTP/1.0", "HTTP/1.1", "HTTP/2.0", "HTTP/2", "HTTP/3"))
        content_type = head.get_header("Content-Type") or ""
        if not head.statusline.startswith("200") or not _is_read(content_type):
            return
        content = _decoded(content[body:], head, room)
    if not _is_read(content_type):
        return
    kind, charset = labels_of(content_type)
    for article in _inside(content, kind, charset, path):
        if isinstance(article, Article):
            yield filled(replace(article, part=record.name, url=None), {"url": record.url}, "WARC")
        else:
            yield article


def _inside(content: bytes, kind: str, charset: str | None, path: str) -> Iterator[Article | Rejected]:
    if kind in _READERS:
        yield from _READERS[kind](content, path=path)
    elif kind in _PAGES:
        yield from articles_of_html(content, path=path, charset=charset)
    else:
        yield article_of(labelled(content, charset), path=path)


def _is_read(content_type: str) -> bool:
    kind, _ = labels_of(content_type)
    return kind in _PAGES or kind in _READERS or kind == "text/plain"


# ---------------------------------------------------------------- how an answer was sent


def _decoded(body: bytes, head: Any, room: Room) -> bytes:
    """Return the body of an answer without the codings in which it was sent."""
    if "chunked" in (head.get_header("Transfer-Encoding") or "").lower():
        body = _unchunked(body)
    codings = (head.get_header("Content-Encoding") or "").lower().replace(",", " ").split()
    for coding in reversed(codings[:_MOST_CODINGS]):
        if coding in {"gzip", "x-gzip"}:
            # archives often hold the page unpacked under the header of the packed one
            body = inflated(body, room)[0] if body.startswith(_GZIP[:2]) else body
        elif coding == "deflate":
            body = _inflated_somehow(body, room)
        elif coding == "br":
            body = _from_brotli(body, room)
        elif coding != "identity":
            raise InputError(f"it was sent in an encoding that is not read ({one_line(coding)})")
    return body


def _unchunked(body: bytes) -> bytes:
    """Return a body without the marks of its chunks; one that has none is returned as it is."""
    pieces: list[bytes] = []
    at = 0
    while at < len(body):
        line = body[at : at + _LONGEST_SIZE].partition(b"\r\n")
        size = line[0].partition(b";")[0].strip()
        if not line[1] or not re.fullmatch(rb"[0-9a-fA-F]{1,8}", size):
            if not pieces:
                return body
            raise InputError("its chunks are damaged")
        at += len(line[0]) + 2
        length = int(size, 16)
        if not length:
            break
        pieces.append(body[at : at + length])
        at += length + 2
    return b"".join(pieces)


def _inflated_somehow(body: bytes, room: Room) -> bytes:
    """Return what "deflate" holds: a zlib stream, or a bare one, which servers send as well."""
    try:
        return inflated(body, room, wbits=zlib.MAX_WBITS)[0]
    except InputError:
        if room.left < 0:
            raise
        return inflated(body, room, wbits=-zlib.MAX_WBITS)[0]


def _from_brotli(body: bytes, room: Room) -> bytes:
    """Return what brotli packed; text that already is unpacked is returned as it is."""
    import brotli  # noqa: PLC0415  few archives need it

    if body.lstrip()[:1] == b"<":
        return body
    engine, pieces = brotli.Decompressor(), []
    try:
        piece = engine.process(body, output_buffer_limit=_BLOCK)
        while piece or not engine.is_finished():
            room.take(len(piece))
            pieces.append(piece)
            if engine.is_finished() or (not piece and engine.can_accept_more_data()):
                break
            piece = engine.process(b"", output_buffer_limit=_BLOCK)
    except brotli.error as error:
        raise InputError("its packed data is damaged") from error
    if not engine.is_finished():
        raise InputError("its packed data is cut off")
    return b"".join(pieces)
