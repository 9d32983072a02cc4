"""Write the relation model as int8 ONNX with its card: ``python -m training.align.export --help``."""

import argparse
import hashlib
import json
from pathlib import Path

import torch

from training.align.network import Exported, PairNetwork
from training.bert import export, quantize

PACKAGE = Path(__file__).parents[2] / "src" / "sayso" / "models" / "data"


def main() -> None:
    """Export from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--run", type=Path, required=True, help="what training.align.relation wrote")
    parser.add_argument("--stories", type=int, required=True, help="how many it was trained on")
    options = parser.parse_args()
    network = PairNetwork(options.encoder)
    network.load_state_dict(torch.load(options.run / "relation.pt"))
    full, small = options.run / "relation.fp32.onnx", PACKAGE / "relation.onnx"
    ids, kinds = torch.randint(1000, 20000, (1, 40)), torch.tensor([[0] * 20 + [1] * 20])
    export(Exported(network).eval(), {"ids": ids, "kinds": kinds}, {"scores": {}}, full)
    quantize(full, small)
    write_card(PACKAGE / "relation.json", small, options.stories)


def write_card(path: Path, model: Path, stories: int) -> None:
    """Write what the model is, where it comes from and what the loader checks."""
    card = {
        "name": "relation",
        "task": "two claims in their sentences: one answer, another, an excluding one, or no common question",
        "labels": ["same", "differs", "conflict", "other"],
        "architecture": "all-MiniLM-L6-v2 (6 layers, 384 wide) over both claims as one text; ONNX, int8",
        "sha256": hashlib.sha256(model.read_bytes()).hexdigest(),
        "bytes": model.stat().st_size,
        "data": [
            {
                "name": f"{stories} annotated stories: points, positions, conflicts",
                "source": "17 over FNC-1 bodies, 52 over Giveme5W1H articles, 48 invented for training",
                "terms": "news text (Giveme5W1H: Apache-2.0); none of it is part of this model",
            },
            {
                "name": "inference pairs: LingNLI, SNLI, CAD, ConjNLI, base news and wiki, number stress",
                "source": "GitHub: Alicia-Parrish/ling_in_loop, nyu-mll/CNLI-generalization and others, "
                "named in training/README.md",
                "terms": "as stated there",
            },
            {"name": "ClaimDiff train", "source": "GitHub: kaistAI/ClaimDiff", "terms": "none stated"},
        ],
        "base": {"name": "sentence-transformers/all-MiniLM-L6-v2", "terms": "Apache-2.0"},
        "scores": "see align/data/pairs.json, cross_validated: average precision with it and without",
        "limits": [
            "English news",
            "invented stories hold more conflicts than real ones: only calibrated scores mean anything",
            "a conflict that turns on the world's knowledge is not seen",
        ],
    }
    path.write_text(json.dumps(card, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
