"""Obeys robots.txt (RFC 9309): which pages of a host sayso may read, and how long it waits between two.

How robots.txt is fetched is left to ``fetching``.
"""

import re
from collections.abc import Callable, Iterator

import httpx
from protego import Protego

from sayso.errors import InputError
from sayso.ingest.web.addresses import host_of
from sayso.ingest.web.answers import IN_A_BROWSER
from sayso.ingest.web.network import Machine, TooLateError, UnreachableError

__all__ = ["MAX_BYTES", "Robots"]

MAX_BYTES = 500 * 1024
_NAME = "sayso"
_LONGEST_DELAY = 10.0  # seconds; a longer wish is cut
_AGENT = re.compile(r"user[\s-]*agent[\s:]+(\*(?![^\s#])|[a-z_-]*)", re.IGNORECASE)
_RULE = re.compile(r"(?:d[a-z]{5,7}w|allow|crawl[\s-]delay)\b", re.IGNORECASE)  # misspelt ones too


class Robots:
    """What each host allows. ``read`` fetches a robots.txt: b"" where there is none.

    A robots.txt is read once; one that cannot be read forbids all of its host.
    """

    def __init__(self, read: Callable[[httpx.URL], bytes], machine: Machine) -> None:
        self._read = read
        self._clock = machine.clock
        self._sleep = machine.sleep
        self._rules: dict[str, Protego | str] = {}
        self._last: dict[str, float] = {}

    def admit(self, url: httpx.URL) -> float:
        """Return once a page may be asked for, with the seconds waited for that.

        Raises:
            InputError: robots.txt does not allow it, or cannot be read.
        """
        site = str(url.copy_with(raw_path=b"/", username=None, password=None))
        if site not in self._rules:
            self._rules[site] = self._rules_of(httpx.URL(site))
        rules = self._rules[site]
        if isinstance(rules, str):
            raise InputError(rules)
        if not rules.can_fetch(str(url), _NAME):
            raise InputError(f"robots.txt of {host_of(url)} forbids it; {IN_A_BROWSER}")
        return self._wait(site, min(rules.crawl_delay(_NAME) or 0.0, _LONGEST_DELAY))

    def _wait(self, site: str, delay: float) -> float:
        """Let ``delay`` seconds pass between two pages of a site; return how many had to be waited."""
        now = self._clock()
        wait = max(0.0, self._last[site] + delay - now) if site in self._last else 0.0
        if wait:
            self._sleep(wait)
        self._last[site] = now + wait
        return wait

    def _rules_of(self, site: httpx.URL) -> Protego | str:
        """Return what a site allows, or why nothing of it may be read."""
        try:
            data = self._read(site.copy_with(path="/robots.txt"))
        except TooLateError:
            raise
        except UnreachableError as error:
            return str(error)
        except InputError as error:
            return f"robots.txt of {host_of(site)} cannot be read, so none of its pages may be ({error})"
        return Protego.parse("\n".join(_ours(data)))


def _ours(data: bytes) -> Iterator[str]:
    """Yield the lines of a robots.txt that decide about sayso, every other program under one name.

    The parser's time grows with the number of programs times that of rules: one file of 500 KB
    could hold it for hours.
    """
    if len(data) > MAX_BYTES:
        data = data[:MAX_BYTES].rpartition(b"\n")[0]
    for raw in data.decode("utf-8-sig", "replace").splitlines():
        line = raw.strip()
        agent = _AGENT.match(line)
        if agent:
            name = agent[1].lower()
            yield f"User-agent: {name if name in {'*', _NAME} else 'other'}"
        elif _RULE.match(line):
            yield line
