import io
import re
from dataclasses import replace

import pytest
from rich.console import Console
from tests.builders import article, claim, dossier, hostile_dossier, point, position, without_points

from sayso.dossier import explain, render_explanation
from sayso.dossier.explaining import Explanation
from sayso.dossier.order import in_order
from sayso.errors import DossierError


def shown(explanation: Explanation, width: int = 80) -> str:
    """Return what is printed in a pipe."""
    file = io.StringIO()
    render_explanation(explanation, Console(file=file, width=width))
    return file.getvalue()


def context_of(text: str, *words: str) -> str:
    """Return the context of a claim with its words in angle brackets."""
    one = article("a.txt", text)
    held = claim(one, *words)
    whole = replace(
        without_points(dossier()),
        articles=(one,),
        claims=(held,),
        points=(point("single_source", words[0], position(words[0], held)),),
    )
    return "".join(f"<{part}>" if own else part for part, own in explain(whole, "1").claims[0].context)


def test_number_id_and_beginning_name_one_point() -> None:
    """A point is found by its number as shown, by its id, and by any beginning that no other id has."""
    third = in_order(dossier())[2]
    for ref in ("3", third.id, third.id[:5], " 3 "):
        assert explain(dossier(), ref).id == third.id


@pytest.mark.parametrize("ref", ["0", "10", "-1", "99999999999999999999", "q", "", "٣", "1.0", "\x1b"])
def test_unknown_references(ref: str) -> None:
    """What names no point is refused, with what would be valid."""
    with pytest.raises(DossierError, match=r"1 to 9") as caught:
        explain(dossier(), ref)
    assert "\x1b" not in str(caught.value)


def test_beginning_of_several_ids() -> None:
    """A beginning that several ids share is refused, and they are named."""
    with pytest.raises(DossierError, match="beginning of 9 points: 1 \\(p44acce88ffd6\\)"):
        explain(dossier(), "p")


def test_no_points() -> None:
    """A dossier without points says so."""
    with pytest.raises(DossierError, match="no points"):
        explain(without_points(dossier()), "1")


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("One. Two three four. Five.", "three", "Two <three> four."),
        ("Title\n\nTwo three four\n\nFive.", "three", "Two <three> four"),
        ('"One." "Two three," he said. Four.', "Two three", '"<Two three>," he said.'),
        (
            "It said Dr. A. B. Jones and Mr. Li left. Five.",
            "Jones",
            "It said Dr. A. B. <Jones> and Mr. Li left.",
        ),
        ("One two.", "One two.", "<One two.>"),
        ("One two. Three.", "One two.", "<One two.>"),
        ("First! Second?", "Second", "<Second>?"),
    ],
)
def test_sentence_around(text: str, words: str, expected: str) -> None:
    """A claim is shown in its sentence, with its words marked."""
    assert context_of(text, words) == expected


def test_claim_in_pieces() -> None:
    """All pieces of a claim are marked in one context, even across sentences."""
    assert context_of("So. The ship, he said, sank. B.", "The ship", "sank") == "<The ship>, he said, <sank>."
    assert context_of("The ship left. It sank. B.", "The ship", "sank") == "<The ship> left. It <sank>."


def test_long_sentences_are_cut() -> None:
    """A text without sentence ends does not fill the screen."""
    assert len(context_of("word " * 1000 + "here" + " word" * 1000, "here")) < 900


def test_holders_and_how_they_were_resolved() -> None:
    """A claim names its source's words, and by which rule they are the actor."""
    first = explain(dossier(), "1").claims[0]
    assert first.mark == "A1"
    assert first.source == "Ilse Brandt, a spokeswoman for the Velm Coast Guard"
    assert [(one.words, one.actor, one.why) for one in first.named] == [
        ("Ilse Brandt", "Ilse Brandt", "full name")
    ]


def test_reasons() -> None:
    """Links and relations keep their reasons, with marks in place of the claims' ids."""
    found = explain(dossier(), "1")
    [link] = found.links
    assert (link.a, link.b, link.score) == ("A1", "B1", 0.94)
    assert link.why == (("meaning", "0.95"), ("unit", "people"))
    assert ("claims", "A1, B1") in found.ties[0].why


def test_origins_that_join() -> None:
    """An origin is named where it joins claims of the point, and only there."""
    assert [(one.kind, one.marks) for one in explain(dossier(), "1").origins] == [("statement", ("A1", "A2"))]
    assert explain(dossier(), "3").origins == ()


def test_printed() -> None:
    """Claims come first, each with its sentence, then relations, links and origins."""
    text = shown(explain(dossier(), "1"))
    order = ["A1  Ilse Brandt", "B1  Omar Lind", "RELATIONS", "WHY THEY STAND AT ONE POINT", "ONE ORIGIN"]
    assert sorted(order, key=text.index) == order
    assert "“Ilse Brandt” is Ilse Brandt: full name" in text
    assert "A1 and B1 are about one thing: score 0.94" in text
    assert "A1, A2 go back to one statement" in text


@pytest.mark.parametrize("width", [40, 80, 160])
def test_hostile_words_are_inert(width: int) -> None:
    """Escapes and rich's markup in any text of a dossier do nothing in an explanation."""
    text = shown(explain(hostile_dossier("[bold]\x1b[31m\u202ex"), "1"), width)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", text)
    assert "[bold]�[31m" in text
    assert all(len(line) <= width for line in text.splitlines())
