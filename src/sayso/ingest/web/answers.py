"""Reads what a server answered: the body within its limit, where it leads, and what refused it, in words.

A server's own words are never shown: they may be anything.
"""

import re
import ssl
import zlib
from email.utils import parsedate_to_datetime
from typing import cast

import httpcore
import httpx

from sayso.errors import InputError
from sayso.ingest.web.fetched import Exchange

__all__ = ["IN_A_BROWSER", "TROUBLE", "leads_to", "read_body", "refusal", "trouble"]

IN_A_BROWSER = "open it in a browser, save the page and give that"
"""What to try with a page that a program cannot read."""

TROUBLE = (
    httpx.HTTPError,
    httpx.StreamError,
    httpx.InvalidURL,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
    httpcore.UnsupportedProtocol,
    OSError,
    ValueError,
    zlib.error,
)
"""What may be raised while a request is sent and its answer read; ``trouble`` puts it in words."""

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_MEANINGS = {
    204: "there is no page at this address",
    205: "there is no page at this address",
    206: "it sent only a part",
    401: f"it wants a login; {IN_A_BROWSER}",
    402: f"it wants to be paid; {IN_A_BROWSER}",
    403: f"it refuses programs, or wants a login; {IN_A_BROWSER}",
    404: "there is no such page; check the address",
    410: "the page was taken down",
    429: "it was asked too often; try again later",
    451: "it is withheld for legal reasons",
}
_TROUBLES: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    (
        (httpx.TimeoutException, httpcore.TimeoutException),
        "{host} did not answer in time; try again later",
    ),
    (
        (httpx.ConnectError, httpcore.ConnectError),
        "there is no connection to {host}; check the address and the connection",
    ),
    (
        (httpx.NetworkError, httpcore.NetworkError, OSError),
        "the connection to {host} broke off; try again later",
    ),
    ((zlib.error,), "what {host} sent is damaged; try again later"),
)
_SERVER_ERRORS = range(500, 600)
_NUMBER = re.compile(r"[0-9]{1,18}")
_SECONDS = re.compile(r"[0-9]{1,7}")


def read_body(answer: httpx.Response, *, max_bytes: int, cut: bool = False) -> bytes:
    """Return the body of an answer, unpacked; what is longer is refused, or ``cut`` off.

    Raises:
        InputError: it is longer than ``max_bytes``, packed in an unknown way, or ends early.
    """
    packing = answer.headers.get("content-encoding", "").strip().lower()
    if packing not in {"", "identity", "gzip", "x-gzip"}:
        raise InputError(f"it is packed in a way that was not asked for; {IN_A_BROWSER}")
    inflate = zlib.decompressobj(zlib.MAX_WBITS | 16) if "gzip" in packing else None
    length = answer.headers.get("content-length", "")
    if not cut and _NUMBER.fullmatch(length) and int(length) > max_bytes:
        raise _too_large(max_bytes)
    received, data = 0, bytearray()
    for piece in cast("httpx.SyncByteStream", answer.stream):
        received += len(piece)
        data += inflate.decompress(piece, max_bytes + 1 - len(data)) if inflate else piece
        if max(received, len(data)) > max_bytes:
            if cut:
                return bytes(data)
            raise _too_large(max_bytes)
    if inflate and received and not inflate.eof:
        raise InputError("it ended in the middle; try again later")
    return bytes(data)


def _too_large(max_bytes: int) -> InputError:
    return InputError(f"it is larger than {max_bytes:,} bytes (--max-bytes allows more)")


def leads_to(url: httpx.URL, answer: httpx.Response) -> str | None:
    """Return the address that a redirect names, None for any other answer.

    Raises:
        InputError: what it names is no address.
    """
    location = answer.headers.get("location", "").strip()
    if answer.status_code not in _REDIRECTS or not location:
        return None
    try:
        return str(url.join(location))
    except (httpx.InvalidURL, ValueError) as error:
        raise InputError("it leads to something that is no web address; look at it in a browser") from error


def refusal(page: Exchange) -> str:
    """Return what a status without a page means, and what to try."""
    if page.status in _SERVER_ERRORS:
        meaning = "the server is in trouble; try again later"
    else:
        meaning = _MEANINGS.get(page.status, f"that is no page; {IN_A_BROWSER}")
    return f"it answered {page.status}: {meaning}{_retry_after(page)}"


def _retry_after(page: Exchange) -> str:
    """Return when the server says to come back, "" where it does not."""
    words = page.header("retry-after")
    if _SECONDS.fullmatch(words):
        return f" (it says in {int(words)} seconds)"
    try:
        return f" (it says after {parsedate_to_datetime(words).isoformat(' ', 'minutes')})"
    except (TypeError, ValueError, IndexError, OverflowError):
        return ""


def trouble(error: Exception, host: str) -> str:
    """Return what went wrong on the way to ``host`` or back."""
    if any(isinstance(one, ssl.SSLCertVerificationError) for one in error.args):
        return f"the certificate of {host} is not valid; it may be somebody else's page"
    for kinds, words in _TROUBLES:
        if isinstance(error, kinds):
            return words.format(host=host)
    return f"{host} does not answer as a web server does, or broke off; try again later"
