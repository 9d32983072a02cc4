"""Find who says what: the trained tagger's frames, each with its type, stance and channel."""

import re
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from sayso import models
from sayso.annotate.quotations import Quotation
from sayso.annotate.stance import stance_of
from sayso.annotate.tagger import Floats, Frame, Ints, PieceCutter, Settings, decode, score
from sayso.annotate.unverified import find_unverified
from sayso.annotate.via import find_via
from sayso.records import Article, Attribution, Span, Spans, StatementType, digest

__all__ = ["AttributionFinder"]

WORD_EDGE = 0.9  # of a content's letters inside quotation marks: a direct quotation
MODEL = "attribution"
JOINING = re.compile(r"(?:[\s,;]+(?:but|and|while)|,)\Z")  # what follows a content in its sentence
TELLING = re.compile(r"\b(?:tell|tells|told|telling)\Z", re.IGNORECASE)
ADDRESSEE = re.compile(r"(?:the\s+)?[A-Z][^.,;:“”\"]{0,80}?\s+(?=that\b)")
DANGLING = re.compile(
    r"\s+(?:on|in|at|late|early|also|has|had)\Z"
)  # what the tagger takes along with a source
SURE = 0.4  # a statement that nobody is named for must be at least this likely


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
        pieces = self._cutter(text, skip)
        if not len(pieces):
            return []
        return decode(pieces, score(pieces, self._cutter, self._run, self._bias), self._settings)

    def __call__(
        self, article: Article, doc: Any, sentences: Sequence[Span], quotations: Sequence[Quotation]
    ) -> tuple[Attribution, ...]:
        """Return the attributions of an article, given as a record and as a spaCy Doc, in text order."""
        found = []
        frames = self.frames(article.text, article.boilerplate)
        for frame in (*frames, *find_unverified(doc, frames)):
            attribution = _attribution(article, frame, sentences, quotations)
            if not attribution.source and attribution.confidence < SURE:
                continue
            if attribution.content or attribution.stance == "declines_to_comment":
                found.append(attribution)
        found.sort(key=lambda a: (min(span.start for span in (*a.source, *a.cue, *a.content)), a.id))
        return tuple(_with_parents(found))


def _runner(session: Any) -> Callable[[Ints, Ints], tuple[Floats, Floats]]:
    def run(ids: Ints, features: Ints) -> tuple[Floats, Floats]:
        roles, links = session.run(None, {"ids": ids, "features": features})
        return roles, links

    return run


def _attribution(
    article: Article, frame: Frame, sentences: Sequence[Span], quotations: Sequence[Quotation]
) -> Attribution:
    text = article.text
    cue = Span(*frame.cue)
    source = tuple(Span(s, d.start() if (d := DANGLING.search(text, s, e)) else e) for s, e in frame.source)
    told = TELLING.search(text, cue.start, cue.end) is not None
    content = tuple(Span(*_trimmed(text, _told(text, span) if told else span)) for span in frame.content)
    at = bisect_right([span.start for span in sentences], cue.start) - 1
    sentence = sentences[at] if at >= 0 and cue.end <= sentences[at].end else Span(cue.start, cue.end)
    return Attribution(
        id=digest("s", article.id, cue.start, cue.end, *content),
        article=article.id,
        source=source,
        cue=(cue,),
        content=content,
        type=_type(text, content, quotations),
        stance=stance_of(
            text[sentence.start : cue.start], text[cue.start : cue.end], text[cue.end : sentence.end]
        ),
        via=find_via(text, sentence, cue, source + content),
        confidence=frame.confidence,
    )


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
    for opening, closing in ("“”", '""', "‘’", "''"):
        inner = text[start + 1 : end - 1]
        if (
            text[start] == opening
            and text[end - 1] == closing
            and opening not in inner
            and closing not in inner
        ):
            start, end = start + 1, end - 1
            break
    if joining := JOINING.search(text, start, end):
        end = joining.start()
    return start, end


def _type(text: str, content: Spans, quotations: Sequence[Quotation]) -> StatementType:
    """Say whether the letters of a content stand inside quotation marks: all, none or some."""
    inside = letters = 0
    for start, end in content:
        for at in range(start, end):
            if text[at].isalnum():
                letters += 1
                inside += any(q.start < at < q.end for q in quotations)
    if not inside:
        return "indirect"
    return "direct" if inside >= WORD_EDGE * letters else "mixed"


def _with_parents(attributions: Sequence[Attribution]) -> list[Attribution]:
    """Set ``parent``: the smallest attribution whose content holds this one's cue."""
    result = []
    for one in attributions:
        holders = [
            (sum(e - s for s, e in other.content), other.id)
            for other in attributions
            if other.id != one.id
            and any(s <= one.cue[0].start and one.cue[0].end <= e for s, e in other.content)
        ]
        result.append(replace(one, parent=min(holders)[1]) if holders else one)
    return result
