"""JSON Lines, one article a line, in the shapes that trafilatura and news-please write, or JSON-LD.

An object without a text that has ``path`` or ``url`` names an article to be read in its turn
(``manifest``). A ``.json`` file that holds one such object, or a list of them, is read too. ``part``
is the number of the line, or the place in the list, from 1. A line that cannot be read is
rejected, and the others go on.
"""

from collections.abc import Iterator
from typing import Any

from sayso.errors import InputError
from sayso.ingest.article import article_of
from sayso.ingest.decode import checked_text, decode
from sayso.ingest.outcomes import Outcome, rejected
from sayso.ingest.readers import json_ld
from sayso.ingest.readers.columns import TEXT, key_of, known_of
from sayso.ingest.readers.manifest import pointer_of

__all__ = ["articles_of_json", "articles_of_json_lines"]


def articles_of_json_lines(data: bytes, *, path: str) -> Iterator[Outcome]:
    """Yield an article or a pointer for each line that is not blank.

    Raises:
        InputError: the file is no text.
    """
    for number, line in enumerate(decode(data).split("\n"), 1):
        if line.strip():
            try:
                yield from _outcomes(json_ld.json_of(line), path=path, part=str(number))
            except InputError as error:
                yield rejected(path, str(error), part=number)


def articles_of_json(data: bytes, *, path: str) -> Iterator[Outcome]:
    """Yield the article that a JSON file holds or names, or those of its list.

    Raises:
        InputError: the file is no text, or no JSON.
    """
    value = json_ld.json_of(decode(data))
    if not isinstance(value, list):
        yield from _outcomes(value, path=path, part=None)
        return
    for number, one in enumerate(value, 1):
        try:
            yield from _outcomes(one, path=path, part=str(number))
        except InputError as error:
            yield rejected(path, str(error), part=number)


def _outcomes(value: object, *, path: str, part: str | None) -> Iterator[Outcome]:
    """Yield what an object holds or names."""
    if not isinstance(value, dict):
        raise InputError("it is no JSON object with an article")
    if found := list(json_ld.articles_in(value, path=path, part=part)):
        yield from found
        return
    row: dict[str, Any] = {}
    for name, one in value.items():
        row.setdefault(key_of(name), one)
    text = next((row[key] for key in TEXT if isinstance(row.get(key), str) and row[key].strip()), None)
    if text is not None:
        yield article_of(checked_text(text), path=path, part=part, found_in="JSON", **known_of(row))
        return
    pointer = None if row.keys() & {*TEXT} else pointer_of(row, inside=path)
    if pointer is None:
        if {"sayso", "articles", "points"} <= value.keys():
            raise InputError("it is a dossier that sayso wrote, not a report")
        raise InputError("it has no article text (under text, maintext, body or content)")
    yield pointer
