"""The names under which tables and JSON objects hold an article's fields, in one place.

They are those that trafilatura and news-please write, and those of hand-made lists. Case, spaces and
hyphens in a name do not matter.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from sayso.ingest.dates import iso

__all__ = ["ID", "KNOWN", "PATH", "TEXT", "URL", "first", "is_address", "key_of", "known_of", "told_in"]

TEXT = ("text", "maintext", "body", "content", "fulltext", "full_text", "article_text", "raw_text")
PATH = ("path", "file", "filename")
URL = ("url", "link", "address")
ID = ("id", "article_id", "guid", "uuid")

_TITLE = ("title", "headline")
_OUTLET = (
    *("outlet", "sitename", "publication", "publisher"),
    *("source_hostname", "source_domain", "hostname", "source", "source_name"),
)
_AUTHOR = ("author", "authors", "byline")
_DATE = ("published", "date", "date_publish", "published_at", "publication_date", "publish_date", "pubdate")
_LANGUAGE = ("language", "lang")

KNOWN = frozenset((*TEXT, *PATH, *URL, *ID, *_TITLE, *_OUTLET, *_AUTHOR, *_DATE, *_LANGUAGE))
"""All of these names."""


def key_of(name: str) -> str:
    """Return a column's name as it is compared: "Source-Hostname " is "source_hostname"."""
    return re.sub(r"[\s_-]+", "_", name.strip().casefold())


def known_of(row: Mapping[str, Any]) -> dict[str, str]:
    """Return what a row, by its ``key_of`` names, says of an article; a date that is no full one is left out.

    trafilatura's "source" is the address; elsewhere it is the outlet.

    >>> known_of({"headline": "Talks end", "date": "11/01/2022", "source": "https://example.org/a"})
    {'title': 'Talks end', 'url': 'https://example.org/a'}
    """
    told = {
        "title": first(row, _TITLE),
        "outlet": next((words for words in told_in(row, _OUTLET) if not is_address(words)), None),
        "author": first(row, _AUTHOR),
        "published": next(filter(None, map(iso, told_in(row, _DATE))), None),
        "url": next(filter(is_address, told_in(row, (*URL, "source"))), None),
        "language": first(row, _LANGUAGE),
    }
    return {name: value for name, value in told.items() if value}


def first(row: Mapping[str, Any], names: tuple[str, ...]) -> str | None:
    """Return the first of some columns that is filled."""
    return next(told_in(row, names), None)


def is_address(words: str) -> bool:
    """Say whether words are a web address.

    >>> is_address("HTTPS://example.org/a"), is_address("example.org")
    (True, False)
    """
    return words[:8].lower().startswith(("http://", "https://"))


def told_in(row: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[str]:
    """Yield what stands in those of some columns that are filled; a list of names is joined."""
    for name in names:
        found = row.get(name)
        if isinstance(found, list):
            found = ", ".join(one.strip() for one in found if isinstance(one, str) and one.strip())
        if isinstance(found, str) and found.strip():
            yield found.strip()
