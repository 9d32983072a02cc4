"""Joins the lines of a paragraph, and mends the words that were broken at the ends of lines."""

import re
from collections.abc import Mapping, Sequence

from sayso.ingest.wordlists import sections

__all__ = ["joined"]

_BROKEN = re.compile(r"(?<!\w)((?:\w+[-’'])*)(\w+)[-‐]$")
_FIRST = re.compile(r"\w+(?:[-’']\w+)*")
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st", "\u00a0": " "}
)


def joined(lines: Sequence[str], known: Mapping[str, int] | None = None) -> str:
    """Return the lines as one; ``known`` counts the words, in lower case, that the text has elsewhere.

    >>> joined(["The nego-", "tiations of the mid-", "1990s were well-", "known."])
    'The negotiations of the mid-1990s were well-known.'
    """
    text = ""
    for line in (one.translate(_LIGATURES).strip() for one in lines):
        if not text or not line:
            text += line
        elif text.endswith("\u00ad"):
            text = text[:-1] + line
        elif found := _BROKEN.search(text, max(0, len(text) - 100)):
            whole = _is_one_word(found[2], line, known or {}) and not found[1]
            text = (text[:-1] if whole else text) + line
        else:
            text += " " + line
    return text.replace("\u00ad", "")


def _is_one_word(left: str, line: str, known: Mapping[str, int]) -> bool:
    """Say whether a word was broken only because its line was full; the text itself knows best."""
    first = _FIRST.match(line)
    if first is None:
        return False
    right = first.group()
    whole = known.get(f"{left}{right}".casefold(), 0)
    apart = known.get(f"{left}-{right}".casefold(), 0)
    if whole != apart:
        return whole > apart
    kept = sections("hyphens.txt")
    if not (right[0].islower() and left.isalpha()) or (left.isupper() and len(left) > 1):
        return False
    return left.casefold() not in kept["before"] and right.partition("-")[0] not in kept["after"]
