"""Which conflicts sayso shows are real: ``python -m benchmarks.quality.conflicts [--shared FOLDER]``.

Runs the development cases and the seeds, and prints every conflict that is shown with the verdict
of a critical reader of the reports, from ``conflicts.json``: each says where the two claims stand
that were compared, whether both can be true, and why. A conflict that nobody has judged yet is
printed as such, and fails the run.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import sayso
from sayso.records import Claim, Dossier

__all__ = ["VERDICTS", "Shown", "Verdict", "groups", "read_verdicts", "shown", "verdict_on"]

ROOT = Path(__file__).resolve().parents[2]
VERDICTS = Path(__file__).with_name("conflicts.json")
HALF = 0.5  # of the shorter of two stretches shared: the same claim


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a reader says of a conflict between two stretches (report, start, end) of a case."""

    case: str
    a: tuple[str, int, int]
    b: tuple[str, int, int]
    real: bool
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A conflict as sayso shows it: where the compared claims stand, their words, and the reason."""

    case: str
    a: tuple[str, int, int]
    b: tuple[str, int, int]
    words: tuple[str, str]
    reason: str
    point: str


def read_verdicts(path: Path = VERDICTS) -> list[Verdict]:
    """Return the verdicts of a file."""
    rows = json.loads(path.read_text("utf-8"))
    return [Verdict(**row | {"a": tuple(row["a"]), "b": tuple(row["b"])}) for row in rows]


def groups(shared: Path) -> dict[str, list[Path]]:
    """Return the reports of each development case and of the seeds, by name."""
    folders = sorted(path.parent for path in (shared / "data/cases/dev").glob("*/gold.yaml"))
    found = {one.name: sorted(one.glob("r*.txt")) for one in folders}
    return found | {"seeds": sorted((shared / "seeds").glob("*.txt"))}


def shown(case: str, dossier: Dossier) -> Iterator[Shown]:
    """Yield the conflicts of a dossier."""
    claims = {one.id: one for one in dossier.claims}
    for point in dossier.points:
        for relation in point.relations:
            if relation.kind == "conflict":
                a, b = (claims[one] for one in relation.why["claims"])
                yield Shown(
                    case=case,
                    a=_place(a, dossier),
                    b=_place(b, dossier),
                    words=(_words(a, dossier), _words(b, dossier)),
                    reason=relation.why["reason"],
                    point=point.id,
                )


def _place(claim: Claim, dossier: Dossier) -> tuple[str, int, int]:
    path = next(one.path for one in dossier.articles if one.id == claim.article)
    return Path(path).stem, claim.spans[0][0], claim.spans[-1][1]


def _words(claim: Claim, dossier: Dossier) -> str:
    text = next(one.text for one in dossier.articles if one.id == claim.article)
    return " ".join(" … ".join(text[start:end] for start, end in claim.spans).split())


def verdict_on(one: Shown, verdicts: Sequence[Verdict]) -> Verdict | None:
    """Return the verdict on the conflict between these two claims, in either order."""
    for verdict in verdicts:
        straight = _same(one.a, verdict.a) and _same(one.b, verdict.b)
        turned = _same(one.a, verdict.b) and _same(one.b, verdict.a)
        if verdict.case == one.case and (straight or turned):
            return verdict
    return None


def _same(a: tuple[str, int, int], b: tuple[str, int, int]) -> bool:
    both = min(a[2], b[2]) - max(a[1], b[1])
    return a[0] == b[0] and both >= HALF * min(a[2] - a[1], b[2] - b[1])


def main() -> int:
    """Print the conflicts with their verdicts; return 1 where one has none."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared")
    parser.add_argument("--json", action="store_true", help="print what is not judged yet, as JSON")
    options = parser.parse_args()
    verdicts = read_verdicts()
    found = [
        one for case, paths in groups(options.shared).items() for one in shown(case, sayso.compare(paths))
    ]
    judged = [(one, verdict_on(one, verdicts)) for one in found]
    if options.json:
        rows = [
            {"case": one.case, "a": one.a, "b": one.b, "words": one.words, "reason": one.reason}
            for one, verdict in judged
            if verdict is None
        ]
        print(json.dumps(rows, ensure_ascii=False, indent=1))
        return 0
    for one, verdict in judged:
        said = "NOT JUDGED" if verdict is None else "real" if verdict.real else "NO CONFLICT"
        print(f"{said}  {one.case}, {one.point}, {one.reason}: {one.words[0]!r} / {one.words[1]!r}")
        if verdict is not None:
            print(f"    {verdict.why}")
    real = sum(verdict is not None and verdict.real for _, verdict in judged)
    print(f"{real} of {len(found)} conflicts shown are real")
    return int(any(verdict is None for _, verdict in judged))


if __name__ == "__main__":
    sys.exit(main())
