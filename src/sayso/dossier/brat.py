"""Attributions as brat standoff (brat.nlplab.org): ``NAME.txt``, ``NAME.ann`` and ``annotation.conf``.

The scheme is PolNeAR's: text-bound Source, Cue and Content, and an event Attribution that joins them.
Added are the attributes Type and Stance, the argument Parent for a statement inside a statement, and
a note with the confidence and the channel or relay.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import count
from typing import get_args

from sayso.records import Article, Attribution, Extracted, Span, Stance, StatementType

__all__ = ["CONFIGURATION", "FOLDER_FILE", "name_of", "pieces", "standoff"]

FOLDER_FILE = "annotation.conf"
CONFIGURATION = f"""\
[entities]
Source
Cue
Content

[events]
Attribution\tSource*:Source, Cue*:Cue, Content*:Content, Parent?:Attribution

[relations]

[attributes]
Type\tArg:<EVENT>, Value:{"|".join(get_args(StatementType))}
Stance\tArg:<EVENT>, Value:{"|".join(get_args(Stance))}
"""
_PIECE = re.compile(r"\S(?:[^\t\r\n\x0b\x0c\x1c-\x1f\x85\u2028\u2029]*\S)?")
_LONGEST = 100  # bytes of a file's name that its article's id does not take


def name_of(article: Article) -> str:
    """Return the name of an article's two files, without suffix: that of its file, and its id.

    >>> name_of(Article(id="a0123", path="news/Harbour fire.txt", text="", sha256=""))
    'Harbour_fire-a0123'
    """
    stem = re.split(r"[/\\]", article.path)[-1].rpartition(".")[0] or "article"
    short = re.sub(r"[^\w.-]+", "_", stem).encode("utf-8", "replace")[:_LONGEST].decode("utf-8", "ignore")
    return f"{short}-{article.id}"


def pieces(text: str, spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return where the words of ``spans`` stand, for no mark of brat's holds a line's end or a tab."""
    return tuple(
        Span(*piece.span())
        for start, end in spans
        if 0 <= start < end <= len(text)
        for piece in _PIECE.finditer(text, start, end)
    )


def standoff(extracted: Extracted) -> str:
    """Return the ``.ann`` file of an article; its ``.txt`` is the article's text as it is.

    A statement without a cue is left out, for an event of brat's needs one.
    """
    text = extracted.article.text
    statements = [one for one in extracted.attributions if pieces(text, one.cue)]
    events = {one.id: f"E{number}" for number, one in enumerate(statements, 1)}
    marks, labels = count(1), count(1)
    lines: list[str] = []

    def mark(kind: str, spans: Iterable[Span]) -> str:
        fragments = pieces(text, spans)
        name = f"T{next(marks)}"
        places = ";".join(f"{start} {end}" for start, end in fragments)
        words = " ".join(text[start:end] for start, end in fragments)
        lines.append(f"{name}\t{kind} {places}\t{words}")
        return name

    for one in statements:
        roles = (("Source", one.source), ("Cue", one.cue), ("Content", one.content))
        arguments = [f"{role}:{mark(role, spans)}" for role, spans in roles if pieces(text, spans)]
        if one.parent in events:
            arguments.append(f"Parent:{events[one.parent]}")
        event = events[one.id]
        lines.append(" ".join([f"{event}\tAttribution:{mark('Attribution', one.cue)}", *arguments]))
        lines += [
            f"A{next(labels)}\tType {event} {one.type}",
            f"A{next(labels)}\tStance {event} {one.stance}",
        ]
        lines.append(f"#{event[1:]}\tAnnotatorNotes {event}\t{'; '.join(_notes(text, one))}")
    return "".join(f"{line}\n" for line in lines)


def _notes(text: str, one: Attribution) -> Iterator[str]:
    yield f"confidence {one.confidence}"
    if one.via is not None:
        words = " ".join(text[start:end] for start, end in one.via.spans)
        yield f"{one.via.kind} {' '.join(words.split())}"
