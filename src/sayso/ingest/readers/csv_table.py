"""Tables (CSV, TSV) with a column of texts: an article a row.

The header tells the columns (``columns``), and the delimiter too: guessed from the rows, it would
often be the comma of the texts. ``part`` is the row's id, or the line in which it begins. A row that
cannot be read is rejected, and the others go on.
"""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from sayso.errors import InputError
from sayso.ingest.article import article_of
from sayso.ingest.decode import checked_text, decode
from sayso.ingest.outcomes import rejected
from sayso.ingest.readers.columns import ID, KNOWN, PATH, TEXT, URL, first, key_of, known_of
from sayso.records import Article, Rejected

if TYPE_CHECKING:
    import _csv

__all__ = ["Row", "Rows", "articles_of_csv", "columns_of", "is_manifest", "is_table", "rows_of"]

_DELIMITERS = ",;\t"
_BEFORE = re.compile(r"[\r\n ]*(?:sep=[,;\t][\r\n]+)?", re.IGNORECASE)  # Excel writes its delimiter first
_NAME = re.compile(r"[\w.:()/#-]+(?: [\w.:()/#-]+){0,4}")
_WHY = {"unexpected end of data": "a quotation mark in it is never closed"}
_LONGEST_HEADER = 20_000
_LONGEST_NAME = 60
_LONGEST_ID = 200
_MOST_COLUMNS = 1_000


class Row(NamedTuple):
    """A row by the names of its columns, and the line in which it begins."""

    line: int
    cells: dict[str, str]


class Rows(NamedTuple):
    """A table's columns, and its rows one by one."""

    header: Sequence[str]
    rows: Iterator[Row | Rejected]


def articles_of_csv(data: bytes, *, path: str) -> Iterator[Article | Rejected]:
    """Yield an article for each row.

    Raises:
        InputError: it is no table with a column of texts.
    """
    header, rows = rows_of(data, path=path)
    column = next((name for name in TEXT if name in header), None)
    if column is None:
        raise InputError(
            "it has no column with texts (text, body, content) and none with paths or addresses (path, url)"
        )
    seen: set[str] = set()
    for row in rows:
        yield row if isinstance(row, Rejected) else _article(row, column, path=path, seen=seen)


def _article(row: Row, column: str, *, path: str, seen: set[str]) -> Article | Rejected:
    """Return the article of a row; an id that another row has had gives way to the line."""
    part = " ".join((first(row.cells, ID) or "").split())
    if not part or part in seen or len(part) > _LONGEST_ID:
        part = str(row.line)
    seen.add(part)
    text = row.cells.get(column, "")
    if not text.strip():
        return rejected(path, f"it has no article text (under {column})", part=part)
    try:
        known = known_of(row.cells)
        return article_of(checked_text(text), path=path, part=part, found_in="CSV", **known)
    except InputError as error:
        return rejected(path, str(error), part=part)


def is_table(head: str) -> bool:
    r"""Say whether a text begins with the header of a table of articles or of a manifest.

    >>> is_table("id;text\n1;Talks"), is_table("Text, and more of it\n"), is_table("Talks ended.")
    (True, False, False)
    """
    _, names = _header(head)
    keys = {key_of(name) for name in names}
    if not keys & {*TEXT, *PATH, *URL} or not all(_NAME.fullmatch(name) for name in names if name):
        return False
    return len(names) > 1 or bool(keys & {"path", "url"})


def is_manifest(names: Sequence[str]) -> bool:
    """Say whether a table with these columns has paths or addresses, and no texts."""
    keys = {key_of(name) for name in names}
    return bool(keys & {*PATH, *URL}) and not keys & {*TEXT}


def columns_of(head: str) -> list[str]:
    """Return the names of the columns of a table that begins with ``head``."""
    return _header(head)[1]


def rows_of(data: bytes, *, path: str) -> Rows:
    """Return a table's columns, and its rows, with a Rejected for each that is not cut as the header is.

    Raises:
        InputError: it is no text, or has no header.
    """
    text = decode(data)
    delimiter, _ = _header(text)
    skipped = _start(text)
    reader = _reader(text[skipped:], delimiter)
    try:
        header = [key_of(name) for name in next(reader, [])]
    except csv.Error as error:
        raise InputError("its first line is not the header of a table") from error
    if not any(header) or len(header) > _MOST_COLUMNS or max(map(len, header)) > _LONGEST_NAME:
        raise InputError("its first line is not the header of a table")
    return Rows(header, _rows(reader, header, path=path, before=text.count("\n", 0, skipped)))


def _rows(reader: "_csv.Reader", header: list[str], *, path: str, before: int) -> Iterator[Row | Rejected]:
    may_be_short = is_manifest(header)  # written by hand, the last cells left out
    while True:
        line = before + reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield rejected(path, _WHY.get(str(error), "a quotation mark in it is not doubled"), part=line)
            continue
        while len(cells) > len(header) and not cells[-1].strip():
            cells.pop()
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) == len(header) or (may_be_short and len(cells) < len(header)):
            row: dict[str, str] = {}
            for name, cell in zip(header, cells, strict=False):
                row.setdefault(name, cell)
            yield Row(line, row)
        else:
            reason = (
                f"its cells are {len(cells)} and those of the header {len(header)};"
                " a text that holds the delimiter or a line end goes in quotation marks"
            )
            yield rejected(path, reason, part=line)


def _reader(text: str, delimiter: str) -> "_csv.Reader":
    """Return what cuts a table into cells, as long as they may be.

    In tables with tabs a quotation mark is often no more than that: it counts as such unless all
    of the file can be read otherwise.
    """
    csv.field_size_limit(max(csv.field_size_limit(), len(text) + 1))  # the file's own size is bounded
    if delimiter == "\t":
        try:
            for _ in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
                pass
        except csv.Error:
            return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, quoting=csv.QUOTE_NONE)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _header(text: str) -> tuple[str, list[str]]:
    """Return the delimiter that cuts the first line into the most known names, and what it cuts it into."""
    start = _start(text)
    line = re.split(r"[\r\n]", text[start : start + _LONGEST_HEADER], maxsplit=1)[0]
    cut = [(delimiter, next(csv.reader([line], delimiter=delimiter), [])) for delimiter in _DELIMITERS]
    return max(cut, key=lambda one: (len(KNOWN & {key_of(name) for name in one[1]}), len(one[1])))


def _start(text: str) -> int:
    """Return where the header stands: after blank lines, and after Excel's own line."""
    found = _BEFORE.match(text)
    return found.end() if found else 0
