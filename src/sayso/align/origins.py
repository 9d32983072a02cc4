"""Find what several claims have in common as their provenance, and count who is independent.

Four kinds: the same passage in two articles (an agency's copy where one names the agency), the
same quoted words of one speaker, one statement cited by several, one interview.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import combinations, pairwise, product

from sayso.align.claims import Voiced
from sayso.records import Actor, Annotated, Origin, digest

__all__ = ["count_origins", "count_parties", "find_origins"]

WORD = re.compile(r"\w+")
SEED = 5  # words in a row that start a shared run
PASSAGE = 12  # words shared with the sentences around, not quoted, that no two reporters write by chance
RUN = 2  # words in a row that count as shared once a longer run is
INSIDE = 0.8  # share of a claim's words that must be copied
MANY = 30  # sentences with one phrase: more are compared with the next only, not each with each
LONGEST = 200  # words of a sentence that is looked through for shorter rows: that takes their square
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
    """Yield origins from words that stand in several articles, a word more or less here and there."""
    credited = {one.article.id for one in articles if one.article.credits}
    joined = _Union(len(claims))
    copied: set[int] = set()
    for members, length in _shared(_Lines(claims, articles)):
        quoted: dict[str | None, list[int]] = defaultdict(list)
        for at in members:
            attribution = claims[at].attribution
            if attribution is not None and attribution.type != "indirect":
                quoted[claims[at].claim.holder].append(at)
        own_words = sum(map(len, quoted.values())) < len(members)
        groups = list(quoted.values())
        if length >= 2 * PASSAGE or (length >= PASSAGE and own_words):
            copied.update(members)
            groups = [members]
        for group in groups:
            if len({claims[at].article.id for at in group}) > 1:
                for at in group[1:]:
                    joined.join(group[0], at)
    for members in joined.groups():
        kind = "utterance"
        if copied.intersection(members):
            found = {claims[at].article.id for at in members}
            kind = "agency_copy" if found & credited else "shared_passage"
        yield _origin(kind, [claims[at] for at in members])


class _Lines:
    """The different sentences of all articles, each with where it stands and the claims in it.

    ``words`` are a sentence's words, ``homes`` the articles it stands in, ``next`` the sentences that
    follow it anywhere, ``units`` the claims that hold the same words of it, by those words' numbers.
    """

    def __init__(self, claims: Sequence[Voiced], articles: Sequence[Annotated]) -> None:
        self.words: list[tuple[str, ...]] = []
        self.homes: dict[int, set[str]] = defaultdict(set)
        self.next: dict[int, set[int]] = defaultdict(set)
        self.units: dict[int, dict[tuple[int, ...], list[int]]] = defaultdict(lambda: defaultdict(list))
        number: dict[tuple[str, ...], int] = {}
        starts: dict[tuple[str, int], tuple[int, list[int]]] = {}
        for one in articles:
            before = None
            for sentence in one.sentences:
                found = list(WORD.finditer(one.article.text, *sentence))
                words = tuple(word.group().lower() for word in found)
                if words not in number:
                    number[words] = len(self.words)
                    self.words.append(words)
                if before is not None:
                    self.next[before].add(number[words])
                before = number[words]
                self.homes[before].add(one.article.id)
                starts[one.article.id, sentence.start] = before, [word.start() for word in found]
        for at, claim in enumerate(claims):
            line, places = starts.get((claim.article.id, claim.sentence.start), (-1, []))
            inside = tuple(
                n for n, place in enumerate(places) if any(s <= place < e for s, e in claim.claim.spans)
            )
            if inside:
                self.units[line][inside].append(at)


Words = list[tuple[int, int]]
"""The same words in two sentences, by their numbers there."""


def _shared(lines: _Lines) -> Iterable[tuple[list[int], int]]:
    """Yield claims that hold the same words, with the length in words of what is shared around them."""
    matched = dict(_matches(lines.words))
    lengths = _lengths(lines, matched)
    for (a, b), length in lengths.items():
        words = matched[a, b] if a != b else [(n, n) for n in range(len(lines.words[a]))]
        pairs = product(lines.units.get(a, {}).items(), lines.units.get(b, {}).items())
        for (inside_a, members_a), (inside_b, members_b) in pairs:
            held_a, held_b = set(inside_a), set(inside_b)
            shared = sum(i in held_a and j in held_b for i, j in words)
            if shared >= INSIDE * max(len(held_a), len(held_b)):
                yield sorted({*members_a, *members_b}), length


def _lengths(lines: _Lines, matched: Mapping[tuple[int, int], Words]) -> dict[tuple[int, int], int]:
    """Return how many words two sentences share, with the sentences before and after them."""
    own = {pair: len(words) for pair, words in matched.items()}
    own |= {(line, line): len(lines.words[line]) for line, homes in lines.homes.items() if len(homes) > 1}
    before: dict[tuple[int, int], int] = defaultdict(int)
    after: dict[tuple[int, int], int] = defaultdict(int)
    for (a, b), length in own.items():
        following: Iterable[tuple[int, int]] = product(lines.next[a], lines.next[b])
        if a == b and len(lines.next[a]) > MANY:  # "Read more here."
            following = ((line, line) for line in lines.next[a])
        for x, y in following:
            pair = min(x, y), max(x, y)
            if pair in own:
                before[pair] = max(before[pair], length)
                after[a, b] = max(after[a, b], own[pair])
    return {pair: before[pair] + length + after[pair] for pair, length in own.items()}


def _matches(lines: Sequence[tuple[str, ...]]) -> Iterable[tuple[tuple[int, int], Words]]:
    """Yield the pairs of different sentences that share ``SEED`` words in a row, with all they share.

    Shared are such rows wherever they stand, and what is equal between them in one order (difflib's
    matching blocks). Of the sentences that share a phrase with many, each is compared with the next.
    """
    places: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for at, words in enumerate(lines):
        for n in range(len(words) - SEED + 1):
            places[words[n : n + SEED]].add(at)
    pairs: set[tuple[int, int]] = set()
    for found in places.values():
        some = sorted(found)
        pairs.update(combinations(some, 2) if len(some) <= MANY else pairwise(some))
    for a, b in sorted(pairs):
        first, second = lines[a], lines[b]
        rows: dict[tuple[str, ...], int] = {}
        for j in range(len(second) - SEED + 1):
            rows.setdefault(second[j : j + SEED], j)
        shared = {
            (i + n, rows[row] + n)
            for i in range(len(first) - SEED + 1)
            if (row := first[i : i + SEED]) in rows
            for n in range(SEED)
        }
        if max(len(first), len(second)) <= LONGEST:
            blocks = SequenceMatcher(None, first, second, autojunk=False).get_matching_blocks()
            shared |= {(one.a + n, one.b + n) for one in blocks if one.size >= RUN for n in range(one.size)}
        yield (a, b), sorted(shared)


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
