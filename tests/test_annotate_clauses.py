from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso import models
from sayso.annotate.clauses import find_clauses
from sayso.records import Clause, Span


@pytest.fixture(scope="session")
def nlp() -> Any:
    """Return the spaCy pipeline."""
    return models.spacy_pipeline()


def clauses(nlp: Any, text: str) -> tuple[Clause, ...]:
    """Return the clauses of a text that is all news."""
    return find_clauses(nlp(text), (Span(0, len(text)),))


def shown(nlp: Any, text: str) -> list[str]:
    """Return each clause's words, a gap shown as a slash."""
    return [" / ".join(text[s:e] for s, e in one.spans) for one in clauses(nlp, text)]


CUT = [
    (
        "coordinated verbs",
        "The police arrested three men and released two women on Monday.",
        ["The police arrested three men", "released two women on Monday"],
    ),
    (
        "three of them",
        "The envoy arrived, met the leader and left the city.",
        ["The envoy arrived", "met the leader", "left the city"],
    ),
    (
        "coordinated clauses",
        "The group has not attacked anyone, but it holds two villages.",
        ["The group has not attacked anyone", "it holds two villages"],
    ),
    ("semicolon", "The talks ended; no deal was signed.", ["The talks ended", "no deal was signed"]),
    (
        "relative clause that adds",
        "Khan, who fled Herat, led the delegation.",
        ["Khan / led the delegation", "who fled Herat"],
    ),
    (
        "another",
        "The talks, which lasted two days, brought no result.",
        ["The talks / brought no result", "which lasted two days"],
    ),
    (
        "relative clause with a subject of its own",
        "The envoy, whom the minister met, left the city.",
        ["The envoy / left the city", "whom the minister met"],
    ),
    (
        "something else at the same time",
        "While the talks were held in Tehran, the group attacked two villages.",
        ["the talks were held in Tehran", "the group attacked two villages"],
    ),
    (
        "what is said",
        "The minister said that he did not meet the envoy.",
        ["The minister said", "he did not meet the envoy"],
    ),
    (
        "two things said",
        "The minister told reporters that the talks failed and that the envoy left.",
        ["The minister told reporters", "the talks failed", "the envoy left"],
    ),
    (
        "parenthesis",
        "The court rejected the plea, the minister said, and the men went free.",
        ["The court rejected the plea", "the minister said", "the men went free"],
    ),
    (
        "numbers at the edges",
        "The deal is worth $5 million, and the state paid 60%.",
        ["The deal is worth $5 million", "the state paid 60%"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), [row[1:] for row in CUT], ids=[row[0] for row in CUT])
def test_what_is_cut(nlp: Any, text: str, expected: list[str]) -> None:
    """What states something of its own is a clause, without the words that join it."""
    assert shown(nlp, text) == expected


WHOLE = [
    ("condition", "He will speak to the leader if he returns home."),
    ("negated condition", "The group will not talk if the army does not leave."),
    ("reason", "He left because the gate was not open."),
    ("until", "He stayed until the police left the square."),
    ("which one is meant", "The soldiers who guard the bridge left the city."),
    ("which one, negated", "The man who was not arrested fled to Iran."),
    ("which one, at the end", "The valley is held by a group that no state supports."),
    ("participle", "The ship sank, killing ten people."),
    ("coordinated nouns", "The minister and the envoy met in Tehran."),
    ("interjection", "The minister, however, left the city."),
]


@pytest.mark.parametrize("text", [row[1] for row in WHOLE], ids=[row[0] for row in WHOLE])
def test_what_is_not_cut(nlp: Any, text: str) -> None:
    """Conditions, reasons and what tells which one is meant state nothing without the rest."""
    assert shown(nlp, text) == [text.rstrip(".")]


@pytest.mark.xfail(reason="'when' is not among the words that make a clause depend")
def test_when_of_the_future(nlp: Any) -> None:
    """What will be when something happens does not state that it happens."""
    text = "The envoy will return when the talks begin again."
    assert shown(nlp, text) == [text.rstrip(".")]


NEGATED = [
    "The group did not attack the village.",
    "The army can't hold the valley.",
    "No gate was opened on Sunday.",
    "None of them was still in custody.",
    "The statement never mentioned the meeting.",
    "Neither side gave any figures.",
    "Nobody was hurt in the fire.",
    "Nothing was found in the house.",
    "The soldiers had no weapons.",
    "There were no survivors of the crash.",
    "The man has neither house nor land.",
]


@pytest.mark.parametrize("text", NEGATED)
def test_negated(nlp: Any, text: str) -> None:
    """A clause is denied by its verb's negation, or by "no" with its subject or object."""
    [clause] = clauses(nlp, text)
    assert clause.negated


NOT_NEGATED = [
    "The group attacked the village.",
    "He left because the gate was not open.",
    "The man who was not arrested fled to Iran.",
    "The man who had no papers was arrested.",
    "The valley is held by a group that no state supports.",
    "The group, not the army, holds the valley.",
    "Not all of the men were arrested.",
]


@pytest.mark.parametrize("text", NOT_NEGATED)
def test_negation_of_something_else(nlp: Any, text: str) -> None:
    """The negation of something that hangs on the clause does not deny the clause."""
    [clause] = clauses(nlp, text)
    assert not clause.negated


SPREAD = [
    ("The minister said that he did not meet the envoy.", [False, True]),
    ("He said no one was killed.", [False, True]),
    ("The police did not arrest anyone and left the square.", [True, False]),
    ("The army denied the report, and no soldiers were killed.", [False, True]),
    ("The group has not attacked anyone, but it holds two villages.", [True, False]),
]


@pytest.mark.parametrize(("text", "expected"), SPREAD)
def test_negation_does_not_spread(nlp: Any, text: str, expected: list[bool]) -> None:
    """A negation denies its own clause and no other of the sentence."""
    assert [one.negated for one in clauses(nlp, text)] == expected


@pytest.mark.xfail(reason="adverbs such as 'hardly' are not among the negative words")
def test_hardly(nlp: Any) -> None:
    """What hardly ever happened is denied as well."""
    [clause] = clauses(nlp, "He hardly ever spoke to the press.")
    assert clause.negated


TRIMMED = [
    ("But the minister left the city early.", "the minister left the city early"),
    ("However, the minister left the city.", "the minister left the city"),
    ("“And the minister left the city”, he said.", "the minister left the city"),
]


@pytest.mark.parametrize(("text", "expected"), TRIMMED)
def test_joining_words(nlp: Any, text: str, expected: str) -> None:
    """A conjunction and punctuation at the edges are no part of a clause."""
    assert shown(nlp, text)[0] == expected


def test_what_a_clause_says_of_itself(nlp: Any) -> None:
    """A clause names its verb in base form, its subject with its determiner, and its content words."""
    text = "The two envoys were quickly arrested in Tehran."
    [clause] = clauses(nlp, text)
    assert clause.root == "arrest"
    assert clause.subject is not None
    assert text[slice(*clause.subject)] == "The two envoys"
    assert clause.lemmas == ("two", "envoy", "quickly", "arrest", "tehran")


@pytest.mark.parametrize("text", ["Talks in Tehran", "Kabul, Afghanistan", "***", "", "\n"])
def test_what_states_nothing(nlp: Any, text: str) -> None:
    """A name or a heading states nothing."""
    assert clauses(nlp, text) == ()


def test_only_sentences_that_are_news(nlp: Any) -> None:
    """Sentences outside those that are given, such as boilerplate, have no clauses."""
    text = "Sign up for our newsletter now.\nThe minister left the city."
    start = text.index("The")
    [clause] = find_clauses(nlp(text), (Span(start, len(text)),))
    assert clause.spans[0].start == start


WORDS = (
    "who which that and but The minister left , . not no if “ ” \n said he 60% $5 — ; were killed been "
    "NATO's neither of while"
)


@settings(max_examples=120, deadline=None)
@given(text=st.lists(st.sampled_from(WORDS.split(" ")), max_size=14).map(" ".join) | st.text(max_size=40))
def test_spans(nlp: Any, text: str) -> None:
    """Whatever the words, clauses lie in the text, in order, and no two share a letter."""
    found = clauses(nlp, text)
    assert list(found) == sorted(found, key=lambda one: one.spans)
    spans = sorted(span for one in found for span in one.spans)
    assert all(0 <= start < end <= len(text) for start, end in spans)
    assert all(one.end <= other.start for one, other in pairwise(spans))
    for one in found:
        assert one.spans
        assert one.spans == tuple(sorted(one.spans))
        assert one.subject is None or 0 <= one.subject.start < one.subject.end <= len(text)
