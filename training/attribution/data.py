"""Read the training texts and turn their attributions into what the network learns from."""

import random
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
import numpy.typing as npt
import yaml

from sayso.annotate.tagger import LAYERS, ROLES, PieceCutter, Pieces

Span = tuple[int, int]
Spans = dict[str, list[Span]]
IGNORE = -100


@dataclass(slots=True, kw_only=True)
class Example:
    """A text with its attributions, each {role: spans}, as one annotator saw them.

    ``ignored`` spans teach nothing; in ``unsearched`` ones nobody looked for an attribution inside
    another.
    """

    name: str
    text: str
    attributions: list[Spans] = field(default_factory=list)
    ignored: list[Span] = field(default_factory=list)
    unsearched: list[Span] = field(default_factory=list)


def read_polnear(folder: Path) -> list[list[Example]]:
    """Read a part of PolNeAR: for each text its annotators' examples, the one that counts first."""
    annotations = defaultdict(list)
    for path in sorted((folder / "attributions").glob("*.ann")):
        annotations[path.stem.rpartition("_")[0]].append(path)
    return [
        [_read_brat(annotation, path) for annotation in annotations[path.stem]]
        for path in sorted((folder / "text").glob("*.txt"))
    ]


def _read_brat(annotation: Path, text: Path) -> Example:
    example = Example(name=text.stem, text=text.read_bytes().decode("utf-8"))
    spans: dict[str, list[Span]] = {}
    for line in annotation.read_bytes().decode("utf-8").split("\n"):
        key, _, body = line.rstrip("\r").partition("\t")
        if re.fullmatch(r"T\d+", key):
            label, _, offsets = body.split("\t")[0].partition(" ")
            parts = [tuple(int(number) for number in part.split()) for part in offsets.split(";")]
            spans[key] = _joined(parts, example.text)
            if label.startswith(("Discard", "Discuss")):
                example.ignored += spans[key]
        elif re.fullmatch(r"E\d+", key):
            found: Spans = {role: [] for role in ROLES}
            for argument in body.split():
                name, _, target = argument.partition(":")
                role = name.rstrip("0123456789").lower()
                if role in found:
                    found[role] += spans.get(target, [])
            if found["content"]:
                example.attributions.append({role: _joined(found[role], example.text) for role in ROLES})
                example.unsearched += found["content"]
    return example


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
    """Read the reports of annotated cases."""
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
        examples += reports.values()
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


def layers(attributions: Iterable[Spans]) -> list[list[Spans]]:
    """Share attributions out, the longest first, so that in a layer each word has one role.

    A source may serve several attributions. What fits in no layer is left out.
    """
    shared: list[list[Spans]] = [[] for _ in range(LAYERS)]
    for attribution in sorted(attributions, key=lambda a: -sum(e - s for s, e in a["content"])):
        layer = next((one for one in shared if not any(_clash(attribution, other) for other in one)), None)
        if layer is not None:
            layer.append(attribution)
    return shared


def _clash(a: Spans, b: Spans) -> bool:
    return any(
        s < end and e > start and not (role == other == "source" and (s, e) == (start, end))
        for role in ROLES
        for s, e in a[role]
        for other in ROLES
        for start, end in b[other]
    )


SENTENCE = re.compile(r"[^\s.?!][^\n.?!]{30,400}\.(?=\s|$)")  # no quotation ends with it
SMALL = ("The ", "A ", "An ", "It ", "He ", "She ", "They ", "We ", "In ", "But ", "If ", "There ")
USUAL = 5  # times a cue must be seen before "that" to be put before other words
RELATIVE = {"who", "which", "that", "whom", "whose"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """Words that attribute: before what is said ("Officials said ") or after it (", he said")."""

    words: str
    source: Span
    cue: Span
    leads: bool


def frames(examples: Iterable[Example]) -> list[Frame]:
    """Return the attributing words of all attributions that are one source, one cue and one content."""
    found = []
    seen: Counter[str] = Counter()
    for example in examples:
        for attribution in example.attributions:
            if [len(attribution[role]) for role in ROLES] != [1, 1, 1]:
                continue
            (source,), (cue,), (content,) = (attribution[role] for role in ROLES)
            if example.text[slice(*source)].lower() in RELATIVE:
                continue
            start, end = min(source[0], cue[0]), max(source[1], cue[1])
            seen[example.text[slice(*cue)]] += example.text.startswith("that ", content[0])
            if end <= content[0] and re.fullmatch(r",? ", example.text[end : content[0]]):
                low, high, leads = start, content[0], True
            elif content[1] <= start and re.fullmatch(r", ?", example.text[content[1] : start]):
                low, high, leads = content[1], end, False
            else:
                continue
            words = example.text[low:high]
            if len(words) < 80 and not re.search(r"[\n“”\"]", words):
                inside = [(s - low, e - low) for s, e in (source, cue)]
                found.append(Frame(words=words, source=inside[0], cue=inside[1], leads=leads))
    return [frame for frame in found if not frame.leads or seen[frame.words[slice(*frame.cue)]] >= USUAL]


def wrapped(example: Example, choice: list[Frame], chance: random.Random, share: float) -> Example:
    """Return the example with a share of its sentences put into somebody's mouth: X said that they.

    What a sentence itself attributes is then an attribution inside another, of which the corpus
    marks none.
    """
    text, spans_of = example.text, [[s for r in ROLES for s in a[r]] for a in example.attributions]
    leading, following = ([f for f in choice if f.leads is leads] for leads in (True, False))
    inserted: list[tuple[int, str]] = []
    added: list[Spans] = []

    def moved(at: int, *, closing: bool = False) -> int:
        return at + sum(
            len(words) for place, words in inserted if place < at or (place == at and not closing)
        )

    def move(spans: list[Span]) -> list[Span]:
        return [(moved(s), moved(e, closing=True)) for s, e in spans]

    for match in SENTENCE.finditer(text):
        start, end = match.start(), match.end() - 1
        if chance.random() >= share or not text[start].isalnum():
            continue
        if not all(_whole(spans, start, end) for spans in spans_of):
            continue
        frame = chance.choice(leading if chance.random() < 0.65 else following)
        base = moved(start if frame.leads else end)
        if frame.leads:
            that = "that " if chance.random() < 0.4 and frame.words[-2] not in ",:" else ""
            inserted.append((start, frame.words[:1].upper() + frame.words[1:] + that))
            content = base + len(frame.words), moved(end, closing=True)
            if text[start:end].startswith(SMALL):
                text = text[:start] + text[start].lower() + text[start + 1 :]
        else:
            content = moved(start), base
            inserted.append((end, frame.words))
        source, cue = ((base + s, base + e) for s, e in (frame.source, frame.cue))
        added.append({"source": [source], "cue": [cue], "content": [content]})

    parts, done = [], 0
    for place, words in inserted:
        parts += [text[done:place], words]
        done = place
    return replace(
        example,
        text="".join([*parts, text[done:]]),
        attributions=[{role: move(a[role]) for role in ROLES} for a in example.attributions] + added,
        ignored=move(example.ignored),
        unsearched=move(example.unsearched),
    )


def _whole(spans: list[Span], start: int, end: int) -> bool:
    """Say whether an attribution lies in a sentence as a whole, or not at all."""
    inside = [start <= s and e <= end for s, e in spans]
    return all(inside) or not any(s < end and e > start for s, e in spans)


QUOTES = str.maketrans("“”‘’", "\"\"''")
DASHES = str.maketrans("—–", "--")


def restyled(text: str, chance: random.Random) -> str:
    """Return ``text`` in another paper's house style, every character at its old place.

    Nine texts in twenty are changed: straight marks for curly ones, single for double as in
    Britain, quotations never closed, or no capitals at all. Of all, some have a headline in
    capitals, and some their dashes as hyphens.
    """
    if chance.random() < 0.1:
        headline, end, rest = text.partition("\n")
        text = "".join(c.upper() if len(c.upper()) == 1 else c for c in headline) + end + rest
    if chance.random() < 0.1:
        text = text.translate(DASHES)
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
    """A text as pieces with, for each layer and piece, its tag (``IGNORE``: none) and its target.

    ``tags`` and ``targets`` are (LAYERS, n). A content word's target is its cue's first word; a
    cue's first word has its source's first word, or itself where there is no source; -1 is none.
    """

    pieces: Pieces
    tags: npt.NDArray[np.int64]
    targets: npt.NDArray[np.int64]


def label(example: Example, cutter: PieceCutter, *, text: str | None = None) -> Labelled:
    """Cut and label an example; ``text`` is the same text in another style (``restyled``)."""
    pieces = cutter(text if text is not None else example.text)
    words = np.flatnonzero(pieces.first)
    starts = pieces.starts[words]
    tags = np.full((LAYERS, len(pieces)), IGNORE, np.int64)
    tags[:, words] = 0
    targets = np.full((LAYERS, len(pieces)), -1, np.int64)

    def inside(spans: list[Span]) -> list[npt.NDArray[np.int64]]:
        found = [words[np.searchsorted(starts, s) : np.searchsorted(starts, e)] for s, e in spans]
        return [run for run in found if len(run)]

    for run in inside(example.unsearched):
        tags[1:, run] = IGNORE
    for run in inside(example.ignored):
        tags[:, run] = IGNORE
    for layer, attributions in enumerate(layers(example.attributions)):
        for attribution in attributions:
            runs = {role: inside(attribution[role]) for role in ROLES}
            for at, role in enumerate(ROLES):
                for run in runs[role]:
                    tags[layer, run] = 2 + 2 * at
                    tags[layer, run[0]] = 1 + 2 * at
            if runs["cue"]:
                cue = runs["cue"][0][0]
                targets[layer, cue] = runs["source"][0][0] if runs["source"] else cue
                for run in runs["content"]:
                    targets[layer, run] = cue
    return Labelled(pieces=pieces, tags=tags, targets=targets)
