"""Compare who is said to have done one thing."""

from sayso.align.claims import Voiced
from sayso.align.comparisons.finding import Alike, Finding

MEANING = 0.6


def compare(a: Voiced, b: Voiced, alike: Alike) -> Finding | None:
    """Return a difference where two claims with one verb name different people and share none."""
    if a.root != b.root or a.root == "be" or alike.meaning < MEANING or not a.people or not b.people:
        return None
    if {actor for actor, _ in a.people} & {actor for actor, _ in b.people}:
        return None
    words_a, words_b = (
        ", ".join(one.article.text[start:end] for _, (start, end) in one.people) for one in (a, b)
    )
    return Finding(kind="differs", reason="person", a=words_a, b=words_b, parts=False)
