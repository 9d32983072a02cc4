"""How a claim is put to the models: its words in their sentence, pronouns replaced by whom they mean.

Two reports name one man in different ways, and a clause cut out of its sentence often says only
"he". What the models read is never shown.
"""

import re
from collections.abc import Iterable, Sequence

from sayso.records import Actor, Article, Span, Spans

__all__ = ["Segment", "own_words", "segments"]

Segment = tuple[str, bool]
"""A stretch of a sentence, and whether it belongs to the claim."""

PRONOUN = re.compile(
    r"(?:he|she|they|it|him|her|them|his|hers|their|theirs|its|who|I|we|me|us|my|our)\Z", re.IGNORECASE
)
POSSESSIVE = {"his", "hers", "their", "its", "my", "our", "theirs"}
NOT_OWNED = re.compile(
    r"\s*+(?:\W|\Z|(?:to|in|and|for|on|at|with|from|as|by|that|if|was|is|about|or|but|up|out|into|of|when|after)\b)"
)
LONGEST_NAME = 5  # words


def segments(
    article: Article, sentence: Span, spans: Spans, named: Iterable[tuple[Span, Actor]]
) -> tuple[Segment, ...]:
    """Return the sentence around a claim cut at the claim's edges, with names for pronouns."""
    low, high = min(sentence.start, spans[0].start), max(sentence.end, spans[-1].end)
    names = {
        span: words
        for span, actor in named
        if low <= span.start and span.end <= high and (words := _instead(article.text, span, actor))
    }
    found: list[Segment] = []
    at = low
    for start, end in (*spans, (high, high)):
        for piece, inside in (((at, start), False), ((start, end), True)):
            if words := _filled(article.text, *piece, names):
                found.append((words, inside))
        at = end
    return tuple(found)


def own_words(parts: Sequence[Segment]) -> str:
    """Return the claim's own words out of its sentence."""
    return " ".join(words for words, inside in parts if inside)


def _instead(text: str, span: Span, actor: Actor) -> str | None:
    word = text[span.start : span.end]
    if not PRONOUN.match(word) or actor.kind == "anonymous" or len(actor.name.split()) > LONGEST_NAME:
        return None
    lower = word.lower()
    owned = lower in POSSESSIVE or (lower == "her" and not NOT_OWNED.match(text, span.end))
    return actor.name + ("'s" if owned else "")


def _filled(text: str, start: int, end: int, names: dict[Span, str]) -> str:
    parts, at = [], start
    for span in sorted(span for span in names if start <= span.start and span.end <= end):
        parts += [text[at : span.start], names[span]]
        at = max(at, span.end)
    return "".join([*parts, text[at:end]]).strip()
