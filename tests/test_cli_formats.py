import json

from click.testing import CliRunner

from sayso.cli import main
from sayso.ingest.formats import FORMATS


def test_formats_are_listed() -> None:
    """Each format stands there with its suffixes and what it is, in 100 columns in a pipe."""
    result = CliRunner().invoke(main, ["formats"])
    assert result.exit_code == 0
    lines = result.stdout.splitlines()
    assert lines[0] == "IN"
    for one in FORMATS:
        assert any(line.split()[:2] == [one.name, one.suffixes[0]] for line in lines)
    assert max(map(len, lines)) <= 100


def test_formats_as_json() -> None:
    """--json gives the same for programs."""
    result = CliRunner().invoke(main, ["formats", "--json"])
    rows = json.loads(result.stdout)["in"]
    assert [(row["name"], row["about"]) for row in rows] == [(one.name, one.about) for one in FORMATS]
    assert all(row["suffixes"] for row in rows)
    assert [row["name"] for row in rows if row["names_others"]] == [one.name for one in FORMATS if one.names]


def test_width() -> None:
    """--width sets the columns."""
    result = CliRunner().invoke(main, ["formats", "--width", "60"])
    assert max(map(len, result.stdout.splitlines())) <= 60
