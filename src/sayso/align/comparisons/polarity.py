"""One claim says that something is so, the other, in nearly the same words, that it is not."""

import re

from sayso.align.claims import Voiced
from sayso.align.comparisons.finding import Alike, Finding, other_values, vouched

WORDS, MEANING = 0.6, 0.6
ALL_WORDS = 0.75  # of the shorter claim: enough where no name is shared
OPEN = re.compile(r"\b(?:could|should|may|might|would|can|if|whether|until|yet|unless)\b", re.IGNORECASE)


def compare(a: Voiced, b: Voiced, alike: Alike) -> Finding | None:
    """Return a conflict where verb and words agree and the negation does not; "may not" excludes nothing."""
    if a.negated == b.negated or a.root != b.root or alike.words < WORDS or alike.meaning < MEANING:
        return None
    if not vouched(a) or not vouched(b) or other_values(a, b):
        return None
    if OPEN.search(a.text) or OPEN.search(b.text):
        return None
    if not a.names & b.names and alike.words < ALL_WORDS:
        return None
    return Finding(kind="conflict", reason="negation", a=a.text, b=b.text)
