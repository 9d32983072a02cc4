"""One claim says that something is so, the other that it could not be verified."""

from sayso.align.antecedents import is_open
from sayso.align.claims import Voiced
from sayso.align.comparisons.finding import Alike, Finding, vouched


def compare(a: Voiced, b: Voiced, alike: Alike) -> Finding | None:  # noqa: ARG001  whatever the words
    """Return a difference where one claim is open and the other vouched for."""
    open_a, open_b = is_open(a), is_open(b)
    if open_a == open_b or not vouched(b if open_a else a):
        return None
    return Finding(kind="differs", reason="unverified", a=a.text, b=b.text)
