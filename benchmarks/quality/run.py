"""Measure sayso: ``python -m benchmarks.quality.run [--shared FOLDER] [--write]`` (``make bench``).

Attribution is measured on PolNeAR's development articles, dossiers on the annotated development
cases, both by the scorers that lie beside the data; then words a second and start-up time. The
figures are compared with ``baseline.json``: a quality figure that has fallen by more than half a
point fails the run, so that no change makes sayso worse unnoticed. Times are shown and never fail.
``--write`` takes the figures over as the new baseline and writes ``docs/benchmarks.md``.

Exit code: 0 no figure fell, 1 one did, 2 it could not be measured or compared.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from benchmarks.quality import conflicts, extracting, resolving
from benchmarks.quality import stories as grouping

import sayso
from sayso import models
from sayso.config import DEFAULTS

ROOT = Path(__file__).resolve().parents[2]
BASELINE = Path(__file__).with_name("baseline.json")
PAGE = ROOT / "docs" / "benchmarks.md"
NEEDED = (
    "bench/score_attribution.py",
    "bench/score_cases.py",
    "data/polnear/dev/text",
    "data/cases/dev",
    "data/clusters/giveme5w1h",
    "data/basil/articles",
)
TOLERANCE = 0.5  # points; figures are percentages
STARTS = 15  # of each program; the median counts


class Figure(NamedTuple):
    """A figure: where the scorer reports it, what it is, and what people and other tools reach."""

    path: str
    title: str
    people: str = ""
    others: str = ""


THRESHOLD = "all-MiniLM-L6-v2 and a threshold on the cosine, set with hindsight"
ATTRIBUTION = (
    Figure(
        "attribution.content_partial_source.F1",
        "attributions, F1",
        "75.4",
        "53.8 (BBC Citron, retrained), 41.6 (best rule-based tool)",
    ),
    Figure("attribution.content_partial_source.P", "attributions, precision"),
    Figure("attribution.content_partial_source.R", "attributions, recall"),
    Figure("attribution.content_partial.F1", "contents alone, F1"),
    Figure("attribution.content_exact.F1", "contents alone, word for word, F1"),
    Figure("by_type.direct.content_partial_source.R", "direct quotations, recall"),
    Figure("by_type.mixed.content_partial_source.R", "partly quoted, recall"),
    Figure("by_type.indirect.content_partial_source.R", "indirect speech, recall"),
    Figure("with_nested.F1", "attributions, F1, with those inside another, of which PolNeAR marks none"),
    Figure(
        "literature.source",
        "sources cut at sentences, word for word, F1",
        "",
        "83.2 (BERT + CofeNet, on test)",
    ),
    Figure("literature.cue", "cues, likewise", "", "75.3 (likewise)"),
    Figure("literature.content", "contents, likewise", "", "72.9 (likewise)"),
    Figure("token.source.F1", "words of sources, F1"),
    Figure("token.cue.F1", "words of cues, F1"),
    Figure("token.content.F1", "words of contents, F1"),
)
CASES = (
    Figure("statements.f1", "statements found, F1", "90"),
    Figure("speaker_accuracy", "their speaker named rightly", "99"),
    Figure("actor_bcubed.f1", "one actor for one speaker, B³ F1", "98"),
    Figure("actor_bcubed.p", "one actor for one speaker, B³ precision"),
    Figure("actor_bcubed.r", "one actor for one speaker, B³ recall"),
    Figure("stance_accuracy", "their stance", "92"),
    Figure("point.f1", "pairs that speak to one point, F1", "89", f"44 ({THRESHOLD})"),
    Figure("same.f1", "pairs that give one answer, F1", "88", f"42 ({THRESHOLD})"),
    Figure("conflict.f1", "pairs in conflict, F1", "75", f"13 ({THRESHOLD}; precision 8)"),
    Figure("conflict.p", "pairs in conflict, precision"),
    Figure("conflict.r", "pairs in conflict, recall"),
    Figure("shown.real", "conflicts shown, here and on the seeds, that a critical reader finds real"),
    Figure("unverified.f1", "sentences shown as unverified, F1"),
)


RESOLVING = (
    Figure(
        "sources.right", "pronouns and phrases without a name that are sources, resolved as a reader does"
    ),
)


def _grouped(pile: str, title: str) -> tuple[Figure, ...]:
    names = {"b_cubed.f1": "B³ F1", "b_cubed.precision": "B³ precision", "b_cubed.recall": "B³ recall"}
    names["pairs.f1"] = "pairs of articles, F1"
    return tuple(Figure(f"{pile}.{path}", f"{title}, {name}") for path, name in names.items())


STORIES = (
    *_grouped("giveme5w1h", "Giveme5W1H"),
    Figure("giveme5w1h, the other half.b_cubed.f1", "the half of its events on which nothing was set, B³ F1"),
    *_grouped("basil", "BASIL"),
    Figure("giveme5w1h, no dates.b_cubed.f1", "Giveme5W1H without dates, B³ F1"),
    Figure("basil, no dates.b_cubed.f1", "BASIL without dates, B³ F1"),
    Figure("basil, most events one article.b_cubed.f1", "BASIL, two events of three with one article, B³ F1"),
)


GROUPS = (("polnear", ATTRIBUTION), ("cases", CASES), ("resolve", RESOLVING), ("stories", STORIES))
"""All figures, under the names that they have in ``baseline.json``."""


class Times(NamedTuple):
    """How fast it is here, how sure it may be, and the milliseconds to start, with those of Python alone.

    ``resolve`` is the time of finding who speaks as a share of annotating.
    """

    extract: extracting.Speed
    trust: extracting.Trust
    resolve: float
    start: float
    bare: float


def main() -> int:
    """Measure, show, and compare with the baseline or replace it; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--shared", type=Path, default=ROOT.parent / "shared", help="folder of data and scorers"
    )
    parser.add_argument("--write", action="store_true", help="make these figures the baseline")
    options = parser.parse_args()
    missing = [name for name in NEEDED if not (options.shared / name).exists()]
    if missing:
        tell(f"nothing measured: {options.shared} has no {missing[0]}; name the folder that has, by --shared")
        return 2
    try:
        with tempfile.TemporaryDirectory() as folder:
            scores, trust, speed = attribution(options.shared, Path(folder))
            figures = picked("polnear", ATTRIBUTION, scores)
            figures |= picked("cases", CASES, cases(options.shared, Path(folder)))
            figures |= picked("resolve", RESOLVING, references(options.shared))
            figures |= picked("stories", STORIES, grouped(options.shared))
    except sayso.SaysoError as error:
        tell(str(error))
        return 2
    found = sorted(path.parent for path in (options.shared / "data" / "cases" / "dev").glob("*/gold.yaml"))
    resolve = resolving.share_of_annotate(sorted(case.glob("r*.txt")) for case in found)
    times = Times(speed, trust, resolve, *start_up())
    before: dict[str, float] = {}
    if BASELINE.exists():
        before = json.loads(BASELINE.read_text("utf-8"))["figures"]
    show(figures, before, times)
    if options.write:
        BASELINE.write_text(json.dumps({"figures": figures}, indent=1) + "\n", "utf-8")
        PAGE.write_text(page(figures, times), "utf-8")
        tell(f"wrote {BASELINE.relative_to(ROOT)} and {PAGE.relative_to(ROOT)}")
        return 0
    return compared(figures, before)


# ------------------------------------------------------------------------------ measuring


def attribution(shared: Path, folder: Path) -> tuple[dict[str, Any], extracting.Trust, extracting.Speed]:
    """Return what is measured on PolNeAR's development articles."""
    gold = shared / "data" / "polnear" / "dev"
    texts = {path.stem: path.read_bytes().decode() for path in sorted((gold / "text").glob("*.txt"))}
    found = extracting.extracted(texts)
    progress("PolNeAR", len(found), len(texts))
    program = shared / "bench" / "score_attribution.py"
    reports = []
    for nested in (False, True):
        predictions = folder / "polnear.jsonl"
        with predictions.open("w", encoding="utf-8") as file:
            for name, (_, attributions) in found.items():
                rows = extracting.rows([one for one in attributions if nested or one.parent is None])
                file.write(json.dumps({"id": name, "attributions": rows}) + "\n")
        reports.append(scored(program, gold, predictions))
    scorer = extracting.scorer_of(program)
    report = {
        **reports[0],
        "with_nested": reports[1]["attribution"]["content_partial_source"],
        "literature": extracting.spans_exact(scorer, gold, found),
    }
    return report, extracting.trust(scorer, gold, found), extracting.speed(texts)


def cases(shared: Path, folder: Path) -> dict[str, Any]:
    """Return the scorer's report on the dossiers of the development cases, and the verdicts on conflicts."""
    gold = shared / "data" / "cases" / "dev"
    found = conflicts.groups(shared)
    verdicts = conflicts.read_verdicts()
    real: list[bool] = []
    for done, (name, paths) in enumerate(found.items(), 1):
        dossier = sayso.compare(paths)
        judged = (conflicts.verdict_on(one, verdicts) for one in conflicts.shown(name, dossier))
        real += [verdict is not None and verdict.real for verdict in judged]
        if (gold / name).exists():
            (folder / f"{name}.json").write_text(dossier.to_json(), "utf-8")
        progress("cases", done, len(found))
    report = scored(shared / "bench" / "score_cases.py", gold, folder)
    return report | {"shown": {"real": statistics.mean(real) if real else 0.0}}


def references(shared: Path) -> dict[str, Any]:
    """Return the share of the judged references that are resolved rightly."""
    folder = shared / "data" / "polnear" / "dev" / "text"
    wanted = resolving.read_references()
    texts = {one.article: (folder / f"{one.article}.txt").read_bytes().decode() for one in wanted}
    found = resolving.judged(wanted, texts)
    progress("references", len(found), len(wanted))
    return {"sources": {"right": sum(one.right for one in found) / len(found)}}


def grouped(shared: Path) -> dict[str, Any]:
    """Return how well each pile of articles is grouped into stories."""
    piles = grouping.piles(shared)
    found = {}
    for done, (name, pile) in enumerate(piles.items(), 1):
        found[name] = grouping.measured(pile)
        progress("stories", done, len(piles))
    return found


def scored(scorer: Path, gold: Path, predicted: Path) -> dict[str, Any]:
    """Run a scorer and return what it reports."""
    command = [sys.executable, "-X", "utf8", str(scorer), str(gold), str(predicted)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise sayso.SaysoError(f"{scorer.name} failed with exit code {done.returncode}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def picked(group: str, wanted: tuple[Figure, ...], report: Mapping[str, Any]) -> dict[str, float]:
    """Return the figures in percent; what a scorer could not compute counts as 0."""
    figures: dict[str, float] = {}
    for figure in wanted:
        value: Any = report
        for key in figure.path.split("."):
            value = value[key]
        figures[f"{group}.{figure.path}"] = round(100 * (value or 0), 2)
    return figures


def start_up() -> tuple[float, float]:
    """Return the median milliseconds of ``sayso --version`` and of Python alone, run in turns."""
    program = Path(sys.executable).with_name("sayso")
    sayso_command = [str(program)] if program.exists() else [sys.executable, "-m", "sayso"]
    commands = ([*sayso_command, "--version"], [sys.executable, "-c", "pass"])
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(STARTS + 1):
        for command, times in zip(commands, taken, strict=True):
            began = time.perf_counter()
            subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
            if turn:  # the first of each fills the disk's cache
                times.append(1000 * (time.perf_counter() - began))
    return statistics.median(taken[0]), statistics.median(taken[1])


# -------------------------------------------------------------------------------- telling


def show(figures: Mapping[str, float], before: Mapping[str, float], times: Times) -> None:
    """Print the figures beside those of the baseline."""
    print(f"{'':<56}{'now':>8}{'before':>8}{'people':>8}")
    for key, figure in listed():
        known = f"{before[key]:.1f}" if key in before else "–"
        title = f"{key.split('.')[0]}: {figure.title}"
        print(f"{title:<56}{figures[key]:>8.1f}{known:>8}{figure.people:>8}")
    extract = times.extract
    print(
        f"extract: {extract.whole:,.0f} words a second on one thread, {extract.share:.0%} of",
        end=" ",
    )
    print(f"the bare encoder's {extract.bare:,.0f}; at most {extract.peak:.0f} MB")
    print(f"confidence: calibration error {times.trust.error:.3f}; in bins (number, mean, right):", end=" ")
    print(", ".join(f"{count} {said:.2f} {right:.2f}" for count, said, right in times.trust.bins))
    print(f"finding who speaks takes {times.resolve:.1%} of the time of annotating")
    print(f"sayso --version takes {times.start:.0f} ms, {times.start / times.bare:.1f} times Python alone")


def compared(figures: Mapping[str, float], before: Mapping[str, float]) -> int:
    """Say which figures fell below the baseline and return the exit code."""
    if not before:
        tell(f"there is no {BASELINE.relative_to(ROOT)} to compare with; --write makes one")
        return 2
    fallen = [key for key, value in before.items() if figures.get(key, 0.0) < value - TOLERANCE]
    for key in fallen:
        tell(f"{key} fell from {before[key]:.1f} to {figures.get(key, 0.0):.1f}")
    return 1 if fallen else 0


def listed() -> Iterator[tuple[str, Figure]]:
    """Yield every figure under its key in ``baseline.json``."""
    for group, wanted in GROUPS:
        yield from ((f"{group}.{figure.path}", figure) for figure in wanted)


def page(figures: Mapping[str, float], times: Times) -> str:
    """Return ``docs/benchmarks.md``."""

    def table(group: str, wanted: tuple[Figure, ...]) -> str:
        rows = ["| Figure | sayso | Two people | Others |", "|-|-:|-:|-|"]
        for one in wanted:
            cells = one.title, f"{figures[f'{group}.{one.path}']:.1f}", one.people or "–", one.others or "–"
            rows.append(f"| {' | '.join(cells)} |")
        return "\n".join(rows)

    used = "\n".join(f"- {one.name}: `{one.sha256[:12]}`" for one in models.models_used(DEFAULTS))
    machine = f"{os.cpu_count()} cores, no GPU, Python {platform.python_version()}"
    return PAGE_TEXT.format(
        version=sayso.__version__,
        models=used,
        machine=machine,
        attribution=table("polnear", ATTRIBUTION),
        cases=table("cases", CASES),
        resolving=table("resolve", RESOLVING),
        stories=table("stories", STORIES),
        judged=len(resolving.read_references()),
        resolve=f"{100 * times.resolve:.1f}",
        whole=f"{times.extract.whole:,.0f}",
        encoder=f"{times.extract.bare:,.0f}",
        share=f"{100 * times.extract.share:.0f}",
        peak=f"{times.extract.peak:.0f}",
        error=f"{times.trust.error:.3f}",
        bins="\n".join(f"| {count} | {said:.2f} | {right:.2f} |" for count, said, right in times.trust.bins),
        start=f"{times.start:.0f}",
        bare=f"{times.bare:.0f}",
        ratio=f"{times.start / times.bare:.1f}",
    )


PAGE_TEXT = """\
# Benchmarks

<!-- Written by benchmarks/quality/run.py --write; do not edit. -->

What sayso {version} reaches, in percent, on development data: rules and settings were made with these \
texts in view, so expect somewhat less on others. "Two people" is how well two who annotate \
independently agree, by the same scorer. A dash: not known.

Measured by `make bench` with these models (beginning of the SHA-256):

{models}

## Who says what

On the 84 development articles of PolNeAR (US political news). A found attribution counts when at \
least half of the words of both contents are shared (Jaccard ≥ 0.5) and the sources overlap, unless \
the row says otherwise. PolNeAR marks no attribution inside another; but for the row that says so, those \
that sayso finds are left out. The literature's figures are on PolNeAR's test part, by its own cutting.

{attribution}

`confidence` is the probability that a statement is right in this sense. Its expected calibration \
error here is {error}:

| Statements | Confidence, mean | Right |
|-:|-:|-:|
{bins}

## Where reports agree and conflict

On 16 development cases of 3 to 5 short reports of one contested event. A statement counts when at \
least half of the words are shared; the figures on pairs are over pairs of sentences of two different \
reports.

{cases}

Which conflicts are real was judged by reading the reports; each verdict stands, with its reason, in \
`benchmarks/quality/conflicts.json`, and `python -m benchmarks.quality.conflicts` lists them. A conflict \
that nobody has judged counts as none. Precision and recall on pairs are lower, because a conflict of \
two positions counts there for each pair of their sentences, and the annotation holds many that turn on \
knowledge of the world.

## Which articles report one event

Each pile holds the articles of many events: 383 of 69 in Giveme5W1H, 300 of 100 in BASIL. B³ asks of each \
article how many of its story's articles belong to its event, and how many of its event's are in its story. \
The weights were set on every other event of Giveme5W1H and on `cases/train`; the rest had been looked at \
when the method was chosen. `python -m benchmarks.quality.stories` shows more piles.

{stories}

## How compare grows

`python -m benchmarks.growth` runs `sayso compare` on articles of one story, the longest of the Fake News \
Challenge's. Measured on 22 November 2026, 2 cores; absolute times are noise here, the growth less so. A \
development case of 5 reports took 4.5 seconds at least, of three runs.

| Articles | Words | Seconds | MB at most |
|-:|-:|-:|-:|
| 5 | 6,447 | 14 | 417 |
| 50 | 40,286 | 73 | 530 |
| 200 | 136,711 | 169 | 1,211 |
| 500 | 287,428 | 355 | 2,311 |

## Who is meant

Of 100 sources that are pronouns, phrases without a name or documents, drawn at random (seed 4) from \
those found on PolNeAR's development articles, a reader of the whole article wrote down who is meant, \
without seeing what sayso makes of them; {judged} are clear enough to be judged. They stand in \
`benchmarks/quality/references.json`; `python -m benchmarks.quality.resolving FOLDER_OF_TEXTS` lists each \
with what sayso says and why. A phrase that stays an actor of its own counts as wrong where the article \
names who it is.

{resolving}

## Speed

On a machine with {machine}:

| What | Figure |
|-|-:|
| `extract` on one thread, model loaded | {whole} words a second |
| its encoder alone, same windows, same run | {encoder} words a second |
| share of the encoder's speed | {share} % |
| finding who speaks, as a share of annotating | {resolve} % |
| most memory that `extract` takes | {peak} MB |
| `sayso --version` | {start} ms |
| Python alone | {bare} ms |
| ratio of the two | {ratio} |

BBC Citron reads about 1,900 words a second on one core.
"""


def progress(what: str, done: int, total: int) -> None:
    """Say how far the work is, on standard error: in place on a terminal, now and then in a log."""
    if sys.stderr.isatty():
        print(f"\r{what}: {done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)
    elif done % 10 == 0 or done == total:
        print(f"{what}: {done} of {total}", file=sys.stderr, flush=True)


def tell(message: str) -> None:
    """Print a message on standard error."""
    print(f"bench: {message}", file=sys.stderr)


if __name__ == "__main__":
    sys.exit(main())
