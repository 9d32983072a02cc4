"""Find what several claims have in common as their provenance, and count who is independent.

Four kinds: the same passage in two articles (an agency's copy where one names the agency), the
same quoted words of one speaker, one statement cited by several, one interview.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations, product
from typing import NamedTuple

from sayso.align.claims import Voiced
from sayso.records import Actor, Annotated, Origin, digest

__all__ = ["count_origins", "count_parties", "find_origins"]

WORD = re.compile(r"\w+")
SEED = 5  # words in a row that start a shared run
PASSAGE = 12  # words in a row, outside quotation marks, that no two reporters write by chance
INSIDE = 0.8  # share of a claim that must lie in the run
INTERVIEW = re.compile(r"\b(?:interview|call)\b", re.IGNORECASE)
CHANNEL_HEAD = re.compile(
    r"\b(statement|video|report|letter|e-?mail|interview|conference|release|communiqu[eé]|tweet|twitter|post|speech|"
    r"message|recording|broadcast|briefing|filing|affidavit|lawsuit|television|facebook)",
    re.IGNORECASE,
)
COPIES = {"agency_copy", "shared_passage"}


def find_origins(claims: Sequence[Voiced], articles: Sequence[Annotated]) -> tuple[Origin, ...]:
    """Return the origins that hold two claims or more, in the order of their first claims."""
    origins = [*_copied(claims, articles), *_cited(claims)]
    place = {one.claim.id: at for at, one in enumerate(claims)}
    return tuple(sorted(origins, key=lambda origin: ([place[claim] for claim in origin.claims], origin.kind)))


def _copied(claims: Sequence[Voiced], articles: Sequence[Annotated]) -> Iterable[Origin]:
    """Yield origins from words that stand in several articles."""
    words = {one.article.id: list(WORD.finditer(one.article.text)) for one in articles}
    by_article = defaultdict(list)
    for at, one in enumerate(claims):
        by_article[one.article.id].append(at)
    joined = _Union(len(claims))
    kinds: dict[tuple[int, int], str] = {}
    credited = {one.article.id for one in articles if one.article.credits}
    for run in _runs({article: [word.group().lower() for word in found] for article, found in words.items()}):
        inside_a, inside_b = (
            {at: _rows(claims[at], words[article][first : first + run.length]) for at in by_article[article]}
            for article, first in (run.a, run.b)
        )
        for a, b in product(inside_a, inside_b):
            shared = len(inside_a[a] & inside_b[b])
            if not shared or shared < INSIDE * max(len(inside_a[a]), len(inside_b[b])):
                continue
            if kind := _kind(claims[a], claims[b], run.length, credited):
                joined.join(a, b)
                kinds[a, b] = kind
    for members in joined.groups():
        found = {kind for (a, _), kind in kinds.items() if a in members}
        kind = next(k for k in ("agency_copy", "shared_passage", "utterance") if k in found)
        yield _origin(kind, [claims[at] for at in members])


def _kind(a: Voiced, b: Voiced, length: int, credited: set[str]) -> str | None:
    quoted = all(one.attribution is not None and one.attribution.type != "indirect" for one in (a, b))
    if length >= PASSAGE and not (quoted and length < 2 * PASSAGE):
        return "agency_copy" if {a.article.id, b.article.id} & credited else "shared_passage"
    return "utterance" if quoted and a.claim.holder == b.claim.holder else None


class _Run(NamedTuple):
    """The same words in two articles: (article, number of its first word) twice, and how many."""

    a: tuple[str, int]
    b: tuple[str, int]
    length: int


def _runs(words: Mapping[str, Sequence[str]]) -> Iterable[_Run]:
    """Yield the longest runs of ``SEED`` words or more that two articles share."""
    places = defaultdict(list)
    for article, sequence in words.items():
        for at in range(len(sequence) - SEED + 1):
            places[tuple(sequence[at : at + SEED])].append((article, at))
    for spots in places.values():
        for (a, i), (b, j) in combinations(spots, 2):
            first, second = words[a], words[b]
            if a == b or (i and j and first[i - 1] == second[j - 1]):
                continue
            length = SEED
            while first[i + length : i + length + 1] == second[j + length : j + length + 1] != []:
                length += 1
            yield _Run((a, i), (b, j), length)


def _rows(one: Voiced, run: Sequence[re.Match[str]]) -> set[int]:
    """Return which words of a run a claim holds, counted from the run's start; none if it reaches beyond."""
    rows = {at for at, word in enumerate(run) if any(s <= word.start() < e for s, e in one.claim.spans)}
    total = sum(len(WORD.findall(one.article.text[s:e])) for s, e in one.claim.spans)
    return rows if rows and len(rows) >= INSIDE * total else set()


def _cited(claims: Sequence[Voiced]) -> Iterable[Origin]:
    """Yield origins from the channel or relay that statements of one actor share."""
    groups = defaultdict(list)
    for one in claims:
        attribution = one.attribution
        if attribution is None or attribution.via is None or one.claim.holder is None:
            continue
        said = " ".join(one.article.text[start:end] for start, end in attribution.via.spans)
        if attribution.via.kind == "relay":
            acronym = re.search(r"\(([A-Z]{2,})\)", said)
            name = (
                acronym.group(1) if acronym else re.sub(r"^the\s+", "", said, flags=re.IGNORECASE)
            ).casefold()
            groups[one.claim.holder, "interview", name].append(one)
        elif head := CHANNEL_HEAD.search(said):
            kind = "interview" if INTERVIEW.search(said) else "statement"
            groups[one.claim.holder, kind, head.group(1).casefold()].append(one)
    for (_, kind, _), members in groups.items():
        if len(members) > 1:
            yield _origin(kind, members)


def _origin(kind: str, members: Sequence[Voiced]) -> Origin:
    ids = tuple(one.claim.id for one in members)
    articles = tuple(dict.fromkeys(one.article.id for one in members))
    return Origin(id=digest("o", kind, *ids), kind=kind, claims=ids, articles=articles)  # type: ignore[arg-type]


def count_parties(members: Sequence[Voiced], actors: Mapping[str, Actor], origins: Iterable[Origin]) -> int:
    """Count the sides among the holders: who speaks for one actor is one, copies of one text are one."""
    sides = [_side(one, actors) for one in members]
    return _count(members, sides, [origin for origin in origins if origin.kind in COPIES])


def count_origins(members: Sequence[Voiced], origins: Iterable[Origin]) -> int:
    """Count the independent origins: one holder in one article is one, and so is all of one origin."""
    homes = [(one.article.id, one.claim.holder or "") for one in members]
    return _count(members, homes, origins)


def _count(members: Sequence[Voiced], keys: Sequence[object], origins: Iterable[Origin]) -> int:
    joined = _Union(len(members))
    first: dict[object, int] = {}
    for at, key in enumerate(keys):
        joined.join(first.setdefault(key, at), at)
    place = {one.claim.id: at for at, one in enumerate(members)}
    for origin in origins:
        inside = [place[claim] for claim in origin.claims if claim in place]
        for at in inside[1:]:
            joined.join(inside[0], at)
    return len({joined.find(at) for at in range(len(members))})


def _side(one: Voiced, actors: Mapping[str, Actor]) -> str:
    holder = one.claim.holder
    if holder is None:
        return f"own voice of {one.article.id}"
    seen = set()
    while holder not in seen and holder in actors and actors[holder].speaks_for:
        seen.add(holder)
        holder = actors[holder].speaks_for[0]
    return holder


class _Union:
    """Disjoint sets of 0 to n - 1."""

    def __init__(self, count: int) -> None:
        self._above = list(range(count))

    def find(self, at: int) -> int:
        while self._above[at] != at:
            self._above[at] = self._above[self._above[at]]
            at = self._above[at]
        return at

    def join(self, a: int, b: int) -> None:
        low, high = sorted((self.find(a), self.find(b)))
        self._above[high] = low

    def groups(self) -> list[list[int]]:
        found = defaultdict(list)
        for at in range(len(self._above)):
            found[self.find(at)].append(at)
        return [members for members in found.values() if len(members) > 1]
