"""Plain text and Markdown: the decoded file is the article's text, unchanged."""

from collections.abc import Iterator

from sayso.ingest.article import article_of
from sayso.ingest.decode import decode
from sayso.records import Article, Rejected

__all__ = ["articles_of_text"]


def articles_of_text(data: bytes, *, path: str) -> Iterator[Article | Rejected]:
    """Yield the one article of a text file.

    Raises:
        InputError: it is no text.
    """
    yield article_of(decode(data), path=path)
