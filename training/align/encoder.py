"""Tune the claim encoder: ``python -m training.align.encoder --cases … --encoder … --out runs/claims``.

Starts from all-MiniLM-L6-v2 and learns, story by story, to put claims that speak to one question
near each other and the story's other claims farther off. Every third case is left for ``fit``.
"""

import argparse
import hashlib
import json
import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from sklearn.metrics import average_precision_score
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import AutoModel

from sayso.align.wording import own_words
from training.align.cases import Case, parted, read_cases
from training.bert import export, hidden, quantize

PACKAGE = Path(__file__).parents[2] / "src" / "sayso" / "models" / "data"
EPOCHS, RATE, BATCH, HEAT, LONGEST = 4, 3e-5, 64, 0.07, 96


class ClaimEncoder(nn.Module):
    """Mean-pooled word pieces as a unit vector."""

    def __init__(self, encoder: Path) -> None:
        super().__init__()
        self.bert = AutoModel.from_pretrained(encoder, add_pooling_layer=False)
        self.tokenizer = Tokenizer.from_file(str(encoder / "tokenizer.json"))
        self.tokenizer.enable_truncation(LONGEST)
        self.tokenizer.enable_padding()

    def forward(self, texts: Sequence[str]) -> Tensor:
        """Return (texts, 384)."""
        rows = self.tokenizer.encode_batch(list(texts))
        ids, mask = (torch.tensor([getattr(row, name) for row in rows]) for name in ("ids", "attention_mask"))
        with torch.autocast("cpu", dtype=torch.bfloat16, enabled=self.training):
            states = self.bert(input_ids=ids, attention_mask=mask).last_hidden_state
        total = (states.float() * mask[..., None]).sum(1)
        return nn.functional.normalize(total / mask.sum(1, keepdim=True), dim=-1)

    @torch.no_grad()
    def encode(self, texts: Sequence[str]) -> np.ndarray:
        """Return the vectors of texts as an array, in evaluation mode."""
        self.eval()
        parts = [self(texts[at : at + BATCH]) for at in range(0, len(texts), BATCH)]
        return torch.cat(parts).numpy() if parts else np.zeros((0, 384), np.float32)


class Exported(nn.Module):
    """The same for one text (1, length) of ids, as it is exported."""

    def __init__(self, encoder: ClaimEncoder) -> None:
        super().__init__()
        self.bert = encoder.bert

    def forward(self, ids: Tensor) -> Tensor:
        return nn.functional.normalize(hidden(self.bert, ids).mean(1), dim=-1)


def main() -> None:
    """Tune from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=Path, required=True)
    parser.add_argument("--stories", type=Path, nargs="*", default=[], help="more annotated stories")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    seen, unseen = parted(read_cases(options.cases))
    for folder in options.stories:
        seen += read_cases(folder)
    final = tune(seen, options.encoder)
    torch.save(final.state_dict(), options.out / "claims.pt")
    figures = {
        "before": precision(ClaimEncoder(options.encoder), unseen),
        "after": precision(final, unseen),
    }
    print(figures, flush=True)
    full, small = options.out / "claims.fp32.onnx", PACKAGE / "claims.onnx"
    export(Exported(final).eval(), {"ids": torch.randint(1000, 20000, (1, 40))}, {"vector": {}}, full)
    quantize(full, small)
    write_card(PACKAGE / "claims.json", small, figures)


def tune(cases: list[Case], encoder: Path, seed: int = 0) -> ClaimEncoder:
    """Train one encoder: a claim should be nearer to those at its point (and position) than to others."""
    torch.manual_seed(seed)
    chance = random.Random(seed)
    model = ClaimEncoder(encoder)
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.01)
    batches = [batch for _ in range(EPOCHS) for batch in _epoch(cases, chance)]
    for step, (case, members) in enumerate(batches):
        wanted = _wanted(case, members)
        rows = wanted.sum(1) > 0
        if not rows.any():
            continue
        model.train()
        vectors = model([own_words(case.claims[at].segments) for at in members])
        scores = (vectors @ vectors.T / HEAT).masked_fill(torch.eye(len(members), dtype=torch.bool), -1e4)
        loss = -((wanted * torch.log_softmax(scores, 1)).sum(1)[rows] / wanted.sum(1)[rows]).mean()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for group in optimizer.param_groups:
            group["lr"] = RATE * min(1.0, (step + 1) / 20) * (1 - step / len(batches))
        optimizer.step()
        optimizer.zero_grad()
    return model


def _epoch(cases: list[Case], chance: random.Random) -> list[tuple[Case, list[int]]]:
    """Cut each case's claims at random into batches of about ``BATCH``."""
    batches = []
    for case in cases:
        order = list(range(len(case.claims)))
        chance.shuffle(order)
        parts = max(1, round(len(order) / BATCH))
        batches += [(case, order[at::parts]) for at in range(parts)]
    chance.shuffle(batches)
    return batches


def _wanted(case: Case, members: list[int]) -> Tensor:
    """Return (n, n): 1 for a shared position, 0.5 for a shared point, 0 else."""
    index = np.array([(i, j) for i in members for j in members])
    labels = case.labels(index)
    weight = (labels["point"] * 0.5 + labels["same"] * 0.5).reshape(len(members), -1)
    np.fill_diagonal(weight, 0)
    return torch.tensor(weight, dtype=torch.float32)


def precision(model: ClaimEncoder, cases: list[Case]) -> dict[str, float]:
    """Return the average precision of the cosine over all pairs of claims of two articles."""
    found: dict[str, list[np.ndarray]] = {"same": [], "point": [], "cosine": []}
    for case in cases:
        home = np.array([one.article.id for one in case.claims])
        index = np.argwhere(np.triu(home[:, None] != home[None], 1))
        vectors = model.encode([own_words(one.segments) for one in case.claims])
        labels = case.labels(index)
        found["cosine"].append((vectors[index[:, 0]] * vectors[index[:, 1]]).sum(1))
        for name in ("same", "point"):
            found[name].append(labels[name])
    cosine = np.concatenate(found["cosine"])
    return {
        n: round(float(average_precision_score(np.concatenate(found[n]), cosine)), 3)
        for n in ("same", "point")
    }


def write_card(path: Path, model: Path, figures: dict) -> None:
    """Write what the model is, where it comes from and what the loader checks."""
    card = {
        "name": "claims",
        "task": "vectors of claims: near each other where they speak to one question",
        "architecture": "all-MiniLM-L6-v2 (6 layers, 384 wide), mean-pooled, unit length; ONNX, int8",
        "sha256": hashlib.sha256(model.read_bytes()).hexdigest(),
        "bytes": model.stat().st_size,
        "data": [
            {
                "name": "117 annotated stories: points and positions",
                "source": "17 over FNC-1 bodies, 52 over Giveme5W1H articles, 48 invented for training",
                "terms": "news text (Giveme5W1H: Apache-2.0); none of it is part of this model",
            }
        ],
        "base": {"name": "sentence-transformers/all-MiniLM-L6-v2", "terms": "Apache-2.0"},
        "scores": {
            "metric": "average precision of the cosine, pairs of claims of two reports, unseen cases",
            "cases": figures,
        },
        "limits": [
            "English news; trained on 69 real stories and 48 invented ones",
            "nearness is no agreement: a claim and its denial are near each other",
        ],
    }
    path.write_text(json.dumps(card, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
