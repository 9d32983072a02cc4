"""Compare where two claims put one thing. Without a map, two places differ and never conflict."""

from sayso.align.claims import Voiced
from sayso.align.comparisons.finding import Alike, Finding, one_predicate


def compare(a: Voiced, b: Voiced, alike: Alike) -> Finding | None:
    """Return a difference where both name places, and none in common."""
    if not a.places or not b.places or not one_predicate(a, b, alike):
        return None
    words_a, words_b = ([one.article.text[start:end] for start, end in one.places] for one in (a, b))
    if {word.casefold() for word in words_a} & {word.casefold() for word in words_b}:
        return None
    return Finding(kind="differs", reason="place", a=", ".join(words_a), b=", ".join(words_b), parts=False)
