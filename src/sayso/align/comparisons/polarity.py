"""One claim says that something is so, the other, in nearly the same words, that it is not."""

import re

from sayso.align.claims import Voiced
from sayso.align.comparisons.finding import Alike, Finding, comparable, other_values

WORDS, MEANING = 0.6, 0.6
SAME = 0.97  # the same words: whatever the parser says of a "not" in one of them
HALF = 0.5
ALL_WORDS = 0.75  # of the shorter claim: enough where no name is shared
OPEN = re.compile(
    r"\b(?:could|should|may|might|would|can|if|whether|until|yet|unless|different|other|another)\b",
    re.IGNORECASE,
)


def compare(a: Voiced, b: Voiced, alike: Alike) -> Finding | None:
    """Return a conflict where verb and words agree and the negation does not; "may not" excludes nothing."""
    if a.negated == b.negated or a.root != b.root or alike.words < WORDS or alike.meaning < MEANING:
        return None
    if not comparable(a, b) or other_values(a, b) or alike.meaning > SAME:
        return None
    if a.root == "be" and len(a.lemmas & b.lemmas) < HALF * len(a.lemmas | b.lemmas):
        return None  # "is dead" and "is not his wife"
    if OPEN.search(a.text) or OPEN.search(b.text):
        return None
    if not a.names & b.names and alike.words < ALL_WORDS:
        return None
    return Finding(kind="conflict", reason="negation", a=a.text, b=b.text)
