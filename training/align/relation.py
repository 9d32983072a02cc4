"""Train the relation model: ``python -m training.align.relation --help`` names what it needs.

One encoder (all-MiniLM-L6-v2) reads two claims together. It first learns what follows from what
and what contradicts what from inference pairs (``--nli``), then from annotated stories how two
claims stand to each other: one answer, another answer to the same question, one that excludes
it, or no common question. Every third case is left for ``fit``, which calibrates.
"""

import argparse
import gzip
import json
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from torch import nn

from sayso.align.reading import RELATIONS, Side, side
from sayso.align.wording import own_words
from training.align.cases import Case, parted, read_cases
from training.align.edits import edited
from training.align.encoder import ClaimEncoder
from training.align.network import NLI, PairNetwork

RATE, RATE_NLI, BATCH = 6e-5, 5e-5, 32
NLI_SHARE = {
    "lingnli": 1.0,
    "cad": 1.0,
    "base_news": 1.0,
    "base_wiki": 1.0,
    "stress_numbers": 0.6,
    "snli": 0.2,
    "conjnli": 0.35,
    "translate_wiki": 0.5,
}
"""The share of each set of inference pairs that is used: captions and templates teach little of news."""

LONGEST = 56  # word pieces of a premise
HARD = 8  # of a claim's nearest others, from which most of the unrelated pairs are drawn
MOST_RELATED = 160  # pairs of a story
UNRELATED = 1.4  # unrelated pairs for each related one
EDITED, AGAIN = 0.12, 0.1  # edited pairs and inference pairs for each pair of the stories


class Example(NamedTuple):
    """Two texts and how likely each answer of one head is."""

    a: Side
    b: Side
    head: str
    wanted: tuple[float, ...]


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="nli/, claimdiff/ and cases/train lie here")
    parser.add_argument("--stories", type=Path, nargs="*", default=[], help="more annotated stories")
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=2.0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--start", type=Path, help="go on from this state, in place of nli.pt")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    chance = random.Random(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    model = PairNetwork(options.encoder)
    inference = read_nli(options.data / "nli" / "train.jsonl.gz", model, chance)
    kept = options.start or options.out / "nli.pt"
    if kept.exists():
        model.load_state_dict(torch.load(kept))
    else:
        train(model, inference, RATE_NLI, BATCH, chance)
        torch.save(model.state_dict(), kept)
    cases, _ = parted(read_cases(options.data / "cases" / "train"))
    for folder in options.stories:
        cases += read_cases(folder)
    plain = ClaimEncoder(options.encoder)
    rows = [row for case in cases for row in from_story(case, plain, chance)]
    print(len(cases), "stories", Counter(RELATIONS[int(np.argmax(row.wanted))] for row in rows), flush=True)
    rows += chance.sample(inference, int(AGAIN * len(rows)))
    rows += read_claimdiff(options.data / "claimdiff", model)
    chance.shuffle(rows)
    whole, part = divmod(options.epochs, 1)
    model.bert.embeddings.requires_grad_(requires_grad=False)  # quicker, and less to learn by heart
    train(model, rows * int(whole) + rows[: int(part * len(rows))], RATE, options.batch, chance)
    torch.save(model.state_dict(), options.out / "relation.pt")


def read_nli(path: Path, model: PairNetwork, chance: random.Random) -> list[Example]:
    """Read the part of the inference pairs that is used, in a fixed order."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        found = [one for one in map(json.loads, lines) if chance.random() < NLI_SHARE.get(one["set"], 0.0)]
    sides = [pieces(model, [one[key] for one in found]) for key in ("premise", "hypothesis")]
    return [
        Example(a, b, "nli", tuple(float(one["label"] == name) for name in NLI))
        for one, a, b in zip(found, *sides, strict=True)
    ]


def read_claimdiff(folder: Path, model: PairNetwork) -> list[Example]:
    """Read ClaimDiff: what strengthens a claim as following from it, what weakens it as against it."""
    found = []
    for name, wanted in (("strength", (1.0, 0.0, 0.0)), ("weak", (0.0, 0.3, 0.7))):
        data = json.loads((folder / f"ClaimDiff-{name}-train.json").read_text("utf-8"))["data"]
        sides = [pieces(model, [one[key] for one in data]) for key in ("claim_a", "claim_b")]
        found += [
            Example(a, b, "nli", wanted) for one, a, b in zip(data, *sides, strict=True) if one["relation"]
        ]
    return found


def pieces(model: PairNetwork, texts: Sequence[str]) -> list[Side]:
    """Return texts as word pieces, cut at ``LONGEST``."""
    rows = model.tokenizer.encode_batch(texts, add_special_tokens=False)
    return [row.ids[:LONGEST] for row in rows]


def from_story(case: Case, plain: ClaimEncoder, chance: random.Random) -> list[Example]:
    """Return pairs of a story's claims: all related ones, edited ones, and some unrelated ones."""
    sides = [side(one.segments) for one in case.claims]
    home = [(one.article.id, one.sentence) for one in case.claims]
    index = np.array(
        [(i, j) for j in range(len(sides)) for i in range(j) if home[i] != home[j]], np.int64
    ).reshape(-1, 2)
    labels = case.labels(index)
    related = np.flatnonzero(labels["point"]).tolist()
    related = chance.sample(related, min(len(related), MOST_RELATED))
    vectors = plain.encode([own_words(one.segments) for one in case.claims])
    cosine = vectors @ vectors.T
    np.fill_diagonal(cosine, -1)
    near = {(int(i), int(j)) for i in range(len(sides)) for j in np.argsort(-cosine[i])[:HARD]}
    others = np.flatnonzero(~labels["point"]).tolist()
    hard = [r for r in others if tuple(index[r]) in near or tuple(index[r][::-1]) in near]
    count = int(UNRELATED * len(related))
    chosen = chance.sample(hard, min(len(hard), count * 4 // 5))
    chosen += chance.sample(others, min(len(others), count - len(chosen)))
    found = []
    for row in [*related, *chosen]:
        i, j = index[row].tolist()
        if chance.random() < 0.5:
            i, j = j, i
        same, conflict, point = (bool(labels[name][row]) for name in ("same", "conflict", "point"))
        wanted = np.array([same, point and not same and not conflict, conflict, not point], float)
        found.append(Example(sides[i], sides[j], "relation", tuple(wanted / wanted.sum())))
        if same and chance.random() < 3 * EDITED and (other := edited(case.claims[j].segments, chance)):
            found.append(Example(sides[i], side(other), "relation", (0.0, 0.0, 1.0, 0.0)))
    return found


def train(
    model: PairNetwork, rows: list[Example], rate: float, batch_size: int, chance: random.Random
) -> None:
    """Go through the examples once, the rate falling to nothing."""
    plan = batches(rows, batch_size, lambda row: len(row.a) + len(row.b), chance)
    learned = [one for one in model.parameters() if one.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=rate, weight_decay=0.01)
    begun, losses = time.time(), []
    for step, batch in enumerate(plan):
        model.train()
        states = model([(row.a, row.b) for row in batch])
        loss = torch.zeros(())
        for head in ("nli", "relation"):
            rows_of = [at for at, row in enumerate(batch) if row.head == head]
            if rows_of:
                wanted = torch.tensor([batch[at].wanted for at in rows_of])
                scores = torch.log_softmax(getattr(model, head)(states[rows_of]), 1)
                loss = loss - (wanted * scores).sum() / len(batch)
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for group in optimizer.param_groups:
            group["lr"] = rate * min(1.0, (step + 1) / 100) * (1 - step / len(plan))
        optimizer.step()
        optimizer.zero_grad()
        losses.append(loss.item())
        if (step + 1) % 100 == 0:
            print(
                f"{step + 1}/{len(plan)} {np.mean(losses[-100:]):.3f} {time.time() - begun:.0f} s", flush=True
            )


def batches(
    rows: list[Example], batch_size: int, length: Callable[[Example], int], chance: random.Random
) -> list[list[Example]]:
    """Cut rows into batches of about one length, in random order."""
    size = batch_size * 50
    chunks = [sorted(rows[at : at + size], key=length) for at in range(0, len(rows), size)]
    found = [chunk[at : at + batch_size] for chunk in chunks for at in range(0, len(chunk), batch_size)]
    chance.shuffle(found)
    return found


if __name__ == "__main__":
    main()
