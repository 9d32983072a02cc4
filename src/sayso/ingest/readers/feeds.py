"""RSS and Atom feeds, and OPML lists of feeds.

An entry that holds its whole text is an article; any other names a page that is read in its turn.
Nothing is fetched here.
"""

import codecs
import io
import re
from collections.abc import Iterator
from typing import Any

from sayso.errors import InputError
from sayso.ingest.article import article_of
from sayso.ingest.decode import checked_text, decode
from sayso.ingest.outcomes import Outcome, Pointer, rejected
from sayso.ingest.readers.fields import date_of, one_line, web_address
from sayso.ingest.readers.html_page import article_in
from sayso.ingest.readers.xml_tree import local, tree_of, undeclared
from sayso.records import Article

__all__ = ["articles_of_feed", "articles_of_opml"]

_WHOLE = 120  # words from which the text in an entry is taken for the article and not for its teaser
_SOME = 40  # words from which it stands in for a page that cannot be read
_MOST_BYTES = 10_000_000
_MOST_MARKS = 400_000  # "<" and "&", each of which feedparser works on
_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
_DATED = ("rss090", "rss10")  # feedparser calls their dc:date "updated"


def articles_of_feed(data: bytes, *, path: str) -> Iterator[Outcome]:
    """Yield an article for each entry that holds its text, a pointer for each other entry.

    ``part`` is the entry's id, or its address. Raises:
        InputError: no entry can be read.
    """
    feed = _parsed(data)
    about = feed.feed
    own = next((link.get("href") for link in about.get("links", []) if link.get("rel") == "self"), None)
    base = web_address(own) or web_address(about.get("link")) or ""
    for number, entry in enumerate(feed.entries, 1):
        known = _known(entry, about, dated=feed.version in _DATED)
        url = web_address(entry.get("link"), base)
        part = one_line(entry.get("id")) or url or str(number)
        text = _text(entry, path)
        count = len(text.split())
        whole: Article | None = None
        if count >= _SOME:
            try:
                whole = article_of(
                    checked_text(text), path=path, part=part, url=url, found_in="feed", **known
                )
            except InputError as error:
                yield rejected(path, str(error), part=part)
                continue
        if whole is not None and (count >= _WHOLE or not url):
            yield whole
        elif url:
            about_it = {**known, "url": url}
            yield Pointer(target=url, inside=path, found_in="feed", known=about_it, otherwise=whole)
        else:
            yield rejected(path, "this entry has neither its text nor a web address", part=part)


def articles_of_opml(data: bytes, *, path: str) -> Iterator[Outcome]:
    """Yield a pointer for each feed that an OPML list names, each once.

    Raises:
        InputError: it is no OPML, or it names no feed.
    """
    root = tree_of(data, recover=True)
    if local(root) != "opml":
        raise InputError("it is no OPML list of feeds")
    seen: set[str] = set()
    for outline in root.iter("{*}outline"):
        found = {name.lower(): value for name, value in outline.attrib.items()}
        url = web_address(found.get("xmlurl"))
        if url and url not in seen:
            seen.add(url)
            yield Pointer(target=url, inside=path, found_in="OPML")
    if not seen:
        raise InputError("it names no feed (no outline has an xmlUrl with a web address)")


def _parsed(data: bytes) -> Any:
    """Return what feedparser reads in a feed, damaged or not."""
    import feedparser  # noqa: PLC0415  slow to import, and few inputs are feeds

    if len(data) > _MOST_BYTES or data.count(b"<") + data.count(b"&") > _MOST_MARKS:
        raise InputError("it is too large for a feed; split it")
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):  # feedparser reads UTF-8 more surely
        data = undeclared(decode(data)).encode()
    if _ENTITY.search(data.replace(b"\0", b"")):
        raise InputError("it declares entities of its own, which are not read; save it without them")
    try:
        # a stream, since feedparser takes bytes for a name to open; markup is made text later
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
    except Exception as error:  # a hostile feed can raise anything in there
        raise InputError("this feed cannot be read; give the addresses of its pages") from error
    if not feed.entries:
        raise InputError("no entry can be read in this feed")
    return feed


def _known(entry: Any, about: Any, *, dated: bool) -> dict[str, str]:
    """Return what a feed says of an entry; the source that an aggregator names is its outlet."""
    source = entry.get("source") or {}
    names = [one_line(one.get("name")) for one in entry.get("authors", [])]
    told = {
        "title": one_line(entry.get("title"), markup=True),
        "outlet": one_line(source.get("title"), markup=True) or one_line(about.get("title"), markup=True),
        "author": ", ".join(name for name in names if name) or one_line(entry.get("author")),
        "published": date_of(entry.get("published") or (entry.get("updated") if dated else None)),
        "language": one_line(about.get("language")),
    }
    return {name: value for name, value in told.items() if value}


def _text(entry: Any, path: str) -> str:
    """Return the text that an entry holds, "" where it has next to none."""
    contents = [one for one in entry.get("content", []) if len((one.get("value") or "").split()) >= _SOME]
    if not contents:
        return ""
    best = max(contents, key=lambda one: len(one["value"]))
    text = str(best["value"])
    if best.get("type") != "text/plain":
        page = f"<html><body><article>{text}</article></body></html>".encode("utf-8", "replace")
        article = article_in(page, path=path, charset="utf-8")
        text = article.text if article else ""
    return text
