"""How near any two articles are: the words that they share, each by its rarity, and the days between.

A word is as rare as it is in news at large and in the pile: in a small pile the first counts, so that
the words of its one story stay telling, in a large one the second, so that "Kabul" tells nothing
among reports from Kabul. How rare a word is in news at large follows from its rank in the
vocabulary of the models' tokenizer, which lists words by how frequent they are.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from sayso import models
from sayso.records import Article

__all__ = ["Vector", "day_of", "likeness", "vectors"]

Vector = dict[str, float]
"""What an article is about: its words, with weights whose squares add up to 1."""

PRIOR = 1000  # articles of news at large that stand beside those of the pile
FREQUENT = 18.0  # times that all first words of an article hold the word of rank 1, by Zipf's law
UNLISTED = 1e-4  # share of articles that hold a word that the vocabulary does not list
COMMON = 0.2  # share of articles from which on a word tells nothing

FADING = 4.0  # days in which the quicker half of nearness fades to 1/e
YEAR = 365  # days in which the other half is halved; after that nothing fades, so that copies stay near
UNKNOWN = 0.75  # what articles keep if the day of one is not known
NEAREST = 0.4  # copies are no nearer than this: two agencies' reports of one event may both be copied

BLOCK = 256  # rows at a time


def vectors(weights: Sequence[dict[str, float]]) -> list[Vector]:
    """Return what each article is about, by its words' weights and their rarity in this pile and in news."""
    held = Counter(word for one in weights for word in one)
    total = len(weights) + PRIOR + 1
    rarity: dict[str, float] = {}
    for word, count in held.items():
        share = (count + PRIOR * _share(word) + 1) / total
        if share < COMMON:
            rarity[word] = -math.log(share)
    return [
        _unit({word: weight * rarity[word] for word, weight in one.items() if word in rarity})
        for one in weights
    ]


def likeness(about: Sequence[Vector], days: Sequence[int | None]) -> npt.NDArray[np.float32]:
    """Return how near each two of n articles are: an array (n, n), 0 (and on the diagonal) to ``NEAREST``.

    The same two articles are as near in any company that leaves their vectors as they are.
    """
    count = len(about)
    near = np.zeros((count, count), np.float32)
    places: dict[str, list[int]] = defaultdict(list)
    for at, one in enumerate(about):
        for word in one:
            places[word].append(at)
    for word in sorted(places):
        rows = places[word]
        if len(rows) > 1:
            held = np.array([about[at][word] for at in rows], np.float32)
            near[np.ix_(rows, rows)] += np.outer(held, held)
    kept = np.array([*map(_kept, range(YEAR + 1)), UNKNOWN])
    known = np.array([-1 if day is None else day for day in days], np.int64)
    for start in range(0, count, BLOCK):
        some = slice(start, start + BLOCK)
        gaps = np.minimum(np.abs(known[some, None] - known), YEAR)
        gaps[(known[some, None] < 0) | (known < 0)] = YEAR + 1
        near[some] = np.minimum(near[some] * kept[gaps], NEAREST)
    np.fill_diagonal(near, 0)
    return near


def day_of(article: Article) -> int | None:
    """Return the day on which an article was published, counted from the year 1; None if it is not known."""
    try:
        return date.fromisoformat((article.published or "")[:10]).toordinal()
    except ValueError:  # no date, or a month or a year alone
        return None


def _kept(gap: int) -> float:
    """Return what two articles keep of their nearness with so many days between them."""
    return round((1 + math.exp(-gap / FADING)) / 2 * 2 ** (-gap / YEAR), 6)


def _unit(vector: Vector) -> Vector:
    length = math.sqrt(math.fsum(weight * weight for weight in vector.values()))
    return {word: weight / length for word, weight in vector.items()} if length else {}


@lru_cache(maxsize=100_000)
def _share(word: str) -> float:
    """Return the share of articles in news at large whose first words hold ``word``."""
    rank = models.tokenizer().token_to_id(word)
    if rank is None:
        return UNLISTED
    return 1 - math.exp(-FREQUENT / max(1, rank - _first_rank() + 1))


@lru_cache
def _first_rank() -> int:
    return int(models.tokenizer().token_to_id("the"))
