"""Finds texts that are copies: with small edits, or as a part of a longer text.

MinHash (rensa) finds the candidates among many texts without comparing each with each; what two
candidates share is then counted exactly, so that chance can hide a copy and never invent one.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import islice

from sayso.stories.words import words_in

__all__ = ["near_duplicates"]

ROW = 5  # words in a row
LONGEST = 20_000  # words of a text that are read
COPIED = 0.6  # share of the shorter text's rows that stand in the longer one
SAME = 0.9  # share of all rows of two texts that are in both: one of them can stand for both
HASHES = 256
BANDS = 128  # of two hashes each: finds a copy that is a fifth of a longer text 199 times in 200
SEED = 1

Rows = frozenset[str]


def near_duplicates(texts: Sequence[str]) -> tuple[tuple[int, ...], ...]:
    """Return the groups of texts that are copies of one another, by their places, in order.

    Two texts are if ``COPIED`` of the rows of words in the shorter one stand in the longer one. What is
    a copy of a copy belongs to the group, and a text that holds two others brings them together.
    """
    import rensa  # type: ignore[import-untyped]  # noqa: PLC0415  few piles need it

    rows = [_rows(text) for text in texts]
    order = sorted((at for at, one in enumerate(rows) if one), key=lambda at: (-len(rows[at]), texts[at], at))
    sketches = rensa.RMinHash.from_token_sets([rows[at] for at in order], HASHES, SEED)
    index = rensa.RMinHashLSH(COPIED, HASHES, BANDS)
    group = list(range(len(texts)))
    for at, sketch in zip(order, sketches, strict=True):
        stands_for_both = False
        for other in sorted(index.query(sketch)):
            shared = len(rows[at] & rows[other])
            if shared >= COPIED * len(rows[at]):
                _join(group, at, other)
            stands_for_both |= shared >= SAME * len(rows[at] | rows[other])
        if not stands_for_both:
            index.insert(at, sketch)
    members = defaultdict(list)
    for at in range(len(texts)):
        members[_first(group, at)].append(at)
    return tuple(tuple(one) for one in members.values() if len(one) > 1)


def _rows(text: str) -> Rows:
    """Return all rows of words in a text; a text with fewer words is one row."""
    words = list(islice(words_in(text), LONGEST))
    if len(words) < ROW:
        return frozenset([" ".join(words)] if words else [])
    return frozenset(" ".join(words[at : at + ROW]) for at in range(len(words) - ROW + 1))


def _join(group: list[int], one: int, other: int) -> None:
    low, high = sorted((_first(group, one), _first(group, other)))
    group[high] = low


def _first(group: list[int], at: int) -> int:
    while group[at] != at:
        group[at] = group[group[at]]
        at = group[at]
    return at
