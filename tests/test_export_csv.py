import csv
import io
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.builders import dossier, hostile_dossier

from sayso.dossier.export import export
from sayso.dossier.export.csv_files import EXCEL_LIMIT
from sayso.dossier.export.tables import TABLES, table_rows
from sayso.dossier.lookup import Lookup
from sayso.records import Dossier

FORMULAS = ("=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "'x")
AWKWARD = 'a "b", c;\nd\r\ne | \u2028 f\u202e 👩‍🚒'
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), min_size=1)


def table(one: Dossier, name: str, form: str = "csv") -> list[dict[str, str]]:
    """Return a table of an export as Python's csv module reads it."""
    text = export(one, form)[f"{name}.csv"].decode("utf-8")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def duck(folder: Path, files: dict[str, bytes]) -> dict[str, tuple[list[str], list[Any]]]:
    """Return the columns and rows of every file as DuckDB reads it, told only to take all for text."""
    found = {}
    with duckdb.connect() as database:
        for name, data in files.items():
            path = folder / name
            path.write_bytes(data)
            rows = database.execute(
                "SELECT * FROM read_csv(?, all_varchar = true, header = true)", [str(path)]
            )
            found[path.stem] = [column[0] for column in rows.description or ()], rows.fetchall()
    return found


def test_a_file_a_table() -> None:
    """There is a file for every table, with a header even where it has no rows; no byte order mark."""
    files = export(dossier(), "csv")
    assert list(files) == [f"{one.name}.csv" for one in TABLES]
    for one in TABLES:
        header = ",".join(column.name for column in one.columns)
        assert files[f"{one.name}.csv"].startswith(f"{header}\r\n".encode())


@pytest.mark.parametrize("words", [*FORMULAS, AWKWARD, "NA", " a ", "日本語"])
def test_words_are_verbatim(words: str) -> None:
    """A program reads the words as they stand in the article, formulas, quotation marks and line ends too."""
    one = hostile_dossier(words)
    assert table(one, "attributions")[0]["content_words"] == words
    assert table(one, "articles")[0]["text"] == one.articles[0].text


@pytest.mark.parametrize("one", [dossier(), hostile_dossier(AWKWARD)], ids=["plain", "hostile"])
def test_duckdb_reads_the_same(one: Dossier, tmp_path: Path) -> None:
    """DuckDB finds the same columns, rows and words as are in the tables, and the empty cells empty."""
    found = duck(tmp_path, export(one, "csv"))
    lookup = Lookup(one)
    for listed in TABLES:
        columns, rows = found[listed.name]
        assert columns == [column.name for column in listed.columns]
        assert rows == [
            tuple(None if cell is None else str(cell) for cell in row)
            for row in table_rows(listed, one, lookup)
        ]


@settings(max_examples=25)
@given(WORDS)
def test_any_words_come_back(words: str) -> None:
    """Whatever stands in an article is read back as it is."""
    [row] = table(hostile_dossier(words), "mentions")
    assert row["words"] == words


# ------------------------------------------------------------------------------ for spreadsheets


@pytest.mark.parametrize("words", FORMULAS)
def test_no_formula_in_a_spreadsheet(words: str) -> None:
    """No cell begins as a formula does; without its leading apostrophe it is the article's words."""
    one = hostile_dossier(words)
    for name in ("articles", "actors", "attributions", "claims", "points", "relations", "rejected"):
        for row in table(one, name, "csv-excel"):
            assert not any(
                cell.startswith(FORMULAS[0][0]) or cell[:1] in "+-@\t\r" for cell in row.values() if cell
            )
    assert table(one, "attributions", "csv-excel")[0]["content_words"] == f"'{words}"


def test_spreadsheet_knows_the_encoding(tmp_path: Path) -> None:
    """Every file begins with the mark by which Excel knows UTF-8, and only there; DuckDB skips it."""
    files = export(hostile_dossier("Ünder ünd"), "csv-excel")
    assert all(
        data.startswith(b"\xef\xbb\xbf") and data.count(b"\xef\xbb\xbf") == 1 for data in files.values()
    )
    columns, [row] = duck(tmp_path, files)["mentions"]
    assert dict(zip(columns, row, strict=True))["words"] == "Ünder ünd"


@pytest.mark.parametrize("letter", ["a", "👩"])
def test_cells_fit_into_a_spreadsheet(letter: str) -> None:
    """A text that is too long for a cell of Excel is cut and says so; one that fits is whole."""
    units = len(letter.encode("utf-16-le")) // 2
    fits = letter * ((EXCEL_LIMIT - 1) // units)
    assert table(hostile_dossier(fits), "mentions", "csv-excel")[0]["words"] == fits
    cut = table(hostile_dossier(fits + letter), "mentions", "csv-excel")[0]["words"]
    assert cut.endswith(f"{letter}…")
    assert EXCEL_LIMIT - 4 < len(cut.encode("utf-16-le")) // 2 < EXCEL_LIMIT
    assert table(hostile_dossier(fits + letter), "mentions")[0]["words"] == fits + letter
