"""Compare two versions of an article: its headline, what people say in it, and its own words."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import chain

from sayso.records import Actor, Annotated, Extracted, Span
from sayso.versions.alignment import Pair, aligned
from sayso.versions.record import Change, Kind, Part, Revision
from sayso.versions.saying import Partners, Statements, differences, only_turned, partners, telling
from sayso.versions.units import Unit, units
from sayso.versions.wording import worded

__all__ = ["revision"]

COMPARED: tuple[Part, ...] = ("own", "note", "furniture")


def revision(
    old: Extracted | Annotated, new: Extracted | Annotated, *, actors: Iterable[Actor] = ()
) -> Revision:
    """Return how ``old`` became ``new``.

    With ``actors``, those of the attributions of both, it is told whether a source is the same in
    other words, somebody else, or no longer named. Of an ``Annotated`` numbers are compared by value
    ("twelve" is 12), of an ``Extracted`` by their digits.
    """
    known = {actor.id: actor for actor in actors}
    titled = bool(old.article.title and new.article.title)
    both = _Both(*(Statements(units(one.article, titled=titled), one, known) for one in (old, new)))
    news = [both.change(pair) for pair in both.pairs("own")]
    apart = {part: [both.change(pair) for pair in both.pairs(part)] for part in ("note", "furniture")}
    kept = [
        unit
        for pair, change in zip(both.pairs("own"), news, strict=True)
        if pair.old and (change is None or change.kind == "moved")
        for unit in pair.new
    ]
    return Revision(
        old=Extracted(article=old.article, attributions=old.attributions),
        new=Extracted(article=new.article, attributions=new.attributions),
        changes=(
            *_headline(both.old, both.new),
            *both.joined(apart["note"]),
            *both.joined(news),
            *both.joined(apart["furniture"]),
        ),
        kept_sentences=len(kept),
        kept_statements=len(_wholly_in(both.new, kept)),
    )


class _Both:
    """Two versions with their sentences and statements in pairs."""

    def __init__(self, old: Statements, new: Statements) -> None:
        self.old, self.new = old, new
        voices = old.voices, new.voices
        self._pairs = {part: aligned(old.text, new.text, part, voices=voices) for part in COMPARED}
        self._wordings = {
            id(pair): telling(old, new, worded(old.text, new.text, _tokens(pair.old), _tokens(pair.new)))
            for pair in chain.from_iterable(self._pairs.values())
            if pair.old and pair.new and not pair.same
        }
        self.partners = partners(old, new, self._kept())

    def pairs(self, part: Part) -> list[Pair]:
        """Return the units of one part in pairs, in the order of the new version."""
        return self._pairs[part]

    def change(self, pair: Pair) -> Change | None:
        """Return what became of a pair, None if it reads the same in the same place."""
        wording = self._wordings.get(id(pair))
        if wording is None:
            return self._whole(pair)
        found = differences(self.old, self.new, wording, self.partners)
        if not found and (not wording.runs or only_turned(self.old, self.new, wording, self.partners)):
            return self._whole(pair)
        out = [at for run in wording.runs for at in run.old] if wording.runs else wording.olds
        into = [at for run in wording.runs for at in run.new] if wording.runs else wording.news
        change = self._told("changed", pair, out, into)
        return replace(change, edits=wording.edits(self.old.text, self.new.text), differences=found)

    def _whole(self, pair: Pair) -> Change | None:
        """Return a pair that has one side only, or whose sides read the same."""
        if pair.old and pair.new and not pair.moved:
            return None
        kind: Kind = "moved" if pair.old and pair.new else "dropped" if pair.old else "added"
        return self._told(kind, pair, _tokens(pair.old), _tokens(pair.new))

    def _told(self, kind: Kind, pair: Pair, out: Sequence[int], into: Sequence[int]) -> Change:
        """Return a change with whose words it is, going by the tokens that changed."""
        part = (*pair.new, *pair.old)[0].part
        olds, news = (_by_share(self.old, out), _by_share(self.new, into)) if part == "own" else ([], [])
        if kind == "changed":
            both = self.partners.among(olds, news)  # what was only added to has no word out, but is in both
            olds = list(dict.fromkeys([*(one for one, _ in both), *olds]))
            news = list(dict.fromkeys([*(two for _, two in both), *news]))
        if olds or news:
            part = "statement"
        was, now = _place(pair.old), _place(pair.new)
        return Change(
            kind=kind,
            part=part,
            old=was,
            new=now,
            was=self.old.text.said([was] if was else []),
            now=self.new.text.said([now] if now else []),
            who=self.new.who(news[0]) if news else self.old.who(olds[0]) if olds else "",
            statements_old=tuple(self.old.all[one].id for one in olds),
            statements_new=tuple(self.new.all[one].id for one in news),
            moved=pair.moved,
        )

    def joined(self, changes: Iterable[Change | None]) -> list[Change]:
        """Join changes that follow each other: in one statement, or in one paragraph of no one's."""
        found: list[Change] = []
        before: Change | None = None
        for change in changes:
            if change is not None and before is not None and self._go_on(before, change):
                found[-1] = self._one(found[-1], change)
            elif change is not None:
                found.append(change)
            before = found[-1] if change is not None else None
        return found

    def _go_on(self, one: Change, other: Change) -> bool:
        if one.kind != other.kind or one.part != other.part or one.kind == "changed":
            return False
        shared = set(one.statements_old + one.statements_new) & set(
            other.statements_old + other.statements_new
        )
        for text, a, b in ((self.old.text, one.old, other.old), (self.new.text, one.new, other.new)):
            if a is None or b is None:
                continue
            between = text.article.text[a.end : b.start]
            if between.strip() or a.end > b.start or ("\n" in between and not shared):
                return False
        return bool(shared) or one.part != "statement"

    def _one(self, one: Change, other: Change) -> Change:
        was, now = _spanned(one.old, other.old), _spanned(one.new, other.new)
        return replace(
            one,
            old=was,
            new=now,
            was=self.old.text.said([was] if was else []),
            now=self.new.text.said([now] if now else []),
            statements_old=tuple(dict.fromkeys(one.statements_old + other.statements_old)),
            statements_new=tuple(dict.fromkeys(one.statements_new + other.statements_new)),
        )

    def _kept(self) -> Iterator[tuple[int, int]]:
        """Yield the tokens of the news that stayed, by their numbers in both texts."""
        for pair in self._pairs["own"]:
            wording = self._wordings.get(id(pair))
            if wording is not None:
                yield from wording.kept
            elif pair.same:
                yield from zip(_tokens(pair.old), _tokens(pair.new), strict=True)


def _headline(old: Statements, new: Statements) -> list[Change]:
    """Return how the headline changed; where one version has none that is known, nothing is said of it."""
    if not (old.text.article.title and new.text.article.title):
        return []
    a, b = _titled(old), _titled(new)
    lines = [[unit for unit in one.text.units if unit.part == "headline"] for one in (a, b)]
    if not all(lines):
        return []
    wording = telling(a, b, worded(a.text, b.text, _tokens(lines[0]), _tokens(lines[1])))
    if not wording.runs:
        return []
    was, now = _place(lines[0]), _place(lines[1])
    change = Change(
        kind="changed",
        part="headline",
        old=was if a is old else None,
        new=now if b is new else None,
        was=a.text.said([was] if was else []),
        now=b.text.said([now] if now else []),
        differences=differences(a, b, wording, Partners({}, {})),
        edits=wording.edits(a.text, b.text),
    )
    if a is old and b is new:
        return [change]
    placed = tuple(
        replace(one, old=one.old if a is old else (), new=one.new if b is new else ())
        for one in change.differences
    )
    return [replace(change, differences=placed, edits=())]


def _titled(one: Statements) -> Statements:
    """Return a version in whose text the headline stands: where it does not, one of the headline alone."""
    article = one.text.article
    if article.title_span is not None or not article.title:
        return one
    alone = replace(
        article, text=article.title, title_span=Span(0, len(article.title)), boilerplate=(), dateline=None
    )
    return Statements(units(alone), Extracted(article=alone), {})


def _tokens(found: Sequence[Unit]) -> range:
    return range(found[0].first, found[-1].last) if found else range(0)


def _place(found: Sequence[Unit]) -> Span | None:
    return Span(found[0].span.start, found[-1].span.end) if found else None


def _spanned(one: Span | None, other: Span | None) -> Span | None:
    return Span(one.start, other.end) if one and other else None


def _by_share(said: Statements, places: Iterable[int]) -> list[int]:
    """Return the statements that hold some of these tokens: who holds most first, then the longest."""
    touched = said.touched(places)
    return sorted(touched, key=lambda one: (-touched[one], -said.size[one], one))


def _wholly_in(said: Statements, kept: Iterable[Unit]) -> set[int]:
    """Return the statements that have all their words in these units."""
    touched = said.touched(chain.from_iterable(range(unit.first, unit.last) for unit in kept))
    return {number for number, count in touched.items() if count == said.size[number]}
