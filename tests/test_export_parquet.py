import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from tests.builders import dossier, hostile_dossier, without_points

from sayso.dossier.export import export
from sayso.dossier.export.tables import TABLES, table_rows
from sayso.dossier.lookup import Lookup
from sayso.errors import MissingPartError
from sayso.records import Dossier

TYPES = {"text": "VARCHAR", "json": "VARCHAR", "integer": "BIGINT", "real": "DOUBLE"}


@contextmanager
def files_of(one: Dossier, folder: Path) -> Iterator[duckdb.DuckDBPyConnection]:
    """Yield a connection of DuckDB that finds the Parquet files of a dossier by their names."""
    for name, data in export(one, "parquet").items():
        (folder / name).write_bytes(data)
    with duckdb.connect() as database:
        database.execute("SET file_search_path = ?", [str(folder)])
        yield database


@pytest.mark.parametrize(
    "one",
    [dossier(), hostile_dossier("=a\n\u202e“b”"), without_points(dossier())],
    ids=["plain", "hostile", "nothing found"],
)
def test_duckdb_reads_the_same(one: Dossier, tmp_path: Path) -> None:
    """DuckDB finds the columns, types and rows of every table, of those without rows too."""
    lookup = Lookup(one)
    with files_of(one, tmp_path) as database:
        for table in TABLES:
            found = database.execute(f"SELECT * FROM '{table.name}.parquet'")  # noqa: S608
            columns = [(column[0], str(column[1])) for column in found.description or ()]
            assert columns == [(column.name, TYPES[column.type]) for column in table.columns]
            assert found.fetchall() == list(table_rows(table, one, lookup))


@pytest.mark.parametrize("one", [dossier(), hostile_dossier("👩‍🚒 é")], ids=["plain", "beyond the BMP"])
def test_words_stand_in_the_texts(one: Dossier, tmp_path: Path) -> None:
    """Start and end cut the words out of the text: DuckDB counts code points, from 1."""
    query = """
        SELECT words, substr(text, start + 1, "end" - start)
        FROM 'mentions.parquet' JOIN 'articles.parquet' AS articles ON articles.id = article
    """
    with files_of(one, tmp_path) as database:
        rows = database.execute(query).fetchall()
    assert rows
    assert all(words == cut for words, cut in rows)


def test_tables_are_described(tmp_path: Path) -> None:
    """What a table is about stands in its file."""
    query = "SELECT value FROM parquet_kv_metadata('claims.parquet') WHERE key = 'description'"
    with files_of(dossier(), tmp_path) as database:
        assert database.execute(query).fetchall() == [
            (b"the smallest stretches that answer a question of fact",)
        ]


def test_without_pyarrow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow the message says what to install."""
    monkeypatch.setitem(sys.modules, "pyarrow.parquet", None)
    with pytest.raises(MissingPartError, match=r"pip install 'sayso\[export\]'"):
        export(dossier(), "parquet")
