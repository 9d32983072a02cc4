"""Pair the statements of two versions, and tell what a rewritten sentence makes of them.

Which statements are one is read from the words that stayed: those of the old one that became words
of the new. A label of the model (stance, type) counts as changed only where words changed that it
rests on, for on unchanged words it would be the model that changed its mind, not the newsroom.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import Any, NamedTuple

from sayso.records import UNNAMED, Actor, Annotated, Attribution, Extracted, Span, Spans
from sayso.versions.record import Difference
from sayso.versions.units import PLAIN, Text, entries, tokens
from sayso.versions.wording import Run, Wording

__all__ = ["Partners", "Statements", "differences", "only_turned", "partners", "telling"]

ALIKE = 0.3  # of two statements' words that must have stayed
SHORT = 5  # words of an edit in which a hedge or a denial tells
DIGITS = re.compile(r"[0-9]+(?:\.[0-9]+)?")
LINKING = {"and", "that"}  # come and go when parts of a sentence change places


class Statements:
    """The attributions of one version, by the tokens of their roles."""

    def __init__(self, text: Text, found: Extracted | Annotated, actors: Mapping[str, Actor]) -> None:
        self.text = text
        self.all = found.attributions
        self.actors = [actors.get(one.actor or "") for one in self.all]
        quantities = found.quantities if isinstance(found, Annotated) else ()
        times = found.times if isinstance(found, Annotated) else ()
        self.number_at = {at: one for one in quantities for at in text.within([Span(one.start, one.end)])}
        self.time_at = {at for one in times for at in text.within([Span(one.start, one.end)])}
        self.roles: list[dict[str, list[int]]] = []
        self.at: dict[int, list[int]] = defaultdict(list)
        self.content: list[set[int]] = []
        self.size: list[int] = []
        self.voices: set[int] = set()
        for number, one in enumerate(self.all):
            spans = {"source": one.source, "cue": one.cue, "content": one.content}
            spans["via"] = one.via.spans if one.via else ()
            self.roles.append({role: text.within(where) for role, where in spans.items()})
            self.content.append(set(self.roles[number]["content"]))
            self.voices.update(*(self.roles[number][role] for role in ("source", "cue", "via")))
            held = {at for places in self.roles[number].values() for at in places}
            self.size.append(len(held))
            for at in held:
                self.at[at].append(number)

    def touched(self, places: Iterable[int]) -> Counter[int]:
        """Return the statements that hold some of these tokens, with how many."""
        return Counter(number for at in places for number in self.at.get(at, ()))

    def keys(self, number: int, role: str) -> list[str]:
        """Return the words of a statement in one role."""
        return [self.text.tokens[at].key for at in self.roles[number][role]]

    def who(self, number: int) -> str:
        """Return who speaks: the actor's name where it is known, else the words of the source."""
        actor = self.actors[number]
        if actor is not None and actor.name != UNNAMED:
            return actor.name
        return self.text.said(self.all[number].source)


class Partners(NamedTuple):
    """Which statement of the new version is which of the old, both ways."""

    of_old: dict[int, int]
    of_new: dict[int, int]

    def among(self, olds: Iterable[int], news: Iterable[int]) -> list[tuple[int, int]]:
        """Return the pairs of which one side is among these, in their order."""
        found = [(self.of_new[two], two) for two in news if two in self.of_new]
        found += [(one, self.of_old[one]) for one in olds if one in self.of_old]
        return list(dict.fromkeys(found))


def partners(old: Statements, new: Statements, kept: Iterable[tuple[int, int]]) -> Partners:
    """Pair statements by the words that stayed, the most alike first."""
    shared: Counter[tuple[int, int]] = Counter()
    told: Counter[tuple[int, int]] = Counter()
    for i, j in kept:
        for a, b in product(old.at.get(i, ()), new.at.get(j, ())):
            shared[a, b] += 1
            told[a, b] += i in old.content[a] and j in new.content[b]
    alike = {(a, b): 2 * count / (old.size[a] + new.size[b]) for (a, b), count in shared.items()}
    found = Partners({}, {})
    for a, b in sorted(alike, key=lambda pair: (-alike[pair], min(pair), max(pair))):
        enough = 2 * told[a, b] >= ALIKE * (len(old.content[a]) + len(new.content[b]))
        if enough and alike[a, b] >= ALIKE and a not in found.of_old and b not in found.of_new:
            found.of_old[a], found.of_new[b] = b, a
    return found


def telling(old: Statements, new: Statements, wording: Wording) -> Wording:
    """Leave out the edits that say the same: "twelve" and "12", or an "and" where a sentence was split."""
    return wording._replace(runs=tuple(run for run in wording.runs if not _says_the_same(old, new, run)))


def _says_the_same(old: Statements, new: Statements, run: Run) -> bool:
    words = {said.text.tokens[at].key for said, side in ((old, run.old), (new, run.new)) for at in side}
    value = _value(old, run.old)
    return words <= LINKING or (value is not None and value == _value(new, run.new))


def _value(said: Statements, places: Iterable[int]) -> tuple[object, ...] | None:
    """Return what number these tokens are, None if they are none, or more than one."""
    numbers = {said.number_at.get(at) for at in places}
    one = numbers.pop() if len(numbers) == 1 else None
    return None if one is None else (one.low, one.high, one.unit, one.modifier)


def only_turned(old: Statements, new: Statements, wording: Wording, pairs: Partners) -> bool:
    """Say whether a sentence only has its parts in another order: “…,” said X; X said: “…”."""
    touched_a, touched_b = _runs(wording)
    a, b = old.touched(touched_a), new.touched(touched_b)
    if {pairs.of_old.get(one) for one in a} != set(b):
        return False
    held = [(one, pairs.of_old[one]) for one in a]
    if any(old.keys(one, role) != new.keys(two, role) for one, two in held for role in old.roles[one]):
        return False
    rest = [
        [
            one.text.tokens[at].key
            for at in stretch
            if not any(number in said for number in one.at.get(at, ()))
            and one.text.tokens[at].key not in LINKING
        ]
        for one, stretch, said in ((old, wording.olds, a), (new, wording.news, b))
    ]
    return rest[0] == rest[1]


def differences(
    old: Statements, new: Statements, wording: Wording, pairs: Partners
) -> tuple[Difference, ...]:
    """Return what a rewritten stretch comes to: who says it and how, its numbers, hedges and denials."""
    touched_a, touched_b = _runs(wording)
    whole = not wording.runs  # only punctuation changed: quotation marks may tell of any statement here
    a = old.touched(wording.olds if whole else touched_a)
    b = new.touched(wording.news if whole else touched_b)
    out, into = set(touched_a), set(touched_b)
    found: list[Difference] = []
    for one, two in sorted(pairs.among(a, b)):
        found += _voice(old, new, one, two, out, into)
    stayed_a, stayed_b = {i for i, _ in wording.kept}, {j for _, j in wording.kept}
    for one in sorted(a):
        if one not in pairs.of_old and (spans := _unheld(old, one, out, stayed_a)):
            found.append(_difference("attribution", old, new, spans, ()))
    for two in sorted(b):
        if two not in pairs.of_new and (spans := _unheld(new, two, into, stayed_b)):
            found.append(_difference("attribution", old, new, (), spans))
    found += _numbers(old, new, wording)
    for kind in ("hedge", "negation"):
        found += _telling(kind, old, new, wording)
    return tuple(dict.fromkeys(found))


def _runs(wording: Wording) -> tuple[list[int], list[int]]:
    return [at for run in wording.runs for at in run.old], [at for run in wording.runs for at in run.new]


def _voice(  # noqa: PLR0913, PLR0917  a statement of either version, and which of their words changed
    old: Statements, new: Statements, one: int, two: int, out: set[int], into: set[int]
) -> Iterator[Difference]:
    """Yield how a statement's source, cue, channel, stance and quotation marks changed."""
    a, b = old.all[one], new.all[two]
    roles = old.roles[one], new.roles[two]
    for role, was, now in (
        ("source", a.source, b.source),
        ("cue", a.cue, b.cue),
        ("via", a.via.spans if a.via else (), b.via.spans if b.via else ()),
    ):
        changed = out.intersection(roles[0][role]) or into.intersection(roles[1][role])
        if changed and old.keys(one, role) != new.keys(two, role):
            note = _same_source(old, new, one, two) if role == "source" else None
            yield _difference(role, old, new, was, now, note=note)
    if a.stance != b.stance and not (out <= set(roles[0]["content"]) and into <= set(roles[1]["content"])):
        yield _difference("stance", old, new, a.cue, b.cue, values=(a.stance, b.stance))
    if a.type != b.type and _marks(old.text, a) != _marks(new.text, b):
        yield _difference("type", old, new, a.content, b.content, values=(a.type, b.type))


def _same_source(old: Statements, new: Statements, one: int, two: int) -> str | None:
    """Say what became of who speaks, as far as the two texts tell."""
    was, now = old.actors[one], new.actors[two]
    if was is None or now is None or set(old.keys(one, "source")) & set(entries("negation")):
        return None  # "nobody claimed it" names nobody
    names_was, names_now = ({name.casefold() for name in (x.name, *x.aliases)} for x in (was, now))
    if names_was & names_now:
        return "the same in other words"
    if was.kind != "anonymous" and now.kind == "anonymous" and not _named(was, new.text):
        return "no longer named"
    if was.kind == "anonymous" and now.kind != "anonymous" and not _named(now, old.text):
        return "now named"
    if was.kind == now.kind == "person" and not set(was.name.split()) & set(now.name.split()):
        return "somebody else"
    return None


def _named(actor: Actor, text: Text) -> bool:
    """Say whether a text has the last word of an actor's name anywhere."""
    names = list(tokens(actor.name))
    return bool(names) and any(token.key == names[-1].key for token in text.tokens)


def _marks(text: Text, one: Attribution) -> int:
    """Count the quotation marks in and around what is said."""
    return sum(
        text.article.text[max(start - 1, 0) : end + 1].translate(PLAIN).count('"')
        for start, end in one.content
    )


def _unheld(said: Statements, number: int, touched: set[int], stayed: set[int]) -> Spans:
    """Return the words that made a statement somebody's, if all of them went and what was said stayed.

    If some stayed, the other version has the statement too, and the model did not see it.
    """
    roles = said.roles[number]
    content = roles["content"]
    if not content or not roles["cue"] or not touched.issuperset(roles["source"] + roles["cue"]):
        return ()
    if 2 * len(stayed.intersection(content)) < len(content):
        return ()
    one = said.all[number]
    return tuple(sorted({*one.source, *one.cue}))


def _numbers(old: Statements, new: Statements, wording: Wording) -> Iterator[Difference]:
    """Yield the numbers that changed: side by side those of one unit, or in one short edit."""
    was = _figures(old, [run.old for run in wording.runs])
    now = _figures(new, [run.new for run in wording.runs])
    for one in list(was):
        again = next((other for other in now if other.value == one.value), None)
        if again is not None:
            was.remove(one)
            now.remove(again)
    for one in was:
        for other in now:
            short = one.run == other.run and _is_short(wording.runs[one.run])
            if short or (one.unit is not None and one.unit == other.unit):
                now.remove(other)
                yield _difference("number", old, new, (one.span,), (other.span,))
                break
        else:
            yield _difference("number", old, new, (one.span,), ())
    for other in now:
        yield _difference("number", old, new, (), (other.span,))


class _Figure(NamedTuple):
    """A number: its value, what it counts, where it stands, and the edit that it first stands in."""

    value: tuple[float | None, float | None]
    unit: str | None
    span: Span
    run: int


def _figures(said: Statements, runs: Sequence[range]) -> list[_Figure]:
    """Return the numbers in these runs of tokens."""
    found: dict[Span, _Figure] = {}
    for number, at in ((number, at) for number, run in enumerate(runs) for at in run):
        one, token = said.number_at.get(at), said.text.tokens[at]
        if one is not None:
            span = Span(one.start, one.end)
            found.setdefault(span, _Figure((one.low, one.high), one.unit, span, number))
        elif at not in said.time_at and DIGITS.fullmatch(token.key):
            span = Span(token.start, token.end)
            found[span] = _Figure((float(token.key), float(token.key)), None, span, number)
    return sorted(found.values(), key=lambda one: one.span)


def _is_short(run: Run) -> bool:
    return max(len(run.old), len(run.new)) <= SHORT


def _telling(kind: str, old: Statements, new: Statements, wording: Wording) -> Iterator[Difference]:
    """Yield the words of one kind, hedges or denials, that only one wording has.

    Of short edits only: where half a sentence is new, a "not" in it turns nothing round. What stands
    in a source or a cue is told as a change of these.
    """
    listed = set(entries(kind))
    short = [run for run in wording.runs if _is_short(run)]
    sides = []
    for said, runs in ((old, [run.old for run in short]), (new, [run.new for run in short])):
        held = [said.text.tokens[at] for run in runs for at in run if at not in said.voices]
        ends = kind == "negation"
        sides.append([one for one in held if one.key in listed or (ends and one.key.endswith("n't"))])
    was, now = sides
    common = Counter(one.key for one in was) & Counter(one.key for one in now)
    gone = [[one for one in side if not common[one.key]] for side in (was, now)]
    if any(gone):
        spans = [tuple(Span(one.start, one.end) for one in side) for side in gone]
        yield _difference(kind, old, new, *spans)


def _difference(  # noqa: PLR0913  what a difference holds
    kind: Any,
    old: Statements,
    new: Statements,
    was: Spans,
    now: Spans,
    *,
    values: tuple[str, str] | None = None,
    note: str | None = None,
) -> Difference:
    words = values or (old.text.said(was), new.text.said(now))
    return Difference(kind=kind, old=was, new=now, was=words[0], now=words[1], note=note)
