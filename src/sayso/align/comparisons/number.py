"""Compare the numbers of two claims: values of one unit, with their modifiers."""

import re

from sayso.align.claims import Voiced
from sayso.align.comparisons import age
from sayso.align.comparisons.finding import LIKELY, Alike, Finding, comparable, held_numbers, one_predicate
from sayso.records import Quantity

SLACK = 0.1  # "about 40" holds 36 to 44
LARGE, ROUNDED = 1000, 0.025  # "$43 million" may be $43,885,310
ANYBODY = {None, "person", "people"}
PARTIAL = re.compile(r"\s+(?:of|in the|o['’]clock)\b")
GROWING = {
    "kill",
    "die",
    "injure",
    "wound",
    "dead",
    "death",
    "hurt",
    "displace",
    "flee",
    "infect",
    "miss",
    "rescue",
}


def compare(a: Voiced, b: Voiced, alike: Alike) -> Finding | None:
    """Return a conflict where two values of one thing cannot both hold, else a difference."""
    if not comparable(a, b):
        return None
    if not one_predicate(a, b, alike) and alike.point < LIKELY:
        return None
    held_a, held_b = _held(a), _held(b)
    if {(q.low, q.high) for q in held_a} & {(q.low, q.high) for q in held_b}:
        return None  # they agree on a number: the rest is no contradiction between numbers
    found = [
        _finding(a, b, one, other)
        for one in held_a
        for other in held_b
        if _one_unit(one, other, a, b) and not _is_part(one, a) and not _is_part(other, b)
    ]
    if a.negated or b.negated:  # "have no water": only what both allow can be compared
        found = [finding for finding in found if finding.reason == "precision"]
    return min(found, key=lambda finding: finding.kind != "conflict", default=None)


def _held(one: Voiced) -> list[Quantity]:
    """Return the numbers that a claim vouches for, without ages."""
    return [quantity for quantity in held_numbers(one) if not age.is_age(quantity, one.article.text)]


def _is_part(quantity: Quantity, of: Voiced) -> bool:
    """Say whether a number is part of another phrase: "two of the six gates", "ten in the evening"."""
    return quantity.unit is None and PARTIAL.match(of.article.text, quantity.end) is not None


def _one_unit(one: Quantity, other: Quantity, a: Voiced, b: Voiced) -> bool:
    if one.unit == other.unit:
        return one.unit is not None or a.root == b.root
    return a.root == b.root and one.unit in ANYBODY and other.unit in ANYBODY


def _finding(a: Voiced, b: Voiced, one: Quantity, other: Quantity) -> Finding:
    words = a.article.text[one.start : one.end], b.article.text[other.start : other.end]
    low_a, high_a = _bounds(one)
    low_b, high_b = _bounds(other)
    if low_a <= high_b and low_b <= high_a:
        return Finding(kind="differs", reason="precision", a=words[0], b=words[1], note="both can be true")
    if _may_grow(a, b):
        return Finding(
            kind="differs",
            reason="number",
            a=words[0],
            b=words[1],
            note="may be an earlier and a later count",
        )
    return Finding(kind="conflict", reason="number", a=words[0], b=words[1])


def _bounds(quantity: Quantity) -> tuple[float, float]:
    low = quantity.low if quantity.low is not None else float("-inf")
    high = quantity.high if quantity.high is not None else float("inf")
    slack = SLACK if quantity.modifier == "about" else ROUNDED if _is_rounded(quantity) else 0.0
    return low * (1 - slack), high * (1 + slack)


def _is_rounded(quantity: Quantity) -> bool:
    """Say whether a large number is given with three digits at most."""
    value = quantity.low
    return (
        quantity.modifier == "exact"
        and value is not None
        and value >= LARGE
        and float(f"{value:.3g}") == value
    )


def _may_grow(a: Voiced, b: Voiced) -> bool:
    """Say whether the count may have grown between two articles published at different times."""
    if not (a.lemmas | b.lemmas | {a.root, b.root}) & GROWING or a.article.id == b.article.id:
        return False
    return (
        a.article.published is None
        or b.article.published is None
        or a.article.published != b.article.published
    )
