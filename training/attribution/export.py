"""Turn a trained checkpoint into what ships: ``python -m training.attribution.export --run …``.

Writes ``attribution.onnx`` (int8) and its card ``attribution.json`` into the package. The decoder's
settings are chosen on the tenth of the training articles that trained nothing; dev is only
measured, with the scorer in ``--bench``.
"""

import argparse
import hashlib
import json
import sys
from collections.abc import Iterable
from dataclasses import asdict, replace
from pathlib import Path
from types import ModuleType

import numpy as np
import onnxruntime
import torch
from tokenizers import Tokenizer

from sayso.annotate.tagger import TAGS, Floats, PieceCutter, Pieces, Scores, Settings, decode, score
from training.attribution.data import Example, read_polnear
from training.attribution.network import JointTagger, Plain
from training.attribution.train import HELD_OUT
from training.bert import export, quantize

PACKAGE = Path(__file__).parents[2] / "src" / "sayso" / "models" / "data"
BOOSTS = ((0.0, 0.5, 1.0, 1.5), (-0.2, 0.0, 0.2, 0.4), (-0.4, -0.2, 0.0, 0.2))
MIN_LINKS = (0.2, 0.3, 0.4, 0.5)
OTHER_LINES = (1.0, 0.5, 0.2, 0.1, 0.05)


def main() -> None:
    """Export from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--bench", type=Path, required=True, help="folder of score_attribution.py")
    parser.add_argument("--out", type=Path, default=PACKAGE)
    options = parser.parse_args()
    sys.path.insert(0, str(options.bench))
    import score_attribution as scorer  # noqa: PLC0415

    state = torch.load(options.run / "model.pt", map_location="cpu")
    network = JointTagger(options.encoder)
    network.load_state_dict(state["model"])
    full, small = options.run / "attribution.fp32.onnx", options.out / "attribution.onnx"
    ids = torch.randint(1000, 20000, (1, 40))
    inputs = {"ids": ids, "features": torch.ones_like(ids)}
    export(Plain(network.eval()).eval(), inputs, {"roles": {0: "window"}, "links": {0: "window"}}, full)
    quantize(full, small)

    bias = network.bias.detach().numpy().astype(np.float32)
    cutter = PieceCutter(Tokenizer.from_file(str(options.encoder / "tokenizer.json")))
    train, dev = options.data / "polnear" / "train", options.data / "polnear" / "dev"
    held_out = read_polnear(train)[::HELD_OUT]
    settings = choose(scored(held_out, small, bias, cutter), held_out, scorer)
    figures = {
        kind: measure(
            decoded(scored(read_polnear(dev), path, bias, cutter), settings), scorer.read_gold(dev), scorer
        )
        for kind, path in (("int8", small), ("fp32", full))
    }
    log = [json.loads(line) for line in (options.run / "log.jsonl").read_text().splitlines()]
    write_card(options.out / "attribution.json", small, bias, settings, figures, log)
    print(json.dumps({"settings": asdict(settings), "dev": figures}, indent=1))


Scored = list[tuple[str, Pieces, Scores]]


def scored(examples: Iterable[Example], model: Path, bias: Floats, cutter: PieceCutter) -> Scored:
    """Run an exported network over texts."""
    session = onnxruntime.InferenceSession(str(model), providers=["CPUExecutionProvider"])

    def run(ids: np.ndarray, features: np.ndarray) -> tuple[Floats, Floats]:
        roles, links = session.run(None, {"ids": ids, "features": features})
        return roles, links

    cut = [(example.name, cutter(example.text)) for example in examples]
    return [(name, pieces, score(pieces, cutter, run, bias)) for name, pieces in cut]


def decoded(rows: Scored, settings: Settings) -> dict[str, list[dict]]:
    """Return the frames with content, in the scorer's form."""
    return {
        name: [
            {"source": list(frame.source), "cue": [frame.cue], "content": list(frame.content)}
            for frame in decode(pieces, scores, settings)
            if frame.content
        ]
        for name, pieces, scores in rows
    }


def choose(rows: Scored, examples: list[Example], scorer: ModuleType) -> Settings:
    """Return the settings with the best content-partial + source F1, one coordinate after another."""
    gold = {example.name: (example.text, [example.attributions]) for example in examples}

    def value(settings: Settings) -> float:
        return measure(decoded(rows, settings), gold, scorer)["content_partial_source"]

    best = Settings()
    for _ in range(2):
        best = max((replace(best, other_line=share) for share in OTHER_LINES), key=value)
        best = max((replace(best, min_link=link) for link in MIN_LINKS), key=value)
        for role, options in enumerate(BOOSTS):
            boosts = ((*best.boost[:role], boost, *best.boost[role + 1 :]) for boost in options)
            best = max((replace(best, boost=boost) for boost in boosts), key=value)
    return best


def measure(predicted: dict[str, list[dict]], gold: dict, scorer: ModuleType) -> dict[str, float]:
    """Return F1 at each level, in percent."""
    table = scorer.summarise(scorer.score(gold, predicted))
    return {level: round(100 * row["F1"], 1) for level, row in table["attribution"].items()}


def write_card(
    path: Path, model: Path, bias: Floats, settings: Settings, figures: dict, log: list[dict]
) -> None:
    """Write what the model is, where it comes from, what it can do, and what the loader checks."""
    card = {
        "name": "attribution",
        "task": "source, cue and content of attributions in English news, and which belongs to which",
        "architecture": "all-MiniLM-L6-v2 (6 layers of 384), a BIO role head, two pointer heads; ONNX, int8",
        "sha256": hashlib.sha256(model.read_bytes()).hexdigest(),
        "bytes": model.stat().st_size,
        "labels": list(TAGS),
        "settings": asdict(settings),
        "link_bias": [[round(float(value), 5) for value in row] for row in bias],
        "data": [
            {
                "name": "PolNeAR 1.0, train, nine articles in ten, first annotator",
                "source": "GitHub: networkdynamics/PolNeAR",
                "terms": "research corpus without a licence file; no text of it is in model or repository",
            },
            {
                "name": "26 annotated cases (103 reports) over FNC-1 training bodies, outermost statements",
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
            "a statement inside a statement is not found apart from the outer one",
            'soft cues ("reflects", "had in mind") are often missed; people disagree on them too',
        ],
    }
    path.write_text(json.dumps(card, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
