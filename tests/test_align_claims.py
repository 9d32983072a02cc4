from dataclasses import replace
from typing import Any

import pytest
from tests.builders import actor, article, spans, statement

from sayso.align.claims import Voiced, cut_claims, words_of
from sayso.records import (
    Actor,
    Annotated,
    Article,
    Attribution,
    Clause,
    Mention,
    Quantity,
    Resolved,
    Span,
    Time,
    Via,
    digest,
)

TEXT = """Talks held in Iran, group says

The acting minister met the envoy in Tehran on Sunday.

Ali Nazary, who is abroad, told the AFP in Paris that the group held no talks and that 40 men left Herat \
on Friday. He said a clerk denied that the envoy had come.

Sign up for our newsletter.
"""
ARTICLE = article("talks.txt", TEXT, title="Talks held in Iran, group says")
ARTICLE = replace(ARTICLE, title_span=spans(ARTICLE, "Talks held in Iran, group says")[0])


def clause(*phrases: str, root: str = "hold", negated: bool = False, lemmas: int = 3) -> Clause:
    """Return a clause from its words, with that many content words."""
    words = tuple(f"word{at}" for at in range(lemmas))
    return Clause(spans=spans(ARTICLE, *phrases), root=root, lemmas=words, negated=negated)


NAZARY = actor("Ali Nazary", (ARTICLE, "Ali Nazary"), kind="person")
CLERK = actor("a clerk", (ARTICLE, "a clerk"), kind="anonymous")
GROUP = actor("the group", (ARTICLE, "the group"), kind="group")
ENVOY = actor("the envoy", (ARTICLE, "the envoy"), kind="person")
NO_TALKS = "the group held no talks"
LEFT = "40 men left Herat on Friday"
COME = "the envoy had come"
TOLD = replace(
    statement(ARTICLE, "Ali Nazary, who is abroad", "told", [f"that {NO_TALKS} and that {LEFT}"], NAZARY.id),
    via=Via(kind="relay", spans=spans(ARTICLE, "the AFP")),
)
SAID = statement(ARTICLE, "He", "said", [f"a clerk denied that {COME}"], NAZARY.id)
DENIED = statement(ARTICLE, "a clerk", "denied", [f"that {COME}"], CLERK.id, stance="denies", parent=SAID.id)
MET = "The acting minister met the envoy in Tehran on Sunday"


def cut(
    *clauses: Clause,
    attributions: tuple[Attribution, ...] = (TOLD, SAID, DENIED),
    actors: tuple[Actor, ...] = (NAZARY, CLERK, GROUP, ENVOY),
    **more: Any,
) -> list[Voiced]:
    """Return the claims of an article with these clauses."""
    sentences = spans(
        ARTICLE,
        "Talks held in Iran, group says",
        f"{MET}.",
        f"Ali Nazary, who is abroad, told the AFP in Paris that {NO_TALKS} and that {LEFT}.",
        f"He said a clerk denied that {COME}.",
    )
    one = Annotated(article=ARTICLE, sentences=sentences, clauses=clauses, attributions=attributions, **more)
    given = [one.spans for one in clauses]  # what is denied is a claim even where no clause was found in it
    return [
        voiced
        for voiced in cut_claims(Resolved(articles=(one,), actors=actors))
        if voiced.attribution != DENIED or any(c[0].start < DENIED.content[0].end <= c[-1].end for c in given)
    ]


def test_what_is_denied_without_a_clause() -> None:
    """What is denied or could not be verified is a claim even where it states nothing: "that figure"."""
    one = Annotated(
        article=ARTICLE,
        sentences=spans(ARTICLE, f"He said a clerk denied that {COME}."),
        attributions=(SAID, DENIED),
    )
    [voiced] = cut_claims(Resolved(articles=(one,), actors=(CLERK,)))
    assert voiced.attribution == DENIED
    assert voiced.claim.spans == DENIED.content


def test_own_voice() -> None:
    """What an article says itself is a claim that nobody else holds."""
    [one] = cut(clause(MET, root="meet"))
    assert one.text == MET
    assert one.root == "meet"
    assert one.attribution is None
    assert (one.claim.holder, one.claim.attribution) == (None, None)
    assert one.claim.article == one.article.id == ARTICLE.id
    assert one.claim.id == digest("c", ARTICLE.id, *one.claim.spans)
    assert TEXT[slice(*one.sentence)] == f"{MET}."


def test_what_is_said() -> None:
    """A clause inside a content is a claim of its source's, with the statement it stands in."""
    [one] = cut(clause(NO_TALKS, negated=True))
    assert (one.text, one.negated) == (NO_TALKS, True)
    assert one.attribution == TOLD
    assert (one.claim.holder, one.claim.attribution) == (NAZARY.id, TOLD.id)


def test_statement_of_nobody_known() -> None:
    """A statement without an actor makes a claim without a holder, which still names its statement."""
    [one] = cut(clause(NO_TALKS), attributions=(replace(TOLD, actor=None),))
    assert (one.claim.holder, one.claim.attribution) == (None, TOLD.id)


def test_headline() -> None:
    """A headline gives no claims, nor does a clause that begins in it."""
    assert cut(clause("Talks held in Iran"), clause("group says\n\nThe acting minister met")) == []


FRAMES = [
    ("he said", ("He said",)),
    ("with relay and place", ("Ali Nazary, who is abroad, told the AFP in Paris",)),
    ("with what tells who it is", ("Ali Nazary", "told the AFP in Paris")),
]


@pytest.mark.parametrize("phrases", [row[1] for row in FRAMES], ids=[row[0] for row in FRAMES])
def test_framing(phrases: tuple[str, ...]) -> None:
    """What only says who speaks, how and where is no claim."""
    assert cut(clause(*phrases)) == []


def test_framing_that_says_more() -> None:
    """A clause with a cue and more than a few words besides is a claim of the article's own."""
    [one] = cut(clause(f"{MET}"), attributions=(statement(ARTICLE, "", "met", [COME], None),))
    assert one.attribution is None


def test_too_short() -> None:
    """A clause with fewer than two content words states too little to be compared."""
    assert cut(clause(MET, lemmas=1)) == []
    assert len(cut(clause(MET, lemmas=2))) == 1


def test_outside_the_sentences() -> None:
    """What stands in no sentence, such as boilerplate, is no claim."""
    assert cut(clause("Sign up for our newsletter")) == []


def test_innermost_statement() -> None:
    """Of a statement inside a statement the inner source holds the claim."""
    [one] = cut(clause(COME, root="come"))
    assert (one.claim.holder, one.claim.attribution) == (CLERK.id, DENIED.id)


def test_clause_beyond_the_content() -> None:
    """A clause of which more than half is said is cut down to what is said."""
    [one] = cut(clause(f"denied that {COME}"), attributions=(DENIED,))
    assert one.text == f"that {COME}"
    assert one.claim.holder == CLERK.id


def test_clause_with_a_little_of_a_content() -> None:
    """A clause of which less than half is said is the article's own."""
    whole = f"Ali Nazary, who is abroad, told the AFP in Paris that {NO_TALKS}"
    said = replace(TOLD, content=spans(ARTICLE, "no talks"))
    [one] = cut(clause(whole), attributions=(said,))
    assert one.attribution is None
    assert one.text == whole


def test_pieces() -> None:
    """A clause of several pieces is one claim; its text marks the gap, and no letter is made up."""
    [one] = cut(clause("The acting minister met", "in Tehran"))
    assert one.text == "The acting minister met … in Tehran"
    assert words_of(ARTICLE, one.claim.spans) == one.text
    assert one.claim.spans == spans(ARTICLE, "The acting minister met", "in Tehran")


def test_who_and_where() -> None:
    """Names are the actors and places inside the claim, people the persons among them."""
    places = tuple(
        Mention(article=ARTICLE.id, start=s, end=e, kind="place")
        for s, e in spans(ARTICLE, "Tehran", "Paris", "Herat")
    )
    first, second, third = cut(clause(MET), clause(NO_TALKS), clause(LEFT), mentions=places)
    assert first.names == {ENVOY.id, "tehran"}
    assert first.people == ((ENVOY.id, spans(ARTICLE, "the envoy")[0]),)
    assert [TEXT[slice(*one)] for one in first.places] == ["Tehran"]
    assert second.names == {GROUP.id}
    assert second.people == ()
    assert second.places == ()
    assert third.names == {"herat"}


def test_numbers_and_times() -> None:
    """A claim has the numbers and times inside it, and no others."""
    [(start, end)] = spans(ARTICLE, "40 men")
    forty = Quantity(start=start, end=end, low=40, high=40, unit="man")
    sunday, friday = (Time(start=s, end=e) for s, e in spans(ARTICLE, "Sunday", "Friday"))
    first, second = cut(clause(MET), clause(LEFT), quantities=(forty,), times=(sunday, friday))
    assert (first.claim.quantities, first.claim.times) == ((), (sunday,))
    assert (second.claim.quantities, second.claim.times) == ((forty,), (friday,))


def test_order_and_place() -> None:
    """Claims come in the order of the articles and their clauses, and know how far down they stand."""
    found = cut(clause(MET), clause(NO_TALKS), clause(COME))
    assert [one.text for one in found] == [MET, NO_TALKS, COME]
    assert [one.place for one in found] == sorted(one.place for one in found)
    assert all(0 <= one.place < 1 for one in found)


def test_how_the_models_read_it() -> None:
    """A claim is put to the models in its sentence, cut at its edges, with the speaker's name for "He"."""
    at = TEXT.index("He said")
    told = replace(NAZARY.mentions[0], start=at, end=at + len("He"))
    [one] = cut(
        clause(COME, root="come"), actors=(CLERK, ENVOY, replace(NAZARY, mentions=(*NAZARY.mentions, told)))
    )
    assert one.segments == (("Ali Nazary said a clerk denied that", False), (COME, True), (".", False))
    assert one.text == COME


def test_articles_do_not_mix() -> None:
    """A mention in one article is none at the same place of another."""
    other = Article(id="other", path="other.txt", sha256="", text=TEXT)
    start, end = spans(ARTICLE, MET)[0]
    one = Annotated(
        article=other,
        sentences=(Span(start, end + 1),),
        clauses=(Clause(spans=(Span(start, end),), root="meet", lemmas=("meet", "envoy")),),
    )
    [claim] = cut_claims(Resolved(articles=(one,), actors=(ENVOY,)))
    assert claim.names == set()


def test_nothing() -> None:
    """No articles have no claims."""
    assert cut_claims(Resolved(articles=(), actors=())) == []
