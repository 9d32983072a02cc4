"""Fit the pair models of the align stage: ``python -m training.align.fit --help`` names what it needs.

Describes and reads every candidate pair of claims of the cases that the networks have not seen
(every third), fits the logistic models over guessed and read pairs, and chooses the thresholds;
figures and thresholds are cross-validated over cases. Minutes, no GPU.
"""

import argparse
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from sayso.align.aligner import meet
from sayso.align.antecedents import antecedents
from sayso.align.pairs import FEATURES, LEVELS, READ, READ_FROM, Pairs, probabilities
from sayso.align.positions import Answers, find_answers, relate
from training.align.cases import Case, across, parted, read_cases

POINT = (0.05, 0.075, 0.1, 0.125, 0.15, 0.175, 0.2, 0.25, 0.3)
ALSO = (0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.5)
SAME = (0.05, 0.075, 0.1, 0.125, 0.15, 0.175, 0.2, 0.225, 0.25, 0.3, 0.4)
TIE = 0.01  # of F1: nine cases cannot tell what is nearer


@dataclass(slots=True)
class Described:
    """A case with its pairs: features, the model's reading (nan where not read), and labels."""

    case: Case
    pairs: Pairs
    index: np.ndarray
    features: np.ndarray
    labels: dict[str, np.ndarray]


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    _, unseen = parted(read_cases(options.cases))
    options.out.write_text(json.dumps(fit(unseen, options.threads), indent=1) + "\n", "utf-8")


def fit(unseen: list[Case], threads: int) -> dict[str, Any]:
    """Return the fitted models, the thresholds and the cross-validated figures."""
    cases = []
    for case in unseen:
        pairs = Pairs(case.claims, threads, weights={"guessed": {}, "read": {}})
        index, features = pairs.find()
        cases.append(Described(case, pairs, index, features, case.labels(index)))
    for at, one in enumerate(cases):
        others = [case for n, case in enumerate(cases) if n != at]
        one.pairs.weights = weights(others, guess(others))
    for one in cases:
        one.pairs.weigh()
    thresholds, figures = choose(cases)
    figures["average precision"] = {
        "read": {name: precision(cases, name, read=True) for name in LEVELS},
        "guessed": {name: precision(cases, name, read=False) for name in LEVELS},
    }
    return {
        **weights(cases, guess(cases)),
        "features": [*FEATURES, *READ],
        "thresholds": thresholds,
        "cross_validated": figures,
    }


def guess(cases: list[Described]) -> dict[str, Any]:
    """Fit the models over features alone."""
    return logistic(
        np.vstack([case.features for case in cases]),
        {name: np.concatenate([case.labels[name] for case in cases]) for name in LEVELS},
    )


def weights(cases: list[Described], guessed: dict[str, Any]) -> dict[str, Any]:
    """Fit the models over features and reading, on the pairs that would be read."""
    rows, labels = [], {name: [] for name in LEVELS}
    for case in cases:
        read = np.flatnonzero(probabilities(case.features, guessed)["point"] >= READ_FROM)
        rows.append(np.hstack([case.features[read], case.pairs.reading(case.index[read])]))
        for name in LEVELS:
            labels[name].append(case.labels[name][read])
    joined = {name: np.concatenate(found) for name, found in labels.items()}
    return {"guessed": guessed, "read": logistic(np.vstack(rows), joined)}


def logistic(features: np.ndarray, labels: Mapping[str, np.ndarray]) -> dict[str, Any]:
    """Fit one model for each level, for ``same`` on the pairs of one point; deterministic."""
    mean, scale = features.mean(0), features.std(0) + 1e-9
    result: dict[str, Any] = {"mean": mean.tolist(), "scale": scale.tolist()}
    for name in LEVELS:
        used = labels["point"] if name == "same" else np.ones(len(features), bool)
        scaled = (features[used] - mean) / scale
        model = LogisticRegression(C=0.1, max_iter=2000).fit(scaled, labels[name][used])
        result[name] = {"weights": model.coef_[0].tolist(), "bias": float(model.intercept_[0])}
    return result


def choose(cases: list[Described]) -> tuple[dict[str, float], dict[str, Any]]:
    """Return the thresholds, first for points and then for positions, and what they reach."""

    def meeting(tried: Sequence[float]) -> list[list[list[int]]]:
        thresholds = dict(zip(("point", "also"), tried, strict=True))
        return [
            meet(len(one.case.claims), one.pairs, thresholds, antecedents(one.case.claims)) for one in cases
        ]

    def answering(tried: Sequence[float]) -> list[list[Answers]]:
        return [
            [find_answers(members, one.case.claims, one.pairs, {"same": tried[0]}) for members in found]
            for one, found in zip(cases, groups, strict=True)
        ]

    def of_points(found: list[list[list[int]]]) -> dict[str, float]:
        return scored(cases, ([[one] for one in points] for points in found), "point")

    def of_positions(found: list[list[Answers]]) -> dict[str, float]:
        return scored(cases, ([one.positions for one in points] for points in found), "same")

    point, also = middle({tried: of_points(meeting(tried))["f1"] for tried in product(POINT, ALSO)})
    groups = meeting((point, also))
    (same,) = middle({(tried,): of_positions(answering((tried,)))["f1"] for tried in SAME})
    answers = answering((same,))
    figures = {
        "point": of_points(groups),
        "same": of_positions(answers),
        "conflict": conflicts(cases, answers),
    }
    return {"point": point, "also": also, "same": same}, figures


def middle(scores: Mapping[tuple[float, ...], float]) -> list[float]:
    """Return the middle of what scores within ``TIE`` of the best."""
    least = max(scores.values()) - TIE
    near = [tried for tried, score in scores.items() if score >= least]
    return [round(float(value), 3) for value in np.mean(near, axis=0)]


def precision(cases: list[Described], name: str, *, read: bool) -> float:
    """Return the average precision over the candidate pairs of two reports, with or without reading."""
    labels, found = [], []
    for one in cases:
        kept = [one.case.claims[a].article.id != one.case.claims[b].article.id for a, b in one.index.tolist()]
        guessed = probabilities(one.features, one.pairs.weights["guessed"])[name]
        final = np.array([getattr(one.pairs.known[a, b], name) for a, b in one.index.tolist()])
        labels.append(one.labels[name][kept])
        found.append((final if read else guessed)[kept])
    return round(float(average_precision_score(np.concatenate(labels), np.concatenate(found))), 3)


def scored(cases: list[Described], found: Iterable[Iterable[list[list[int]]]], name: str) -> dict[str, float]:
    """Return precision, recall and F1 over pairs of sentences of two reports.

    ``found`` holds for each case its points, each a list of groups of claims.
    """
    pairs = []
    for one, points in zip(cases, found, strict=True):
        groups = [members for point in points for members in point]
        cells = [set().union(*(one.case.cells[n] for n in members)) for members in groups]
        pairs.append(({pair for group in cells for pair in across(group)}, one.case.gold[name]))
    return compared(pairs)


def conflicts(cases: list[Described], answers: list[list[Answers]]) -> dict[str, float]:
    """Return precision, recall and F1 of conflicts, over pairs of sentences of two reports."""
    found = []
    for one, points in zip(cases, answers, strict=True):
        pairs = set()
        for point in points:
            for relation in relate(point, one.case.claims):
                if relation.kind == "conflict":
                    a, b = (
                        set().union(*(one.case.cells[n] for n in point.positions[side]))
                        for side in (relation.a, relation.b)
                    )
                    pairs |= {(min(x, y), max(x, y)) for x in a for y in b if x[0] != y[0]}
        found.append((pairs, one.case.gold["conflict"]))
    return compared(found)


def compared(found: Iterable[tuple[set, set]]) -> dict[str, float]:
    """Return precision, recall and F1 over all cases."""
    hits = predicted = wanted = 0
    for pairs, gold in found:
        hits, predicted, wanted = hits + len(pairs & gold), predicted + len(pairs), wanted + len(gold)
    return {
        "p": round(hits / max(predicted, 1), 3),
        "r": round(hits / max(wanted, 1), 3),
        "f1": round(2 * hits / max(predicted + wanted, 1), 3),
    }


if __name__ == "__main__":
    main()
