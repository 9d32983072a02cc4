"""One claim says that something is so, the other, in nearly the same words, that it is not."""

from sayso.align.claims import Voiced
from sayso.align.comparisons.finding import Alike, Finding

WORDS, MEANING = 0.55, 0.62
VOUCHING = {"asserts", "confirms"}


def compare(a: Voiced, b: Voiced, alike: Alike) -> Finding | None:
    """Return a conflict where the words agree and the negation does not."""
    if a.negated == b.negated or alike.words < WORDS or alike.meaning < MEANING:
        return None
    if any(one.attribution is not None and one.attribution.stance not in VOUCHING for one in (a, b)):
        return None
    return Finding(kind="conflict", reason="negation", a=a.text, b=b.text)
