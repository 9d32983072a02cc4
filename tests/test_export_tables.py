import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from tests.builders import dossier, hostile_dossier, without_points

from sayso.dossier.export import EXPORTS, csv_files, export
from sayso.dossier.export.tables import TABLES, Table, table_rows
from sayso.dossier.lookup import Lookup
from sayso.dossier.order import in_order
from sayso.errors import DossierError
from sayso.records import ActorMention, Dossier, Origin, Position, Role, Span, Via

ROOT = Path(__file__).resolve().parents[1]
TYPES = {"text": str, "json": str, "integer": int, "real": float}
VERBATIM = [
    ("spans", "words"),
    ("source", "source_words"),
    ("cue", "cue_words"),
    ("content", "content_words"),
]


def rows(one: Dossier, name: str) -> list[dict[str, Any]]:
    """Return a table of a dossier."""
    [table] = [table for table in TABLES if table.name == name]
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table_rows(table, one, Lookup(one))]


def words_at(spans: list[list[int]], text: str) -> str | None:
    """Return what stands at spans of a text."""
    return " … ".join(text[start:end] for start, end in spans) or None


def with_several_pieces() -> Dossier:
    """Return the dossier in which a statement came through two steps and stands inside another."""
    whole = dossier()
    first, second, *others = whole.attributions
    whole_text = whole.articles[2].text
    later = Span(at := whole_text.index("all passengers"), at + 14)
    channel = Via(kind="channel", spans=first.via.spans if first.via else ())
    relay = Via(kind="relay", spans=first.source, actor=second.actor, via=channel)
    first = replace(first, content=(*first.content[:1], later), via=relay, parent=others[1].id)
    return replace(whole, attributions=(first, second, *others))


def dangling() -> Dossier:
    """Return the dossier with ids that name nothing, spans outside their text and ids that occur twice."""
    whole = dossier()
    actor, claim, said, point = whole.actors[0], whole.claims[0], whole.attributions[0], whole.points[0]
    lost = replace(
        actor,
        speaks_for=("gone",),
        roles=(Role(article="gone", start=0, end=4, of="gone"),),
        mentions=(ActorMention(article=whole.articles[0].id, start=0, end=99_999, why="x"),),
    )
    relation = replace(
        whole.points[-1].relations[0], a=7, why={"claims": [1, None], "words": "x", "reason": 3}
    )
    side = Position(label="x", claims=("gone", claim.id), parties=1, origins=1)
    return replace(
        whole,
        actors=(*whole.actors, lost),
        claims=(*whole.claims, replace(claim, holder="gone", attribution="gone", article="gone")),
        attributions=(*whole.attributions, replace(said, actor="gone", parent=said.id)),
        points=(*whole.points, replace(point, positions=(side,), relations=(relation,))),
        origins=(*whole.origins, Origin(id="o", kind="interview", claims=("gone",), articles=("gone",))),
    )


@pytest.fixture(params=[dossier, with_several_pieces, dangling], ids=lambda make: str(make.__name__))
def any_dossier(request: pytest.FixtureRequest) -> Dossier:
    """Return one of several dossiers."""
    found: Dossier = request.param()
    return found


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_cells_are_of_their_columns(table: Table, any_dossier: Dossier) -> None:
    """A row has exactly the columns of its table, each cell of its column's type; JSON can be read."""
    lookup = Lookup(any_dossier)
    names = [column.name for column in table.columns]
    assert len(set(names)) == len(names)
    assert all(list(row) == names for row in table.rows(any_dossier, lookup))
    for row in table_rows(table, any_dossier, lookup):
        for cell, column in zip(row, table.columns, strict=True):
            assert cell is None or type(cell) is TYPES[column.type]
            if column.type == "json" and isinstance(cell, str):
                json.loads(cell)


def test_every_table_has_rows() -> None:
    """The dossier that the tests are about fills every table."""
    assert [table.name for table in TABLES if not rows(with_several_pieces(), table.name)] == []


def test_words_stand_in_the_articles(any_dossier: Dossier) -> None:
    """Words are the article's own, at the spans beside them, however many pieces there are."""
    texts = {row["id"]: row["text"] for row in rows(any_dossier, "articles")}
    said = {row["id"]: row["article"] for row in rows(any_dossier, "attributions")}
    seen = 0
    for name in ("attributions", "claims", "via_steps"):
        for row in rows(any_dossier, name):
            text = texts.get(row.get("article") or said.get(row.get("attribution")), "")
            for spans, words in VERBATIM:
                if words in row:
                    assert row[words] == words_at(json.loads(row[spans]), text)
                    seen += row[words] is not None
            for found in (*json.loads(row.get("quantities", "[]")), *json.loads(row.get("times", "[]"))):
                assert found["words"] == words_at([[found["start"], found["end"]]], text)
    for name in ("mentions", "roles"):
        for row in rows(any_dossier, name):
            if row["words"] is not None:
                assert row["words"] == texts[row["article"]][row["start"] : row["end"]]
                seen += 1
    assert seen > 40


def test_several_pieces() -> None:
    """Pieces are joined with an ellipsis; start and end are those of the whole."""
    [row] = [
        row for row in rows(with_several_pieces(), "attributions") if " … " in (row["content_words"] or "")
    ]
    spans = json.loads(row["content"])
    assert (len(spans), row["start"], row["end"]) == (2, spans[0][0], max(end for _, end in spans))
    assert row["content_words"].endswith(" … all passengers")


def test_what_a_statement_came_through() -> None:
    """The nearest step stands beside the statement; all of them, from the article back, in their table."""
    one = with_several_pieces()
    first = one.attributions[0]
    [row] = [row for row in rows(one, "attributions") if row["id"] == first.id]
    steps = [row for row in rows(one, "via_steps") if row["attribution"] == first.id]
    assert [(row["step"], row["kind"]) for row in steps] == [(0, "relay"), (1, "channel")]
    assert steps[0]["actor_name"] == "Ilse Brandt"
    assert (row["via_kind"], row["via_words"]) == ("relay", steps[0]["words"])
    assert row["parent"] == one.attributions[3].id


def test_own_voice_has_no_holder() -> None:
    """A claim that the article itself vouches for has no holder, statement or stance."""
    [row] = [
        row
        for row in rows(dossier(), "claims")
        if row["words"] == "The ferry Maren … with 212 people on board"
    ]
    assert [row[name] for name in ("holder", "holder_name", "attribution", "stance")] == [None] * 4
    assert (row["outlet"], row["published"], row["place"]) == (
        "Velm Herald",
        "2024-03-04",
        "velm-herald.txt:3",
    )


def test_points_have_their_numbers() -> None:
    """Points are numbered as they are shown, and positions lettered."""
    whole = dossier()
    assert [(row["number"], row["id"]) for row in rows(whole, "points")] == [
        (number, point.id) for number, point in enumerate(in_order(whole), 1)
    ]
    first = rows(whole, "points")[0]
    sides = [row for row in rows(whole, "positions") if row["point"] == first["id"]]
    assert [(row["letter"], row["claims"], row["reports"]) for row in sides] == [("A", 2, 2), ("B", 1, 1)]
    [tie] = [row for row in rows(whole, "relations") if row["point"] == first["id"]]
    assert (tie["a"], tie["b"]) == (sides[0]["id"], sides[1]["id"])
    assert (tie["kind"], tie["reason"], tie["words_a"], tie["words_b"]) == (
        "conflict", "number", "Twenty-three", "at least 41",
    )  # fmt: skip


def references(one: Dossier) -> Iterator[tuple[str, str, Any]]:
    """Yield every cell that refers to a table, with the names of both tables."""
    for table in TABLES:
        for column in table.columns:
            if column.refers:
                yield from ((table.name, column.refers, row[column.name]) for row in rows(one, table.name))


def test_references_hold(any_dossier: Dossier) -> None:
    """A reference names a row of its table or is empty, whatever the dossier says; ids are unique."""
    ids = {
        table.name: [row["id"] for row in rows(any_dossier, table.name)] for table in TABLES if table.keyed
    }
    assert all(len(found) == len(set(found)) for found in ids.values())
    found = list(references(any_dossier))
    assert [one for one in found if one[2] is not None and one[2] not in ids[one[1]]] == []


def test_what_names_nothing_is_empty() -> None:
    """What a dossier does not hold is an empty cell, and its row stays."""
    one = dangling()
    assert [row["party"] for row in rows(one, "speaks_for") if row["actor"] == one.actors[0].id] == [None]
    [origin] = [row for row in rows(one, "origin_claims") if row["origin"] == "o"]
    assert origin["claim"] is None
    assert [row["words"] for row in rows(one, "mentions") if row["actor"] == one.actors[0].id] == [None]
    [tie] = [row for row in rows(one, "relations") if row["reason"] == "3"]
    assert [tie[name] for name in ("a", "claim_a", "words_a")] == [None] * 3


@pytest.mark.parametrize("unwanted", ["\x00", "\ud800"])
def test_what_no_table_holds(unwanted: str) -> None:
    """NUL and halves of characters become one stand-in each, so spans hold."""
    one = hostile_dossier("a-b")
    article, actor, link = one.articles[0], one.actors[0], one.points[0].links[0]
    half = f"a{unwanted}b"
    one = replace(
        one,
        articles=(replace(article, text=article.text.replace("a-b", half)),),
        actors=(replace(actor, aliases=(half,)),),
        points=(replace(one.points[0], links=(replace(link, why={half: [half, {half: half}]}),)),),
    )
    [row], [text] = rows(one, "attributions"), [row["text"] for row in rows(one, "articles")]
    assert row["content_words"] == "a�b" == words_at(json.loads(row["content"]), text)
    assert json.loads(rows(one, "actors")[0]["aliases"]) == ["a�b"]
    assert json.loads(rows(one, "links")[0]["why"]) == {"a�b": ["a�b", {"a�b": "a�b"}]}


def test_numbers_without_end() -> None:
    """A number that is none is null in JSON; one that no table holds is refused in plain words."""
    whole = dossier()
    claim = whole.claims[0]
    huge = replace(claim, quantities=(replace(claim.quantities[0], high=float("inf")),))
    [row] = [row for row in rows(replace(whole, claims=(huge,)), "claims") if row["id"] == claim.id]
    assert json.loads(row["quantities"])[0]["high"] is None
    far = replace(claim, spans=(Span(0, 2**63),))
    with pytest.raises(DossierError, match="too large for a table: 9223372036854775808"):
        rows(replace(whole, claims=(far,)), "claims")


def test_nothing_found() -> None:
    """A dossier in which nothing was found has articles, and tables without rows."""
    assert len(rows(without_points(dossier()), "articles")) == 3
    assert rows(without_points(dossier()), "claims") == []


# ----------------------------------------------------------------------------------- the list


@pytest.mark.parametrize("name", [one.name for one in EXPORTS])
def test_same_dossier_same_bytes(name: str) -> None:
    """Every format is made of nothing but the dossier: the same one gives the same bytes."""
    if name == "ftm":
        pytest.importorskip("followthemoney", reason="needs followthemoney: pip install 'sayso[ftm]'")
    files = export(dossier(), name)
    assert files
    assert all(files.values())
    assert export(dossier(), name) == files


def test_files_stay_in_their_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    """No id of a dossier can name a file outside the folder of an export."""
    for name in ("../x.csv", "/x.csv", "a/b.csv", "a\\b.csv", "..", "", "a\nb"):
        monkeypatch.setattr(csv_files, "csv_files", lambda _, name=name: {name: b""})
        with pytest.raises(DossierError, match="part of a file's name"):
            export(dossier(), "csv")


# ------------------------------------------------------------------------------ documentation


@pytest.mark.parametrize("table", TABLES, ids=lambda table: str(table.name))
def test_every_column_is_documented(table: Table) -> None:
    """The data dictionary has every table and column, as the list says it."""
    text = (ROOT / "docs" / "exports.md").read_text("utf-8")
    section = text.split(f"\n### {table.name}\n")[1].split("\n### ")[0]
    cells = re.findall(r"^\| `(\w+)` \| (\w+) \| (.*?) \|$", section, re.MULTILINE)
    found = [(name, kind) for name, kind, _ in cells]
    assert found == [(column.name, column.type) for column in table.columns]
    assert all(
        about.startswith(column.about) for (*_, about), column in zip(cells, table.columns, strict=True)
    )


def test_every_format_is_documented() -> None:
    """The documentation names every format with what it is good for."""
    text = (ROOT / "docs" / "exports.md").read_text("utf-8")
    assert [one.name for one in EXPORTS if f"| `{one.name}` | {one.about} |" not in text] == []
