"""Finds the headline of a plain text, and the section label ("South Asia") that may stand before it."""

import re
from collections.abc import Sequence
from functools import cache

from sayso.ingest.lines import Line
from sayso.ingest.wordlists import entries
from sayso.records import Span

__all__ = ["headline_of", "label_of", "place_of_title"]

_LONGEST = 180  # characters of a headline in title case
_LONGEST_PLAIN = 120  # of one in sentence case, which an unfinished sentence looks like
_MOST_WORDS = 28
_LABEL_WORDS = 2
_TOP = 6  # lines among which a title is looked for
_LONGER = 1.5  # how much longer a line must be to be a paragraph below a headline
_WORD = re.compile(r"[^\W\d_][\w’'-]*")
_MOST, _ALL_BUT_ALL = 0.75, 0.9  # of the words, for title case; a line with a full stop needs more
_STOPS = ".!?;…"
_CLOSERS = "\"'”’)]"
_QUOTED = re.compile(r"[\"“‘](?=\w)[^\"“”‘’]*[\"”’]|(?<!\w)'[^']*'(?!\w)")
_OPENERS = frozenset(
    {"a", "an", "the", "this", "that", "these", "those", "there", "he", "she", "it", "they", "we", "i"}
    | {"his", "her", "their", "its", "but", "and", "no"}
)
_NO_HEADLINE = re.compile(
    r"(?:sources?|photos?|images?|claim|via|updated?|warning)\b\s?:|.*(?:\d:\d\d|\w\.com$)", re.IGNORECASE
)
_LEFT_OUT = frozenset({"a", "an", "the", "is", "are", "was", "were", "has", "have", "had", "be", "been"})
_HEADING = re.compile(r"#{1,6}\s+")


def label_of(lines: Sequence[Line]) -> Line | None:
    """Return the first line if it is a section label: a few words alone, and a headline after them."""
    if len(lines) < 3 or not _is_headline(lines[1], lines[2]):  # noqa: PLR2004  label, headline, text
        return None
    first = lines[0]
    known = _heading(first).strip(" :>|").casefold() in _labels()
    words = first.text.split()
    unknown = (
        len(words) <= _LABEL_WORDS
        and lines[1].gap
        and all(word[0].isupper() for word in words)
        and first.text.replace(" ", "").isalpha()
        and _is_title_case(lines[1].text)
    )
    return first if known or unknown else None


def headline_of(lines: Sequence[Line]) -> Span | None:
    r"""Return the place of the headline if the first line is one.

    It is short, has no full stop (unless it is in Title Case), and a blank line, a sentence or a
    clearly longer line follows.

    >>> from sayso.ingest.lines import lines_of
    >>> text = "Talks End Without Result\n\nThe talks ended on Tuesday."
    >>> headline_of(list(lines_of(text)))
    Span(start=0, end=24)
    """
    if len(lines) < 2 or not _is_headline(lines[0], lines[1]):  # noqa: PLR2004  headline, text
        return None
    return Span(lines[0].end - len(_heading(lines[0])), lines[0].end)


def place_of_title(title: str, lines: Sequence[Line]) -> Span | None:
    """Return where a title that is known from elsewhere stands among the first lines."""
    wanted = _letters(title)
    for line in lines[:_TOP]:
        words = _letters(line.text)
        if len(line.text) <= 2 * len(title) and words and words == wanted:
            return Span(line.end - len(_heading(line)), line.end)
    return None


def _is_headline(line: Line, following: Line) -> bool:
    text = _heading(line)
    words = [word for word in _WORD.findall(text) if len(word) > 1]
    if not line.whole or not 2 <= len(words) <= _MOST_WORDS or len(text) > _LONGEST:  # noqa: PLR2004
        return False
    if (
        _NO_HEADLINE.match(text)
        or text[-1] in ",:-–—(["
        or text[0] in "([-–—•*@"
        or (text[0].islower() and not text[1:2].isupper())
    ):
        return False
    paragraph = following.text.rstrip(_CLOSERS)[-1:] in _STOPS and len(following.text) > len(text)
    if not (following.gap or paragraph or len(following.text) >= _LONGER * len(text)):
        return False
    stopped = text[-1] in _STOPS or text.rstrip(_CLOSERS + " ")[-1:] in _STOPS
    if _is_title_case(text, _ALL_BUT_ALL if stopped else _MOST):
        return following.gap or not stopped
    return not stopped and len(text) <= _LONGEST_PLAIN and not _is_sentence(text)


def _is_title_case(text: str, share: float = _MOST) -> bool:
    """Say whether the words that can have a capital have one: "Talks End Without Result"."""
    minor = entries("minor_words.txt")
    words = [word for word in _WORD.findall(text) if word.casefold() not in minor]
    if len(words) < 3:  # noqa: PLR2004  too few to tell
        return text.isupper()
    return sum(1 for word in words if word[0].isupper()) >= share * len(words)


def _is_sentence(text: str) -> bool:
    """Say whether a line in sentence case is no headline, which leaves articles and "is" out."""
    words = [word.casefold() for word in _QUOTED.sub(" ", text).split()] or [""]
    return words[0] in _OPENERS or sum(word in _LEFT_OUT for word in words) > 1


def _heading(line: Line) -> str:
    """Return a line's words without the sign of a Markdown heading."""
    sign = _HEADING.match(line.text)
    return line.text[sign.end() :] if sign else line.text


def _letters(text: str) -> str:
    return "".join(character for character in text.casefold() if character.isalnum())


@cache
def _labels() -> frozenset[str]:
    return frozenset(label.casefold() for label in entries("sections.txt"))
