import json
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.builders import statement

from sayso import pipeline
from sayso.cli import main
from sayso.records import Annotated, Article, Rejected

Run = Callable[..., Result]

OLD = """Ferry runs aground off Port Velm

The ferry Maren ran aground off Port Velm on Sunday with 212 people on board.

Ilse Brandt, a spokeswoman for the Coast Guard, said that 12 people were hurt.

Norline did not respond to a request for comment.
"""
NEW = OLD.replace("12 people were", "15 people were").replace(
    "Norline did not respond to a request for comment.",
    "Norline denied that the ship had been overloaded.",
)


def annotated(articles: Iterable[Article], **_: Any) -> Iterator[Annotated | Rejected]:
    """Stand in for the models: find what the coast guard said, and nothing in what is too long."""
    for one in articles:
        if "too long" in one.text:
            yield Rejected(input=one.path, stage="annotate", reason="it is too long")
            continue
        source, count = "Ilse Brandt, a spokeswoman for the Coast Guard,", "15" if "15" in one.text else "12"
        content = f"that {count} people were hurt"
        held = (statement(one, source, "said", [content], None),) if content in one.text else ()
        yield Annotated(article=one, attributions=held)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run ``sayso diff`` in a folder that holds an old and a new version."""
    monkeypatch.setattr(pipeline, "annotated", annotated)
    monkeypatch.chdir(tmp_path)
    Path("old.txt").write_text(OLD, encoding="utf-8")
    Path("new.txt").write_text(NEW, encoding="utf-8")
    return lambda *arguments, **more: CliRunner().invoke(main, ["diff", *arguments], **more)


def test_changes(run: Run) -> None:
    """The changes are printed to be read; that there are some is no failure."""
    result = run("old.txt", "new.txt")
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(
        "statements: 1 changed · own words: 1 dropped, 1 added · 1 sentence kept\n"
    )
    assert "[12 → 15]" in result.stdout


def test_exit_code(run: Run) -> None:
    """--exit-code tells a script whether anything changed, as diff does."""
    assert run("old.txt", "new.txt", "--exit-code").exit_code == 1
    Path("same.txt").write_text(OLD, encoding="utf-8")
    for same in ("same.txt", "old.txt"):
        result = run("old.txt", same, "--exit-code")
        assert (result.exit_code, result.stdout.splitlines()[0]) == (
            0,
            "no change in words · 3 sentences kept",
        )


def test_json(run: Run) -> None:
    """--json writes the changes with the offsets of both texts, beside what is printed or to stdout."""
    data = json.loads(run("old.txt", "new.txt", "--json", "-").stdout)
    texts = data["old"]["article"]["text"], data["new"]["article"]["text"]
    assert texts == (OLD, NEW)
    [edit] = [edit for change in data["changes"] for edit in change["edits"]]
    assert [text[slice(*edit[side])] for text, side in zip(texts, ("old", "new"), strict=True)] == [
        "12",
        "15",
    ]
    result = run("old.txt", "new.txt", "--json", "changes.json", "--width", "60")
    assert json.loads(Path("changes.json").read_text("utf-8")) == data
    assert max(map(len, result.stdout.splitlines())) <= 60


def test_stdin(run: Run) -> None:
    """One of the two may come from standard input."""
    result = run("old.txt", "-", input=NEW)
    assert result.exit_code == 0
    assert "new  -\n" in result.stdout
    assert run("-", "-", input=NEW).exit_code == 2


def test_several_articles(run: Run) -> None:
    """A file that holds several articles is refused: which of them would be compared?"""
    lines = [json.dumps({"text": text}) for text in (OLD, NEW)]
    Path("pile.jsonl").write_text("\n".join(lines), encoding="utf-8")
    result = run("pile.jsonl", "new.txt")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "sayso: pile.jsonl holds 2 articles; give a file that holds one version of one\n"


def test_what_cannot_be_read(run: Run) -> None:
    """What is missing, or too long to be read, is told with the reason."""
    result = run("gone.txt", "new.txt")
    assert (result.exit_code, result.stderr) == (2, "sayso: gone.txt: there is no such file\n")
    Path("long.txt").write_text(f"{OLD}\nThis is too long.\n", encoding="utf-8")
    result = run("old.txt", "long.txt")
    assert (result.exit_code, result.stderr) == (2, "sayso: long.txt: it is too long\n")


def test_a_private_address(run: Run) -> None:
    """An address on this machine is not read; the reason says so."""
    result = run("old.txt", "http://127.0.0.1:9/new.html")
    assert result.exit_code == 2
    assert "private" in result.stderr


def test_two_articles(run: Run) -> None:
    """Two texts without a sentence in common are compared, and said to look like two articles."""
    Path("other.txt").write_text(
        "The council voted on a new bridge. It will cost nothing at all.\n", encoding="utf-8"
    )
    result = run("old.txt", "other.txt")
    assert result.exit_code == 0
    assert "these may be two articles, not versions of one" in result.stderr


def test_a_version_is_not_overwritten(run: Run) -> None:
    """A file that is one of the versions is refused as an output."""
    assert run("old.txt", "new.txt", "--json", "new.txt").exit_code == 2
    assert Path("new.txt").read_text("utf-8") == NEW


def test_with_the_models(tmp_path: Path) -> None:
    """Read with the models, a denial is added, and a source that loses its name is said to have lost it."""
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(OLD, encoding="utf-8")
    new.write_text(
        NEW.replace("Ilse Brandt, a spokeswoman for the Coast Guard,", "An official"), encoding="utf-8"
    )
    found = pipeline.changes(str(old), str(new))
    notes = [one.note for change in found.changes for one in change.differences if one.kind == "source"]
    assert notes == ["no longer named"]
    stances = {one.id: one.stance for one in found.new.attributions}
    [added] = [one for one in found.changes if one.kind == "added"]
    assert (added.part, stances[added.statements_new[0]]) == ("statement", "denies")
