"""Connects to the hosts of addresses: looks up the name, checks what it stands for, and connects to that.

A name may stand for another IP address at each look-up, so what was checked must be what is
connected to (``addresses`` has the rules). It also keeps the deadline, at every read and write,
where a server that sends a byte now and then would outlast any time limit of a single read.
Proxies that the environment names are not used: they would connect to what was not checked.
"""

import socket
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from ipaddress import ip_address
from ssl import SSLContext
from typing import Any

import httpcore
import httpx

from sayso.errors import InputError
from sayso.ingest.web.addresses import refuse_private, written_ip

__all__ = ["Deadline", "Machine", "Network", "TooLateError", "UnreachableError"]

_CONNECT = 6.0  # seconds for one of a host's IP addresses, so that there is time for the next
_MOST_IPS = 4


def _looked_up(host: str, port: int) -> list[str]:
    """Return the IP addresses that a name stands for, as this machine sees it."""
    found = socket.getaddrinfo(host.encode("ascii"), port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


@cache
def _tls() -> SSLContext:
    """Return what certificates are checked with: the authorities that come with certifi."""
    return httpx.create_ssl_context(trust_env=False)


def _now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """What fetching needs of the machine it runs on; a test brings its own.

    ``resolve`` takes a name and a port and returns IP addresses. ``transport`` stands in for the
    network as a whole.
    """

    resolve: Callable[[str, int], Sequence[str]] = _looked_up
    clock: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    now: Callable[[], datetime] = _now
    backend: httpcore.NetworkBackend | None = None
    transport: httpx.BaseTransport | None = None


class TooLateError(InputError):
    """An address took longer than its time."""


class UnreachableError(InputError):
    """No answer came from a host, or none may be asked for."""


class Deadline:
    """When the work on one address must be done, by a clock that counts seconds."""

    def __init__(self, clock: Callable[[], float], seconds: float) -> None:
        self._clock = clock
        self._seconds = seconds
        self._end = clock() + seconds

    def start(self) -> None:
        """Give the next address its time."""
        self._end = self._clock() + self._seconds

    def extend(self, seconds: float) -> None:
        """Leave out time that was spent waiting on purpose."""
        self._end += seconds

    def left(self) -> float:
        """Return the seconds that are left.

        Raises:
            TooLateError: none is.
        """
        left = self._end - self._clock()
        if left <= 0:
            raise TooLateError(f"it took longer than {self._seconds:g} seconds; try again later")
        return left

    def bounded(self, timeout: float | None) -> float:
        """Return ``timeout``, or what is left where that is less."""
        left = self.left()
        return left if timeout is None else min(timeout, left)


class Network(httpx.BaseTransport):
    """Sends requests to hosts of the public network (to any, with ``allow_private``) before a deadline."""

    def __init__(self, *, machine: Machine, deadline: Deadline, allow_private: bool = False) -> None:
        backend = _Backend(machine, deadline, allow_private=allow_private)
        self._pool = httpcore.ConnectionPool(ssl_context=_tls(), network_backend=backend)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request; its answer's body is still to be read."""
        answer = self._pool.handle_request(
            httpcore.Request(
                method=request.method,
                url=httpcore.URL(
                    scheme=request.url.raw_scheme,
                    host=request.url.raw_host,
                    port=request.url.port,
                    target=request.url.raw_path,
                ),
                headers=request.headers.raw,
                content=request.content,
                extensions=request.extensions,
            )
        )
        return httpx.Response(
            answer.status, headers=answer.headers, stream=_Body(answer), extensions=answer.extensions
        )

    def close(self) -> None:
        """Close the connections that are still open."""
        self._pool.close()


class _Body(httpx.SyncByteStream):
    """The body of an answer, handed on in pieces."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


class _Backend(httpcore.NetworkBackend):
    """Connects to the IP addresses that it has checked."""

    def __init__(self, machine: Machine, deadline: Deadline, *, allow_private: bool) -> None:
        self._resolve = machine.resolve
        self._inner = machine.backend or httpcore.SyncBackend()
        self._deadline = deadline
        self._allow_private = allow_private

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first of a host's IP addresses that answers.

        Raises:
            UnreachableError: no such host is known, or one of its IP addresses is private.
        """
        failed: Exception = httpcore.ConnectError("no address")
        for ip in self._checked(host, port)[:_MOST_IPS]:
            allowed = min(self._deadline.bounded(timeout), _CONNECT)
            try:
                stream = self._inner.connect_tcp(ip, port, allowed, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
            else:
                return _Stream(stream, self._deadline)
        raise failed

    def _checked(self, host: str, port: int) -> list[str]:
        """Return the IP addresses of a host once all of them may be connected to."""
        if written_ip(host):
            found: Sequence[str] = [host]
        else:
            try:
                found = self._resolve(host, port)
            except (OSError, ValueError) as error:
                reason = f"no host {host} is known; check its spelling and the connection"
                raise UnreachableError(reason) from error
        try:
            for ip in () if self._allow_private else found:
                refuse_private(ip_address(ip), named="" if ip == host else host)
        except InputError as error:
            raise UnreachableError(str(error)) from error
        return list(found)


class _Stream(httpcore.NetworkStream):
    """A connection on which no read or write lasts beyond the deadline."""

    def __init__(self, inner: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._inner = inner
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._inner.read(max_bytes, self._deadline.bounded(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._inner.write(buffer, self._deadline.bounded(timeout))

    def start_tls(
        self,
        ssl_context: SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        allowed = self._deadline.bounded(timeout)
        return _Stream(self._inner.start_tls(ssl_context, server_hostname, allowed), self._deadline)

    def close(self) -> None:
        self._inner.close()

    def get_extra_info(self, info: str) -> Any:
        return self._inner.get_extra_info(info)
