from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.align.claims import Voiced
from sayso.align.comparisons import COMPARISONS, Alike, compare
from sayso.records import Article, Attribution, Claim, Quantity, Span, Stance, Time

VERY = Alike(point=0.8, same=0.6, meaning=0.8, words=0.8)
HARDLY = Alike(point=0.1, same=0.1, meaning=0.3, words=0.1)
Expected = tuple[str, str] | None


def number(
    low: float | None, high: float | None, unit: str | None = "person", modifier: Any = "exact"
) -> Quantity:
    """Return a number that ``voiced`` puts where its words stand."""
    return Quantity(start=0, end=0, low=low, high=high, unit=unit, modifier=modifier)


def day(value: str | None, weekday: int | None = None) -> Time:
    """Return a time that ``voiced`` puts where its words stand."""
    return Time(start=0, end=0, value=value, weekday=weekday)


def voiced(  # noqa: PLR0913  a claim has that many sides
    text: str,
    root: str,
    *,
    numbers: dict[str, Quantity] | None = None,
    times: dict[str, Time] | None = None,
    people: tuple[str, ...] = (),
    places: tuple[str, ...] = (),
    stance: Stance | None = None,
    holder: str | None = None,
    negated: bool = False,
    names: tuple[str, ...] = ("talks",),
    lemmas: tuple[str, ...] = (),
    published: str | None = "2024-03-04",
    article: str | None = None,
) -> Voiced:
    """Return a claim that is the whole of its article; without ``stance`` it is the article's own.

    Numbers, times, people and places are given by their words. Each claim has an article of its
    own unless ``article`` names one.
    """

    def at(words: str) -> Span:
        return Span(start := text.index(words), start + len(words))

    home = Article(id=article or f"a {text}", path="a.txt", sha256="", text=text, published=published)
    said = None
    if stance is not None:
        who = holder or f"holder of {text}"
        said = Attribution(
            id=f"s {text}",
            article=home.id,
            source=(),
            cue=(),
            content=(Span(0, len(text)),),
            type="indirect",
            stance=stance,
            actor=who,
            confidence=1.0,
        )
    return Voiced(
        claim=Claim(
            id=f"c {text}",
            article=home.id,
            spans=(Span(0, len(text)),),
            holder=said.actor if said else None,
            attribution=said.id if said else None,
            quantities=tuple(
                replace(q, start=at(w).start, end=at(w).end) for w, q in (numbers or {}).items()
            ),
            times=tuple(replace(t, start=at(w).start, end=at(w).end) for w, t in (times or {}).items()),
        ),
        article=home,
        attribution=said,
        text=text,
        sentence=Span(0, len(text)),
        root=root,
        lemmas=frozenset({root, *lemmas}),
        negated=negated,
        names=frozenset({*names, *people}),
        places=tuple(at(one) for one in places),
        people=tuple((one, at(one)) for one in people),
        place=0.0,
    )


def outcome(a: Voiced, b: Voiced, alike: Alike = VERY) -> Expected:
    """Return the kind and the reason of what is found between two claims."""
    finding = compare(a, b, alike)
    return (finding.kind, finding.reason) if finding else None


def arrested(words: str, quantity: Quantity, **more: Any) -> Voiced:
    """Return a claim of how many were arrested."""
    return voiced(f"Police arrested {words}", "arrest", numbers={words: quantity}, **more)


def killed(words: str, quantity: Quantity, **more: Any) -> Voiced:
    """Return a claim of how many were killed."""
    return voiced(f"{words} were killed", "kill", numbers={words: quantity}, **more)


def arrived(words: str, time: Time, **more: Any) -> Voiced:
    """Return a claim of when somebody arrived."""
    root = more.pop("root", "arrive")
    return voiced(f"The envoy {root}d {words}", root, times={words: time}, **more)


def aged(name: str, words: str, age: float) -> Voiced:
    """Return a claim of how old a person is."""
    return voiced(f"{name} is {words}", "be", numbers={words: number(age, age, "year")}, people=(name,))


def shot(text: str, age: str, name: str) -> Voiced:
    """Return a claim that a person of some age was shot."""
    return voiced(text, "shoot", numbers={age: number(float(age), float(age), "year")}, people=(name,))


def met(text: str = "The minister met the envoy", **more: Any) -> Voiced:
    """Return a claim of a meeting."""
    return voiced(text, "meet", **more)


ARRESTED_14 = arrested("14 people", number(14, 14))
ARRESTED_23 = arrested("23 people", number(23, 23))
KILLED_14 = killed("14 people", number(14, 14))
KILLED_23 = killed("23 people", number(23, 23))
CORRECTED = voiced(
    "Police arrested 23 people, not 14",
    "arrest",
    numbers={"23 people": number(23, 23), "14": number(14, 14)},
)
VILLAGES = voiced("The group holds 14 villages", "hold", numbers={"14 villages": number(14, 14, "village")})
PRISONERS = voiced(
    "The group holds 23 prisoners", "hold", numbers={"23 prisoners": number(23, 23, "prisoner")}
)
BOTH = voiced(
    "Police arrested 14 people and let 9 people go",
    "arrest",
    numbers={"14 people": number(14, 14), "9 people": number(9, 9)},
)
EXACT_DAY = arrived("on 17 October", day("2014-10-17", 4))
FRIDAY, SATURDAY = arrived("on Friday", day(None, 4)), arrived("on Saturday", day(None, 5))

NUMBERS: list[tuple[str, Voiced, Voiced, Expected]] = [
    ("two counts", ARRESTED_14, ARRESTED_23, ("conflict", "number")),
    (
        "at least 20 and 23",
        arrested("at least 20 people", number(20, None, modifier="at_least")),
        ARRESTED_23,
        ("differs", "precision"),
    ),
    (
        "at least 30 and 23",
        arrested("at least 30 people", number(30, None, modifier="at_least")),
        ARRESTED_23,
        ("conflict", "number"),
    ),
    (
        "up to 20 and 23",
        arrested("up to 20 people", number(None, 20, modifier="at_most")),
        ARRESTED_23,
        ("conflict", "number"),
    ),
    (
        "about 25 and 23",
        arrested("about 25 people", number(25, 25, modifier="about")),
        ARRESTED_23,
        ("differs", "precision"),
    ),
    (
        "about 40 and 23",
        arrested("about 40 people", number(40, 40, modifier="about")),
        ARRESTED_23,
        ("conflict", "number"),
    ),
    (
        "20 to 30 and 23",
        arrested("20 to 30 people", number(20, 30, modifier="range")),
        ARRESTED_23,
        ("differs", "precision"),
    ),
    (
        "dozens and 23",
        arrested("dozens of people", number(24, None, modifier="about")),
        ARRESTED_23,
        ("differs", "precision"),
    ),
    ("23, not 14, and 14", CORRECTED, ARRESTED_14, ("conflict", "number")),
    ("23, not 14, and 23", CORRECTED, ARRESTED_23, None),
    ("equal", ARRESTED_23, arrested("twenty-three people", number(23, 23)), None),
    ("one number of two is equal", BOTH, ARRESTED_14, None),
    ("two numbers, none equal", BOTH, ARRESTED_23, ("conflict", "number")),
    ("different units", VILLAGES, PRISONERS, None),
    ("people without the word", ARRESTED_14, arrested("23", number(23, 23, None)), ("conflict", "number")),
    (
        "no units, one verb",
        arrested("14", number(14, 14, None)),
        arrested("23", number(23, 23, None)),
        ("conflict", "number"),
    ),
    (
        "no units, two verbs",
        arrested("14", number(14, 14, None)),
        voiced("They freed 23", "free", numbers={"23": number(23, 23, None)}),
        None,
    ),
    # Tolls grow
    (
        "tolls of two days",
        killed("14 people", number(14, 14), published="2024-03-03"),
        KILLED_23,
        ("differs", "number"),
    ),
    (
        "tolls of a known and an unknown day",
        killed("14 people", number(14, 14), published=None),
        KILLED_23,
        ("differs", "number"),
    ),
    ("tolls of one day", KILLED_14, KILLED_23, ("conflict", "number")),
    (
        "tolls in one article",
        killed("14 people", number(14, 14), article="a"),
        killed("23 people", number(23, 23), article="a"),
        None,
    ),
    (
        "other counts of two days",
        arrested("14 people", number(14, 14), published="2024-03-03"),
        ARRESTED_23,
        ("conflict", "number"),
    ),
]
TIMES: list[tuple[str, Voiced, Voiced, Expected]] = [
    ("two days", EXACT_DAY, arrived("on 18 October", day("2014-10-18", 5)), ("conflict", "date")),
    ("a day and its month", EXACT_DAY, arrived("in October", day("2014-10")), ("differs", "precision")),
    ("a day and its year", EXACT_DAY, arrived("in 2014", day("2014")), ("differs", "precision")),
    ("a day and another month", EXACT_DAY, arrived("in September", day("2014-09")), None),
    (
        "two months",
        arrived("in May", day("2014-05")),
        arrived("in June", day("2014-06")),
        ("conflict", "date"),
    ),
    ("one day in other words", EXACT_DAY, arrived("that Friday", day("2014-10-17", 4)), None),
    ("two weekdays", FRIDAY, SATURDAY, ("conflict", "date")),
    ("one weekday", FRIDAY, arrived("late on Friday", day(None, 4)), None),
    ("a weekday and nothing known", FRIDAY, arrived("last week", day(None)), None),
    ("a day without its year", EXACT_DAY, arrived("on 18/10", day("--10-18")), None),
    (
        "a span of days",
        EXACT_DAY,
        arrived("17-19 October", day("2014-10-17/2014-10-19")),
        ("differs", "precision"),
    ),
    (
        "two days, another verb",
        EXACT_DAY,
        arrived("on 18 October", day("2014-10-18"), root="move"),
        ("differs", "date"),
    ),
    (
        "several times",
        EXACT_DAY,
        voiced(
            "The envoy arrived on Saturday or Sunday",
            "arrive",
            times={"Saturday": day("2014-10-18"), "Sunday": day("2014-10-19")},
        ),
        None,
    ),
]
PEOPLE: list[tuple[str, Voiced, Voiced, Expected]] = [
    (
        "two ages of one person",
        aged("Ahmad", "23 years old", 23),
        aged("Ahmad", "a 25-year-old", 25),
        ("conflict", "age"),
    ),
    ("one age", aged("Ahmad", "23 years old", 23), aged("Ahmad", "a 23-year-old", 23), None),
    ("ages of two people", aged("Ahmad", "23 years old", 23), aged("Karim", "45 years old", 45), None),
    (
        "ages where two are named",
        replace(aged("Ahmad", "23 years old", 23), people=(("Ahmad", Span(0, 5)), ("Karim", Span(0, 5)))),
        aged("Ahmad", "45 years old", 45),
        None,
    ),
    (
        "an age and a term",
        aged("Ahmad", "23 years old", 23),
        voiced(
            "Ahmad was jailed for 5 years",
            "jail",
            numbers={"5 years": number(5, 5, "year")},
            people=("Ahmad",),
        ),
        None,
    ),
    (
        "two people",
        voiced("Khan led the group", "lead", people=("Khan",)),
        voiced("Nazary led the group", "lead", people=("Nazary",)),
        ("differs", "person"),
    ),
    (
        "two people, one in common",
        voiced("Khan and Massoud led the group", "lead", people=("Khan", "Massoud")),
        voiced("Khan led the group", "lead", people=("Khan",)),
        None,
    ),
    (
        "a person and nobody",
        voiced("Khan led the group", "lead", people=("Khan",)),
        voiced("They led the group", "lead"),
        None,
    ),
]
PLACES: list[tuple[str, Voiced, Voiced, Expected]] = [
    (
        "two places",
        met("They met in Tehran", places=("Tehran",)),
        met("They met in Qom", places=("Qom",)),
        ("differs", "place"),
    ),
    (
        "one place",
        met("They met in Tehran", places=("Tehran",)),
        met("They met in TEHRAN", places=("TEHRAN",)),
        None,
    ),
    ("a place and none", met("They met in Tehran", places=("Tehran",)), met("They met"), None),
]
DENIALS: list[tuple[str, Voiced, Voiced, Expected]] = [
    ("negation", met(), met("The minister did not meet him", negated=True), ("conflict", "negation")),
    ("two negations", met("He did not meet", negated=True), met("They never met", negated=True), None),
    ("may", met("The minister may meet him"), met("The minister will not meet him", negated=True), None),
    ("could not", met(), met("The minister could not meet him", negated=True), None),
    ("until", met(), met("He did not meet him until Friday", negated=True), None),
    ("another verb", met(), voiced("The minister did not see him", "see", negated=True), None),
    ("negation of a belief", met(), met("He did not meet him", negated=True, stance="believes"), None),
    (
        "negation in a statement",
        met(stance="asserts"),
        met("They never met", negated=True, stance="confirms"),
        ("conflict", "negation"),
    ),
    ("denied and said", met(stance="denies"), met("They met", stance="asserts"), ("conflict", "denial")),
    (
        "denied and confirmed",
        met(stance="denies"),
        met("They met", stance="confirms"),
        ("conflict", "denial"),
    ),
    ("denied and reported", met(stance="denies"), met("They met"), ("conflict", "denial")),
    ("denied twice", met(stance="denies"), met("They met", stance="denies"), None),
    ("denied and not verified", met(stance="denies"), met("They met", stance="cannot_verify"), None),
    ("denied and asked", met(stance="denies"), met("They met", stance="asks"), None),
    ("denied and negated", met(stance="denies"), met("They never met", negated=True, stance="asserts"), None),
    ("said twice", met(stance="asserts"), met("They met", stance="asserts"), None),
]
SEVERAL: list[tuple[str, Voiced, Voiced, Expected]] = [
    (
        "a conflict goes before a difference",
        voiced(
            "At least 20 people arrived on Friday",
            "arrive",
            numbers={"At least 20 people": number(20, None)},
            times={"Friday": day(None, 4)},
        ),
        voiced(
            "23 people arrived on Saturday",
            "arrive",
            numbers={"23 people": number(23, 23)},
            times={"Saturday": day(None, 5)},
        ),
        ("conflict", "date"),
    ),
    ("nothing to compare", met(), met("They met"), None),
]
GOLDEN = [*NUMBERS, *TIMES, *PEOPLE, *PLACES, *DENIALS, *SEVERAL]


@pytest.mark.parametrize(("a", "b", "expected"), [row[1:] for row in GOLDEN], ids=[row[0] for row in GOLDEN])
def test_golden(a: Voiced, b: Voiced, expected: Expected) -> None:
    """Two claims conflict only where they cannot both be true, whichever comes first."""
    assert outcome(a, b) == expected
    assert outcome(b, a) == expected


SUBTLE: list[tuple[str, Voiced, Voiced, Expected]] = [
    # In either order
    (
        "a toll in other words",
        voiced(
            "The toll stood at 14 people",
            "stand",
            numbers={"14 people": number(14, 14)},
            published="2024-03-03",
        ),
        KILLED_23,
        ("differs", "number"),
    ),
    # Ages
    (
        "aged 23, of two people",
        shot("Ahmad, aged 23, was shot", "23", "Ahmad"),
        shot("Karim, aged 45, was shot", "45", "Karim"),
        ("differs", "person"),
    ),
    (
        "23, of two people",
        shot("Ahmad, 23, was shot", "23", "Ahmad"),
        shot("Karim, 45, was shot", "45", "Karim"),
        ("differs", "person"),
    ),
    (
        "23, of one person",
        shot("Ahmad, 23, was shot", "23", "Ahmad"),
        shot("Ahmad, 45, was shot", "45", "Ahmad"),
        ("conflict", "age"),
    ),
    # What one claim only denies, demands or could not verify competes with no value
    ("a number denied", killed("23 people", number(23, 23), stance="denies"), KILLED_14, None),
    ("a number demanded", arrested("23 people", number(23, 23), stance="demands"), ARRESTED_14, None),
    (
        "a number not verified",
        arrested("23 people", number(23, 23), stance="cannot_verify"),
        ARRESTED_14,
        None,
    ),
    ("another number denied", ARRESTED_14, replace(ARRESTED_23, negated=True), None),
    ("a day denied", arrived("on Friday", day(None, 4), negated=True), SATURDAY, None),
    (
        "an age denied",
        replace(aged("Ahmad", "23 years old", 23), negated=True),
        aged("Ahmad", "25 years old", 25),
        None,
    ),
    # By somebody else
    (
        "denied and said by one",
        met(stance="denies", holder="x"),
        met("They met", stance="asserts", holder="x"),
        None,
    ),
]


@pytest.mark.parametrize(("a", "b", "expected"), [row[1:] for row in SUBTLE], ids=[row[0] for row in SUBTLE])
def test_subtle_cases(a: Voiced, b: Voiced, expected: Expected) -> None:
    """Ages, what is only denied or demanded, and the order of the claims make no false conflict."""
    assert outcome(a, b) == expected
    assert outcome(b, a) == expected


@pytest.mark.parametrize(("a", "b"), [row[1:3] for row in GOLDEN], ids=[row[0] for row in GOLDEN])
def test_unlike_claims(a: Voiced, b: Voiced) -> None:
    """Claims about different things are not compared, whatever their values: only one's age is one's age."""
    assert outcome(a, b, HARDLY) in {None, ("conflict", "age")}


def test_numbers_of_one_point() -> None:
    """Where two claims are likely to answer one question, their numbers are compared in any words."""
    one, other = (
        ARRESTED_14,
        voiced("Some 23 people were held", "hold", numbers={"23 people": number(23, 23)}),
    )
    assert outcome(one, other, replace(HARDLY, point=0.5)) == ("conflict", "number")
    assert outcome(one, other, HARDLY) is None


def test_number_that_is_denied() -> None:
    """A number of what did not happen is not compared with a number of what did."""
    assert outcome(ARRESTED_14, replace(ARRESTED_23, negated=True), replace(VERY, words=0.5)) is None


def test_negation_needs_more_where_no_name_is_shared() -> None:
    """Without a name in common nearly all words must be shared before a negation is a conflict."""
    one, other = met(names=()), met("They never met", negated=True, names=())
    assert outcome(one, other, replace(VERY, words=0.7)) is None
    assert outcome(one, other, replace(VERY, words=0.8)) == ("conflict", "negation")


def test_a_finding_shows_the_words() -> None:
    """A finding gives the words of both articles that differ, in the order of the claims."""
    found = compare(ARRESTED_14, ARRESTED_23, VERY)
    turned = compare(ARRESTED_23, ARRESTED_14, VERY)
    assert found is not None
    assert turned is not None
    assert (found.a, found.b) == (turned.b, turned.a) == ("14 people", "23 people")


def test_what_parts_two_positions() -> None:
    """Another value keeps two claims from being one position, another place or person does not."""
    parts = {}
    for _, a, b, expected in GOLDEN:
        if (found := compare(a, b, VERY)) is not None and expected is not None:
            parts[expected[1]] = found.parts
    assert parts == {
        **dict.fromkeys(("number", "precision", "date", "age", "negation", "denial"), True),
        **dict.fromkeys(("person", "place"), False),
    }


ENDS = st.none() | st.integers(0, 60).map(float)


@settings(deadline=None)
@given(st.tuples(ENDS, ENDS), st.tuples(ENDS, ENDS))
def test_overlapping_numbers_never_conflict(a: Any, b: Any) -> None:
    """Two numbers that can both be true are no conflict, and two that cannot are one."""
    one, other = (ends if None in ends else sorted(ends) for ends in (a, b))
    found = outcome(arrested("some people", number(*one)), arrested("other people", number(*other)))
    low = max(end for end in (one[0], other[0], -1.0) if end is not None)
    high = min(end for end in (one[1], other[1], 99.0) if end is not None)
    assert (found == ("conflict", "number")) == (low > high)


CLAIMS = [claim for row in GOLDEN for claim in row[1:3]]
LEVEL = st.floats(0, 1)


@settings(deadline=None)
@given(
    st.sampled_from(CLAIMS),
    st.sampled_from(CLAIMS),
    st.builds(Alike, point=LEVEL, same=LEVEL, meaning=LEVEL, words=LEVEL),
)
def test_any_two_claims(a: Voiced, b: Voiced, alike: Alike) -> None:
    """Places and people never conflict, a claim never differs from itself, and reasons are known."""
    found = compare(a, b, alike)
    assert found is None or found.reason not in {"place", "person"} or found.kind == "differs"
    assert compare(a, a, alike) is None
    assert all(one(a, a, alike) is None for one in COMPARISONS)
