"""Read how a source stands to what it says, off the cue: by rules in ``data/stances.txt``."""

import re
from functools import lru_cache
from importlib import resources
from typing import cast

from sayso.records import Stance

__all__ = ["stance_of"]

NEGATING = frozenset(
    re.findall(
        r"\w+",
        "not never cannot no nor neither nobody one anybody could would did does do has have had was is are "
        "were yet be been immediately independently officially publicly",
    )
)
INFINITIVE = re.compile(r"\W{0,2}(to (?:\w+ ){0,2}\w+|for|on|upon|comment|whether|if)\b", re.IGNORECASE)
REQUEST = re.compile(
    r"(?![^.?!;:]*\b(?:if|whether|how|what|why|when|who|where)\b)[^.?!,;:]{0,60}?\b(?:not )?to \w+"
)  # "asked | the crowd to leave"


def stance_of(before: str, cue: str, after: str) -> Stance:
    """Return the stance that a cue speaks for.

    ``before`` and ``after`` are the words around it in its sentence, of which only negations and
    an infinitive count: what is said does not tell how it is said.

    >>> stance_of("A spokesman", "declined", " to comment.")
    'declines_to_comment'
    >>> stance_of("He did not", "deny", " that talks were held.")
    'asserts'
    >>> stance_of("She", "asked", " the crowd to leave.")
    'demands'
    >>> stance_of("She", "asked", " whether the crowd had left.")
    'asks'
    """
    tail = _negation(before)
    follows = INFINITIVE.match(after)
    phrase = f"{tail} {cue} {follows.group(1) if follows else ''}".lower()
    phrase = re.sub(r"\s+", " ", phrase).strip()
    for stance, pattern in _rules():
        if pattern.search(phrase):
            return "demands" if stance == "asks" and REQUEST.match(after) else stance
    return "asserts"


def _negation(before: str) -> str:
    """Return the run of negating and auxiliary words that ``before`` ends with."""
    words = before.split()[-5:]
    kept: list[str] = []
    for word in reversed(words):
        small = word.lower()
        if small not in NEGATING and not small.endswith(("n't", "n’t")):
            break
        kept.append(word)
    return " ".join(reversed(kept))


@lru_cache
def _rules() -> tuple[tuple[Stance, re.Pattern[str]], ...]:
    lines = (resources.files(__package__) / "data" / "stances.txt").read_text("utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return tuple((cast(Stance, stance), re.compile(pattern)) for stance, pattern in rows)
