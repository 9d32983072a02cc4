"""Show what articles share: the origins of claims, and copied passages laid side by side.

That two articles have a passage in common is what the align stage found; here it is only shown, with
what one of them changed. All text has been through ``inert.plain``, and what holds marks is escaped.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import combinations
from typing import NamedTuple

from markupsafe import Markup, escape

from sayso.dossier.context import sentence
from sayso.dossier.lookup import Lookup
from sayso.dossier.view import Cell, cell_of
from sayso.records import Claim, Dossier, Origin, Span

__all__ = ["Pair", "Passage", "Row", "Stretch", "shared_passages"]

_KINDS = {
    "agency_copy": ("Agency copy", "the same passages, and at least one of the articles credits an agency"),
    "shared_passage": ("Shared passages", "the same passages, and none of the articles credits an agency"),
    "statement": ("One statement", "one speaker, cited through the same channel"),
    "interview": ("One interview", "one speaker, cited from an interview or through the same relay"),
    "utterance": ("The same words quoted", "one speaker, quoted in the same words"),
}
_COPIES = {"agency_copy", "shared_passage"}
_ORDER = {kind: place for place, kind in enumerate(_KINDS)}

_ROWS = 6  # of a pair, the longest
_PAIRS = 20  # of a passage; of more articles, each stands beside the fullest one only
_ALL_PAIRS = 24  # of a dossier

_IN_A_ROW = 3  # words by which a sentence finds its copy
_HOMES = 8  # sentences that are looked at for one such row: a phrase of all sentences finds none
_NEARLY = 0.5  # share of such rows that two sentences have in common: a changed word breaks three
_LONG = 10  # such rows in common are a copy, however much stands around them
_LONGEST = 200  # words of a row: laying two beside each other takes their square

_LINE = re.compile(r"[^\r\n]+")
_START = re.compile(r"\s*")
_REST_OF_WORD = re.compile(r"\S*")
_WORD = re.compile(r"\w+")
_TOKEN = re.compile(r"\s*(?:\w+(?:['’.,-]\w+)*|[^\w\s])")  # every character of a plain text is in one


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Words of one article, marked where the other has none like them (``del``, ``ins``), and their place.

    ``claim`` is the id of the first claim of the passage that begins in them, None where none does.
    """

    words: Markup
    place: str
    claim: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Nearly the same words in two articles; ``same`` says that nothing is marked."""

    a: Stretch
    b: Stretch
    same: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two articles (ids and names) side by side, the longest row first; ``left_out`` counts further rows."""

    a: str
    b: str
    name_a: str
    name_b: str
    rows: tuple[Row, ...]
    left_out: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """What several claims have in common as their provenance: one origin, or all of one copied text.

    ``origins`` and ``articles`` are ids, ``names`` what the articles are called. ``cells`` are the
    claims, the same words of one holder once with all their places. ``left_out`` counts the pairs of
    articles that were not laid side by side because they are too many.
    """

    kind: str
    heading: str
    gloss: str
    origins: tuple[str, ...]
    articles: tuple[str, ...]
    names: tuple[str, ...]
    cells: tuple[Cell, ...]
    pairs: tuple[Pair, ...]
    left_out: int


def shared_passages(dossier: Dossier, lookup: Lookup) -> tuple[Passage, ...]:
    """Return what the articles of ``dossier`` share: copies first, then what more articles have.

    Each copied sentence is an origin of its own; those of one kind in the same articles, or in some
    of them, are shown as one passage.
    """
    sides = _Sides(lookup)
    passages = (_passage(origins, sides, lookup) for origins in _gathered(dossier.origins))
    return tuple(passage for passage in passages if passage.articles)


# ---------------------------------------------------------------- passages


def _gathered(origins: Iterable[Origin]) -> list[list[Origin]]:
    """Return each origin alone, but a copy with the larger one of its kind whose articles hold its own."""
    groups: list[tuple[set[str], list[Origin]]] = []
    for origin in sorted(origins, key=lambda one: (_ORDER[one.kind], -len(set(one.articles)))):
        own = set(origin.articles)
        for articles, group in groups:
            if origin.kind in _COPIES and origin.kind == group[0].kind and own <= articles:
                group.append(origin)
                break
        else:
            groups.append((own, [origin]))
    return [group for _, group in groups]


def _passage(origins: Sequence[Origin], sides: "_Sides", lookup: Lookup) -> Passage:
    kind = origins[0].kind
    heading, gloss = _KINDS[kind]
    articles = sorted({one for one in origins[0].articles if one in lookup.articles}, key=lookup.rank)
    claims = _claims(origins, lookup)
    pairs, left_out = sides.pairs(articles, claims) if kind in _COPIES else ((), 0)
    return Passage(
        kind=kind,
        heading=heading,
        gloss=gloss,
        origins=tuple(origin.id for origin in origins),
        articles=tuple(articles),
        names=tuple(lookup.name(article) for article in articles),
        cells=_cells(claims, lookup),
        pairs=pairs,
        left_out=left_out,
    )


def _claims(origins: Iterable[Origin], lookup: Lookup) -> list[Claim]:
    """Return the claims of ``origins`` in the order of the articles and of their texts."""
    ids = {one for origin in origins for one in origin.claims if one in lookup.claims}
    claims = (lookup.claims[one] for one in ids)
    return sorted(claims, key=lambda one: (lookup.rank(one.article), one.article, _start(one), one.id))


def _start(claim: Claim) -> int:
    return min((span.start for span in claim.spans), default=0)


def _cells(claims: Iterable[Claim], lookup: Lookup) -> tuple[Cell, ...]:
    same: dict[tuple[str | None, str], list[Claim]] = {}
    for claim in claims:
        same.setdefault((claim.holder, lookup.words(claim.article, claim.spans)), []).append(claim)
    return tuple(
        replace(cell_of(first, lookup), also=tuple(lookup.place(one.article, one.spans) for one in others))
        for first, *others in same.values()
    )


# ------------------------------------------------------------ side by side


class _Sentence(NamedTuple):
    """A sentence, the number of its line, and its words in lower case."""

    span: Span
    line: int
    words: tuple[str, ...]


class _Run(NamedTuple):
    """Sentences in a row that two articles have in common: the numbers of the first and the last in each."""

    a: tuple[int, int]
    b: tuple[int, int]
    length: int


class _Sides:
    """Lays articles side by side, for as many pairs as a page has room for."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._room = _ALL_PAIRS
        self._known: dict[str, list[_Sentence]] = {}

    def pairs(self, articles: Sequence[str], claims: Iterable[Claim]) -> tuple[tuple[Pair, ...], int]:
        """Return each two articles side by side, and how many pairs there was no room for.

        Of many articles, each stands beside the one with most of the passage only.
        """
        starts: dict[str, list[tuple[int, str]]] = {article: [] for article in articles}
        for claim in claims:
            starts.setdefault(claim.article, []).append((_start(claim), claim.id))
        ranked = sorted(articles, key=lambda one: -len(starts[one]))
        count = len(ranked) * (len(ranked) - 1) // 2
        room = min(self._room, _PAIRS)
        chosen = (
            list(combinations(ranked, 2)) if count <= room else [(ranked[0], b) for b in ranked[1:]][:room]
        )
        self._room -= len(chosen)
        pairs = (self._pair(a, b, starts) for a, b in chosen)
        return tuple(pair for pair in pairs if pair.rows), count - len(chosen)

    def _pair(self, a: str, b: str, starts: dict[str, list[tuple[int, str]]]) -> Pair:
        """Return what is nearly the same in two articles and holds a claim of the passage in one."""
        firsts, seconds = self._sentences(a), self._sentences(b)
        found = []
        for run in _runs(firsts, seconds):
            span_a, span_b = _around(firsts, run.a), _around(seconds, run.b)
            claim_a, claim_b = _first(starts[a], span_a), _first(starts[b], span_b)
            if claim_a or claim_b:
                found.append((-run.length, span_a, span_b, claim_a, claim_b))
        rows = []
        for _, span_a, span_b, claim_a, claim_b in sorted(found, key=lambda one: one[:3])[:_ROWS]:
            words_a, words_b = self._lookup.words(a, (span_a,)), self._lookup.words(b, (span_b,))
            marked_a, marked_b = _marked(words_a, words_b)
            rows.append(
                Row(
                    a=Stretch(words=marked_a, place=self._lookup.place(a, (span_a,)), claim=claim_a),
                    b=Stretch(words=marked_b, place=self._lookup.place(b, (span_b,)), claim=claim_b),
                    same=words_a == words_b,
                )
            )
        names = self._lookup.name(a), self._lookup.name(b)
        left_out = len(found) - len(rows)
        return Pair(a=a, b=b, name_a=names[0], name_b=names[1], rows=tuple(rows), left_out=left_out)

    def _sentences(self, article: str) -> list[_Sentence]:
        if article not in self._known:
            self._known[article] = list(_sentences(self._lookup.articles[article].text))
        return self._known[article]


def _sentences(text: str) -> Iterator[_Sentence]:
    """Yield the sentences of each line; a very long one is cut between words."""
    for number, found in enumerate(_LINE.finditer(text)):
        line, offset = found.group().rstrip(), found.start()
        at = 0
        while at < len(line):
            at = _end(_START, line, at)
            end = _end(_REST_OF_WORD, line, sentence(line, Span(at, at + 1)).end)
            yield _Sentence(
                Span(offset + at, offset + end), number, tuple(_WORD.findall(line[at:end].lower()))
            )
            at = end


def _end(pattern: re.Pattern[str], line: str, at: int) -> int:
    found = pattern.match(line, at)
    return found.end() if found else at


def _around(sentences: Sequence[_Sentence], run: tuple[int, int]) -> Span:
    return Span(sentences[run[0]].span.start, sentences[run[1]].span.end)


def _first(starts: Sequence[tuple[int, str]], span: Span) -> str | None:
    """Return the first claim that begins in ``span``."""
    at = bisect_left(starts, (span.start, ""))
    return starts[at][1] if at < len(starts) and starts[at][0] < span.end else None


def _runs(a: Sequence[_Sentence], b: Sequence[_Sentence]) -> Iterator[_Run]:
    """Yield the sentences that two texts share nearly, those that follow each other in a line joined."""
    run: _Run | None = None
    for n, m in _copies(a, b):
        length = len(a[n].words)
        if run is not None:
            follows = n == run.a[1] + 1 and m in {run.b[1], run.b[1] + 1}
            one_line = a[n].line == a[run.a[1]].line and b[m].line == b[run.b[1]].line
            if follows and one_line and run.length + length <= _LONGEST:
                run = _Run((run.a[0], n), (run.b[0], m), run.length + length)
                continue
            yield run
        run = _Run((n, n), (m, m), length)
    if run is not None:
        yield run


def _copies(a: Sequence[_Sentence], b: Sequence[_Sentence]) -> Iterator[tuple[int, int]]:
    """Yield the sentences of ``a`` that ``b`` has too, nearly, each with the most alike."""
    same = {other.words: m for m, other in reversed(list(enumerate(b)))}
    homes: dict[tuple[str, ...], list[int]] = {}
    for m, other in enumerate(b):
        for row in _rows(other):
            found = homes.setdefault(row, [])
            if len(found) < _HOMES:
                found.append(m)
    for n, one in enumerate(a):
        rows = _rows(one)
        if rows and one.words in same:
            yield n, same[one.words]
        elif shared := Counter(m for row in rows for m in homes.get(row, ())):
            m, count = min(shared.items(), key=lambda item: (-item[1], item[0]))
            if count >= min(_NEARLY * max(len(rows), len(_rows(b[m]))), _LONG):
                yield n, m


def _rows(one: _Sentence) -> set[tuple[str, ...]]:
    return {one.words[at : at + _IN_A_ROW] for at in range(len(one.words) - _IN_A_ROW + 1)}


def _marked(a: str, b: str) -> tuple[Markup, Markup]:
    """Return two plain texts escaped, with the words marked that the other has not."""
    firsts, seconds = _TOKEN.findall(a), _TOKEN.findall(b)
    matcher = SequenceMatcher(
        None, [one.strip() for one in firsts], [one.strip() for one in seconds], autojunk=False
    )
    marked_a, marked_b = Markup(), Markup()
    for change, a_at, a_end, b_at, b_end in matcher.get_opcodes():
        only_a, only_b = "".join(firsts[a_at:a_end]), "".join(seconds[b_at:b_end])
        if change == "equal":
            marked_a, marked_b = marked_a + escape(only_a), marked_b + escape(only_b)
        else:
            marked_a += _tagged(Markup('{}<del class="d">{}</del>'), only_a)
            marked_b += _tagged(Markup('{}<ins class="d">{}</ins>'), only_b)
    return marked_a, marked_b


def _tagged(tag: Markup, words: str) -> Markup:
    """Return ``words`` in a tag, and the space before them outside it."""
    bare = words.lstrip()
    return tag.format(words[: len(words) - len(bare)], bare) if bare else Markup()
