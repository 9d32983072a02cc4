"""What the tests of fetching share: a server on this machine that answers as it is told, and a clock."""

import socketserver
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

import pytest

from sayso.errors import InputError
from sayso.ingest.web.fetched import Fetched
from sayso.ingest.web.fetching import Fetcher
from sayso.ingest.web.network import Machine

Answer = bytes | Callable[[], Iterable[bytes]]

PAGE = b"<!DOCTYPE html><title>Talks</title><p>The talks ended without a result, an envoy said."


@dataclass
class Clock:
    """A clock that moves only when it is told to; sleeping moves it."""

    time: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        """Return the time, in seconds."""
        return self.time

    def sleep(self, seconds: float) -> None:
        """Move on by ``seconds``."""
        self.slept.append(seconds)
        self.time += seconds


@dataclass
class Site:
    """A server on this machine: ``answers`` by path, in the bytes that are sent; ``asked`` is its log."""

    port: int
    answers: dict[str, Answer] = field(default_factory=dict)
    asked: list[bytes] = field(default_factory=list)

    def url(self, path: str = "/", host: str = "127.0.0.1") -> str:
        """Return the address of a path."""
        return f"http://{host}:{self.port}{path}"

    def paths(self) -> list[str]:
        """Return the paths that were asked for, in order."""
        return [request.split()[1].decode() for request in self.asked]

    def machine(self, clock: Clock | None = None, **names: str) -> Machine:
        """Return a machine for which every name is this server, but for ``names``."""
        clock = clock or Clock()
        return Machine(
            resolve=lambda host, _: [names.get(host.partition(".")[0], "127.0.0.1")],
            clock=clock,
            sleep=clock.sleep,
        )


def answer(body: bytes = PAGE, *headers: str, status: str = "200 OK", length: int | None = None) -> bytes:
    """Return an answer as it is sent; ``length`` is what it says of its own."""
    lines = [f"HTTP/1.1 {status}", f"Content-Length: {len(body) if length is None else length}", *headers]
    return "".join(f"{line}\r\n" for line in lines).encode("latin-1") + b"\r\n" + body


def redirect(target: str, *headers: str, status: str = "302 Found") -> bytes:
    """Return an answer that leads elsewhere."""
    return answer(b"", f"Location: {target}", *headers, status=status)


def fetch(site: Site, path: str = "/a", *, max_bytes: int = 1_000_000, clock: Clock | None = None) -> Fetched:
    """Read a path of the server, as one may with ``allow_private``."""
    with Fetcher(allow_private=True, max_bytes=max_bytes, machine=site.machine(clock)) as fetcher:
        return fetcher(site.url(path))


def reason(site: Site, found: Answer, *, max_bytes: int = 1_000_000, clock: Clock | None = None) -> str:
    """Return why an answer is no page."""
    site.answers["/x"] = found
    with pytest.raises(InputError) as caught:
        fetch(site, "/x", max_bytes=max_bytes, clock=clock)
    return str(caught.value)


@contextmanager
def serving() -> Iterator[Site]:
    """Run a server for a test; what it has no answer for is not found."""
    site = Site(0)

    class Handler(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            request = b""
            while not request.endswith(b"\r\n\r\n"):
                line = self.rfile.readline(65_536)
                if not line:
                    return
                request += line
            site.asked.append(request)
            found = site.answers.get(request.split()[1].decode(), answer(b"", status="404 Not Found"))
            try:
                for piece in (found,) if isinstance(found, bytes) else found():
                    self.wfile.write(piece)
            except OSError:
                return  # the client has had enough

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        site.port = server.server_address[1]
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield site
        finally:
            server.shutdown()
            thread.join()
