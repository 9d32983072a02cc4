"""Stage 1 of 5: what the user names becomes Articles.

``sources`` finds and reads files, ``web`` pages of the network, ``formats`` lists what they may hold
(one module of ``readers`` a format), ``following`` goes where lists lead, and ``article`` makes an
Article of each text, marking what is no news. What cannot be read becomes a ``Rejected``, and the rest
goes on.
"""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from sayso.config import DEFAULTS, Config
from sayso.ingest.article import article_of
from sayso.ingest.following import Follower
from sayso.ingest.formats import LISTS
from sayso.ingest.sources import is_list
from sayso.ingest.web.fetched import Fetch, Fetched, offline, on_demand
from sayso.records import Article, Rejected

__all__ = ["Fetch", "Fetched", "article_of", "offline", "on_demand", "read"]


def read(
    inputs: Iterable[str | Path | Article],
    *,
    config: Config = DEFAULTS,
    stdin: BinaryIO | None = None,
    fetch: Fetch | None = None,
) -> Iterator[Article | Rejected]:
    """Yield the articles that ``inputs`` hold and name, and a ``Rejected`` for what cannot be read.

    An input is a file, a folder (read with those inside it), a glob (``"news/*.txt"``), ``"-"``
    for ``stdin``, a web address, or an Article, which passes through. They are read in order, but for
    those that may be lists (a manifest, a feed): of several inputs, or in a folder, these come first,
    since they say more of the others than these do. The same file, or address, is read once.

    ``fetch`` reads an address; None is ``offline``: an address is rejected.
    """
    if isinstance(inputs, Sequence):
        inputs = sorted(inputs, key=lambda one: isinstance(one, Article) or not is_list(str(one), LISTS))
    follower = Follower(config=config, fetch=fetch or offline, stdin=stdin)
    for given in inputs:
        if isinstance(given, Article):
            yield given
        else:
            yield from follower.outcomes(given)
