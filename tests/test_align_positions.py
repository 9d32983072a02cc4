from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations, product
from typing import Any, cast, get_args

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.test_align_comparisons import arrested, day, killed, met, number, says, voiced

from sayso.align.claims import Voiced
from sayso.align.comparisons import LEAST
from sayso.align.pairs import FEATURES, Pair, Pairs
from sayso.align.positions import MOST, Answers, find_answers, relate
from sayso.records import Relation, Stance

THRESHOLDS = {"same": 0.5}
SURE, SHARED = LEAST["number"]
Known = dict[tuple[int, int], Pair]


def pair(
    same: float = 0.0, point: float = 0.8, *, alike: float = 0.0, excludes: float = 0.0, read: bool = True
) -> Pair:
    """Return what is known of two claims; ``alike`` is how much meaning and how many words they share.

    ``excludes`` is the relation model's probability that they cannot both be true, where it has
    ``read`` them.
    """
    features = np.zeros(len(FEATURES))
    for name in ("meaning of the claims", "words shared of the shorter"):
        features[FEATURES.index(name)] = alike
    reading = np.array([0.125, 0.25, excludes, 0.12549])
    return Pair(features, reading if read else None, point, same)


class Stored:
    """In the place of ``Pairs``: pairs that are known, more of them once they are read."""

    def __init__(
        self,
        known: Mapping[tuple[int, int], Pair],
        unread: Mapping[tuple[int, int], Pair] | None = None,
        parted: Callable[[int, int], bool] = lambda a, b: a != b,
    ) -> None:
        self.known = dict(known)
        self.may_pair = parted
        self.read: list[tuple[int, int]] = []
        self._unread = unread or {}

    def read_rest(self, wanted: Iterable[tuple[int, int]]) -> None:
        """Make known what is wanted."""
        self.read += wanted
        self.known |= {one: self._unread[one] for one in self.read if one in self._unread}


def plain(at: int, **more: Any) -> Voiced:
    """Return a claim that no comparison can tell anything about."""
    return voiced(f"Smoke rose over ship {at}", more.pop("root", f"rise {at}"), **more)


def answers(claims: Sequence[Voiced], known: Known | Stored, members: Sequence[int] | None = None) -> Answers:
    """Return the answers that claims give, all of them unless ``members`` says which."""
    pairs = known if isinstance(known, Stored) else Stored(known)
    chosen = range(len(claims)) if members is None else members
    return find_answers(chosen, claims, cast("Pairs", pairs), THRESHOLDS)


def parts(claims: Sequence[Voiced], known: Known | Stored) -> list[list[int]]:
    """Return which claims give one answer."""
    return answers(claims, known).positions


def related(claims: Sequence[Voiced], known: Known, *positions: list[int]) -> tuple[Relation, ...]:
    """Return how positions stand to each other, each claim one of its own unless they are given."""
    found = answers(claims, known)
    alone = [[at] for at in range(len(claims))]
    return relate(replace(found, positions=list(positions) or alone), claims)


def relation(claims: Sequence[Voiced], known: Known, *positions: list[int]) -> Relation:
    """Return the one relation there is."""
    [found] = related(claims, known, *positions)
    return found


ARRESTED_14 = arrested("14 people", number(14, 14))
ARRESTED_23 = arrested("23 people", number(23, 23))
ARRESTED_9 = arrested("9 people", number(9, 9))
AT_LEAST_20 = arrested("at least 20 people", number(20, None, modifier="at_least"))
EARLY_TOLL = killed("14 people", number(14, 14), published="2024-03-03")
LATE_TOLL = killed("23 people", number(23, 23), published="2024-03-04")
IN_TEHRAN = met("They met in Tehran", places=("Tehran",))
IN_QOM = met("They met in Qom", places=("Qom",))
IN_HERAT = met("They met in Herat", places=("Herat",))

# --------------------------------------------------------------------------------- find_answers


def test_one_answer() -> None:
    """Claims that are likely the same are one position, the others each its own."""
    claims = [plain(at) for at in range(4)]
    known = {(0, 2): pair(0.5), (0, 1): pair(0.49), (1, 3): pair(0.9)}
    assert parts(claims, known) == [[0, 2], [1, 3]]
    assert parts(claims, {}) == [[0], [1], [2], [3]]
    assert parts([], {}) == []


def test_the_most_held_first() -> None:
    """The position of most claims comes first, of two as large that with the first claim."""
    claims = [plain(at) for at in range(6)]
    same = pair(0.9)
    assert parts(claims, {(1, 2): same, (3, 4): same, (3, 5): same, (4, 5): same}) == [[3, 4, 5], [1, 2], [0]]
    assert parts(claims, {(3, 4): same, (1, 5): same}) == [[1, 5], [3, 4], [0], [2]]


@pytest.mark.parametrize("members", [(2, 5, 7), (7, 2, 5), (5, 7, 2)])
def test_some_of_the_claims(members: tuple[int, ...]) -> None:
    """The claims of a point keep their numbers, in whatever order they are given; no others are looked at."""
    claims = [plain(at) for at in range(9)]
    known = {(5, 7): pair(0.9), (2, 3): pair(0.9), (0, 7): pair(0.9)}
    found = answers(claims, known, members)
    assert [sorted(part) for part in found.positions] == [[5, 7], [2]]
    assert found.pairs == {(5, 7): known[5, 7]}


APART = [
    ("two counts", ARRESTED_14, ARRESTED_23, True),
    ("at least 20 and 23", AT_LEAST_20, ARRESTED_23, True),
    ("an earlier and a later toll", EARLY_TOLL, LATE_TOLL, True),
    ("one count", ARRESTED_14, arrested("fourteen people", number(14, 14)), False),
    ("two places", IN_TEHRAN, IN_QOM, False),
    ("two people", met("Khan met them", people=("Khan",)), met("He met Omar", people=("Omar",)), False),
]


@pytest.mark.parametrize(("a", "b", "apart"), [row[1:] for row in APART], ids=[row[0] for row in APART])
def test_a_typed_finding(a: Voiced, b: Voiced, apart: bool) -> None:  # noqa: FBT001  it is what the table says
    """Two values keep claims apart, however likely the same; two places or persons do not."""
    known = {(0, 1): pair(1.0, alike=0.8)}
    assert parts([a, b], known) == ([[0], [1]] if apart else [[0, 1]])
    assert parts([b, a], known) == ([[0], [1]] if apart else [[0, 1]])


STANDING: dict[str, set[Stance | None]] = {
    "vouched for": {None, "asserts", "confirms", "believes", "demands", "promises"},
    "denied": {"denies"},
    "open": {"cannot_verify", "declines_to_comment", "asks", "doubts"},
}


def test_standing() -> None:
    """What is vouched for, what is denied and what is left open are never one answer."""
    assert set.union(*STANDING.values()) == {None, *get_args(Stance)}
    for (one, stances), (other, others) in product(STANDING.items(), repeat=2):
        for a, b in product(stances, others):
            claims = [plain(0, stance=a), plain(1, stance=b)]
            assert (parts(claims, {(0, 1): pair(1.0)}) == [[0, 1]]) == (one == other), (a, b)


NEGATED = [
    ("one verb, one of them negated", "sail", "sail", (False, True), True),
    ("one verb, both negated", "sail", "sail", (True, True), False),
    ("one verb, none negated", "sail", "sail", (False, False), False),
    ("two verbs, one of them negated", "sail", "stay", (False, True), False),
]


@pytest.mark.parametrize(
    ("a", "b", "negated", "apart"), [row[1:] for row in NEGATED], ids=[row[0] for row in NEGATED]
)
def test_negation(a: str, b: str, negated: tuple[bool, bool], apart: bool) -> None:  # noqa: FBT001  likewise
    """One verb with and without a negation is never one answer, though no comparison finds a conflict."""
    claims = [plain(0, root=a, negated=negated[0]), plain(1, root=b, negated=negated[1])]
    found = answers(claims, {(0, 1): pair(1.0)})
    assert found.positions == ([[0], [1]] if apart else [[0, 1]])
    assert found.found == {}


def test_what_is_found() -> None:
    """What a comparison finds is kept by the two claims, the lower number first."""
    claims = [ARRESTED_14, plain(1), ARRESTED_23]
    found = answers(claims, {one: pair(alike=0.8) for one in combinations(range(3), 2)}, (2, 1, 0))
    [(where, what)] = found.found.items()
    assert where == (0, 2)
    assert (what.kind, what.reason, what.a, what.b) == ("conflict", "number", "14 people", "23 people")


def test_how_alike() -> None:
    """A comparison is told how much meaning and how many words two claims share."""
    claims = [met(), met("The minister did not meet him", negated=True)]
    assert answers(claims, {(0, 1): pair(alike=0.8)}).found[0, 1].reason == "negation"
    assert answers(claims, {(0, 1): pair(alike=0.5)}).found == {}


@pytest.mark.parametrize("known", [pair(excludes=0.9, alike=0.8), pair(0.9, excludes=0.9, alike=0.8)])
def test_how_likely_they_exclude_each_other(known: Pair) -> None:
    """A comparison is told what the model reads; what it then finds keeps two claims apart."""
    claims = [says("The guards opened the gate"), says("No gate was opened", negated=True)]
    found = answers(claims, {(0, 1): known})
    assert found.found[0, 1].reason == "negation"
    assert found.positions == [[0], [1]]
    assert answers(claims, {(0, 1): replace(known, reading=None)}).found == {}


def test_what_could_not_be_verified() -> None:
    """What is open and what is vouched for are two positions, and a difference."""
    claims = [says("Gunmen shot the mayor"), says("It was unclear who shot the mayor")]
    found = answers(claims, {(0, 1): pair(1.0)})
    assert found.positions == [[0], [1]]
    assert (found.found[0, 1].kind, found.found[0, 1].reason) == ("differs", "unverified")


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        ("They met in Tehran", "They met in Tehran", True),
        ("They met in Tehran", "they met in TEHRAN", True),
        ("They met in Tehran", "They met in Tehran.", False),
        ("They met in Tehran", "They have met in Tehran", False),
    ],
)
def test_identical_words(a: str, b: str, one: bool) -> None:  # noqa: FBT001  likewise
    """The same words at one point are one answer in any case, however unlikely to the models."""
    claims = [met(a, article="herald"), met(b, article="wire")]
    assert parts(claims, {(0, 1): pair(0.0)}) == ([[0, 1]] if one else [[0], [1]])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({}, {"stance": "denies"}),
        ({}, {"stance": "cannot_verify"}),
        ({"stance": "asserts"}, {"stance": "doubts"}),
        ({"times": {"on Friday": day("2024-03-01")}}, {"times": {"on Friday": day("2024-03-08")}}),
    ],
)
def test_identical_words_that_stand_apart(one: dict[str, Any], other: dict[str, Any]) -> None:
    """The same words are two answers where one is denied or open, or they mean two days."""
    claims = [
        met("They met on Friday", article=name, **more) for name, more in (("herald", one), ("wire", other))
    ]
    assert parts(claims, {(0, 1): pair(1.0, alike=1.0)}) == [[0], [1]]


def test_parts_of_one_sentence() -> None:
    """Claims that may not pair are neither read nor compared, and are not known to be the same."""
    claims = [ARRESTED_14, ARRESTED_23, plain(2)]
    pairs = Stored(
        {(0, 1): pair(1.0), (0, 2): pair(0.9)},
        {(1, 2): pair(0.1)},
        parted=lambda a, b: {a, b} != {0, 1},
    )
    found = answers(claims, pairs)
    assert pairs.read == [(0, 2), (1, 2)]
    assert set(found.pairs) == {(0, 2), (1, 2)}
    assert found.found == {}
    assert found.positions == [[0, 2], [1]]


@pytest.mark.parametrize(("count", "read"), [(MOST, True), (MOST + 1, False)])
def test_what_is_read(count: int, read: bool) -> None:  # noqa: FBT001  likewise
    """All pairs of a point are read first, unless it has too many claims."""
    claims = [plain(at) for at in range(count)]
    every = list(combinations(range(count), 2))
    pairs = Stored({}, dict.fromkeys(every, pair(0.9)))
    found = answers(claims, pairs)
    assert pairs.read == (every if read else [])
    assert found.positions == ([[*range(count)]] if read else [[at] for at in range(count)])


# --------------------------------------------------------------------------------------- relate


def test_a_relation() -> None:
    """A relation says what differs, in which claims and words, and what the model reads in them."""
    assert relation([IN_TEHRAN, IN_QOM], {(0, 1): pair(alike=0.8, excludes=0.1)}) == Relation(
        a=0,
        b=1,
        kind="differs",
        why={
            "reason": "place",
            "claims": [IN_TEHRAN.claim.id, IN_QOM.claim.id],
            "words": ["Tehran", "Qom"],
            "note": None,
            "model": {"same": 0.125, "differs": 0.25, "conflict": 0.1, "other": 0.125},
        },
    )


def test_not_read() -> None:
    """Where the model has not read the two claims there is nothing that it says."""
    assert "model" not in relation([IN_TEHRAN, IN_QOM], {(0, 1): pair(alike=0.8, read=False)}).why


TELLING = [
    ("a conflict", [ARRESTED_14, plain(1)], [ARRESTED_23], {(1, 2): 0.9}, (0, 2)),
    ("a difference", [IN_TEHRAN, plain(1)], [IN_QOM], {(1, 2): 0.9}, (0, 2)),
    ("a conflict before a difference", [AT_LEAST_20, ARRESTED_14], [ARRESTED_23], {(0, 2): 0.9}, (1, 2)),
    ("the likelier conflict", [ARRESTED_14, ARRESTED_9], [ARRESTED_23], {(1, 2): 0.9}, (1, 2)),
    ("the likelier difference", [IN_TEHRAN, IN_HERAT], [IN_QOM], {(1, 2): 0.9}, (1, 2)),
    ("the first of two as likely", [ARRESTED_14, ARRESTED_9], [ARRESTED_23], {}, (0, 2)),
    ("the first of the others", [ARRESTED_14], [ARRESTED_23, ARRESTED_9], {}, (0, 1)),
    (
        "a conflict that is likely of one thing",
        [ARRESTED_14, ARRESTED_9],
        [ARRESTED_23],
        {(0, 2): SURE - 0.01},
        (1, 2),
    ),
]


@pytest.mark.parametrize(
    ("first", "second", "points", "best"), [row[1:] for row in TELLING], ids=[row[0] for row in TELLING]
)
def test_the_pair_that_tells_most(
    first: list[Voiced], second: list[Voiced], points: dict[tuple[int, int], float], best: tuple[int, int]
) -> None:
    """Of all claims of two positions a conflict is shown before a difference, then the likelier of one point.

    Where nothing else is said a pair is just likely enough of one point for a conflict.
    """
    claims = [*first, *second]
    known = {one: pair(alike=0.8, point=points.get(one, SURE)) for one in combinations(range(len(claims)), 2)}
    sides = list(range(len(first))), list(range(len(first), len(claims)))
    kind = answers(claims, known).found[best].kind
    for order in (sides, sides[::-1]):
        found = relation(claims, known, *order)
        shown = [claims[at].claim.id for at in best]
        assert found.why["claims"] == (shown if order == sides else shown[::-1])
        assert found.kind == kind


@pytest.mark.parametrize("order", [[0, 1], [1, 0]])
@pytest.mark.parametrize("turned", [False, True])
def test_the_order_of_the_positions(order: list[int], turned: bool) -> None:  # noqa: FBT001  likewise
    """Claims and words stand in the order of the positions, whichever of them has the lower number."""
    claims = [ARRESTED_23, ARRESTED_14] if turned else [ARRESTED_14, ARRESTED_23]
    found = relation(claims, {(0, 1): pair(alike=0.8)}, *([at] for at in order))
    assert (found.a, found.b, found.kind) == (0, 1, "conflict")
    assert found.why["claims"] == [claims[at].claim.id for at in order]
    words = {ARRESTED_14.claim.id: "14 people", ARRESTED_23.claim.id: "23 people"}
    assert found.why["words"] == [words[one] for one in found.why["claims"]]


@pytest.mark.parametrize(
    "known",
    [pair(point=SURE - 0.01, alike=0.8, excludes=1.0), pair(point=0.8, alike=SHARED - 0.01, excludes=1.0)],
    ids=["hardly of one point", "few words in common"],
)
def test_perhaps_not_of_one_thing(known: Pair) -> None:
    """Two values of what may well be two things differ, whatever the model reads."""
    found = relation([ARRESTED_14, ARRESTED_23], {(0, 1): known})
    assert (found.kind, found.why["reason"], found.why["note"]) == (
        "differs",
        "number",
        "perhaps not of one thing",
    )


WITHOUT = [
    ("two articles", plain(0), plain(1)),
    ("two speakers", plain(0, stance="asserts"), plain(1, stance="confirms")),
    ("other words for a sale", says("The bakery bought the church"), says("The bank owns the church")),
    ("a hoax", says("The bakery bought the church"), says("The sale of the church is a hoax")),
    ("a demand", plain(0, stance="demands"), plain(1, stance="asserts")),
    ("a request", plain(0, stance="asks"), plain(1)),
    ("a promise", plain(0, stance="promises"), plain(1, stance="denies")),
    ("an article's own voice", plain(0, article="a"), plain(1, article="a", negated=True)),
    (
        "one holder in one article",
        plain(0, article="a", stance="asserts", holder="khan"),
        plain(1, article="a", stance="denies", holder="khan"),
    ),
]


@pytest.mark.parametrize(("a", "b"), [row[1:] for row in WITHOUT], ids=[row[0] for row in WITHOUT])
def test_the_model_alone(a: Voiced, b: Voiced) -> None:
    """What the model alone takes for a conflict is none."""
    known = {(0, 1): pair(point=1.0, alike=0.7, excludes=1.0)}
    assert related([a, b], known) == related([b, a], known) == ()


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (AT_LEAST_20, ARRESTED_23),
        (EARLY_TOLL, LATE_TOLL),
        (IN_TEHRAN, IN_QOM),
        (
            voiced("He came on 17 October", "come", times={"17 October": day("2014-10-17")}),
            voiced("He came in October", "come", times={"October": day("2014-10")}),
        ),
    ],
)
def test_what_only_differs(a: Voiced, b: Voiced) -> None:
    """What both can be true stays a difference, whatever the model reads."""
    known = {(0, 1): pair(point=1.0, alike=0.8, excludes=1.0)}
    assert relation([a, b], known).kind == relation([b, a], known).kind == "differs"


def test_nothing_found() -> None:
    """Positions between which nothing is found, one position alone, and none have no relation."""
    claims = [ARRESTED_14, plain(1), ARRESTED_23]
    assert related(claims, {(0, 1): pair(), (1, 2): pair()}) == ()
    assert related(claims, {(0, 2): pair()}, [0, 2], [1]) == ()
    assert related(claims, {(0, 2): pair()}, [0, 1, 2]) == ()
    assert related(claims, {}) == ()
    assert related([], {}) == ()


def test_several_relations() -> None:
    """Each two positions are looked at, and a relation names them by their places."""
    claims = [ARRESTED_14, ARRESTED_23, plain(2), AT_LEAST_20]
    known = {one: pair(alike=0.8) for one in combinations(range(4), 2)}
    found = related(claims, known, [3], [0], [2], [1])
    assert [(one.a, one.b, one.kind, one.why["reason"]) for one in found] == [
        (0, 1, "conflict", "number"),
        (0, 3, "differs", "precision"),
        (1, 3, "conflict", "number"),
    ]


# ----------------------------------------------------------------------------------- properties

Drawn = tuple[list[Voiced], Known]
STANCES: tuple[Stance | None, ...] = (None, "asserts", "denies", "cannot_verify", "demands")


@st.composite
def drawn_claims(draw: st.DrawFn) -> Drawn:
    """Draw claims of two verbs and several stances, some of one voice, and what is known of some pairs."""
    random = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    claims = [
        plain(
            at,
            root=f"verb {random.integers(2)}",
            negated=bool(random.random() < 0.2),
            stance=STANCES[random.integers(len(STANCES))],
            holder=f"holder {random.integers(3)}",
            article=f"article {random.integers(3)}",
        )
        for at in range(draw(st.integers(0, 7)))
    ]
    share = draw(st.floats(0.3, 1))
    known = {
        one: pair(
            *(float(value) for value in random.random(2)),
            alike=float(random.random()),
            excludes=float(random.random()),
            read=bool(random.random() < 0.8),
        )
        for one in combinations(range(len(claims)), 2)
        if random.random() < share
    }
    return claims, known


@settings(deadline=None)
@given(drawn_claims())
def test_every_claim_once(drawn: Drawn) -> None:
    """Each claim is in one position, with none that it must stand apart from; the largest come first."""
    claims, known = drawn
    found = answers(claims, known)
    assert sorted(at for part in found.positions for at in part) == [*range(len(claims))]
    assert found.positions == sorted(found.positions, key=lambda part: (-len(part), part))
    for a, b in (one for part in found.positions for one in combinations(part, 2)):
        assert claims[a].root != claims[b].root or claims[a].negated == claims[b].negated
        assert (a, b) not in found.found or not found.found[a, b].parts


@settings(deadline=None)
@given(drawn_claims(), st.randoms())
def test_order_changes_nothing(drawn: Drawn, random: object) -> None:
    """Claims under other numbers give the same positions, and those the same relations."""
    claims, known = drawn
    order = list(range(len(claims)))
    random.shuffle(order)  # type: ignore[attr-defined]
    place = {at: n for n, at in enumerate(order)}
    turned = {(min(place[a], place[b]), max(place[a], place[b])): one for (a, b), one in known.items()}
    outcomes = []
    for numbered, pairs in ((claims, known), ([claims[at] for at in order], turned)):
        found = answers(numbered, pairs)
        held = [frozenset(numbered[at].claim.id for at in part) for part in found.positions]
        outcomes.append(
            {
                (
                    frozenset(
                        zip((held[one.a], held[one.b]), one.why["claims"], one.why["words"], strict=True)
                    ),
                    one.kind,
                    one.why["reason"],
                )
                for one in relate(found, numbered)
            }
            | set(held)
        )
    assert outcomes[0] == outcomes[1]
