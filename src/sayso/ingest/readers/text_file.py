"""Plain text and Markdown: the decoded file is the article's text, unchanged."""

from collections.abc import Iterator

from sayso.errors import InputError
from sayso.ingest.article import article_of
from sayso.ingest.decode import decode
from sayso.records import Article, Rejected

__all__ = ["articles_of_text"]

_OWN = ("# Who said what\n", "This says who vouches for what; it does not say what is true.")
"""How the Markdown of a dossier begins, and what stands under it."""


def articles_of_text(data: bytes, *, path: str) -> Iterator[Article | Rejected]:
    """Yield the one article of a text file.

    Raises:
        InputError: it is no text.
    """
    text = decode(data)
    if text.startswith(_OWN[0]) and _OWN[1] in text[:1000]:
        raise InputError("it is a dossier that sayso wrote, not a report")
    yield article_of(text, path=path)
