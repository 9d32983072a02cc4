"""Typed comparison of two claims at one point: what it can decide, it decides, and says why.

Each module compares one kind of thing and knows when it cannot tell. A new comparison is a new
file here and a name in ``COMPARISONS``; the first that finds a conflict is believed, else the
first that finds a difference.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from sayso.align.claims import Voiced
from sayso.align.comparisons import age, denial, number, person, place, polarity, time
from sayso.align.comparisons.finding import Alike, Finding

__all__ = ["COMPARISONS", "Alike", "Finding", "compare"]

LEAST = {"number": 0.5, "date": 0.5, "denial": 0.35, "negation": 0.35}
"""The probability of one point from which a conflict is shown as one, by its reason."""

COMPARISONS: Sequence[Callable[[Voiced, Voiced, Alike], Finding | None]] = (
    denial.compare,
    polarity.compare,
    number.compare,
    age.compare,
    time.compare,
    person.compare,
    place.compare,
)


def compare(a: Voiced, b: Voiced, alike: Alike) -> Finding | None:
    """Return in what two claims conflict or differ, None where no comparison can tell."""
    findings = [finding for one in COMPARISONS if (finding := one(a, b, alike)) is not None]
    sure = [
        finding if alike.point >= LEAST.get(finding.reason, 0) else _unsure(finding) for finding in findings
    ]
    conflicts = [finding for finding in sure if finding.kind == "conflict"]
    return next(iter(conflicts or sure), None)


def _unsure(finding: Finding) -> Finding:
    """Return a conflict between claims that may well tell of two things as a difference."""
    if finding.kind == "differs":
        return finding
    return replace(finding, kind="differs", note="perhaps not of one thing")
