"""Find the statements that stand in several articles in the same words: one utterance, so one speaker."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sayso.records import Attribution
from sayso.resolve.story import Draft, Story

__all__ = ["Utterance", "same_words"]

WORD = re.compile(r"\w+")
SEED = 6  # words in a row by which statements are found to be alike
QUOTED = 0.5  # share of the shorter statement that two quotations have in common
COPIED = 0.8  # and two statements in the reports' own words
SHOWN = 60  # characters of the words in a reason
SHORTEST = 10  # words of one in the reports' own words


class Utterance(NamedTuple):
    """The same words with two speakers of two articles."""

    a: Draft
    b: Draft
    words: str


class _Statement(NamedTuple):
    """Whose it is, in which article, and its words in a row, lower case."""

    story: Story
    said: Attribution
    words: tuple[str, ...]

    @property
    def speaker(self) -> Draft:
        return self.story.speakers[self.said.id]


def same_words(stories: Sequence[Story]) -> Iterator[Utterance]:
    """Yield the pairs of speakers to whom two articles give the same words, in the order of the text."""
    statements = [
        _Statement(story, said, tuple(_words(story, said)))
        for story in stories
        for said in story.annotated.attributions
        if said.id in story.speakers
    ]
    places: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for at, one in enumerate(statements):
        for seed in _seeds(one.words):
            places[seed].append(at)
    pairs: dict[tuple[int, int], set[tuple[str, ...]]] = defaultdict(set)
    for seed, found in places.items():
        for at in found:
            if statements[at].story is not statements[found[0]].story:
                pairs[found[0], at].add(seed)
    for (first, second), seeds in sorted(pairs.items()):
        a, b = statements[first], statements[second]
        shared = {word for seed in seeds for word in seed}
        shorter = min((a.words, b.words), key=len)
        quoted = a.said.type != "indirect" and b.said.type != "indirect"
        share = sum(word in shared for word in shorter) / len(shorter)
        if share >= (QUOTED if quoted else COPIED) and (quoted or len(shorter) >= SHORTEST):
            yield Utterance(a.speaker, b.speaker, a.story.words(a.said.content[0])[:SHOWN])


def _words(story: Story, said: Attribution) -> Iterator[str]:
    for start, end in said.content:
        yield from (match.group().lower() for match in WORD.finditer(story.text, start, end))


def _seeds(words: Sequence[str]) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + SEED]) for at in range(len(words) - SEED + 1)}
