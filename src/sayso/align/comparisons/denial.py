"""A statement that denies something conflicts with one that vouches for it."""

from sayso.align.claims import Voiced
from sayso.align.comparisons.finding import Alike, Finding, denied, one_predicate, other_values, vouched


def compare(a: Voiced, b: Voiced, alike: Alike) -> Finding | None:
    """Return a conflict where one claim is denied and the other vouched for by somebody else."""
    denied_a, denied_b = denied(a), denied(b)
    if denied_a == denied_b or not vouched(b if denied_a else a) or a.claim.holder == b.claim.holder:
        return None
    if not a.root or not b.root:
        return None  # "the government's account" states nothing that could be compared
    if a.negated != b.negated or other_values(a, b) or not one_predicate(a, b, alike):
        return None
    return Finding(kind="conflict", reason="denial", a=_words(a), b=_words(b))


def _words(one: Voiced) -> str:
    """Return the cue of a statement, the claim itself where the article speaks."""
    if one.attribution is None or not one.attribution.cue:
        return one.text
    cue = one.attribution.cue[0]
    return one.article.text[cue.start : cue.end]
