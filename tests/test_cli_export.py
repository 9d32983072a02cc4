import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.builders import dossier

from sayso.cli import main
from sayso.dossier.export import EXPORTS, csv_files, export
from sayso.errors import MissingPartError
from sayso.records import Dossier

Run = Callable[..., Result]
ONE, FEW = b'{"words": "r\xc3\xb6d"}\n', {"a.json": b"{}", "b.txt": b"x"}


def run(*arguments: str, given: str | None = None) -> Result:
    """Run ``sayso export``."""
    return CliRunner().invoke(main, ["export", *arguments], input=given)


def in_folder(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


@pytest.fixture(autouse=True)
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder with a dossier; csv-excel stands for a format of one file, parquet for one of two."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    (folder / "ferry.json").write_text(dossier().to_json(), encoding="utf-8")
    monkeypatch.setattr(csv_files, "csv_excel", lambda _: {"one.json": ONE})
    monkeypatch.setattr("sayso.dossier.export.parquet.parquet", lambda _: dict(FEW))
    return folder


def test_beside_the_dossier(tmp_path: Path) -> None:
    """Without -o the files go to a folder beside the dossier, named after it and the format."""
    os.chdir(tmp_path)
    result = run("work/ferry.json", "--format", "csv")
    assert (result.exit_code, result.stdout) == (0, "")
    expected = export(Dossier.from_json(dossier().to_json()), "csv")
    assert in_folder(tmp_path / "work" / "ferry-csv") == expected
    assert result.stderr == f"sayso: wrote {Path('work/ferry-csv')} ({len(expected)} files)\n"


def test_from_standard_input(work: Path) -> None:
    """A dossier on standard input is exported to the folder in which one works."""
    assert run("-", "--format", "parquet", given=dossier().to_json()).exit_code == 0
    assert in_folder(work / "dossier-parquet") == FEW


def test_into_a_folder(work: Path) -> None:
    """-o names the folder, which is made with those above it; a format named twice is written once."""
    result = run("ferry.json", "--format", "parquet", "--format", "parquet", "-o", "a/b.c")
    assert result.stderr == f"sayso: wrote {Path('a/b.c')} (2 files)\n"
    assert in_folder(work / "a") == {"b.c/a.json": b"{}", "b.c/b.txt": b"x"}


def test_several_formats(work: Path) -> None:
    """Of several formats each gets a folder of its own in that of -o."""
    run("ferry.json", "--format", "parquet", "--format", "csv-excel", "-o", "out")
    assert in_folder(work / "out") == {
        "parquet/a.json": b"{}", "parquet/b.txt": b"x", "csv-excel/one.json": ONE,
    }  # fmt: skip


def test_into_a_folder_that_is_there(work: Path) -> None:
    """Files of the same name are replaced, others stay, and nothing else is left behind."""
    (work / "out").mkdir()
    (work / "out" / "a.json").write_bytes(b"old")
    (work / "out" / "mine.txt").write_bytes(b"mine")
    assert run("ferry.json", "--format", "parquet", "-o", "out").exit_code == 0
    assert in_folder(work / "out") == {**FEW, "mine.txt": b"mine"}
    assert [path.name for path in (work / "out").iterdir() if path.is_dir()] == []


@pytest.mark.parametrize(
    ("output", "written"),
    [("x.jsonld", "x.jsonld"), ("x", "x/one.json"), ("x.d/", "x.d/one.json"), ("there", "there/one.json")],
)
def test_format_of_one_file(output: str, written: str, work: Path) -> None:
    """The only file of a format goes to a name with a suffix, or else into the folder of that name."""
    (work / "there").mkdir()
    result = run("ferry.json", "--format", "csv-excel", "-o", output)
    assert (work / written).read_bytes() == ONE
    assert result.stderr == f"sayso: wrote {Path(written)}\n"


def test_standard_output() -> None:
    """A format of one file can go to standard output, to the byte."""
    result = run("ferry.json", "--format", "csv-excel", "-o", "-")
    assert (result.exit_code, result.stdout_bytes, result.stderr) == (0, ONE, "")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--format", "parquet", "-o", "-"], "parquet writes 2 files; name a folder with -o"),
        (["--format", "parquet", "-o", "x.json"], "parquet writes 2 files; name a folder with -o"),
        (["--format", "parquet", "--format", "csv", "-o", "-"], "only one format can go to standard output"),
        (["--format", "xlsx"], "Invalid value for '--format': 'xlsx' is not one of 'html', 'markdown'"),
        ([], "Missing option '--format'"),
        (["--format", "csv", "-o", ""], "-o names no folder"),
        (["--format", "csv-excel", "-o", "ferry.json"], "ferry.json would be overwritten"),
        (["--format", "parquet", "-o", "file"], "parquet writes 2 files; name a folder with -o"),
        (
            ["--format", "parquet", "--format", "csv-excel", "-o", "file"],
            "file is a file; name a folder with -o",
        ),
    ],
)
def test_what_is_refused(arguments: list[str], message: str, work: Path) -> None:
    """What cannot be written is refused in plain words, before anything is."""
    (work / "file").write_bytes(b"mine")
    before = in_folder(work)
    result = run("ferry.json", *arguments)
    assert result.exit_code == 2
    assert message in result.stderr
    assert in_folder(work) == before


@pytest.mark.parametrize("name", ["a.json", "link.json"])
def test_dossier_is_never_overwritten(name: str, work: Path) -> None:
    """A file of the export that would replace the dossier is refused, whatever names lead to it."""
    (work / "out").mkdir()
    source = (work / "ferry.json").rename(work / "out" / "a.json")
    (work / "link.json").symlink_to(source)
    result = run("out/a.json" if name == "a.json" else name, "--format", "parquet", "-o", "out")
    assert result.exit_code == 2
    assert "would be overwritten; name another folder with -o" in result.stderr
    assert Dossier.from_json(source.read_bytes()) == dossier()


def test_articles_are_never_overwritten(work: Path) -> None:
    """Nor is a file that replaces an article of the dossier written."""
    whole = dossier()
    (work / "b.txt").write_text("the article", encoding="utf-8")
    one = replace(whole, articles=(replace(whole.articles[0], path="b.txt"), *whole.articles[1:]))
    result = run("-", "--format", "parquet", "-o", ".", given=one.to_json())
    assert (result.exit_code, (work / "b.txt").read_text("utf-8")) == (2, "the article")


def test_all_or_nothing(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """When one file cannot be written none is, and no folder is left behind."""
    monkeypatch.setattr("sayso.dossier.export.parquet.parquet", lambda _: {"a.json": b"new", "b" * 300: b"x"})
    result = run("ferry.json", "--format", "parquet", "-o", "new/folder")
    assert (result.exit_code, "Traceback" in result.output) == (2, False)
    (work / "old").mkdir()
    (work / "old" / "a.json").write_bytes(b"old")
    run("ferry.json", "--format", "parquet", "-o", "old")
    assert in_folder(work) == {"ferry.json": (work / "ferry.json").read_bytes(), "old/a.json": b"old"}
    assert sorted(path.name for path in work.iterdir()) == ["ferry.json", "old"]


def test_every_format_is_made_before_any_is_written(work: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A format that cannot be made keeps the others from being written; the message says what is missing."""

    def missing(_: Dossier) -> dict[str, bytes]:
        raise MissingPartError("install it with: pip install 'sayso[export]'")

    monkeypatch.setattr("sayso.dossier.export.parquet.parquet", missing)
    result = run("ferry.json", "--format", "csv", "--format", "parquet")
    assert result.exit_code == 2
    assert "pip install 'sayso[export]'" in result.stderr
    assert list(in_folder(work)) == ["ferry.json"]


def test_dossier_that_does_not_hold() -> None:
    """A dossier whose words are not all where it says is exported with a warning."""
    whole = dossier()
    one = replace(whole, articles=(replace(whole.articles[0], sha256="0" * 64), *whole.articles[1:]))
    result = run("-", "--format", "parquet", given=one.to_json())
    assert result.exit_code == 0
    assert "does not hold in 1 place; sayso verify lists what fails" in result.stderr


def test_no_dossier() -> None:
    """What is no dossier is a message and exit code 2."""
    for source, message in (("none.json", "No such file"), ("-", "not a dossier")):
        result = run(source, "--format", "csv", given=json.dumps([]))
        assert result.exit_code == 2
        assert message in result.stderr


def test_help_lists_the_formats() -> None:
    """The help says of every format what it is."""
    shown = CliRunner().invoke(main, ["export", "--help"], terminal_width=80).stdout
    assert all(f"  {one.name} " in shown and one.about in shown for one in EXPORTS)
    assert all(len(line) <= 80 for line in shown.splitlines())
