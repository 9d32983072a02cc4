import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console

from sayso.dossier.terminal_changes import render_changes
from sayso.ingest import article_of
from sayso.records import Actor, Annotated, Attribution, Extracted, Quantity, Span, StatementType, digest
from sayso.versions import Change, Revision, revision, versions

TOLD = re.compile(r"(?P<source>[A-Z][\w’' ]*?) (?P<cue>said|claimed|admitted|denied) (?P<content>that [^.]+)")
TURNED = re.compile(r"(?P<source>[A-Z][\w ]*) (?P<cue>said): [“\"](?P<content>[^“”\"]+)[”\"]")
QUOTED = re.compile(r"[“\"](?P<content>[^“”\"]+)[”\"],? (?P<cue>said) (?P<source>[A-Z][\w ]*)")

LEAD = "The ferry Maren ran aground off Port Velm on Sunday with 212 people on board."
HURT = "Ilse Brandt said that 12 people were hurt when the ship struck the rocks."
LOADED = "Pia Storm said that Norline had sent out a ship with too many lorries on board."
OWN = "Norline had sent out a ship with too many lorries on board."
RADAR = "Omar Lind said that the radar had been broken since the middle of January."
WEATHER = "Warnings of heavy seas had been issued for the coast in the afternoon."
SERVICE = "The service to the island of Skerry will stay closed until Friday."
QUOTE = '"We heard a noise and then all the lights went out," said Jonas Reed.'


def version(*paragraphs: str, path: str = "old.txt", **known: Any) -> Extracted:
    """Return an article with the attributions that patterns find: X said that …, “…,” said X."""
    article = article_of("\n\n".join(paragraphs), path=path, **known)
    found = tuple(
        attribution(article.id, match, "indirect" if pattern is TOLD else "direct")
        for pattern in (TOLD, QUOTED, TURNED)
        for match in pattern.finditer(article.text)
    )
    return Extracted(article=article, attributions=found)


def attribution(article: str, match: re.Match[str], kind: StatementType) -> Attribution:
    """Return the attribution that a match is."""
    return Attribution(
        id=digest("s", article, match.start()),
        article=article,
        source=(Span(*match.span("source")),),
        cue=(Span(*match.span("cue")),),
        content=(Span(*match.span("content")),),
        type=kind,
        stance="denies" if match["cue"] == "denied" else "asserts",
        confidence=0.9,
    )


def counted(found: Extracted, *numbers: tuple[str, float]) -> Annotated:
    """Return a version with these numbers and their values."""
    quantities = tuple(
        Quantity(start=at.start(), end=at.end(), low=value, high=value, unit="person")
        for words, value in numbers
        for at in re.finditer(rf"\b{words}\b", found.article.text)
    )
    return Annotated(article=found.article, attributions=found.attributions, quantities=quantities)


def between(old: Sequence[str], new: Sequence[str]) -> Revision:
    """Return how one version of these paragraphs became the other."""
    return revision(version(*old), version(*new, path="new.txt"))


def facts(change: Change) -> list[tuple[str, str, str]]:
    """Return what a change comes to: kind, before, after."""
    return [(one.kind, one.was, one.now) for one in change.differences]


# -------------------------------------------------------------------------------- single changes


def test_unchanged() -> None:
    """The same words are no change, and all of them are kept."""
    found = between((LEAD, HURT, QUOTE), (LEAD, HURT, QUOTE))
    assert (found.changes, found.kept_sentences, found.kept_statements) == ((), 3, 2)
    assert not found.changed


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (QUOTE, QUOTE.replace('"', "“", 1).replace('"', "”")),
        (f"{LEAD} {WEATHER}", f"{LEAD}\n\n{WEATHER}"),
        ("There were 1,200 guests — and a band.", "There were 1200 guests, and a band."),
        (
            HURT.replace(" when", ", and the ship turned back, when"),
            HURT.replace(" when", " and the ship turned back when"),
        ),
        ("It lends books, and it has a hall.", "It lends books. It has a hall."),
        ('"No lights were on at all," said Jonas Reed.', 'Jonas Reed said: "No lights were on at all."'),
    ],
    ids=["quotation marks", "paragraphs", "thousands", "commas", "split sentence", "turned sentence"],
)
def test_no_change(old: str, new: str) -> None:
    """What reads the same is no change: marks, paragraphs, a sentence that was split or turned round."""
    assert between((LEAD, old), (LEAD, new)).changes == ()


def test_a_number_in_other_words() -> None:
    """Numbers are compared by value where that is known."""
    old = counted(version(HURT), ("12", 12))
    same = counted(version(HURT.replace("12", "twelve")), ("twelve", 12))
    more = counted(version(HURT.replace("12", "fifteen")), ("fifteen", 15))
    assert revision(old, same).changes == ()
    [change] = revision(old, more).changes
    assert facts(change) == [("number", "12", "fifteen")]


def test_a_number() -> None:
    """A statement whose number changed has the words out and in, with their places in both texts."""
    [change] = between((LEAD, HURT), (LEAD, HURT.replace("12", "15"))).changes
    assert (change.kind, change.part, change.who) == ("changed", "statement", "Ilse Brandt")
    assert [(edit.was, edit.now) for edit in change.edits] == [("12", "15")]
    assert facts(change) == [("number", "12", "15")]
    at = f"{LEAD}\n\n{HURT}".index("12 people were")
    assert change.edits[0].old == change.edits[0].new == Span(at, at + 2)


def test_own_words() -> None:
    """What nobody is said to have said is the article's own."""
    [change] = between((LEAD, HURT), (LEAD.replace("212", "231"), HURT)).changes
    assert (change.part, change.who, facts(change)) == ("own", "", [("number", "212", "231")])


def test_added_and_dropped() -> None:
    """A statement that only one version has is added or dropped, with its attribution."""
    old, new = version(LEAD, HURT, LOADED), version(LEAD, RADAR, HURT)
    added, dropped = revision(old, new).changes
    assert (added.kind, added.who, added.now, added.old) == ("added", "Omar Lind", RADAR, None)
    assert (dropped.kind, dropped.who, dropped.was, dropped.new) == ("dropped", "Pia Storm", LOADED, None)
    assert added.statements_new == (new.attributions[0].id,)
    assert dropped.statements_old == (old.attributions[1].id,)


def test_one_voice_says_something_else() -> None:
    """Two statements of one speaker that share nothing else are not one that was changed."""
    other = "Ilse Brandt said that the search would go on until the morning."
    assert [one.kind for one in between((LEAD, HURT), (LEAD, other)).changes] == ["dropped", "added"]


@pytest.mark.parametrize(
    ("old", "new", "fact"),
    [
        (LOADED, LOADED.replace("said", "claimed"), ("cue", "said", "claimed")),
        (RADAR, RADAR.replace("had been", "may have been"), ("hedge", "", "may")),
        (RADAR, RADAR.replace("had been", "had not been"), ("negation", "", "not")),
        (RADAR, RADAR.replace("Omar Lind", "A sailor"), ("source", "Omar Lind", "A sailor")),
        (LOADED, OWN, ("attribution", "Pia Storm … said", "")),
        (OWN, LOADED, ("attribution", "", "Pia Storm … said")),
        (
            "Jonas Reed said that the lights had all gone out at once.",
            '"The lights had all gone out at once," said Jonas Reed.',
            ("type", "indirect", "direct"),
        ),
    ],
    ids=["cue", "hedge", "negation", "source", "nobody's any more", "now somebody's", "quoted"],
)
def test_what_it_comes_to(old: str, new: str, fact: tuple[str, str, str]) -> None:
    """A rewritten statement says what became of its cue, source, hedges, denials and marks."""
    [change] = between((LEAD, old, WEATHER), (LEAD, new, WEATHER)).changes
    assert (change.kind, change.part, facts(change)) == ("changed", "statement", [fact])


def test_stance() -> None:
    """A statement that was made and is now denied has another stance; one with the same words has none."""
    old, new = version(LEAD, RADAR), version(LEAD, RADAR.replace("said", "denied"))
    [change] = revision(old, new).changes
    assert facts(change) == [("cue", "said", "denied"), ("stance", "asserts", "denies")]
    [told] = old.attributions
    again = replace(old, attributions=(replace(told, stance="doubts", type="mixed"),))
    assert revision(old, again).changes == ()


@pytest.mark.parametrize(
    ("new", "kind", "rest", "note"),
    [
        ("A sailor", "anonymous", WEATHER, "no longer named"),
        ("A sailor", "anonymous", "Lind was taken ashore by a fishing boat.", None),
        ("Jonas Reed", "person", WEATHER, "somebody else"),
        ("Captain Omar Lind", "person", WEATHER, "the same in other words"),
    ],
)
def test_who(new: str, kind: Any, rest: str, note: str | None) -> None:
    """With actors it is told what became of a source; one that is named elsewhere has not lost its name."""

    def acted(found: Extracted, name: str, kind: Any) -> tuple[Extracted, Actor]:
        actor = Actor(id=digest("p", name), name=name, kind=kind, aliases=("Omar Lind",) * ("Lind" in name))
        [told] = found.attributions
        return replace(found, attributions=(replace(told, actor=actor.id),)), actor

    old, before = acted(version(LEAD, RADAR), "Omar Lind", "person")
    later, after = acted(version(LEAD, RADAR.replace("Omar Lind", new), rest), new, kind)
    change = revision(old, later, actors=(before, after)).changes[0]
    assert [(one.kind, one.note) for one in change.differences] == [("source", note)]
    assert change.who == new


def test_headline() -> None:
    """The headline's change is said apart, first, with places where it stands in the text."""
    old = version("Ferry Runs Aground off Port Velm", LEAD)
    new = version("Ferry Sinks off Port Velm", LEAD)
    [change] = revision(old, new).changes
    assert (change.kind, change.part, change.was) == (
        "changed",
        "headline",
        "Ferry Runs Aground off Port Velm",
    )
    assert new.article.text[slice(*change.new or (0, 0))] == change.now == "Ferry Sinks off Port Velm"


def test_headline_outside_the_text() -> None:
    """A headline that only the page's data have is compared too; it has no place."""
    old, new = version(LEAD, title="12 hurt on ferry"), version(LEAD, title="15 hurt on ferry")
    [change] = revision(old, new).changes
    assert (change.part, change.old, change.new, change.edits) == ("headline", None, None, ())
    assert (change.was, change.now) == ("12 hurt on ferry", "15 hurt on ferry")
    assert facts(change) == [("number", "12", "15")]


def test_a_headline_of_one_version() -> None:
    """Where one version has no headline that is known, the other's is a sentence like others."""
    assert revision(version(LEAD, title="12 hurt on ferry"), version(LEAD, path="new.txt")).changes == ()
    head = "Ferry Runs Aground off Port Velm"
    unseen = replace(version(head, LEAD).article, title=None, title_span=None)
    assert revision(version(head, LEAD), Extracted(article=unseen)).changes == ()


def test_what_the_model_did_not_see() -> None:
    """A statement that was found in one version only was not attributed anew: its words stand in both."""
    old, new = version(LEAD, RADAR.replace("said", "told us")), version(LEAD, RADAR)
    assert not old.attributions
    [change] = revision(old, new).changes
    assert (change.part, change.who, facts(change)) == ("statement", "Omar Lind", [])


@pytest.mark.parametrize(
    "note",
    [
        "Correction: An earlier version of this article misstated the day. It was Sunday.",
        "This story has been updated with remarks by the Coast Guard.",
        "Editor’s note: A name was removed.",
        "Updated at 2:40 p.m.",
    ],
)
def test_notes(note: str) -> None:
    """Corrections and remarks on updates are shown, whether ingest takes them for news or not."""
    [change] = between((LEAD, HURT), (LEAD, HURT, note)).changes
    assert (change.kind, change.part, change.now) == ("added", "note", note)


def test_furniture() -> None:
    """Bylines and links are no news: their change is told apart, and changes nothing."""
    found = between(
        (f"By Mara Quist\n\n{LEAD}", WEATHER, "Read more: Ferries"),
        (f"By Tom Hale\n\n{LEAD}", WEATHER, "Read more: Ferries"),
    )
    assert [(one.part, one.was) for one in found.changes] == [("furniture", "By Mara Quist")]
    assert not found.changed


def test_moved() -> None:
    """What stands elsewhere in the same words was moved, which is no change; the fewest are said to be."""
    found = between((LEAD, HURT, WEATHER, LOADED), (LEAD, LOADED, HURT, WEATHER))
    assert [(one.kind, one.now) for one in found.changes] == [("moved", LOADED)]
    assert found.kept_sentences == 4
    assert not found.changed


def test_moved_and_changed() -> None:
    """A changed statement that also stands elsewhere says both."""
    found = between((LEAD, HURT, WEATHER, SERVICE), (LEAD, WEATHER, SERVICE, HURT.replace("12", "15")))
    assert [(one.kind, one.moved) for one in found.changes] == [("changed", True)]


def test_a_sentence_split_in_two() -> None:
    """A sentence that was split and changed is one change, not a change and an addition."""
    old = "The fire broke out in the kitchen at noon, and 40 guests were led to the garden by the staff."
    new = "The fire broke out in the kitchen at noon. 35 guests were led to the garden by the staff."
    [change] = between((LEAD, old), (LEAD, new)).changes
    assert (change.kind, change.now, facts(change)) == ("changed", new, [("number", "40", "35")])


# ------------------------------------------------------------------------------------ properties

SENTENCES = [LEAD, HURT, LOADED, RADAR, WEATHER, SERVICE, QUOTE]
VARIANTS = [
    *SENTENCES,
    LEAD.replace("212", "231"),
    HURT.replace("12", "15"),
    LOADED.replace("said", "claimed"),
    RADAR.replace("Omar Lind", "A sailor"),
    f"{SERVICE} {WEATHER}",
    QUOTE.replace("lights", "lamps"),
    "This story has been updated.",
    "Jonas Reed said that he would never go on board again. He had lost his dog.",
]
paragraphs = st.lists(st.sampled_from(VARIANTS), max_size=9)


@given(st.text(alphabet=st.characters(blacklist_categories=["Cs"])) | paragraphs.map("\n\n".join))
def test_identical_versions(text: str) -> None:
    """Whatever a text is, it does not differ from itself."""
    found = revision(version(text), version(text, path="new.txt"))
    assert found.changes == ()
    assert found.kept_statements == len(found.new.attributions)


@given(paragraphs, paragraphs)
def test_the_other_way_round(old: list[str], new: list[str]) -> None:
    """From new to old, what was added is dropped, and what changed is changed back."""
    forth, back = between(old, new), between(new, old)
    turned = {"added": "dropped", "dropped": "added"}
    there = Counter(
        (turned.get(x.kind, x.kind), x.part, x.new, x.old) for x in forth.changes if x.kind != "moved"
    )
    assert there == Counter((x.kind, x.part, x.old, x.new) for x in back.changes if x.kind != "moved")


@given(paragraphs, paragraphs)
def test_words_stand_in_their_text(old: list[str], new: list[str]) -> None:
    """Every span lies in its text, and the words are those that stand there."""
    found = between(old, new)
    for change in found.changes:
        texts = found.old.article.text, found.new.article.text
        for text, span, words in zip(texts, (change.old, change.new), (change.was, change.now), strict=True):
            assert words == ("" if span is None else text[slice(*span)])
        for edit in change.edits:
            assert (edit.was, edit.now) == (texts[0][slice(*edit.old)], texts[1][slice(*edit.new)])
            assert any((edit.was, edit.now))
        for one in change.differences:
            if one.kind not in {"stance", "type"}:
                for text, spans, words in zip(texts, (one.old, one.new), (one.was, one.now), strict=True):
                    assert words == " … ".join(text[slice(*span)] for span in spans)


@given(paragraphs, paragraphs)
def test_nothing_is_lost(old: list[str], new: list[str]) -> None:
    """Every letter of either version was kept, or stands in a change."""
    found = between(old, new)
    sides = (
        (found.old.article.text, [one.old for one in found.changes]),
        (
            found.new.article.text,
            [one.new for one in found.changes],
        ),
    )
    left = []
    for text, spans in sides:
        letters = list(text)
        for span in spans:
            if span is not None:
                letters[slice(*span)] = " " * (span.end - span.start)
        left.append(Counter(re.findall(r"\w+", "".join(letters))))
    assert left[0] == left[1]


# -------------------------------------------------------------------------------------- showing


def shown(found: Revision, width: int = 100, *, every: bool = False) -> str:
    """Return what is printed."""
    console = Console(width=width, highlight=False, markup=False, emoji=False)
    with console.capture() as capture:
        render_changes(found, console, every=every)
    return capture.get()


def test_at_a_glance() -> None:
    """What a change comes to stands before its words, and these stand once, with out and in."""
    page = shown(between((LEAD, HURT), (LEAD, HURT.replace("12", "15"))))
    assert page.startswith("statements: 1 changed · 1 sentence kept\n")
    assert (
        "changed  Ilse Brandt · number: 12 → 15                                            old 3 → new 3\n"
        in page
    )
    assert "Ilse Brandt said that [12 → 15] people were hurt" in page


def test_little_stayed() -> None:
    """A sentence of which less than half stayed stands there in both wordings."""
    old = "Nobody claimed responsibility for the fire at the mill."
    new = (
        "A group of weavers claimed responsibility for the fire in a letter that was sent to two newspapers."
    )
    page = shown(between((LEAD, old), (LEAD, new)))
    assert f"−  {old}" in page
    assert "+  A group of weavers claimed" in page


def test_all() -> None:
    """What moved and what is no news is counted, and shown when asked for."""
    found = between((LEAD, HURT, WEATHER), (WEATHER, LEAD, HURT))
    assert shown(found).startswith("no change in words · 3 sentences kept")
    assert "… and 1 moved; --all shows them" in shown(found)
    assert "MOVED ─" in shown(found, every=True)


@given(paragraphs, paragraphs, st.integers(40, 130))
def test_width(old: list[str], new: list[str], width: int) -> None:
    """No line is wider than asked for, and none ends in a space."""
    for line in shown(between(old, new), width, every=True).splitlines():
        assert len(line) <= width
        assert line == line.rstrip()


def test_hostile_words() -> None:
    """Escapes in a text or a title do nothing on a terminal."""
    evil = "\x1b[31mred\u202e [bold]x"
    old = version(LEAD, title="A title", outlet=evil, path=f"{evil}.txt")
    new = version(f"{LEAD} {evil} was seen.", HURT.replace("12", f"12 {evil}"), title=evil)
    page = shown(revision(old, new), every=True)
    assert "\x1b" not in page
    assert "\u202e" not in page


def test_json() -> None:
    """A revision in JSON holds both articles, their statements, and the changes with their offsets."""
    found = between((LEAD, HURT), (LEAD, HURT.replace("12", "15")))
    data = json.loads(found.to_json())
    assert [*data] == ["sayso", "old", "new", "changes", "kept_sentences", "kept_statements"]
    [change] = data["changes"]
    start, end = change["edits"][0]["new"]
    assert data["new"]["article"]["text"][start:end] == "15"
    assert change["statements_new"] == [one["id"] for one in data["new"]["attributions"]]


# ----------------------------------------------------------------------------- versions in a pile

STORY = f"{LEAD} {HURT} {LOADED} {WEATHER}"
MORNING, NOON = "2024-03-04T09:00", "2024-03-04T12:00"


def test_one_address() -> None:
    """Articles of one address are versions, whatever a link has added to it; the earliest comes first."""
    late = article_of(RADAR, path="b", url="https://herald.example/ferry?utm_source=feed#top", published=NOON)
    early = article_of(LEAD, path="a", url="http://www.herald.example/ferry/", published=MORNING)
    other = article_of(HURT, path="c", url="https://herald.example/ferry?page=2")
    assert versions([late, other, early]) == versions([early, late, other]) == ((early.id, late.id),)


def test_a_front_page() -> None:
    """A site's own address is no article's, nor is what is no address."""
    for url in ("https://herald.example/", "[broken", ""):
        assert versions([article_of(text, url=url) for text in (LEAD, HURT)]) == ()


@pytest.mark.parametrize(
    ("outlet", "published", "grouped"),
    [("herald", NOON, True), ("River Post", NOON, False), ("Herald", MORNING, False), (None, NOON, False)],
    ids=["later", "another outlet", "the same time", "no outlet"],
)
def test_nearly_one_text(outlet: str | None, published: str, *, grouped: bool) -> None:
    """An outlet's story that grew is a version; a copy elsewhere, or of the same time, is none."""
    first = article_of(STORY, path="a", outlet="Herald", published=MORNING)
    text = f"{STORY.replace('12', '15')} {RADAR} {SERVICE}"
    second = article_of(text, path="b", outlet=outlet, published=published)
    assert versions([second, first]) == (((first.id, second.id),) if grouped else ())


def test_another_story() -> None:
    """Two stories of one outlet that share a sentence are two."""
    first = article_of(f"{STORY} {SERVICE}", path="a", outlet="Herald", published=MORNING)
    text = f"{SERVICE} The council votes tonight on a new bridge. " + "Nobody knows what it would cost. " * 9
    second = article_of(text, path="b", outlet="Herald", published=NOON)
    assert versions([first, second]) == ()
