"""Fit the pair models of the align stage: ``python fit.py --cases FOLDER --out FILE``.

Reads annotated cases (``gold.yaml`` and the reports beside it), runs the stages before align over
them, labels every candidate pair of claims (one point, one position) by the annotation, fits two
logistic models and chooses the thresholds by cross-validation over cases. Seconds, no GPU.
"""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

import numpy as np
import yaml
from sklearn.linear_model import LogisticRegression

from sayso.align.claims import Voiced, cut_claims
from sayso.align.pairs import FEATURES, describe
from sayso.align.points import also_fits, group
from sayso.annotate import Annotator
from sayso.ingest import article_of
from sayso.records import Annotated
from sayso.resolve import Resolver

FOLDS = 5
POINT_THRESHOLDS = (0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3)
ALSO_THRESHOLDS = (0.1, 0.15, 0.2, 0.3, 1.1)
SAME_THRESHOLDS = (0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.3)


@dataclass(slots=True)
class Case:
    """One case: its claims, candidate pairs, labels, and the pairs of sentences of two reports.

    ``gold`` and ``cells`` are in sentences, because the annotation's claims are cut otherwise.
    """

    claims: list[Voiced]
    index: np.ndarray
    features: np.ndarray
    labels: dict[str, np.ndarray]
    cells: list[set[tuple[int, int]]]
    gold: dict[str, set]


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    annotator = Annotator()
    cases = [read_case(gold, annotator) for gold in sorted(options.cases.glob("*/gold.yaml"))]
    options.out.write_text(json.dumps(fit(cases), indent=1) + "\n", "utf-8")


def read_case(gold: Path, annotator: Annotator) -> Case:
    """Annotate a case's reports and label its candidate pairs."""
    reports = sorted(gold.parent.glob("r*.txt"))
    annotated = [a for a in annotator([article_of(p.read_text("utf-8"), path=p.name) for p in reports]) if isinstance(a, Annotated)]
    claims = cut_claims(Resolver()(annotated))
    number = {one.article.id: at for at, one in enumerate(annotated)}
    answers: list[set[tuple[int, int]]] = [set() for _ in claims]
    point_cells: dict[int, dict[int, set]] = {}
    points = yaml.safe_load(gold.read_text("utf-8"))["points"]
    for p, point in enumerate(points):
        for q, position in enumerate(point["positions"]):
            for given in position["claims"]:
                at = [report.stem for report in reports].index(given["report"])
                start = nth(annotated[at].article.text, given["text"], given.get("nth"))
                end = start + len(given["text"])
                point_cells.setdefault(p, {}).setdefault(q, set()).update(sentences(annotated[at], at, [(start, end)]))
                for one, found in zip(claims, answers, strict=True):
                    if number[one.article.id] == at and overlaps(one, start, end):
                        found.add((p, q))
    index, features = describe(claims)
    pairs = [(answers[i], answers[j]) for i, j in index.tolist()]
    return Case(
        claims=claims,
        index=index,
        features=features,
        labels={
            "same": np.array([bool(a & b) for a, b in pairs]),
            "point": np.array([bool({p for p, _ in a} & {p for p, _ in b}) for a, b in pairs]),
        },
        cells=[sentences(annotated[number[c.article.id]], number[c.article.id], c.claim.spans) for c in claims],
        gold={
            "same": {pair for point in point_cells.values() for cells in point.values() for pair in across([cells])},
            "point": {pair for point in point_cells.values() for pair in across([set().union(*point.values())])},
        },
    )


def nth(text: str, words: str, number: int | None) -> int:
    """Return where the ``number``-th occurrence (from 1) of ``words`` starts."""
    at = -1
    for _ in range(number or 1):
        at = text.find(words, at + 1)
    return at


def overlaps(one: Voiced, start: int, end: int) -> bool:
    """Say whether half of the shorter of a claim and an annotated stretch is common to both."""
    common = sum(max(0, min(e, end) - max(s, start)) for s, e in one.claim.spans)
    return common >= 0.5 * min(end - start, sum(e - s for s, e in one.claim.spans))


def sentences(one: Annotated, at: int, spans: list[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return (article, sentence) for the sentences that spans touch."""
    return {(at, n) for n, (s, e) in enumerate(one.sentences) if any(a < e and b > s for a, b in spans)}


def across(groups: list[set[tuple[int, int]]]) -> Iterator[tuple]:
    """Yield the pairs of sentences of two articles inside each group."""
    for cells in groups:
        yield from ((a, b) for a, b in combinations(sorted(cells), 2) if a[0] != b[0])


def fit(cases: list[Case]) -> dict:
    """Return the fitted models, the thresholds and the cross-validated figures."""
    everything = np.vstack([case.features for case in cases])
    mean, scale = everything.mean(0), everything.std(0) + 1e-9
    likely = {name: cross_validated(cases, name, mean, scale) for name in ("point", "same")}
    matrices = {name: [matrix(case, p) for case, p in zip(cases, rows, strict=True)] for name, rows in likely.items()}
    thresholds, figures = choose(cases, matrices)
    result = {"card": "data/pairs.md", "features": list(FEATURES), "mean": mean.tolist(), "scale": scale.tolist()}
    for name in ("point", "same"):
        model = logistic((everything - mean) / scale, np.concatenate([case.labels[name] for case in cases]))
        result[name] = {"weights": model.coef_[0].tolist(), "bias": float(model.intercept_[0])}
    return result | {"thresholds": thresholds, "cross_validated": figures}


def logistic(features: np.ndarray, labels: np.ndarray) -> LogisticRegression:
    """Fit one model; deterministic."""
    return LogisticRegression(C=1.0, max_iter=1000).fit(features, labels)


def cross_validated(cases: list[Case], name: str, mean: np.ndarray, scale: np.ndarray) -> list[np.ndarray]:
    """Return each case's probabilities from a model that has not seen the case."""
    result: list[np.ndarray] = [np.zeros(0)] * len(cases)
    for fold in range(FOLDS):
        train = [case for at, case in enumerate(cases) if at % FOLDS != fold]
        features = (np.vstack([case.features for case in train]) - mean) / scale
        model = logistic(features, np.concatenate([case.labels[name] for case in train]))
        for at in range(fold, len(cases), FOLDS):
            result[at] = model.predict_proba((cases[at].features - mean) / scale)[:, 1]
    return result


def matrix(case: Case, likely: np.ndarray) -> np.ndarray:
    """Return the pairs' probabilities as a symmetric matrix over the claims."""
    full = np.zeros((len(case.claims), len(case.claims)))
    full[case.index[:, 0], case.index[:, 1]] = likely
    return full + full.T


def choose(cases: list[Case], matrices: dict[str, list[np.ndarray]]) -> tuple[dict, dict]:
    """Return the thresholds with the best F1 over pairs of sentences: the points' first, then the positions'."""
    best_point, best = -1.0, None
    for threshold, also in product(POINT_THRESHOLDS, ALSO_THRESHOLDS):
        found = [also_fits(group(m, threshold), m, also) for m in matrices["point"]]
        score = f1(cases, found, "point")
        if score > best_point:
            best_point, best = score, (threshold, also, found)
    threshold, also, points = best
    best_same, chosen = -1.0, 0.0
    for same in SAME_THRESHOLDS:
        found = [
            [[point[n] for n in part] for point in groups for part in group(m[np.ix_(point, point)], same)]
            for groups, m in zip(points, matrices["same"], strict=True)
        ]
        score = f1(cases, found, "same")
        if score > best_same:
            best_same, chosen = score, same
    return {"point": threshold, "also": also, "same": chosen}, {"point": round(best_point, 3), "same": round(best_same, 3)}


def f1(cases: list[Case], groups: list[list[list[int]]], name: str) -> float:
    """Return F1 over pairs of sentences of two reports."""
    hits = predicted = wanted = 0
    for case, found in zip(cases, groups, strict=True):
        pairs = {pair for g in found for pair in across([set().union(*(case.cells[at] for at in g))])}
        hits += len(pairs & case.gold[name])
        predicted += len(pairs)
        wanted += len(case.gold[name])
    return 2 * hits / max(predicted + wanted, 1)


if __name__ == "__main__":
    main()
