import dataclasses
import hashlib
import importlib.metadata
import importlib.util
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from click.testing import CliRunner
from tests.builders import dossier

import sayso
from sayso import models, records
from sayso.cli import COMMANDS, main
from sayso.dossier import actors_of
from sayso.dossier.actor_rows import COLUMNS as ACTOR_COLUMNS
from sayso.dossier.actor_rows import actor_rows
from sayso.dossier.statements import COLUMNS

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "src" / "sayso"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
HEAVY = (
    *("numpy", "spacy", "onnxruntime", "trafilatura", "dateparser", "rich", "jinja2"),
    *("lxml", "httpx", "pypdf", "feedparser", "warcio", "rensa"),
)
LARGEST = 31 * 2**20
SHOW_VERSION = """
import runpy, sys
sys.argv = ["sayso", "--version"]
try:
    runpy.run_module("sayso", run_name="__main__")
except SystemExit:
    pass
"""
ACTORS = list(actor_rows(dossier(), actors_of(dossier())))
SAID = [part for row in ACTORS for part in (*row["statements"], *row["roles"], *row["speaks_for"])]
CARD = ("sha256", "labels", "data", "scores", "limits")
"""What a model's card must say, beside the settings that the code reads."""


def document(name: str) -> str:
    """Return the text of a file, by its path from the repository's root."""
    return (ROOT / name).read_text("utf-8")


def constraints() -> list[str]:
    """Return the lines that pin a version."""
    return [line for line in document("constraints.txt").splitlines() if line and not line.startswith("#")]


def normalised(name: str) -> str:
    """Return the name of a distribution as PEP 503 writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


# ------------------------------------------------------------------------------------- names


def test_public_names() -> None:
    """The public names are those of ``__all__``, and each can be imported."""
    assert dir(sayso) == sorted(sayso.__all__)
    assert all(getattr(sayso, name) is not None for name in sayso.__all__)
    with pytest.raises(AttributeError):
        _ = sayso.verdict


@pytest.mark.parametrize("name", sayso.__all__)
def test_public_names_are_documented(name: str) -> None:
    """Every public name stands in the reference."""
    assert re.search(rf"\bsayso\.{name}\b", document("docs/api.md"))


def test_reference_names_only_what_is_public() -> None:
    """The reference names nothing that is not public."""
    named = re.findall(r"^::: sayso\.(\S+)$", document("docs/api.md"), re.MULTILINE)
    assert set(named) <= set(sayso.__all__)


def test_version_is_written_once() -> None:
    """The version stands in one file; the installed package takes it from there."""
    written = re.compile(rf"""version\w*["']?\s*[:=]\s*["']{re.escape(sayso.__version__)}["']""")
    files = [*PACKAGE.rglob("*.py"), ROOT / "pyproject.toml", ROOT / "mkdocs.yml"]
    assert [path.name for path in files if written.search(path.read_text("utf-8"))] == ["_version.py"]
    assert importlib.metadata.version("sayso") == sayso.__version__


def test_changelog_has_the_version() -> None:
    """The changelog has a section on this version."""
    assert re.search(rf"^## {re.escape(sayso.__version__)}\b", document("CHANGELOG.md"), re.MULTILINE)


# ------------------------------------------------------------------------------------- start


@pytest.mark.parametrize(
    "code",
    ["import sayso; dir(sayso)", SHOW_VERSION],
    ids=["import sayso", "sayso --version"],
)
def test_start_loads_nothing_heavy(code: str) -> None:
    """Importing sayso and asking for its version load no model library and no parser."""
    ending = f"\nimport sys; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code + ending], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.splitlines()[-1] == "[]"


# ------------------------------------------------------------------------------ documentation


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_documented(name: str) -> None:
    """Each command stands in the README, in a line on what it does, and its help in the documentation."""
    page = CliRunner().invoke(main, [name, "--help"], terminal_width=80).stdout
    assert f"## sayso {name}\n\n```text\n{page}```\n" in document("docs/commands.md")
    assert f"| `sayso {name} " in document("README.md")


def fields(record: type[Any]) -> set[str]:
    """Return the keys that a record has in JSON."""
    return {field.name for field in dataclasses.fields(record)}


@pytest.mark.parametrize(
    ("section", "keys"),
    [
        ("The dossier", fields(records.Dossier)),
        ("models", fields(records.ModelUsed)),
        ("articles", fields(records.Article)),
        ("actors", fields(records.Actor) | fields(records.ActorMention)),
        ("attributions", fields(records.Attribution) | fields(records.Via)),
        ("claims", fields(records.Claim) | fields(records.Quantity) | fields(records.Time)),
        (
            "points",
            fields(records.Point)
            | fields(records.Position)
            | fields(records.Relation)
            | fields(records.Link),
        ),
        ("origins", fields(records.Origin)),
        ("rejected", fields(records.Rejected)),
        ("What `sayso extract` writes", set(COLUMNS)),
        (
            "What `sayso actors` writes",
            {*ACTOR_COLUMNS, *(key for row in (*ACTORS, *SAID) for key in row)},
        ),
    ],
)
def test_every_key_is_documented(section: str, keys: set[str]) -> None:
    """Every key of the JSON is explained in the section on its record."""
    text = document("docs/json.md").split(f"\n## {section}\n")[1].split("\n## ")[0]
    assert {key for key in keys if f"`{key}`" not in text} == set()


def test_settings_are_documented() -> None:
    """Every setting that a dossier records is explained."""
    assert all(f"`{name}`" in document("docs/json.md") for name in fields(sayso.Config))


def examples(name: str) -> list[str]:
    """Return the Python examples of a page."""
    return re.findall(r"^```python\n(.*?)^```", document(name), re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("name", ["README.md", "docs/api.md"])
def test_examples_run(name: str) -> None:
    """The Python examples run as they stand, from the repository's root, without a warning."""
    found = examples(name)
    assert found
    for code in found:
        done = subprocess.run(  # noqa: S603  our own examples
            [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr


def test_example_that_reads_the_json(tmp_path: Path) -> None:
    """The example for the JSON runs on what ``sayso compare`` wrote."""
    (tmp_path / "demo").mkdir()
    reports = sorted(str(path) for path in (ROOT / "examples" / "dam-talks").glob("[0-9]-*"))
    command = [sys.executable, "-m", "sayso", "compare", *reports, "--json", "demo/dossier.json", "--quiet"]
    subprocess.run(command, cwd=tmp_path, check=True)  # noqa: S603  our own command
    [code] = examples("docs/json.md")
    done = subprocess.run(  # noqa: S603  our own example
        [sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_make_targets_are_described() -> None:
    """Every target of the Makefile that the README names is there, and every one has a line of help."""
    makefile = document("Makefile")
    [phony] = re.findall(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    described = set(re.findall(r"^([a-z-]+):.*## \S", makefile, re.MULTILINE))
    assert described == set(phony.split())
    assert set(re.findall(r"`make ([a-z-]+)`", document("README.md"))) <= described


# ----------------------------------------------------------------------------------- package


def test_files_are_small() -> None:
    """No file of the package is larger than a code host takes without complaint."""
    assert {
        path.name for path in PACKAGE.rglob("*") if path.is_file() and path.stat().st_size > LARGEST
    } == set()


def test_constraints_are_exact() -> None:
    """The constraints are exact versions, sorted, without a host or a path."""
    found = constraints()
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.!+]+", line) for line in found)
    assert found == sorted(found, key=str.upper)
    assert "://" not in document("constraints.txt")


@pytest.mark.parametrize("extra", [None, "dev", "docs"])
def test_constraints_cover_the_dependencies(extra: str | None) -> None:
    """Whatever pyproject.toml asks for, for use, development and documentation, has an exact version."""
    project = PROJECT["project"]
    asked = project["dependencies"] if extra is None else project["optional-dependencies"][extra]
    names = {normalised(re.split(r"[<>=!~\[; ]", one)[0]) for one in asked}
    assert names - {normalised(line.split("==")[0]) for line in constraints()} == set()


def test_model_card() -> None:
    """The card of the attribution model describes the file beside it and says what it was made from."""
    card = models.card("attribution")
    assert [key for key in CARD if not card.get(key)] == []
    assert all(one["name"] and one["terms"] for one in card["data"])
    weights = (PACKAGE / "models" / "data" / "attribution.onnx").read_bytes()
    assert hashlib.sha256(weights).hexdigest() == card["sha256"]


def test_baseline_has_every_figure() -> None:
    """The baseline of the benchmarks is there, each figure a share in percent, and the page shows them."""
    figures = json.loads(document("benchmarks/quality/baseline.json"))["figures"]
    assert figures
    assert all(0 <= value <= 100 for value in figures.values())
    page = document("docs/benchmarks.md")
    assert [key for key, value in figures.items() if f"| {value:.1f} |" not in page] == []


def test_benchmark_reads_the_scorer(shared: Path, tmp_path: Path) -> None:
    """The benchmark finds every figure in what the scorer reports: gold against gold is 100."""
    spec = importlib.util.spec_from_file_location("run", ROOT / "benchmarks" / "quality" / "run.py")
    assert spec is not None
    assert spec.loader is not None
    run = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(run)
    scorer = shared / "bench" / "score_attribution.py"
    gold, exported = shared / "data" / "polnear" / "dev", tmp_path / "gold.jsonl"
    command = [sys.executable, "-X", "utf8", str(scorer), str(gold), "--export", str(exported)]
    subprocess.run(command, check=True)  # noqa: S603  the scorer beside the data
    report = run.scored(scorer, gold, exported)
    report["with_nested"] = report["attribution"]["content_partial_source"]
    found = {
        row["id"]: ("", [SimpleNamespace(**one) for one in row["attributions"]])
        for row in map(json.loads, exported.read_text("utf-8").splitlines())
    }
    report["literature"] = run.extracting.spans_exact(run.extracting.scorer_of(scorer), gold, found)
    figures = run.picked("polnear", run.ATTRIBUTION, report)
    assert set(figures.values()) == {100.0}
