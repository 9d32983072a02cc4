"""One claim says that something is so, the other that it is not."""

import re

from sayso.align.claims import Voiced
from sayso.align.comparisons.finding import Alike, Finding, denied, other_values, two_voices, vouched

WORDS, MEANING = 0.6, 0.6
SAME = 0.97  # the same words: whatever the parser says of a "not" in one of them
SHARED = 0.4  # of the words of two claims whose verb is "be"
ALL_WORDS = 0.65  # of the shorter claim: enough where no name is shared
EXCLUDES, POINT, NEAR, COMMON = 0.5, 0.5, 0.68, 0.45  # where the wording alone does not tell
OPEN = re.compile(
    r"\b(?:(?:could|should|must|might|would)(?:n['’]t)?|(?-i:may)|can|cannot|if|whether|until|yet|unless"
    r"|different|other|another)\b|\?",
    re.IGNORECASE,
)
NOT = re.compile(
    r"n['’]t\b|\b(?:never|none|nobody|nothing(?! but)|nowhere|neither|nor|without|hardly|barely|scarcely"
    r"|no(?!\W*\Z|[.,]?['\"’”]| (?:more|less|fewer|later|earlier|doubt|sooner)\b|\.? ?\d)"
    r"|not(?! (?:only|just|least)\b| \d)"
    r"|(?<!\ba )(?<!past )(?<!last )(?<!next )(?<!first )few|unlikely|forbidden|prohibited|banned|absent"
    r"|hoax(?:es)?|fake[sd]?|false(?:ly|hoods?)?)\b",
    re.IGNORECASE,
)
MORE = re.compile(
    r"(?:\bnot|n['’]t) (?:only|just|merely|simply"
    r"|un(?:common|usual|expected|likely|known|heard|reasonable)\w*|in(?:significant|considerable|conceivable|frequent)\w*)\b",
    re.IGNORECASE,
)
LESS = re.compile(
    r"\bno(?=\W*\Z|[.,]?['\"’”])|\b(?:against|little|forb(?:ids?|ade)|(?-i:bans?)|prohibits?|refus(?:e[sd]?|ing)|fail(?:s|ed|ing|ures?)?"
    r"|lack(?:s|ed|ing)?|prevent(?:s|ed|ing)?|silent|avoid(?:s|ed|ing)?|den(?:y|ying|ied|ies|ials?)"
    r"|reject(?:s|ed|ing|ions?)?)\b",
    re.IGNORECASE,
)
"""Words that may deny something: a claim with one of them is not surely the contrary of another."""


def compare(a: Voiced, b: Voiced, alike: Alike) -> Finding | None:
    """Return a conflict where the negation differs and the rest agrees; "may not" excludes nothing."""
    if _negates(a) == _negates(b) or not two_voices(a, b) or other_values(a, b):
        return None
    affirmed, negated = (b, a) if _negates(a) else (a, b)
    if not vouched(affirmed) or not (vouched(negated) or _quoted_denial(negated)):
        return None
    if OPEN.search(a.text) or OPEN.search(b.text):
        return None
    if MORE.search(negated.text) or not NOT.search(negated.text):
        return None
    if not _in_one_wording(a, b, alike) and not (negated.negated and _read_as_opposed(alike)):
        return None
    return Finding(kind="conflict", reason="negation", a=a.text, b=b.text)


def _negates(one: Voiced) -> bool:
    """Say whether a claim denies anything, in its verb or in other words ("without", "failed to")."""
    return one.negated or any(words.search(one.text) for words in (NOT, LESS))


def _quoted_denial(one: Voiced) -> bool:
    """Say whether somebody denies in his own words: "No gate was opened" denies the gate, not the "no"."""
    return denied(one) and one.attribution is not None and one.attribution.type != "indirect"


def _in_one_wording(a: Voiced, b: Voiced, alike: Alike) -> bool:
    """Say whether verb and words are the same."""
    if a.root != b.root or alike.words < WORDS or not MEANING <= alike.meaning <= SAME:
        return False
    if a.root == "be" and len(a.lemmas & b.lemmas) < SHARED * len(a.lemmas | b.lemmas):
        return False  # "is dead" and "is not his wife"
    return bool(a.names & b.names) or alike.words >= ALL_WORDS


def _read_as_opposed(alike: Alike) -> bool:
    """Say whether the relation model reads a conflict in claims that are close in meaning besides."""
    return (
        alike.excludes >= EXCLUDES
        and alike.point >= POINT
        and alike.meaning >= NEAR
        and alike.words >= COMMON
    )
