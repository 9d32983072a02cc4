"""Make a claim that excludes another by changing one thing in it: a number, a day, a polarity."""

import random
import re
from collections.abc import Sequence

from sayso.align.wording import Segment

__all__ = ["edited"]

NUMBER = re.compile(r"(?<![\w.,$£€-])(\d{1,3}(?:,\d{3})+|\d+)(?![\w,.-]?\d|[-–:/]\w|st\b|nd\b|rd\b|th\b|s\b)")
VAGUE = re.compile(
    r"\b(?:at least|at most|about|around|some|nearly|almost|more than|over|up to|as many as|roughly|"
    r"approximately|less than|fewer than|dozens|hundreds)\b",
    re.IGNORECASE,
)
WORDS = ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
SPELLED = re.compile(rf"\b(?:{'|'.join(WORDS)})\b(?! of\b)", re.IGNORECASE)
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
DAY = re.compile(rf"\b(?:{'|'.join(DAYS)})\b")
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")
POLE = re.compile(
    r"\b(is|are|was|were|has|have|had|will|would|can|could|did|does|do)\b(?!\s+(?:not|no|never)\b|n['’]t)"
)
DENIED = re.compile(r"\b(is|are|was|were|has|have|had|will|would|could|did|does|do)\s+(?:not|never)\b")
UNDO = ("it is a hoax that", "it is false that", "there is no evidence that", "reports were denied that")


def edited(parts: Sequence[Segment], chance: random.Random) -> tuple[Segment, ...] | None:
    """Return a claim with one thing in it changed so that both cannot be true, None where nothing can be."""
    kinds = [_number, _spelled, _day, _month, _pole, _pole, _undone]
    chance.shuffle(kinds)
    for kind in kinds:
        for at, (words, inside) in enumerate(parts):
            if inside and (changed := kind(words, chance)) is not None:
                return (*parts[:at], (changed, True), *parts[at + 1 :])
    return None


def _number(words: str, chance: random.Random) -> str | None:
    found = [
        m for m in NUMBER.finditer(words) if not VAGUE.search(words[max(0, m.start() - 16) : m.end() + 8])
    ]
    if not found:
        return None
    match = chance.choice(found)
    value = int(match.group().replace(",", ""))
    other = value + chance.choice((-1, 1)) * max(1, round(value * chance.choice((0.05, 0.2, 0.5))))
    if other <= 0 or other == value:
        other = value + 1
    put = f"{other:,}" if "," in match.group() else str(other)
    return words[: match.start()] + put + words[match.end() :]


def _other(pattern: re.Pattern[str], choices: Sequence[str], words: str, chance: random.Random) -> str | None:
    match = pattern.search(words)
    if match is None or VAGUE.search(words[max(0, match.start() - 16) : match.start()]):
        return None
    put = chance.choice([one for one in choices if one.lower() != match.group().lower()])
    return words[: match.start()] + put + words[match.end() :]


def _spelled(words: str, chance: random.Random) -> str | None:
    return _other(SPELLED, WORDS, words, chance)


def _day(words: str, chance: random.Random) -> str | None:
    return _other(DAY, DAYS, words, chance)


def _month(words: str, chance: random.Random) -> str | None:
    return _other(MONTH, MONTHS, words, chance)


def _pole(words: str, chance: random.Random) -> str | None:  # noqa: ARG001  one way to do it
    if denied := DENIED.search(words):
        return words[: denied.start()] + denied.group(1) + words[denied.end() :]
    match = POLE.search(words)
    return None if match is None else words[: match.end()] + " not" + words[match.end() :]


def _undone(words: str, chance: random.Random) -> str | None:
    if not POLE.search(words):
        return None
    return f"{chance.choice(UNDO)} {words}"
