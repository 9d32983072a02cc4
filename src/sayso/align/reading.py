"""Read pairs of claims with the relation model: do they give one answer, two, or two that exclude each other?

A small encoder reads both claims together, each marked in its sentence, with names for pronouns.
It sees only pairs that are likely to speak to one question: reading is what costs.
"""

import os
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt

from sayso import models
from sayso.align.wording import Segment

__all__ = ["FIRST", "LAST", "RELATIONS", "Side", "read_pairs", "side"]

RELATIONS = ("same", "differs", "conflict", "other")
"""What the model says of two claims, in the order of its scores."""

Side = list[int]
"""One claim as word pieces, marked in its sentence."""

FIRST, LAST, OPEN, CLOSE = 101, 102, 1, 2  # [CLS], [SEP], and two pieces that no text has
LONGEST = 36  # word pieces of a claim with what stands around it


def side(parts: Sequence[Segment]) -> Side:
    """Return a claim as word pieces: marked, with as much of its sentence as there is room for."""
    tokenizer = models.tokenizer()
    flat: list[int] = []
    first = last = 0
    for words, inside in parts:
        ids = tokenizer.encode(words, add_special_tokens=False).ids
        if inside:
            first = first or len(flat) + 1
            flat += [OPEN, *ids, CLOSE]
            last = len(flat)
        else:
            flat += ids
    first = max(0, first - 1)
    room = LONGEST - (last - first)
    if room <= 0:
        return flat[first : first + LONGEST]
    before = min(first, max(room // 2, room - (len(flat) - last)))
    return flat[first - before : last + room - before]


def read_pairs(sides: Mapping[int, Side], index: npt.NDArray[np.int64]) -> npt.NDArray[np.float64]:
    """Return the model's scores (pairs, 4) for the pairs of ``sides`` in ``index`` (pairs, 2).

    Each pair is read alone, on whichever core is free, so company changes nothing.
    """
    session = models.session("relation", 1)

    def read(pair: tuple[int, int]) -> npt.NDArray[np.float32]:
        a, b = (sides[at] for at in pair)
        ids = np.array([[FIRST, *a, LAST, *b, LAST]], np.int64)
        kinds = np.array([[0] * (len(a) + 2) + [1] * (len(b) + 1)], np.int64)
        [[scores]] = session.run(None, {"ids": ids, "kinds": kinds})
        return scores  # type: ignore[no-any-return]

    if not len(index):
        return np.zeros((0, len(RELATIONS)))
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return np.array(list(pool.map(read, map(tuple, index.tolist()))), np.float64)
