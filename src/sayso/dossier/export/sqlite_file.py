"""A dossier as one SQLite file that opens well in Datasette, with the metadata that it shows.

The tables are those of ``tables``, with keys, references, indexes and full-text search; the views
put beside each other what an analyst would join by hand.
"""

import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any, NamedTuple

from sayso.dossier.export.tables import TABLES, Column, Table, table_rows
from sayso.dossier.lookup import Lookup
from sayso.errors import DossierError
from sayso.records import Dossier

__all__ = ["SEARCHED", "VIEWS", "View", "sqlite"]

DATABASE = "dossier"
_TYPES = {"text": "TEXT", "json": "TEXT", "integer": "INTEGER", "real": "REAL"}
_PAGE_SIZE = 4096

SEARCHED = {
    "articles": ("title", "text"),
    "attributions": ("actor_name", "source_words", "content_words"),
    "claims": ("holder_name", "words"),
}
"""The columns of which tables are searched by their words; ``articles_fts`` searches ``articles``."""

LABELS = {
    "articles": "path",
    "actors": "name",
    "attributions": "content_words",
    "claims": "words",
    "points": "label",
    "positions": "label",
    "origins": "kind",
}
"""What Datasette shows in the place of an id."""

FACETS = {
    "articles": ["outlet"],
    "actors": ["kind"],
    "mentions": ["actor_name"],
    "attributions": ["actor_name", "stance", "outlet"],
    "claims": ["holder_name", "stance", "outlet"],
    "points": ["status"],
    "relations": ["kind", "reason"],
    "origins": ["kind"],
    "points_in_words": ["status", "outlet"],
    "relations_in_words": ["kind", "reason"],
}
"""By what Datasette offers to narrow a table down."""


class View(NamedTuple):
    """A view: its name, what it shows, and how."""

    name: str
    about: str
    query: str


VIEWS = (
    View(
        "points_in_words",
        "every point with its positions, and the words of every claim that takes them",
        """
        SELECT points.number, points.status, points.label AS point_label, positions.letter,
               positions.label AS position_label, positions.parties, positions.origins,
               claims.holder_name, claims.stance, claims.words, claims.through,
               claims.outlet, claims.published, claims.place,
               points.id AS point, claims.id AS claim, claims.article
        FROM points
        JOIN positions ON positions.point = points.id
        LEFT JOIN position_claims ON position_claims.position = positions.id
        LEFT JOIN claims ON claims.id = position_claims.claim
        ORDER BY points.number, positions.ordinal, position_claims.rowid
        """,
    ),
    View(
        "relations_in_words",
        "where two positions conflict or differ, with the words that were compared",
        """
        SELECT points.number, relations.kind, relations.reason, points.label AS point_label,
               one.holder_name AS holder_a, one.words AS claim_words_a, relations.words_a,
               one.place AS place_a,
               other.holder_name AS holder_b, other.words AS claim_words_b, relations.words_b,
               other.place AS place_b,
               relations.note, points.id AS point, relations.claim_a, relations.claim_b
        FROM relations
        JOIN points ON points.id = relations.point
        LEFT JOIN claims AS one ON one.id = relations.claim_a
        LEFT JOIN claims AS other ON other.id = relations.claim_b
        ORDER BY points.number, relations.rowid
        """,
    ),
)
"""What an analyst would join by hand."""


def sqlite(dossier: Dossier) -> dict[str, bytes]:
    """Return the SQLite file and its metadata for Datasette.

    Raises:
        DossierError: two records of the dossier cannot be told apart in a table.
    """
    with closing(sqlite3.connect(":memory:")) as database:
        try:
            _fill(database, dossier)
        except sqlite3.IntegrityError as error:
            raise DossierError(f"two of its ids are the same in a table: {error}") from error
        data = database.serialize()
    metadata = json.dumps(_metadata(), ensure_ascii=False, indent=1) + "\n"
    return {f"{DATABASE}.db": data, "metadata.json": metadata.encode()}


def _fill(database: sqlite3.Connection, dossier: Dossier) -> None:
    """Make the tables, then what is made from them, and leave no gap in the file."""
    lookup = Lookup(dossier)
    database.execute(f"PRAGMA page_size = {_PAGE_SIZE}")
    for table in TABLES:
        database.execute(_create(table))
        marks = ", ".join("?" * len(table.columns))
        database.executemany(
            f"INSERT INTO {table.name} VALUES ({marks})",  # noqa: S608  our own names
            table_rows(table, dossier, lookup),
        )
    for statement in _statements():
        database.execute(statement)
    database.commit()
    database.execute("VACUUM")


def _create(table: Table) -> str:
    columns = ",\n  ".join(_column(column, keyed=table.keyed) for column in table.columns)
    return f"CREATE TABLE {table.name} (\n  {columns}\n)"


def _column(column: Column, *, keyed: bool) -> str:
    key = " PRIMARY KEY" if keyed and column.name == "id" else ""
    refers = f" REFERENCES {column.refers} (id)" if column.refers else ""
    return f'"{column.name}" {_TYPES[column.type]}{key}{refers}'


def _statements() -> Iterator[str]:
    """Yield what makes indexes, full-text search and views."""
    for table in TABLES:
        for column in table.columns:
            if column.refers:
                yield f'CREATE INDEX {table.name}_{column.name} ON {table.name} ("{column.name}")'
    for name, columns in SEARCHED.items():  # Datasette knows a search by content="…", so written
        yield (
            f"CREATE VIRTUAL TABLE {name}_fts USING fts5 "
            f"({', '.join(columns)}, content=\"{name}\", tokenize='unicode61 remove_diacritics 2')"
        )
        yield f"INSERT INTO {name}_fts ({name}_fts) VALUES ('rebuild')"  # noqa: S608  our own names
    for view in VIEWS:
        yield f"CREATE VIEW {view.name} AS {view.query.strip()}"


def _metadata() -> dict[str, Any]:
    """Return the titles and descriptions, as Datasette reads them."""
    tables: dict[str, dict[str, Any]] = {
        table.name: {
            "title": table.name.replace("_", " ").capitalize(),
            "description": f"{table.about[:1].upper()}{table.about[1:]}.",
            "columns": {column.name: column.about for column in table.columns},
        }
        for table in TABLES
    }
    for view in VIEWS:
        tables[view.name] = {
            "title": view.name.replace("_", " ").capitalize(),
            "description": f"{view.about[:1].upper()}{view.about[1:]}.",
        }
    for name, label in LABELS.items():
        tables[name]["label_column"] = label
    for name, facets in FACETS.items():
        tables[name]["facets"] = facets
    tables["points"]["sort"] = "number"
    return {
        "title": "On whose say-so?",
        "description": (
            "Who said what in several reports of one event. This says who vouches for what; it does not "
            "say what is true. Spans count code points of an article's text."
        ),
        "databases": {DATABASE: {"tables": tables}},
    }
