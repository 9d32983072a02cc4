"""Say of two claims how likely they speak to one question, and how likely they give one answer.

Candidates come first (the nearest neighbours by meaning); each candidate pair is described by a
short list of named features, and two logistic models over those (``data/pairs.json``, fitted by
``training/align``) give the probabilities. What decides can so be shown.
"""

import json
import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from sayso import models
from sayso.align.claims import Voiced
from sayso.records import Quantity

__all__ = ["FEATURES", "Pairs", "candidates", "describe", "load_weights", "weigh"]

Floats = npt.NDArray[np.float64]
Encode = Callable[[Sequence[str]], npt.NDArray[np.float32]]
"""Texts to unit vectors, one a row."""

NEIGHBOURS = 40  # of each claim, over all articles
NEAR, NEAR_SENTENCE = 0.25, 0.3  # cosine from which a pair is a candidate

FEATURES = (
    "one article",
    "meaning of the claims",
    "meaning of the sentences",
    "meaning, claim to sentence",
    "meaning, sentence to claim",
    "words shared of all",
    "words shared of the shorter",
    "weight of shared words",
    "names shared",
    "names shared of the fewer",
    "numbers shared",
    "numbers differ",
    "one unit counted",
    "one verb",
    "one is negated",
    "distance in the text",
    "words in the shorter",
    "words more in the longer",
    "one is a statement",
    "nearer ones in the other article",
    "nearest of all",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Candidate pairs (rows of ``index``), their features and what the models make of them."""

    index: npt.NDArray[np.int64]
    features: Floats
    point: Floats
    same: Floats


@lru_cache
def load_weights() -> dict[str, Any]:
    """Return the fitted models: mean and scale of each feature, and weights for ``point`` and ``same``."""
    return dict(json.loads((resources.files(__package__) / "data" / "pairs.json").read_text("utf-8")))


def weigh(claims: Sequence[Voiced], threads: int = 1) -> Pairs:
    """Find and weigh the candidate pairs among ``claims``."""
    weights = load_weights()
    index, features = describe(claims, models.encoder(threads))
    scaled = (features - np.array(weights["mean"])) / np.array(weights["scale"])
    point, same = (
        1 / (1 + np.exp(-(scaled @ np.array(weights[name]["weights"]) + weights[name]["bias"])))
        for name in ("point", "same")
    )
    return Pairs(index=index, features=features, point=point, same=same)


def candidates(meaning: Floats, sentences: Floats) -> npt.NDArray[np.int64]:
    """Return the pairs (i < j) of rows near in meaning, claim to claim or sentence to sentence."""
    count = len(meaning)
    if count <= 1:
        return np.zeros((0, 2), np.int64)
    near = (meaning >= NEAR) | (sentences >= NEAR_SENTENCE)
    if count > NEIGHBOURS:
        strongest = np.maximum(meaning, sentences)
        least = np.partition(strongest, count - NEIGHBOURS, axis=1)[:, count - NEIGHBOURS]
        near &= (strongest >= least[:, None]) | (strongest >= least[None, :])
    return np.argwhere(np.triu(near, 1))


def describe(claims: Sequence[Voiced], encode: Encode) -> tuple[npt.NDArray[np.int64], Floats]:
    """Return the candidate pairs (p, 2) and their features (p, len(FEATURES))."""
    own = encode([one.text for one in claims]).astype(np.float64)
    sentences_of = [one.article.text[one.sentence.start : one.sentence.end] for one in claims]
    around = encode(sentences_of).astype(np.float64)
    meaning, sentences, across = own @ own.T, around @ around.T, own @ around.T
    index = np.array(
        [
            (i, j)
            for i, j in candidates(meaning, sentences).tolist()
            if not _one_sentence(claims[i], claims[j])
        ],
        np.int64,
    ).reshape(-1, 2)
    articles = sorted({one.article.id for one in claims})
    home = np.array([articles.index(one.article.id) for one in claims], np.int64)
    best = _best_by_article(meaning, home, len(articles))
    frequency = Counter(lemma for one in claims for lemma in one.lemmas)
    weight = {lemma: math.log(1 + len(claims) / count) for lemma, count in frequency.items()}
    mass = [sum(weight[lemma] for lemma in one.lemmas) or 1.0 for one in claims]
    rows = np.zeros((len(index), len(FEATURES)))
    for row, (i, j) in enumerate(index.tolist()):
        a, b = claims[i], claims[j]
        shared = sum(weight[lemma] for lemma in sorted(a.lemmas & b.lemmas))
        names = len(a.names & b.names)
        to_b, to_a = meaning[i, j] - best[i, home[j]], meaning[i, j] - best[j, home[i]]
        same_number, other_number, one_unit = _numbers(a.claim.quantities, b.claim.quantities)
        rows[row] = (
            a.article.id == b.article.id,
            meaning[i, j],
            sentences[i, j],
            max(across[i, j], across[j, i]),
            min(across[i, j], across[j, i]),
            shared / (mass[i] + mass[j] - shared),
            shared / min(mass[i], mass[j]),
            shared,
            names,
            names / max(1, min(len(a.names), len(b.names))),
            same_number,
            other_number,
            one_unit,
            a.root == b.root,
            a.negated != b.negated,
            abs(a.place - b.place),
            min(len(a.lemmas), len(b.lemmas)),
            abs(len(a.lemmas) - len(b.lemmas)),
            (a.attribution is None) != (b.attribution is None),
            to_b + to_a,
            max(to_b, to_a),
        )
    return index, rows


def _one_sentence(a: Voiced, b: Voiced) -> bool:
    """Say whether two claims stand in one sentence: its parts add to each other and answer nothing twice."""
    return a.article.id == b.article.id and a.sentence == b.sentence


def _best_by_article(meaning: Floats, home: npt.NDArray[np.int64], articles: int) -> Floats:
    """Return each claim's (n) greatest likeness to any claim of each article, itself left out."""
    others = meaning.copy()
    np.fill_diagonal(others, -1)
    best = np.full((len(meaning), articles), -1.0)
    for article in range(articles):
        best[:, article] = others[:, home == article].max(1, initial=-1)
    return best


def _numbers(a: Sequence[Quantity], b: Sequence[Quantity]) -> tuple[int, bool, bool]:
    """Return how many values both name, whether both name some but none in common, and a common unit."""
    values_a, values_b = ({(q.low, q.high) for q in one if q.low or q.high} for one in (a, b))
    units = {q.unit for q in a} & {q.unit for q in b} - {None}
    shared = len(values_a & values_b)
    return shared, bool(values_a and values_b and not shared), bool(units)
