"""Find which sentences of two versions are the same, which were rewritten, and which have no other.

Sentences that read the same are paired first. The rest are paired by the words they share, a rare
word counting more than a common one, the most alike first: a later pair never takes away what an
earlier, better one holds, so it can be said of every pair that neither side had a closer partner
left. (The best sum over all pairs would give a near copy away to save two poor matches.) A sentence
that was split or joined is paired with all its parts. Time and memory are bounded: only sentences
that share a word that is not common, or that stand between the same neighbours, are compared.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from math import fsum, log

from sayso.versions.record import Part
from sayso.versions.units import Text, Unit

__all__ = ["Pair", "aligned"]

FAR, NEAR = 0.5, 0.33  # how alike two sentences must be: anywhere, and between the same neighbours
WORD, VOICE = 4, 1  # what a word counts: of what is told, and of who tells it
BONUS = 0.1  # for standing between the same neighbours
PART = 0.6  # of a sentence's words that must be those its neighbour's partner has over
COMMON = 400  # pairs of sentences that share one word: more common words find no partners
GAP = 400  # pairs between the same neighbours that are compared whatever they share


@dataclass(frozen=True, slots=True)
class Pair:
    """Units of the old and the new text that tell of the same, in order; one side may be empty.

    ``same`` says that they read the same, ``moved`` that others changed places with them.
    """

    old: tuple[Unit, ...]
    new: tuple[Unit, ...]
    same: bool = False
    moved: bool = False


def aligned(old: Text, new: Text, part: Part, *, voices: Sequence[Container[int]] = ((), ())) -> list[Pair]:
    """Return each unit of one part of the articles in one pair, in the order of the new text.

    What only the old text has stands behind what it stood behind there. ``voices`` are the numbers
    of the tokens of each text that say who speaks, and that it is speech: they count less, for two
    statements of one spokeswoman are not yet one.
    """
    a = [unit for unit in old.units if unit.part == part]
    b = [unit for unit in new.units if unit.part == part]
    words_a, words_b = _Words(old, a, voices[0]), _Words(new, b, voices[1])
    same = _same(a, b)
    words_a.paired.update(i for i, _ in same)
    words_b.paired.update(j for _, j in same)
    scores = _scores(words_a, words_b, _anchors(same))
    return _ordered(a, b, same, _with_parts(_best_first(scores, len(a), len(b)), words_a, words_b))


def _same(a: Sequence[Unit], b: Sequence[Unit]) -> list[tuple[int, int]]:
    """Pair the units that read the same, those that occur several times in their order."""
    places: dict[str, list[int]] = defaultdict(list)
    for j, unit in enumerate(b):
        places[unit.raw].append(j)
    seen: Counter[str] = Counter()
    found = []
    for i, unit in enumerate(a):
        at = seen[unit.raw]
        if at < len(places[unit.raw]):
            found.append((i, places[unit.raw][at]))
            seen[unit.raw] += 1
    return found


def _lengths(places: Sequence[int]) -> list[int]:
    """Return how long the longest rising row of numbers is that ends at each."""
    tails: list[int] = []
    lengths = []
    for j in places:
        at = bisect_left(tails, j)
        tails[at : at + 1] = [j]
        lengths.append(at + 1)
    return lengths


def _anchors(same: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the pairs that stand in order whichever of the others are said to have moved."""
    upto = _lengths([j for _, j in same])
    after = _lengths([-j for _, j in reversed(same)])[::-1]
    whole = max(upto, default=0)
    on_one = [at for at in range(len(same)) if upto[at] + after[at] == whole + 1]
    alone = Counter(upto[at] for at in on_one)
    return [same[at] for at in on_one if alone[upto[at]] == 1]


def _in_order(pairs: Sequence[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the most pairs that stand in the same order in both texts; the others were moved."""
    upto = _lengths([j for _, j in pairs])
    wanted, last = max(upto, default=0), None
    kept = set()
    for pair, length in zip(reversed(pairs), reversed(upto), strict=True):
        if length == wanted and (last is None or pair[1] < last):
            kept.add(pair)
            wanted, last = wanted - 1, pair[1]
    return kept


class _Words:
    """The words of each unit, how many units have a word, and which units have a partner already."""

    def __init__(self, text: Text, units: Sequence[Unit], voices: Container[int]) -> None:
        self.units = units
        self.counts: list[Counter[str]] = []
        for unit in units:
            counts: Counter[str] = Counter()
            for at in range(unit.first, unit.last):
                counts[text.tokens[at].key] += VOICE if at in voices else WORD
            self.counts.append(counts)
        self.frequency = Counter(key for counts in self.counts for key in counts)
        self.paired: set[int] = set()

    @property
    def left(self) -> list[int]:
        return [at for at in range(len(self.counts)) if at not in self.paired]

    def adjoin(self, one: int, other: int) -> bool:
        """Say whether nothing stands between two units, not even one that is compared elsewhere."""
        first, second = sorted((one, other))
        return self.units[first].last == self.units[second].first


def _scores(a: _Words, b: _Words, anchors: Sequence[tuple[int, int]]) -> dict[tuple[int, int], float]:
    """Return the pairs that are alike enough, with the share of their words' weight that they share."""
    most = max(len(a.counts), len(b.counts))
    weight = {
        key: log((most + 1) / max(a.frequency[key], b.frequency[key]))
        for key in a.frequency.keys() | b.frequency.keys()
    }

    def weigh(counts: Counter[str]) -> float:
        return fsum(weight[key] * count for key, count in counts.items())

    weight_a = [weigh(counts) for counts in a.counts]
    weight_b = [weigh(counts) for counts in b.counts]
    gap_a = {i: bisect_left(anchors, (i, -1)) for i in a.left}
    ends = [j for _, j in anchors]
    gap_b = {j: bisect_left(ends, j) for j in b.left}
    found = {}
    for i, j in _candidates(a, b, gap_a, gap_b):
        near = gap_a[i] == gap_b[j]
        total = weight_a[i] + weight_b[j]
        score = 2 * weigh(a.counts[i] & b.counts[j]) / total if total else 0.0
        if score >= (NEAR if near else FAR):
            found[i, j] = score + BONUS * near
    return found


def _candidates(a: _Words, b: _Words, gap_a: dict[int, int], gap_b: dict[int, int]) -> set[tuple[int, int]]:
    """Return the pairs worth comparing: they share a word that is not common, or their neighbours."""
    found: set[tuple[int, int]] = set()
    by_word = [_inverted({at: words.counts[at] for at in words.left}) for words in (a, b)]
    by_gap = [_inverted({at: (gap,) for at, gap in gaps.items()}) for gaps in (gap_a, gap_b)]
    for (one, other), most in ((by_word, COMMON), (by_gap, GAP)):
        for key in one.keys() & other.keys():
            if len(one[key]) * len(other[key]) <= most:
                found.update(product(one[key], other[key]))
    return found


def _inverted(held: Mapping[int, Iterable[object]]) -> dict[object, list[int]]:
    found: dict[object, list[int]] = defaultdict(list)
    for at, keys in held.items():
        for key in keys:
            found[key].append(at)
    return found


def _best_first(scores: dict[tuple[int, int], float], size_a: int, size_b: int) -> dict[int, int]:
    """Pair the most alike first; of equals those at the most similar height of their texts."""

    def rank(pair: tuple[int, int]) -> tuple[float, int, int, int]:
        i, j = pair
        return -round(scores[pair], 9), abs(i * size_b - j * size_a), min(i, j), max(i, j)

    found: dict[int, int] = {}
    taken: set[int] = set()
    for i, j in sorted(scores, key=rank):
        if i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


_Group = tuple[tuple[int, ...], tuple[int, ...]]


def _with_parts(close: dict[int, int], a: _Words, b: _Words) -> list[_Group]:
    """Add to a pair the neighbours that were split from one of its sides, or joined to it."""
    partner = {j: i for i, j in close.items()}
    news = _grown(partner, b, a)
    olds = _grown(close, a, b)
    return [(tuple(sorted(olds[i])), tuple(sorted(news[j]))) for i, j in sorted(close.items())]


def _grown(partner: dict[int, int], words: _Words, other: _Words) -> dict[int, list[int]]:
    """Return for each paired unit of one text itself and the neighbours that its partner holds too."""
    homes = {at: at for at in partner}
    grown = {at: [at] for at in partner}
    order = range(len(words.counts))
    for at, step in [*product(order, (-1,)), *product(reversed(order), (1,))]:
        home = homes.get(at + step)
        if home is None or at in homes or at in words.paired or not words.adjoin(at, at + step):
            continue
        over = other.counts[partner[home]].copy()
        for one in grown[home]:
            over.subtract(words.counts[one])
        if (words.counts[at] & +over).total() >= PART * words.counts[at].total():
            homes[at] = home
            grown[home].append(at)
    return grown


def _ordered(
    a: Sequence[Unit], b: Sequence[Unit], matching: Sequence[tuple[int, int]], groups: Sequence[_Group]
) -> list[Pair]:
    """Return all units in pairs, in the order of the new text."""
    whole = {(i,): (j,) for i, j in matching}
    every: list[_Group] = sorted([*whole.items(), *groups])
    in_order = _in_order([(olds[0], news[0]) for olds, news in every])
    place: list[tuple[tuple[float, ...], Pair]] = []
    behind: dict[int, float] = {}
    for olds, news in every:
        moved = (olds[0], news[0]) not in in_order
        same = olds in whole and whole[olds] == news
        place.append(((news[0],), Pair(tuple(a[i] for i in olds), tuple(b[j] for j in news), same, moved)))
        behind |= dict.fromkeys(olds, -1.0 if moved else float(news[-1]))
    paired = {j for _, news in every for j in news}
    place += [((j,), Pair((), (b[j],))) for j in range(len(b)) if j not in paired]
    last = -1.0
    for i in range(len(a)):
        if i not in behind:
            place.append(((last, 1.0, i), Pair((a[i],), ())))
        last = max(last, behind.get(i, -1.0))
    return [pair for _, pair in sorted(place, key=lambda one: one[0])]
