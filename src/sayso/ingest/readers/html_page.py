"""Web pages: the article's text as trafilatura finds it, and what the page says of itself, and where.

JSON-LD counts more than meta elements, and these more than what trafilatura reads off the page. The
date is taken only where the page states it (JSON-LD, meta, ``<time>``); what htmldate makes of the
address, the text or the footer is kept as a guess.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from sayso.errors import InputError
from sayso.ingest.article import article_of
from sayso.ingest.credits import is_agency
from sayso.ingest.dates import iso
from sayso.ingest.decode import checked_text, labelled
from sayso.ingest.headline import place_of_title
from sayso.ingest.lines import lines_of
from sayso.ingest.readers import json_ld
from sayso.ingest.readers.columns import is_address
from sayso.ingest.readers.fields import one_line
from sayso.records import Article, Rejected

__all__ = ["article_in", "articles_of_html"]

_HEAD = 4096  # bytes in which a page says its encoding
_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)

_PUBLISHED = (  # names of meta elements, in the order of trust
    "article:published_time",
    "datePublished",
    "og:article:published_time",
    "parsely-pub-date",
    "sailthru.date",
    "cXenseParse:recs:publishtime",
    "pubdate",
    "publishdate",
    "publish-date",
    "publication_date",
    "OriginalPublicationDate",
    "citation_publication_date",
    "DC.date.issued",
    "dcterms.created",
    "dcterms.date",
    "dc.date",
    "date",
)
_META = {
    "title": ("og:title", "twitter:title", "parsely-title", "citation_title", "dc.title", "headline"),
    "outlet": ("og:site_name", "citation_journal_title", "publisher", "dc.publisher", "application-name"),
    "author": ("author", "article:author", "parsely-author", "sailthru.author", "byl", "dc.creator"),
    "published": _PUBLISHED,
    "url": ("og:url",),
    "language": ("content-language", "dc.language", "og:locale"),
}
_NAMING = ("property", "name", "itemprop", "http-equiv")  # attributes that name what a meta element tells
_TIME = "//time[@itemprop='datePublished' or @pubdate]/@datetime"
_CANONICAL = "//link[@rel='canonical']/@href"
_SCRIPTS = "//script[@type='application/ld+json']/text()"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_AS_IF_TODAY = "2199-12-31"  # so that a guess is the same on any day
_MOST_STATED = 50  # values of one name: authors
_GUESS = "guess (htmldate)"
_NO_TEXT = "no article text was found in this page; if it has one, copy it into a .txt file"
_UNREADABLE = "its HTML cannot be read; copy the text of the page into a .txt file"


class _Told(NamedTuple):
    """A value, and where it was found."""

    value: str
    where: str


def articles_of_html(data: bytes, *, path: str, charset: str | None = None) -> Iterator[Article | Rejected]:
    """Yield the one article of a page; ``charset`` is what its envelope says of its encoding.

    Raises:
        InputError: there is no page, or no article in it.
    """
    yield _article(data, path=path, charset=charset)


def article_in(data: bytes, *, path: str, charset: str | None) -> Article | None:
    """Return the article of a page that is a part of another file, None if there is none in it."""
    try:
        return _article(data, path=path, charset=charset)
    except InputError:
        return None


def _article(data: bytes, *, path: str, charset: str | None) -> Article:
    declared = _DECLARED.search(data[:_HEAD])
    if charset is None and declared:
        charset = declared[1].decode("ascii", "replace")
    tree = _tree(labelled(data, charset, lenient=True))
    if tree.xpath("//meta[@name='generator' and starts-with(@content, 'sayso ')]"):
        raise InputError("it is a dossier that sayso wrote, not a report")
    every = [thing for value in _in_scripts(tree) for thing in json_ld.things(value)]
    main = _main([thing for thing in every if json_ld.is_article(thing)], tree)
    told = _stated(tree, main, every)
    found = _extracted(tree)
    text = (found.text if found is not None else "") or ""
    body = json_ld.body_of(main) or ""
    if not text.strip() or (len(body.split("\n")) > len(text.split("\n")) and body.split() == text.split()):
        text = body  # trafilatura, too, falls back on it, and then drops its paragraphs
    if not text.strip():
        raise InputError(_NO_TEXT)
    if found is not None:
        for field, value in (("title", found.title), ("outlet", found.sitename), ("author", found.author)):
            host = field == "outlet" and value == found.hostname  # for want of a name
            told[field] += [_Told(value, "address" if host else "page")] if value else []
        told["url"] += [_Told(found.url, "page")] if found.url else []
        told["published_guess"] = [_Told(found.date, _GUESS)] if found.date else []
    lines = list(lines_of(text))
    told["title"].sort(key=lambda title: place_of_title(title.value, lines) is None)  # stable
    best = {field: values[0] for field, values in told.items() if values}
    return article_of(
        checked_text(text),
        path=path,
        found_in={field: one.where for field, one in best.items()},
        **{field: one.value for field, one in best.items()},
    )


def _tree(page: str) -> Any:
    """Return the page as a tree."""
    from trafilatura import load_html  # noqa: PLC0415  slow to import

    try:
        tree = load_html(page)
        if tree is None:
            tree = load_html(f"<html><body>{page}</body></html>")  # a fragment
    except Exception as error:  # a hostile page can raise anything in there
        raise InputError(_UNREADABLE) from error
    if tree is None:
        raise InputError(_NO_TEXT)
    return tree


def _extracted(tree: Any) -> Any:
    """Return what trafilatura finds in a page, None where it finds no article."""
    from trafilatura import bare_extraction  # noqa: PLC0415  slow to import

    dates = {"original_date": True, "extensive_search": True, "max_date": _AS_IF_TODAY}
    try:
        return bare_extraction(tree, include_comments=False, with_metadata=True, date_extraction_params=dates)
    except Exception as error:  # a hostile page can raise anything in there
        raise InputError(_UNREADABLE) from error


def _stated(tree: Any, main: dict[str, Any], every: list[dict[str, Any]]) -> dict[str, list[_Told]]:
    """Return what the page states for each field, in the order of trust."""
    of_article = {field: _Told(value, "JSON-LD") for field, value in json_ld.stated(main, every).items()}
    told = {field: [of_article[field]] if field in of_article else [] for field in _META}
    told["published"] += [
        _Told(one["published"], "JSON-LD") for thing in every if "published" in (one := json_ld.stated(thing))
    ]
    told["url"][:0] = [
        _Told(link, "link canonical") for link in map(str, tree.xpath(_CANONICAL)) if is_address(link)
    ]
    own = tree.get("lang") or tree.get(_XML_LANG)
    told["language"][:0] = [_Told(own, "html lang")] if own and own.strip() else []
    metas = _metas(tree)
    for field, names in _META.items():
        for name in names:
            stated = metas.get(name.lower(), [])[:_MOST_STATED]
            fit = [value for one in stated if (value := _fitting(field, one))]
            if fit:
                told[field].append(_Told(", ".join(fit) if field == "author" else fit[0], f"meta {name}"))
    told["published"] += [_Told(when, "time") for when in map(iso, map(str, tree.xpath(_TIME))) if when]
    return told


def _fitting(field: str, words: str) -> str | None:
    """Return what a meta element says if that can be a field's value: a name is no address and no handle."""
    if field == "published":
        return iso(words)
    line = one_line(words, markup=True)
    if line is None or is_address(line) != (field == "url") or (field != "title" and line.startswith("@")):
        return None
    if field == "author" and not (" " in line or is_agency(line)):
        return None  # "admin"
    return line.replace("_", "-") if field == "language" else line


def _metas(tree: Any) -> dict[str, list[str]]:
    """Return what the page's meta elements say, by their names in lower case."""
    metas: dict[str, list[str]] = {}
    for element in tree.iter("meta"):
        content = (element.get("content") or "").strip()
        for name in {(element.get(one) or "").strip().lower() for one in _NAMING} if content else ():
            metas.setdefault(name, []).append(content)
    return metas


def _in_scripts(tree: Any) -> Iterator[object]:
    """Yield the values of the page's JSON-LD; what is damaged is passed over."""
    for script in tree.xpath(_SCRIPTS):
        try:
            yield json_ld.json_of(str(script))
        except InputError:
            continue


def _main(articles: list[dict[str, Any]], tree: Any) -> dict[str, Any]:
    """Return the article that the page is about: of several, the one that its headings name."""
    if len(articles) > 1:
        headings = [" ".join("".join(h1.itertext()).split()) for h1 in tree.iter("h1", "title")]
        for article in articles:
            title = json_ld.stated(article).get("title")
            if title and any(heading.startswith(title) for heading in headings):
                return article
    return articles[0] if articles else {}
