"""Reads a date as it was written into ISO 8601, as exact as the words and no more.

Only dates with year, month and day are read, and only where the order is beyond doubt
("12/03/2024" is not). Nothing depends on today.
"""

import re
from datetime import datetime

__all__ = ["DATE", "iso"]

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)
_DAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?,?\s+"
_TIME = (
    r"\d{1,2}[:.]\d{2}(?::\d{2})?(?:\.\d+)?(?:\s*[ap]\.?m\b\.?)?"
    r"(?:\s*(?:Z|UTC|GMT|BST|CET|CEST|EET|IST|PKT|E[SD]?T|C[SD]T|M[SD]T|P[SD]?T)\b)?(?:\s*[+-]\d{2}:?\d{2})?"
)
_DATE = (
    rf"(?:{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}(?:st|nd|rd|th)?[\s-]+{_MONTH},?[\s-]+\d{{4}}"
    r"|\d{4}-(?:0\d|1[0-2])-\d{2})"
)
DATE = rf"(?:{_TIME},?\s+)?(?:{_DAY})?{_DATE}(?:(?:T|\s*[,|–—-]\s*|\s+at\s+|\s+)\(?{_TIME}\)?)?"
"""What a full date looks like, for others to search with (case ignored)."""

_FULL = re.compile(DATE, re.IGNORECASE)
_CLOCK = re.compile(r"\d[:.]\d{2}")
_SECONDS = re.compile(r"\d[:.]\d{2}:\d{2}")
_COARSE = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2]))?")
_YEARS = range(1600, 2200)  # "0001-01-01" and the like stand for "not known"


def iso(words: str) -> str | None:
    """Return the date that ``words`` give, in ISO 8601, or None if they give none.

    Midnight to the second and without a zone ("2017-09-15 00:00:00") is how programs write a
    date whose time they do not know, so only the day is kept.

    >>> iso("March 12, 2024"), iso("12 March 2024, 14:05 GMT"), iso("2017-09-15 00:00:00")
    ('2024-03-12', '2024-03-12T14:05+00:00', '2017-09-15')
    >>> iso("12/03/2024"), iso("yesterday")
    (None, None)
    """
    words = " ".join(words.split())
    if _COARSE.fullmatch(words):
        return words if int(words[:4]) in _YEARS else None
    try:
        moment = datetime.fromisoformat(words)
    except ValueError:
        found = _parsed(words)
        if found is None:
            return None
        moment = found
    if moment.year not in _YEARS:
        return None
    placeholder = moment.tzinfo is None and not (moment.hour or moment.minute or moment.second)
    if not _CLOCK.search(words) or (placeholder and _SECONDS.search(words)):
        return moment.date().isoformat()
    return moment.isoformat(timespec="seconds" if _SECONDS.search(words) else "minutes")


def _parsed(words: str) -> datetime | None:
    if not _FULL.fullmatch(words):
        return None
    from dateparser import parse  # noqa: PLC0415  slow to import, and few texts need it

    settings = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"], "DATE_ORDER": "MDY"}
    try:
        return parse(words, languages=["en"], settings=settings)
    except (ValueError, OverflowError, TypeError):
        return None
