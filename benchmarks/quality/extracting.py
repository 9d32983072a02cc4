"""What ``sayso extract`` reaches on PolNeAR beyond the scorer's report: spans, trust, speed, memory."""

import json
import resource
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Sequence
from importlib import util
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

import numpy as np

from sayso import models
from sayso.annotate import Extractor
from sayso.annotate.sentences import find_sentences
from sayso.annotate.tagger import WINDOW, PieceCutter, window_starts
from sayso.ingest import article_of
from sayso.records import Attribution

ROLES = ("source", "cue", "content")
TURNS = 5  # of reading everything; the median counts
BINS = 5  # of confidence
HALF = 0.5  # of two contents' words shared: the same content
Found = dict[str, tuple[str, Sequence[Attribution]]]


class Speed(NamedTuple):
    """Words a second on one thread, of the whole and of the bare encoder in the same run, and MB.

    ``share`` is the whole's part of the encoder's speed, turn by turn.
    """

    whole: float
    bare: float
    share: float
    peak: float


class Trust(NamedTuple):
    """Of the frames in each bin of confidence: how many, their mean confidence, the share that is right."""

    bins: list[tuple[int, float, float]]

    @property
    def error(self) -> float:
        """The expected calibration error: how far confidence is from the truth, in the mean."""
        total = sum(count for count, _, _ in self.bins)
        return sum(count * abs(said - right) for count, said, right in self.bins) / total


def extracted(texts: dict[str, str]) -> Found:
    """Return the text and the attributions of each article."""
    extractor = Extractor()
    found: Found = {}
    for name, text in texts.items():
        [result] = extractor([article_of(text, path=f"{name}.txt")])
        found[name] = result.article.text, result.attributions
    return found


def rows(attributions: Sequence[Attribution]) -> list[dict[str, Any]]:
    """Return attributions in the scorer's form."""
    return [{role: getattr(one, role) for role in ROLES} for one in attributions]


def spans_exact(scorer: ModuleType, gold: Path, found: Found) -> dict[str, float]:
    """Return F1 (0 to 1) by role of spans cut at sentences and compared word for word."""
    hits, wanted, given = Counter[str](), Counter[str](), Counter[str]()
    for name, (text, versions) in scorer.read_gold(gold).items():
        article = scorer.Article(text)
        sentences = find_sentences(text)
        for role in ROLES:
            right = _cut(article, sentences, versions[0], role)
            mine = _cut(article, sentences, rows(found[name][1]), role)
            hits[role] += len(right & mine)
            wanted[role] += len(right)
            given[role] += len(mine)
    return {role: 2 * hits[role] / (wanted[role] + given[role]) for role in ROLES}


def _cut(article: Any, sentences: Sequence[Any], attributions: list[dict[str, Any]], role: str) -> set[Any]:
    """Return the spans of a role as sets of words, each within one sentence."""
    cut = set()
    for one in attributions:
        for start, end in one.get(role) or []:
            for low, high in sentences:
                if max(start, low) < min(end, high):
                    cut.add(frozenset(article.tokens_in([[max(start, low), min(end, high)]])))
    return cut - {frozenset()}


def trust(scorer: ModuleType, gold: Path, found: Found) -> Trust:
    """Return how often what is said with a confidence is right: content-partial + source."""
    said: list[float] = []
    right: list[bool] = []
    for name, (text, versions) in scorer.read_gold(gold).items():
        article = scorer.Article(text)
        mine = [one for one in found[name][1] if one.content and one.parent is None]
        ours, theirs = scorer.to_tokens(article, rows(mine)), scorer.to_tokens(article, versions[0])
        good = {
            j
            for i, j, jaccard in scorer.greedy_match(theirs, ours)
            if jaccard >= HALF
            and (theirs[i]["source"] & ours[j]["source"] or not (theirs[i]["source"] or ours[j]["source"]))
        }
        said += [one.confidence for one in mine]
        right += [at in good for at in range(len(mine))]
    edges = np.minimum((np.array(said) * BINS).astype(int), BINS - 1)
    bins = []
    for at in range(BINS):
        inside = np.flatnonzero(edges == at)
        if len(inside):
            bins.append(
                (len(inside), float(np.array(said)[inside].mean()), float(np.array(right)[inside].mean()))
            )
    return Trust(bins)


def speed(texts: dict[str, str]) -> Speed:
    """Read all texts, and run the encoder alone over the same windows, in turns, on one thread."""
    articles = [article_of(text) for text in texts.values()]
    extractor, session = Extractor(), models.session("attribution", 1)
    cutter = PieceCutter(models.tokenizer())
    windows = []
    for article in articles:
        pieces = cutter(article.text, article.boilerplate)
        for start in window_starts(len(pieces)):
            ids, features = (array[start : start + WINDOW] for array in (pieces.ids, pieces.features))
            windows.append({"ids": np.pad(ids, 1)[None], "features": np.pad(features, 1)[None]})
    words = sum(len(text.split()) for text in texts.values())
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(TURNS + 1):
        began = time.perf_counter()
        for text in texts.values():
            extractor([article_of(text)])
        middle = time.perf_counter()
        for window in windows:
            session.run(None, window)
        if turn:  # the first warms up
            taken[0].append(middle - began)
            taken[1].append(time.perf_counter() - middle)
    whole, bare = (words / statistics.median(times) for times in taken)
    share = statistics.median(encoder / total for total, encoder in zip(*taken, strict=True))
    return Speed(whole, bare, share, _peak(texts))


def _peak(texts: dict[str, str]) -> float:
    """Return the most memory that ``sayso extract`` takes over all the texts, in MB."""
    articles = "\n".join(json.dumps({"text": text}) for text in texts.values())
    subprocess.run(
        [sys.executable, "-m", "sayso", "extract", "-", "--jsonl"],
        input=articles.encode(),
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024


def scorer_of(path: Path) -> ModuleType:
    """Import a scorer from its file."""
    spec = util.spec_from_file_location(path.stem, path)
    if spec is None or spec.loader is None:
        raise ImportError(path)
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
