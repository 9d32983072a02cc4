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
        "apposition",
        "Khan, a former warlord, led the delegation, which left on Tuesday.",
        ["Khan / led the delegation", "a former warlord", "which left on Tuesday"],
    ),
    (
        "apposition at the end",
        "The spokesman met the envoy, a former general.",
        ["The spokesman met the envoy", "a former general"],
    ),
    (
        "capital",
        "Lornburg, the capital of the province, fell on Sunday.",
        ["Lornburg / fell on Sunday", "the capital of the province"],
    ),
    (
        "part with a verb",
        "At least 40 people, of whom 12 were children, were killed in the attack.",
        ["At least 40 people / were killed in the attack", "of whom 12 were children"],
    ),
    (
        "part at the end",
        "At least 40 people were killed, of whom 12 died in hospital.",
        ["At least 40 people were killed", "of whom 12 died in hospital"],
    ),
    (
        "including",
        "The blast killed 40 people, including 12 children, in the city.",
        ["The blast killed 40 people / in the city", "including 12 children"],
    ),
    (
        "among",
        "The blast killed 40 people, among them two policemen.",
        ["The blast killed 40 people", "among them two policemen"],
    ),
    (
        "among, in the middle",
        "Forty people, among them 12 children, were killed.",
        ["Forty people / were killed", "among them 12 children"],
    ),
    (
        "part before its whole",
        "The blast killed 40 people, 12 of them children.",
        ["The blast killed 40 people", "12 of them children"],
    ),
    (
        "with",
        "Forty people were killed in the blast, with 30 wounded.",
        ["Forty people were killed in the blast", "with 30 wounded"],
    ),
    (
        "parts of parts",
        "The ship sank, leaving at least three people dead, among them two policemen.",
        ["The ship sank", "leaving at least three people dead", "among them two policemen"],
    ),
    (
        "participle",
        "A bomb exploded in Kabul, killing 12 people and wounding 30.",
        ["A bomb exploded in Kabul", "killing 12 people and wounding 30"],
    ),
    (
        "participle of speech",
        "The army left, telling the envoy that it was late.",
        ["The army left, telling the envoy", "it was late"],
    ),
    (
        "participle without an object",
        "The envoy, accused of taking bribes from the company, left the city.",
        ["The envoy / left the city", "accused of taking bribes from the company"],
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
    ("short participle", "The ship sank, burning fiercely."),
    ("tail of a condition", "The group will leave if the army returns, killing ten people."),
    ("participle after a preposition", "The army left the city after killing ten people."),
    ("participle that is no tail", "Leaving three men behind, the army left the city."),
    ("name after a title", "The foreign minister, Abdul Karim Khan, met Mr Khan in Lornburg."),
    ("place in a place", "The envoy lives in London, Ontario."),
    ("apposition of one word", "Khan, 46, a teacher, left the city."),
    ("who is meant", "He met his enemies, the Lornburg government, on Sunday."),
    ("dates", "The group left the city on Monday, 12 March 2014, a public holiday."),
    ("list", "The army sent guns, a red car, and three boats."),
    ("dateline", "KABUL — The government left the city on Sunday."),
    ("part without a number", "The group holds seven villages, including Herat."),
    ("companions", "The envoy went home, with 30 soldiers."),
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


PHRASES = [
    ("Khan, a former warlord, led the talks.", "warlord", "Khan", ("former", "warlord")),
    (
        "The blast killed 40 people, including 12 children.",
        "include",
        "40 people",
        ("include", "12", "child"),
    ),
    ("The blast killed 40 people, with at least 30 people wounded.", "wound", "at least 30 people", None),
    ("Forty people, among them 12 children, were killed.", "child", None, ("12", "child")),
    ("A bomb exploded in Kabul, killing 12 people.", "kill", None, ("kill", "12", "people")),
]


@pytest.mark.parametrize(("text", "root", "subject", "lemmas"), PHRASES)
def test_what_a_phrase_says_of_itself(
    nlp: Any, text: str, root: str, subject: str | None, lemmas: tuple[str, ...] | None
) -> None:
    """A phrase names the word that it turns on, what it is said of, and its content words."""
    found = next(
        one for one in clauses(nlp, text) if one.root == root and text[one.spans[0].start - 2] == ","
    )
    assert (text[slice(*found.subject)] if found.subject else None) == subject
    assert lemmas is None or found.lemmas == lemmas


def test_negated_apposition(nlp: Any) -> None:
    """An apposition is denied by its own "no"; what it hangs on is not."""
    assert [one.negated for one in clauses(nlp, "Khan, no friend of the group, left.")] == [False, True]


@pytest.mark.parametrize(
    "text", ["Talks in Tehran", "Khan, a former warlord", "Kabul, Afghanistan", "***", "", "\n"]
)
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
    "NATO's neither of while a warlord Khan including with among them whom 12 killing leaving"
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
