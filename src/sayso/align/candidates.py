"""Find the pairs of claims that could speak to one question: the nearest by meaning.

Near may be claim to claim or sentence to sentence. Vectors are compared in blocks and only each
claim's nearest are kept, so memory grows with the number of claims and not with its square.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from sayso.align.claims import Voiced

__all__ = ["NEIGHBOURS", "Candidates", "find_candidates"]

Vectors = npt.NDArray[np.float32]
Floats = npt.NDArray[np.float64]

NEIGHBOURS = 40  # of each claim, over all articles
NEAR, NEAR_SENTENCE = 0.25, 0.3  # cosine from which a pair is a candidate
TIE = 1e-3  # of the sentences' cosine: "that figure" stands in many sentences
BLOCK = 512  # rows compared at a time


@dataclass(frozen=True, slots=True)
class Candidates:
    """Pairs of claims (``index`` (p, 2), i < j), in order, with the cosines between their vectors.

    ``meaning`` is claim to claim, ``sentences`` sentence to sentence, ``across`` (p, 2) the claim
    of one to the sentence of the other.
    """

    index: npt.NDArray[np.int64]
    meaning: Floats
    sentences: Floats
    across: Floats


def find_candidates(claims: Sequence[Voiced], own: Vectors, around: Vectors) -> Candidates:
    """Return the pairs worth weighing, from the unit vectors of claims and of their sentences (n, 384).

    The parts of one sentence add to each other and answer nothing twice: they are no pair.
    """
    found = [_nearest(own, around, at) for at in range(0, len(own), BLOCK)]
    pairs = np.concatenate([*found, np.zeros((0, 2), np.int64)])
    pairs = np.unique(np.sort(pairs, axis=1), axis=0)
    home = [(one.article.id, one.sentence) for one in claims]
    kept = [home[i] != home[j] for i, j in pairs.tolist()]
    return cosines(pairs[np.array(kept, bool)], own, around)


def cosines(index: npt.NDArray[np.int64], own: Vectors, around: Vectors) -> Candidates:
    """Return given pairs with the cosines between their vectors."""

    def between(one: Vectors, other: Vectors) -> Floats:
        return np.asarray(np.einsum("pd,pd->p", one[index[:, 0]], other[index[:, 1]], dtype=np.float64))

    across = np.stack([between(own, around), between(around, own)], 1)
    return Candidates(index, between(own, own), between(around, around), across)


def _nearest(own: Vectors, around: Vectors, at: int) -> npt.NDArray[np.int64]:
    """Return the pairs (p, 2) of a block's rows with the nearest of all rows."""
    rows = np.arange(at, min(at + BLOCK, len(own)))
    meaning, sentences = own[rows] @ own.T, around[rows] @ around.T
    likeness = np.maximum(meaning, sentences)
    likeness += TIE * sentences
    likeness[(meaning < NEAR) & (sentences < NEAR_SENTENCE)] = -1
    likeness[np.arange(len(rows)), rows] = -1
    if likeness.shape[1] > NEIGHBOURS:
        least = np.partition(likeness, -NEIGHBOURS, axis=1)[:, -NEIGHBOURS]
        likeness[likeness < least[:, None]] = -1
    near, other = np.nonzero(likeness >= 0)
    return np.stack([rows[near], other], 1)
