"""Read annotated cases as claims with what the annotation says of each pair."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
import yaml

from sayso.align.claims import Voiced, cut_claims
from sayso.annotate import Annotator
from sayso.ingest import article_of
from sayso.records import Annotated
from sayso.resolve import Resolver

Cell = tuple[int, int]  # article, sentence
HELD_OUT = 3  # one case in so many
Answer = tuple[int, int]  # point, position


@dataclass(slots=True)
class Case:
    """One case: its name, its claims, the annotated answers that each gives, and the gold.

    ``answers`` are (point, position), ``excluded`` the pairs of them that cannot both be true.
    ``cells`` are the sentences that each claim touches; ``gold`` the pairs of sentences of two
    reports that stand at one ``point``, in one position (``same``) or in two that exclude each
    other (``conflict``): in sentences, because the annotation cuts claims in its own way.
    """

    name: str
    claims: list[Voiced]
    answers: list[set[Answer]]
    excluded: set[tuple[Answer, Answer]]
    cells: list[set[Cell]]
    gold: dict[str, set[tuple[Cell, Cell]]]

    def labels(self, index: np.ndarray) -> dict[str, np.ndarray]:
        """Say of each pair of claims (p, 2) whether they share a point, and whether a position."""
        pairs = [(self.answers[i], self.answers[j]) for i, j in index.tolist()]
        return {
            "same": np.array([bool(a & b) for a, b in pairs], bool),
            "point": np.array([bool({p for p, _ in a} & {p for p, _ in b}) for a, b in pairs], bool),
            "conflict": np.array(
                [any((x, y) in self.excluded for x in a for y in b) for a, b in pairs], bool
            ),
        }


def parted(cases: Sequence[Case]) -> tuple[list[Case], list[Case]]:
    """Return the cases that the networks learn from, and every third, which ``fit`` weighs them on."""
    return [case for at, case in enumerate(cases) if at % HELD_OUT], list(cases[::HELD_OUT])


def read_cases(folder: Path) -> list[Case]:
    """Read all cases of a folder (``NAME/gold.yaml`` and the reports beside it), in order."""
    annotator = Annotator()
    return [_read_case(gold, annotator) for gold in sorted(folder.glob("*/gold.yaml"))]


def _read_case(gold: Path, annotator: Annotator) -> Case:
    reports = sorted(gold.parent.glob("r*.txt"))
    articles = [article_of(path.read_text("utf-8"), path=path.name) for path in reports]
    annotated = [one for one in annotator(articles) if isinstance(one, Annotated)]
    claims = cut_claims(Resolver()(annotated))
    number = {one.article.id: at for at, one in enumerate(annotated)}
    answers: list[set[Answer]] = [set() for _ in claims]
    excluded: set[tuple[Answer, Answer]] = set()
    points: dict[int, dict[int, set[Cell]]] = {}
    for p, point in enumerate(yaml.safe_load(gold.read_text("utf-8"))["points"]):
        for a, b in point.get("conflicts") or []:
            excluded |= {((p, a - 1), (p, b - 1)), ((p, b - 1), (p, a - 1))}
        for q, position in enumerate(point["positions"]):
            for given in position["claims"]:
                at = [report.stem for report in reports].index(given["report"])
                start = _nth(annotated[at].article.text, given["text"], given.get("nth"))
                end = start + len(given["text"])
                points.setdefault(p, {}).setdefault(q, set()).update(
                    _touched(annotated[at], at, [(start, end)])
                )
                for one, found in zip(claims, answers, strict=True):
                    if number[one.article.id] == at and _overlaps(one, start, end):
                        found.add((p, q))
    return Case(
        name=gold.parent.name,
        claims=claims,
        answers=answers,
        excluded=excluded,
        cells=[
            _touched(annotated[at], at, one.claim.spans) for one in claims for at in [number[one.article.id]]
        ],
        gold={
            "same": {pair for point in points.values() for cells in point.values() for pair in across(cells)},
            "point": {pair for point in points.values() for pair in across(set().union(*point.values()))},
            "conflict": {
                (min(x, y), max(x, y))
                for (p, a), (_, b) in excluded
                for x in points[p].get(a, ())
                for y in points[p].get(b, ())
                if x[0] != y[0]
            },
        },
    )


def across(cells: set[Cell]) -> Iterator[tuple[Cell, Cell]]:
    """Yield the pairs of sentences of two articles."""
    yield from ((a, b) for a, b in combinations(sorted(cells), 2) if a[0] != b[0])


def _nth(text: str, words: str, number: int | None) -> int:
    at = -1
    for _ in range(number or 1):
        at = text.find(words, at + 1)
    return at


def _overlaps(one: Voiced, start: int, end: int) -> bool:
    """Say whether half of the shorter of a claim and an annotated stretch is common to both."""
    common = sum(max(0, min(e, end) - max(s, start)) for s, e in one.claim.spans)
    return common >= 0.5 * min(end - start, sum(e - s for s, e in one.claim.spans))


def _touched(one: Annotated, at: int, spans: Sequence[tuple[int, int]]) -> set[Cell]:
    return {(at, n) for n, (s, e) in enumerate(one.sentences) if any(a < e and b > s for a, b in spans)}
