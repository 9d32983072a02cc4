"""Compare the times of two claims about one thing."""

from sayso.align.claims import Voiced
from sayso.align.comparisons.finding import LIKELY, Alike, Finding, comparable, one_predicate
from sayso.records import Time


def compare(a: Voiced, b: Voiced, alike: Alike) -> Finding | None:
    """Return a conflict where one thing is put at two times, a difference where one is only less exact."""
    if not comparable(a, b) or a.negated or b.negated:
        return None
    alike_enough = one_predicate(a, b, alike) or alike.point >= LIKELY
    if not alike_enough or len(a.claim.times) != 1 or len(b.claim.times) != 1:
        return None
    one, other = a.claim.times[0], b.claim.times[0]
    relation = _relation(one, other)
    if relation is None:
        return None
    words = a.article.text[one.start : one.end], b.article.text[other.start : other.end]
    if relation == "contains":
        return Finding(kind="differs", reason="precision", a=words[0], b=words[1], note="both can be true")
    if a.root == b.root:
        return Finding(kind="conflict", reason="date", a=words[0], b=words[1])
    return Finding(kind="differs", reason="date", a=words[0], b=words[1])


def _relation(one: Time, other: Time) -> str | None:
    """Return "contains" or "apart"; None for equal times and where that cannot be told."""
    if one.value is not None and other.value is not None:
        if one.value == other.value:
            return None
        if one.value.startswith(other.value) or other.value.startswith(one.value):
            return "contains"
        return "apart" if len(one.value) == len(other.value) and "/" not in one.value + other.value else None
    if one.weekday is not None and other.weekday is not None and one.weekday != other.weekday:
        return "apart"
    return None
