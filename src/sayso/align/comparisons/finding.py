"""What a comparison is given, and what it returns."""

from dataclasses import dataclass
from typing import Literal

from sayso.align.claims import Voiced

__all__ = ["Alike", "Finding", "one_predicate"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """How alike two claims are: ``point`` and ``same`` are the models' probabilities.

    ``meaning`` is the cosine of the claims, ``words`` the weight of the shared words as a
    share of the shorter claim's.
    """

    point: float
    same: float
    meaning: float
    words: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A difference: its kind, its ``reason`` (number, date, …), and the words that differ.

    ``parts`` says whether it keeps two claims from being one position: a value does, a further
    place or person that one of them names does not.
    """

    kind: Literal["conflict", "differs"]
    reason: str
    a: str
    b: str
    note: str | None = None
    parts: bool = True


SAME_PREDICATE_WORDS = 0.4
SAME_PREDICATE_MEANING = 0.5


def one_predicate(a: Voiced, b: Voiced, alike: Alike) -> bool:
    """Say whether two claims say something of one kind: one verb, or most words in common."""
    return (a.root == b.root and a.root != "be" and alike.meaning >= SAME_PREDICATE_MEANING) or (
        alike.words >= SAME_PREDICATE_WORDS and alike.meaning >= SAME_PREDICATE_MEANING
    )
