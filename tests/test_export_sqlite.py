import asyncio
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette
from tests.builders import dossier, hostile_dossier, with_text, without_points

from sayso.dossier.export import export
from sayso.dossier.export.sqlite_file import FACETS, LABELS, SEARCHED, VIEWS
from sayso.dossier.export.tables import TABLES, table_rows
from sayso.dossier.lookup import Lookup
from sayso.errors import DossierError
from sayso.records import Dossier


def opened(one: Dossier, folder: Path) -> sqlite3.Connection:
    """Write the file of a dossier and open it as any program does."""
    path = folder / "dossier.db"
    path.write_bytes(export(one, "sqlite")["dossier.db"])
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True)


@pytest.fixture
def database(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Yield the file of the dossier, open for reading."""
    with closing(opened(dossier(), tmp_path)) as found:
        yield found


@pytest.mark.parametrize(
    "one",
    [
        dossier(),
        without_points(dossier()),
        hostile_dossier("'; DROP TABLE x; -- \"\x00"),
        hostile_dossier("=a\n“b”"),
    ],
    ids=["plain", "nothing found", "SQL", "line end"],
)
def test_file_is_sound(one: Dossier, tmp_path: Path) -> None:
    """SQLite finds no damage and no reference that names nothing; the rows are those of the tables."""
    with closing(opened(one, tmp_path)) as found:
        assert found.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert found.execute("PRAGMA foreign_key_check").fetchall() == []
        assert found.execute("PRAGMA freelist_count").fetchone() == (0,)
        for table in TABLES:
            rows = found.execute(f"SELECT * FROM {table.name}").fetchall()  # noqa: S608
            assert rows == list(table_rows(table, one, Lookup(one)))


def test_ids_that_clash() -> None:
    """Two ids that only differ in what SQLite cannot hold are refused in plain words."""
    whole = dossier()
    actors = (replace(whole.actors[0], id="e\x00"), replace(whole.actors[1], id="e�"))
    with pytest.raises(DossierError, match="two of its ids are the same in a table"):
        export(replace(whole, actors=actors), "sqlite")


@pytest.mark.parametrize("name", SEARCHED)
def test_search_agrees_with_its_table(name: str, tmp_path: Path) -> None:
    """The search holds the words of its table, also after the file has been vacuumed and written to."""
    path = tmp_path / "dossier.db"
    path.write_bytes(export(dossier(), "sqlite")["dossier.db"])
    with closing(sqlite3.connect(path)) as found:
        found.execute("VACUUM")
        found.execute(f"INSERT INTO {name}_fts ({name}_fts, rank) VALUES ('integrity-check', 1)")  # noqa: S608


def test_search(tmp_path: Path) -> None:
    """Words are found whatever their case and accents, phrases too."""
    query = "SELECT words FROM claims WHERE rowid IN (SELECT rowid FROM claims_fts WHERE claims_fts MATCH ?)"
    whole = dossier()
    accented = with_text(whole, 2, whole.articles[2].text.replace("ashore", "ashöre"))
    with closing(opened(accented, tmp_path)) as found:
        assert found.execute(query, ['"PEOPLE were hurt"']).fetchall() == [
            ("Twenty-three people were hurt",),
            ("Twenty-three people were hurt",),
            ("at least 41 people were hurt",),
        ]
        assert ("all passengers are ashöre",) in found.execute(query, ["ashore"]).fetchall()
        assert found.execute(query, ["zeppelin"]).fetchall() == []


def test_points_in_words(database: sqlite3.Connection) -> None:
    """The view puts a point's positions and the words of their claims beside each other."""
    query = "SELECT letter, holder_name, words FROM points_in_words WHERE number = 1"
    assert database.execute(query).fetchall() == [
        ("A", "Ilse Brandt", "Twenty-three people were hurt"),
        ("A", "Ilse Brandt", "Twenty-three people were hurt"),
        ("B", "Omar Lind", "at least 41 people were hurt"),
    ]


def test_relations_in_words(database: sqlite3.Connection) -> None:
    """The view shows what was compared on both sides."""
    query = """
        SELECT kind, reason, holder_a, words_a, holder_b, claim_words_b
        FROM relations_in_words WHERE number = 1
    """
    assert database.execute(query).fetchall() == [
        ("conflict", "number", "Ilse Brandt", "Twenty-three", "Omar Lind", "at least 41 people were hurt")
    ]


def test_words_are_cut_out_of_the_text(database: sqlite3.Connection) -> None:
    """Start and end cut the words out of the text: SQLite counts code points, from 1."""
    query = """
        SELECT words, substr(text, start + 1, "end" - start)
        FROM mentions JOIN articles ON articles.id = article
    """
    rows = database.execute(query).fetchall()
    assert len(rows) == 10
    assert all(words == cut for words, cut in rows)


def test_references_are_indexed(database: sqlite3.Connection) -> None:
    """Every reference has an index, so that going from a row to those that name it is quick."""
    for table in TABLES:
        [keys, indexes] = [
            database.execute(f"PRAGMA {kind}({table.name})").fetchall()
            for kind in ("foreign_key_list", "index_list")
        ]
        assert {(key[3], key[2]) for key in keys} == {
            (one.name, one.refers) for one in table.columns if one.refers
        }
        assert {f"{table.name}_{key[3]}" for key in keys} <= {index[1] for index in indexes}


def test_metadata_names_what_is_there(database: sqlite3.Connection) -> None:
    """The metadata describes every table, view and column, claims no licence, and names nothing else."""
    metadata = json.loads(export(dossier(), "sqlite")["metadata.json"])
    tables = metadata["databases"]["dossier"]["tables"]
    assert set(tables) == {one.name for one in (*TABLES, *VIEWS)}
    assert "license" not in metadata
    for name, about in tables.items():
        columns = {row[1] for row in database.execute(f"PRAGMA table_info({name})")}
        assert about["description"]
        assert set(about.get("columns", columns)) == columns
        assert {*about.get("facets", ()), about.get("label_column", "id" if "id" in columns else None)} <= {
            None,
            *columns,
        }
    assert set(LABELS) | set(FACETS) <= set(tables)


# ---------------------------------------------------------------------------------- Datasette


def served(one: Dossier, folder: Path, paths: list[str]) -> list[Any]:
    """Return what Datasette answers to each path, over the exported file and its metadata."""
    files = export(one, "sqlite")
    (folder / "dossier.db").write_bytes(files["dossier.db"])

    async def answers() -> list[Any]:
        server = Datasette(files=[str(folder / "dossier.db")], metadata=json.loads(files["metadata.json"]))
        await server.invoke_startup()
        return [await server.client.get(path) for path in paths]

    return asyncio.run(answers())


def test_datasette_shows_every_table(tmp_path: Path) -> None:
    """Every table and view has a page, with its facets; hidden are only the searches' own."""
    names = [one.name for one in (*TABLES, *VIEWS)]
    listed, *pages = served(dossier(), tmp_path, ["/dossier.json", *(f"/dossier/{name}" for name in names)])
    assert [page.status_code for page in pages] == [200] * len(names)
    shown = [table["name"] for table in listed.json()["tables"] if not table["hidden"]]
    assert sorted(shown) == sorted(table.name for table in TABLES)
    assert sorted(view["name"] for view in listed.json()["views"]) == sorted(view.name for view in VIEWS)
    for name, page in zip(names, pages, strict=True):
        assert all(f'data-column="{facet}"' in page.text for facet in FACETS.get(name, ()))


def test_datasette_searches(tmp_path: Path) -> None:
    """The search field of a table finds its words; facets count who holds them."""
    words, narrowed = served(
        dossier(),
        tmp_path,
        ["/dossier/articles?_search=skerry", "/dossier/claims.json?_search=hurt&_facet=holder_name"],
    )
    assert words.status_code == 200
    assert "1 row where" in words.text
    counts = narrowed.json()["facet_results"]["holder_name"]["results"]
    assert {one["value"]: one["count"] for one in counts} == {"Ilse Brandt": 2, "Omar Lind": 1}


def test_datasette_goes_from_name_to_row(tmp_path: Path) -> None:
    """A reference is shown by its label and leads to its row, which names all that refer to it."""
    whole = dossier()
    storm = next(actor for actor in whole.actors if actor.name == "Pia Storm")
    claims, actor = served(whole, tmp_path, ["/dossier/claims", f"/dossier/actors/{storm.id}"])
    assert f'<a href="/dossier/actors/{storm.id}">Pia Storm</a>' in claims.text
    assert f"/dossier/attributions?actor={storm.id}" in actor.text.replace("__exact", "")


def test_datasette_shows_markup_as_words(tmp_path: Path) -> None:
    """What an article holds stays text on every page."""
    names = [one.name for one in (*TABLES, *VIEWS)]
    pages = served(
        hostile_dossier("<script>alert(1)</script>"), tmp_path, [f"/dossier/{name}" for name in names]
    )
    assert all("<script>alert(1)" not in page.text for page in pages)
    assert sum("&lt;script&gt;alert(1)" in page.text for page in pages) > 10
