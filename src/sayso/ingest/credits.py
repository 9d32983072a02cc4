"""Finds where an article credits a news agency, so that copies of one agency report count as one origin.

A credit stands in a dateline ("KABUL (AP) - "), in a byline or at the end of the text. A mention
in running text ("told AFP", "the AFP is unable to verify") is none: there the agency is a relay,
which the annotate stage finds.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from sayso.ingest.lines import Line
from sayso.ingest.wordlists import entries
from sayso.records import Span

__all__ = ["agencies_in", "agency_lines", "closing_credit", "credits_in", "is_agency"]

_LONGEST = 100  # characters of a line of agencies
_END = 80  # characters at the end of a text in which a credit stands
_SO_CALLED = r"(?:[A-Z][\w’'-]+ ){1,4}(?:News|Press) Agency"  # an agency by its own name, known or not


def is_agency(words: str) -> bool:
    """Say whether ``words`` are an agency's name and nothing more.

    >>> is_agency("The Associated Press"), is_agency("AP Photo")
    (True, False)
    >>> is_agency("Meridian News Agency")
    True
    """
    return words.strip() in _names() or re.fullmatch(_SO_CALLED, words.strip()) is not None


def agencies_in(words: str) -> list[Span]:
    """Return where agencies are named in ``words``, which must be known to be a credit."""
    return [Span(*found.span()) for found in _pattern().finditer(words)]


def credits_in(lines: Iterable[Line]) -> list[Span]:
    """Return where agencies are named in lines that are known to be credits."""
    return [
        Span(line.start + found.start, line.start + found.end)
        for line in lines
        for found in agencies_in(line.text)
    ]


def agency_lines(lines: Sequence[Line]) -> list[Line]:
    """Return the lines that are nothing but agencies: "(AFP)", "Agence France Presse, Reuters"."""
    return [line for line in lines if len(line.text) <= _LONGEST and _alone().fullmatch(line.text)]


def closing_credit(line: Line) -> Span | None:
    """Return the agency credited at the end of the last line: "… he said. (AP)", "… - Reuters".

    >>> from sayso.ingest.lines import lines_of
    >>> [line] = lines_of("The talks failed, officials said. (AFP)")
    >>> closing_credit(line)
    Span(start=35, end=38)
    """
    edge = max(0, len(line.text) - _END)
    found = _closing().search(line.text, edge)
    if found is None:
        return None
    start, end = found.span(found.lastindex or 0)
    return Span(line.start + start, line.start + end)


@cache
def _names() -> frozenset[str]:
    return frozenset(name.strip() for entry in entries("agencies.txt") for name in entry.split("|"))


@cache
def _any_name() -> str:
    return "|".join(re.escape(name) for name in sorted(_names(), key=lambda name: (-len(name), name)))


@cache
def _pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w-])(?:{_SO_CALLED}|{_any_name()})(?![\w-]|\s*(?i:photo|images|via))")


@cache
def _alone() -> re.Pattern[str]:
    return re.compile(rf"[\W_]*(?:{_any_name()})(?:[\s,/&|+-]+(?:and\s+)?(?:{_any_name()}))*[\W_]*")


@cache
def _closing() -> re.Pattern[str]:
    name = f"({_any_name()})"
    return re.compile(rf"(?<=[.!?”\"’'])\s*(?:\({name}\)|\[{name}\]|[-–—/]+\s*{name})\.?$")
