"""Find what a remark is about: "that figure" could not be verified, "the claim" is denied."""

import re
from collections.abc import Iterable, Sequence

from sayso.align.claims import Voiced

__all__ = ["antecedents", "is_open"]

ANAPHOR = re.compile(
    r"\W*(?:(?:it|this|that|them)(?: (?:independently|immediately))?"
    r"|(?:(?:that|this|the|these|those|such|his|her|their|its|any of|an?"
    r"|(?:the\s+)?[\w-]+['’]s?)\s+)?(?:\w+\s+){0,2}?"
    r"(?:figures?|numbers?|tolls?|counts?|claims?|reports?|accounts?|allegations?|statements?|assertions?"
    r"|information|details?|video|photos?|images?|footage)(?:\s+\w+ly)?)\b\W*$",
    re.IGNORECASE,
)
COUNTED = re.compile(r"\b(?:figures?|numbers?|toll|counts?|how (?:many|much|far|long|old))\b", re.IGNORECASE)
CHECKED = r"(?:verif\w+|confirm(?:ed)?|authenticat\w+|corroborat\w+)\b"
BETWEEN = r"(?:(?:be|been|yet|still|immediately|independently|officially|publicly|able|possible|to|or) ){0,5}"
OPEN = re.compile(
    r"\b(?:unverified|unconfirmed|unclear|no independent confirmation|without being able to verify"
    r"|no (?:evidence|proof|sign) that"
    r"|(?:is|are|was|were|remains?) (?:still |as yet )?unknown"
    rf"|(?:yet|unable|impossible|trying|attempting|remains|urgently\W{{1,3}}) ?to {BETWEEN}{CHECKED})"
    rf"|(?:\b(?:not|cannot|never)|n['’]t) (?:{BETWEEN}{CHECKED}"
    r"|(?:yet )?received (?:any )?confirmation"
    r"|(?:immediately |yet |entirely |exactly |publicly )?(?:clear|known)(?! (?:to|for|of|as)\b))",
    re.IGNORECASE,
)

ASKED = re.compile(
    r"[\s\"'“‘]*(?:at (?:this|the) (?:time|moment|point)|yet|so far|officially|exactly)?[\s\"'“‘]*\Z",
    re.IGNORECASE,
)
"""What may stand between such words and the claim that they are about."""


def is_open(one: Voiced) -> bool:
    """Say whether a claim is told as one that nobody could verify, or says so of something."""
    if one.attribution is not None and one.attribution.stance == "cannot_verify":
        return True
    before = one.article.text[one.sentence.start : one.claim.spans[0].start]
    return any(OPEN.search(one.article.text, *span) for span in one.claim.spans) or any(
        ASKED.match(before, match.end()) for match in OPEN.finditer(before)
    )


def antecedents(claims: Sequence[Voiced]) -> Iterable[tuple[int, int]]:
    """Yield each claim that could not be verified, or is denied, with the one it is about, in order.

    "That figure" means the nearest claim before it, with a number where it says so. A claim in
    full words ("how much territory the group controls") means the one of its own article that
    shares most words with it, again with a number where it asks for one.
    """
    for at, one in enumerate(claims):
        if one.attribution is None or one.attribution.stance not in {"cannot_verify", "denies"}:
            continue
        others = [
            n
            for n, other in enumerate(claims)
            if other.article.id == one.article.id and other.attribution != one.attribution
        ]
        if COUNTED.search(one.text):
            others = [n for n in others if claims[n].claim.quantities]
        if ANAPHOR.match(one.text):
            if before := [n for n in others if n < at]:
                yield before[-1], at
        elif one.attribution.stance == "cannot_verify":
            best = max(
                others,
                key=lambda n: (len(claims[n].lemmas & one.lemmas), -abs(n - at), -n),
                default=None,
            )
            if best is not None and claims[best].lemmas & one.lemmas:
                yield min(at, best), max(at, best)
