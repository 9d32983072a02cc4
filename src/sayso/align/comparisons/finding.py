"""What a comparison is given, and what it returns."""

import re
from dataclasses import dataclass
from typing import Literal

from sayso.align.antecedents import is_open
from sayso.align.claims import Voiced
from sayso.records import Quantity, Time

__all__ = [
    "LIKELY",
    "Alike",
    "Finding",
    "comparable",
    "denied",
    "held_numbers",
    "one_predicate",
    "other_values",
    "two_voices",
    "vouched",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Alike:
    """How alike two claims are.

    ``point`` is the probability that they speak to one question, ``excludes`` the relation
    model's that they cannot both be true (0 where it has not read them), ``meaning`` the cosine of
    the claims, ``words`` the weight of the shared words as a share of the shorter claim's.
    """

    point: float
    excludes: float
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


VOUCHING = {"asserts", "confirms"}
LIKELY = 0.5  # probability of one point from which values are compared whatever the verbs
DENIED = re.compile(r"\b(?:not|n['’]t|never|rather than|instead of)\s*(?:even\s*)?\Z")
SAME_PREDICATE_WORDS = 0.4
SAME_PREDICATE_MEANING = 0.5


def one_predicate(a: Voiced, b: Voiced, alike: Alike) -> bool:
    """Say whether two claims say something of one kind: one verb, or most words in common."""
    return (a.root == b.root and a.root != "be" and alike.meaning >= SAME_PREDICATE_MEANING) or (
        alike.words >= SAME_PREDICATE_WORDS and alike.meaning >= SAME_PREDICATE_MEANING
    )


def vouched(one: Voiced) -> bool:
    """Say whether somebody stands for a claim: an article itself, or one who asserts or confirms it."""
    return (one.attribution is None or one.attribution.stance in VOUCHING) and not is_open(one)


def denied(one: Voiced) -> bool:
    """Say whether somebody denies a claim."""
    return one.attribution is not None and one.attribution.stance == "denies"


def comparable(a: Voiced, b: Voiced) -> bool:
    """Say whether two claims could contradict each other at all: both vouched for, in two voices."""
    return vouched(a) and vouched(b) and two_voices(a, b)


def two_voices(a: Voiced, b: Voiced) -> bool:
    """Say whether two claims are of two holders or articles, and not about different people.

    Nobody contradicts himself in one breath: he tells of two things.
    """
    one_voice = a.article.id == b.article.id and a.claim.holder == b.claim.holder
    people_a, people_b = ({actor for actor, _ in one.people} for one in (a, b))
    apart = bool(people_a and people_b and not people_a & people_b)
    return not one_voice and not apart


def held_numbers(one: Voiced) -> list[Quantity]:
    """Return the numbers that a claim vouches for: not 14 in "23 people, not 14"."""
    text = one.article.text
    return [
        quantity
        for quantity in one.claim.quantities
        if not DENIED.search(text, max(0, quantity.start - 12), quantity.start)
    ]


def other_values(a: Voiced, b: Voiced) -> bool:
    """Say whether both claims name numbers or times and none in common: then they tell of two things."""
    numbers_a, numbers_b = ({(q.low, q.high) for q in held_numbers(one)} for one in (a, b))
    if numbers_a and numbers_b and not numbers_a & numbers_b:
        return True
    pairs = [(one, other) for one in a.claim.times for other in b.claim.times]
    return bool(pairs) and not any(_may_be_one(one, other) for one, other in pairs)


def _may_be_one(one: Time, other: Time) -> bool:
    """Say whether two times can be the same one, as far as their words go."""
    if one.value is not None and other.value is not None:
        return one.value.startswith(other.value) or other.value.startswith(one.value)
    return one.weekday is None or other.weekday is None or one.weekday == other.weekday
