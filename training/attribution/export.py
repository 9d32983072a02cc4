"""Turn a trained checkpoint into what ships: ``python -m training.attribution.export --run …``.

Writes ``attribution.onnx`` (int8) and its card ``attribution.json`` into the package. The
confidence is fitted on the training articles that trained nothing; dev is only measured, with the
scorer in ``--bench``.
"""

import argparse
import hashlib
import json
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from types import ModuleType
from typing import Self

import numpy as np
import onnxruntime
import torch
from sklearn.linear_model import LogisticRegression
from tokenizers import Tokenizer

from sayso.annotate.tagger import (
    TAGS,
    Floats,
    Frame,
    PieceCutter,
    Pieces,
    Scores,
    Settings,
    decode,
    score,
)
from training.attribution.data import Example, Spans, read_polnear
from training.attribution.network import JointTagger, Plain
from training.attribution.train import HELD_OUT
from training.bert import export, quantize

PACKAGE = Path(__file__).parents[2] / "src" / "sayso" / "models" / "data"
SETTINGS = Settings(boost=(0.5, -0.2, 0.4), min_link=0.5, other_line=1.0)
HALF = 0.5  # of two contents' words shared: the same content


def main() -> None:
    """Export from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, nargs="+", required=True, help="several: their weights' mean")
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--bench", type=Path, required=True, help="folder of score_attribution.py")
    parser.add_argument("--out", type=Path, default=PACKAGE)
    options = parser.parse_args()
    sys.path.insert(0, str(options.bench))
    import score_attribution as scorer  # noqa: PLC0415

    states = [torch.load(run / "model.pt", map_location="cpu")["model"] for run in options.run]
    network = JointTagger(options.encoder)
    network.load_state_dict(
        {name: torch.stack([state[name].float() for state in states]).mean(0) for name in states[0]}
    )
    full, small = options.run[0] / "attribution.fp32.onnx", options.out / "attribution.onnx"
    ids = torch.randint(1000, 20000, (1, 40))
    inputs = {"ids": ids, "features": torch.ones_like(ids)}
    export(Plain(network.eval()).eval(), inputs, {"roles": {0: "window"}, "links": {0: "window"}}, full)
    quantize(full, small)

    bias = network.bias.detach().numpy().astype(np.float32)
    cutter = PieceCutter(Tokenizer.from_file(str(options.encoder / "tokenizer.json")))
    train, dev = (
        [row[0] for row in read_polnear(options.data / "polnear" / part)] for part in ("train", "dev")
    )
    held_out = Part.of(train[::HELD_OUT], small, bias, cutter, scorer)
    settings = fitted(held_out, SETTINGS)
    figures = {
        kind: Part.of(dev, path, bias, cutter, scorer).figures(settings)
        for kind, path in (("int8", small), ("fp32", full))
    }
    log = [json.loads(line) for line in (options.run[-1] / "log.jsonl").read_text().splitlines()]
    write_card(options.out / "attribution.json", small, bias, settings, figures, log)
    print(
        json.dumps(
            {"settings": asdict(settings), "held out": held_out.figures(settings), "dev": figures}, indent=1
        )
    )


@dataclass(slots=True, kw_only=True)
class Part:
    """Texts with their gold attributions and a network's scores, to be decoded in several ways."""

    gold: dict[str, tuple[str, list[list[Spans]]]]
    scored: dict[str, tuple[Pieces, list[Scores]]]
    scorer: ModuleType

    @classmethod
    def of(
        cls, examples: list[Example], model: Path, bias: Floats, cutter: PieceCutter, scorer: ModuleType
    ) -> Self:
        """Run an exported network over texts."""
        session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])

        def run(ids: np.ndarray, features: np.ndarray) -> tuple[Floats, Floats]:
            roles, links = session.run(None, {"ids": ids, "features": features})
            return roles, links

        return cls(
            gold={e.name: (e.text, [e.attributions]) for e in examples},
            scored={
                e.name: (pieces, score(pieces, cutter, run, bias))
                for e in examples
                for pieces in [cutter(e.text)]
            },
            scorer=scorer,
        )

    def frames(self, settings: Settings) -> dict[str, list[Frame]]:
        """Return the frames with content of the first layer: PolNeAR has none inside another."""
        return {
            name: [frame for frame in decode(pieces, layers[:1], settings) if frame.content]
            for name, (pieces, layers) in self.scored.items()
        }

    def figures(self, settings: Settings) -> dict[str, float]:
        """Return F1 at each level, in percent."""
        predicted = {name: list(map(_spans, frames)) for name, frames in self.frames(settings).items()}
        table = self.scorer.summarise(self.scorer.score(self.gold, predicted))
        return {level: round(100 * row["F1"], 1) for level, row in table["attribution"].items()}

    def judged(self, settings: Settings) -> tuple[np.ndarray, np.ndarray]:
        """Return each frame's evidence and whether it is right: content-partial + source."""
        evidence, right = [], []
        for name, frames in self.frames(settings).items():
            text, [attributions] = self.gold[name]
            article = self.scorer.Article(text)
            gold = self.scorer.to_tokens(article, attributions)
            found = self.scorer.to_tokens(article, map(_spans, frames))
            matched = {
                j: jaccard >= HALF and _same_source(gold[i], found[j])
                for i, j, jaccard in self.scorer.greedy_match(gold, found)
            }
            evidence += [frame.evidence for frame in frames]
            right += [matched.get(j, False) for j in range(len(frames))]
        return np.array(evidence), np.array(right)


def _spans(frame: Frame) -> Spans:
    return {"source": list(frame.source), "cue": [frame.cue], "content": list(frame.content)}


def _same_source(a: dict[str, set], b: dict[str, set]) -> bool:
    return bool(a["source"] & b["source"]) or not (a["source"] or b["source"])


def fitted(part: Part, settings: Settings) -> Settings:
    """Return the settings with a confidence that is the probability of being right.

    Its weights are those of a logistic regression. A frame is kept if it is likelier right than half
    of the F1 without that: for probabilities that are true, F1 is then highest (Lipton, Elkan and
    Naryanaswamy 2014).
    """
    settings = replace(settings, min_confidence=0.0)
    evidence, right = part.judged(settings)
    model = LogisticRegression(max_iter=1000).fit(evidence, right)
    weights = tuple(round(float(weight), 4) for weight in (*model.intercept_, *model.coef_[0]))
    half = round(part.figures(settings)["content_partial_source"] / 200, 3)
    return replace(settings, weights=weights, min_confidence=half)


def write_card(
    path: Path, model: Path, bias: Floats, settings: Settings, figures: dict, log: list[dict]
) -> None:
    """Write what the model is, where it comes from, what it can do, and what the loader checks."""
    card = {
        "name": "attribution",
        "task": "source, cue and content of attributions in English news, and which belongs to which",
        "architecture": "all-MiniLM-L6-v2 (6 layers of 384); twice: a BIO head, pointer heads; ONNX, int8",
        "sha256": hashlib.sha256(model.read_bytes()).hexdigest(),
        "bytes": model.stat().st_size,
        "labels": list(TAGS),
        "settings": asdict(settings),
        "link_bias": np.round(bias, 5).astype(float).tolist(),
        "data": [
            {
                "name": "PolNeAR 1.0, train, all annotators, without those that the confidence was fitted on",
                "source": "GitHub: networkdynamics/PolNeAR",
                "terms": "research corpus without a licence file; no text of it is in model or repository",
            },
            {
                "name": "26 annotated cases (103 reports) over FNC-1 training bodies",
                "source": "texts on GitHub: FakeNewsChallenge/fnc-1; annotation made for this project",
                "terms": "news text; none of it is part of this model or repository",
            },
        ],
        "base": {"name": "sentence-transformers/all-MiniLM-L6-v2", "terms": "Apache-2.0"},
        "scores": {
            "data": "PolNeAR dev, 84 articles",
            "metric": "F1 in percent (score_attribution.py)",
            **figures,
        },
        "training": log[-1] | {"command": "see training/attribution/README.md"},
        "limits": [
            "English only; trained on US political news and on short web news of 2014-2015",
            "of a statement inside a statement inside a statement only the outer two are found",
            'soft cues ("reflects", "had in mind") are often missed; people disagree on them too',
        ],
    }
    path.write_text(json.dumps(card, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
