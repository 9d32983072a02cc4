import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from tests.builders import dossier, fake_pipeline

from sayso.cli import main
from sayso.config import Config
from sayso.dossier import render_page
from sayso.engines import LocalEngine
from sayso.errors import InputError
from sayso.records import Dossier

Run = Callable[..., Result]


@pytest.fixture
def seen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Any]:
    """Work in an empty folder on a pipeline that returns the hand-built dossier; tell what it was given."""
    seen: dict[str, Any] = {}

    def compare(inputs: tuple[str, ...], *, progress: Callable[..., None], **given: Any) -> Dossier:
        progress("annotate", 1, 3)
        seen.update(given, inputs=inputs)
        return dossier()

    fake_pipeline(monkeypatch, compare=compare)
    monkeypatch.chdir(tmp_path)
    return seen


@pytest.fixture
def run(seen: dict[str, Any]) -> Run:
    """Run ``sayso compare``."""
    del seen
    return lambda *arguments: CliRunner().invoke(main, ["compare", *arguments])


def test_terminal_view_on_stdout(run: Run) -> None:
    """Without --json or --md the points are printed, 100 columns wide in a pipe and without escapes."""
    result = run("a.txt", "b.txt")
    assert result.exit_code == 0
    assert "CONFLICTS  2 ─" in result.stdout
    assert max(len(line) for line in result.stdout.splitlines()) == 100
    assert "\x1b" not in result.output


def test_messages_on_stderr(run: Run) -> None:
    """What was not read and a summary go to standard error."""
    result = run("a.txt")
    assert result.stderr.splitlines() == [
        "sayso: not read: reports/scan.pdf: no text could be found in it (ingest)",
        "sayso: 3 reports read, 1 not",
    ]


def test_files_and_view(run: Run, tmp_path: Path) -> None:
    """--json, --md and --html write files, and the points are printed as well."""
    result = run("a.txt", "--json", "d.json", "--md", "d.md", "--html", "d.html")
    assert "CONFLICTS" in result.stdout
    assert (tmp_path / "d.json").read_text(encoding="utf-8") == dossier().to_json()
    assert (tmp_path / "d.md").read_text(encoding="utf-8").startswith("# Who said what\n")
    assert (tmp_path / "d.html").read_text(encoding="utf-8") == render_page(dossier())
    assert "wrote d.json, d.md, d.html" in result.stderr
    assert sorted(one.name for one in tmp_path.iterdir()) == ["d.html", "d.json", "d.md"]


@pytest.mark.parametrize(
    ("option", "start"), [("--json", "{"), ("--md", "# Who said what"), ("--html", "<!doctype html>")]
)
def test_a_form_on_stdout(run: Run, option: str, start: str) -> None:
    """With - a form goes to standard output alone, in UTF-8."""
    result = run("a.txt", option, "-")
    assert "CONFLICTS" not in result.stdout
    assert result.stdout_bytes.decode().startswith(start)


def test_only_one_form_on_stdout(run: Run) -> None:
    """Two forms on standard output are a usage error."""
    assert run("a.txt", "--json", "-", "--md", "-").exit_code == 2


def test_quiet(run: Run) -> None:
    """--quiet leaves what failed, and with a file no view; without a file the view is what was asked for."""
    result = run("a.txt", "--quiet", "--json", "d.json")
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert "CONFLICTS" in run("a.txt", "--quiet").stdout


def test_settings_are_passed_on(run: Run, seen: dict[str, Any]) -> None:
    """Options become the settings of the run."""
    arguments = "--min-articles 2 --jobs 3 --spacy-model en_core_web_lg --max-bytes 9"
    assert run("a.txt", "b/", *arguments.split()).exit_code == 0
    assert seen["inputs"] == ("a.txt", "b/")
    assert seen["config"] == Config(max_bytes=9, spacy_model="en_core_web_lg")
    assert isinstance(seen["engine"], LocalEngine)
    assert (seen["engine"].jobs, seen["min_articles"]) == (3, 2)


def test_offline_fetches_nothing(run: Run, seen: dict[str, Any]) -> None:
    """With --offline every address is refused; without, only those of private networks."""
    assert run("https://example.org/a", "--offline").exit_code == 0
    with pytest.raises(InputError, match="--offline"):
        seen["fetch"]("https://example.org/a")
    assert run("a.txt", "--offline", "--archive", "pages").exit_code == 2


@pytest.mark.parametrize(
    "arguments", [[], ["a", "--jobs", "0"], ["a", "--width", "3"], ["a", "--min-articles", "0"]]
)
def test_usage_errors(run: Run, arguments: list[str]) -> None:
    """Without inputs, or with a number out of range, nothing is run."""
    assert run(*arguments).exit_code == 2


@pytest.mark.parametrize("width", [40, 80, 160])
def test_width(run: Run, width: int) -> None:
    """--width sets the columns."""
    assert max(len(line) for line in run("a.txt", "--width", str(width)).stdout.splitlines()) <= width


def test_too_few(monkeypatch: pytest.MonkeyPatch) -> None:
    """When too few reports can be read, the message says why and the exit code is 2."""

    def compare(*_: object, **__: object) -> None:
        raise InputError("no article could be read\n  a.pdf: not a text")

    fake_pipeline(monkeypatch, compare=compare)
    result = CliRunner().invoke(main, ["compare", "a.pdf"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "sayso: no article could be read\n  a.pdf: not a text\n"


def test_existing_files_stay_when_it_is_interrupted(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Ctrl-C while a file is written leaves the old one and nothing else."""
    old = tmp_path / "d.json"
    old.write_text("old", encoding="utf-8")

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    fake_pipeline(monkeypatch, compare=lambda *_, **__: dossier())
    monkeypatch.setattr(Path, "replace", interrupted)
    result = CliRunner().invoke(main, ["compare", "a.txt", "--json", str(old)])
    assert result.exit_code == 130
    assert old.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [old]


def test_a_report_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    """A file that is one of the inputs is refused as an output, whatever name it is given."""
    (tmp_path / "a.txt").write_text("text", encoding="utf-8")
    result = run("a.txt", "--json", "./a.txt")
    assert result.exit_code == 2
    assert "overwritten" in result.stderr
    assert (tmp_path / "a.txt").read_text(encoding="utf-8") == "text"


def test_a_report_of_a_folder_is_not_overwritten(run: Run, tmp_path: Path) -> None:
    """A file that was read because its folder was named is refused as an output too."""
    report = tmp_path / "reports" / "velm-herald.txt"
    report.parent.mkdir()
    report.write_text("text", encoding="utf-8")
    assert run("reports", "--md", "reports/velm-herald.txt").exit_code == 2
    assert report.read_text(encoding="utf-8") == "text"


def test_unwritable_outputs_are_refused_first(run: Run, seen: dict[str, Any], tmp_path: Path) -> None:
    """A folder that is not there, or a folder in place of a file, is told before the work starts."""
    assert "there is no folder nowhere" in run("a.txt", "--json", "nowhere/d.json").stderr
    assert "is a folder" in run("a.txt", "--md", str(tmp_path)).stderr
    assert seen == {}


def test_links_and_modes_are_kept(run: Run, tmp_path: Path) -> None:
    """An output that is a link is written through, and a file keeps its permissions."""
    real = tmp_path / "real.json"
    real.write_text("old", encoding="utf-8")
    real.chmod(0o640)
    (tmp_path / "link.json").symlink_to(real)
    assert run("a.txt", "--json", "link.json").exit_code == 0
    assert (tmp_path / "link.json").is_symlink()
    assert json.loads(real.read_text(encoding="utf-8"))["sayso"] == "0.1.0"
    assert real.stat().st_mode & 0o777 == 0o640


def test_all(run: Run) -> None:
    """--all shows every point; the numbers are the same."""
    assert re.findall(r"^ ?(\d+)  ", run("a.txt", "--all").stdout, re.MULTILINE) == [
        str(n) for n in range(1, 10)
    ]


FLOOD = "Floods in Alder Bay leave {} dead\n\nFloods at Alder Bay left {} dead, Mayor Roe said on Monday."
STRIKE = (
    "Strike halts trains of Kestrel Rail\n\nA strike of drivers halted the trains of Kestrel Rail, {} said."
)


@pytest.fixture
def pile(seen: dict[str, Any], tmp_path: Path) -> Path:
    """Return a folder of two stories of two reports each, one report of a third, and one that is none."""
    del seen
    texts = {
        "flood-1.txt": FLOOD.format("five", "five"),
        "flood-2.txt": FLOOD.format("six", "six") + " Alder Bay has not seen such floods before.",
        "rail-1.txt": STRIKE.format("the union of drivers"),
        "rail-2.txt": STRIKE.format("a spokeswoman of Kestrel Rail"),
        "other.txt": "A museum in Tarn shows paintings of goats\n\nThe museum in Tarn shows goats until May.",
        "empty.txt": " ",
    }
    folder = tmp_path / "pile"
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text)
    return folder


def test_one_story(run: Run, seen: dict[str, Any], pile: Path) -> None:
    """One story of a pile is compared by itself, and what could not be read of the pile is still told."""
    result = run(str(pile), "--story", "2", "--json", "d.json")
    assert result.exit_code == 0
    chosen = {Path(one.path).name.split("-")[0] for one in seen["inputs"]}
    assert len(seen["inputs"]) == 2
    assert chosen in ({"flood"}, {"rail"})
    assert "empty.txt: it is empty" in result.stderr
    rejected = json.loads(Path("d.json").read_text("utf-8"))["rejected"]
    assert [Path(one["input"]).name for one in rejected] == ["empty.txt", "scan.pdf"]


def test_no_such_story(run: Run, pile: Path) -> None:
    """A number that is none says how many there are."""
    result = run(str(pile), "--story", "9")
    assert result.exit_code == 2
    assert "there is no story 9: give a number from 1 to 3" in result.stderr


def test_each_story(run: Run, pile: Path) -> None:
    """Each story of several reports gets a dossier in three forms, in a folder that is made for them."""
    result = run(str(pile), "--each-story", "-o", "out/dossiers")
    assert result.exit_code == 0
    names = sorted(one.name for one in Path("out/dossiers").iterdir())
    assert [re.sub(r"-s[0-9a-f]+", "", one) for one in names] == [
        f"{number}.{suffix}" for number in ("001", "002") for suffix in ("html", "json", "md")
    ]
    assert "5 reports read; wrote 2 dossiers to out/dossiers" in result.stderr
    assert result.stderr.count("scan.pdf") == 2  # which the pipeline rejects, in either story
    assert result.stdout == ""


def test_each_story_of_one_report(run: Run, pile: Path) -> None:
    """A story of one report gets no dossier; one is one report."""
    result = run(str(pile / "other.txt"), "--each-story", "-o", "out")
    assert (result.exit_code, result.stderr) == (0, "sayso: 1 report read; wrote 0 dossiers to out\n")


@pytest.mark.parametrize("folder", ["pile", "pile/out"])
def test_dossiers_are_no_reports(run: Run, pile: Path, folder: str) -> None:
    """Dossiers of all stories do not go into a folder that is read: the next run would compare them."""
    result = run(str(pile), "--each-story", "-o", folder)
    assert result.exit_code == 2
    assert "name a folder outside the inputs" in result.stderr
    assert not list(pile.glob("**/*.json"))


@pytest.mark.parametrize(
    "arguments",
    [("--each-story",), ("-o", "out"), ("--each-story", "-o", "out", "--story", "1"),
     ("--each-story", "-o", "out", "--json", "-")],
)  # fmt: skip
def test_story_options_that_do_not_go_together(run: Run, pile: Path, arguments: tuple[str, ...]) -> None:
    """What is asked of stories must make sense, or nothing is read."""
    result = run(str(pile), *arguments)
    assert result.exit_code == 2
    assert "--each-story" in result.stderr
    assert not (pile / "out").exists()


def test_versions_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two reports that are one article at two times are named, with the command that compares them."""
    whole = dossier()
    twice = tuple(replace(one, url="https://herald.example/ferry") for one in whole.articles[:2])
    versions = replace(whole, articles=(*twice, *whole.articles[2:]))
    fake_pipeline(monkeypatch, compare=lambda *_, **__: versions)
    result = CliRunner().invoke(main, ["compare", "a.txt"])
    assert "are versions of one article; sayso diff OLD NEW shows what changed" in result.stderr
