"""Reads what an article is about off its headline and its first words: how often each stands there.

A name is a word in capitals where no sentence begins, and nowhere in small letters: that finds the
actors and places of English news well enough to tell events apart, and costs nothing.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from math import log
from typing import NamedTuple

from sayso.records import Article

__all__ = ["Written", "news_of", "word_weights", "words_in", "written_in"]

WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
POSSESSIVE = re.compile(r"['’][sS]$")
ENDS = frozenset('.!?:"“”‘')  # after these a word may be in capitals and be no name
LEAD = 300  # words of the news that are read: what an article is about stands at its top
LETTERS = 50  # of a word that are read
HEADLINE = 3  # times that a word of the headline counts
NAME = 1.25  # times that a name counts
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
EARLY = ("january", "february", "april", "june", "july", "august")
LATE = ("september", "october", "november", "december")
CALENDAR = frozenset(DAYS + EARLY + LATE)  # not what an article is about; "march" and "may" can be


class Written(NamedTuple):
    """Names as they are written, words in capitals in a row, and how often which word has which form."""

    names: frozenset[str]
    forms: Counter[tuple[str, str]]


class _Token(NamedTuple):
    """A word as it is written and in small letters, where it stands, and whether a sentence begins there."""

    written: str
    word: str
    start: int
    end: int
    first: bool


def news_of(article: Article) -> str:
    """Return the text of an article without headline, agency credits and what is no news."""
    headline = (article.title_span,) if article.title_span else ()
    cuts = sorted((*article.boilerplate, *article.credits, *headline))
    pieces, at = [], 0
    for start, end in cuts:
        pieces.append(article.text[at:start])
        at = max(at, end)
    pieces.append(article.text[at:])
    return "\n".join(pieces)


def word_weights(article: Article) -> dict[str, float]:
    """Return the words of an article's headline and of its first lines, each with what its count weighs."""
    tokens = list(_tokens(news_of(article)))
    counts = Counter(token.word for token in tokens)
    for token in _tokens(article.title or ""):
        counts[token.word] += HEADLINE
    names = _names(tokens)
    return {word: (1 + log(count)) * (NAME if word in names else 1) for word, count in counts.items()}


def written_in(article: Article) -> Written:
    """Return how the words of an article's first lines are written, and the names there."""
    text = news_of(article)
    tokens = list(_tokens(text))
    names = _names(tokens)
    rows: list[tuple[int, int]] = []
    for token in tokens:
        if token.written[0].islower() or token.word not in names:
            continue
        if rows and text[rows[-1][1] : token.start] == " ":
            rows[-1] = rows[-1][0], token.end
        else:
            rows.append((token.start, token.end))
    forms = Counter((token.word, _bare(token.written)) for token in tokens)
    return Written(frozenset(_bare(text[start:end]) for start, end in rows), forms)


def words_in(text: str) -> Iterator[str]:
    """Yield the words of a text in small letters, without accents and without “'s”.

    >>> list(words_in("Calderón's 1 wall"))
    ['calderon', '1', 'wall']
    """
    return (_fold(match.group()[:LETTERS]) for match in WORD.finditer(text))


def _tokens(text: str) -> Iterator[_Token]:
    for match in islice(WORD.finditer(text), LEAD):
        written = match.group()[:LETTERS]
        if (word := _fold(written)) not in CALENDAR:
            yield _Token(written, word, *match.span(), written[0].isupper() and _begins(text, match.start()))


def _begins(text: str, at: int) -> bool:
    """Say whether a sentence, a line or a quotation may begin at a place of a text."""
    before = text[max(0, at - 2) : at]
    return not before or "\n" in before or before.strip()[-1:] in ENDS


def _names(tokens: list[_Token]) -> set[str]:
    capitals = {token.word for token in tokens if token.written[0].isupper() and not token.first}
    return capitals - {token.word for token in tokens if token.written[0].islower()}


@lru_cache(maxsize=100_000)
def _fold(written: str) -> str:
    word = _bare(written).lower()
    if word.isascii():
        return word
    return "".join(one for one in unicodedata.normalize("NFKD", word) if not unicodedata.combining(one))


def _bare(written: str) -> str:
    return POSSESSIVE.sub("", written)
