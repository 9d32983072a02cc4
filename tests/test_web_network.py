"""Connecting: what a name stands for is checked, and what was checked is what is connected to."""

import ssl
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import httpcore
import pytest
from tests.web import PAGE, Clock, answer, serving

from sayso.errors import InputError
from sayso.ingest.web.fetched import Fetched
from sayso.ingest.web.fetching import Fetcher
from sayso.ingest.web.network import Machine

PUBLIC, OTHER, PRIVATE = "93.184.215.14", "93.184.215.15", "10.0.0.7"
NO_ROBOTS = answer(b"", status="404 Not Found")


class Wire(httpcore.MockBackend):
    """Answers each connection with the next of ``answers``; ``joined`` says what was connected to.

    An answer that is no bytes is read piece by piece.
    """

    def __init__(
        self, *answers: bytes | Iterable[bytes], failing: dict[str, Exception] | None = None
    ) -> None:
        super().__init__([])
        self.answers = list(answers)
        self.failing = failing or {}
        self.joined: list[tuple[str, int]] = []
        self.waits: list[float | None] = []
        self.names: list[str | None] = []

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,  # noqa: ARG002  the interface is httpcore's
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Return a connection with the next answer, or fail as this IP address does."""
        self.joined.append((host, port))
        self.waits.append(timeout)
        if host in self.failing:
            raise self.failing[host]
        found = self.answers.pop(0)
        return Secured(iter([found] if isinstance(found, bytes) else found), self)


class Secured(httpcore.MockStream):
    """A connection that notes for which name it was secured."""

    def __init__(self, pieces: Iterator[bytes], wire: Wire) -> None:
        super().__init__([])
        self.pieces = pieces
        self.wire = wire

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ARG002
        """Return the next piece."""
        return next(self.pieces, b"")

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002
    ) -> httpcore.NetworkStream:
        """Note the name, and fail where certificates do."""
        assert ssl_context.verify_mode is ssl.CERT_REQUIRED
        assert ssl_context.check_hostname
        self.wire.names.append(server_hostname)
        if "tls" in self.wire.failing:
            raise self.wire.failing["tls"]
        return self


def fetch(
    wire: Wire,
    *found: Sequence[str],
    address: str = "http://news.example/a",
    clock: Clock | None = None,
) -> Fetched:
    """Read an address over a wire; ``found`` is what each look-up of the name finds, the last one on."""
    looked_up = list(found)
    clock = clock or Clock()

    def resolve(_host: str, _port: int) -> Sequence[str]:
        return looked_up.pop(0) if len(looked_up) > 1 else looked_up[0]

    machine = Machine(resolve=resolve, backend=wire, clock=clock, sleep=clock.sleep)
    with Fetcher(machine=machine) as fetcher:
        return fetcher(address)


def reason(wire: Wire, *found: Sequence[str], address: str = "http://news.example/a") -> str:
    """Return why an address is not read."""
    with pytest.raises(InputError) as caught:
        fetch(wire, *found, address=address)
    return str(caught.value)


def test_what_was_checked_is_connected_to() -> None:
    """A connection goes to the IP address that was checked; the name is looked up once for it."""
    wire = Wire(NO_ROBOTS, answer())
    assert fetch(wire, [PUBLIC], [OTHER], [PRIVATE]).data == PAGE
    assert wire.joined == [(PUBLIC, 80), (OTHER, 80)]


def test_name_that_is_bound_anew_is_refused() -> None:
    """A name that stands for a public address at first and for a private one next reaches the first only."""
    wire = Wire(NO_ROBOTS, answer())
    assert reason(wire, [PUBLIC], [PRIVATE]) == (
        "news.example is 10.0.0.7, a private address, not one of the public network "
        "(--allow-private permits it)"
    )
    assert wire.joined == [(PUBLIC, 80)]


@pytest.mark.parametrize(
    "found", [[PRIVATE], [PUBLIC, PRIVATE], ["::1"], ["fe80::1%1"], ["::ffff:127.0.0.1"], ["169.254.169.254"]]
)
def test_name_that_stands_for_a_private_address_is_refused(found: list[str]) -> None:
    """One private address among those of a name is enough, and nothing is connected to."""
    wire = Wire()
    assert "not one of the public network" in reason(wire, found)
    assert wire.joined == []


def test_next_address_is_tried_where_one_is_silent() -> None:
    """A name that stands for several addresses is read from the first that answers."""
    wire = Wire(NO_ROBOTS, answer(), failing={OTHER: httpcore.ConnectTimeout()})
    assert fetch(wire, [OTHER, PUBLIC]).data == PAGE
    assert wire.joined[:2] == [(OTHER, 80), (PUBLIC, 80)]
    assert wire.waits[0] == 6.0  # of the 20 seconds that there are for all


def test_connection_is_secured_for_the_name() -> None:
    """The certificate must be that of the name, although the connection is to an IP address."""
    wire = Wire(NO_ROBOTS, answer())
    assert fetch(wire, [PUBLIC], address="https://News.Example./a").url == "https://news.example/a"
    assert set(wire.names) == {"news.example"}
    assert set(wire.joined) == {(PUBLIC, 443)}


def test_certificate_of_somebody_else_is_refused() -> None:
    """A certificate that does not hold is said to be the reason."""
    error = httpcore.ConnectError(ssl.SSLCertVerificationError())  # as httpcore puts it
    wire = Wire(NO_ROBOTS, failing={"tls": error})
    assert "the certificate of news.example is not valid" in reason(
        wire, [PUBLIC], address="https://news.example/a"
    )


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (httpcore.ConnectError("[Errno 111] Connection refused"), "no connection to news.example"),
        (httpcore.ConnectTimeout(), "did not answer in time"),
        (httpcore.ReadError(), "broke off"),
    ],
)
def test_broken_connection_has_a_reason(error: Exception, words: str) -> None:
    """A host that cannot be reached is named, with what happened; no other address is tried for ever."""
    wire = Wire(failing=dict.fromkeys([PUBLIC, OTHER], error))
    found = reason(wire, [PUBLIC, OTHER] * 10)
    assert words in found
    assert "robots" not in found
    assert len(wire.joined) <= 4


@pytest.mark.parametrize("error", [OSError(-2, "Name or service not known"), UnicodeError("label too long")])
def test_unknown_name_has_a_reason(error: Exception) -> None:
    """A name that nobody knows is said to be unknown."""

    def unknown(_host: str, _port: int) -> Sequence[str]:
        raise error

    with (
        Fetcher(machine=Machine(resolve=unknown)) as fetcher,
        pytest.raises(InputError, match="no host x is known"),
    ):
        fetcher("http://x/")


def drip(clock: Clock, start: bytes, piece: bytes) -> Iterator[bytes]:
    """Yield an answer of which a piece comes every second."""
    yield start
    for _ in range(1000):
        clock.time += 1
        yield piece


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"a"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\na\r\n"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n", b"A: b\r\n"),
        (b"HTTP/1.1 200 OK\r\nX-A: ", b"a"),
        (b"HTTP/1.1 103 Early Hints\r\n\r\n", b"HTTP/1.1 103 Early Hints\r\n\r\n"),
    ],
    ids=["body", "chunks", "trailer", "header", "early hints"],
)
def test_answer_that_drips_ends_at_the_deadline(start: bytes, piece: bytes) -> None:
    """However an answer is drawn out, the time for an address ends it, for robots.txt as for a page."""
    for before in ([NO_ROBOTS], []):
        clock = Clock()
        wire = Wire(*before, drip(clock, start, piece))
        with pytest.raises(InputError, match="it took longer than 20 seconds; try again later"):
            fetch(wire, [PUBLIC], clock=clock)
        assert clock.time == 1020


def test_this_machine_is_known_by_its_name() -> None:
    """The machine's own look-up is used, and what it finds is checked as well."""
    with serving() as site:
        site.answers["/a"] = answer()
        with Fetcher(allow_private=True) as fetcher:
            assert fetcher(site.url("/a", "localhost")).data == PAGE
        with Fetcher() as fetcher, pytest.raises(InputError, match=r"localhost is .*, a loopback address"):
            fetcher(site.url("/a", "localhost"))
        assert len(site.asked) == 2


def test_environment_names_no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    """A proxy would connect to what was not checked, so those of the environment are not used."""
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://10.9.9.9:3128")
    wire = Wire(NO_ROBOTS, answer())
    fetch(wire, [PUBLIC])
    assert {host for host, _ in wire.joined} == {PUBLIC}
