"""JSON Lines, one article a line, in the shapes that trafilatura and news-please write.

A ``.json`` file that holds one such object, or a list of them, is read too. ``part`` is the
number of the line, or the place in the list, from 1. A line that cannot be read is rejected, and
the others go on.
"""

import json
from collections.abc import Iterator
from typing import Any

from sayso.errors import InputError
from sayso.ingest.article import article_of
from sayso.ingest.dates import iso
from sayso.ingest.decode import checked_text, decode
from sayso.ingest.sources import rejected
from sayso.records import Article, Rejected

__all__ = ["articles_of_json", "articles_of_json_lines"]

_TEXT = ("text", "maintext", "raw_text")  # of several, the first that is filled
_TITLE = ("title",)
_OUTLET = ("outlet", "sitename", "source-hostname", "source_domain", "hostname", "source")
_AUTHOR = ("author", "authors")
_DATE = ("published", "date", "date_publish")
_URL = ("url", "source")  # trafilatura's "source" is the address
_LANGUAGE = ("language",)


def articles_of_json_lines(data: bytes, *, path: str) -> Iterator[Article | Rejected]:
    """Yield an article for each line that is not blank.

    Raises:
        InputError: the file is no text.
    """
    for number, line in enumerate(decode(data).split("\n"), 1):
        if line.strip():
            yield _outcome(line, path=path, part=str(number))


def articles_of_json(data: bytes, *, path: str) -> Iterator[Article | Rejected]:
    """Yield the article that a JSON file holds, or those of its list.

    Raises:
        InputError: the file is no text, or no JSON.
    """
    value = _parsed(decode(data))
    if not isinstance(value, list):
        yield _article(value, path=path, part=None)
        return
    for number, one in enumerate(value, 1):
        try:
            yield _article(one, path=path, part=str(number))
        except InputError as error:
            yield rejected(f"{path}:{number}", str(error))


def _outcome(line: str, *, path: str, part: str) -> Article | Rejected:
    try:
        return _article(_parsed(line), path=path, part=part)
    except InputError as error:
        return rejected(f"{path}:{part}", str(error))


def _parsed(text: str) -> object:
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise InputError(
            f"it is not JSON ({error.msg[0].lower()}{error.msg[1:]}, column {error.colno})"
        ) from error
    except (ValueError, RecursionError) as error:
        raise InputError("it is JSON that cannot be read (numbers too long or nested too deep)") from error


def _article(value: object, *, path: str, part: str | None) -> Article:
    if not isinstance(value, dict):
        raise InputError("it is no JSON object with an article")
    text = next((value[key] for key in _TEXT if isinstance(value.get(key), str) and value[key].strip()), None)
    if text is None:
        raise InputError("it has no article text (under text, maintext or raw_text)")
    url = next((found for found in _all(value, _URL) if _is_address(found)), None)
    date = _first(value, _DATE)
    return article_of(
        checked_text(text),
        path=path,
        part=part,
        title=_first(value, _TITLE),
        outlet=next((found for found in _all(value, _OUTLET) if not _is_address(found)), None),
        author=_first(value, _AUTHOR),
        published=iso(date) if date else None,
        url=url,
        language=_first(value, _LANGUAGE),
    )


def _first(value: dict[str, Any], keys: tuple[str, ...]) -> str | None:
    return next(_all(value, keys), None)


def _all(value: dict[str, Any], keys: tuple[str, ...]) -> Iterator[str]:
    """Yield what stands under ``keys`` as words; a list of names is joined."""
    for key in keys:
        found = value.get(key)
        if isinstance(found, list):
            found = ", ".join(one.strip() for one in found if isinstance(one, str) and one.strip())
        if isinstance(found, str) and found.strip():
            yield found.strip()


def _is_address(words: str) -> bool:
    return words.startswith(("http://", "https://"))
