"""Reads the lines near the top that say who wrote the article and when: bylines and date lines.

They are facts about the article, not news, so they become ``author`` and ``published`` and are
marked as boilerplate. A line counts only if every part of it ("By: Press Trust of India | New
Delhi | Posted: January 8, 2015") is of a known kind.
"""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sayso.ingest.credits import agencies_in, is_agency
from sayso.ingest.dateline import is_place
from sayso.ingest.dates import DATE, iso
from sayso.ingest.lines import Line
from sayso.ingest.wordlists import sections

__all__ = ["Byline", "bylines"]

_TOP = 8  # lines; further down "By Jane Doe" belongs to something else
_LONGEST = 140
_ROLE_WORDS = 6

_BY = re.compile(r"(?:(?:story|report|written|reported|posted|words)\s+)?by\b\s*:?\s*", re.IGNORECASE)
_NAME = re.compile(r"(?!(?:the|an?)\b)[^\W\d_][\w.’'-]*(?:\s+[^\W\d_][\w.’'-]*){1,4}", re.IGNORECASE)
_SITE = re.compile(r"(?:[\w-]+\.)+(?:com|org|net|ca|in|co\.uk|com\.au)", re.IGNORECASE)
_AND = re.compile(r"\s*(?:,\s*(?:and\s+)?|\s+and\s+|\s+&\s+|;)\s*")
_BARS = re.compile(r"\s+[|•·]\s*|\s*[|•·]\s+")
_DATED = re.compile(
    r"(?P<label>(?:(?:first |originally )?(?:published|posted|created)|date(?:\s+created)?|(?:last )?updated"
    rf"|modified)(?:\s+on|\s+at)?\s*[:\s]\s*)?(?P<date>{DATE})\.?",
    re.IGNORECASE,
)
_LATER = re.compile(r"(?:last )?updated|modified", re.IGNORECASE)


class Byline(NamedTuple):
    """What one line says of the article."""

    line: Line
    author: str | None = None
    published: str | None = None


def bylines(lines: Iterable[Line]) -> Iterator[Byline]:
    r"""Yield those of the first lines that are bylines or date lines.

    >>> from sayso.ingest.lines import lines_of
    >>> for found in bylines(lines_of("By Jane Doe and Ali Reza, Reuters\nPublished: 12 March 2024")):
    ...     print(found.author, found.published)
    Jane Doe and Ali Reza None
    None 2024-03-12
    """
    for place, line in enumerate(lines):
        if place == _TOP:
            return
        if len(line.text) > _LONGEST:
            continue
        found = _read(line)
        if found is not None:
            yield found


def _read(line: Line) -> Byline | None:
    author = published = None
    telling = False
    for part in _BARS.split(line.text):
        dated = _DATED.fullmatch(part)
        if dated:
            when = iso(dated["date"])
            if when is None:
                return None
            telling = True
            if not _LATER.match(dated["label"] or ""):
                published = published or when
            continue
        who = _author(part)
        if who is not None:
            author, telling = author or who, True
        elif is_agency(part):
            telling = True
        elif not is_place(part):
            return None
    return Byline(line, author, published) if telling else None


def _author(part: str) -> str | None:
    """Return the words of ``part`` that name the author, None if it is no byline."""
    by = _BY.match(part)
    names = part[by.end() :] if by else part
    pieces = _AND.split(names)
    if by and is_agency(names):
        return names
    people = 0
    while people < len(pieces) and _is_name(pieces[people]):
        people += 1
    rest = pieces[people:]
    if not people or not all(_is_role(piece) for piece in rest):
        return None
    if not by and not (rest and (is_agency(rest[-1]) or _SITE.fullmatch(rest[-1]))):
        return None  # "Jane Doe, Reuters" is a byline, "Kabul, Afghanistan" is not
    return _first(names, pieces[:people])


def _first(names: str, people: list[str]) -> str:
    """Return the stretch of ``names`` that holds ``people``, commas and all."""
    end = 0
    for person in people:
        end = names.index(person, end) + len(person)
    return names[:end]


def _is_name(words: str) -> bool:
    kinds = sections("byline_words.txt")
    if not _NAME.fullmatch(words) or is_agency(words):
        return False
    pieces = words.split()
    if any(piece.casefold() in kinds["roles"] for piece in pieces):
        return False
    return all(piece[0].isupper() or piece in kinds["particles"] for piece in pieces)


def _is_role(words: str) -> bool:
    """Say whether what follows the names in a byline is a role, an outlet or a place."""
    if agencies_in(words) or is_place(words) or _SITE.fullmatch(words):
        return True
    pieces = words.split()
    return 0 < len(pieces) <= _ROLE_WORDS and (
        all(piece[0].isupper() for piece in pieces)
        or any(piece.casefold() in sections("byline_words.txt")["roles"] for piece in pieces)
    )
