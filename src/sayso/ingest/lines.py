"""Cuts a text into its lines with their places, which the marks of this stage are made from."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from sayso.records import Span

__all__ = ["BREAKS", "Line", "lines_of"]

BREAKS = "\r\n\x0b\x0c\x85\u2028\u2029"
"""What ends a line."""

_LINE = re.compile(f"[^{BREAKS}]+")
_BREAK = re.compile(f"\r\n|[{BREAKS}]")


class Line(NamedTuple):
    """A line that is not blank, without the white space around it.

    ``gap`` says whether a blank line, or the start of the text, stands before it; ``whole``
    whether it is all of its line, with nothing marked as boilerplate cut off.
    """

    start: int
    end: int
    text: str
    gap: bool
    whole: bool = True

    @property
    def span(self) -> Span:
        """Where the line stands."""
        return Span(self.start, self.end)


def lines_of(text: str) -> Iterator[Line]:
    r"""Yield the lines of ``text`` that are not blank.

    >>> [tuple(line[:4]) for line in lines_of("Talks fail\n\n  Kabul: \u2026\n")]
    [(0, 10, 'Talks fail', True), (14, 22, 'Kabul: …', True)]
    """
    last = None
    for match in _LINE.finditer(text):
        raw = match.group()
        words = raw.strip()
        if not words:
            continue
        start = match.start() + len(raw) - len(raw.lstrip())
        gap = last is None or len(_BREAK.findall(text, last, start)) > 1
        last = start + len(words)
        yield Line(start, last, words, gap)
