"""Find the words out and the words in between two wordings of one stretch."""

from collections.abc import Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from sayso.records import Span
from sayso.versions.record import Edit
from sayso.versions.units import Text

__all__ = ["Run", "Wording", "worded"]

CRUMB = 8  # letters that may have stayed by chance between two longer edits: "in the", not "Holm told"


class Run(NamedTuple):
    """Tokens of the old text that stand in the place of tokens of the new, by their numbers."""

    old: range
    new: range


class Wording(NamedTuple):
    """Two stretches of tokens, which of these stayed, by their numbers, and the runs that did not."""

    olds: range
    news: range
    kept: tuple[tuple[int, int], ...]
    runs: tuple[Run, ...]

    def edits(self, old: Text, new: Text) -> tuple[Edit, ...]:
        """Return the runs as words."""
        found = []
        for run in self.runs:
            was, now = _place(old, run.old, self.olds), _place(new, run.new, self.news)
            found.append(Edit(old=was, new=now, was=old.said([was]), now=new.said([now])))
        return tuple(found)


def worded(old: Text, new: Text, olds: range, news: range) -> Wording:
    """Compare two stretches of tokens: the fewest words that differ, but no crumbs between them.

    A short word or two that stayed between longer edits become part of one edit, as in
    diff-match-patch's semantic clean-up; else a rewritten half-sentence would hang on its "of the".
    """
    keys: dict[str, int] = {}
    a = [keys.setdefault(old.tokens[at].key, len(keys)) for at in olds]
    b = [keys.setdefault(new.tokens[at].key, len(keys)) for at in news]
    blocks = [
        Run(olds[one.src_start : one.src_end], news[one.dest_start : one.dest_end])
        for one in LCSseq.opcodes(a, b)
        if one.tag == "equal"
    ]
    while True:
        runs = _between(blocks, olds, news)
        crumbs = {
            at
            for at, block in enumerate(blocks)
            if (size := _letters(old, block.old)) < CRUMB
            and size < min(_size(old, new, runs[at]), _size(old, new, runs[at + 1]))
        }
        if not crumbs:
            break
        blocks = [block for at, block in enumerate(blocks) if at not in crumbs]
    kept = tuple(pair for block in blocks for pair in zip(block.old, block.new, strict=True))
    return Wording(olds, news, kept, tuple(run for run in runs if run.old or run.new))


def _between(blocks: Sequence[Run], olds: range, news: range) -> list[Run]:
    """Return what stands before, between and after the blocks: one run more than there are blocks."""
    runs = []
    i, j = olds.start, news.start
    for block in blocks:
        runs.append(Run(range(i, block.old.start), range(j, block.new.start)))
        i, j = block.old.stop, block.new.stop
    return [*runs, Run(range(i, olds.stop), range(j, news.stop))]


def _size(old: Text, new: Text, run: Run) -> int:
    return max(_letters(old, run.old), _letters(new, run.new))


def _letters(text: Text, run: range) -> int:
    return sum(len(text.tokens[at].key) for at in run)


def _place(text: Text, run: range, stretch: range) -> Span:
    """Return where a run's words stand; of none, the empty place behind the word before them."""
    if run:
        return Span(text.tokens[run.start].start, text.tokens[run.stop - 1].end)
    behind = run.start > stretch.start
    at = text.tokens[run.start - 1].end if behind else text.tokens[stretch.start].start
    return Span(at, at)
