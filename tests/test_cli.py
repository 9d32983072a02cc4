import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.builders import dossier, fake_pipeline

import sayso
from sayso.cli import COMMANDS, main
from sayso.errors import ModelError

HEAVY = (
    "numpy",
    "spacy",
    "onnxruntime",
    "tokenizers",
    "msgspec",
    "rich",
    "trafilatura",
    "dateparser",
    "rapidfuzz",
)


@pytest.mark.parametrize("argument", ["--help", "--version"])
def test_help_loads_nothing_heavy(argument: str) -> None:
    """--help and --version import no model, no terminal library and no parser."""
    code = (
        "import sys; from sayso.cli import main; main([sys.argv[1]], standalone_mode=False); "
        f"found = [name for name in {HEAVY!r} if name in sys.modules]; sys.exit(str(found) if found else 0)"
    )
    done = subprocess.run([sys.executable, "-c", code, argument], capture_output=True, text=True, check=False)  # noqa: S603
    assert done.returncode == 0, done.stderr


def test_help_lists_every_command() -> None:
    """Each module of a command is listed, and its first sentence is not cut off."""
    result = CliRunner().invoke(main, ["--help"])
    assert result.exit_code == 0
    assert all(f"  {name} " in result.stdout for name in COMMANDS)
    assert "..." not in result.stdout.split("Commands:")[1]


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_examples(name: str) -> None:
    """Every command's help has examples, each on a line of its own."""
    text = CliRunner().invoke(main, [name, "--help"]).stdout
    assert f"  Examples:\n    sayso {name} " in text or f"| sayso {name} " in text


def test_version() -> None:
    """--version says the version that the package has."""
    assert CliRunner().invoke(main, ["--version"]).stdout == f"sayso, version {sayso.__version__}\n"


def test_as_a_module() -> None:
    """``python -m sayso`` is the command."""
    done = subprocess.run([sys.executable, "-m", "sayso", "-h"], capture_output=True, text=True, check=False)
    assert done.stdout.startswith("Usage: sayso ")


def test_unknown_command() -> None:
    """What is no command is a usage error."""
    result = CliRunner().invoke(main, ["judge"])
    assert result.exit_code == 2
    assert "No such command" in result.stderr


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (ModelError("the model is damaged"), 2, "sayso: the model is damaged\n"),
        (
            FileNotFoundError(2, "No such file or directory", "a.txt"),
            2,
            "sayso: a.txt: No such file or directory\n",
        ),
        (KeyboardInterrupt(), 130, "sayso: interrupted\n"),
        (BrokenPipeError(), 1, ""),
        (ModelError("bad\x1b[2J name\n  a.txt: why"), 2, "sayso: bad�[2J name\n  a.txt: why\n"),
    ],
)
def test_expected_errors(monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str) -> None:
    """An error that can be expected is a message and an exit code, never a traceback."""

    def fail(*_: object, **__: object) -> None:
        raise error

    fake_pipeline(monkeypatch, compare=fail)
    result = CliRunner().invoke(main, ["compare", "a.txt"])
    assert (result.exit_code, result.stdout, result.stderr) == (code, "", said)


def test_unexpected_errors(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error that nobody expected is one line; --debug shows where it arose."""

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("by nothing")

    fake_pipeline(monkeypatch, compare=fail)
    result = CliRunner().invoke(main, ["compare", "a.txt"])
    assert result.exit_code == 70
    assert result.stderr.count("\n") == 1
    assert "unexpected ZeroDivisionError: by nothing" in result.stderr
    assert "--debug" in result.stderr
    result = CliRunner().invoke(main, ["--debug", "compare", "a.txt"])
    assert result.exit_code == 70
    assert "Traceback" in result.stderr


def test_reader_that_goes_away(tmp_path: Path) -> None:
    """When the reader of a pipe has gone, nothing is said."""
    path = tmp_path / "dossier.json"
    path.write_text(dossier().to_json(), encoding="utf-8")
    for command in (["explain", str(path), "1"], ["actors", str(path)], ["verify", str(path)]):
        done = subprocess.Popen(  # noqa: S603  our own command
            [sys.executable, "-m", "sayso", *command], stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )
        assert done.stdout is not None
        done.stdout.close()
        _, said = done.communicate()
        assert b"Traceback" not in said
        assert b"BrokenPipe" not in said
        assert b"Exception ignored" not in said
