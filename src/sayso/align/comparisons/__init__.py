"""Typed comparison of two claims at one point: what it can decide, it decides, and says why.

Each module compares one kind of thing and knows when it cannot tell. A new comparison is a new
file here and a name in ``COMPARISONS``; the first that finds a conflict is believed, else the
first that finds a difference.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

from sayso.align.claims import Voiced
from sayso.align.comparisons import age, denial, doubt, number, person, place, polarity, time
from sayso.align.comparisons.finding import Alike, Finding

__all__ = ["COMPARISONS", "Alike", "Finding", "compare"]

LEAST = {"number": (0.6, 0.5), "date": (0.6, 0.5), "negation": (0.36, 0.0), "denial": (0.36, 0.0)}
"""From where a conflict is shown as one, by its reason: probability of one point, share of common words."""

COMPARISONS: Sequence[Callable[[Voiced, Voiced, Alike], Finding | None]] = (
    denial.compare,
    polarity.compare,
    doubt.compare,
    number.compare,
    age.compare,
    time.compare,
    person.compare,
    place.compare,
)


def compare(a: Voiced, b: Voiced, alike: Alike) -> Finding | None:
    """Return in what two claims conflict or differ, None where no comparison can tell."""
    findings = [_sure(finding, alike) for one in COMPARISONS if (finding := one(a, b, alike)) is not None]
    conflicts = [finding for finding in findings if finding.kind == "conflict"]
    return next(iter(conflicts or findings), None)


def _sure(finding: Finding, alike: Alike) -> Finding:
    """Return a finding, a conflict between claims that may well tell of two things as a difference."""
    point, words = LEAST.get(finding.reason, (0.0, 0.0))
    if finding.kind == "differs" or (alike.point >= point and alike.words >= words):
        return finding
    return replace(finding, kind="differs", note="perhaps not of one thing")
