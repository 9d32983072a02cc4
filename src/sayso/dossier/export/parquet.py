"""A dossier as Parquet, a file a table, with types; pyarrow writes it.

What each column holds stands in the metadata of its field, under ``description``.
"""

import io
from typing import TYPE_CHECKING, Any

from sayso.dossier.export.tables import TABLES, Cell, Table, table_rows
from sayso.dossier.lookup import Lookup
from sayso.errors import MissingPartError
from sayso.records import Dossier

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["parquet"]


def parquet(dossier: Dossier) -> dict[str, bytes]:
    """Return the tables as Parquet files.

    Raises:
        MissingPartError: pyarrow is not installed.
    """
    try:
        import pyarrow.parquet as pq  # noqa: PLC0415  large, and only Parquet needs it
    except ImportError as error:
        raise MissingPartError(
            "Parquet needs pyarrow; install it with: pip install 'sayso[export]'"
        ) from error
    lookup = Lookup(dossier)
    files = {}
    for table in TABLES:
        data = io.BytesIO()
        pq.write_table(_arrow(table, list(table_rows(table, dossier, lookup))), data)
        files[f"{table.name}.parquet"] = data.getvalue()
    return files


def _arrow(table: Table, rows: list[tuple[Cell, ...]]) -> "pa.Table":
    import pyarrow as pa  # noqa: PLC0415

    types: dict[str, Any] = {
        "text": pa.string(),
        "json": pa.string(),
        "integer": pa.int64(),
        "real": pa.float64(),
    }
    schema = pa.schema(
        [
            pa.field(column.name, types[column.type], metadata={"description": column.about})
            for column in table.columns
        ],
        metadata={"description": table.about},
    )
    columns = zip(*rows, strict=True) if rows else ((),) * len(table.columns)
    return pa.table(
        [pa.array(cells, one.type) for cells, one in zip(columns, schema, strict=True)], schema=schema
    )
