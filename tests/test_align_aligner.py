from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations

import numpy as np
import pytest
from tests.builders import article, spans

from sayso.align import Aligner
from sayso.align.claims import Voiced
from sayso.align.comparisons import LEAST
from sayso.align.pairs import FEATURES, Pair
from sayso.records import (
    Actor,
    Annotated,
    Attribution,
    Clause,
    Point,
    Quantity,
    Resolved,
    Stance,
    Status,
    digest,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A sentence of a report, its clauses parted by "|".

    Claims with an ``answer`` speak to one question, those with the same one give one answer to it.
    ``count`` is the number of people that the words "N people" name.
    """

    words: str
    answer: str | None = None
    by: str | None = None
    stance: Stance = "asserts"
    verb: str = ""
    count: tuple[float | None, float | None] | None = None
    paper: str | None = None


class Answers:
    """In the place of ``Pairs``: what is known of claims by the answers they give."""

    def __init__(
        self, claims: Sequence[Voiced], _: int = 1, *, given: dict[str, str | None], words: float = 0.8
    ) -> None:
        self._claims, self._given, self._words = claims, given, words
        self.known: dict[tuple[int, int], Pair] = {}

    def may_pair(self, a: int, b: int) -> bool:
        """Say whether two claims stand in two sentences."""
        one, other = self._claims[a], self._claims[b]
        return one.article.id != other.article.id or one.sentence != other.sentence

    def weigh(self) -> None:
        """Make known the pairs of all claims that speak to the question."""
        answers = [self._given[one.text] for one in self._claims]
        for a, b in combinations(range(len(answers)), 2):
            if answers[a] and answers[b] and self.may_pair(a, b):
                features = np.full(len(FEATURES), 0.8)
                features[FEATURES.index("words shared of the shorter")] = self._words
                self.known[a, b] = Pair(features, None, 0.9, 0.9 if answers[a] == answers[b] else 0.0)

    def read_rest(self, wanted: Iterable[tuple[int, int]]) -> None:
        """Read nothing: all is known."""


def own(words: str, answer: str | None = None, **more: object) -> Line:
    """Return a line in a report's own voice."""
    return Line(words=words, answer=answer, **more)  # type: ignore[arg-type]


def said(by: str, words: str, answer: str | None = None, **more: object) -> Line:
    """Return a line that somebody says."""
    return Line(words=words, answer=answer, by=by, **more)  # type: ignore[arg-type]


def report(name: str, lines: Sequence[Line]) -> Annotated:
    """Return a report of these lines."""
    sentences = [f"{one.words.replace('|', '')}{f', {one.by} told us' if one.by else ''}." for one in lines]
    home = article(f"{name}.txt", " ".join(sentences))
    clauses, attributions, quantities = [], [], []
    for line in lines:
        content = spans(home, line.words.replace("|", ""))
        for words in line.words.split("|"):
            lemmas = tuple(word for word in words.lower().split() if len(word) > len("the"))
            clauses.append(Clause(spans=spans(home, words.strip()), root=line.verb or words, lemmas=lemmas))
        if line.by:
            attributions.append(
                Attribution(
                    id=digest("t", home.id, line.words),
                    article=home.id,
                    source=spans(home, line.by),
                    cue=spans(home, "told us"),
                    content=content,
                    type="indirect",
                    stance=line.stance,
                    actor=line.by,
                    confidence=1.0,
                )
            )
        if line.count:
            low, high = line.count
            start = home.text.index("people", content[0].start)
            end = start + len("people")
            quantities.append(Quantity(start=start, end=end, low=low, high=high, unit="person"))
    return Annotated(
        article=home,
        sentences=spans(home, *sentences),
        attributions=tuple(attributions),
        clauses=tuple(clauses),
        quantities=tuple(quantities),
    )


def aligned(monkeypatch: pytest.MonkeyPatch, *lines: Line, words: float = 0.8) -> tuple[Point, ...]:
    """Return the points of reports that hold one line each, unless a line names its ``paper``.

    ``words`` is the share of words that claims at one point have in common.
    """
    papers = defaultdict(list)
    for at, line in enumerate(lines):
        papers[line.paper or f"Paper{at}"].append(line)
    given = {clause.strip(): line.answer for line in lines for clause in line.words.split("|")}
    monkeypatch.setattr("sayso.align.aligner.Pairs", partial(Answers, given=given, words=words))
    names = sorted({line.by for line in lines if line.by})
    actors = tuple(
        Actor(id=name, name=name, kind="person", speaks_for=("the guard",) if name == "the spokesman" else ())
        for name in names
    )
    reports = tuple(report(name, inside) for name, inside in papers.items())
    return Aligner()(Resolved(articles=reports, actors=actors)).points


# --------------------------------------------------------------------------------------- status

SANK = own("the ferry sank near Velm", "sank", verb="sink")
WENT_DOWN = own("the ship went down", "sank")
DRIFTED = own("the ferry drifted ashore", "drifted")
GUARD_SANK = said("the guard", "the ferry had sunk", "sank")
GUARD_AGAIN = said("the guard", "the ship lay under water", "sank")
GUARD_DRIFTED = said("the guard", "the ferry had drifted ashore", "drifted")
SPOKESMAN = said("the spokesman", "the boat was lost", "sank")
UNSUNK = said("the owner", "the ferry had gone under", "denied", stance="denies", verb="sink")
UNCHECKED = said("the agency", "where the ferry lay", "open", stance="cannot_verify")
UNCLEAR = own("it was unclear where the ferry lay", "open")
ABOARD_23 = said("the guard", "23 people were on board", "23", count=(23, 23))
ABOARD_41 = said("the owner", "the ship carried 41 people", "41", count=(41, 41))
ALSO_23 = own("the ferry had 23 people on it", "23", count=(23, 23))
CARRIED_43_000 = said("the guard", "ferries carried 43 thousand people", "43000", count=(43_000, 43_000))
CARRIED_43_885 = own("the line had 43,885 people aboard", "43885", count=(43_885, 43_885))
NEVER_SANK = own("the ferry never sank near Velm", "never", verb="sink")
NOT_MERELY = own("the ferry sank not merely near Velm", "merely", verb="sink")
OVER_20 = own("at least 20 people had boarded", "20", count=(20, None))

STATUSES: list[tuple[str, tuple[Line, ...], Status]] = [
    ("two outlets", (SANK, WENT_DOWN), "agreed"),
    ("an outlet and a source", (SANK, GUARD_SANK), "agreed"),
    ("two outlets, and a third with another answer", (SANK, WENT_DOWN, DRIFTED), "agreed"),
    # One party
    ("one source in two reports", (GUARD_SANK, GUARD_AGAIN), "single_source"),
    ("a source and its spokesman", (GUARD_SANK, SPOKESMAN), "single_source"),
    ("two answers of one source", (GUARD_SANK, GUARD_DRIFTED), "single_source"),
    # Other answers
    ("two outlets with two answers", (SANK, DRIFTED), "differs"),
    ("an outlet and a source with two answers", (SANK, GUARD_DRIFTED), "differs"),
    ("a source and its spokesman against an outlet", (GUARD_SANK, SPOKESMAN, DRIFTED), "differs"),
    ("a number that is less exact", (ABOARD_23, OVER_20), "differs"),
    ("two that agree, and a number that is less exact", (ABOARD_23, ALSO_23, OVER_20), "differs"),
    ("a large number that is less exact", (CARRIED_43_000, CARRIED_43_885), "differs"),
    ("so and more than so", (SANK, NOT_MERELY), "differs"),
    # Conflicts
    ("so and not so", (SANK, NEVER_SANK), "disputed"),
    ("two numbers", (ABOARD_23, ABOARD_41), "disputed"),
    ("two that agree, and another number", (ABOARD_23, ALSO_23, ABOARD_41), "disputed"),
    ("a denial", (SANK, UNSUNK), "disputed"),
    ("a denial, and a doubt", (SANK, UNSUNK, UNCHECKED), "disputed"),
    # What is open
    ("unverified", (GUARD_SANK, UNCHECKED), "unverified"),
    ("unclear to an outlet", (GUARD_SANK, UNCLEAR), "unverified"),
    ("not verified, of one source in two reports", (GUARD_SANK, GUARD_AGAIN, UNCHECKED), "unverified"),
    ("not verified, of one source with two answers", (GUARD_SANK, GUARD_DRIFTED, UNCHECKED), "unverified"),
    ("not verified, and unclear", (UNCHECKED, UNCLEAR), "unverified"),
    ("not verified, and denied", (UNSUNK, UNCHECKED), "unverified"),
    ("not verified, and vouched for by two", (SANK, GUARD_SANK, UNCHECKED), "differs"),
    ("unclear to an outlet, and vouched for by two", (SANK, GUARD_SANK, UNCLEAR), "differs"),
]


@pytest.mark.parametrize(("lines", "status"), [row[1:] for row in STATUSES], ids=[row[0] for row in STATUSES])
def test_status(monkeypatch: pytest.MonkeyPatch, lines: tuple[Line, ...], status: Status) -> None:
    """The status of a point follows from its relations, from who vouches, and from what is open."""
    for order in (lines, lines[::-1]):
        [point] = aligned(monkeypatch, *order)
        assert point.status == status


@pytest.mark.parametrize(("lines", "status"), [row[1:] for row in STATUSES], ids=[row[0] for row in STATUSES])
def test_a_status_has_its_reason(
    monkeypatch: pytest.MonkeyPatch, lines: tuple[Line, ...], status: Status
) -> None:
    """Only what is disputed has a conflict, and what agrees or has one source has no relation at all."""
    [point] = aligned(monkeypatch, *lines)
    kinds = {one.kind for one in point.relations}
    assert ("conflict" in kinds) == (status == "disputed")
    assert not kinds or status in {"disputed", "differs", "unverified"}


def test_two_numbers_of_perhaps_two_things(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two numbers in claims that share few words leave a point in which claims only differ."""
    _, least = LEAST["number"]
    for words, status in ((least, "disputed"), (least - 0.01, "differs")):
        [point] = aligned(monkeypatch, ABOARD_23, ABOARD_41, words=words)
        assert point.status == status


# ------------------------------------------------------------------- what stands at no shared point


def shown(points: Iterable[Point]) -> list[tuple[str, Status, int]]:
    """Return label, status and number of claims of points that stand alone."""
    return [(point.label, point.status, len(point.positions[0].claims)) for point in points]


ALONE: list[tuple[str, Line, list[tuple[str, Status, int]]]] = [
    ("an outlet's own words", own("the ferry sank"), []),
    (
        "an outlet's open question",
        own("it was unclear if the ferry sank"),
        [("it was unclear if the ferry sank", "unverified", 1)],
    ),
    (
        "two in one sentence",
        own("it is unclear who fired | and the motive is not known"),
        [("it is unclear who fired", "unverified", 2)],
    ),
    (
        "one in a sentence",
        own("the ferry sank off Velm | but it is unclear why it capsized"),
        [("but it is unclear why it capsized", "unverified", 1)],
    ),
    (
        "by the words before",
        own("police have not confirmed | the identity of the gunman"),
        [("police have not confirmed", "unverified", 2)],
    ),
    ("a statement", said("the guard", "the ferry sank"), [("the ferry sank", "single_source", 1)]),
    (
        "a statement of two clauses",
        said("the guard", "the ferry sank | and nobody was hurt in it"),
        [("the ferry sank", "single_source", 2)],
    ),
    (
        "what somebody cannot verify",
        said("the agency", "where the ferry lay", stance="cannot_verify"),
        [("where the ferry lay", "unverified", 1)],
    ),
    (
        "a statement that leaves something open",
        said("the guard", "the ferry sank | and the cause is unknown"),
        [("the ferry sank", "unverified", 2)],
    ),
    (
        "a question",
        said("the guard", "the ferry sank", stance="asks"),
        [("the ferry sank", "single_source", 1)],
    ),
]


@pytest.mark.parametrize(("line", "expected"), [row[1:] for row in ALONE], ids=[row[0] for row in ALONE])
def test_what_stands_alone(
    monkeypatch: pytest.MonkeyPatch, line: Line, expected: list[tuple[str, Status, int]]
) -> None:
    """A statement, and what an article leaves open, is a point though nothing meets it."""
    assert shown(aligned(monkeypatch, line)) == expected


def test_open_questions_of_two_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is left open in two sentences, or in two articles, is not one point."""
    lines = [
        own("it is unclear who fired", paper="Herald"),
        own("it is unclear why he fled", paper="Herald"),
        own("the motive is unknown", paper="Wire"),
    ]
    found = aligned(monkeypatch, *lines)
    assert shown(found) == [(line.words, "unverified", 1) for line in lines]


def test_an_open_question_at_a_shared_point(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands at a shared point makes no point of its own."""
    shared, alone = aligned(monkeypatch, GUARD_SANK, UNCLEAR, own("the motive is unknown"))
    assert [len(one.claims) for one in shared.positions] == [1, 1]
    assert shown([alone]) == [("the motive is unknown", "unverified", 1)]
