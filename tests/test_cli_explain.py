from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.builders import dossier, hostile_dossier

from sayso.cli import main


@pytest.fixture
def path(tmp_path: Path) -> str:
    """Write the hand-built dossier."""
    file = tmp_path / "dossier.json"
    file.write_text(dossier().to_json(), encoding="utf-8")
    return str(file)


def test_a_point(path: str) -> None:
    """A point is explained on standard output; a dossier that holds draws no message."""
    result = CliRunner().invoke(main, ["explain", path, "1"])
    assert result.exit_code == 0
    assert result.stderr == ""
    assert result.stdout.startswith("1  Twenty-three people were hurt\n")
    assert CliRunner().invoke(main, ["explain", path, "p44ac"]).stdout == result.stdout


def test_from_stdin() -> None:
    """- reads the dossier from standard input."""
    result = CliRunner().invoke(main, ["explain", "-", "1", "--width", "60"], input=dossier().to_json())
    assert result.exit_code == 0
    assert max(len(line) for line in result.stdout.splitlines()) <= 60


def test_unknown_point(path: str) -> None:
    """A point that is not there is told with the numbers that are, and the exit code is 2."""
    result = CliRunner().invoke(main, ["explain", path, "99"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == "sayso: there is no point 99; the points are numbered 1 to 9\n"


def test_an_actor(path: str) -> None:
    """An actor is explained by a name that it goes by, or by the beginning of its id."""
    result = CliRunner().invoke(main, ["explain", path, "ilse brandt"])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith("Ilse Brandt\nperson · 2 mentions in 2 reports")
    [brandt] = [one for one in dossier().actors if one.name == "Ilse Brandt"]
    for ref in (brandt.id, brandt.id[:4]):
        assert CliRunner().invoke(main, ["explain", path, ref]).stdout == result.stdout


def test_an_actor_from_stdin() -> None:
    """An actor of a dossier on standard input is explained within the width asked for."""
    result = CliRunner().invoke(main, ["explain", "-", "Norline", "--width", "60"], input=dossier().to_json())
    assert result.exit_code == 0
    assert result.stdout.startswith("Norline\n")
    assert max(len(line) for line in result.stdout.splitlines()) <= 60


def test_neither_point_nor_actor(path: str) -> None:
    """What is neither is told with what would be valid, and the exit code is 2."""
    result = CliRunner().invoke(main, ["explain", path, "Harbour Master"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert "there is no point or actor 'Harbour Master'; give a number from 1 to 9" in result.stderr


def test_hostile_actor() -> None:
    """Escapes in a name or in what it is asked for by do nothing."""
    hostile = hostile_dossier("[bold]\x1b[31mx").to_json()
    for what in ("e1", "[bold]\x1b[31mx", "\x1b[2J"):
        result = CliRunner().invoke(main, ["explain", "-", what], input=hostile)
        assert result.exit_code == (2 if "2J" in what else 0)
        assert "\x1b" not in result.stdout + result.stderr


def test_a_dossier_that_does_not_hold(tmp_path: Path) -> None:
    """A tampered dossier is explained with a warning."""
    file = tmp_path / "dossier.json"
    first, *others = dossier().articles
    forged = replace(dossier(), articles=(replace(first, sha256="0" * 64), *others))
    file.write_text(forged.to_json(), encoding="utf-8")
    result = CliRunner().invoke(main, ["explain", str(file), "1"])
    assert result.exit_code == 0
    assert "does not hold in 1 place; sayso verify lists" in result.stderr
