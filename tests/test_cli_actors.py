import csv
import io
import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.builders import actor, dossier, hostile_dossier, role, without_points

from sayso.cli import main
from sayso.dossier.actor_rows import COLUMNS
from sayso.records import ActorMention, Dossier, Role, Span

Run = Callable[..., Result]
ACTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]")
"""What a terminal would act on."""

LEFT_OUT = "sayso: left out: 1 statement of no actor that the dossier knows\n"


def run(one: Dossier, *arguments: str) -> Result:
    """Run ``sayso actors`` over a dossier on standard input."""
    return CliRunner().invoke(main, ["actors", "-", *arguments], input=one.to_json())


def objects(one: Dossier, *arguments: str) -> list[dict[str, Any]]:
    """Return what --json writes."""
    found: list[dict[str, Any]] = json.loads(run(one, "--json", *arguments).stdout)
    return found


def rows(one: Dossier, *arguments: str) -> list[dict[str, str]]:
    """Return what --csv writes, as a program reads it back."""
    written = run(one, "--csv", *arguments).stdout_bytes.decode()
    return list(csv.DictReader(io.StringIO(written, newline="")))


def with_one_only_named() -> Dossier:
    """Return the dossier with somebody who says nothing."""
    whole = dossier()
    herald = whole.articles[2]
    captain = actor("the captain", (herald, "The captain"), kind="person", roles=(role(herald, "captain"),))
    return replace(whole, actors=(*whole.actors, captain))


def dangling() -> Dossier:
    """Return the dossier with ids that name nothing and a span that lies outside its text."""
    whole = dossier()
    first, second, *others = whole.actors
    lost = replace(
        first,
        speaks_for=("gone\x1b", first.id),
        roles=(
            Role(article="nowhere", start=0, end=4, of="gone\x1b"),
            Role(article=whole.articles[0].id, start=0, end=99_999),
        ),
        mentions=(ActorMention(article="nowhere", start=0, end=4, why="?"),),
    )
    told, *rest = whole.attributions
    astray = replace(told, id="astray", article="nowhere", actor=first.id)
    beyond = replace(told, id="beyond", content=(Span(0, 99_999),), parent="gone", actor=first.id)
    nobody = replace(told, id="nobody", actor="gone\x1b")
    return replace(whole, actors=(lost, second, *others), attributions=(told, *rest, astray, beyond, nobody))


def test_listing() -> None:
    """Who says most comes first, with roles, whom it speaks for, and its words with file and line."""
    result = run(dossier())
    assert result.exit_code == 0
    assert result.stdout.startswith("3 reports · 10 statements · 7 actors, 7 of whom say something\n")
    heads = re.findall(r"^(\S.*?) · (?:person|organization|anonymous) ─", result.stdout, re.MULTILINE)
    assert heads[:3] == ["Norline", "Ilse Brandt", "a dock worker"]
    assert "  speaks for     Velm Coast Guard\n" in result.stdout
    assert "  spoken for by  Ilse Brandt\n" in result.stdout
    assert "“the head of St Anne Hospital”  harbour-wire.txt:5\n" in result.stdout
    assert "  velm-herald.txt · Velm Herald · 2024-03-04\n" in result.stdout
    denied = "denied: “that the ship had been overloaded”  velm-herald.txt:7 · denies\n"
    assert denied in result.stdout
    assert "velm-herald.txt:5 · direct · via a statement posted on its website" in re.sub(
        r"\s+", " ", result.stdout
    )


def test_statements_of_nobody_are_told() -> None:
    """A statement without an actor is shown nowhere, and a message says so."""
    assert run(dossier()).stderr == LEFT_OUT
    assert run(dossier(), "--csv").stderr == LEFT_OUT
    assert run(dossier(), "--actor", "norline").stderr == ""


def test_only_named() -> None:
    """Those that say nothing stand in a short list, and with --all in full."""
    short = run(with_one_only_named()).stdout
    assert "ONLY NAMED ──" in short
    assert "  people         the captain\n" in short
    whole = run(with_one_only_named(), "--all").stdout
    assert "ONLY NAMED" not in whole
    assert re.search(r"^the captain · person ─+ only named · e", whole, re.MULTILINE)
    assert "  described as   “captain”  velm-herald.txt:9\n" in whole


@pytest.mark.parametrize("wanted", ["ilse brandt", "ILSE BRANDT", " Ilse  Brandt ", "brandt"])
def test_one_actor(wanted: str) -> None:
    """--actor takes a name, in capitals or not, or words of a name."""
    shown = run(dossier(), "--actor", wanted).stdout
    assert shown.startswith("in reports/\n\nIlse Brandt · person ─")
    assert shown.count("statements in") == 1
    assert [one["name"] for one in objects(dossier(), "--actor", wanted)] == ["Ilse Brandt"]


def test_one_actor_by_id() -> None:
    """--actor takes an id, or four or more characters of its beginning."""
    [brandt] = [one for one in dossier().actors if one.name == "Ilse Brandt"]
    for ref in (brandt.id, brandt.id[:4]):
        assert [one["id"] for one in objects(dossier(), "--actor", ref)] == [brandt.id]
    assert run(dossier(), "--actor", brandt.id[:3]).exit_code == 2


def test_several_actors_of_one_name() -> None:
    """All actors that go by a name are shown; a straight apostrophe is as good as a curly one."""
    whole = dossier()
    actors = tuple(
        replace(one, aliases=("the Guards’ Union",)) if one.name in {"Norline", "Pia Storm"} else one
        for one in whole.actors
    )
    found = objects(replace(whole, actors=actors), "--actor", "the guards' union")
    assert [one["name"] for one in found] == ["Norline", "Pia Storm"]


@pytest.mark.parametrize("wanted", ["Harbour Master", "", " ", "e", "\x1b", "Il"])
def test_nobody_of_that_name(wanted: str) -> None:
    """If nobody matches, the exit code is 2 and the message names who is there."""
    result = run(dossier(), "--actor", wanted, "--json")
    assert (result.exit_code, result.stdout) == (2, "")
    assert re.search("there is no actor '.*'; there are Norline, Ilse Brandt, a dock worker", result.stderr)
    assert "\x1b" not in result.stderr


def test_many_names_are_cut() -> None:
    """A message names the first dozen and counts the others."""
    whole = dossier()
    crowd = tuple(actor(f"Witness {at}", kind="person") for at in range(20))
    result = run(replace(whole, actors=(*whole.actors, *crowd)), "--actor", "x")
    assert result.stderr.endswith(", and 15 more\n")


def test_no_actors() -> None:
    """A dossier without actors shows so, and has nobody to choose."""
    empty = without_points(dossier())
    assert run(empty).stdout.startswith("3 reports · 0 statements · 0 actors, 0 of whom say something\n")
    assert run(empty, "--json").stdout == "[]\n"
    assert rows(empty) == []
    assert run(empty, "--actor", "x").stderr == "sayso: the dossier has no actors\n"


def test_json() -> None:
    """--json writes every actor with roles, statements, and the spans of their words."""
    found = {one["name"]: one for one in objects(with_one_only_named())}
    assert len(found) == 8
    assert found["the captain"]["statements"] == []
    brandt, guard = found["Ilse Brandt"], found["Velm Coast Guard"]
    assert brandt["speaks_for"] == [{"id": guard["id"], "name": "Velm Coast Guard"}]
    assert guard["spoken_for_by"] == [{"id": brandt["id"], "name": "Ilse Brandt"}]
    [head] = found["Omar Lind"]["roles"]
    assert (head["text"], head["path"], head["of"]) == (
        "the head of St Anne Hospital",
        "reports/harbour-wire.txt",
        None,
    )
    post, herald = brandt["statements"]
    texts = {one.id: one.text for one in dossier().articles}
    assert (herald["path"], herald["outlet"], herald["published"]) == (
        "reports/velm-herald.txt",
        "Velm Herald",
        "2024-03-04",
    )
    assert herald["content"] == ["Twenty-three people were hurt and all passengers are ashore"]
    assert [texts[herald["article"]][start:end] for start, end in herald["spans"]] == herald["content"]
    assert herald["via"] == post["via"] == ["a statement posted on its website"]
    assert (herald["type"], herald["stance"], herald["cue"]) == ("direct", "asserts", "said")
    assert herald["confidence"] == pytest.approx(0.9)


def test_csv() -> None:
    """--csv writes a header and a row a statement, those of an actor together."""
    found = rows(dossier())
    assert tuple(found[0]) == COLUMNS
    assert len(found) == 10
    first = next(one for one in found if one["actor"] == "Ilse Brandt" and one["outlet"] == "Velm Herald")
    assert (first["speaks_for"], first["kind"], first["path"]) == (
        "Velm Coast Guard",
        "person",
        "reports/velm-herald.txt",
    )
    text = dossier().articles[2].text
    assert text[int(first["start"]) : int(first["end"])] == first["content"]
    assert {one["stance"] for one in rows(dossier(), "--actor", "norline")} == {"denies", "asserts"}


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'x", 'a "b", c\nd'])
def test_csv_is_no_formula(words: str) -> None:
    """A cell that a spreadsheet might run begins with an apostrophe, behind which the words are unchanged."""
    [row] = rows(hostile_dossier(words))
    for name in ("actor", "content"):
        assert row[name][:1] not in {"=", "+", "-", "@", "\t", "\r"}
        assert row[name].removeprefix("'") == words


def test_json_and_csv() -> None:
    """Only one of --json and --csv can be asked for."""
    result = run(dossier(), "--json", "--csv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "only one of --json and --csv" in result.stderr


@pytest.mark.parametrize("arguments", [(), ("--all",), ("--actor", "e1"), ("--width", "40")])
def test_hostile_words_are_inert(arguments: tuple[str, ...]) -> None:
    """Escapes and rich's markup in any text of a dossier do nothing in the listing."""
    result = run(hostile_dossier("[bold]\x1b[31m\u202ex"), *arguments)
    assert result.exit_code == 0
    assert not ACTS.search(result.stdout)
    assert "[bold]�[31m" in result.stdout
    width = 40 if "--width" in arguments else 100
    assert all(len(line) <= width and line == line.rstrip() for line in result.stdout.splitlines())


def test_hostile_words_in_json() -> None:
    """JSON has escapes in place of what a terminal would act on, and gives the words back unchanged."""
    words = "[bold]\x1b[31m\u202ex\x9b\U000e0041"
    result = run(hostile_dossier(words), "--json")
    assert not ACTS.search(result.stdout)
    [found] = json.loads(result.stdout)
    assert found["name"] == words
    assert found["statements"][0]["content"] == [words]


@pytest.mark.parametrize(
    "arguments", [(), ("--all",), ("--json",), ("--csv",), ("--actor", "velm coast guard")]
)
def test_ids_that_name_nothing(arguments: tuple[str, ...]) -> None:
    """A dossier with unknown ids and spans outside their text is shown, with a message that it fails."""
    result = run(dangling(), *arguments)
    assert result.exit_code == 0
    assert result.stdout
    assert "does not hold in" in result.stderr
    assert "\x1b" not in result.stdout + result.stderr


def test_ids_that_name_nothing_are_told() -> None:
    """An unknown actor is named as such on the terminal, and is null in JSON."""
    assert "unknown actor gone�" in run(dangling()).stdout
    [guard] = objects(dangling(), "--actor", "velm coast guard")
    assert guard["speaks_for"][0] == {"id": "gone\x1b", "name": None}
    assert guard["roles"][0]["path"] is None
    assert guard["statements"][-1]["path"] is None


def test_from_a_file(tmp_path: Path) -> None:
    """A dossier is read from its file as from standard input."""
    file = tmp_path / "dossier.json"
    file.write_text(dossier().to_json(), encoding="utf-8")
    result = CliRunner().invoke(main, ["actors", str(file)])
    assert result.stdout == run(dossier()).stdout


def test_no_dossier(tmp_path: Path) -> None:
    """What is no dossier is a message and exit code 2."""
    result = CliRunner().invoke(main, ["actors", str(tmp_path / "none.json")])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "No such file" in result.stderr
