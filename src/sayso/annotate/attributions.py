"""Find who says what: the trained tagger's frames, each with its type, stance and channel."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from operator import attrgetter
from typing import Any

import numpy as np

from sayso import models
from sayso.annotate.sentences import find_sentences
from sayso.annotate.stance import stance_of
from sayso.annotate.tagger import (
    Bools,
    Floats,
    Frame,
    Ints,
    PieceCutter,
    Settings,
    blocks,
    decode,
    quoted_letters,
    score,
)
from sayso.annotate.unverified import find_unverified
from sayso.annotate.via import find_via
from sayso.records import Article, Attribution, Span, Spans, StatementType, digest

__all__ = ["AttributionFinder"]

START = attrgetter("start")
APPOSITION = re.compile(r",\s+(?P<name>[A-Z][\w’'-]+(?:\s+[A-Z][\w.’'-]*){1,3}),\s+(?=\w)")
WORD_EDGE = 0.9  # of a content's letters inside quotation marks: a direct quotation
MODEL = "attribution"
JOINING = re.compile(r"(?:[\s,;]+(?:but|and|while)|,)\Z")  # what follows a content in its sentence
TELLING = re.compile(r"\b(?:tell|tells|told|telling)\Z", re.IGNORECASE)
ADDRESSEE = re.compile(r"(?:the\s+)?[A-Z][^.,;:“”\"]{0,80}?\s+(?=that\b)")
DANGLING = re.compile(  # what the tagger takes along with a source
    r"""(?<=\w)[\s,–—]+(?:on|in|at|at\sthe|late|early|also|who|which|that|today|yesterday
    |(?:on\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|(?:has|have|had)(?:\s+been(?:\s+\w+)?)?)\Z""",
    re.VERBOSE,
)
ARTICLES = frozenset({"a", "an", "the"})
DETERMINER = re.compile(r"(?:a|an|the|his|her|their|its)\Z", re.IGNORECASE)
REST = re.compile(r"(?:\s+[\w’'-]+){1,4}(?=\s+\Z)")  # of a phrase up to its cue
OPEN = re.compile(r"\s(?:to|of|by|from|for|with)\Z")
WHOLE = re.compile(r"[^.,;:“”\"\n]{2,80}(?=\s\Z)")
SUBJECT = re.compile(r"\b(?:I|he|she|they|we)(?= \Z)", re.IGNORECASE)
PASSIVE = re.compile(
    r"(?:(?:is|are|was|were|has|have|had|'s|’s)\s+)?(?:\w+\s+)?(?:is|are|was|were|been|be)\b|\w+ly\Z"
)
MARKS = (("``", "''"), ("''", "''"), ("“", "”"), ('"', '"'), ("‘", "’"), ("'", "'"))
ANONYMITY = re.compile(
    r"(?:not\s+)?to\s+(?:be|remain)\s+(?:named|identified|quoted|anonymous)\b"
)  # says nothing
REFUSED = re.compile(r"to\s+(?:comment|respond|reply|elaborate|speak|talk|answer|be\s+interviewed)\b")


class AttributionFinder:
    """Holds the attribution model; give it articles one at a time."""

    def __init__(self, threads: int = 1) -> None:
        card = models.card(MODEL)
        self._cutter = PieceCutter(models.tokenizer())
        self._bias = np.array(card["link_bias"], np.float32)
        self._settings = Settings(**card["settings"])
        self._run = _runner(models.session(MODEL, threads))

    def frames(self, text: str, skip: Spans = ()) -> list[Frame]:
        """Return what the model finds in ``text``, leaving out the spans in ``skip``."""
        return [
            frame
            for pieces in blocks(self._cutter(text, skip))
            for frame in decode(pieces, score(pieces, self._cutter, self._run, self._bias), self._settings)
        ]

    def __call__(self, article: Article) -> tuple[Attribution, ...]:
        """Return the attributions of an article in text order; each depends on its text alone."""
        text = article.text
        sentences, quoted = find_sentences(text), quoted_letters(text)
        frames = self.frames(text, article.boilerplate)
        remarks = find_unverified(text, sentences, frames)

        def attributions(frames: Sequence[Frame]) -> list[Attribution]:
            found = (_attribution(article, frame, sentences, quoted) for frame in frames)
            said = (one for one in found if one.content or one.stance == "declines_to_comment")
            return [one for one in said if not any(ANONYMITY.match(text, *span) for span in one.content)]

        # a remark is the report's own, wherever it stands
        found = [*_with_parents(text, attributions(frames)), *attributions(remarks)]
        return tuple(
            sorted(found, key=lambda a: (min(s.start for s in (*a.source, *a.cue, *a.content)), a.id))
        )


def _runner(session: Any) -> Callable[[Ints, Ints], tuple[Floats, Floats]]:
    def run(ids: Ints, features: Ints) -> tuple[Floats, Floats]:
        roles, links = session.run(None, {"ids": ids, "features": features})
        return roles, links

    return run


def _attribution(article: Article, frame: Frame, sentences: Sequence[Span], quoted: Bools) -> Attribution:
    text = article.text
    cue = Span(*frame.cue)
    source = _source(text, frame.source, cue)
    told = TELLING.search(text, cue.start, cue.end) is not None
    trimmed = (Span(*_trimmed(text, _told(text, span) if told else span)) for span in frame.content)
    content = tuple(span for span in trimmed if any(map(str.isalnum, text[span.start : span.end])))
    if source and content and (name := _named(text, source[-1], content[0])):
        source = *source[:-1], Span(source[-1].start, name.end)
        content = Span(*_trimmed(text, (name.end, content[0].end))), *content[1:]
    at = bisect_right(sentences, cue.start, key=START) - 1
    sentence = sentences[at] if at >= 0 and cue.end <= sentences[at].end else Span(cue.start, cue.end)
    stance = stance_of(
        text[sentence.start : cue.start], text[cue.start : cue.end], text[cue.end : sentence.end]
    )
    if stance == "declines_to_comment":  # "declined | to comment": nothing is said
        content = tuple(span for span in content if not REFUSED.match(text, *span))
    return Attribution(
        id=digest("s", article.id, cue.start, cue.end, *content),
        article=article.id,
        source=source,
        cue=(cue,),
        content=content,
        type=_type(text, content, quoted),
        stance=stance,
        via=find_via(text, sentence, cue, source + content),
        confidence=frame.confidence,
    )


def _source(text: str, spans: Sequence[tuple[int, int]], cue: Span) -> Spans:
    """Return a source's words: whole, without what does not belong, and the pronoun that it left out."""
    if not spans:
        subject = SUBJECT.search(text, max(cue.start - len("they ") - 1, 0), cue.start)
        return () if subject is None or PASSIVE.match(text, *cue) else (Span(*subject.span()),)
    source = [Span(s, d.start() if (d := DANGLING.search(text, s, e)) else e) for s, e in spans]
    start, end = source[-1]
    if OPEN.search(text, start, end) and (whole := WHOLE.match(text, end, cue.start)):
        source[-1] = Span(
            start, whole.end()
        )  # "a statement attributed to | the Northern Front (NF) | claimed"
    elif DETERMINER.fullmatch(text, start, end):  # "a | Comcast rep | promised"
        rest = REST.match(text, end, cue.start)
        if rest:
            source[-1] = Span(start, rest.end())
        elif text[start:end].lower() in ARTICLES:
            source.pop()
    return tuple(source)


def _named(text: str, source: Span, content: Span) -> Span | None:
    """Return the name in apposition to a source, if a content begins with it: "its envoy, | Ann Lee, …"."""
    name = APPOSITION.match(text, source.end, content.end)
    return Span(*name.span("name")) if name and name.start("name") == content.start else None


def _told(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Leave out whom it was told, where the tagger took that along: "AFP in Paris | that …"."""
    addressee = ADDRESSEE.match(text, *span)
    return (addressee.end(), span[1]) if addressee else span


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    """Leave out punctuation that parts a content from its cue, and quotation marks that enclose it."""
    start, end = span
    while end - start > 1 and (text[end - 1].isspace() or text[end - 1] in ",;:—–"):
        end -= 1
    while end - start > 1 and (text[start].isspace() or text[start] in ",;:—–"):
        start += 1
    for opening, closing in MARKS:
        low, high = start + len(opening), end - len(closing)
        if low < high and text.startswith(opening, start) and text.startswith(closing, high):
            inner = text[low:high]
            if opening not in inner and closing not in inner:
                start, end = low, high
                break
    if joining := JOINING.search(text, start, end):
        end = joining.start()
    return start, end


def _type(text: str, content: Spans, quoted: Bools) -> StatementType:
    """Say whether the letters of a content stand inside quotation marks: all, none or some."""
    letters = [at for start, end in content for at in range(start, end) if text[at].isalnum()]
    inside = int(quoted[letters].sum())
    if not inside:
        return "indirect"
    return "direct" if inside >= WORD_EDGE * len(letters) else "mixed"


def _with_parents(text: str, attributions: Sequence[Attribution]) -> list[Attribution]:
    """Set ``parent``: the attribution with the smallest content that holds this one's cue."""
    holder = np.full(len(text) + 1, -1)  # of each character
    for at in sorted(range(len(attributions)), key=lambda at: -_size(attributions[at])):
        for start, end in attributions[at].content:
            holder[start:end] = at
    result = []
    for at, one in enumerate(attributions):
        first, last = holder[one.cue[0].start], holder[one.cue[0].end - 1]
        held = first == last and first not in (-1, at)
        result.append(replace(one, parent=attributions[first].id) if held else one)
    return result


def _size(attribution: Attribution) -> int:
    return sum(end - start for start, end in attribution.content)
