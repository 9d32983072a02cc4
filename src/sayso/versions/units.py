"""Cut an article into what is compared: its headline, sentences, notes on itself, and furniture.

A note is a correction or a remark on an update. Ingest takes some of them for furniture and some
for news, but an editor must see them, so they are told apart here by their words.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from operator import attrgetter

from sentencex import get_sentence_boundaries

from sayso.records import Article, Span
from sayso.versions.record import Part

__all__ = ["Text", "Token", "Unit", "entries", "tokens", "units"]

LINE = re.compile(r"[^\r\n]+")
TOKEN = re.compile(r"\w+(?:[.,:’']\w+)*|[?%$€£]")
LONGEST = 400  # tokens of a sentence: what is longer is no sentence, and is compared in pieces
PLAIN = str.maketrans({"“": '"', "”": '"', "«": '"', "»": '"', "‘": "'", "’": "'"})
THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}\b)")


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or sign, and where it stands; ``key`` is what is compared."""

    key: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch that is compared as a whole; ``tokens`` counts from and to in the text's tokens.

    ``raw`` is its text but for white space and the form of quotation marks.
    """

    part: Part
    span: Span
    line: int
    raw: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Text:
    """One version cut up: its units in order, and all their tokens."""

    article: Article
    units: list[Unit] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)

    def within(self, spans: Sequence[Span]) -> list[int]:
        """Return the numbers of the tokens that begin inside ``spans``."""
        found: list[int] = []
        for start, end in spans:
            at = bisect_right(self.tokens, start - 1, key=attrgetter("start"))
            while at < len(self.tokens) and self.tokens[at].start < end:
                found.append(at)
                at += 1
        return found

    def said(self, spans: Sequence[Span]) -> str:
        """Return the words at ``spans``, pieces joined by " … "."""
        return " … ".join(self.article.text[start:end] for start, end in spans if start < end)


def tokens(text: str, start: int = 0, end: int | None = None) -> Iterator[Token]:
    """Yield the words of ``text`` in a form in which what reads the same is the same.

    >>> [token.key for token in tokens("It’s 1,200 PEOPLE?")]
    ["it's", '1200', 'people', '?']
    """
    for found in TOKEN.finditer(text, start, len(text) if end is None else end):
        key = THOUSANDS.sub("", found.group().translate(PLAIN).casefold())
        yield Token(key, *found.span())


def units(article: Article, *, titled: bool = True) -> Text:
    """Cut ``article`` up; its units lie in order, and none overlaps another.

    Without ``titled`` a headline is a sentence like others.
    """
    text = Text(article)
    skip: list[tuple[Span, Part]] = [(span, "furniture") for span in article.boilerplate]
    if article.dateline is not None:
        skip.append((article.dateline, "furniture"))
    if article.title_span is not None and titled:
        skip.append((article.title_span, "headline"))
    skip.sort()
    for number, line in enumerate(LINE.finditer(article.text)):
        note = _is_note(line.group().strip())
        at = line.start()
        for (start, end), part in skip[bisect_right(skip, at, key=lambda one: one[0].end) :]:
            if start >= line.end():
                break
            _news(text, at, max(start, at), number, note=note)
            within = Span(max(start, at), min(end, line.end()))
            noted = part == "furniture" and (note or _is_note(article.text[slice(*within)].strip()))
            _add(text, "note" if noted else part, within, number)
            at = max(at, within.end)
        _news(text, at, line.end(), number, note=note)
    return text


def _news(text: Text, start: int, end: int, line: int, *, note: bool) -> None:
    """Add the sentences of a stretch of a line."""
    words = text.article.text[start:end]
    if not words.strip():
        return
    for boundary in get_sentence_boundaries("en", words):
        span = Span(start + boundary["start_index"], start + boundary["end_index"])
        noted = note or _is_note(text.article.text[slice(*span)].strip())
        _add(text, "note" if noted else "own", span, line)


def _add(text: Text, part: Part, span: Span, line: int) -> None:
    found = list(tokens(text.article.text, *span))
    for at in range(0, len(found), LONGEST):
        piece = found[at : at + LONGEST]
        start = span.start if at == 0 else piece[0].start
        end = span.end if at + LONGEST >= len(found) else found[at + LONGEST].start
        words = text.article.text[start:end]
        start += len(words) - len(words.lstrip())
        end -= len(words) - len(words.rstrip())
        raw = " ".join(words.translate(PLAIN).split())
        first = len(text.tokens)
        text.tokens.extend(piece)
        text.units.append(Unit(part, Span(start, end), line, raw, first, len(text.tokens)))


def _is_note(words: str) -> bool:
    return _note().match(words) is not None


@cache
def _note() -> re.Pattern[str]:
    return re.compile("|".join(entries("note")), re.IGNORECASE)


@cache
def entries(section: str) -> tuple[str, ...]:
    """Return the entries of a section of ``data/words.txt``."""
    text = (files("sayso.versions") / "data" / "words.txt").read_text("utf-8")
    [found] = [part for part in text.split("\n[") if part.startswith(f"{section}]\n")]
    return tuple(line for line in found.splitlines()[1:] if line)
