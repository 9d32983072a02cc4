"""Times as days: what an ISO 8601 value means, how it is said, and what a scale of days names."""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import NamedTuple

__all__ = ["Days", "days_of", "named", "ticks"]

DAILY, WEEKLY, MONTHLY = 17, 100, 1100  # days up to which the scale names days, weeks, months
MOST_TICKS = 12

_VALUE = re.compile(
    r"(?P<year>[0-9]{4})(?:-W(?P<week>[0-9]{2})|-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})(?:[T ].*)?)?)?"
)
_WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


class Days(NamedTuple):
    """The days that a time may mean, the first to the last, as ``date.toordinal`` counts them."""

    first: int
    last: int


def days_of(value: str) -> Days | None:
    """Return the days that an ISO 8601 value means, as exact as it is; None where it names no day.

    >>> days_of("2024-02") == Days(date(2024, 2, 1).toordinal(), date(2024, 2, 29).toordinal())
    True
    >>> days_of("T22:00"), days_of("--10-17"), days_of("2024-02-30")
    (None, None, None)
    """
    ends = [_one_value(one) for one in value.split("/")]
    known = [one for one in ends if one is not None]
    if len(known) != len(ends) or len(ends) > 2 or known[0].first > known[-1].last:  # noqa: PLR2004  first/last
        return None
    return Days(known[0].first, known[-1].last)


def _one_value(value: str) -> Days | None:
    match = _VALUE.fullmatch(value)
    if match is None:
        return None
    year, month = int(match["year"]), int(match["month"] or 1)
    try:
        if match["week"]:
            first = date.fromisocalendar(year, int(match["week"]), 1)
            last = first + timedelta(6)
        elif match["day"]:
            first = last = date(year, month, int(match["day"]))
        elif match["month"]:
            first = date(year, month, 1)
            last = date(year, month, monthrange(year, month)[1])
        else:
            first, last = date(year, 1, 1), date(year, 12, 31)
    except (ValueError, OverflowError):
        return None
    return Days(first.toordinal(), last.toordinal())


def named(days: Days) -> str:
    """Return days in words, as short as they can be said.

    >>> named(days_of("2024-03-08")), named(days_of("2024")), named(days_of("2024-W10"))
    ('8 March 2024', '2024', '4 March 2024 to 10 March 2024')
    """
    first, last = date.fromordinal(days.first), date.fromordinal(days.last)
    month = f"{_MONTHS[first.month - 1]} {first.year}"
    if first == last:
        return f"{first.day} {month}"
    if days == _one_value(f"{first.year:04}"):
        return f"{first.year}"
    if days == _one_value(f"{first.year:04}-{first.month:02}"):
        return month
    years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    return f"{first.year} to {last.year}" if years else " to ".join(named(Days(end, end)) for end in days)


def ticks(window: Days) -> Iterator[tuple[float, str, str]]:
    """Yield the places that a scale of these days names (.5 is noon), each with its name and its year."""
    length = window.last - window.first
    first, last = date.fromordinal(window.first), date.fromordinal(window.last)
    if length < WEEKLY:
        yield from _day_ticks(window)
    elif length < MONTHLY:
        every = next((one for one in (1, 2, 3) if length / 30 / one <= MOST_TICKS), 6)
        for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
            start = date(month // 12, month % 12 + 1, 1)
            if month % every == 0 and start >= first:
                yield start.toordinal(), _MONTHS[start.month - 1][:3], f"{start.year}"
    else:
        steps = (power * one for power in (1, 10, 100, 1000) for one in (1, 2, 5))
        years = next(one for one in steps if length / 366 / one <= MOST_TICKS)
        for year in range(first.year, last.year + 1):
            if year % years == 0 and (start := date(year, 1, 1)) >= first:
                yield start.toordinal(), f"{year}", ""


def _day_ticks(window: Days) -> Iterator[tuple[float, str, str]]:
    length = window.last - window.first
    if length < DAILY:
        for one in map(date.fromordinal, range(window.first, window.last + 1)):
            name = f"{_WEEKDAYS[one.weekday()]} {one.day}"
            yield one.toordinal() + 0.5, name, f"{_MONTHS[one.month - 1]} {one.year}"
        return
    every = 7 if length / 7 <= MOST_TICKS else 14
    monday = window.first + (1 - window.first) % 7
    for one in map(date.fromordinal, range(monday, window.last + 1, every)):
        yield one.toordinal(), f"{one.day} {_MONTHS[one.month - 1][:3]}", f"{one.year}"
