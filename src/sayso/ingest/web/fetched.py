"""What fetching takes and gives back; how it is done stands in ``fetching``, which loads libraries."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sayso.errors import InputError

__all__ = ["Exchange", "Fetch", "Fetched", "offline", "on_demand", "shown"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """A page as it was read: ``url`` is the address in the end, after redirects, without a fragment.

    ``data`` is the body without the compression of the transfer. ``media_type`` is in lower case
    and without parameters, "" where the answer names none; ``charset`` is the one it names, None
    where it names none or one that nobody knows.
    """

    url: str
    data: bytes
    media_type: str = ""
    charset: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """One request and its answer, with the headers of both in the order in which they were sent.

    ``data`` is the body without the compression of the transfer. ``whole`` says whether there is
    one: those of redirects and of errors are not read. ``leads_to`` is the address that a redirect
    names.
    """

    url: str
    protocol: str
    status: int
    phrase: str
    asked: tuple[tuple[str, str], ...]
    headers: tuple[tuple[str, str], ...]
    data: bytes
    whole: bool
    leads_to: str | None = None

    def header(self, name: str) -> str:
        """Return the first header of the answer with a name in lower case, "" where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "").strip()


Fetch = Callable[[str], Fetched]
"""Reads one address, or raises InputError with the reason why not."""

_LOGIN = re.compile(r"(?<=//)[^/?#]*@")


def shown(address: str) -> str:
    """Return an address as it may be shown: without a user's name and password.

    >>> shown("https://editor:secret@example.com/a")
    'https://example.com/a'
    """
    return _LOGIN.sub("", address)


def offline(address: str) -> Fetched:
    """Fetch nothing.

    Raises:
        InputError: always.
    """
    del address
    raise InputError("this is a web address, and nothing is to be fetched (--offline)")


@contextmanager
def on_demand(*, max_bytes: int, archive: Path | None = None, allow_private: bool = False) -> Iterator[Fetch]:
    """Yield what fetches with a Fetcher, made when the first address is met, closed in the end."""
    with ExitStack() as stack:
        made: list[Fetch] = []

        def fetch(address: str) -> Fetched:
            if not made:
                from sayso.ingest.web.fetching import Fetcher  # noqa: PLC0415  most runs fetch nothing

                fetcher = Fetcher(archive=archive, allow_private=allow_private, max_bytes=max_bytes)
                made.append(stack.enter_context(fetcher))
            return made[0](address)

        yield fetch
