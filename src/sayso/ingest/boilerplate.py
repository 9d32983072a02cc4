"""Marks what is not news in an article's text: "Listen to this article:", "Read more: …", "© 2014 …".

The patterns are data (``data/boilerplate.txt``). Nothing is cut out: the text stays as it is, and
later stages do not read what is marked. A wrong mark hides news, a missing one shows a line too
many, so what is in doubt is not marked.
"""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from sayso.ingest.lines import Line
from sayso.ingest.wordlists import sections
from sayso.records import Span

__all__ = ["Sifted", "sift"]

_LONGEST_LINE = 320  # a longer one is a paragraph, and no pattern of a whole line is tried
_EDGE = 300  # how much of either end of a line is looked at
_QUOTES = "\"'“”‘’«»„"


class Sifted(NamedTuple):
    """A text's lines without what is no news, what that was, and which of it are credit lines."""

    news: list[Line]
    spans: list[Span]
    credit_lines: list[Line]


def sift(lines: Iterable[Line]) -> Sifted:
    r"""Part the lines that are read from what is no news; a line after a marked one stands apart.

    >>> from sayso.ingest.lines import lines_of
    >>> sifted = sift(lines_of("Listen to this article: Talks were held.\nREAD: Talks fail"))
    >>> [line.text for line in sifted.news], sifted.spans
    (['Talks were held.'], [Span(start=0, end=23), Span(start=41, end=57)])
    """
    sifted = Sifted([], [], [])
    gap = False
    for line in lines:
        news, spans, credit = _parted(line)
        sifted.spans.extend(spans)
        if credit:
            sifted.credit_lines.append(line)
        if news is not None:
            sifted.news.append(news._replace(gap=news.gap or gap))
        gap = news is None
    return sifted


def _parted(line: Line) -> tuple[Line | None, list[Span], bool]:
    """Return what is read of a line (None: nothing), what is not, and whether it is a credit line."""
    patterns = _patterns()
    if line.text[0] in _QUOTES:
        return line, [], False
    if len(line.text) <= _LONGEST_LINE:
        if patterns["credit"].fullmatch(line.text):
            return None, [line.span], True
        if patterns["line"].fullmatch(line.text):
            return None, [line.span], False
    return (*_trimmed(line, patterns), False)


def _trimmed(line: Line, patterns: dict[str, re.Pattern[str]]) -> tuple[Line | None, list[Span]]:
    """Return what is left of a line without its marked ends (None: nothing), and those ends."""
    spans: list[Span] = []
    start, end = line.start, line.end
    opening = patterns["start"].match(line.text[:_EDGE])
    if opening and opening.end():
        cut = len(opening.group().rstrip())
        spans.append(Span(start, start + cut))
        start += cut
    edge = max(start, end - _EDGE)
    closing = patterns["end"].search(line.text, edge - line.start)
    if closing and closing.start() < closing.end():
        cut = line.start + closing.start()
        spans.append(Span(cut, end))
        end = cut
    rest = line.text[start - line.start : end - line.start]
    words = rest.strip()
    if not words:
        return None, [line.span]
    start += len(rest) - len(rest.lstrip())
    return line._replace(start=start, end=start + len(words), text=words, whole=not spans), spans


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    joined = {
        kind: "|".join(f"(?:{one})" for one in found) for kind, found in sections("boilerplate.txt").items()
    }
    joined["start"] = rf"(?:(?:{joined['start']})\s*)+"
    joined["end"] = rf"(?:{joined['end']})$"
    return {kind: re.compile(pattern, re.IGNORECASE) for kind, pattern in joined.items()}
