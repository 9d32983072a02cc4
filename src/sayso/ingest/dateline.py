"""Finds the dateline, the place and agency that a first paragraph opens with: "MOSCOW, Oct. 3 (Reuters) - ".

Much else looks like one ("Trump: ", "Note: ", "ISIS - "), so it must be words with capitals at the
very start of a paragraph that goes on with a capital or a quotation, and hold an agency, a date or
a place that is known (``data/places.txt``).
"""

import re
from collections.abc import Iterable
from functools import cache

from sayso.ingest.credits import is_agency
from sayso.ingest.lines import Line
from sayso.ingest.wordlists import entries, sections
from sayso.records import Span

__all__ = ["dateline_of", "is_place"]

_TOP = 8  # lines; a standfirst and captions may stand before the first paragraph
_SHORTEST_PARAGRAPH = 60  # characters
_COLON_WORDS = 3
_LONGEST = 160  # characters of a dateline

_WORD = r"[^\W\d_][\w.’'-]*"
_MONTHS = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATELINE = re.compile(
    rf"(?P<place>{_WORD}(?:[ /]{_WORD}){{0,4}}(?:,[ ]{_WORD}(?:[ ]{_WORD}){{0,2}}){{0,2}})?"
    rf"(?P<date>,?[ ]?(?:{_MONTHS}[ ]\d{{1,2}}|\d{{1,2}}[ ]{_MONTHS})(?:,?[ ]\d{{4}})?)?"
    r"(?P<desk>[ ]?,?[ ]?\((?P<agency>[^()\n]{2,40})\))?"
    r"[\s]*(?P<mark>--+|[—–:]|-(?=\s)|(?<=\)))\s*"
    r"(?=[^\s\-–—])",
    re.IGNORECASE,
)
_SMALL = frozenset({"of", "the", "de", "la", "al", "el", "and", "es", "da", "do", "am", "on"})


def dateline_of(lines: Iterable[Line]) -> Span | None:
    """Return the dateline of the first paragraph that has one.

    >>> from sayso.ingest.lines import lines_of
    >>> paragraph = "NEW DELHI (Reuters) - India said on Tuesday that the talks had been held in Iran."
    >>> dateline_of(lines_of(paragraph))
    Span(start=0, end=21)
    """
    for count, line in enumerate(lines):
        if count == _TOP:
            return None
        if len(line.text) < _SHORTEST_PARAGRAPH:
            continue
        length = _length(line.text)
        if length:
            return Span(line.start, line.start + length)
    return None


def is_place(words: str) -> bool:
    """Say whether ``words`` are a place that is known, or two of them ("Kabul, Afghanistan")."""
    return bool(words.strip()) and all(part.strip().casefold() in _places() for part in words.split(","))


def _length(text: str) -> int:
    """Return how many characters at the start of ``text`` are its dateline."""
    found = _DATELINE.match(text[:_LONGEST])
    if not found or text[found.end()].islower() or not _holds(found):
        return 0
    return len(found.group().rstrip())


def _holds(found: re.Match[str]) -> bool:
    """Say whether what looks like a dateline holds an agency, a date or a place that is known."""
    place, agency, mark = found["place"] or "", found["agency"], found["mark"]
    words = [word for word in re.split(r"[\s,/]+", place) if word]
    if any(not word[0].isupper() and word not in _SMALL for word in words):
        return False
    if words and words[0].casefold().rstrip(".") in entries("not_places.txt"):
        return False
    if agency is not None:
        station = bool(mark) and agency.isupper() and (place.isupper() or _any_known(place))
        return is_agency(agency) or agency in entries("desks.txt") or station
    if not place or not mark or found["date"]:
        return bool(place and mark)
    if mark == ":":
        return len(words) <= _COLON_WORDS and place.split(",")[0].casefold() in _cities()
    return _any_known(place)


def _any_known(place: str) -> bool:
    return any(part.strip().casefold() in _places() for part in place.split(","))


@cache
def _cities() -> frozenset[str]:
    return frozenset(_split(sections("places.txt")["cities"]))


@cache
def _places() -> frozenset[str]:
    return frozenset(_split(entries("places.txt")))


def _split(rows: Iterable[str]) -> Iterable[str]:
    return (name.strip().casefold() for row in rows for name in row.split(","))
