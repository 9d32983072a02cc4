"""What the steps that find names look at, and the words that they know.

Facts about words stand in ``data/``: titles, nouns for organisations and documents, small words.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from sayso.records import Article, MentionKind

__all__ = [
    "LONG_WORD",
    "POSSESSIVE",
    "Doc",
    "Name",
    "Page",
    "Token",
    "Tokens",
    "is_capital",
    "is_title",
    "root_of",
    "word_set",
    "words",
]

Doc = Any  # spacy.tokens.Doc; spaCy is imported where it is loaded, not here
Token = Any
Tokens = Any  # spacy.tokens.Span

POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
HEADLINE_CAPITALS = 0.6  # share of a headline's longer words that begin with a capital
HEADLINE_WORDS = 3
LONG_WORD = 4  # letters: from here a small word no more; up to here "US" and "Us" are two words


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a run of tokens; ``kind`` is None as long as it is not known."""

    start: int
    end: int
    kind: MentionKind | None
    of_source: bool = False


class Page:
    """What the steps look at: the doc, the sources, and the tokens that stand in headlines."""

    def __init__(self, doc: Doc, article: Article, sources: Sequence[Tokens]) -> None:
        """Take an article's doc and its sources as spans of tokens."""
        self.doc, self.article, self.sources = doc, article, sources
        self.headlines = _headlines(doc, article)

    def key(self, name: Name) -> str:
        """Return the name's words, lower case but for short acronyms: "UN" is not "Un"."""
        text = str(self.doc[name.start : name.end].text)
        return text if text.isupper() and len(text) <= LONG_WORD else text.lower()

    def in_headline(self, name: Name) -> bool:
        """Say whether the name stands where every word has a capital."""
        return name.start in self.headlines

    def neighbours(self, name: Name) -> tuple[str, str]:
        """Return the words before and after a name, lower case."""
        before = self.doc[name.start - 1].lower_.rstrip(".") if name.start else ""
        return before, self.doc[name.end].lower_ if name.end < len(self.doc) else ""


def root_of(source: Tokens) -> Token:
    """Return the word that a source hangs on; spaCy's own choice may be an article it misread."""
    outside = [t for t in source if t.head.i == t.i or not source.start <= t.head.i < source.end]
    return next((t for t in outside if t.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}), source.root)


def is_title(token: Token) -> bool:
    """Say whether a word may stand before a name as a title."""
    return token.lower_.rstrip(".") in words("titles.txt")


def _headlines(doc: Doc, article: Article) -> set[int]:
    """Return the tokens of lines that are written like a headline: capitals, no full stop."""
    found: set[int] = set()
    line: list[Token] = []
    for token in (*doc, None):
        if token is not None and not (token.is_space and "\n" in token.text):
            line.append(token)
            continue
        title = article.title_span
        if line and ((title is not None and title.start <= line[0].idx < title.end) or _is_headline(line)):
            found.update(t.i for t in line)
        line = []
    return found


def _is_headline(line: list[Token]) -> bool:
    long = [token for token in line if len(token.text) >= LONG_WORD and token.is_alpha]
    capitals = sum(token.text[0].isupper() for token in long)
    closed = line[-1].text in {".", "!", "?", "”", '"'}
    return len(long) >= HEADLINE_WORDS and not closed and capitals >= HEADLINE_CAPITALS * len(long)


def is_capital(token: Token) -> bool:
    """Say whether a word is a proper noun with a capital."""
    return bool(token.pos_ == "PROPN" and not token.text.islower())


# ------------------------------------------------------------------ words


@lru_cache
def words(file: str) -> frozenset[str]:
    """Return the words of a data file."""
    return frozenset(word for line in _lines(file) for word in line.split())


@lru_cache
def word_set(kind: str) -> frozenset[str]:
    """Return the words of one class in ``data/name_words.txt``.

    >>> "which" in word_set("relative")
    True
    """
    rows = (line.split("\t") for line in _lines("name_words.txt"))
    return frozenset(word for name, row in rows if name == kind for word in row.split())


def _lines(file: str) -> list[str]:
    text = (resources.files(__package__) / "data" / file).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
