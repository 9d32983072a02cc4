"""Lay text out in columns on a terminal: wrapped, with hanging indents, and no space at a line's end.

rich's tables pad every cell, which leaves a piped file full of trailing spaces; these few lines do not.
"""

import re
from itertools import zip_longest

from rich.console import Console
from rich.text import Text

__all__ = [
    "GUTTER",
    "STYLES",
    "TIES",
    "beside",
    "cropped",
    "headed",
    "lay",
    "marked",
    "put",
    "ruled",
    "section",
]

GUTTER = 2
_RULE = 3  # a shorter rule is a stray dash

TIES = {"conflict": "red", "differs": "yellow"}

STYLES = {
    "disputed": "bold red",
    "differs": "bold yellow",
    "unverified": "bold magenta",
    "single_source": "bold cyan",
    "agreed": "bold blue",
    "quiet": "dim",
    "who": "bold",
    "marked": "bold underline",
}


def put(console: Console, line: Text | None = None) -> None:
    """Print one line as it is; it has been laid out already."""
    console.print(line or Text(), soft_wrap=True)


def beside(console: Console, *cells: tuple[Text, int]) -> list[Text]:
    """Return the lines of several texts set beside each other.

    Each is wrapped to its width in columns, of which the last ``GUTTER`` stay empty but for the
    text at the right edge.
    """
    inner = [width - GUTTER for _, width in cells[:-1]] + [cells[-1][1]]
    wrapped = [
        text.wrap(console, max(room, 1), overflow="fold")
        for (text, _), room in zip(cells, inner, strict=True)
    ]
    lines = []
    for row in zip_longest(*wrapped):
        line = Text()
        edge = 0
        for piece, (_, width) in zip(row, cells, strict=True):
            if piece is not None and piece.plain.strip():
                piece.rstrip()
                line.append(" " * (edge - line.cell_len))
                line.append_text(piece)
            edge += width
        lines.append(line)
    return lines


def lay(console: Console, *cells: tuple[Text, int]) -> None:
    """Print several texts set beside each other."""
    for line in beside(console, *cells):
        put(console, line)


def cropped(text: str, width: int) -> Text:
    """Return ``text`` on one line of ``width`` columns, cut at a word with "…" where it is longer.

    >>> cropped("the ferry ran aground off Port Velm", 20).plain
    'the ferry ran …'
    """
    line = Text(text)
    if line.cell_len <= width:
        return line
    line.truncate(max(width - 1, 1))
    head, space, _ = line.plain.rpartition(" ")
    return Text(f"{head if space else line.plain.rstrip()} …" if space else f"{line.plain[:-1]}…")


def marked(text: str, words: tuple[str, ...]) -> Text:
    """Return ``text`` with the first occurrence of each of ``words`` marked, unless it is all of it."""
    shown = Text(text)
    for one in words:
        found = re.search(rf"(?<!\w){re.escape(one)}(?!\w)", text)
        if one and found and len(one) < len(text.strip("“”")):
            shown.stylize(STYLES["marked"], *found.span())
    return shown


def ruled(left: Text, right: Text, width: int) -> Text:
    """Return a heading: ``left``, a thin rule, and ``right`` at the right edge where there is room."""
    room = width - left.cell_len - right.cell_len - 2
    if room < _RULE:
        return left
    return Text.assemble(left, " ", ("─" * room, STYLES["quiet"]), " ", right)


def headed(console: Console, left: Text, right: Text, width: int) -> None:
    """Print a heading after an empty line: on one line with a rule where there is room, else wrapped."""
    put(console)
    if width - left.cell_len - right.cell_len - 2 < _RULE:
        lay(console, (left, width))
        lay(console, (right, width))
    else:
        put(console, ruled(left, right, width))


def section(console: Console, heading: str, count: int, width: int) -> None:
    """Print the heading of a section with how much it holds, unless it holds nothing."""
    if count:
        headed(console, Text(heading, "bold"), Text(str(count), STYLES["quiet"]), width)
