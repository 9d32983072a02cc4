"""Read source, cue and content, and who belongs to whom, off a joint tagger's scores.

The network (``training/attribution``) sees an article as word pieces in windows of ``WINDOW``
and gives, for each piece and layer, seven role scores (BIO over source, cue and content) and four
link vectors. The second layer is for attributions inside the content of another ("X said that Y had
promised Z"). This module is what training and use share: how a text becomes pieces, how windows are
cut and stitched, and how scores become frames. It loads nothing and knows no records.
"""

import math
import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from operator import itemgetter

import numpy as np
import numpy.typing as npt
from tokenizers import Tokenizer

from sayso.annotate.quotations import quotations

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]
Bools = npt.NDArray[np.bool_]
Span = tuple[int, int]

ROLES = ("source", "cue", "content")
TAGS = ("O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content")
LAYERS = 2  # of attributions: those of the text, and those inside the content of one of them
WINDOW = 254  # word pieces, without [CLS] and [SEP]: what the network was trained on
STRIDE = 214
BLOCK = 10_000  # word pieces, whose scores are kept at a time: bounds the memory for a long text
FEATURES = 7  # 0 a line's end; else 1 + case (lower, Capital, CAPITALS) + 3 if quoted
LINK_SIZE = 96  # width of a link vector
BUCKETS = 32  # of signed log-spaced distance
LINE_END = "[unused1]"
QUOTED = 3  # features above are those of quoted words
TINY = 1e-9


@dataclass(frozen=True, slots=True, kw_only=True)
class Pieces:
    """A text as word pieces, in parallel arrays of length n.

    ``starts`` and ``ends`` are code points of the text; ``first`` marks the first piece of a
    word; ``features`` is described at ``FEATURES``.
    """

    ids: Ints
    starts: Ints
    ends: Ints
    first: Bools
    features: Ints

    def __len__(self) -> int:
        return len(self.ids)


class PieceCutter:
    """Cuts texts into word pieces; a line's end becomes a piece of its own."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        tokenizer.no_truncation()  # its file asks for 128 pieces a text, cut or filled
        tokenizer.no_padding()
        self._tokenizer = tokenizer
        self.line_end, self.first, self.last, self.mask = (
            int(tokenizer.token_to_id(token) or 0) for token in (LINE_END, "[CLS]", "[SEP]", "[MASK]")
        )

    def __call__(self, text: str, skip: Sequence[Span] = ()) -> Pieces:
        """Cut ``text``, leaving out the spans in ``skip`` (boilerplate) as if they were not there."""
        lines = [
            (match.start(), match.group())
            for match in re.finditer(r"[^\r\n]+", _blank(text, skip))
            if not match.group().isspace()
        ]
        quoted = quoted_letters(text)
        ids: list[int] = []
        starts: list[int] = []
        ends: list[int] = []
        first: list[bool] = []
        features: list[int] = []
        encoded = self._tokenizer.encode_batch([line for _, line in lines], add_special_tokens=False)
        for (offset, line), encoding in zip(lines, encoded, strict=True):
            if ids:
                ids.append(self.line_end)
                starts.append(offset)
                ends.append(offset)
                first.append(False)
                features.append(0)
            previous = None
            for piece, word, (start, end) in zip(
                encoding.ids, encoding.word_ids, encoding.offsets, strict=True
            ):
                ids.append(piece)
                starts.append(offset + start)
                ends.append(offset + end)
                first.append(word != previous)
                features.append(1 + _case(line[start:end]) + 3 * bool(quoted[offset + start]))
                previous = word
        return Pieces(
            ids=np.array(ids, np.int64),
            starts=np.array(starts, np.int64),
            ends=np.array(ends, np.int64),
            first=np.array(first, bool),
            features=np.array(features, np.int64),
        )


def quoted_letters(text: str) -> Bools:
    """Say of each character, and of the end, whether it stands in quotation marks or is one."""
    quoted = np.zeros(len(text) + 1, bool)
    for quotation in quotations(text):
        quoted[quotation.start : quotation.end] = True
    return quoted


def _blank(text: str, skip: Sequence[Span]) -> str:
    for start, end in skip:
        text = text[:start] + re.sub(r"[^\r\n]", " ", text[start:end]) + text[end:]
    return text


def _case(piece: str) -> int:
    if not piece[:1].isupper():
        return 0
    return 2 if len(piece) > 1 and piece.isupper() else 1


def blocks(pieces: Pieces, size: int = BLOCK) -> Iterator[Pieces]:
    """Cut a text that is too long for the memory, at line ends where there are any."""
    start, lines = 0, np.flatnonzero(pieces.features == 0)
    while start < len(pieces):
        end = start + size
        if end < len(pieces):
            before = int(np.searchsorted(lines, end)) - 1
            end = int(lines[before]) + 1 if before >= 0 and lines[before] > start else end
        yield Pieces(
            **{
                name: getattr(pieces, name)[start:end]
                for name in ("ids", "starts", "ends", "first", "features")
            }
        )
        start = end


def window_starts(length: int, size: int = WINDOW, stride: int = STRIDE) -> list[int]:
    """Return where windows over ``length`` pieces start; the last one ends with the text."""
    if length <= size:
        return [0]
    return [*range(0, length - size, stride), length - size]


def bucket(distance: Ints) -> Ints:
    """Return the signed, log-spaced bucket (0 to ``BUCKETS`` - 1) of each distance in pieces."""
    size = np.minimum(np.log2(np.abs(distance) + 1.0) * 1.75, 15).astype(np.int64)
    return np.where(distance < 0, 16 + size, size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How scores become frames; fitted on training articles that trained nothing, never on dev."""

    boost: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Added to the scores of source, cue and content."""
    min_link: float = 0.4
    """A content whose best cue gets less probability than this is dropped."""
    other_line: float = 1.0
    """What a cue in another line counts, beside one in the content's own."""
    weights: tuple[float, ...] = (5.0, 1.0, 1.0, 1.0, 0.0, 0.0, 0.0, 0.0)
    """Of 1 and a frame's evidence, for the log-odds that it is right."""
    min_confidence: float = 0.0
    """A frame with content that is less likely right than this is dropped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One attribution as spans of code points; ``confidence`` is the probability that it is right.

    ``evidence`` is what that rests on: the logarithms of the cue's probability, of its weakest link to
    a piece of content, of the content's (the mean of its words) and of the link to the source, 1 if
    there is no source, the logarithm of the content's length, and its share inside quotation marks.
    """

    source: tuple[Span, ...]
    cue: Span
    content: tuple[Span, ...]
    confidence: float
    evidence: tuple[float, ...] = ()


class Scores:
    """A layer's stitched scores: ``roles`` (n, 7), and link probabilities on demand."""

    def __init__(self, length: int, windows: Sequence[tuple[int, Floats, Floats]], bias: Floats) -> None:
        """Stitch ``windows``: (start, roles (w, 7), links (w, 4 * LINK_SIZE)) in text order.

        Each piece takes its role scores from the window in which it lies most centrally.
        """
        self._windows = windows
        reach = max((len(roles) for _, roles, _ in windows), default=1)
        self._bias, self._middle = bias[:, bucket(np.arange(1 - reach, reach))], reach - 1
        self.roles = np.zeros((length, len(TAGS)), np.float32)
        for at, (start, roles, _) in enumerate(windows):
            low = start
            if at:
                before, before_roles, _ = windows[at - 1]
                low = start + (before + len(before_roles) - start) // 2
            self.roles[low : start + len(roles)] = roles[low - start :]

    @cached_property
    def _middles(self) -> npt.NDArray[np.float64]:
        return np.array([start + len(roles) / 2 for start, roles, _ in self._windows])

    def links(self, head: int, pieces: Ints, targets: Ints) -> tuple[slice, npt.NDArray[np.float64]]:
        """Return which of ``targets`` are near, and each one's probability of being pointed to.

        ``head`` 0 links a content to its cue, 1 a cue to its source (or to itself: no source);
        ``pieces`` are weighed alike. ``targets`` are the first pieces of all words, in order;
        near are those in the window that holds the pieces.
        """
        nearest = int(np.abs(self._middles - (pieces[0] + pieces[-1]) / 2).argmin())
        start, roles, vectors = self._windows[nearest]
        low, high = np.searchsorted(targets, (start, start + len(roles)))
        columns = targets[low:high]
        inside = pieces[(pieces >= start) & (pieces < start + len(roles))]
        at = 2 * head * LINK_SIZE
        queries = vectors[inside - start, at : at + LINK_SIZE]
        keys = vectors[columns - start, at + LINK_SIZE : at + 2 * LINK_SIZE]
        scores = (
            queries @ keys.T / math.sqrt(LINK_SIZE)
            + self._bias[head][columns[None] - inside[:, None] + self._middle]
        )
        log = scores - scores.max(1, keepdims=True)
        log -= np.log(np.exp(log).sum(1, keepdims=True))
        mean = np.maximum(log, -20).mean(0)
        probabilities = np.exp(mean - mean.max())
        return slice(int(low), int(high)), probabilities / probabilities.sum()


Run = Callable[[Ints, Ints], tuple[Floats, Floats]]
"""The network over one window: ids, features (1, w + 2) -> roles (w, L * 7), links (w, L * 4 * LINK_SIZE)."""


def score(pieces: Pieces, cutter: PieceCutter, run: Run, bias: Floats) -> list[Scores]:
    """Run the network over the windows of a text, one at a time; ``bias`` is (layers, 2, BUCKETS).

    One window a call is not only fastest on a CPU: int8 arithmetic takes its range over the
    whole call, so in company an article's result would depend on its neighbours.
    """
    windows = []
    for start in window_starts(len(pieces)):
        ids = pieces.ids[start : start + WINDOW]
        features = pieces.features[start : start + WINDOW]
        roles, links = run(
            np.concatenate(([cutter.first], ids, [cutter.last]))[None],
            np.concatenate(([0], features, [0]))[None],
        )
        windows.append((start, np.split(roles, len(bias), -1), np.split(links, len(bias), -1)))
    return [
        Scores(len(pieces), [(start, roles[at], links[at]) for start, roles, links in windows], one)
        for at, one in enumerate(bias)
    ]


def decode(pieces: Pieces, layers: Sequence[Scores], settings: Settings) -> list[Frame]:
    """Return the frames that the scores speak for, a layer after the other.

    Of the further layers only what lies inside a content of the first counts. A cue to which no
    content belongs ("declined to comment") is a frame too.
    """
    outer, *further = (_decode(pieces, scores, settings) for scores in layers)
    contents = sorted(content for frame in outer for content in frame.content)
    return outer + [frame for inner in further for frame in inner if _inside(frame.cue, contents)]


def _inside(span: Span, contents: Sequence[Span]) -> bool:
    before = bisect_right(contents, span[0], key=itemgetter(0))
    return before > 0 and span[1] <= contents[before - 1][1]


def _decode(pieces: Pieces, scores: Scores, settings: Settings) -> list[Frame]:
    words = np.flatnonzero(pieces.first)
    if not len(words):
        return []
    roles = scores.roles[words].astype(np.float64)
    runs: dict[str, list[Span]] = {role: [] for role in ROLES}
    for role, low, high in _runs(_tag(roles, settings.boost)):
        runs[role].append((low, high))
    linker = _Linker(words=words, lines=np.cumsum(pieces.features == 0)[words], scores=scores)
    linked = linker.contents(runs["content"], [low for low, _ in runs["cue"]], settings)
    said_by = linker.sources([low for low, _ in runs["cue"]], [low for low, _ in runs["source"]])
    sources = {low: (low, high) for low, high in runs["source"]}
    log = _log_probabilities(roles)
    ends = _word_ends(pieces, words)

    def characters(run: Span) -> Span:
        return int(pieces.starts[words[run[0]]]), int(ends[run[1] - 1])

    frames = []
    for cue, links, (source, belief) in zip(runs["cue"], linked, said_by, strict=True):
        said = [at for (low, high), _ in links for at in range(low, high)]
        evidence = (
            float(log["cue"][cue[0]]),
            math.log(max(min((link for _, link in links), default=1.0), TINY)),
            float(log["content"][said].mean()) if said else 0.0,
            math.log(max(belief, TINY)),
            float(source is None),
            math.log(1 + len(said)),
            float((pieces.features[words[said]] > QUOTED).mean()) if said else 0.0,
        )
        odds = sum(a * b for a, b in zip(settings.weights, (1.0, *evidence), strict=True))
        confidence = 1 / (1 + math.exp(-odds)) if said else math.exp(evidence[0])
        if said and confidence < settings.min_confidence:
            continue
        frames.append(
            Frame(
                source=(characters(sources[source]),) if source is not None else (),
                cue=characters(cue),
                content=tuple(characters(run) for run, _ in links),
                confidence=round(confidence, 3),
                evidence=evidence,
            )
        )
    return frames


def _log_probabilities(roles: npt.NDArray[np.float64]) -> dict[str, npt.NDArray[np.float64]]:
    """Return the logarithm of each role's probability, beginnings and insides together."""
    soft = np.exp(roles - roles.max(1, keepdims=True))
    soft /= soft.sum(1, keepdims=True)
    return {role: np.log(soft[:, 1 + 2 * at : 3 + 2 * at].sum(1) + TINY) for at, role in enumerate(ROLES)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Linker:
    """Finds what belongs to each cue; all places count words."""

    words: Ints
    """The first piece of each word."""
    lines: Ints
    """The line of each word."""
    scores: Scores

    def contents(
        self, contents: Sequence[Span], cues: Sequence[int], settings: Settings
    ) -> list[list[tuple[Span, float]]]:
        """Return the contents that belong to each cue, with their links' probabilities."""
        starts = np.array(cues, np.int64)
        found: list[list[tuple[Span, float]]] = [[] for _ in cues]
        for low, high in contents:
            near, links = self.scores.links(0, self.words[low:high], self.words)
            first, end = np.searchsorted(starts, (near.start, near.stop))
            options = starts[first:end]
            if not len(options):
                continue
            links = links[options - near.start]
            rest = 1 - links.sum()  # what words that are no cues get
            links = np.where(self.lines[options] == self.lines[low], links, links * settings.other_line)
            links /= max(links.sum() + rest, TINY)
            best = int(links.argmax())
            if links[best] >= settings.min_link:
                found[first + best].append(((low, high), float(links[best])))
        return found

    def sources(self, cues: Sequence[int], sources: Sequence[int]) -> Iterator[tuple[int | None, float]]:
        """Yield where each cue's source starts, or None, and the link's probability."""
        starts = np.array(sources, np.int64)
        for cue in cues:
            near, links = self.scores.links(1, self.words[cue : cue + 1], self.words)
            first, end = np.searchsorted(starts, (near.start, near.stop))
            options = np.append(starts[first:end], cue)
            found = links[options - near.start]
            best = int(found.argmax())
            source = None if options[best] == cue else int(options[best])
            yield source, float(found[best] / max(found.sum(), TINY))


def _word_ends(pieces: Pieces, words: Ints) -> Ints:
    """Return where each word ends: at its last piece, not at a line's end that follows it."""
    last = np.append(words[1:], len(pieces)) - 1
    while (late := (pieces.features[last] == 0) & (last > words)).any():
        last[late] -= 1
    ends: Ints = pieces.ends[last]
    return ends


def _tag(scores: npt.NDArray[np.float64], boost: tuple[float, float, float]) -> list[int]:
    """Return the best path of tags that enters no span by its inside (Viterbi).

    In plain numbers: seven tags are too few to gain from arrays.
    """
    rows = (scores + np.repeat([0.0, *boost], [1, 2, 2, 2])).tolist()
    path = [row if at % 2 or not at else -math.inf for at, row in enumerate(rows[0])]
    back: list[tuple[int, int, int, int]] = []  # where O and beginnings come from, and each inside
    for row in rows[1:]:
        free = path.index(max(path))
        source = 1 if path[1] >= path[2] else 2
        cue = 3 if path[3] >= path[4] else 4
        content = 5 if path[5] >= path[6] else 6
        back.append((free, source, cue, content))
        best = path[free]
        path = [
            best + row[0],
            best + row[1],
            path[source] + row[2],
            best + row[3],
            path[cue] + row[4],
            best + row[5],
            path[content] + row[6],
        ]
    tags = [path.index(max(path))]
    for origins in reversed(back):
        tag = tags[-1]
        tags.append(origins[0 if tag % 2 or not tag else tag // 2])
    return tags[::-1]


def _runs(tags: Sequence[int]) -> list[tuple[str, int, int]]:
    """Return the tagged spans as (role, first word, one past the last)."""
    runs: list[tuple[str, int, int]] = []
    for at, tag in enumerate(tags):
        if tag == 0:
            continue
        role = ROLES[(tag - 1) // 2]
        if tag % 2 == 0 and runs and runs[-1][0] == role and runs[-1][2] == at:
            runs[-1] = (role, runs[-1][1], at + 1)
        else:
            runs.append((role, at, at + 1))
    return runs
