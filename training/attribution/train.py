"""Train the attribution model: ``python -m training.attribution.train --data … --encoder … --out …``.

The data's folder is laid out as README.md beside this file says. Writes ``log.jsonl`` as it goes and
``model.pt`` after every epoch; started again with ``--resume`` it goes on from there.
"""

import argparse
import json
import random
import time
from pathlib import Path

import numpy as np
import torch
from tokenizers import Tokenizer

from sayso.annotate.tagger import LAYERS, WINDOW, PieceCutter
from training.attribution.data import (
    IGNORE,
    Example,
    Frame,
    Labelled,
    frames,
    label,
    read_cases,
    read_polnear,
    restyled,
    wrapped,
)
from training.attribution.network import JointTagger

Window = tuple[Labelled, int, int]
HELD_OUT = 30  # every thirtieth PolNeAR article trains nothing: the confidence is fitted on those
WRAPPED = 0.08  # of the sentences are put into somebody's mouth
MASKED = 0.03  # of the pieces are hidden
CASES = 2  # times an epoch: few and short, but the only ones with statements inside statements


def main() -> None:
    """Train from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--encoder", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=float, default=5)
    parser.add_argument("--batch", type=int, default=8, help="windows")
    parser.add_argument("--rate", type=float, default=1.5e-4, help="of learning, for the encoder")
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--start", type=Path, help="begin with these weights")
    parser.add_argument("--resume", action="store_true", help="go on with an interrupted run")
    train(parser.parse_args())


def train(options: argparse.Namespace) -> None:
    """Train, saving as it goes."""
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    cutter = PieceCutter(Tokenizer.from_file(str(options.encoder / "tokenizer.json")))
    polnear = read_polnear(options.data / "polnear" / "train")
    cases = [[example] for example in read_cases(options.data / "cases" / "train")]
    texts = [annotators for at, annotators in enumerate(polnear) if at % HELD_OUT] + CASES * cases
    choice = frames(annotators[0] for annotators in texts)

    model = JointTagger(options.encoder).to(device).train()
    if options.start:
        model.load_state_dict(torch.load(options.start, map_location=device)["model"])
    heads = [p for name, p in model.named_parameters() if not name.startswith("encoder.")]
    optimizer = torch.optim.AdamW(
        [
            {"params": list(model.encoder.parameters()), "lr": options.rate},
            {"params": heads, "lr": options.head_rate},
        ],
        weight_decay=0.01,
        fused=True,
    )
    per_epoch = sum(-(-len(cutter(annotators[0].text)) // WINDOW) for annotators in texts) // options.batch
    total = int(per_epoch * options.epochs)
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda step: min((step + 1) / (0.06 * total), max(0.0, (total - step) / (0.94 * total)))
    )
    options.out.mkdir(parents=True, exist_ok=True)
    saved, log = options.out / "model.pt", options.out / "log.jsonl"
    step = epoch = 0
    if options.resume and saved.exists():
        state = torch.load(saved, map_location=device)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        schedule.load_state_dict(state["schedule"])
        step, epoch = state["step"], state["epoch"] + 1
    print(f"{len(texts)} texts, {per_epoch} steps an epoch, {total} in all, on {device}", flush=True)

    losses: list[float] = []
    began, first_step = time.monotonic(), step
    while step < total:
        chance = random.Random(options.seed * 1000 + epoch)
        for batch in batches(texts, choice, cutter, options.batch, chance):
            tensors = [torch.from_numpy(array).to(device) for array in collate(batch, cutter, chance)]
            with torch.autocast(device, dtype=torch.bfloat16):
                loss = model.loss(*tensors)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            step += 1
            losses.append(loss.item())
            if step % 50 == 0 or step >= total:
                pace = (step - first_step) * 60 / (time.monotonic() - began)
                tell(log, step=step, of=total, loss=float(np.mean(losses[-50:])), steps_a_minute=pace)
            if step >= total:
                break
        state = {
            "model": model.state_dict(),
            "optimizer": optimizer.state_dict(),
            "schedule": schedule.state_dict(),
        }
        torch.save(state | {"step": step, "epoch": epoch}, saved.with_suffix(".new"))
        saved.with_suffix(".new").replace(saved)
        epoch += 1


def tell(log: Path, **figures: float) -> None:
    """Print a line of figures and add it to the log."""
    row = json.dumps({name: round(value, 4) for name, value in figures.items()})
    print(row, flush=True)
    with log.open("a") as handle:
        handle.write(row + "\n")


def batches(
    texts: list[list[Example]], choice: list[Frame], cutter: PieceCutter, size: int, chance: random.Random
) -> list[list[Window]]:
    """Return an epoch's batches of windows of like length.

    Each text is shown as one of its annotators saw it, changed by ``wrapped`` and ``restyled``, and
    cut at a new place.
    """
    windows: list[Window] = []
    for annotators in texts:
        example = wrapped(chance.choice(annotators), choice, chance, WRAPPED)
        labelled = label(example, cutter, text=restyled(example.text, chance))
        length = len(labelled.pieces)
        start = -chance.randrange(WINDOW) if length > WINDOW else 0
        for low in range(start, length, WINDOW):
            bounds = max(low, 0), min(low + WINDOW, length)
            if bounds[1] - bounds[0] > 16:
                windows.append((labelled, *bounds))
    chance.shuffle(windows)
    found = []
    for at in range(0, len(windows), 8 * size):
        pool = sorted(windows[at : at + 8 * size], key=lambda window: window[2] - window[1])
        found += [pool[low : low + size] for low in range(0, len(pool), size)]
    chance.shuffle(found)
    return found


def collate(batch: list[Window], cutter: PieceCutter, chance: random.Random) -> list[np.ndarray]:
    """Return ids, features, mask, first, each (batch, longest + 2), and tags, targets by layer."""
    shape = len(batch), max(end - start for _, start, end in batch) + 2
    ids, features, mask = (np.zeros(shape, np.int64) for _ in range(3))
    tags, targets = np.full((LAYERS, *shape), IGNORE, np.int64), np.full((LAYERS, *shape), -1, np.int64)
    first = np.zeros(shape, bool)
    for row, (labelled, start, end) in enumerate(batch):
        inner = slice(1, end - start + 1)
        pieces = labelled.pieces
        ids[row, 0], ids[row, inner], ids[row, end - start + 1] = (
            cutter.first,
            pieces.ids[start:end],
            cutter.last,
        )
        features[row, inner], first[row, inner] = pieces.features[start:end], pieces.first[start:end]
        mask[row, : end - start + 2] = 1
        tags[:, row, inner] = labelled.tags[:, start:end]
        target = labelled.targets[:, start:end]
        targets[:, row, inner] = np.where((target >= start) & (target < end), target - start + 1, -1)
    hidden = np.random.default_rng(chance.getrandbits(32)).random(shape) < MASKED
    ids[hidden & (features > 0)] = cutter.mask
    return [ids, features, mask, first, tags, targets]


if __name__ == "__main__":
    main()
