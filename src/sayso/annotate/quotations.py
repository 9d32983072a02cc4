"""Find what stands between quotation marks.

Newspapers write “…”, "…", ``…'', ''…'' (old agency wires) and, in Britain, ‘…’ or '…'. A
quotation that goes on in the next paragraph opens again there without having been closed, so
an open mark runs to the end of its paragraph and no further.
"""

import re
from typing import NamedTuple

__all__ = ["Quotation", "quotations"]

OPENERS, CLOSERS = frozenset("“«„"), frozenset("”»")
DOUBLE_MARK = re.compile(r"[\"“”«»„]|``|''")
SINGLE_OPEN = re.compile(r"(?<![\w'’])[‘'](?=[\w“\"(])(?!(?:[Tt]is|[Tt]was|[Ee]m|[Cc]ause|[Nn])\b|\d0s)")
SINGLE_CLOSE = re.compile(r"(?<=[\w.,!?…%)”\"])[’'](?!\w)")
SINGLE_LIMIT = 600  # characters: a longer stretch between two apostrophes is no quotation


class Quotation(NamedTuple):
    """A quoted stretch; ``start`` and ``end`` include the marks.

    ``inner_start`` and ``inner_end`` leave them out; ``closed`` says whether the closing
    mark was found before the paragraph ended.
    """

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool


def quotations(text: str) -> list[Quotation]:
    """Return the quotations of ``text`` in order, none inside another.

    >>> [text[q.inner_start:q.inner_end] for text in ['He said: “No.” “Never']
    ...  for q in quotations(text)]
    ['No.', 'Never']
    """
    found: list[Quotation] = []
    for paragraph in re.finditer(r"[^\r\n]+", text):
        doubles = list(_double(paragraph.group(), paragraph.start()))
        singles = _single(paragraph.group(), paragraph.start(), doubles)
        found += singles
        found += [q for q in doubles if not any(s.start < q.end and q.start < s.end for s in singles)]
    return sorted(found)


def _double(paragraph: str, base: int) -> list[Quotation]:
    found = []
    opened: re.Match[str] | None = None
    for match in DOUBLE_MARK.finditer(paragraph):
        opens, closes = _directions(match, paragraph)
        if opened is None:
            if opens:
                opened = match
        elif closes:
            found.append(_between(opened, match.start(), match.end(), base, closed=True))
            opened = None
    if opened is not None:
        end = len(paragraph.rstrip())
        found.append(_between(opened, end, end, base, closed=False))
    return found


def _directions(match: re.Match[str], paragraph: str) -> tuple[bool, bool]:
    """Say whether a mark can open and whether it can close, by its shape and its neighbours."""
    mark = match.group()
    if mark in OPENERS or mark == "``":
        return True, False
    if mark in CLOSERS:
        return False, True
    before, after = paragraph[: match.start()][-1:], paragraph[match.end() :][:1]
    opens = bool(after) and not after.isspace()
    closes = bool(before) and not (opens and before.isspace())
    return opens, closes


def _between(opened: re.Match[str], inner_end: int, end: int, base: int, *, closed: bool) -> Quotation:
    return Quotation(
        base + opened.start(), base + end, base + opened.end(), base + max(opened.end(), inner_end), closed
    )


def _single(paragraph: str, base: int, doubles: list[Quotation]) -> list[Quotation]:
    """Return single-quoted stretches outside the double-quoted ones; apostrophes are not marks."""
    found: list[Quotation] = []
    taken = [(q.start - base, q.end - base) for q in doubles]
    for opening in SINGLE_OPEN.finditer(paragraph):
        at = opening.start()
        if (found and at < found[-1].end - base) or any(s <= at < e for s, e in taken):
            continue
        stop = min(at + SINGLE_LIMIT, len(paragraph))
        closings = [m.start() for m in SINGLE_CLOSE.finditer(paragraph, at + 2, stop)]
        closings = [close for close in closings if not any(s <= close < e - 1 for s, e in taken)]
        if not closings:
            continue
        close = closings[0]
        if paragraph[close - 1] == "s":  # "the voters' choice": a mark after punctuation is surer
            close = next((c for c in closings if paragraph[c - 1] in '.,!?…”"'), close)
        found.append(_between(opening, close, close + 1, base, closed=True))
    return found
