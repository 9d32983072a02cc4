import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.annotate.sentences import find_sentences

WORDS = ["He", "said", ".", "“", "”", "U.S.", "Mr.", "?", "!", "\n", "\r\n", "한", "é", "😀", "\u2028"]


def test_lines_end_sentences() -> None:
    """A line's end ends a sentence, whatever it ends with."""
    text = "Talks held\r\n\n  Gen. Khan of the U.S. Army left.  “No,” he said. "
    assert [text[s:e] for s, e in find_sentences(text)] == [
        "Talks held",
        "Gen. Khan of the U.S. Army left.",
        "“No,” he said.",
    ]


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "\n"])
def test_nothing(text: str) -> None:
    """A text without words has no sentences."""
    assert find_sentences(text) == []


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=80) | st.lists(st.sampled_from(WORDS)).map(" ".join))
def test_sentences_hold_all_that_is_said(text: str) -> None:
    """Sentences stand in order, do not overlap, and leave out nothing but white space."""
    found = find_sentences(text)
    edges = [edge for span in found for edge in span]
    assert edges == sorted(edges)
    assert "".join("".join(text[s:e].split()) for s, e in found) == "".join(text.split())
