"""A dossier as CSV, a file a table: verbatim for programs, or made harmless for spreadsheets.

Both are RFC 4180: commas, CRLF, a header, quotation marks where needed, UTF-8. An empty cell is a
missing value; no table holds an empty text.
"""

import csv
import io

from sayso.dossier.export.tables import TABLES, Cell, table_rows
from sayso.dossier.lookup import Lookup
from sayso.dossier.statements import csv_line
from sayso.records import Dossier

__all__ = ["EXCEL_LIMIT", "csv_excel", "csv_files"]

EXCEL_LIMIT = 32_767
"""The most UTF-16 units that a cell of Excel holds; it would spill a longer text into other rows."""

_BOM = "\ufeff"


def csv_files(dossier: Dossier) -> dict[str, bytes]:
    """Return the tables as they are: each cell's words are the article's own."""
    lookup = Lookup(dossier)
    files = {}
    for table in TABLES:
        text = io.StringIO(newline="")
        writer = csv.writer(text)
        writer.writerow(column.name for column in table.columns)
        writer.writerows(table_rows(table, dossier, lookup))
        files[f"{table.name}.csv"] = text.getvalue().encode()
    return files


def csv_excel(dossier: Dossier) -> dict[str, bytes]:
    """Return the tables for a spreadsheet: it knows the encoding, finds no formula, and each cell fits."""
    lookup = Lookup(dossier)
    files = {}
    for table in TABLES:
        lines = [csv_line(column.name for column in table.columns)]
        lines += [csv_line(map(_shortened, row)) for row in table_rows(table, dossier, lookup)]
        files[f"{table.name}.csv"] = (_BOM + "".join(lines)).encode()
    return files


def _shortened(cell: Cell) -> Cell:
    """Return a cell that still fits with an apostrophe before it; a cut one ends with "…"."""
    if not isinstance(cell, str) or 2 * len(cell) < EXCEL_LIMIT:
        return cell
    units = cell.encode("utf-16-le")
    if len(units) // 2 < EXCEL_LIMIT:
        return cell
    return units[: 2 * (EXCEL_LIMIT - 2)].decode("utf-16-le", "ignore") + "…"
