"""Measure how ``sayso compare`` grows: ``python -m benchmarks.growth [--shared FOLDER] [--sizes N ...]``.

Time and memory are measured on 5, 50, 200 and 500 articles of one story, each size once, then again
as exponents between sizes: 1 is linear in the number of articles, 2 quadratic. The articles are the
bodies of FNC-1 most alike to those on one story, a smaller size being the beginning of a larger one;
about 100 are on the very story, the rest on what is nearest. Two things hold exponents down: starting
up and loading the models are part of the time, and the nearest bodies are the longer ones, wherefore
the growth of words stands beside that of time. Before all that, one real case is timed three times.

Exit code: 0 all was measured, however long it took; 1 a run failed or there was nothing to run on.
"""

import argparse
import csv
import math
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = Path(sys.executable).with_name("sayso")
BODIES = "data/fnc/train_bodies.csv"
CASES = "data/cases/dev"
STORY = "foley"  # the killing of James Foley: among the stories of which FNC-1 has most bodies
SIZES = (5, 50, 200, 500)
REPORTS = 5  # of the case that is timed if none is named
TURNS = 3  # of that case
KIB_PER_UNIT = 1 / 1024 if sys.platform == "darwin" else 1  # of ru_maxrss


class Run(NamedTuple):
    """One run of ``sayso compare``: seconds by the clock and of all cores, and most MB in memory."""

    wall: float
    cpu: float
    peak: float


class Row(NamedTuple):
    """A run on ``articles`` articles that have ``words`` words together."""

    articles: int
    words: int
    run: Run


class NotMeasuredError(Exception):
    """There was nothing to run on, or a run failed."""


def main() -> int:
    """Time the case, then each size, show every figure as soon as it is there; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder of data")
    parser.add_argument(
        "--sizes", type=positive, nargs="+", default=SIZES, metavar="N", help="numbers of articles"
    )
    parser.add_argument(
        "--case", type=Path, metavar="FOLDER", help=f"the case to time; else the first of {REPORTS} reports"
    )
    options = parser.parse_args()
    sizes = sorted(set(options.sizes))
    try:
        reports = reports_of(options.shared, options.case)
        bodies = bodies_of_story(options.shared, sizes[-1])
        time_case(reports)
        show(measured(bodies, sizes))
    except NotMeasuredError as error:
        print(f"growth: {error}", file=sys.stderr)
        return 1
    return 0


def positive(value: str) -> int:
    """Return a number of articles from the command line."""
    number = int(value)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not a number of articles")
    return number


# ------------------------------------------------------------------------------- articles


def reports_of(shared: Path, case: Path | None) -> list[Path]:
    """Return the reports of the case that is named, or of the first that has five."""
    folders = [case] if case else sorted((shared / CASES).glob("*/"))
    for folder in folders:
        reports = sorted(folder.glob("r*.txt"))
        if len(reports) == REPORTS or (case and reports):
            return reports
    if case:
        raise NotMeasuredError(f"{case} has no report r*.txt; name the folder of a case, by --case")
    raise NotMeasuredError(f"no case of {REPORTS} reports in {shared / CASES}; name its folder, by --shared")


def bodies_of_story(shared: Path, count: int) -> list[str]:
    """Return the ``count`` bodies nearest to the story, the nearest first."""
    path = shared / BODIES
    if not path.exists():
        raise NotMeasuredError(f"{shared} has no {BODIES}; name the folder that has, by --shared")
    with path.open(encoding="utf-8", newline="") as file:
        bodies = [row["articleBody"] for row in csv.DictReader(file)]
    order = nearest(bodies, STORY)
    if len(order) < count:
        raise NotMeasuredError(
            f"only {len(order)} different bodies in {path}, not {count}; name smaller --sizes"
        )
    return [bodies[at] for at in order[:count]]


def nearest(bodies: Sequence[str], story: str) -> list[int]:
    """Return the places of the bodies, most alike first to the mean of those with the word ``story``.

    Alike is the cosine of TF-IDF vectors (term frequency times smoothed idf, length 1); equals keep
    their order. A body that says the same as an earlier one, and one without words, is left out.

    >>> nearest(["cats purr", "Foley dies", "war: Foley", "the war", "Foley  dies"], "foley")[:3]
    [1, 2, 3]
    """
    firsts: dict[str, int] = {}
    for at, body in enumerate(bodies):
        firsts.setdefault(" ".join(re.findall(r"[^\W_]+", body.lower())), at)
    firsts.pop("", None)
    vocabulary: dict[str, int] = {}
    tokens, lengths = array("q"), array("q")  # flat: see `run` on why this process stays small
    for text in firsts:
        words = text.split()
        tokens.extend(vocabulary.setdefault(word, len(vocabulary)) for word in words)
        lengths.append(len(words))
    if story not in vocabulary:
        raise NotMeasuredError(f"no body has the word “{story}”")
    cells = np.repeat(np.arange(len(firsts)), lengths) * len(vocabulary) + np.asarray(tokens)
    cells, counts = np.unique(cells, return_counts=True)
    rows, columns = np.divmod(cells, len(vocabulary))
    idf = np.log((1 + len(firsts)) / (1 + np.bincount(columns))) + 1
    weights = counts * idf[columns]
    weights /= np.sqrt(np.bincount(rows, weights**2))[rows]
    on_story = np.bincount(rows, columns == vocabulary[story]) > 0
    mean = np.bincount(columns, weights * on_story[rows])
    likeness = np.bincount(rows, weights * mean[columns])
    places = list(firsts.values())
    # rounded, so that another machine's last digits change no order
    return [places[row] for row in np.argsort(-likeness.round(9), kind="stable")]


# ------------------------------------------------------------------------------ measuring


def time_case(reports: Sequence[Path]) -> None:
    """Print how long a real case takes; coming first, it also fills the disk's cache for the rest."""
    with tempfile.TemporaryDirectory() as folder:
        times = [run(reports, Path(folder)).wall for _ in range(TURNS)]
    print(
        f"case {reports[0].parent.name}, {len(reports)} reports, {TURNS} runs:",
        f"{min(times):.2f} s at least, {statistics.median(times):.2f} s in the median\n",
        flush=True,
    )


def measured(bodies: Sequence[str], sizes: Sequence[int]) -> Iterator[Row]:
    """Write the bodies as files and yield a row for each size, as soon as it is measured."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{at:04}.txt" for at in range(len(bodies))]
        for path, body in zip(paths, bodies, strict=True):
            path.write_bytes(body.encode())
        for size in sizes:
            words = sum(len(body.split()) for body in bodies[:size])
            yield Row(size, words, run(paths[:size], Path(folder)))


def run(paths: Sequence[Path], folder: Path) -> Run:
    """Run ``sayso compare`` on files, with its dossier and messages in a folder, and measure it alone.

    On Linux a child's peak begins at what its parent held when it started it (vfork, then exec), so
    this process has to stay smaller than sayso. A run that leaves an article out counts as failed.
    """
    if not PROGRAM.exists():
        raise NotMeasuredError(f"there is no {PROGRAM}; install sayso beside this Python")
    command = [str(PROGRAM), "compare", *map(str, paths), "--json", str(folder / "dossier.json")]
    command += ["--min-articles", str(len(paths))]
    messages = folder / "messages"
    with messages.open("wb") as file:
        began = time.perf_counter()
        with subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=file
        ) as child:
            _, status, used = os.wait4(child.pid, 0)
            wall = time.perf_counter() - began
            child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode:
        how = f"exit code {child.returncode}" if child.returncode > 0 else f"signal {-child.returncode}"
        said = messages.read_text("utf-8", "replace").strip() or "it said nothing"
        what = f"sayso compare of {len(paths)} articles ({paths[0]} …)"
        raise NotMeasuredError(f"{what} ended with {how}:\n{said[-2000:]}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss * KIB_PER_UNIT / 1024)


# -------------------------------------------------------------------------------- telling


def show(rows: Iterator[Row]) -> None:
    """Print each row as it comes, with the exponents of its growth since the one before."""
    print(f"{'':>68}{'exponent of':^24}".rstrip())
    print(
        f"{'articles':>8}{'words':>10}{'seconds':>10}{'CPU s':>10}{'articles/s':>12}{'peak MB':>10}",
        f"{'':>7}{'words':>8}{'time':>8}{'memory':>8}",
        sep="",
        flush=True,
    )
    before: Row | None = None
    for row in rows:
        size, words, taken = row
        line = f"{size:>8,}{words:>10,}{taken.wall:>10.2f}{taken.cpu:>10.2f}{size / taken.wall:>12.2f}"
        line += f"{taken.peak:>10,.0f}{'':>7}"
        if before is not None:
            exponents = (
                exponent(before.articles, size, old, new)
                for old, new in (
                    (before.words, words),
                    (before.run.wall, taken.wall),
                    (before.run.peak, taken.peak),
                )
            )
            line += "".join(f"{one:>8.2f}" for one in exponents)
        print(line.rstrip(), flush=True)
        before = row


def exponent(size: int, larger: int, old: float, new: float) -> float:
    """Return e where what was ``old`` at one size is ``new`` at a larger one, as size to the power e.

    >>> round(exponent(5, 50, 2.0, 200.0), 3)
    2.0
    """
    return math.log(new / old) / math.log(larger / size)


if __name__ == "__main__":
    sys.exit(main())
