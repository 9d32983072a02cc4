"""ninjs, the news agencies' JSON, in its versions 1 to 3: an item, a list of items, or an item a line.

What its publisher has withdrawn (``pubstatus``) is rejected. Items inside of items (pictures,
boxes) are not read.
"""

from collections.abc import Iterator
from typing import Any

from sayso.errors import InputError
from sayso.ingest.article import article_of
from sayso.ingest.decode import checked_text, decode
from sayso.ingest.outcomes import rejected
from sayso.ingest.readers.fields import WITHDRAWN, author_of, date_of, one_line, web_address
from sayso.ingest.readers.json_ld import json_of
from sayso.ingest.readers.xml_tree import paragraphs, tree_of_html
from sayso.records import Article, Rejected

__all__ = ["articles_of_ninjs"]

_PLAIN = ("body_text", "body_main")  # before any other body_… of version 1
_OUTLET = ("provider", "source", "copyrightholder", "infosources")


def articles_of_ninjs(data: bytes, *, path: str) -> Iterator[Article | Rejected]:
    """Yield the article of each item; ``part`` is its URI, or its place among them.

    Raises:
        InputError: it is no text, or no JSON.
    """
    text = decode(data)
    try:
        items: Any = json_of(text)
    except InputError:
        lines = [line for line in text.split("\n") if line.strip()]
        if len(lines) < 2 or not all(line.lstrip().startswith("{") for line in lines):  # noqa: PLR2004  lines
            raise
        items = lines
    if isinstance(items, dict) and isinstance(items.get("items"), list):
        items = items["items"]
    for number, item in enumerate(items if isinstance(items, list) else [items], 1):
        yield _outcome(item, path=path, number=number)


def _outcome(item: object, *, path: str, number: int) -> Article | Rejected:
    part = str(number)
    try:
        value = json_of(item) if isinstance(item, str) else item
        # version 3 writes pubStatus
        told = {key.lower(): one for key, one in value.items()} if isinstance(value, dict) else {}
        part = one_line(told.get("uri")) or one_line(told.get("guid")) or part
        return _article(told, path=path, part=part)
    except InputError as error:
        return rejected(path, str(error), part=part)


def _article(item: dict[str, Any], *, path: str, part: str) -> Article:
    status = one_line(item.get("pubstatus")) or ""
    if status.lower() in WITHDRAWN:
        raise InputError(f"its publisher has withdrawn it (pubstatus {status.lower()})")
    text = _text(item)
    if text is None:
        kind = one_line(item.get("type")) or "text"
        raise InputError("it has no text" if kind == "text" else f"it is of type {kind} and has no text")
    return article_of(
        checked_text(text),
        path=path,
        part=part,
        title=_headline(item),
        outlet=next((name for key in _OUTLET if (name := _name(item.get(key)))), None),
        author=author_of(item.get("byline") or item.get("by"), markup=True),
        published=date_of(item.get("versioncreated")) or date_of(item.get("firstcreated")),
        url=web_address(item.get("uri")),
        language=one_line(item.get("language")),
        found_in="ninjs",
    )


def _text(item: dict[str, Any]) -> str | None:
    """Return an item's text: the plain one, unless only one with markup shows the paragraphs."""
    plain, marked = [], []
    for kind, value in _bodies(item):
        if not value.strip():
            continue
        if "xml" in kind or "html" in kind or value.lstrip().startswith("<"):
            text = "\n\n".join(paragraphs(tree_of_html(value)))
            marked += [text] if text else []
        else:
            plain.append(value)
    best = max(plain, key=len, default=None)
    if marked and (best is None or "\n" not in best.strip()):
        return max(marked, key=len)
    return best


def _bodies(item: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield what kind of text each body is, as far as it is said, and the text."""
    for key in sorted(item, key=lambda key: key not in _PLAIN):
        if key.startswith("body_") and isinstance(item[key], str):
            yield key, item[key]
    bodies = item.get("bodies")
    for body in bodies if isinstance(bodies, list) else []:
        if isinstance(body, dict) and isinstance(body.get("value"), str):
            kind = body.get("contenttype") or body.get("contentType") or body.get("role")
            yield str(kind or "").lower(), body["value"]


def _headline(item: dict[str, Any]) -> str | None:
    """Return the main headline."""
    headlines = item.get("headlines")
    found = [one for one in headlines if isinstance(one, dict)] if isinstance(headlines, list) else []
    found.sort(key=lambda one: one.get("role") not in {"main", "headline"})  # stable
    named = [item.get("headline"), item.get("headline_main"), *(one.get("value") for one in found)]
    lines = (one_line(one, markup=True) for one in named)
    return next((line for line in lines if line), None) or one_line(item.get("title"), markup=True)


def _name(value: object) -> str | None:
    """Return the name of a party, which is a string, an object, or a list of these."""
    if isinstance(value, list):
        value = value[0] if value else None
    if isinstance(value, dict):
        value = value.get("name") or value.get("literal")
    line = one_line(value)
    return None if line is None or web_address(line) else line
