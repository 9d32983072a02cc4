"""Find the articles of a pile that are versions of one: one address, or one outlet's text at two times.

Addresses are compared without what only says where a reader came from. Texts are compared where one
outlet has published an identical sentence at two times: then most words of the shorter must stand in
the longer in the same order, for a story that is kept up to date grows. Copies in other outlets are
none of its versions.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import combinations
from urllib.parse import parse_qsl, urlencode, urlsplit

from rapidfuzz.distance import LCSseq

from sayso.records import Article, digest

__all__ = ["versions"]

TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|yclid|twclid|msclkid|[gw]braid|igshid|mc_[ce]id|_hs\w+|mkt_tok|cmpid|cmp|ocid"
    r"|ns_\w+|at_\w+|xtor|ref|referrer|ref_src|ref_url|smid|smtyp|partner|share|shared|guccounter|amp",
    re.IGNORECASE,
)
SENTENCE = re.compile(r"[^.!?\r\n]{30,}")  # code points: a shorter one recurs by chance
WORD = re.compile(r"\w+")
FEWEST = 30  # words of a text that can be told from others
NEARLY = 0.75  # of the words of the shorter text that stand in the longer in the same order
MANY = 20  # articles of one outlet with one sentence: it is furniture


def versions(articles: Iterable[Article]) -> tuple[tuple[str, ...], ...]:
    """Return the ids of articles that are versions of one, the earliest known time first.

    Articles without another version are left out. The order of the articles changes nothing.
    """
    every = sorted({one.id: one for one in articles}.values(), key=_place)
    home = {one.id: one.id for one in every}

    def root(one: str) -> str:
        while home[one] != one:
            home[one] = one = home[home[one]]
        return one

    for one, other in (*_one_address(every), *_nearly_one_text(every)):
        home[root(other.id)] = root(one.id)
    groups: dict[str, list[str]] = defaultdict(list)
    for one in every:
        groups[root(one.id)].append(one.id)
    return tuple(tuple(group) for group in groups.values() if len(group) > 1)


def _place(one: Article) -> tuple[str, str, str, str]:
    return one.published or "", one.path, one.part or "", one.id


def _one_address(articles: list[Article]) -> Iterator[tuple[Article, Article]]:
    first: dict[str, Article] = {}
    for one in articles:
        address = _address(one.url)
        if address is not None:
            if address in first:
                yield first[address], one
            first.setdefault(address, one)


def _address(url: str | None) -> str | None:
    """Return what an address says of the page; None for a site's front page, which is no article.

    >>> _address("http://www.herald.example/a/1/?utm_source=x&p=2#top")
    'herald.example/a/1?p=2'
    """
    try:
        parts = urlsplit(url or "")
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # no address
        return None
    asked = [(key, value) for key, value in parse_qsl(parts.query) if not TRACKING.fullmatch(key)]
    path = parts.path.rstrip("/")
    if not host or not (path or asked):
        return None
    return f"{host}{path}" + (f"?{urlencode(sorted(asked))}" if asked else "")


def _nearly_one_text(articles: list[Article]) -> Iterator[tuple[Article, Article]]:
    """Yield the articles of one outlet, published at different times, that are nearly the same text."""
    holding: dict[tuple[str, str], list[Article]] = defaultdict(list)
    for one in articles:
        if one.outlet and one.published:
            for sentence in dict.fromkeys(SENTENCE.findall(one.text)):
                holding[one.outlet.casefold(), digest("", sentence.strip())].append(one)
    pairs = {
        (one.id, other.id): (one, other)
        for held in holding.values()
        if len(held) <= MANY
        for one, other in combinations(held, 2)
        if one.published != other.published
    }
    words = {one.id: WORD.findall(one.text.casefold()) for pair in pairs.values() for one in pair}
    for one, other in pairs.values():
        a, b = words[one.id], words[other.id]
        shorter = min(len(a), len(b))
        if (
            shorter >= FEWEST
            and LCSseq.similarity(a, b, score_cutoff=round(NEARLY * shorter)) >= NEARLY * shorter
        ):
            yield one, other
