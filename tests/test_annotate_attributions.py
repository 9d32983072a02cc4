"""Attributions as the shipped model finds them, whatever the text."""

from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import sayso
from sayso.annotate.attributions import AttributionFinder
from sayso.annotate.tagger import Frame
from sayso.ingest import article_of
from sayso.records import Attribution, Span

WORDS = [
    "“",
    "”",
    '"',
    "'",
    "‘",
    "’",
    ",",
    ".",
    ":",
    "—",
    "\n",
    "\u200b",
    "한국",
    "Lind",
    "Marden",
    "he",
    "that",
]
CUES = ["said", "told", "denied", "according to", "reportedly", "could not confirm", "declined to comment"]
TEXTS = st.lists(st.sampled_from(WORDS + CUES), min_size=3, max_size=40).map(" ".join)


@cache
def finder() -> AttributionFinder:
    """Return the finder, made once."""
    return AttributionFinder()


def found(text: str) -> tuple[Attribution, ...]:
    """Return the attributions of a text."""
    return finder()(article_of(text))


@settings(max_examples=60, deadline=None)
@given(TEXTS.map("The talks failed. {}".format))
def test_whatever_the_text(text: str) -> None:
    """Spans lie in the text and say something, parents are there, and confidence is a probability."""
    article = article_of(text)
    result = finder()(article)
    ids = {one.id for one in result}
    for one in result:
        spans = (*one.source, *one.cue, *one.content)
        assert all(0 <= start < end <= len(article.text) for start, end in spans)
        assert all(any(map(str.isalnum, article.text[start:end])) for start, end in one.content)
        assert one.parent is None or one.parent in ids - {one.id}
        assert 0 <= one.confidence <= 1
        assert one.content or one.stance == "declines_to_comment"
    assert finder()(article) == result


STYLES = [
    "“The dam is safe,” Marden said. “It will hold.”",
    '"The dam is safe," Marden said. "It will hold."',
    "‘The dam is safe,’ Marden said. ‘It will hold.’",
    "``The dam is safe,'' Marden said. ``It will hold.''",
]


@pytest.mark.parametrize("text", STYLES)
def test_house_styles(text: str) -> None:
    """Whatever the marks, a quotation in two pieces is direct, and its source is found."""
    [said] = found(text)
    assert text[slice(*said.source[0])] == "Marden"
    assert said.type == "direct"
    assert [text[start:end].strip(",.") for start, end in said.content] == ["The dam is safe", "It will hold"]


STANCES = [
    ("The ministry denied that the dam had failed.", "denies"),
    ("The ministry did not deny that the dam had failed.", "asserts"),
    ("The ministry could not confirm that the dam had failed.", "cannot_verify"),
    ("Marden refused to rule out that the dam had failed.", "asserts"),
    ("The ministry confirmed that the dam had failed.", "confirms"),
]


@pytest.mark.parametrize(("text", "stance"), STANCES)
def test_stances(text: str, stance: str) -> None:
    """The stance is read off the cue and its negation."""
    [said] = found(text)
    assert said.stance == stance


def test_without_content() -> None:
    """Who declined to comment is kept, though nothing was said."""
    [said] = found("The ministry declined to comment on Monday.")
    assert (said.stance, said.content) == ("declines_to_comment", ())


def test_nobody_is_made_up() -> None:
    """Where nobody is named as the source there is none."""
    [said] = found("The talks were reportedly broken off on Monday.")
    assert said.source == ()


def test_via() -> None:
    """Whom somebody told is a relay, and where it was posted a channel."""
    text = "The talks had failed, Ruth Marden told Meridian News on Monday."
    via = found(text)[0].via
    assert via is not None
    assert (via.kind, [text[start:end] for start, end in via.spans]) == ("relay", ["Meridian News"])


def test_articles_do_not_change_one_another() -> None:
    """An article's attributions are the same alone and beside others."""
    text = "“We are done,” Marden said on Monday."
    alone = sayso.extract(text)
    found("Another article, which says that nothing was said, the mayor claimed.\n" * 40)
    assert list(found(text)) == alone


def test_a_long_text_in_bounded_memory() -> None:
    """A text of many blocks is read to its end."""
    text = "“The dam is safe,” Ruth Marden told the council on Monday, and nobody disagreed.\n\n" * 1500
    result = found(text)
    assert len(result) > 1400
    assert result[-1].cue[0].start > len(text) - 200


def test_name_in_apposition() -> None:
    """A name that stands beside its title belongs to the source, not to what is said."""
    text = "According to its spokeswoman, Irene Castell, the talks in Lornburg opened on Sunday."
    [said] = found(text)
    assert text[slice(*said.source[0])].endswith("Irene Castell")
    assert text[slice(*said.content[0])].startswith("the talks")


CUT = [
    ("", "a", "Comcast rep", "promised", "a Comcast rep", "a phrase up to its cue"),
    ("", "the", "spokesman", "said", "the spokesman", "a lone article"),
    ("Moments later ", "his", "older brother", "said", "his older brother", "a lone possessive"),
    (
        "",
        "A statement attributed to",
        "the Northern Front (NF)",
        "claimed",
        "A statement attributed to the Northern Front (NF)",
        "a phrase that stops at a preposition",
    ),
    ("", "a spokesman for", "Norrland Lines", "said", "a spokesman for Norrland Lines", "likewise"),
    ("", "Farmers who", "", "said", "Farmers", "a relative pronoun at the end"),
    ("", "Anna Berg, who", "", "said", "Anna Berg", "and its comma"),
    ("", "Anna Berg on", "Monday", "said", "Anna Berg", "a preposition at the end"),
    ("", "the ministry has", "", "said", "the ministry", "an auxiliary at the end"),
    ("Later ", "", "they", "said", "they", "a pronoun left out"),
    ("", "Anna Berg", "", "said", "Anna Berg", "a whole source stays as it is"),
]


@pytest.mark.parametrize(
    ("before", "tagged", "rest", "cue", "source", "comment"), CUT, ids=[one[-1] for one in CUT]
)
def test_source_that_the_tagger_cut(  # noqa: PLR0913, PLR0917
    before: str, tagged: str, rest: str, cue: str, source: str, comment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A source that the tagger cut short is whole, and what dangles from one is left out."""
    words = " ".join(one for one in (tagged, rest) if one)
    text = f"{before}{words} {cue} that the line was safe on Monday."
    at, said = len(before), len(before) + len(words) + 1
    frame = Frame(
        source=(Span(at, at + len(tagged)),) if tagged else (),
        cue=Span(said, said + len(cue)),
        content=(Span(said + len(cue) + 1, len(text) - 1),),
        confidence=1.0,
    )
    monkeypatch.setattr(finder(), "frames", lambda *_: [frame])
    [one] = found(text)
    assert [text[start:end] for start, end in one.source] == [source], comment


def test_article_before_a_comma_is_no_source(monkeypatch: pytest.MonkeyPatch) -> None:
    """An article that nothing completes is no source, while a pronoun is one."""
    text = "A, it seems, said that the line was safe."
    frame = Frame(source=(Span(0, 1),), cue=Span(13, 17), content=(Span(18, 40),), confidence=1.0)
    monkeypatch.setattr(finder(), "frames", lambda *_: [frame])
    assert found(text)[0].source == ()


def test_passive_has_no_pronoun_for_its_source(monkeypatch: pytest.MonkeyPatch) -> None:
    """ "They were told" leaves open who told: the pronoun before a passive is not the source."""
    text = "They were told that the line was safe."
    frame = Frame(source=(), cue=Span(5, 14), content=(Span(15, 37),), confidence=1.0)
    monkeypatch.setattr(finder(), "frames", lambda *_: [frame])
    assert found(text)[0].source == ()
