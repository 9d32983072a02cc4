"""Makes an Article from a text: marks what is no news, and finds headline, byline, dateline and credits."""

import hashlib
from collections.abc import Iterable
from typing import NamedTuple

from sayso.ingest.boilerplate import sift
from sayso.ingest.byline import bylines
from sayso.ingest.credits import agency_lines, closing_credit, credits_in
from sayso.ingest.dateline import dateline_of
from sayso.ingest.headline import headline_of, label_of, place_of_title
from sayso.ingest.lines import Line, lines_of
from sayso.records import Article, Span, Spans, digest

__all__ = ["article_of"]

_ENDS = 3  # lines at either end of the news in which an agency's name alone is a credit


def article_of(  # noqa: PLR0913  all that may be known of an article
    text: str,
    *,
    path: str = "-",
    part: str | None = None,
    title: str | None = None,
    outlet: str | None = None,
    author: str | None = None,
    published: str | None = None,
    url: str | None = None,
    language: str | None = None,
) -> Article:
    r"""Return the Article that ``text`` is; what is given counts more than what the text tells.

    ``text`` stays as it is, except that a lone surrogate, which no file can hold, becomes U+FFFD.

    >>> article = article_of("Talks End\n\nNew Delhi: The two sides met in Tehran on Sunday, an envoy said.")
    >>> article.title, article.text[slice(*article.dateline)]
    ('Talks End', 'New Delhi:')
    """
    text, title = _encodable(text), _given(title)
    path, url = path.encode("utf-8", "backslashreplace").decode(), _given(url)
    marks = _marks(text, title)
    if title is None and marks.title_span is not None:
        title = text[marks.title_span.start : marks.title_span.end]
    return Article(
        id=digest("a", path, part, url, text),
        path=path,
        part=part,
        url=url,
        outlet=_given(outlet),
        title=title,
        author=_given(author) or marks.author,
        published=_given(published) or marks.published,
        language=_given(language),
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        boilerplate=marks.boilerplate,
        title_span=marks.title_span,
        dateline=marks.dateline,
        credits=marks.credits,
    )


class _Marks(NamedTuple):
    """What a text tells of itself."""

    boilerplate: Spans
    title_span: Span | None
    dateline: Span | None
    credits: Spans
    author: str | None
    published: str | None


def _marks(text: str, title: str | None) -> _Marks:
    """Read a text from the outside in: furniture, bylines, section label, headline, dateline, credits."""
    news, furniture, creditors = sift(lines_of(text))
    alone = agency_lines(news)
    by = list(bylines(news))
    creditors += [line for line in alone if line in news[:_ENDS] or line in news[-_ENDS:]]
    creditors += [one.line for one in by]
    apart = [*alone, *(one.line for one in by)]
    news = _without(news, apart)
    label = label_of(news)
    if label is not None:
        apart.append(label)
        news = _without(news, [label])
    title_span = place_of_title(title, news) if title else headline_of(news)
    if title_span is not None:
        news = [line for line in news if not line.start <= title_span.start < line.end]
    dateline = dateline_of(news)
    if dateline is not None:
        creditors += _bracketed(text, dateline)
    closing = closing_credit(news[-1]) if news else None
    return _Marks(
        boilerplate=_merged([*furniture, *(line.span for line in apart)]),
        title_span=title_span,
        dateline=dateline,
        credits=_merged([*credits_in(creditors), *([closing] if closing is not None else [])]),
        author=next((one.author for one in by if one.author), None),
        published=next((one.published for one in by if one.published), None),
    )


def _bracketed(text: str, dateline: Span) -> list[Line]:
    """Return what stands in parentheses in a dateline: there, and only there, is its agency."""
    start = text.find("(", dateline.start, dateline.end)
    return [Line(start, dateline.end, text[start : dateline.end], gap=False)] if start >= 0 else []


def _encodable(text: str) -> str:
    """Return ``text`` without lone surrogates, which UTF-8 cannot hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


def _given(value: str | None) -> str | None:
    """Return a value that was given as one clean line, None if it is empty."""
    return " ".join(_encodable(value).split()) or None if value else None


def _without(lines: list[Line], others: Iterable[Line]) -> list[Line]:
    """Return the lines that are not among ``others``; a line after one of them stands apart."""
    gone = set(others)
    kept: list[Line] = []
    gap = False
    for line in lines:
        if line in gone:
            gap = True
            continue
        kept.append(line._replace(gap=line.gap or gap))
        gap = False
    return kept


def _merged(spans: Iterable[Span]) -> Spans:
    """Return the spans in order, those that overlap as one."""
    merged: list[Span] = []
    for span in sorted(set(spans)):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        else:
            merged.append(span)
    return tuple(merged)
