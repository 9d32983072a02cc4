from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tokenizers import Tokenizer

from sayso import models
from sayso.annotate.tagger import (
    BUCKETS,
    FEATURES,
    LINK_SIZE,
    ROLES,
    STRIDE,
    TAGS,
    WINDOW,
    Floats,
    Frame,
    Ints,
    PieceCutter,
    Pieces,
    Scores,
    Settings,
    blocks,
    bucket,
    decode,
    score,
    window_starts,
)

NO_BIAS = np.zeros((1, 2, BUCKETS), np.float32)  # of one layer
WORDS = "He said “ ” that Ghani’s NATO 12 , . \n \r\n 한국 é ﬁre x\u0301"
TEXTS = st.text(max_size=60) | st.lists(st.sampled_from(WORDS.split(" ")), max_size=30).map(" ".join)


@cache
def cutter() -> PieceCutter:
    """Return the cutter, made once."""
    return PieceCutter(models.tokenizer())


def words(text: str, pieces: Pieces) -> list[str]:
    """Return the text of each piece."""
    return [text[start:end] for start, end in zip(pieces.starts, pieces.ends, strict=True)]


# ------------------------------------------------------------------------------------ pieces


def test_pieces_map_back_to_the_text() -> None:
    """A piece has the offsets of its letters, whatever the tokenizer makes of case and accents."""
    text = "Ñandú  leaves\tKabul’s café"
    pieces = cutter()(text)
    found = words(text, pieces)
    assert "".join(found) == "".join(text.split())
    assert [word for word, first in zip(found, pieces.first, strict=True) if first][-3:] == ["’", "s", "café"]
    assert len(pieces) == len(found)


def test_line_end_is_a_piece() -> None:
    """Between two lines that say something stands one piece, of no length, that begins no word."""
    text = "\n \nTalks\n\n \r\nheld\n"
    pieces = cutter()(text)
    assert words(text, pieces) == ["Talks", "", "held"]
    assert pieces.ids[1] == cutter().line_end
    assert pieces.first.tolist() == [True, False, True]
    assert pieces.features.tolist() == [2, 0, 1]


CASES = [("talks", 1), ("Talks", 2), ("TALKS", 3), ("I", 2), ("7", 1), (",", 1)]


@pytest.mark.parametrize(("word", "feature"), CASES)
def test_features(word: str, feature: int) -> None:
    """The feature tells the case, and whether the piece is quoted, its marks included."""
    assert cutter()(word).features.tolist() == [feature]
    assert cutter()(f"“{word}”").features.tolist() == [4, feature + 3, 4]
    assert cutter()(f"“No” {word}").features.tolist()[-1] == feature


def test_skipped_spans() -> None:
    """What is skipped leaves no pieces, and what is around it keeps its place in the text."""
    text = "Talks held.\nListen to this article:\nThe envoy left."
    start, end = text.index("Listen"), text.index("\nThe")
    pieces = cutter()(text, [(start, end)])
    assert words(text, pieces) == ["Talks", "held", ".", "", "The", "envoy", "left", "."]
    assert not len(cutter()(text, [(0, len(text))]))
    assert words(text, cutter()(text, [(0, 6), (12, len(text))])) == ["held", "."]


def test_texts_are_neither_cut_nor_filled() -> None:
    """The tokenizer's file asks for 128 pieces a text, cut or filled; the cutter takes them as they are."""
    asked = Tokenizer.from_str((models.DATA / "tokenizer.json").read_text("utf-8"))
    asked.enable_truncation(128)
    asked.enable_padding(length=128)
    cut = PieceCutter(asked)
    assert len(cut("word")) == 1
    assert len(cut("word " * 1000)) == 1000
    assert len(cut("word\n" + "word " * 300)) == 302


@settings(deadline=None)
@given(TEXTS, st.data())
def test_pieces(text: str, data: st.DataObject) -> None:
    """Pieces lie in the text, in order, outside what is skipped, and a line begins with a word."""
    at = st.integers(0, len(text))
    low, high = sorted(data.draw(st.tuples(at, at)))
    pieces = cutter()(text, [(low, high)])
    assert len({len(pieces), *(len(one) for one in (pieces.starts, pieces.ends, pieces.first))}) == 1
    assert (np.diff(pieces.starts) >= 0).all()
    ends = pieces.features == 0
    assert (pieces.starts[~ends] < pieces.ends[~ends]).all()
    assert (pieces.starts[ends] == pieces.ends[ends]).all()
    assert not pieces.first[ends].any()
    assert (ends == (pieces.ids == cutter().line_end)).all()
    inside = (pieces.starts[~ends] < high) & (pieces.ends[~ends] > low)
    assert not inside.any() or low == high
    assert set(pieces.features.tolist()) <= set(range(FEATURES))
    assert not len(pieces) or (pieces.first[0] and pieces.ends[-1] <= len(text))


# ----------------------------------------------------------------------------------- windows


@settings(deadline=None)
@given(st.integers(0, 3000))
def test_windows_cover_everything(length: int) -> None:
    """Windows leave nothing out, none is longer than it may be, and the last ends with the text."""
    starts = window_starts(length)
    assert starts[0] == 0
    assert all(0 < b - a <= STRIDE for a, b in pairwise(starts))
    assert max(length - WINDOW, 0) == starts[-1]


@settings(deadline=None)
@given(TEXTS, st.integers(1, 30))
def test_blocks(text: str, size: int) -> None:
    """A long text is cut into blocks that leave nothing out, at line ends where there are any."""
    pieces = cutter()("\n".join([text] * 3))
    parts = list(blocks(pieces, size))
    assert [one for part in parts for one in part.starts.tolist()] == pieces.starts.tolist()
    assert all(0 < len(part) <= size for part in parts)
    assert all(part.features[-1] == 0 or not (part.features[1:] == 0).any() for part in parts[:-1])


@settings(deadline=None)
@given(st.integers(1, 60), st.integers(1, 20), st.integers(1, 20))
def test_windows_of_any_size(length: int, size: int, stride: int) -> None:
    """Every piece is in a window wherever the stride is not longer than the window."""
    starts = window_starts(length, max(size, stride), min(size, stride))
    covered = {at for start in starts for at in range(start, min(start + max(size, stride), length))}
    assert covered == set(range(length))


@settings(deadline=None)
@given(st.integers(1, 1500))
def test_each_piece_from_its_most_central_window(length: int) -> None:
    """Each piece takes its scores from the window in whose middle it is most nearly."""
    starts = window_starts(length)
    size = min(length, WINDOW)
    windows = [
        (start, np.full((size, len(TAGS)), at, np.float32), np.zeros((size, 4 * LINK_SIZE), np.float32))
        for at, start in enumerate(starts)
    ]
    taken = Scores(length, windows, NO_BIAS[0]).roles[:, 0].astype(int)
    middles = np.array(starts) + (size - 1) / 2
    away = np.abs(np.arange(length)[:, None] - middles[None])
    assert (away[np.arange(length), taken] <= away.min(1)).all()


def test_buckets() -> None:
    """Distances have a bucket each way: fine ones near by, coarse ones far away."""
    far = np.arange(-5000, 5001)
    found = bucket(far)
    assert found.min() >= 0
    assert found.max() < BUCKETS
    assert bucket(np.array([0, 1, -1])).tolist() == [0, 1, 17]
    assert (np.diff(found[far >= 0]) >= 0).all()
    assert (np.diff(found[far < 0]) <= 0).all()
    assert not set(found[far >= 0]) & set(found[far < 0])


def test_the_network_sees_windows_with_their_marks() -> None:
    """Each call is one window between [CLS] and [SEP], whose features are 0."""
    pieces = cutter()("Word " * 300)
    seen: list[tuple[Ints, Ints]] = []

    def run(ids: Ints, features: Ints) -> tuple[Floats, Floats]:
        seen.append((ids, features))
        length = ids.shape[1] - 2
        return np.full((length, len(TAGS)), len(seen), np.float32), np.zeros(
            (length, 4 * LINK_SIZE), np.float32
        )

    [scores] = score(pieces, cutter(), run, NO_BIAS)
    assert [ids.shape for ids, _ in seen] == [(1, WINDOW + 2)] * 2
    assert all(ids[0, 0] == cutter().first and ids[0, -1] == cutter().last for ids, _ in seen)
    assert all(not features[0, [0, -1]].any() and features[0, 1:-1].all() for _, features in seen)
    assert (scores.roles[0, 0], scores.roles[-1, 0]) == (1, 2)


# ------------------------------------------------------------------------------------ frames

SURE = 200.0  # of a link, before it is divided by the root of its size
Marked = Sequence[tuple[str, str]]


def hand_made(text: str, roles: Marked, links: Mapping[str, str]) -> tuple[Pieces, list[Scores]]:
    """Return scores that give each (role, phrase) its role and link each phrase to another.

    A content points to its cue, a cue to its source, or to itself: no source. What is not
    linked points nowhere: to all words alike. A text has at most ``LINK_SIZE`` pieces.
    """
    pieces = cutter()(text)
    scores = np.zeros((len(pieces), len(TAGS)), np.float32)
    scores[:, 0] = 5.0
    vectors = np.zeros((len(pieces), 4, LINK_SIZE), np.float32)
    vectors[range(len(pieces)), 1, range(len(pieces))] = 1  # what contents may point to
    vectors[range(len(pieces)), 3, range(len(pieces))] = 1  # what cues may point to
    for role, phrase in roles:
        at = _rows(text, pieces, phrase)
        begin = 1 + 2 * ROLES.index(role)
        scores[at, begin + 1] = 10.0
        scores[at[0], [begin, begin + 1]] = 10.0, 0.0
    for phrase, target in links.items():
        first = _rows(text, pieces, target)[0]
        head = 0 if ("content", phrase) in roles else 2
        vectors[_rows(text, pieces, phrase), head, first] = SURE
    window = (0, scores, vectors.reshape(len(pieces), 4 * LINK_SIZE))
    return pieces, [Scores(len(pieces), [window], NO_BIAS[0])]


def _rows(text: str, pieces: Pieces, phrase: str) -> Ints:
    start = text.index(phrase)
    inside = (pieces.starts >= start) & (pieces.ends <= start + len(phrase)) & (pieces.features > 0)
    return np.flatnonzero(inside)


def shown(text: str, frames: Sequence[Frame]) -> list[tuple[list[str], str, list[str]]]:
    """Return the words of each frame's source, cue and content."""
    return [
        ([text[s:e] for s, e in one.source], text[slice(*one.cue)], [text[s:e] for s, e in one.content])
        for one in frames
    ]


def decoded(
    text: str, roles: Marked, links: Mapping[str, str], settings: Settings | None = None
) -> list[tuple[list[str], str, list[str]]]:
    """Return the words of the frames that hand-made scores speak for."""
    return shown(text, decode(*hand_made(text, roles, links), settings or Settings()))


QUOTED = "“We left,” Ghani said, “and will not return.”"
QUOTED_ROLES = [
    ("content", "“We left,”"),
    ("source", "Ghani"),
    ("cue", "said"),
    ("content", "“and will not return.”"),
]


def test_content_of_two_pieces() -> None:
    """Two contents that point to one cue are two pieces of what is said."""
    links = {"“We left,”": "said", "“and will not return.”": "said", "said": "Ghani"}
    assert decoded(QUOTED, QUOTED_ROLES, links) == [
        (["Ghani"], "said", ["“We left,”", "“and will not return.”"])
    ]


def test_confidence() -> None:
    """Confidence is 0 to 1, and near 1 where both roles and links are sure."""
    links = {"“We left,”": "said", "“and will not return.”": "said", "said": "Ghani"}
    [frame] = decode(*hand_made(QUOTED, QUOTED_ROLES, links), Settings())
    assert 0.98 < frame.confidence <= 1


SHARED = "Ghani said he left, but denied that he fled."
SHARED_ROLES = [
    ("source", "Ghani"),
    ("cue", "said"),
    ("content", "he left"),
    ("cue", "denied"),
    ("content", "that he fled"),
]


def test_shared_source() -> None:
    """Two cues may have one source, and each keeps its own content."""
    links = {"he left": "said", "that he fled": "denied", "said": "Ghani", "denied": "Ghani"}
    assert decoded(SHARED, SHARED_ROLES, links) == [
        (["Ghani"], "said", ["he left"]),
        (["Ghani"], "denied", ["that he fled"]),
    ]


NESTED = "Ghani said that Atta had promised peace."
OUTER = [("source", "Ghani"), ("cue", "said"), ("content", "that Atta had promised peace")]
INNER = [("source", "Atta"), ("cue", "had promised"), ("content", "peace")]
INNER_LINKS = {"peace": "had promised", "had promised": "Atta"}


def test_attribution_inside_another() -> None:
    """The second layer adds what stands inside a content of the first, and nothing else."""
    pieces, outer = hand_made(NESTED, OUTER, {"that Atta had promised peace": "said", "said": "Ghani"})
    _, inner = hand_made(NESTED, INNER, INNER_LINKS)
    assert shown(NESTED, decode(pieces, [*outer, *inner], Settings())) == [
        (["Ghani"], "said", ["that Atta had promised peace"]),
        (["Atta"], "had promised", ["peace"]),
    ]
    _, nothing = hand_made(NESTED, [], {})
    assert decode(pieces, [*nothing, *inner], Settings()) == []


def test_unlikely_frames_are_dropped() -> None:
    """A frame with content that is less likely right than is asked for is not given."""
    pieces, scores = hand_made(NESTED, INNER, INNER_LINKS)
    [frame] = decode(pieces, scores, Settings(weights=(0.0,) * 8))
    assert frame.confidence == 0.5
    assert decode(pieces, scores, Settings(weights=(0.0,) * 8, min_confidence=0.6)) == []


def test_no_source() -> None:
    """A cue that points to itself has no source."""
    links = {"he left": "said", "that he fled": "denied", "said": "said", "denied": "Ghani"}
    assert decoded(SHARED, SHARED_ROLES, links)[0] == ([], "said", ["he left"])


def test_source_is_one_of_those_tagged() -> None:
    """A cue never has words for its source that are not tagged as one, wherever it points."""
    links = {"he left": "said", "that he fled": "denied", "said": "but", "denied": "but"}
    assert [source for source, _, _ in decoded(SHARED, SHARED_ROLES, links)] in (
        [["Ghani"], ["Ghani"]],
        [[], []],
    )


def test_weak_link() -> None:
    """A content that no cue is likely for belongs to none, unless weak links are asked for."""
    links = {"he left": "said", "said": "Ghani", "denied": "Ghani"}
    assert decoded(SHARED, SHARED_ROLES, links)[1] == (["Ghani"], "denied", [])
    bold = decoded(SHARED, SHARED_ROLES, links, Settings(min_link=0.0))
    assert sum("that he fled" in content for _, _, content in bold) == 1


def test_cue_without_content() -> None:
    """A cue to which nothing said belongs is a frame too."""
    text = "The firm declined to comment."
    roles = [("source", "The firm"), ("cue", "declined to comment")]
    assert decoded(text, roles, {"declined to comment": "The firm"}) == [
        (["The firm"], "declined to comment", [])
    ]


def test_no_cue() -> None:
    """Without a cue there is no frame."""
    assert decoded("Ghani left.", [("source", "Ghani"), ("content", "left")], {}) == []


def test_no_text() -> None:
    """An empty text has no frames."""
    pieces = cutter()("")
    assert decode(pieces, [Scores(0, [], NO_BIAS[0])], Settings()) == []


def test_boost() -> None:
    """A boost makes the tagger see what it gives less than even odds."""
    pieces, scores = hand_made("Ghani left.", [], {})
    scores[0].roles[0, TAGS.index("B-cue")] = 4.0
    assert decode(pieces, scores, Settings()) == []
    assert [frame.cue for frame in decode(pieces, scores, Settings(boost=(0.0, 2.0, 0.0)))] == [(0, 5)]


def test_inside_without_a_beginning() -> None:
    """A span is never entered by its inside: a sure inside makes the word before it the beginning."""
    pieces, scores = hand_made("He said no more.", [], {})
    scores[0].roles[1, TAGS.index("I-cue")] = 20.0
    assert [frame.cue for frame in decode(pieces, scores, Settings())] == [(0, len("He said"))]


def test_word_of_several_pieces() -> None:
    """A span ends where its last word ends, also where that is several pieces, or ends a line."""
    text = "Nazary\nsaid Panjshir\nwas free"
    roles = [("source", "Nazary"), ("cue", "said"), ("content", "Panjshir")]
    links = {"Panjshir": "said", "said": "Nazary"}
    assert len(cutter()("Panjshir")) > 1
    assert decoded(text, roles, links) == [(["Nazary"], "said", ["Panjshir"])]


@settings(max_examples=150, deadline=None)
@given(TEXTS, st.integers(0, 2**32 - 1), st.sampled_from([0.0, 0.4]), st.sampled_from([1, 2, 30]))
def test_random_scores(text: str, seed: int, min_link: float, long: int) -> None:
    """Whatever the network says, spans lie in the text and none of two roles overlap."""
    text = "\n".join([text] * long)
    pieces = cutter()(text)
    random = np.random.default_rng(seed)

    def run(ids: Ints, _: Ints) -> tuple[Floats, Floats]:
        shape = (ids.shape[1] - 2, len(TAGS)), (ids.shape[1] - 2, 4 * LINK_SIZE)
        roles, links = (random.normal(0, 3, one).astype(np.float32) for one in shape)
        return roles, links

    bias = random.normal(0, 1, (1, 2, BUCKETS)).astype(np.float32)
    frames = decode(pieces, score(pieces, cutter(), run, bias), Settings(min_link=min_link))
    assert [frame.cue for frame in frames] == sorted(frame.cue for frame in frames)
    spans = {span for frame in frames for span in (*frame.source, frame.cue, *frame.content)}
    ordered = sorted(spans)
    assert all(0 <= start < end <= len(text) for start, end in ordered)
    assert all(one[1] <= other[0] for one, other in pairwise(ordered))
    contents = [span for frame in frames for span in frame.content]
    assert len(contents) == len(set(contents))
    assert all(0 <= frame.confidence <= 1 and len(frame.source) <= 1 for frame in frames)


@settings(max_examples=20, deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(300, 700))
def test_links_are_probabilities(seed: int, length: int) -> None:
    """What a span may point to is in the span's window, with probabilities of 1 together."""
    random = np.random.default_rng(seed)
    windows = [
        (
            start,
            np.zeros((WINDOW, len(TAGS)), np.float32),
            random.normal(0, 1, (WINDOW, 4 * LINK_SIZE)).astype(np.float32),
        )
        for start in window_starts(length)
    ]
    scores = Scores(length, windows, NO_BIAS[0])
    first = int(random.integers(0, length - 5))
    near, found = scores.links(0, np.arange(first, first + 5), np.arange(length))
    assert near.start <= first < near.stop
    assert len(found) == near.stop - near.start <= WINDOW
    assert found.sum() == pytest.approx(1)
