"""The formats that can be read: a new one is a file of its own and a line in ``FORMATS``."""

import re
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import NamedTuple

from sayso.ingest.html_page import articles_of_html
from sayso.ingest.json_lines import articles_of_json, articles_of_json_lines
from sayso.ingest.text_file import articles_of_text
from sayso.records import Article, Rejected

__all__ = ["FORMATS", "SUFFIXES", "Format", "format_of"]


class Format(NamedTuple):
    """How files with certain suffixes are read; ``read`` takes their bytes and ``path``."""

    name: str
    suffixes: tuple[str, ...]
    read: Callable[..., Iterator[Article | Rejected]]


FORMATS = (
    Format("text", (".txt", ".md"), articles_of_text),
    Format("html", (".html", ".htm", ".xhtml"), articles_of_html),
    Format("jsonl", (".jsonl", ".ndjson"), articles_of_json_lines),
    Format("json", (".json",), articles_of_json),
)
SUFFIXES = tuple(suffix for one in FORMATS for suffix in one.suffixes)

_BY_NAME = {one.name: one for one in FORMATS}
_BY_SUFFIX = {suffix: one for one in FORMATS for suffix in one.suffixes}
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.{0,2000}?-->\s*)*"
    rb"<(?:!doctype\s+html|html|head|body|meta|title|article|main|div)\b",
    re.IGNORECASE | re.DOTALL,
)


def format_of(path: str, data: bytes) -> Format:
    """Return the format of a file by its suffix, or by what it holds where the suffix says nothing.

    >>> format_of("-", b"<!DOCTYPE html><p>Talks").name, format_of("-", b'{"text": "Talks"}').name
    ('html', 'jsonl')
    """
    known = _BY_SUFFIX.get(PurePath(path).suffix.lower())
    return known or _BY_NAME[_sniffed(data)]


def _sniffed(data: bytes) -> str:
    if _PAGE.match(data):
        return "html"
    lines = [line for line in data.removeprefix(b"\xef\xbb\xbf").splitlines() if line.strip()]
    if lines and all(line.strip().startswith(b"{") for line in lines):
        return "jsonl"
    start, end = (lines[0].strip()[:1], lines[-1].strip()[-1:]) if lines else (b"", b"")
    if (start, end) in {(b"{", b"}"), (b"[", b"]")} and b'"' in data:
        return "json"
    return "text"
