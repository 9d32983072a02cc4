"""Cut a text into sentences without a model, for what needs no syntax."""

import re

from sentencex import get_sentence_boundaries

from sayso.records import Span

__all__ = ["find_sentences"]

LINE = re.compile(r"[^\r\n]+")


def find_sentences(text: str) -> list[Span]:
    r"""Return the sentences of ``text`` in order, each in one line and without white space around it.

    >>> [text[s:e] for text in ["Gen. Khan left. “No.”\nTalks held"] for s, e in find_sentences(text)]
    ['Gen. Khan left.', '“No.”', 'Talks held']
    """
    found = []
    for line in LINE.finditer(text):
        for boundary in get_sentence_boundaries("en", line.group()):
            words = line.group()[boundary["start_index"] : boundary["end_index"]]
            start = line.start() + boundary["start_index"] + len(words) - len(words.lstrip())
            if words.strip():
                found.append(Span(start, start + len(words.strip())))
    return found
