from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.align.claims import Voiced
from sayso.align.comparisons import COMPARISONS, LEAST, Alike, compare
from sayso.align.comparisons.finding import LIKELY
from sayso.align.comparisons.number import LARGE, ROUNDED
from sayso.records import Article, Attribution, Claim, Quantity, Span, Stance, StatementType, Time

VERY = Alike(point=0.8, excludes=0.0, meaning=0.8, words=0.8)
HARDLY = Alike(point=0.1, excludes=0.0, meaning=0.3, words=0.1)
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
    form: StatementType = "indirect",
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
            type=form,
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
        segments=((text, True),),
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


def paid(words: str, value: float) -> Voiced:
    """Return a claim of how much was paid."""
    return voiced(f"The firm paid {words}", "pay", numbers={words: number(value, value, "dollar")})


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


def says(text: str, root: str | None = None, **more: Any) -> Voiced:
    """Return a claim that shares no verb and no names with others unless they are given."""
    return voiced(text, root or f"root of {text}", names=more.pop("names", ()), **more)


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
    # Large numbers are rounded
    (
        "in millions and in full",
        paid("$43 million", 43_000_000),
        paid("$43,885,310", 43_885_310),
        ("differs", "precision"),
    ),
    (
        "two numbers of millions",
        paid("$43 million", 43_000_000),
        paid("$61 million", 61_000_000),
        ("conflict", "number"),
    ),
    ("small numbers that are as near", paid("$100", 100), paid("$102", 102), ("conflict", "number")),
    (
        "about 40,000 and 43,000",
        arrested("about 40,000 people", number(40_000, 40_000, modifier="about")),
        arrested("43,000 people", number(43_000, 43_000)),
        ("differs", "precision"),
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


def test_a_number_that_is_corrected() -> None:
    """ "23 people, not 14" says that 23 were arrested, and denies nothing else."""
    assert outcome(CORRECTED, ARRESTED_23) is None


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
        ("differs", "unverified"),
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


@pytest.mark.parametrize("value", [LARGE, 10 * LARGE, 43_000_000])
def test_large_numbers(value: float) -> None:
    """Large numbers that are nearly equal may be one number, less or more exact; others conflict."""
    one = paid("that much", value)
    near, far = (paid("this much", value * (1 + share)) for share in (0.9 * ROUNDED, 2.5 * ROUNDED))
    found = compare(one, near, VERY)
    assert found is not None
    assert (found.kind, found.reason, found.note) == ("differs", "precision", "both can be true")
    assert outcome(one, far) == ("conflict", "number")


@pytest.mark.parametrize("value", [LARGE / 100, LARGE / 2, LARGE - 1])
def test_numbers_that_are_not_large(value: float) -> None:
    """Two numbers below that conflict, however near."""
    one, other = paid("that much", value), paid("this much", value * (1 - 0.9 * ROUNDED))
    assert outcome(one, other) == outcome(other, one) == ("conflict", "number")


def test_large_numbers_that_are_not_exact() -> None:
    """Who says at least 50,000 leaves no room for at most 49,000: only exact numbers are rounded."""
    least = arrested("at least 50,000 people", number(50_000, None, modifier="at_least"))
    most = arrested("up to 49,000 people", number(None, 49_000, modifier="at_most"))
    assert outcome(least, most) == outcome(most, least) == ("conflict", "number")


def test_values_of_one_point() -> None:
    """Where two claims are likely to answer one question, their values are compared in any words."""
    likely, less = replace(HARDLY, point=LIKELY), replace(HARDLY, point=LIKELY - 0.01)
    held = voiced("Some 23 people were held", "hold", numbers={"23 people": number(23, 23)})
    found = compare(ARRESTED_14, held, likely)
    assert found is not None
    assert found.reason == "number"
    assert compare(ARRESTED_14, held, less) is None
    moved = arrived("on 18 October", day("2014-10-18"), root="move")
    assert outcome(EXACT_DAY, moved, likely) == ("differs", "date")
    assert compare(EXACT_DAY, moved, less) is None


def test_a_conflict_in_other_words() -> None:
    """Numbers of one point conflict whatever the verbs, if enough words are shared besides."""
    point, words = LEAST["number"]
    held = voiced("Some 23 people were held", "hold", numbers={"23 people": number(23, 23)})
    alike = replace(HARDLY, point=max(point, LIKELY), words=words)
    assert outcome(ARRESTED_14, held, alike) == ("conflict", "number")
    assert outcome(ARRESTED_14, held, replace(alike, words=words - 0.01)) == ("differs", "number")


UNSURE = [
    ("number", ARRESTED_14, ARRESTED_23),
    ("date", FRIDAY, SATURDAY),
    ("negation", met(), met("The minister did not meet him", negated=True)),
    ("denial", met(stance="denies"), met("They met")),
]


@pytest.mark.parametrize(("reason", "a", "b"), UNSURE, ids=[row[0] for row in UNSURE])
def test_perhaps_not_of_one_thing(reason: str, a: Voiced, b: Voiced) -> None:
    """A conflict between claims that may well tell of two things is a difference that says so."""
    point, _ = LEAST[reason]
    sure, unsure = (compare(a, b, replace(VERY, point=least)) for least in (point, point - 0.01))
    assert sure is not None
    assert (sure.kind, sure.reason, sure.note) == ("conflict", reason, None)
    assert unsure == replace(sure, kind="differs", note="perhaps not of one thing")


@pytest.mark.parametrize(("reason", "a", "b"), UNSURE[:2], ids=[row[0] for row in UNSURE[:2]])
def test_few_words_in_common(reason: str, a: Voiced, b: Voiced) -> None:
    """Two values in claims that share few words are a difference too, however likely of one point."""
    _, words = LEAST[reason]
    sure, unsure = (compare(a, b, replace(VERY, words=least)) for least in (words, words - 0.01))
    assert sure is not None
    assert (sure.kind, sure.reason, sure.note) == ("conflict", reason, None)
    assert unsure == replace(sure, kind="differs", note="perhaps not of one thing")


def test_two_ages_are_of_one_person() -> None:
    """Two ages of one person conflict, however unlike the claims: nobody is of two ages."""
    a, b = aged("Ahmad", "23 years old", 23), aged("Ahmad", "25 years old", 25)
    nothing = Alike(point=0.0, excludes=0.0, meaning=0.0, words=0.0)
    found = compare(a, b, nothing)
    assert found is not None
    assert (found.kind, found.reason, found.note) == ("conflict", "age", None)


def test_a_conflict_before_what_is_not_sure() -> None:
    """A conflict that is sure is found though an earlier comparison finds one that is not."""

    def stole(age: str, cars: str) -> Voiced:
        counts = {age: number(float(age), float(age), "year"), cars: number(float(cars), float(cars), "car")}
        return voiced(f"Ahmad, {age}, stole {cars} cars", "steal", numbers=counts, people=("Ahmad",))

    a, b = stole("23", "14"), stole("25", "9")
    assert outcome(a, b) == ("conflict", "number")
    assert outcome(a, b, replace(VERY, point=LEAST["number"][0] - 0.01)) == ("conflict", "age")


def test_a_difference_keeps_its_note() -> None:
    """A difference stays the one it is, however likely two claims tell of two things."""
    found = compare(EXACT_DAY, arrived("in October", day("2014-10")), replace(VERY, point=0.1))
    assert found is not None
    assert (found.kind, found.reason, found.note) == ("differs", "precision", "both can be true")


def test_number_that_is_denied() -> None:
    """A number of what did not happen is not compared with a number of what did."""
    assert outcome(ARRESTED_14, replace(ARRESTED_23, negated=True), replace(VERY, words=0.5)) is None


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


CLAIMS = [claim for row in [*GOLDEN, *SUBTLE] for claim in row[1:3]]
LEVEL = st.floats(0, 1)


@settings(deadline=None)
@given(
    st.sampled_from(CLAIMS),
    st.sampled_from(CLAIMS),
    st.builds(Alike, point=LEVEL, excludes=LEVEL, meaning=LEVEL, words=LEVEL),
)
def test_any_two_claims(a: Voiced, b: Voiced, alike: Alike) -> None:
    """What is not sure never conflicts, the order tells nothing, and a claim never differs from itself."""
    found, turned = compare(a, b, alike), compare(b, a, alike)
    if found is not None and found.kind == "conflict" and found.reason != "age":
        point, words = LEAST[found.reason]
        assert alike.point >= point
        assert alike.words >= words
    assert (found is None) == (turned is None)
    if found is not None and turned is not None:
        assert found.reason not in {"place", "person", "precision", "unverified"} or found.kind == "differs"
        assert (found.kind, found.reason, found.note) == (turned.kind, turned.reason, turned.note)
        assert (found.a, found.b) == (turned.b, turned.a)
    assert all(one(a, a, alike) is None for one in COMPARISONS)
