import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.builders import HERALD, POST, WIRE, article, dossier, without_points

from sayso.cli import main
from sayso.records import Dossier

Run = Callable[[Dossier], Result]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Write the three reports and a dossier into an empty folder, and run ``sayso verify`` there."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "reports"
    folder.mkdir()
    for name, text in (("velm-herald", HERALD), ("harbour-wire", WIRE), ("river-post", POST)):
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")

    def verify(one: Dossier) -> Result:
        Path("dossier.json").write_text(one.to_json(), encoding="utf-8")
        return CliRunner().invoke(main, ["verify", "dossier.json"])

    return verify


def test_what_holds(run: Run) -> None:
    """A dossier that holds is told with the number of its articles and spans."""
    result = run(dossier())
    assert (result.exit_code, result.stdout, result.stderr) == (
        0,
        "ok: 3 articles, 68 spans in their places\n",
        "",
    )


def test_from_stdin(run: Run) -> None:
    """- reads the dossier from standard input."""
    del run
    result = CliRunner().invoke(main, ["verify", "-"], input=dossier().to_json())
    assert result.exit_code == 0


def test_changed_article(run: Run) -> None:
    """An article that was changed since is named, and the exit code is 1."""
    Path("reports/river-post.txt").write_text(POST.replace("Twenty", "Thirty"), encoding="utf-8")
    result = run(dossier())
    assert result.exit_code == 1
    assert result.stdout == ""
    assert (
        "sayso: reports/river-post.txt: its text is no longer the one in the dossier (changed)\n"
        in result.stderr
    )


def test_missing_article(run: Run) -> None:
    """An article that is gone is named, with a hint at the folder."""
    Path("reports/river-post.txt").unlink()
    result = run(dossier())
    assert result.exit_code == 1
    assert "reports/river-post.txt: the article could not be read again (missing)" in result.stderr
    assert "run sayso verify where the dossier was made" in result.stderr


def test_what_was_never_in_the_dossier_is_no_news(run: Run) -> None:
    """A row that cannot be read is told only where an article is missing, which it may explain."""
    row = json.dumps({"text": HERALD})
    Path("rows.jsonl").write_text(f"{row}\nno JSON\n", encoding="utf-8")
    one = replace(article("rows.jsonl", HERALD), part="1")
    whole = replace(without_points(dossier()), articles=(one,))
    result = run(whole)
    assert (result.exit_code, result.stderr) == (0, "")
    result = run(replace(whole, articles=(replace(one, part="2"),)))
    assert result.exit_code == 1
    assert "sayso: not read: rows.jsonl:2: it is not JSON" in result.stderr


def test_tampered_dossier(run: Run) -> None:
    """A dossier whose spans were moved fails, with the article in the message."""
    whole = dossier()
    first, *others = whole.claims
    moved = replace(first, spans=(first.spans[0]._replace(end=99_999),))
    result = run(replace(whole, claims=(moved, *others)))
    assert result.exit_code == 1
    assert "reports/velm-herald.txt: claim " in result.stderr


def test_standard_input_cannot_be_read_again(run: Run) -> None:
    """Of an article that came from standard input it says that only the dossier's text was checked."""
    piped = replace(without_points(dossier()), articles=(article("-", "Talks were held, he said."),))
    result = run(piped)
    assert result.exit_code == 0
    assert "1 article came from standard input: checked by the text in the dossier only" in result.stderr


@pytest.mark.parametrize("text", ["", "{}", "[]", "not json", '{"sayso": 1}', "[" * 100_000, "\ud800"])
def test_unreadable_dossier(tmp_path: Path, text: str) -> None:
    """What is no dossier is told in one message, and the exit code is 2."""
    path = tmp_path / "dossier.json"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    result = CliRunner().invoke(main, ["verify", str(path)])
    assert result.exit_code == 2
    assert "not a dossier" in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize("path", ["nowhere.json", "a\0b", "/"])
def test_no_such_dossier(path: str) -> None:
    """A dossier that is not there is told by name, and the exit code is 2."""
    result = CliRunner().invoke(main, ["verify", path])
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr


@pytest.mark.parametrize(
    "path", ["reports", "reports/*.txt", "/dev/zero", "ftp://a.example/", "\0", "x" * 5000]
)
def test_a_dossier_names_no_folder_pattern_or_address(run: Run, path: str) -> None:
    """What a hostile dossier gives as a path is read only if it is a file."""
    result = run(replace(without_points(dossier()), articles=(article(path, HERALD),)))
    assert result.exit_code == 1
    assert "(missing)" in result.stderr


def test_what_was_fetched_is_not_fetched_again(run: Run) -> None:
    """An article that came from an address is checked by the text in the dossier, and verify says so."""
    result = run(replace(without_points(dossier()), articles=(article("https://a.example/", HERALD),)))
    assert result.exit_code == 0
    assert "1 article came from the network: checked by the text in the dossier only" in result.stderr
