from dataclasses import replace

import pytest
from tests.builders import article, claim, dossier, spans, without_points

from sayso.dossier.lookup import Lookup
from sayso.records import Attribution, Claim, Dossier, Origin, Span


def over(*paths: str, text: str = "one two three", part: str | None = None) -> Dossier:
    """Return a dossier of articles at these paths."""
    return replace(
        without_points(dossier()), articles=tuple(article(path, text, part=part) for path in paths)
    )


def names(one: Dossier) -> list[str]:
    """Return what the articles are called."""
    lookup = Lookup(one)
    return [lookup.name(each.id) for each in one.articles]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        (("a/b/1.txt", "a/b/2.txt"), ["1.txt", "2.txt"]),
        (("a/b/1.txt", "a/c/1.txt"), ["b/1.txt", "c/1.txt"]),
        (("/a/1.txt", "/b/1.txt"), ["/a/1.txt", "/b/1.txt"]),
        (("1.txt", "b/1.txt"), ["1.txt", "b/1.txt"]),
        (("a/1.txt", "-"), ["1.txt", "stdin"]),
        (("1.txt",), ["1.txt"]),
    ],
)
def test_names(paths: tuple[str, ...], expected: list[str]) -> None:
    """An article is called by its path below the folder that all share, so names stay unambiguous."""
    assert names(over(*paths)) == expected


def test_part() -> None:
    """An article of a file that holds several is named with its part."""
    assert names(over("a.jsonl", part="7")) == ["a.jsonl#7"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines(end: str) -> None:
    """Lines count from 1, whichever way a file ends them."""
    one = article("a.txt", f"first{end}{end}third")
    lookup = Lookup(replace(without_points(dossier()), articles=(one,)))
    assert lookup.place(one.id, spans(one, "first")) == "a.txt:1"
    assert lookup.place(one.id, spans(one, "third")) == "a.txt:3"


def test_words_of_pieces() -> None:
    """Pieces of a discontinuous stretch are joined with an ellipsis between spaces."""
    one = article("a.txt", "The ship, he said, sank.")
    lookup = Lookup(replace(without_points(dossier()), articles=(one,)))
    assert lookup.words(one.id, spans(one, "The ship", "sank")) == "The ship … sank"


@pytest.mark.parametrize("span", [(-3, 2), (0, 10_000), (5, 5), (6, 2), (-1, -1)])
def test_spans_outside_the_text_give_no_words(span: tuple[int, int]) -> None:
    """A span that does not lie in its text shows nothing, not other words of it."""
    one = over("a.txt")
    assert Lookup(one).words(one.articles[0].id, (Span(*span),)) == ""


def test_own_words() -> None:
    """The article's own voice is named by its outlet, or by its file where none is known."""
    whole = dossier()
    lookup = Lookup(whole)
    assert {lookup.voice(each.id) for each in whole.articles} == {
        "harbour-wire (own words)",
        "River Post (own words)",
        "Velm Herald (own words)",
    }


def test_who_speaks_for_whom() -> None:
    """A spokeswoman is named with whom she speaks for, and both are one party."""
    whole = dossier()
    lookup = Lookup(whole)
    [brandt] = [one for one in whole.actors if one.name == "Ilse Brandt"]
    [guard] = [one for one in whole.actors if one.name == "Velm Coast Guard"]
    said = next(one for one in whole.claims if one.holder == brandt.id)
    assert (lookup.holder(said), lookup.speaks_for(said)) == ("Ilse Brandt", "Velm Coast Guard")
    assert lookup.party(said) == guard.id


def test_parties_in_a_circle() -> None:
    """Two who are said to speak for each other do not keep the party from being found."""
    whole = dossier()
    first, second = whole.actors[:2]
    circle = (replace(first, speaks_for=(second.id,)), replace(second, speaks_for=(first.id,)))
    lookup = Lookup(replace(whole, actors=circle))
    held = Claim(id="c", article=whole.articles[0].id, spans=(), holder=first.id)
    assert lookup.party(held) in {first.id, second.id}


def test_through_a_teller() -> None:
    """A statement inside another's statement is shown as coming through who told it."""
    whole = dossier()
    wire = whole.articles[0]
    [lind] = [one for one in whole.actors if one.name == "Omar Lind"]
    [outer] = [one for one in whole.attributions if one.actor == lind.id]
    inner = Attribution(
        id="inner",
        article=wire.id,
        source=(),
        cue=(),
        content=spans(wire, "nine of them badly"),
        type="indirect",
        stance="asserts",
        actor=whole.actors[0].id,
        parent=outer.id,
        confidence=0.5,
    )
    lookup = Lookup(replace(whole, attributions=(*whole.attributions, inner)))
    assert lookup.through(claim(wire, "nine of them badly", said=inner)) == "Omar Lind"


def test_one_origin() -> None:
    """Claims are of one origin where an origin names both, or where their articles are one agency copy."""
    whole = dossier()
    herald, wire = whole.articles[2], whole.articles[0]
    a, b = claim(herald, "the ship"), claim(wire, "the ship")
    assert not Lookup(whole).same_origin(a, b)
    joined = Origin(id="o1", kind="utterance", claims=(a.id, b.id))
    assert Lookup(replace(whole, origins=(joined,))).same_origin(a, b)
    copies = Origin(id="o2", kind="agency_copy", articles=(herald.id, wire.id))
    assert Lookup(replace(whole, origins=(copies,))).same_origin(a, b)


def test_unknown_ids_have_stand_ins() -> None:
    """Ids that name nothing are shown as unknown."""
    lookup = Lookup(dossier())
    lost = Claim(id="c", article="no\x1b", spans=(Span(0, 1),), holder="nobody", attribution="none")
    assert lookup.holder(lost) == "unknown actor nobody"
    assert lookup.place(lost.article, lost.spans) == "unknown article no�"
    assert lookup.words(lost.article, lost.spans) == ""
