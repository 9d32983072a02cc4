import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import article

from sayso.align.wording import Segment, own_words, segments
from sayso.records import Actor, Span

NAZARY = Actor(id="e1", name="Ali Nazary", kind="person")
STORM = Actor(id="e2", name="Pia Storm", kind="person")
GROUP = Actor(id="e3", name="the Seafarers' Union", kind="group")
CLERK = Actor(id="e4", name="a clerk", kind="anonymous")
FIVE = Actor(id="e5", name="Ministry of Ports and Ferries", kind="organization")
SIX = Actor(id="e6", name="Ministry of Ports and Old Ferries", kind="organization")
MARK = re.compile(r"[<>\[\]{}|]")
Read = tuple[Segment, ...]


def put(marked: str, *actors: Actor) -> Read:
    """Return what the models read of a claim, of which each piece is marked ``<so>``.

    ``[so]`` stands where the first actor is named and ``{so}`` where the second is; bars stand
    around the sentence where it is not the whole text.
    """
    found: dict[str, list[int]] = {mark: [] for mark in "<>[]{}|"}
    text, at = "", 0
    for match in MARK.finditer(marked):
        text += marked[at : match.start()]
        found[match.group()].append(len(text))
        at = match.end()
    text += marked[at:]

    def between(first: str, last: str) -> tuple[Span, ...]:
        return tuple(Span(*ends) for ends in zip(found[first], found[last], strict=True))

    named = [
        (span, actor) for actor, marks in zip(actors, ("[]", "{}"), strict=False) for span in between(*marks)
    ]
    sentence = Span(*found["|"]) if found["|"] else Span(0, len(text))
    return segments(article("a.txt", text), sentence, between("<", ">"), named)


EDGES: list[tuple[str, str, Read]] = [
    ("the whole sentence", "<The ferry sank>", (("The ferry sank", True),)),
    ("its full stop", "<The ferry sank>.", (("The ferry sank", True), (".", False))),
    (
        "in the middle",
        "He said that <the ferry sank> on Friday.",
        (("He said that", False), ("the ferry sank", True), ("on Friday.", False)),
    ),
    (
        "several pieces",
        "<The minister>, he said, <met the envoy>.",
        (("The minister", True), (", he said,", False), ("met the envoy", True), (".", False)),
    ),
    ("pieces with a space between", "<The minister> <left>", (("The minister", True), ("left", True))),
    (
        "other sentences",
        "It rained. |He said <the ferry sank>.| It was old.",
        (("He said", False), ("the ferry sank", True), (".", False)),
    ),
    (
        "beyond its sentence",
        "|He said <the ferry sank.| It was old>. It rained.",
        (("He said", False), ("the ferry sank. It was old", True)),
    ),
]


@pytest.mark.parametrize(("marked", "expected"), [row[1:] for row in EDGES], ids=[row[0] for row in EDGES])
def test_edges(marked: str, expected: Read) -> None:
    """A sentence is cut at the edges of the claim; no piece is empty or begins or ends with a space."""
    assert put(marked) == expected


PRONOUNS: list[tuple[str, str, Actor, Read]] = [
    ("he", "<[He] left Herat>", NAZARY, (("Ali Nazary left Herat", True),)),
    ("him", "<they met [him]>", NAZARY, (("they met Ali Nazary", True),)),
    ("his", "<[his] men left>", NAZARY, (("Ali Nazary's men left", True),)),
    ("she", "<[she] left>", STORM, (("Pia Storm left", True),)),
    ("theirs", "<the ship was [theirs]>", GROUP, (("the ship was the Seafarers' Union's", True),)),
    ("I", "<“[I] left>”", NAZARY, (("“Ali Nazary left", True), ("”", False))),
    ("me and my", "<[my] men met [me]>", NAZARY, (("Ali Nazary's men met Ali Nazary", True),)),
    ("we", "<[we] left>", GROUP, (("the Seafarers' Union left", True),)),
    ("our", "<[our] ship left>", GROUP, (("the Seafarers' Union's ship left", True),)),
    ("they", "<[they] left>", GROUP, (("the Seafarers' Union left", True),)),
    ("them and their", "<[their] ship left [them]>", GROUP, (
        ("the Seafarers' Union's ship left the Seafarers' Union", True),
    )),
    ("it and its", "<[its] head said [it] struck>", GROUP, (
        ("the Seafarers' Union's head said the Seafarers' Union struck", True),
    )),
    ("who", "Ali Nazary, <[who] is abroad>, left", NAZARY, (
        ("Ali Nazary,", False), ("Ali Nazary is abroad", True), (", left", False),
    )),
    ("in and around the claim", "[He] said that <[he] left> with [his] men", NAZARY, (
        ("Ali Nazary said that", False), ("Ali Nazary left", True), ("with Ali Nazary's men", False),
    )),
    ("in several pieces", "<[He] met> the envoy <in [his] house>", NAZARY, (
        ("Ali Nazary met", True), ("the envoy", False), ("in Ali Nazary's house", True),
    )),
    ("in another sentence", "[He] spoke. |<The men left>.| [He] left.", NAZARY, (
        ("The men left", True), (".", False),
    )),
    ("a surname", "<[Nazary] left>", NAZARY, (("Nazary left", True),)),
    ("a description", "<[the chief] left>", NAZARY, (("the chief left", True),)),
    ("names that begin as one", "<[Hera] met [Ian Me]>", NAZARY, (("Hera met Ian Me", True),)),
    ("a pronoun of nobody known", "<he left with [his] men>", NAZARY, (
        ("he left with Ali Nazary's men", True),
    )),
    ("nobody named", "<[he] left>", CLERK, (("he left", True),)),
    ("a name of five words", "<[it] left>", FIVE, (("Ministry of Ports and Ferries left", True),)),
    ("a longer name", "<[it] left>", SIX, (("it left", True),)),
]  # fmt: skip


@pytest.mark.parametrize(
    ("marked", "actor", "expected"), [row[1:] for row in PRONOUNS], ids=[row[0] for row in PRONOUNS]
)
def test_pronouns(marked: str, actor: Actor, expected: Read) -> None:
    """The name of whom it means stands for a pronoun, in and around the claim, and for no other word.

    A name that says nothing (a clerk) or too much is not put there.
    """
    assert put(marked, actor) == expected


def test_two_actors() -> None:
    """Each pronoun is replaced by its own actor's name."""
    read = put("<[He] met {her} in [his] house>, {she} said", NAZARY, STORM)
    assert read == (("Ali Nazary met Pia Storm in Ali Nazary's house", True), (", Pia Storm said", False))


NOT_OWNED = ["in Oslo", "and left", "to leave", "that he left", "when he left", "– and left"]


@pytest.mark.parametrize("after", NOT_OWNED)
def test_her_alone(after: str) -> None:
    """ "Her" is whom somebody met where no noun can follow it."""
    assert put(f"<he met [her] {after}>", STORM) == ((f"he met Pia Storm {after}", True),)


@pytest.mark.parametrize("after", [".", ", he said", "”"])
def test_her_at_an_end(after: str) -> None:
    """ "Her" is whom somebody met where a mark follows it."""
    assert own_words(put(f"<he met [her]>{after}", STORM)) == "he met Pia Storm"


@pytest.mark.parametrize("thing", ["book", "old ship", "insight", "tooth", "20 men"])
def test_her_things(thing: str) -> None:
    """ "Her" before a noun says whose it is, though the noun may begin as "in" and "to" do."""
    assert put(f"<he read [her] {thing}>", STORM) == ((f"he read Pia Storm's {thing}", True),)


def test_her_at_the_end_of_the_text() -> None:
    """ "Her" is whom somebody met where the text ends with it."""
    assert put("<he met [her]>", STORM) == (("he met Pia Storm", True),)


def test_hers() -> None:
    """ "Hers" says whose something is, as "theirs" does."""
    assert put("<the ship was [hers]>", STORM) == (("the ship was Pia Storm's", True),)


def test_own_words() -> None:
    """A claim's own words are those of its pieces, with names for pronouns, and no others."""
    read = put("<[He] met> the envoy <in [his] house> on Friday.", NAZARY)
    assert own_words(read) == "Ali Nazary met in Ali Nazary's house"
    assert own_words(()) == ""


WORDS = st.text("ab .,\n“", max_size=12)


@given(st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=4), WORDS)
def test_no_word_is_lost(pieces: list[tuple[str, str]], rest: str) -> None:
    """Where nothing is replaced, the words read are those of the sentence, and inside are the claim's."""
    read = put("".join(f"{before}<{words}>" for before, words in pieces) + rest)
    whole = "".join(before + words for before, words in pieces) + rest
    assert "".join("".join(words.split()) for words, _ in read) == "".join(whole.split())
    assert "".join(own_words(read).split()) == "".join("".join(words.split()) for _, words in pieces)
    assert all(words == words.strip() != "" for words, _ in read)
