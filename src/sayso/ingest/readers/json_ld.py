"""schema.org articles in JSON-LD: those that a web page carries, and files that hold them.

Only what an article says of itself is read. What it says of others (related stories, comments,
reviews of claims) is passed over.
"""

import json
import re
from collections import deque
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Any

from sayso.errors import InputError
from sayso.ingest.article import article_of
from sayso.ingest.dates import iso
from sayso.ingest.decode import checked_text, decode
from sayso.ingest.outcomes import rejected
from sayso.ingest.readers.columns import is_address
from sayso.ingest.readers.fields import author_of, one_line
from sayso.records import Article, Rejected

__all__ = ["articles_in", "articles_of_json_ld", "body_of", "is_article", "json_of", "stated", "things"]

_POSTS = frozenset(["blogposting", "liveblogposting", "socialmediaposting", "report"])  # and all …Article
_INSIDE = ("@graph", "mainEntity", "mainEntityOfPage")
_MOST_THINGS = 10_000
_MOST_LISTED = 50  # authors, kinds
_BREAK = re.compile(r"<br\s{0,9}/?>", re.IGNORECASE)
_PARAGRAPH = re.compile(r"</?(?:p|div|h[1-6]|li|ul|ol|blockquote)\b[^<>]{0,999}>", re.IGNORECASE)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,999}>")


def articles_of_json_ld(data: bytes, *, path: str) -> Iterator[Article | Rejected]:
    """Yield the articles of a JSON-LD file.

    Raises:
        InputError: it is no text, no JSON, or holds no schema.org article with its text.
    """
    found = list(articles_in(json_of(decode(data)), path=path))
    if not found:
        raise InputError("it has no schema.org article (NewsArticle or the like) with an articleBody")
    yield from found


def json_of(text: str) -> Any:
    """Return the value that a JSON text is; line ends and tabs inside its strings do no harm.

    Raises:
        InputError: it is none, or one that costs too much to read.
    """
    try:
        return json.loads(text, strict=False)
    except json.JSONDecodeError as error:
        what = error.msg[0].lower() + error.msg[1:].removesuffix(" starting at")
        where = f"line {error.lineno}, column {error.colno}" if error.lineno > 1 else f"column {error.colno}"
        raise InputError(f"it is not JSON ({what}, {where})") from error
    except (ValueError, RecursionError) as error:
        raise InputError("it is JSON that cannot be read (numbers too long or nested too deep)") from error


def articles_in(value: object, *, path: str, part: str | None = None) -> Iterator[Article | Rejected]:
    """Yield the articles with a text in a JSON value; of several each has its place, from 1, as its part."""
    every = list(things(value))
    found = [(thing, body) for thing in every if is_article(thing) and (body := body_of(thing))]
    for number, (thing, body) in enumerate(found, 1):
        place = part if len(found) == 1 else f"{part}.{number}" if part else str(number)
        try:
            yield article_of(
                checked_text(body), path=path, part=place, found_in="JSON-LD", **stated(thing, every)
            )
        except InputError as error:
            yield rejected(path, str(error), part=place)


def things(value: object) -> Iterator[dict[str, Any]]:
    """Yield the objects of JSON-LD that stand for themselves, the outermost first."""
    waiting = deque([value])
    for _ in range(_MOST_THINGS):
        if not waiting:
            return
        one = waiting.popleft()
        if isinstance(one, list):
            waiting += one[:_MOST_THINGS]
        elif isinstance(one, dict):
            yield one
            waiting += [one[key] for key in _INSIDE if key in one]


def is_article(thing: dict[str, Any]) -> bool:
    """Say whether a thing is a NewsArticle, a BlogPosting or the like.

    >>> is_article({"@type": ["schema:ReportageNewsArticle"]}), is_article({"@type": "WebPage"})
    (True, False)
    """
    kinds = thing.get("@type")
    names = [re.split(r"[/:#]", kind)[-1].casefold() for kind in _listed(kinds) if isinstance(kind, str)]
    return any(name.endswith("article") or name in _POSTS for name in names)


def stated(thing: dict[str, Any], others: Iterable[dict[str, Any]] = ()) -> dict[str, str]:
    """Return what a thing says of itself, as fields of an Article; ``others`` are those that it may name."""
    named = {one["@id"]: one for one in others if isinstance(one.get("@id"), str) and len(one) > 1}
    authors = [_name(one, named) for one in _listed(thing.get("author"))]
    outlets = [_name(one, named) for one in _listed(thing.get("publisher"))]
    date = thing.get("datePublished")
    addresses = [
        one.get("@id") if isinstance(one, dict) else one
        for key in ("url", "mainEntityOfPage", "@id")
        for one in _listed(thing.get(key))
    ]
    told = {
        "title": _words(thing.get("headline")) or _words(thing.get("name")),
        "author": ", ".join(dict.fromkeys(filter(None, map(author_of, authors)))),
        "outlet": next(filter(None, outlets), None),
        "published": None if isinstance(date, list) else iso(_words(date) or ""),
        "url": next((one for one in addresses if isinstance(one, str) and is_address(one)), None),
        "language": _language(thing.get("inLanguage")),
    }
    return {field: value for field, value in told.items() if value}


def body_of(thing: dict[str, Any]) -> str | None:
    """Return an article's text, its paragraphs apart, None where it is not given."""
    body = thing.get("articleBody")
    if isinstance(body, list):
        body = "\n\n".join(one for one in body if isinstance(one, str))
    if not isinstance(body, str):
        return None
    if _TAG.search(body):
        body = _TAG.sub("", _PARAGRAPH.sub("\n\n", _BREAK.sub("\n", body)))
        body = re.sub(r"[ \t]*\n\s*\n\s*", "\n\n", body)
    return unescape(body).strip() or None


def _language(value: object) -> str | None:
    """Return a language's code, which schema.org also puts into an object's ``alternateName``."""
    for one in _listed(value):
        found = one.get("alternateName") or one.get("name") if isinstance(one, dict) else one
        if words := _words(found):
            return words
    return None


def _name(value: object, named: dict[str, dict[str, Any]]) -> str | None:
    """Return what a person or a body is called, None where only an address is given."""
    if isinstance(value, dict):
        if not value.keys() & {"name", "givenName", "familyName"} and isinstance(value.get("@id"), str):
            value = named.get(value["@id"], value)
        parts = [_words(value.get(key)) for key in ("givenName", "additionalName", "familyName")]
        value = _words(value.get("name")) or " ".join(filter(None, parts))
    name = _words(value)
    return None if name is None or is_address(name) else name


def _words(value: object) -> str | None:
    """Return the first string that is given, as one clean line."""
    for one in _listed(value):
        found = one.get("@value") if isinstance(one, dict) else one
        if line := one_line(found, markup=True):
            return line
    return None


def _listed(value: object) -> list[Any]:
    return value[:_MOST_LISTED] if isinstance(value, list) else [] if value is None else [value]
