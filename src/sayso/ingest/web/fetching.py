"""Reads pages from the network: an address that the user names, or a list of theirs, becomes bytes.

Only what is public is read (``addresses``, ``network``), only what robots.txt allows (``robots``), and
within bounds of size and time. Redirects are followed here, one by one, so that each address on
the way is checked. What the bytes hold is left to the readers of formats.
"""

import contextlib
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

import httpx

from sayso._version import __version__
from sayso.config import DEFAULTS
from sayso.errors import InputError
from sayso.ingest.decode import labels_of
from sayso.ingest.web import robots
from sayso.ingest.web.addresses import address_of, host_of, refuse_private, written_ip
from sayso.ingest.web.answers import IN_A_BROWSER, TROUBLE, leads_to, read_body, refusal, trouble
from sayso.ingest.web.archive import FetchArchive
from sayso.ingest.web.fetched import Exchange, Fetched, shown
from sayso.ingest.web.network import Deadline, Machine, Network, TooLateError, UnreachableError

__all__ = ["Fetcher"]

_USER_AGENT = f"sayso/{__version__} (reads news pages that its user names, to compare who said what)"

_MAX_REDIRECTS = 5
_HEADERS = {
    "User-Agent": _USER_AGENT,
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Encoding": "gzip",  # the one that can be unpacked piece by piece within a limit
    "Connection": "close",  # a server may close a kept one just as it is used again
}
_OK = range(200, 204)  # with a page; 204 and 205 have none, and 206 has a part of one
_CLIENT_ERRORS = range(400, 500)


class Fetcher:
    """Reads an address: ``Fetcher()("https://example.com/a")``. Not for several threads at once.

    ``archive`` is a folder that keeps what was read. ``allow_private`` permits addresses of this
    machine and of the networks that only it can reach. ``max_bytes`` bounds a body, unpacked;
    ``timeout`` is in seconds and holds for an address with its redirects and robots.txt, but for
    the time for which robots.txt says to wait and the look-up of names.
    """

    def __init__(
        self,
        *,
        archive: Path | None = None,
        allow_private: bool = False,
        max_bytes: int = DEFAULTS.max_bytes,
        timeout: float = 20.0,
        machine: Machine | None = None,
    ) -> None:
        machine = machine or Machine()
        self._allow_private = allow_private
        self._max_bytes = max_bytes
        self._archive = FetchArchive(archive, now=machine.now) if archive else None
        self._deadline = Deadline(machine.clock, timeout)
        self._robots = robots.Robots(self._robots_txt, machine)
        self._timeouts = httpx.Timeout(timeout).as_dict()
        self._login: tuple[str, str] | None = None  # a site, and the header that lets in there
        self._cookies = httpx.Cookies()
        self._transport = machine.transport or Network(
            machine=machine, deadline=self._deadline, allow_private=allow_private
        )

    def __call__(self, address: str) -> Fetched:
        """Read one address, following its redirects.

        Raises:
            InputError: it may not or cannot be read; the message says why and what to try.
        """
        url = address_of(address)
        self._deadline.start()
        self._cookies.clear()
        self._login = _login(url)
        exchanges = self._followed(str(url), self._page)
        if self._archive:
            self._archive.keep(exchanges)
        media_type, charset = labels_of(exchanges[-1].header("content-type"))
        return Fetched(url=exchanges[-1].url, data=exchanges[-1].data, media_type=media_type, charset=charset)

    def close(self) -> None:
        """Close the connections that are still open."""
        self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _followed(self, target: str | None, get: Callable[[httpx.URL], Exchange]) -> list[Exchange]:
        """Return what was exchanged, from the first address to the one that is no redirect."""
        exchanges: list[Exchange] = []
        while target is not None:
            try:
                exchanges.append(get(self._permitted(target, after=exchanges)))
            except InputError as error:
                if not exchanges:
                    raise
                kind = TooLateError if isinstance(error, TooLateError) else InputError
                raise kind(f"it leads to {shown(target)}: {error}") from error
            target = exchanges[-1].leads_to
        return exchanges

    def _permitted(self, target: str, *, after: list[Exchange]) -> httpx.URL:
        """Return an address that may be asked for, without the login in it: a redirect's is not used."""
        if len(after) > _MAX_REDIRECTS:
            circle = target in {exchange.url for exchange in after}
            raise InputError("that is a circle" if circle else f"that is redirect {len(after)}, too many")
        url = address_of(target).copy_with(username=None, password=None)
        ip = written_ip(host_of(url))
        if ip and not self._allow_private:
            refuse_private(ip)
        return url

    def _page(self, url: httpx.URL) -> Exchange:
        """Ask for a page that robots.txt allows."""
        self._deadline.extend(self._robots.admit(url))
        page = self._exchange(url, max_bytes=self._max_bytes)
        if page.leads_to is None and not page.whole:
            raise InputError(refusal(page))
        if page.whole and not page.data:
            raise InputError(f"it answered with an empty page; {IN_A_BROWSER}")
        return page

    def _robots_txt(self, site: httpx.URL) -> bytes:
        """Return a robots.txt, b"" where there is none.

        Raises:
            InputError: it cannot be read, or the server fails, which may pass.
        """
        exchanges = self._followed(
            str(site), lambda url: self._exchange(url, max_bytes=robots.MAX_BYTES + 1, cut=True)
        )
        found = exchanges[-1]
        if not found.whole and found.status not in _CLIENT_ERRORS:
            raise InputError(refusal(found))
        return found.data

    def _exchange(self, url: httpx.URL, *, max_bytes: int, cut: bool = False) -> Exchange:
        """Send one request and read its answer, the body only where it is a page."""
        request = httpx.Request("GET", url, headers=_HEADERS, extensions={"timeout": self._timeouts})
        if self._login and self._login[0] == _site(url):
            request.headers["Authorization"] = self._login[1]
        with contextlib.suppress(ValueError):  # a cookie may be such that no header can hold it
            self._cookies.set_cookie_header(request)
        self._deadline.left()
        try:
            with contextlib.closing(self._transport.handle_request(request)) as answer:
                answer.request = request
                self._cookies.extract_cookies(answer)
                whole = answer.status_code in _OK
                data = read_body(answer, max_bytes=max_bytes, cut=cut) if whole else b""
        except TROUBLE as error:
            raise UnreachableError(trouble(error, host_of(url))) from error
        return Exchange(
            url=str(url),
            protocol=answer.http_version,
            status=answer.status_code,
            phrase=answer.reason_phrase,
            asked=_pairs(request.headers),
            headers=_pairs(answer.headers),
            data=data,
            whole=whole,
            leads_to=leads_to(url, answer),
        )


def _site(url: httpx.URL) -> str:
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _login(url: httpx.URL) -> tuple[str, str] | None:
    """Return the site and the header of the login that an address has before its host."""
    if not url.userinfo:
        return None
    login = b64encode(f"{url.username}:{url.password}".encode()).decode("ascii")
    return _site(url), f"Basic {login}"


def _pairs(headers: httpx.Headers) -> tuple[tuple[str, str], ...]:
    """Return headers as they were sent, byte for character, but for those that let somebody in."""
    return tuple(
        (name.decode("latin-1"), value.decode("latin-1"))
        for name, value in headers.raw
        if name.lower() not in {b"authorization", b"cookie"}
    )
