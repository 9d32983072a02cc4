import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.test_stories import BUDGET, FERRY, MINE

from sayso.cli import main
from sayso.cli.stories import COLUMNS

Run = Callable[..., Result]
ACTS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]")
"""What a terminal would act on."""


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run ``sayso stories`` beside a file of seven reports of three events."""
    lines = [
        json.dumps({"title": title, "published": day, "text": text, "outlet": f"Outlet {number % 3}"})
        for number, (title, day, text) in enumerate((*FERRY, *MINE, BUDGET))
    ]
    (tmp_path / "pile.jsonl").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, ["stories", *arguments])


def test_listing(run: Run) -> None:
    """A story stands with its number, headline, days, outlets and what holds it together."""
    result = run("pile.jsonl")
    assert result.exit_code == 0
    heads = re.findall(r"^ {2}(\d)  (.*)$", result.stdout, re.MULTILINE)
    assert [number for number, _ in heads] == ["1", "2"]
    assert {label for _, label in heads} <= {title for title, _, _ in (*FERRY, *MINE)}
    facts = "     3 articles · 2024-03-03 to 2024-03-05 · Outlet 0, Outlet 1, Outlet 2\n"
    assert result.stdout.count(facts) == 2
    assert "Tovara Metals" in result.stdout
    assert BUDGET[0] not in result.stdout
    assert result.stderr == "sayso: 7 articles read; 2 stories of several articles, 1 alone\n"


def test_no_story_of_several(run: Run, tmp_path: Path) -> None:
    """Where nothing is listed, it is said why and what lists the articles."""
    (tmp_path / "one.txt").write_text("A museum in Tarn shows goats.\n\nThe museum in Tarn shows goats.")
    result = run("one.txt")
    assert result.exit_code == 0
    assert result.stdout == "No two articles report one event; --all lists them all\n"
    assert "--story NUMBER" in run("one.txt", "--all").stdout


def test_all(run: Run) -> None:
    """--all lists what stands alone too, --articles each article."""
    assert BUDGET[0] in run("pile.jsonl", "--all").stdout
    assert "     pile.jsonl#5 · Outlet 1 · 2024-03-04\n" in run("pile.jsonl", "--articles").stdout


def test_json(run: Run) -> None:
    """--json writes an array with all stories and what is known of their articles."""
    rows: list[dict[str, Any]] = json.loads(run("pile.jsonl", "--json").stdout)
    assert [(one["number"], len(one["articles"])) for one in rows] == [(1, 3), (2, 3), (3, 1)]
    assert rows[2]["articles"][0]["title"] == rows[2]["label"] == BUDGET[0]
    assert rows[0]["outlets"] == ["Outlet 0", "Outlet 1", "Outlet 2"]
    assert rows[0]["central"] in [one["id"] for one in rows[0]["articles"]]


def test_csv(run: Run) -> None:
    """--csv writes a row an article, with the story it is in."""
    text = run("pile.jsonl", "--csv").stdout_bytes.decode()
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [row["story"] for row in rows] == ["1"] * 3 + ["2"] * 3 + ["3"]
    assert {row["count"] for row in rows[:6]} == {"3"}


def test_order_of_inputs(run: Run, tmp_path: Path) -> None:
    """The order of the inputs changes nothing."""
    (tmp_path / "more.txt").write_text(f"{FERRY[0][0]}\n\n{FERRY[0][2]}\n", encoding="utf-8")
    one, other = run("pile.jsonl", "more.txt", "--json"), run("more.txt", "pile.jsonl", "--json")
    assert one.stdout == other.stdout


def test_hostile_words(run: Run, tmp_path: Path) -> None:
    """What an article says does nothing to a terminal or a spreadsheet."""
    title = "=HYPERLINK(\u202eFerry"
    line = json.dumps({"title": title, "text": FERRY[0][2], "outlet": "Post\u009b31m"})
    (tmp_path / "bad.jsonl").write_text(line, encoding="utf-8")
    for options in (("--all", "--articles"), ("--json",)):
        assert not ACTS.search(run("bad.jsonl", *options).stdout)
    assert ",'=HYPERLINK" in run("bad.jsonl", "--csv").stdout


def test_nothing_read(run: Run) -> None:
    """If no article can be read the exit code is 2."""
    result = run("gone.txt")
    assert result.exit_code == 2
    assert result.stderr.startswith("sayso: no article could be read")


def test_rejected(run: Run) -> None:
    """What cannot be read is told on standard error, and the rest goes on."""
    result = run("pile.jsonl", "gone.txt")
    assert result.exit_code == 0
    assert "not read: gone.txt" in result.stderr
    assert result.stderr.endswith("sayso: 7 articles read, 1 not; 2 stories of several articles, 1 alone\n")


def test_one_output(run: Run) -> None:
    """--json and --csv exclude each other, and there is nothing to be done in several processes."""
    assert run("pile.jsonl", "--json", "--csv").exit_code == 2
    assert run("pile.jsonl", "--jobs", "2").exit_code == 2
