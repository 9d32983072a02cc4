"""Say of two claims how likely they speak to one question, and give it one answer.

In two steps. Named features (meaning, words, names, numbers) of every candidate pair tell which
pairs are likely to speak to one question; those the relation model reads (``reading``). Small
logistic models over features and reading (``data/pairs.json``, fitted by ``training/align``) give
the probabilities, so what decided can be shown.
"""

import json
import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

import numpy as np
import numpy.typing as npt

from sayso import models
from sayso.align.candidates import Candidates, find_candidates
from sayso.align.claims import Voiced
from sayso.align.reading import RELATIONS, Side, read_pairs, side
from sayso.align.wording import own_words
from sayso.records import Quantity

__all__ = ["FEATURES", "LEVELS", "READ", "Pair", "Pairs", "load_weights"]

Floats = npt.NDArray[np.float64]
Index = npt.NDArray[np.int64]

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
READ = tuple(f"reads as {name}" for name in RELATIONS)
"""The features of a pair that the relation model has read: log probabilities."""

LEVELS = ("point", "same")
READ_FROM = 0.06  # probability of one point from which a pair is read
MOST_READ = 3  # pairs a claim, on average
MOST = 10_000  # pairs in all: reading is what costs
FLOOR = -8.0  # of a log probability: surer than that makes no difference


@dataclass(frozen=True, slots=True)
class Pair:
    """What is known of two claims: their features and the probability of each of ``LEVELS``.

    ``reading`` holds the relation model's probabilities, None where it has not read the pair.
    """

    features: Floats
    reading: Floats | None
    point: float
    same: float


@lru_cache
def load_weights() -> dict[str, Any]:
    """Return the fitted models: for pairs ``guessed`` at and for pairs ``read``, weights for each level.

    Those of ``same`` are for pairs that speak to one question.
    ``mean`` and ``scale`` are those of the features; ``thresholds`` those of the grouping.
    """
    return dict(json.loads((resources.files(__package__) / "data" / "pairs.json").read_text("utf-8")))


class Pairs:
    """The pairs of a set of claims that have been looked at, by their numbers (a < b)."""

    def __init__(
        self, claims: Sequence[Voiced], threads: int = 1, weights: Mapping[str, Any] | None = None
    ) -> None:
        self._claims, self._threads = claims, threads
        self.weights = weights or load_weights()
        encode = models.encoder(threads)
        self._own = encode([own_words(one.segments) for one in claims])
        self._around = encode([" ".join(words for words, _ in one.segments) for one in claims])
        self._sides: dict[int, Side] = {}
        self._readings: dict[tuple[int, int], Floats] = {}
        self._words = _Words(claims)
        self.known: dict[tuple[int, int], Pair] = {}

    def may_pair(self, a: int, b: int) -> bool:
        """Say whether two claims stand in two sentences: the parts of one answer nothing twice."""
        one, other = self._claims[a], self._claims[b]
        return one.article.id != other.article.id or one.sentence != other.sentence

    def find(self) -> tuple[Index, Floats]:
        """Return the candidate pairs (p, 2) and their features (p, len(FEATURES))."""
        found = find_candidates(self._claims, self._own, self._around)
        return found.index, describe(self._claims, found, self._words)

    def weigh(self) -> None:
        """Look at the candidates and read the likeliest."""
        index, features = self.find()
        guessed = probabilities(features, self.weights["guessed"])
        likely = np.flatnonzero(guessed["point"] >= READ_FROM)
        most = min(MOST_READ * len(self._claims), MOST)
        if len(likely) > most:
            likely = np.sort(likely[np.argsort(-guessed["point"][likely], kind="stable")[:most]])
        self._keep(index, features, guessed)
        self._keep_read(index[likely], features[likely])

    def read_rest(self, wanted: Iterable[tuple[int, int]]) -> None:
        """Read those candidates among the pairs that have not been read, as far as ``MOST`` allows."""
        missing = [pair for pair in wanted if pair in self.known and self.known[pair].reading is None]
        if missing and len(self._readings) + len(missing) <= MOST:
            features = np.array([self.known[pair].features for pair in missing])
            self._keep_read(np.array(missing, np.int64), features)

    def reading(self, index: Index) -> Floats:
        """Return the relation model's log probabilities (p, 4) for pairs."""
        new = np.array([p for p in index.tolist() if tuple(p) not in self._readings], np.int64).reshape(-1, 2)
        for at in np.unique(new).tolist():
            if at not in self._sides:
                self._sides[at] = side(self._claims[at].segments)
        scores = log_softmax(read_pairs(self._sides, new))
        self._readings |= {(a, b): row for (a, b), row in zip(new.tolist(), scores, strict=True)}
        return np.array([self._readings[a, b] for a, b in index.tolist()]).reshape(-1, len(READ))

    def _keep_read(self, index: Index, features: Floats) -> None:
        reading = self.reading(index)
        levels = probabilities(np.hstack([features, reading]), self.weights["read"])
        self._keep(index, features, levels, np.exp(reading))

    def _keep(
        self, index: Index, features: Floats, levels: Mapping[str, Floats], reading: Floats | None = None
    ) -> None:
        for row, (a, b) in enumerate(index.tolist()):
            self.known[a, b] = Pair(
                features[row],
                None if reading is None else reading[row],
                *(float(levels[name][row]) for name in LEVELS),
            )


def log_softmax(scores: Floats) -> Floats:
    """Return log probabilities (p, n) of scores, none below ``FLOOR``."""
    high = scores.max(1, keepdims=True, initial=-math.inf) if len(scores) else 0.0
    shifted = scores - high
    return np.asarray(np.maximum(shifted - np.log(np.exp(shifted).sum(1, keepdims=True)), FLOOR))


def probabilities(features: Floats, weights: Mapping[str, Any]) -> dict[str, Floats]:
    """Return the probability of each level for the rows of ``features``."""
    scaled = (features - np.array(weights["mean"])) / np.array(weights["scale"])
    point, same = (
        1 / (1 + np.exp(-(scaled @ np.array(weights[name]["weights"]) + weights[name]["bias"])))
        for name in LEVELS
    )
    return {"point": point, "same": point * same}


class _Words:
    """How rare each content word is among the claims, and how much each claim's words weigh."""

    def __init__(self, claims: Sequence[Voiced]) -> None:
        frequency = Counter(lemma for one in claims for lemma in one.lemmas)
        self.weight = {lemma: math.log(1 + len(claims) / count) for lemma, count in frequency.items()}
        self.mass = [sum(self.weight[lemma] for lemma in sorted(one.lemmas)) or 1.0 for one in claims]


def describe(claims: Sequence[Voiced], found: Candidates, words: _Words) -> Floats:
    """Return the features (p, len(FEATURES)) of candidate pairs."""
    best: dict[tuple[int, str], float] = defaultdict(lambda: -1.0)
    for row, (i, j) in enumerate(found.index.tolist()):
        for one, other in ((i, j), (j, i)):
            at = one, claims[other].article.id
            best[at] = max(best[at], float(found.meaning[row]))
    rows = np.zeros((len(found.index), len(FEATURES)))
    for row, (i, j) in enumerate(found.index.tolist()):
        a, b = claims[i], claims[j]
        meaning = found.meaning[row]
        shared = sum(words.weight[lemma] for lemma in sorted(a.lemmas & b.lemmas))
        names = len(a.names & b.names)
        to_b, to_a = meaning - best[i, b.article.id], meaning - best[j, a.article.id]
        same_number, other_number, one_unit = _numbers(a.claim.quantities, b.claim.quantities)
        rows[row] = (
            a.article.id == b.article.id,
            meaning,
            found.sentences[row],
            found.across[row].max(),
            found.across[row].min(),
            shared / (words.mass[i] + words.mass[j] - shared),
            shared / min(words.mass[i], words.mass[j]),
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
    return rows


def _numbers(a: Sequence[Quantity], b: Sequence[Quantity]) -> tuple[int, bool, bool]:
    """Return how many values both name, whether both name some but none in common, and a common unit."""
    values_a, values_b = ({(q.low, q.high) for q in one if q.low or q.high} for one in (a, b))
    units = {q.unit for q in a} & {q.unit for q in b} - {None}
    shared = len(values_a & values_b)
    return shared, bool(values_a and values_b and not shared), bool(units)
