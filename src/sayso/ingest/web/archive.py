"""Keeps what was fetched, as WARC files: the format in which web archives keep, exchange and show pages.

Each page has a file of its own, named after its host and a hash of its address and bytes. It holds
the request and the answer of each step with their headers; the page's payload digest is the
SHA-256 of its bytes. ``readers.web_archive`` reads these files again, and so do the tools of web archives.

A body is kept as it was unpacked, since the same page is packed differently from one day to the
next; the headers that told how it was sent are kept with "X-Archive-Orig-" before their names.
They are written here, as warcio would rewrite headers that are not in ASCII.
"""

import contextlib
import gzip
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

from sayso._version import __version__
from sayso.errors import InputError
from sayso.ingest.sources import why
from sayso.ingest.web.addresses import address_of, host_of
from sayso.ingest.web.fetched import Exchange

__all__ = ["FetchArchive"]

_OF_THE_TRANSFER = frozenset({"content-encoding", "content-length", "transfer-encoding"})


class FetchArchive:
    """A folder that keeps pages. No file in it is ever changed.

    Raises:
        InputError: the folder cannot be made.
    """

    def __init__(self, folder: Path, *, now: Callable[[], datetime]) -> None:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except (OSError, ValueError) as error:
            raise InputError(f"the archive {folder} cannot be made ({why(error)})") from error
        self._folder = folder
        self._now = now

    def keep(self, exchanges: list[Exchange]) -> Path:
        """Keep a page with the redirects that led to it, and return its file.

        A page that is here with the same address and bytes is not written again.

        Raises:
            InputError: it cannot be written.
        """
        path = self._folder / _name(exchanges[-1])
        records = b"".join(_records(exchanges, when=self._now().astimezone(UTC), name=path.name))
        try:
            file = path.open("xb")
        except FileExistsError:
            return path
        except OSError as error:
            raise self._trouble(error) from error
        try:
            with file:
                file.write(records)
        except OSError as error:
            with contextlib.suppress(OSError):
                path.unlink()  # half a page would stand for the whole one
            raise self._trouble(error) from error
        return path

    def _trouble(self, error: OSError) -> InputError:
        return InputError(f"the archive {self._folder} cannot be written ({why(error)})")


def _name(page: Exchange) -> str:
    """Return the name of a page's file, the same for the same address and bytes."""
    host = re.sub(r"[^a-z0-9.]+", "-", host_of(address_of(page.url)))[:80]
    named = page.url.encode() + b"\n" + page.data
    return f"{host}-{hashlib.sha256(named).hexdigest()[:16]}.warc.gz"


def _records(exchanges: list[Exchange], *, when: datetime, name: str) -> Iterator[bytes]:
    """Yield the records of a file: what wrote it, and each answer with its request."""
    about = f"software: sayso/{__version__}\r\nformat: WARC File Format 1.1\r\n".encode()
    yield _record("warcinfo", about, {"Content-Type": "application/warc-fields", "WARC-Filename": name}, when)
    for exchange in exchanges:
        answer_id = _new_id()
        yield _answer(exchange, answer_id, when)
        fields = {
            "Content-Type": "application/http; msgtype=request",
            "WARC-Target-URI": exchange.url,
            "WARC-Concurrent-To": answer_id,
        }
        target = address_of(exchange.url).raw_path.decode("ascii")
        yield _record("request", _http(f"GET {target} HTTP/1.1", exchange.asked), fields, when)


def _answer(exchange: Exchange, answer_id: str, when: datetime) -> bytes:
    """Return the record of an answer; that of a redirect is cut off after the headers."""
    headers = [
        (f"X-Archive-Orig-{name}" if name.lower() in _OF_THE_TRANSFER else name, value)
        for name, value in exchange.headers
    ]
    start = f"{exchange.protocol} {exchange.status} {exchange.phrase}"
    block = _http(start, [*headers, ("Content-Length", str(len(exchange.data)))]) + exchange.data
    fields = {
        "Content-Type": "application/http; msgtype=response",
        "WARC-Target-URI": exchange.url,
        "WARC-Record-ID": answer_id,
        "WARC-Payload-Digest": _sha256(exchange.data),
    }
    if not exchange.whole:
        fields["WARC-Truncated"] = "unspecified"
    return _record("response", block, fields, when)


def _record(kind: str, block: bytes, fields: Mapping[str, str], when: datetime) -> bytes:
    """Return one record, compressed by itself, as readers expect."""
    head = {
        "WARC-Type": kind,
        "WARC-Record-ID": _new_id(),
        "WARC-Date": f"{when:%Y-%m-%dT%H:%M:%SZ}",
        **fields,
        "WARC-Block-Digest": _sha256(block),
        "Content-Length": str(len(block)),
    }
    lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
    return gzip.compress(f"WARC/1.1\r\n{lines}\r\n".encode() + block + b"\r\n\r\n", mtime=0)


def _http(start: str, headers: Iterable[tuple[str, str]]) -> bytes:
    """Return a request's or an answer's first line and headers, as they are sent."""
    lines = [start, *(f"{name}: {value}" for name, value in headers)]
    return "".join(re.sub(r"[\r\n]+", " ", line) + "\r\n" for line in lines).encode("latin-1") + b"\r\n"


def _sha256(data: bytes) -> str:
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def _new_id() -> str:
    return f"<urn:uuid:{uuid4()}>"
