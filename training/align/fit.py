"""Fit the pair models of the align stage: ``python -m training.align.fit --help`` names what it needs.

Describes every candidate pair of claims of the annotated cases, each case with a claim encoder
that has not seen it (``encoder`` wrote those to ``--folds``), fits two logistic models (one point,
one position) and chooses the thresholds by cross-validation over cases. Minutes, no GPU.
"""

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from pathlib import Path

import numpy as np
import torch
from sklearn.linear_model import LogisticRegression

from sayso.align.pairs import FEATURES, describe
from sayso.align.points import also_fits, group
from training.align.cases import Case, across, read_cases
from training.align.encoder import FOLDS as ENCODERS
from training.align.encoder import ClaimEncoder

FOLDS = 5
POINT_THRESHOLDS = (0.08, 0.1, 0.12, 0.15, 0.2, 0.25, 0.3)
ALSO_THRESHOLDS = (0.1, 0.15, 0.2, 0.3, 1.1)
SAME_THRESHOLDS = (0.03, 0.05, 0.08, 0.1, 0.15, 0.2, 0.3)


@dataclass(slots=True)
class Described:
    """A case with its candidate pairs, their features and their labels."""

    case: Case
    index: np.ndarray
    features: np.ndarray
    labels: dict[str, np.ndarray]


def main() -> None:
    """Fit from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--folds", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    encoders = []
    for fold in range(ENCODERS):
        encoders.append(ClaimEncoder(options.encoder))
        encoders[-1].load_state_dict(torch.load(options.folds / f"fold{fold}.pt"))
    cases = [
        described(case, encoders[at % ENCODERS].encode) for at, case in enumerate(read_cases(options.cases))
    ]
    options.out.write_text(json.dumps(fit(cases), indent=1) + "\n", "utf-8")


def described(case: Case, encode: Callable) -> Described:
    """Find, describe and label a case's candidate pairs."""
    index, features = describe(case.claims, encode)
    return Described(case, index, features, case.labels(index))


def fit(cases: list[Described]) -> dict:
    """Return the fitted models, the thresholds and the cross-validated figures."""
    everything = np.vstack([case.features for case in cases])
    mean, scale = everything.mean(0), everything.std(0) + 1e-9
    likely = {name: cross_validated(cases, name, mean, scale) for name in ("point", "same")}
    matrices = {
        name: [matrix(case, p) for case, p in zip(cases, rows, strict=True)] for name, rows in likely.items()
    }
    thresholds, figures = choose(cases, matrices)
    result = {"features": list(FEATURES), "mean": mean.tolist(), "scale": scale.tolist()}
    for name in ("point", "same"):
        model = logistic((everything - mean) / scale, np.concatenate([case.labels[name] for case in cases]))
        result[name] = {"weights": model.coef_[0].tolist(), "bias": float(model.intercept_[0])}
    return result | {"thresholds": thresholds, "cross_validated": figures}


def logistic(features: np.ndarray, labels: np.ndarray) -> LogisticRegression:
    """Fit one model; deterministic."""
    return LogisticRegression(C=1.0, max_iter=1000).fit(features, labels)


def cross_validated(
    cases: list[Described], name: str, mean: np.ndarray, scale: np.ndarray
) -> list[np.ndarray]:
    """Return each case's probabilities from a model that has not seen the case."""
    result: list[np.ndarray] = [np.zeros(0)] * len(cases)
    for fold in range(FOLDS):
        train = [case for at, case in enumerate(cases) if at % FOLDS != fold]
        features = (np.vstack([case.features for case in train]) - mean) / scale
        model = logistic(features, np.concatenate([case.labels[name] for case in train]))
        for at in range(fold, len(cases), FOLDS):
            result[at] = model.predict_proba((cases[at].features - mean) / scale)[:, 1]
    return result


def matrix(case: Described, likely: np.ndarray) -> np.ndarray:
    """Return the pairs' probabilities as a symmetric matrix over the claims."""
    full = np.zeros((len(case.case.claims), len(case.case.claims)))
    full[case.index[:, 0], case.index[:, 1]] = likely
    return full + full.T


def choose(cases: list[Described], matrices: dict[str, list[np.ndarray]]) -> tuple[dict, dict]:
    """Return the thresholds with the best F1 over pairs of sentences, the points' first."""
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
    return {"point": threshold, "also": also, "same": chosen}, {
        "point": round(best_point, 3),
        "same": round(best_same, 3),
    }


def f1(cases: list[Described], groups: list[list[list[int]]], name: str) -> float:
    """Return F1 over pairs of sentences of two reports."""
    hits = predicted = wanted = 0
    for described_case, found in zip(cases, groups, strict=True):
        case = described_case.case
        pairs = {
            pair for members in found for pair in across(set().union(*(case.cells[at] for at in members)))
        }
        hits += len(pairs & case.gold[name])
        predicted += len(pairs)
        wanted += len(case.gold[name])
    return 2 * hits / max(predicted + wanted, 1)


if __name__ == "__main__":
    main()
