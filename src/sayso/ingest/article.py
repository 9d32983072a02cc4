"""Makes an Article from a text: marks what is no news, and finds headline, byline, dateline and credits."""

import hashlib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from sayso.errors import InputError
from sayso.ingest.boilerplate import sift
from sayso.ingest.byline import bylines
from sayso.ingest.credits import agency_lines, closing_credit, credits_in
from sayso.ingest.dateline import dateline_of
from sayso.ingest.headline import headline_of, label_of, place_of_title
from sayso.ingest.lines import BREAKS, Line, lines_of
from sayso.records import Article, Span, Spans, digest

__all__ = ["article_of", "filled"]

_FIELDS = ("title", "outlet", "author", "published", "url", "language")
"""What may be known of an article; its provenance says where from."""

_TOLD_BY = {"title": "headline", "author": "byline", "published": "byline"}  # the text itself
_MOST_LINES = 200_000
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
    published_guess: str | None = None,
    url: str | None = None,
    language: str | None = None,
    found_in: str | Mapping[str, str] = "given",
) -> Article:
    r"""Return the Article that ``text`` is; what is given counts more than what the text tells.

    ``text`` stays as it is, except that a lone surrogate, which no file can hold, becomes U+FFFD.
    ``found_in`` says where the given fields come from: all of them, or field by field. A guessed
    date is kept only where no date is known.

    Raises:
        InputError: it has so many lines that it can be no article.

    >>> article = article_of("Talks End\n\nNew Delhi: The two sides met in Tehran on Sunday, an envoy said.")
    >>> article.title, article.text[slice(*article.dateline)], article.provenance
    ('Talks End', 'New Delhi:', {'title': 'headline'})
    """
    text, path = _encodable(text), path.encode("utf-8", "backslashreplace").decode()
    fields = {
        "title": _given(title),
        "outlet": _given(outlet),
        "author": _given(author),
        "published": _given(published),
        "url": _given(url),
        "language": _given(language),
        "published_guess": _given(published_guess),
    }
    marks = _marks(text, fields["title"])
    of_text = {"title": marks.headline, "author": marks.author, "published": marks.published}
    provenance: dict[str, str] = {}
    for name, value in fields.items():
        if value is not None:
            provenance[name] = found_in if isinstance(found_in, str) else found_in.get(name, "given")
        elif of_text.get(name) is not None:
            fields[name], provenance[name] = of_text[name], _TOLD_BY[name]
    if fields["published"] is not None and fields["published_guess"] is not None:
        del fields["published_guess"], provenance["published_guess"]
    return Article(
        id=digest("a", path, part, fields["url"], text),
        path=path,
        part=part,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        text=text,
        boilerplate=marks.boilerplate,
        title_span=marks.title_span,
        dateline=marks.dateline,
        credits=marks.credits,
        provenance=provenance,
        **fields,
    )


def filled(article: Article, known: Mapping[str, str], found_in: str) -> Article:
    """Return the article with its empty fields filled from ``known``, which came from ``found_in``.

    What the article says of itself counts more, but for an outlet that is only its address. It is made
    anew, so that its id, and the place of a title that it lacked, are right.

    >>> filled(article_of("Talks ended."), {"outlet": "The Post"}, "manifest").provenance
    {'outlet': 'manifest'}
    """
    empty = {name for name in _FIELDS if getattr(article, name) is None}
    empty |= {"outlet"} if article.provenance.get("outlet") == "address" else set()
    new = {name: known[name] for name in _FIELDS if name in empty and known.get(name)}
    if not new:
        return article
    own = {name: getattr(article, name) for name in (*_FIELDS, "published_guess")} | new
    sources = {**article.provenance, **dict.fromkeys(new, found_in)}
    for name, where in article.provenance.items():
        if _TOLD_BY.get(name) == where:
            own[name] = None  # the text tells it again
    return article_of(article.text, path=article.path, part=article.part, found_in=sources, **own)


class _Marks(NamedTuple):
    """What a text tells of itself."""

    boilerplate: Spans
    title_span: Span | None
    headline: str | None
    dateline: Span | None
    credits: Spans
    author: str | None
    published: str | None


def _marks(text: str, title: str | None) -> _Marks:
    """Read a text from the outside in: furniture, bylines, section label, headline, dateline, credits."""
    if max(map(text.count, BREAKS)) > _MOST_LINES:
        raise InputError(f"it has more than {_MOST_LINES:,} lines, which no article has; split it")
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
        headline=None if title or title_span is None else text[title_span.start : title_span.end],
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
