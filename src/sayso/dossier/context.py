"""Show words where they stand: the sentence around them, with the words themselves told apart."""

import re
from collections.abc import Iterable

from sayso.dossier.inert import plain
from sayso.records import Span

__all__ = ["Context", "in_context", "sentence"]

Context = tuple[tuple[str, bool], ...]
"""A sentence in parts; each says whether it is of the words that were asked for."""

_ENDS = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s)|\n\s*\n")
_SHORTENED = re.compile(
    r"(?:\b[A-Z]|\b(?:Mr|Mrs|Ms|Dr|St|Gen|Col|Lt|Sgt|Capt|Sen|Rep|Gov|Prof|Sept|Oct|Nov|Dec|Jan|Feb|No))\.$"
)
_AROUND = 400  # code points of a sentence shown on either side of the words


def in_context(text: str, spans: Iterable[Span]) -> Context:
    """Return the sentence of ``text`` around ``spans``, fit to be shown; spans outside the text give none."""
    inside = sorted(span for span in spans if 0 <= span.start < span.end <= len(text))
    if not inside:
        return ()
    at, end = sentence(text, Span(inside[0].start, max(span.end for span in inside)))
    parts: list[tuple[str, bool]] = []
    for span in inside:
        if span.start > at:
            parts.append((_shortened(text[at : span.start], middle=bool(parts)), False))
        parts.append((text[max(at, span.start) : span.end], True))
        at = max(at, span.end)
    parts.append((text[at:end], False))
    return _spaced(parts)


def sentence(text: str, span: Span) -> Span:
    """Return where the sentence around ``span`` stands; of a long one, what stands near."""
    return Span(_sentence_start(text, span.start), _sentence_end(text, span.end))


def _spaced(parts: list[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    """Make the parts fit to be shown, and keep the spaces between them."""
    shown: list[tuple[str, bool]] = []
    for text, own in parts:
        inner = plain(text)
        if inner:
            before = " " if text[:1].isspace() and shown else ""
            shown.append((f"{before}{inner}{' ' if text[-1:].isspace() else ''}", own))
    if shown:
        shown[-1] = shown[-1][0].rstrip(), shown[-1][1]
    return tuple(shown)


def _shortened(text: str, *, middle: bool) -> str:
    if middle and len(text) > 2 * _AROUND:
        return f"{text[:_AROUND]} … {text[-_AROUND:]}"
    return text


def _sentence_start(text: str, offset: int) -> int:
    start = low = max(0, offset - _AROUND)
    for found in _ENDS.finditer(text, low, offset):
        if not _SHORTENED.search(text, max(low, found.start() - 6), found.end()):
            start = found.end()
    return start


def _sentence_end(text: str, offset: int) -> int:
    high = min(len(text), offset + _AROUND)
    for found in _ENDS.finditer(text, max(offset - 2, 0), high):
        if found.end() >= offset and not _SHORTENED.search(text, max(0, found.start() - 6), found.end()):
            return found.end()
    return high
