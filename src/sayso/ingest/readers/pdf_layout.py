"""Puts the letters of a PDF's pages together again: lines, columns, running heads, paragraphs.

A PDF says where letters stand, not what a paragraph is. The order in which its program drew the
lines is the order in which they are read, except on pages drawn row by row across columns.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import median

from sayso.ingest.readers.hyphens import joined
from sayso.ingest.readers.pdf_page import Run

__all__ = ["paragraphs_of"]

# in sizes of the letters
_SAME = 0.35  # how far off the line letters of one line may stand: small raised numbers
_SPACE = 0.15  # a gap between words
_FAR = 1.0  # a gap between columns, or in a widely spaced line
_BACK = 0.5  # how far letters may overlap
_INDENT, _DEEPEST = 0.6, 6.0  # how far in the first line of a paragraph begins

# in points
_BOLD = 1.0  # how far off letters stand that are drawn twice to look bold
_HEIGHT = 10  # how far off each other running heads of two pages may stand

_ROWS, _ROWS_SHARE = 6, 0.4  # lines with another one beside them, at one place, before that is a column
_EDGE = 3  # lines at the top and at the bottom of a page that may be running heads
_APART = 1.5  # how much wider than usual the space is that parts them from the text
_RECURS, _MANY_PAGES = 2, 10  # pages on which a running head stands at one height; one more of many
_GAP, _SLACK = 1.25, 0.05  # how much wider than usual the space above a new paragraph is
_USUAL = 1.2  # the distance of lines where nothing shows it, in sizes
_MOST = 4  # times the usual distance is no distance of lines, but another column
_ACROSS = 8  # of so many lines in a column one may run on across the next column
_FULL, _SHORT = 0.98, 0.85  # of a column's width: a line that could have held more ended on purpose
_SIZES = 1.1  # how different in size the letters of one paragraph may be
_ENDS = (".", "!", "?", "…", ":", ".”", ".’", '."', "?”", "!”", ".)", ".'")
_BULLET = re.compile(r"[•‣▪●○■◦–—*-]\s")
_LISTED = re.compile(r"(?:[•‣▪●○■◦–—*-]|\(?\w{1,3}[.)])\s")  # what hangs below is no new paragraph
_PAGE_NUMBER = re.compile(
    r"[-–—•|\s]*(?:page|p\.|seite|página|str\.)?\s*\d{1,4}(?:\s*(?:/|of|von|de|sur)\s*\d{1,4})?[-–—•|\s]*",
    re.IGNORECASE,
)


def paragraphs_of(runs: Iterable[Run]) -> list[str]:
    """Return the paragraphs of the pages that ``runs`` are from, in the order in which they are read."""
    lines = _without_running([line for page in _pages(runs) for line in _in_order(_lines(page))])
    usual, columns = _usual_spacing(lines), _Columns(lines)
    paragraphs: list[list[str]] = []
    for before, line in zip([None, *lines], lines, strict=False):
        if before is None or _is_break(before, line, usual, columns):
            paragraphs.append([])
        paragraphs[-1].append(line.text)
    known = Counter(word.casefold() for line in lines for word in re.findall(r"[\w-]+\w", line.text))
    return [joined(one, known) for one in paragraphs]


def _pages(runs: Iterable[Run]) -> Iterator[list[Run]]:
    page: list[Run] = []
    for run in runs:
        if page and run.page != page[-1].page:
            yield page
            page = []
        page.append(run)
    if page:
        yield page


# ---------------------------------------------------------------- lines in order


def _lines(page: Sequence[Run]) -> list[Run]:
    """Return the lines of a page, or pieces of them that stand far apart, in the order of drawing."""
    lines: list[Run] = []
    parts: list[str] = []
    for run in page:
        last = lines[-1] if lines else None
        if last is not None and _goes_on(last, run):
            is_parted = parts[-1][-1:].isspace() or run.text[:1].isspace()
            if not is_parted and run.x - last.end > _SPACE * max(run.size, last.size):
                parts.append(" ")
            lines[-1] = replace(last, end=run.end, size=max(run.size, last.size))
        elif last is not None and _is_near(last, run) and run.text == "".join(parts):
            continue  # drawn twice to look bold
        else:
            if last is not None:
                lines[-1] = replace(last, text="".join(parts))
            lines.append(run)
            parts = []
        parts.append(run.text)
    if lines:
        lines[-1] = replace(lines[-1], text="".join(parts))
    lines = [replace(line, text=" ".join(line.text.split())) for line in lines]
    return [line for line in lines if line.text]


def _goes_on(last: Run, run: Run) -> bool:
    size = max(run.size, last.size)
    return abs(run.y - last.y) < _SAME * size and -_BACK * size < run.x - last.end < _FAR * size


def _is_near(last: Run, run: Run) -> bool:
    return abs(run.x - last.x) + abs(run.y - last.y) < _BOLD


def _in_order(page: Sequence[Run]) -> list[Run]:
    """Return the lines of a page in the order in which they are read."""
    columns = _columns(page)
    if not columns:
        return _whole(page)
    ordered: list[Run] = []
    waiting: list[list[Run]] = [[] for _ in (0.0, *columns)]
    for line in sorted(page, key=lambda one: (-one.y, one.x)):
        place = sum(line.x > start - 1 for start in columns)
        if place < len(columns) and line.end > columns[place]:  # a line across columns
            ordered += [one for column in waiting for one in column]
            waiting = [[] for _ in waiting]
        waiting[place].append(line)
    return [*ordered, *(line for column in waiting for line in column)]


def _columns(page: Sequence[Run]) -> list[float]:
    """Return where columns begin on a page that was drawn row by row across them; else nothing."""
    beside = Counter(round(after.x) for before, after in pairwise(page) if _is_beside(before, after))
    least = max(_ROWS, _ROWS_SHARE * len({round(line.y) for line in page}))
    return sorted(float(x) for x, count in beside.items() if count >= least)


def _is_beside(before: Run, after: Run) -> bool:
    return abs(after.y - before.y) < _SAME * after.size and after.x > before.end


def _whole(page: Sequence[Run]) -> list[Run]:
    """Return lines whose pieces stand far apart, but in no columns, as one."""
    lines: list[Run] = []
    for line in page:
        if lines and _is_beside(lines[-1], line):
            lines[-1] = replace(lines[-1], end=line.end, text=f"{lines[-1].text} {line.text}")
        else:
            lines.append(line)
    return lines


# ---------------------------------------------------------------- running heads


def _without_running(lines: Sequence[Run]) -> list[Run]:
    """Return the lines but for page numbers and what recurs at the edges of the pages."""
    usual = _usual_spacing(lines)
    edges = [line for page in _pages(lines) for line in _edge(page, usual)]
    recurring = Counter(key for key, _ in {(_key(line), line.page) for line in edges})
    least = _RECURS + (len({line.page for line in lines}) > _MANY_PAGES)
    gone = {id(line) for line in edges if recurring[_key(line)] >= least or _PAGE_NUMBER.fullmatch(line.text)}
    return [line for line in lines if id(line) not in gone]


def _edge(page: Sequence[Run], usual: float) -> Iterator[Run]:
    """Yield the lines at the top and at the bottom of a page that stand apart from its text."""
    heights = sorted({line.y for line in page})
    size = median(line.size for line in page)
    for inwards in (heights, heights[::-1]):
        apart = 0
        for place, (near, far) in enumerate(pairwise(inwards[: _EDGE + 1]), 1):
            if abs(near - far) > _APART * usual * size:
                apart = place
        outside, outer = set(inwards[:apart]), set(inwards[:_EDGE])
        yield from (
            line for line in page if line.y in outside or (line.y in outer and line.size < size / _SIZES)
        )


def _key(line: Run) -> tuple[str, int]:
    """Return what is the same of a running head on all pages: its words without numbers, its height."""
    return re.sub(r"\d+", "#", line.text.casefold()), round(line.y / _HEIGHT)


# ---------------------------------------------------------------- paragraphs


class _Columns:
    """Where the columns of the pages begin and end, by the size of their letters."""

    def __init__(self, lines: Sequence[Run]) -> None:
        self._starts = Counter((line.page, round(line.size), round(line.x)) for line in lines)
        self._lefts: dict[tuple[int, int, int], int] = {}
        ends: dict[tuple[int, int, int], list[float]] = {}
        for line in lines:
            ends.setdefault((line.page, round(line.size), self.left(line)), []).append(line.end)
        self._ends = {key: sorted(found)[-1 - len(found) // _ACROSS] for key, found in ends.items()}

    def left(self, line: Run) -> int:
        """Return where the column of a line begins: the usual beginning, a little left of its own."""
        start, size = round(line.x), round(line.size)
        key = (line.page, size, start)
        if key not in self._lefts:
            nearby = range(start - round(_DEEPEST * min(line.size, 100)), start + 2)
            self._lefts[key] = max(nearby, key=lambda x: (self._starts[line.page, size, x], x))
        return self._lefts[key]

    def indent(self, line: Run) -> float:
        """Return how far in a line begins, in sizes of its letters."""
        return (line.x - self.left(line)) / line.size

    def is_full(self, line: Run, following: Run) -> bool:
        """Say whether the first word of the following line would not have found room on this one."""
        left = self.left(line)
        letters = len(following.text.split()[0]) + 1
        word = letters * (following.end - following.x) / len(following.text)
        least = _FULL if line.text.endswith(_ENDS) else _SHORT
        return line.end - left + word > least * (self._ends[line.page, round(line.size), left] - left)


def _usual_spacing(lines: Sequence[Run]) -> float:
    """Return the usual distance of two lines of one column, in sizes of their letters."""
    steps = [
        (before.y - after.y) / after.size
        for before, after in pairwise(lines)
        if before.page == after.page and _alike(before, after) and 0 < before.y - after.y < _MOST * after.size
    ]
    return median(steps) if steps else _USUAL


def _alike(before: Run, after: Run) -> bool:
    return 1 / _SIZES < before.size / after.size < _SIZES


def _is_break(before: Run, after: Run, usual: float, columns: _Columns) -> bool:
    """Say whether a paragraph ends between two lines that follow one another."""
    if not _alike(before, after) or _BULLET.match(after.text):
        return True
    step = (before.y - after.y) / after.size
    indent = columns.indent(after)
    ended = before.text.endswith(_ENDS)
    indented = _INDENT < indent < _DEEPEST and (ended or columns.indent(before) < indent - _INDENT)
    indented = indented and not _LISTED.match(before.text)
    if before.page != after.page or not 0 < step < _MOST * usual:  # another column or page
        goes_on = after.text[0].islower() or before.text[-1] in "-,;\u00ad"
        return not goes_on and (ended or indented or not columns.is_full(before, after))
    return step > _GAP * usual + _SLACK or indented or not columns.is_full(before, after)
