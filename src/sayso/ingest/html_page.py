"""Web pages: trafilatura finds the article's text in the page, and what the page says of itself.

The date is taken only where the page states it (JSON-LD, meta, ``<time>``); trafilatura would
guess one from the address or the text.
"""

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any

from sayso.errors import InputError
from sayso.ingest.article import article_of
from sayso.ingest.dates import iso
from sayso.ingest.decode import checked_text, decode, refuse_binary
from sayso.records import Article, Rejected

__all__ = ["articles_of_html"]

_HEAD = 4096  # bytes in which a page says its encoding
_DECLARED = re.compile(
    rb"""<(?:meta\b[^>]*?\bcharset|\?xml\b[^>]*?\bencoding)\s*=\s*["']?\s*([\w.:-]+)""", re.IGNORECASE
)
_AS_BROWSERS_READ = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
_ENCODINGS = re.compile(
    r"utf-8|cp\d+|iso8859-\d+|koi8-[ru]|gb18030|big5\w*|euc_\w+|shift_jis\w*|mac-\w+|tis-620"
)
_MOST_LOST = 0.001  # of a page's characters may be unreadable

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
_META = "//meta[@property=$name or @name=$name or @itemprop=$name]/@content"
_TIME = "//time[@itemprop='datePublished' or @pubdate]/@datetime"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def articles_of_html(data: bytes, *, path: str) -> Iterator[Article | Rejected]:
    """Yield the one article of a page.

    Raises:
        InputError: there is no page, or no article in it.
    """
    tree, found = _extracted(_page(data))
    yield article_of(
        checked_text(found.text),
        path=path,
        title=found.title,
        outlet=found.sitename,
        author=found.author,
        published=_published(tree),
        url=found.url,
        language=tree.get("lang") or tree.get(_XML_LANG),
    )


def _extracted(page: str) -> tuple[Any, Any]:
    """Return the page's tree, and what trafilatura found in it."""
    from trafilatura import bare_extraction, load_html  # noqa: PLC0415  slow to import

    try:
        tree = load_html(page)
        if tree is None:
            tree = load_html(f"<html><body>{page}</body></html>")  # a fragment
        found: Any = (
            bare_extraction(tree, include_comments=False, with_metadata=True) if tree is not None else None
        )
    except Exception as error:  # a hostile page can raise anything in there
        raise InputError("its HTML cannot be read") from error
    if found is None or not (found.text or "").strip():
        raise InputError("no article text was found in this page")
    return tree, found


def _page(data: bytes) -> str:
    """Return the page as text, in the encoding that it declares unless it is plainly UTF-8."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_BE, codecs.BOM_UTF16_LE)):
        return decode(data)
    refuse_binary(data)
    try:
        return data.decode()
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(data[:_HEAD])
    encoding = _known(declared[1].decode("ascii", "replace")) if declared else None
    if encoding is None:
        return decode(data)
    page = data.decode(encoding, "replace")
    if page.count("\ufffd") > max(1, _MOST_LOST * len(page)):
        return decode(data)
    return page


def _known(name: str) -> str | None:
    try:
        encoding = codecs.lookup(name).name
    except LookupError:
        return None
    encoding = _AS_BROWSERS_READ.get(encoding, encoding)
    return encoding if _ENCODINGS.fullmatch(encoding) else None


def _published(tree: Any) -> str | None:
    """Return the date of publication that the page states, in ISO 8601."""
    stated = [*_in_json_ld(tree)]
    for name in _PUBLISHED:
        stated += tree.xpath(_META, name=name)
    stated += tree.xpath(_TIME)
    return next((when for when in map(iso, stated) if when), None)


def _in_json_ld(tree: Any) -> Iterator[str]:
    """Yield the dates of publication in the page's JSON-LD, those of its outermost things first."""
    for script in tree.xpath("//script[@type='application/ld+json']/text()"):
        try:
            waiting = [json.loads(str(script), strict=False)]
        except (ValueError, RecursionError):
            continue
        while waiting:
            value = waiting.pop(0)
            if isinstance(value, list):
                waiting += value
            elif isinstance(value, dict):
                date = value.get("datePublished")
                if isinstance(date, str):
                    yield date
                waiting += [
                    value[key] for key in ("@graph", "mainEntity", "mainEntityOfPage") if key in value
                ]
