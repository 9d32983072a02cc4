"""Read source, cue and content, and who belongs to whom, off a joint tagger's scores.

The network (``training/attribution``) sees an article as word pieces in windows of ``WINDOW``
and gives, for each piece, seven role scores (BIO over source, cue and content) and four link
vectors. This module is what training and use share: how a text becomes pieces, how windows are
cut and stitched, and how scores become frames. It loads nothing and knows no records.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

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
WINDOW = 254  # word pieces, without [CLS] and [SEP]: what the network was trained on
STRIDE = 190
FEATURES = 7  # 0 a line's end; else 1 + case (lower, Capital, CAPITALS) + 3 if quoted
LINK_SIZE = 96  # width of a link vector
BUCKETS = 32  # of signed log-spaced distance
LINE_END = "[unused1]"
FORBIDDEN = np.float32(-1e9)


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
        self.line_end, self.first, self.last = (
            int(tokenizer.token_to_id(token) or 0) for token in (LINE_END, "[CLS]", "[SEP]")
        )

    def __call__(self, text: str, skip: Sequence[Span] = ()) -> Pieces:
        """Cut ``text``, leaving out the spans in ``skip`` (boilerplate) as if they were not there."""
        lines = [
            (match.start(), match.group())
            for match in re.finditer(r"[^\r\n]+", _blank(text, skip))
            if not match.group().isspace()
        ]
        quoted = np.zeros(len(text) + 1, bool)
        for quotation in quotations(text):
            quoted[quotation.start : quotation.end] = True
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


def _blank(text: str, skip: Sequence[Span]) -> str:
    for start, end in skip:
        text = text[:start] + re.sub(r"[^\r\n]", " ", text[start:end]) + text[end:]
    return text


def _case(piece: str) -> int:
    if not piece[:1].isupper():
        return 0
    return 2 if len(piece) > 1 and piece.isupper() else 1


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
    """How scores become frames; tuned on a tenth of the training articles, never on dev."""

    boost: tuple[float, float, float] = (0.0, 0.0, 0.0)
    """Added to the scores of source, cue and content."""
    min_link: float = 0.4
    """A content whose best cue gets less probability than this is dropped."""
    other_line: float = 1.0
    """What a cue in another line counts, beside one in the content's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """One attribution as spans of code points; ``confidence`` is 0 to 1."""

    source: tuple[Span, ...]
    cue: Span
    content: tuple[Span, ...]
    confidence: float


class Scores:
    """An article's stitched scores: ``roles`` (n, 7), and link probabilities on demand."""

    def __init__(self, length: int, windows: Sequence[tuple[int, Floats, Floats]], bias: Floats) -> None:
        """Stitch ``windows``: (start, roles (w, 7), links (w, 4 * LINK_SIZE)) in text order.

        Each piece takes its role scores from the window in which it lies most centrally.
        """
        self._windows, self._bias = windows, bias
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

    def links(self, head: int, pieces: Ints, targets: Ints) -> npt.NDArray[np.float64]:
        """Return each target's probability of being what ``pieces`` point to, all pieces weighed alike.

        ``head`` 0 links a content to its cue, 1 a cue to its source (or to itself: no
        source). Targets outside the window that holds the pieces get 0. The probability is
        over all of ``targets``, which should be the first pieces of all words.
        """
        nearest = int(np.abs(self._middles - (pieces[0] + pieces[-1]) / 2).argmin())
        start, roles, vectors = self._windows[nearest]
        result = np.zeros(len(targets))
        inside = pieces[(pieces >= start) & (pieces < start + len(roles))]
        seen = (targets >= start) & (targets < start + len(roles))
        if not len(inside) or not seen.any():
            return result
        columns = targets[seen]
        at = 2 * head * LINK_SIZE
        queries = vectors[inside - start, at : at + LINK_SIZE]
        keys = vectors[columns - start, at + LINK_SIZE : at + 2 * LINK_SIZE]
        scores = (
            queries @ keys.T / np.sqrt(LINK_SIZE) + self._bias[head][bucket(columns[None] - inside[:, None])]
        )
        log = scores - scores.max(1, keepdims=True)
        log -= np.log(np.exp(log).sum(1, keepdims=True))
        mean = np.maximum(log, -20).mean(0)
        probabilities = np.exp(mean - mean.max())
        result[seen] = probabilities / probabilities.sum()
        return result


Run = Callable[[Ints, Ints], tuple[Floats, Floats]]
"""The network over one window: ids, features (1, w + 2) -> roles (w, 7), links (w, 4 * LINK_SIZE)."""


def score(pieces: Pieces, cutter: PieceCutter, run: Run, bias: Floats) -> Scores:
    """Run the network over the windows of a text, one at a time.

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
        windows.append((start, roles, links))
    return Scores(len(pieces), windows, bias)


def decode(pieces: Pieces, scores: Scores, settings: Settings) -> list[Frame]:
    """Return the frames that the scores speak for, in the order of their cues.

    A cue to which no content belongs ("declined to comment") is a frame too.
    """
    words = np.flatnonzero(pieces.first)
    if not len(words):
        return []
    tags = _tag(scores.roles[words].astype(np.float64), settings.boost)
    runs = _runs(tags)
    cues = [(low, high) for role, low, high in runs if role == "cue"]
    if not cues:
        return []
    sources = {low: (low, high) for role, low, high in runs if role == "source"}
    cue_starts = np.array([low for low, _ in cues])
    lines = np.cumsum(pieces.features == 0)[words]
    cue_lines = lines[cue_starts]

    contents: list[list[Span]] = [[] for _ in cues]
    belief: list[list[float]] = [[] for _ in cues]
    for role, low, high in runs:
        if role != "content":
            continue
        links = scores.links(0, words[low:high], words)[cue_starts]
        rest = 1 - links.sum()  # what words that are no cues get
        links = np.where(cue_lines == lines[low], links, links * settings.other_line)
        links /= max(links.sum() + rest, 1e-9)
        best = int(links.argmax())
        if links[best] >= settings.min_link:
            contents[best].append((low, high))
            belief[best].append(float(links[best]))

    ends = _word_ends(pieces, words)

    def characters(run: Span) -> Span:
        return int(pieces.starts[words[run[0]]]), int(ends[run[1] - 1])

    frames = []
    for cue, pieces_of_content, linked in zip(cues, contents, belief, strict=True):
        links = scores.links(1, words[cue[0] : cue[0] + 1], words)
        options = [*sources, cue[0]]
        best = max(options, key=lambda word: links[word])
        probability = _role_probability(scores.roles[words[cue[0]]], "cue")
        frames.append(
            Frame(
                source=(characters(sources[best]),) if best != cue[0] else (),
                cue=characters(cue),
                content=tuple(characters(run) for run in pieces_of_content),
                confidence=round(probability * min(linked, default=1.0), 3),
            )
        )
    return frames


def _role_probability(scores: Floats, role: str) -> float:
    soft = np.exp(scores - scores.max())
    at = 1 + 2 * ROLES.index(role)
    return float(soft[at : at + 2].sum() / soft.sum())


def _word_ends(pieces: Pieces, words: Ints) -> Ints:
    """Return where each word ends: at its last piece, not at a line's end that follows it."""
    last = np.append(words[1:], len(pieces)) - 1
    while (late := (pieces.features[last] == 0) & (last > words)).any():
        last[late] -= 1
    ends: Ints = pieces.ends[last]
    return ends


def _transitions() -> npt.NDArray[np.float64]:
    allowed = np.zeros((len(TAGS), len(TAGS)))
    for inside in (2, 4, 6):
        allowed[:, inside] = FORBIDDEN
        allowed[inside, inside] = allowed[inside - 1, inside] = 0
    return allowed


TRANSITIONS = _transitions()


def _tag(scores: npt.NDArray[np.float64], boost: tuple[float, float, float]) -> Ints:
    """Return the best path of tags that never enters a span by its inside (Viterbi)."""
    scores = scores + np.repeat([0.0, *boost], [1, 2, 2, 2])
    scores -= scores.max(1, keepdims=True)
    scores -= np.log(np.exp(scores).sum(1, keepdims=True))
    count = len(scores)
    back = np.zeros((count, len(TAGS)), np.int64)
    best = scores[0] + TRANSITIONS[0]
    for at in range(1, count):
        options = best[:, None] + TRANSITIONS
        back[at] = options.argmax(0)
        best = options.max(0) + scores[at]
    tags = np.zeros(count, np.int64)
    tags[-1] = best.argmax()
    for at in range(count - 1, 0, -1):
        tags[at - 1] = back[at, tags[at]]
    return tags


def _runs(tags: Ints) -> list[tuple[str, int, int]]:
    """Return the tagged spans as (role, first word, one past the last)."""
    runs: list[tuple[str, int, int]] = []
    for at, tag in enumerate(tags.tolist()):
        if tag == 0:
            continue
        role = ROLES[(tag - 1) // 2]
        if tag % 2 == 0 and runs and runs[-1][0] == role and runs[-1][2] == at:
            runs[-1] = (role, runs[-1][1], at + 1)
        else:
            runs.append((role, at, at + 1))
    return runs
