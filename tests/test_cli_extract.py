import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.builders import annotated, fake_pipeline

from sayso.cli import main
from sayso.dossier.statements import COLUMNS
from sayso.records import Annotated, Rejected

Run = Callable[..., Result]
BAD = Rejected(input="bad.pdf", stage="ingest", reason="not a text")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run ``sayso extract`` in an empty folder over the hand-built reports and one that cannot be read."""
    fake_pipeline(monkeypatch, annotated=lambda *_, **__: iter([BAD, *annotated()]))
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, ["extract", *arguments])


def test_json_lines_in_a_pipe(run: Run) -> None:
    """In a pipe each statement is a line of JSON with the public keys."""
    result = run("a.txt")
    rows = [json.loads(line) for line in result.stdout.splitlines()]
    assert result.exit_code == 0
    assert len(rows) == 11
    assert all(tuple(row) == COLUMNS for row in rows)
    assert run("a.txt", "--jsonl").stdout == result.stdout


def test_rejected_on_stderr(run: Run) -> None:
    """What cannot be read is told on standard error, and the rest goes on."""
    assert run("a.txt").stderr == "sayso: not read: bad.pdf: not a text (ingest)\n"


def test_csv(run: Run) -> None:
    """--csv writes a header and a row a statement."""
    rows = list(csv.DictReader(io.StringIO(run("a.txt", "--csv").stdout_bytes.decode(), newline="")))
    assert len(rows) == 11
    assert rows[0]["content_text"] == "at least 41 people were hurt, nine of them badly"


@pytest.mark.parametrize(
    ("name", "start"), [("o.csv", "path,article,"), ("o.jsonl", '{"path"'), ("o.txt", '{"path"')]
)
def test_to_a_file(run: Run, tmp_path: Path, name: str, start: str) -> None:
    """-o writes a file, as CSV if its name says so, and nothing to standard output."""
    result = run("a.txt", "-o", name)
    assert result.stdout == ""
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_to_stdout_by_name(run: Run) -> None:
    """-o - is standard output."""
    assert run("a.txt", "-o", "-").stdout.startswith('{"path"')


def test_nothing_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """If no article can be read the exit code is 2, and no file is left."""
    fake_pipeline(monkeypatch, annotated=lambda *_, **__: iter([BAD]))
    result = CliRunner().invoke(main, ["extract", "bad.pdf", "-o", str(tmp_path / "o.jsonl")])
    assert result.exit_code == 2
    assert result.stderr.endswith("sayso: no article could be read\n")
    assert list(tmp_path.iterdir()) == []


def test_interrupted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Ctrl-C leaves no half file, and what a pipe got was whole lines."""

    def half(*_: object, **__: object) -> Iterator[Annotated]:
        yield annotated()[0]
        raise KeyboardInterrupt

    fake_pipeline(monkeypatch, annotated=half)
    result = CliRunner().invoke(main, ["extract", "a.txt", "-o", str(tmp_path / "o.jsonl")])
    assert result.exit_code == 130
    assert list(tmp_path.iterdir()) == []
    result = CliRunner().invoke(main, ["extract", "a.txt"])
    assert result.exit_code == 130
    cues = [json.loads(line)["cue_text"] for line in result.stdout.splitlines()]
    assert cues == ["told", "said", "said", "could not verify", "said"]


def test_streams(monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    """The statements of an article are written when it is done, not at the end."""
    written: list[int] = []

    def slow(*_: object, **__: object) -> Iterator[Annotated]:
        for each in annotated():
            yield each
            written.append(capsysbinary.readouterr().out.count(b"\n"))

    fake_pipeline(monkeypatch, annotated=slow)
    with pytest.raises(SystemExit) as ended:
        main(["extract", "a.txt"])
    assert ended.value.code == 0
    assert written == [5, 2, 4]


def test_listing_on_a_terminal(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """On a terminal the statements are printed to be read; --jsonl asks for JSON even there."""
    monkeypatch.setattr("sayso.cli.extract._to_be_read", lambda: True)
    result = run("a.txt")
    assert "reports/velm-herald.txt ─" in result.stdout
    assert "said" in result.stdout
    assert run("a.txt", "--jsonl").stdout.startswith('{"path"')


def test_an_article_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    """A file that is one of the articles is refused as an output."""
    report = tmp_path / "reports" / "velm-herald.txt"
    report.parent.mkdir()
    report.write_text("text", encoding="utf-8")
    assert run("reports", "-o", "reports/velm-herald.txt").exit_code == 2
    assert run("reports/velm-herald.txt", "-o", "reports/velm-herald.txt").exit_code == 2
    assert report.read_text(encoding="utf-8") == "text"
