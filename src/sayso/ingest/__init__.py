"""Stage 1 of 5: what the user names becomes Articles.

``sources`` finds and reads files, ``formats`` lists what they may hold (one module a format), and
``article`` makes an Article of each text, marking what is no news. Nothing here is fetched from
the network. What cannot be read becomes a ``Rejected``, and the rest goes on.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from sayso.config import DEFAULTS, Config
from sayso.errors import InputError
from sayso.ingest.article import article_of
from sayso.ingest.formats import SUFFIXES, format_of
from sayso.ingest.sources import Source, rejected, sources
from sayso.records import Article, Rejected

__all__ = ["article_of", "read"]

_FEWEST_WORDS = 3


def read(
    inputs: Iterable[str | Path | Article],
    *,
    config: Config = DEFAULTS,
    stdin: BinaryIO | None = None,
) -> Iterator[Article | Rejected]:
    """Yield the articles that ``inputs`` hold, in order, and a ``Rejected`` for what cannot be read.

    An input is a file, a folder (read with those inside it), a glob (``"news/*.txt"``), ``"-"``
    for ``stdin``, or an Article, which passes through. The same file is read once.
    """
    seen: set[str] = set()
    for given in inputs:
        if isinstance(given, Article):
            yield given
            continue
        found = sources(given, seen=seen, suffixes=SUFFIXES, max_bytes=config.max_bytes, stdin=stdin)
        for source in found:
            if isinstance(source, Rejected):
                yield source
            else:
                yield from _articles(source)


def _articles(source: Source) -> Iterator[Article | Rejected]:
    """Yield what one file holds; a file that holds nothing is rejected too."""
    path, data = source
    empty = True
    try:
        for outcome in format_of(path, data).read(data, path=path):
            empty = False
            yield _with_text(outcome) if isinstance(outcome, Article) else outcome
    except InputError as error:
        yield rejected(path, str(error))
    else:
        if empty:
            yield rejected(path, "it is empty")


def _with_text(article: Article) -> Article | Rejected:
    """Return the article unless nothing is left of it but boilerplate."""
    news = list(article.text)
    for start, end in article.boilerplate:
        news[start:end] = " " * (end - start)
    if len(re.findall(r"\w+", "".join(news))) >= _FEWEST_WORDS:
        return article
    where = article.path if article.part is None else f"{article.path}:{article.part}"
    return rejected(where, "it has no article text")
