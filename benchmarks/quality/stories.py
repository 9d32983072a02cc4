"""How well articles are grouped into stories: ``python -m benchmarks.quality.stories [--shared FOLDER]``.

Each pile holds the articles of many events, mixed. B³ asks of each article how many of its story's
articles belong to its event (precision) and how many of its event's are in its story (recall); pairs
count each two articles of one story or event. ``--json FILE`` writes the figures too.

What was set on what: the weights of words and the bar for joining (``sayso.stories``) on every other
event of Giveme5W1H, in the order of their names, with dates and without, and on ``cases/train``, which
has none; each also thinned out so that two events of three have one article, and in small piles.
The other half of Giveme5W1H, BASIL and ``cases/dev`` decided none of the numbers, but had been looked
at when the method was chosen.
"""

import argparse
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from sayso.ingest import article_of
from sayso.records import Article
from sayso.stories import stories

__all__ = ["Quality", "b_cubed", "in_pairs", "piles"]

ROOT = Path(__file__).resolve().parents[2]
CLUSTERS, TRIPLES, CASES = "data/clusters/giveme5w1h", "data/basil/articles", "data/cases"
ALONE = 2 / 3  # of the events in a thinned pile, that keep one article
SEED = 3

Pile = list[tuple[Article, str]]
"""Articles, each with its event."""


class Quality(NamedTuple):
    """Precision, recall and their harmonic mean, from 0 to 1."""

    precision: float
    recall: float
    f1: float


def main() -> int:
    """Group each pile, show what is reached, and write it if a file is named; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=ROOT.parent / "shared", help="folder of data")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures as JSON")
    options = parser.parse_args()
    for folder in (CLUSTERS, TRIPLES, CASES):
        if not (options.shared / folder).is_dir():
            print(f"stories: {options.shared} has no {folder}; name its folder, by --shared", file=sys.stderr)
            return 2
    figures: dict[str, dict[str, Any]] = {}
    print(f"{'':<40}{'':>27}{'B³':^24}{'pairs':^24}".rstrip())
    print(f"{'':<40}{'articles':>9}{'events':>8}{'stories':>9} {('    P       R       F1  ') * 2}".rstrip())
    for name, pile in piles(options.shared).items():
        figures[name] = found = measured(pile)
        numbers = [100 * found[kind][part] for kind in ("b_cubed", "pairs") for part in Quality._fields]
        counts = f"{found['articles']:>9}{found['events']:>8}{found['stories']:>9}"
        print(f"{name:<40}{counts} {''.join(f'{one:>8.1f}' for one in numbers)}", flush=True)
    if options.json:
        options.json.write_text(json.dumps(figures, indent=1) + "\n", "utf-8")
    return 0


# ------------------------------------------------------------------------------- articles


def piles(shared: Path) -> dict[str, Pile]:
    """Return what is measured, by name."""
    clusters, triples = list(_clusters(shared / CLUSTERS)), list(_triples(shared / TRIPLES))
    tuned = set(sorted({event for _, event in clusters})[::2])
    return {
        "giveme5w1h": clusters,
        "giveme5w1h, the half set on": [one for one in clusters if one[1] in tuned],
        "giveme5w1h, the other half": [one for one in clusters if one[1] not in tuned],
        "basil": triples,
        "giveme5w1h and basil": clusters + triples,
        "giveme5w1h, no dates": _undated(clusters),
        "basil, no dates": _undated(triples),
        "giveme5w1h, most events one article": _thinned(clusters),
        "basil, most events one article": _thinned(triples),
        "cases/train, no dates": list(_cases(shared / CASES / "train")),
        "cases/dev, no dates": list(_cases(shared / CASES / "dev")),
    }


def _clusters(folder: Path) -> Iterator[tuple[Article, str]]:
    for path in sorted(folder.glob("*.json")):
        row = json.loads(path.read_text("utf-8"))
        known = {"title": row["title"], "outlet": row["source_domain"], "published": row["date_publish"]}
        yield article_of(row["text"], path=path.name, **known), row["newsCluster"]["Event"]


def _triples(folder: Path) -> Iterator[tuple[Article, str]]:
    for path in sorted(folder.glob("*/*.json")):
        row = json.loads(path.read_text("utf-8"))
        text = "\n\n".join(" ".join(paragraph) for paragraph in row["body-paragraphs"])
        known = {"title": row["title"], "outlet": row["source"], "published": row["date"]}
        yield article_of(text, path=path.name, **known), row["triplet-uuid"]


def _cases(folder: Path) -> Iterator[tuple[Article, str]]:
    for path in sorted(folder.glob("*/r*.txt")):
        text = path.read_bytes().decode()
        yield article_of(text, path=f"{path.parent.name}/{path.name}"), path.parent.name


def _undated(pile: Pile) -> Pile:
    return [(replace(article, published=None), event) for article, event in pile]


def _thinned(pile: Pile) -> Pile:
    """Return a pile in which most events have one article, as in a day's news."""
    draw = random.Random(SEED)  # noqa: S311  no secret
    events = sorted({event for _, event in pile})
    alone = set(draw.sample(events, round(len(events) * ALONE)))
    seen: set[str] = set()
    kept: Pile = []
    for article, event in draw.sample(pile, len(pile)):
        if event not in alone or event not in seen:
            kept.append((article, event))
        seen.add(event)
    return kept


# ------------------------------------------------------------------------------ measuring


def measured(pile: Pile) -> dict[str, Any]:
    """Return what grouping a pile reaches."""
    began = time.perf_counter()
    found = stories([article for article, _ in pile])
    taken = time.perf_counter() - began
    story = {article: one.id for one in found for article in one.articles}
    mine = [story[article.id] for article, _ in pile]
    events = [event for _, event in pile]
    return {
        "articles": len(pile),
        "events": len(set(events)),
        "stories": len(found),
        "b_cubed": _rounded(b_cubed(mine, events)),
        "pairs": _rounded(in_pairs(mine, events)),
        "seconds": round(taken, 1),
    }


def b_cubed(mine: Sequence[Hashable], right: Sequence[Hashable]) -> Quality:
    """Return B³ of a grouping, given by each thing's group, against the right one."""
    both, ours, theirs = Counter(zip(mine, right, strict=True)), Counter(mine), Counter(right)
    squares = [(count * count, group, event) for (group, event), count in both.items()]
    precision = sum(square / ours[group] for square, group, _ in squares) / len(mine)
    recall = sum(square / theirs[event] for square, _, event in squares) / len(mine)
    return _quality(precision, recall)


def in_pairs(mine: Sequence[Hashable], right: Sequence[Hashable]) -> Quality:
    """Return how many pairs of one group are rightly so, and how many of those that should be are."""
    both = _pairs(Counter(zip(mine, right, strict=True)))
    ours, theirs = _pairs(Counter(mine)), _pairs(Counter(right))
    return _quality(both / ours if ours else 1.0, both / theirs if theirs else 1.0)


def _pairs(counts: Mapping[Any, int]) -> int:
    return sum(count * (count - 1) // 2 for count in counts.values())


def _quality(precision: float, recall: float) -> Quality:
    total = precision + recall
    return Quality(precision, recall, 2 * precision * recall / total if total else 0.0)


def _rounded(quality: Quality) -> dict[str, float]:
    return {name: round(value, 4) for name, value in quality._asdict().items()}


if __name__ == "__main__":
    sys.exit(main())
