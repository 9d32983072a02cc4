"""Annotate one article after another."""

from collections.abc import Sequence
from typing import Any

from sayso import models
from sayso.annotate.attributions import AttributionFinder
from sayso.annotate.clauses import find_clauses
from sayso.annotate.mentions import find_mentions
from sayso.annotate.quantities import find_quantities
from sayso.annotate.quotations import quotations
from sayso.annotate.times import find_times
from sayso.config import DEFAULTS, Config
from sayso.records import Annotated, Article, Rejected, Span

__all__ = ["Annotator"]


class Annotator:
    """Stage 2: holds the models, built once in each worker.

    One article's result never depends on the others in its batch.
    """

    def __init__(self, config: Config = DEFAULTS) -> None:
        self._spacy = models.spacy_pipeline(config.spacy_model)
        self._attributions = AttributionFinder(config.threads)

    def __call__(self, articles: Sequence[Article]) -> list[Annotated | Rejected]:
        """Return each article with what was found in it, or why it could not be read."""
        return [self._one(article) for article in articles]

    def _one(self, article: Article) -> Annotated | Rejected:
        text = article.text
        if len(text) > self._spacy.max_length:
            most = self._spacy.max_length
            reason = f"{len(text):,} characters long; at most {most:,} can be read as one article"
            return Rejected(input=article.path, stage="annotate", reason=reason)
        doc = self._spacy(text)
        sentences = tuple(_sentences(doc, article))
        attributions = self._attributions(article)
        times = find_times(doc, article)
        return Annotated(
            article=article,
            sentences=sentences,
            quotations=tuple(Span(q.start, q.end) for q in quotations(text)),
            mentions=find_mentions(doc, article, attributions),
            attributions=attributions,
            clauses=find_clauses(doc, sentences),
            quantities=find_quantities(doc, times),
            times=times,
        )


def _sentences(doc: Any, article: Article) -> list[Span]:
    """Return the sentences without the white space around them and without boilerplate."""
    skip = (*article.boilerplate, *((article.dateline,) if article.dateline else ()))
    found = []
    text = doc.text  # put together anew whenever it is asked for
    for sentence in doc.sents:
        start, end = sentence.start_char, sentence.end_char
        start += len(sentence.text) - len(sentence.text.lstrip())
        end -= len(sentence.text) - len(sentence.text.rstrip())
        for s, e in skip:
            if s <= start < e:
                start = min(e, end)
            if s < end <= e:
                end = max(s, start)
        while start < end and text[start].isspace():
            start += 1
        if any(c.isalnum() for c in text[start:end]):
            found.append(Span(start, end))
    return found
