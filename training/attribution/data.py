"""Read the training texts and turn their attributions into what the network learns from."""

import random
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from sayso.annotate.tagger import ROLES, PieceCutter, Pieces

Span = tuple[int, int]
IGNORE = -100


@dataclass(slots=True, kw_only=True)
class Example:
    """A text with its attributions, each {role: spans}; ``ignored`` spans teach nothing."""

    name: str
    text: str
    attributions: list[dict[str, list[Span]]] = field(default_factory=list)
    ignored: list[Span] = field(default_factory=list)


def read_polnear(folder: Path) -> list[Example]:
    """Read a part of PolNeAR; the first annotator of a text, in sorted order, counts."""
    annotations = defaultdict(list)
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotations[path.stem.rpartition("_")[0]].append(path)
    examples = []
    for path in sorted((folder / "text").glob("*.txt")):
        with path.open(encoding="utf-8", newline="") as handle:
            example = Example(name=path.stem, text=handle.read())
        with annotations[path.stem][0].open(encoding="utf-8", newline="") as handle:
            _read_brat(handle, example)
        examples.append(example)
    return examples


def _read_brat(lines: Iterator[str], example: Example) -> None:
    spans: dict[str, list[Span]] = {}
    for line in lines:
        key, _, body = line.rstrip("\r\n").partition("\t")
        if re.fullmatch(r"T\d+", key):
            label, _, offsets = body.split("\t")[0].partition(" ")
            parts = [tuple(int(number) for number in part.split()) for part in offsets.split(";")]
            spans[key] = _joined(parts, example.text)
            if label.startswith(("Discard", "Discuss")):
                example.ignored += spans[key]
        elif re.fullmatch(r"E\d+", key):
            found: dict[str, list[Span]] = {role: [] for role in ROLES}
            for argument in body.split():
                name, _, target = argument.partition(":")
                role = name.rstrip("0123456789").lower()
                if role in found:
                    found[role] += spans.get(target, [])
            if found["content"]:
                example.attributions.append({role: _joined(found[role], example.text) for role in ROLES})


def _joined(spans: list[Span], text: str) -> list[Span]:
    """Join the fragments that only white space parts (brat splits spans at line ends)."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and not text[joined[-1][1] : start].strip():
            joined[-1] = joined[-1][0], max(end, joined[-1][1])
        else:
            joined.append((start, end))
    return joined


def read_cases(folder: Path) -> list[Example]:
    """Read the reports of annotated cases; of nested statements the outer one counts."""
    examples = []
    for gold in sorted(folder.glob("*/gold.yaml")):
        reports = {
            path.stem: Example(name=f"{gold.parent.name}/{path.stem}", text=path.read_text(encoding="utf-8"))
            for path in sorted(gold.parent.glob("r*.txt"))
        }
        for statement in yaml.safe_load(gold.read_text(encoding="utf-8"))["statements"]:
            example = reports[statement["report"]]
            attribution = {role: _locate(statement, role, example.text) for role in ROLES}
            if statement.get("optional"):
                example.ignored += [span for role in ROLES for span in attribution[role]]
            elif attribution["content"] and attribution["cue"]:
                example.attributions.append(attribution)
        for example in reports.values():
            example.attributions = list(_outermost(example.attributions))
            examples.append(example)
    return examples


def _locate(statement: dict, role: str, text: str) -> list[Span]:
    """Find a statement's words; a source or cue is the one nearest to the content."""
    given = statement.get(role)
    pieces = given if isinstance(given, list) else [given] if given else []
    spans = []
    for piece in pieces:
        words, nth = (piece["text"], piece.get("nth")) if isinstance(piece, dict) else (piece, None)
        places = [match.start() for match in re.finditer(re.escape(words), text)]
        if not places:
            continue
        if role == "content":
            at = places[min((nth or statement.get("nth") or 1), len(places)) - 1]
        else:
            content = _locate(statement, "content", text)
            anchor = content[0][0] if content else 0
            at = min(
                places,
                key=lambda place: min(
                    abs(place - edge) for span in content or [(anchor, anchor)] for edge in span
                ),
            )
        spans.append((at, at + len(words)))
    return sorted(spans)


def _outermost(attributions: list[dict[str, list[Span]]]) -> Iterator[dict[str, list[Span]]]:
    """Yield the attributions that share no character with a larger one."""
    taken: list[Span] = []
    for attribution in sorted(attributions, key=lambda a: -sum(e - s for s, e in a["content"])):
        spans = [span for role in ROLES for span in attribution[role]]
        if not any(s < end and e > start for s, e in spans for start, end in taken):
            taken += spans
            yield attribution


QUOTES = str.maketrans("“”‘’", "\"\"''")


def augmented(text: str, chance: random.Random) -> str:
    """Return ``text`` in another paper's house style, every character at its old place.

    Nine texts in twenty are changed: straight marks for curly ones, single for double as in
    Britain, quotations never closed, or no capitals at all.
    """
    draw = chance.random()
    if draw < 0.15:
        return text.translate(QUOTES)
    if draw < 0.25:
        text = re.sub(r"\"(?=\w)", "“", text)
        return re.sub(r"(?<=\S)\"", "”", text)
    if draw < 0.35 and not re.search(r"[‘']\w[^\n]*?[.,][’']", text):
        return re.sub(r"\"(?=\w)", "‘", text.replace("“", "‘").replace("”", "’")).replace('"', "’")
    if draw < 0.40:
        return re.sub(r"[”\"](?=\n)", " ", text)
    if draw < 0.45:
        return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return text


@dataclass(slots=True, kw_only=True)
class Labelled:
    """A text as pieces with, for each, its tag (``IGNORE``: none) and the piece it points to (-1: none).

    A content word points to its cue's first word; a cue's first word to its source's first
    word, or to itself where there is no source (one source may serve several cues).
    """

    pieces: Pieces
    tags: npt.NDArray[np.int64]
    targets: npt.NDArray[np.int64]


def label(example: Example, cutter: PieceCutter, *, text: str | None = None) -> Labelled:
    """Cut and label an example; ``text`` is the same text in another style (``augmented``)."""
    pieces = cutter(text if text is not None else example.text)
    words = np.flatnonzero(pieces.first)
    starts = pieces.starts[words]
    tags = np.full(len(pieces), IGNORE, np.int64)
    tags[words] = 0
    targets = np.full(len(pieces), -1, np.int64)

    def inside(spans: list[Span]) -> list[npt.NDArray[np.int64]]:
        found = [words[np.searchsorted(starts, s) : np.searchsorted(starts, e)] for s, e in spans]
        return [run for run in found if len(run)]

    for run in inside(example.ignored):
        tags[run] = IGNORE
    for attribution in example.attributions:
        runs = {role: inside(attribution[role]) for role in ROLES}
        for at, role in enumerate(ROLES):
            for run in runs[role]:
                tags[run] = 2 + 2 * at
                tags[run[0]] = 1 + 2 * at
        if runs["cue"]:
            cue = runs["cue"][0][0]
            targets[cue] = runs["source"][0][0] if runs["source"] else cue
            for run in runs["content"]:
                targets[run] = cue
    return Labelled(pieces=pieces, tags=tags, targets=targets)
