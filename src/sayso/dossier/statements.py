"""Attributions as rows, one a statement: ``sayso extract`` and whatever reads what it writes.

The keys are public. ``*_text`` join the pieces of a discontinuous stretch with " … ", unchanged
otherwise; the spans say where each piece stands.
"""

import csv
import io
import json
from collections.abc import Iterable, Iterator
from typing import Any

from sayso.records import Attribution, Extracted, Span

__all__ = ["COLUMNS", "csv_header", "csv_line", "csv_row", "json_line", "statement_rows"]

COLUMNS = (
    "path",
    "article",
    "id",
    "source",
    "cue",
    "content",
    "source_text",
    "cue_text",
    "content_text",
    "type",
    "stance",
    "via",
    "parent",
    "confidence",
)

_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "\t", "\r", "\n", "'")
_LINE_BREAKS = {ord(mark): f"\\u{ord(mark):04x}" for mark in "\x85\u2028\u2029"}


def statement_rows(extracted: Extracted) -> Iterator[dict[str, Any]]:
    """Yield a row for each attribution of an article; the keys are ``COLUMNS``."""
    article = extracted.article
    for one in extracted.attributions:
        yield {
            "path": article.path,
            "article": article.id,
            "id": one.id,
            "source": one.source,
            "cue": one.cue,
            "content": one.content,
            "source_text": _text(article.text, one.source),
            "cue_text": _text(article.text, one.cue),
            "content_text": _text(article.text, one.content),
            "type": one.type,
            "stance": one.stance,
            "via": _via(article.text, one),
            "parent": one.parent,
            "confidence": one.confidence,
        }


def json_line(row: dict[str, Any]) -> str:
    """Return a row as one line of JSON; no character in it ends a line for any reader."""
    return json.dumps(row, ensure_ascii=False).translate(_LINE_BREAKS) + "\n"


def csv_header() -> str:
    """Return the names of the columns as a line of CSV."""
    return csv_line(COLUMNS)


def csv_row(row: dict[str, Any]) -> str:
    r"""Return a row as CSV that a spreadsheet takes for words.

    Spans become ``s-e;s-e``, the words of a channel or relay stand in ``via``; cells are guarded as
    ``csv_line`` does it.

    >>> row = dict.fromkeys(COLUMNS, "") | {"source": [(0, 3), (9, 12)], "content_text": "=1+1"}
    >>> csv_row(row)
    ",,,0-3;9-12,,,,,'=1+1,,,,,\r\n"
    """
    cells = dict(row)
    for name in ("source", "cue", "content"):
        cells[name] = ";".join(f"{start}-{end}" for start, end in row[name])
    cells["via"] = row["via"]["text"] if row["via"] else ""
    return csv_line(cells[name] for name in COLUMNS)


def csv_line(cells: Iterable[object]) -> str:
    """Return cells as a line of CSV in which a spreadsheet finds no formula.

    A cell that begins with ``= + - @`` (also in full width), a tab, the end of a line or an apostrophe gets
    an apostrophe before it; taking one leading apostrophe off gives the words back. None is an empty cell.
    """
    line = io.StringIO(newline="")
    csv.writer(line).writerow([_guarded(cell) for cell in cells])
    return line.getvalue()


def _guarded(value: object) -> str:
    cell = "" if value is None else str(value)
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _via(text: str, one: Attribution) -> dict[str, Any] | None:
    if one.via is None:
        return None
    return {"kind": one.via.kind, "spans": one.via.spans, "text": _text(text, one.via.spans)}


def _text(text: str, spans: Iterable[Span]) -> str:
    return " … ".join(text[start:end] for start, end in spans)
