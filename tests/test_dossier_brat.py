import re
from dataclasses import replace

from tests.builders import article, extracted, statement

from sayso.dossier.brat import CONFIGURATION, name_of, standoff
from sayso.records import Extracted, Span


def test_marks_say_the_words_of_the_text() -> None:
    """Each text-bound mark gives the words that stand at its places, in one line."""
    for one in extracted():
        lines = standoff(one).splitlines()
        marks = [line.split("\t") for line in lines if line.startswith("T")]
        assert marks
        for _, mark, words in marks:
            places = [tuple(map(int, place.split())) for place in mark.partition(" ")[2].split(";")]
            assert " ".join(one.article.text[start:end] for start, end in places) == words
        events = [line for line in lines if line.startswith("E")]
        assert len(events) == len(one.attributions)
        names = {name for name, _, _ in marks}
        assert all(set(re.findall(r"T\d+", event)) <= names for event in events)


def test_pieces_and_lines() -> None:
    """A span that runs over a line's end, or is in pieces, is one mark with several places."""
    text = "Nobody, said Lee\nKim on Monday, was hurt."
    one = article("fire.txt", text)
    told = statement(one, "Lee\nKim", "said", ("Nobody", "was hurt"), None)
    assert standoff(Extracted(article=one, attributions=(told,))).splitlines()[:4] == [
        "T1\tSource 13 16;17 20\tLee Kim",
        "T2\tCue 8 12\tsaid",
        "T3\tContent 0 6;32 40\tNobody was hurt",
        "T4\tAttribution 8 12\tsaid",
    ]


def test_parent() -> None:
    """A statement inside a statement names the event that it stands in."""
    text = "Lee said Kim had promised peace."
    one = article("fire.txt", text)
    outer = statement(one, "Lee", "said", ("Kim had promised peace",), None)
    inner = replace(statement(one, "Kim", "had promised", ("peace",), None), parent=outer.id)
    lines = standoff(Extracted(article=one, attributions=(outer, inner))).splitlines()
    assert "E2\tAttribution:T8 Source:T5 Cue:T6 Content:T7 Parent:E1" in lines


def test_names() -> None:
    """Files are named after the article's, without what a file system might not like."""
    assert name_of(article("news/a b:c?.html", "x")).startswith("a_b_c_-")
    assert name_of(article("-", "x")).startswith("article-")


def test_configuration_lists_what_is_written() -> None:
    """The configuration has the attributes' values."""
    assert "direct|indirect|mixed" in CONFIGURATION
    assert "cannot_verify" in CONFIGURATION


def test_what_brat_cannot_mark() -> None:
    """A statement without a cue is left out, a span outside the text marks nothing, a tab parts a mark."""
    one = article("a.txt", "He said\tthat it rained.\n")
    said = statement(one, "He", "said", ["that it rained"], None)
    lost = replace(said, id="t0", cue=(), parent=None)
    wide = replace(said, id="t2", cue=(Span(3, 12),), source=(Span(90, 99),))
    lines = standoff(Extracted(article=one, attributions=(lost, said, wide))).splitlines()
    assert [line for line in lines if line.startswith("E")] == [
        "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3",
        "E2\tAttribution:T7 Cue:T5 Content:T6",
    ]
    assert "T5\tCue 3 7;8 12\tsaid that" in lines


def test_long_names() -> None:
    """A file's name stays within what file systems take, whatever its letters."""
    assert len(name_of(article("д" * 300 + ".txt", "")).encode()) < 255
