import pytest

from sayso.resolve.described import kind_of
from sayso.resolve.words import covers, family, gender_of, phrase


@pytest.mark.parametrize(
    ("text", "head", "plural"),
    [
        ("a senior Iraqi security official", "official", False),
        ("two people familiar with the matter", "people", True),
        ("One of his friends", "friend", False),
        ("a number of news outlets", "outlet", True),
        ("sources briefed on the talks", "source", True),
        ("a diplomat who asked not to be named", "diplomat", False),
        ("the acting foreign minister", "minister", False),
        ("Robert Plant’s publicist", "publicist", False),
        ("the spokeswoman for the ministry", "spokeswoman", False),
        ("rumours", "rumor", True),
        ("police", "police", True),
        ("a masked man", "man", False),
        ("a customer identified as Kelly", "customer", False),
        ("authorities", "authorities", True),
    ],
)
def test_head_and_number(text: str, head: str, plural: bool) -> None:  # noqa: FBT001
    """The head of a phrase is its noun before any complement, in the singular."""
    assert (phrase(text).head, phrase(text).plural) == (head, plural)


def test_owner_tail_and_modifiers() -> None:
    """A phrase knows its owner, what stands before its noun and what follows."""
    assert phrase("Robert Plant’s publicist").owner == "Robert Plant"
    assert phrase("a report on DeepDotWeb").tail == "on DeepDotWeb"
    assert phrase("An Iraqi official").proper == {"Iraqi"}
    assert phrase("the group").definite
    assert not phrase("a group").definite


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("officials", "anonymous"),
        ("a second official", "anonymous"),
        ("residents", "group"),
        ("reports", "anonymous"),
        ("the court filing", "document"),
        ("an unverified photo", "document"),
        ("the newspaper", "outlet"),
        ("the company", "organization"),
        ("police", "organization"),
    ],
)
def test_kind_of_phrase(text: str, kind: str) -> None:
    """What a phrase without a name is about follows from its noun."""
    assert kind_of(phrase(text)) == kind


def test_gender_only_from_words_that_tell() -> None:
    """A title or a word for a woman or a man tells; a plain role does not."""
    assert gender_of("Mrs.") == "she"
    assert gender_of("spokesman for the army") == "he"
    assert gender_of("minister") is None


def test_words_that_cover_others() -> None:
    """A cleric may be called a sheikh, a group a front; not the other way round for the former."""
    assert "sheikh" in covers("cleric")
    assert "cleric" not in covers("sheikh")
    assert "front" in family("group")
    assert "group" in family("front")
