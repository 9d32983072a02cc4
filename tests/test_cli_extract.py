import csv
import io
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.builders import extracted, fake_pipeline

from sayso.cli import main
from sayso.dossier.statements import COLUMNS
from sayso.records import Article, Extracted, Rejected

Run = Callable[..., Result]
BAD = Rejected(input="bad.pdf", stage="ingest", reason="not a text")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run ``sayso extract`` in an empty folder over the hand-built reports and one that cannot be read."""
    fake_pipeline(monkeypatch, extracted=lambda *_, **__: iter([BAD, *extracted()]))
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
    fake_pipeline(monkeypatch, extracted=lambda *_, **__: iter([BAD]))
    result = CliRunner().invoke(main, ["extract", "bad.pdf", "-o", str(tmp_path / "o.jsonl")])
    assert result.exit_code == 2
    assert result.stderr.endswith("sayso: no article could be read\n")
    assert list(tmp_path.iterdir()) == []


def test_interrupted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Ctrl-C leaves no half file, and what a pipe got was whole lines."""

    def half(*_: object, **__: object) -> Iterator[Extracted]:
        yield extracted()[0]
        raise KeyboardInterrupt

    fake_pipeline(monkeypatch, extracted=half)
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

    def slow(*_: object, **__: object) -> Iterator[Extracted]:
        for each in extracted():
            yield each
            written.append(capsysbinary.readouterr().out.count(b"\n"))

    fake_pipeline(monkeypatch, extracted=slow)
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


# -------------------------------------------------------------------------------- going on


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, int]:
    """Run extract over hand-built reports of which only the first ``"until"`` can be read before Ctrl-C."""
    given = {"until": 99, "asked": 0}

    def some(*_: object, skip: Callable[[Article], bool], **__: object) -> Iterator[Extracted]:
        given["asked"] = 0
        for at, each in enumerate(extracted()):
            if at == given["until"]:
                raise KeyboardInterrupt
            if not skip(each.article):
                given["asked"] += 1
                yield each

    fake_pipeline(monkeypatch, extracted=some)
    monkeypatch.chdir(tmp_path)
    return given


@pytest.mark.parametrize("name", ["o.csv", "o.jsonl"])
@pytest.mark.parametrize("until", [0, 1, 2])
def test_resume(reports: dict[str, int], name: str, until: int) -> None:
    """An interrupted run leaves a part; the next goes on and writes what one run would have written."""
    runner = CliRunner()
    assert runner.invoke(main, ["extract", "a", "-o", f"whole-{name}"]).exit_code == 0
    reports["until"] = until
    assert runner.invoke(main, ["extract", "a", "-o", name, "--resume"]).exit_code == 130
    parts = list(Path.cwd().glob("*.part"))
    assert len(parts) == (1 if until or name.endswith("csv") else 0)
    assert not Path(name).exists()
    reports["until"] = 99
    assert runner.invoke(main, ["extract", "a", "-o", name, "--resume"]).exit_code == 0
    assert Path(name).read_bytes() == Path(f"whole-{name}").read_bytes()
    assert reports["asked"] == 3 - max(until - 1, 0)  # the last of a part may be cut off: it is read again
    assert not list(Path.cwd().glob("*.part"))


@pytest.mark.parametrize("name", ["o.csv", "o.jsonl"])
def test_resume_after_a_crash(reports: dict[str, int], name: str) -> None:
    """Wherever a part is cut off, going on from it gives what one run would have given."""
    runner = CliRunner()
    runner.invoke(main, ["extract", "a", "-o", f"whole-{name}"])
    whole = Path(f"whole-{name}").read_bytes()
    reports["until"] = 2
    runner.invoke(main, ["extract", "a", "-o", name, "--resume"])
    [part] = Path.cwd().glob("*.part")
    reports["until"] = 99
    for cut in range(0, len(whole), 151):
        part.write_bytes(whole[:cut])
        assert runner.invoke(main, ["extract", "a", "-o", name, "--resume"]).exit_code == 0
        assert Path(name).read_bytes() == whole


def test_resume_after_damage(reports: dict[str, int]) -> None:
    """A part that holds more in one field than can be read is gone on with from where it could be read."""
    runner = CliRunner()
    runner.invoke(main, ["extract", "a", "-o", "whole.csv"])
    reports["until"] = 2
    runner.invoke(main, ["extract", "a", "-o", "o.csv", "--resume"])
    [part] = Path.cwd().glob("*.part")
    part.write_bytes(part.read_bytes() + b"x" * 200_000 + b"\n")
    reports["until"] = 99
    assert runner.invoke(main, ["extract", "a", "-o", "o.csv", "--resume"]).exit_code == 0
    assert Path("o.csv").read_bytes() == Path("whole.csv").read_bytes()


def test_another_version_begins_anew(reports: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that another version left is not gone on with."""
    reports["until"] = 2
    CliRunner().invoke(main, ["extract", "a", "-o", "o.jsonl", "--resume"])
    monkeypatch.setattr("sayso.cli.extract.__version__", "99")
    reports["until"] = 99
    CliRunner().invoke(main, ["extract", "a", "-o", "o.jsonl", "--resume"])
    assert reports["asked"] == 3


def test_resume_needs_a_file() -> None:
    """What goes to a pipe cannot be gone on with."""
    result = CliRunner().invoke(main, ["extract", "a", "--resume"])
    assert result.exit_code == 2
    assert "--resume needs a file" in result.stderr


def test_brat(reports: dict[str, int]) -> None:
    """--brat writes each article and its standoff, and with --resume leaves out those that are there."""
    assert CliRunner().invoke(main, ["extract", "a", "--brat", "out"]).exit_code == 0
    assert len([*Path("out").glob("*.ann")]) == len([*Path("out").glob("*.txt")]) == 3
    assert Path("out/annotation.conf").exists()
    next(Path("out").glob("*.ann")).unlink()
    CliRunner().invoke(main, ["extract", "a", "--brat", "out", "--resume"])
    assert reports["asked"] == 1
    assert CliRunner().invoke(main, ["extract", "a", "--brat", "out", "--csv"]).exit_code == 2


@pytest.mark.parametrize("folder", [".", "out", "in/../out"])
def test_brat_is_not_read_again(reports: dict[str, int], folder: str) -> None:
    """A folder for standoff that lies in an input is refused, for its texts would become articles."""
    result = CliRunner().invoke(main, ["extract", ".", "--brat", folder])
    assert result.exit_code == 2
    assert reports["asked"] == 0
    assert not Path("out").exists()
