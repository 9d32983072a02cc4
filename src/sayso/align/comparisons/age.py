"""Compare how old two claims say that one person is."""

import re

from sayso.align.claims import Voiced
from sayso.align.comparisons.finding import Alike, Finding, comparable
from sayso.records import Quantity

AGE = re.compile(r"years?[- ]olds?|\baged?\b|\byears of age", re.IGNORECASE)


def compare(a: Voiced, b: Voiced, alike: Alike) -> Finding | None:  # noqa: ARG001  one person has one age
    """Return a conflict where two claims each give one age, of the one person whom both name."""
    ages_a, ages_b = _ages(a), _ages(b)
    people = {actor for actor, _ in a.people}, {actor for actor, _ in b.people}
    if (
        not comparable(a, b)
        or len(ages_a) != 1
        or len(ages_b) != 1
        or people[0] != people[1]
        or len(people[0]) != 1
    ):
        return None
    (low, words_a), (other, words_b) = ages_a[0], ages_b[0]
    if low == other or low is None or other is None or a.negated or b.negated:
        return None
    return Finding(kind="conflict", reason="age", a=words_a, b=words_b)


def is_age(quantity: Quantity, text: str) -> bool:
    """Say whether a number of years is somebody's age: "aged 26", "26-year-old", "Khan, 26, said"."""
    if quantity.unit != "year":
        return False
    low, high = quantity.start, quantity.end
    return AGE.search(text, max(0, low - 5), high + 6) is not None or (
        text[max(0, low - 2) : low] == ", " and text[high : high + 1] in {",", ".", ";", ")"}
    )


def _ages(one: Voiced) -> list[tuple[float | None, str]]:
    text = one.article.text
    return [(q.low, text[q.start : q.end]) for q in one.claim.quantities if is_age(q, text)]
