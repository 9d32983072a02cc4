"""Lay out the further stories that the align stage learns from: ``python -m training.align.stories --help``.

``invented.json`` holds stories made up for training, texts and annotation. ``giveme5w1h.json``
holds the annotation only, of articles that the user has (GitHub: fhamborg/Giveme5W1H), as offsets
into the beginning of each. Both become folders like those of the annotated cases: ``r1.txt`` …
and ``gold.yaml``.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import yaml

WORDS = 230  # of an article that are annotated, to the end of the paragraph
FOLDER = Path(__file__).parent


def main() -> None:
    """Write the stories from the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--clusters", type=Path, required=True, help="folder of Giveme5W1H's articles")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    for name in ("invented", "giveme5w1h"):
        for story in json.loads((FOLDER / f"{name}.json").read_text("utf-8")):
            texts = story.get("texts") or [beginning(options.clusters, one) for one in story["articles"]]
            write(options.out / story["case"], texts, story["points"])


def beginning(folder: Path, article: str) -> str:
    """Return the first paragraphs of an article, some ``WORDS`` words."""
    text = json.loads((folder / f"{article}.json").read_text("utf-8"))["text"]
    kept: list[str] = []
    for paragraph in text.split("\n"):
        if sum(len(one.split()) for one in kept) >= WORDS:
            break
        if paragraph.strip():
            kept.append(paragraph)
    return "\n\n".join(kept) + "\n"


def write(folder: Path, texts: list[str], points: list[dict[str, Any]]) -> None:
    """Write one story: its reports, and its points with the words of each claim."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, text in enumerate(texts, 1):
        (folder / f"r{number}.txt").write_text(text, "utf-8")
    gold = {
        "case": folder.name,
        "points": [
            {
                "positions": [
                    {"claims": [claim(texts, *given) for given in position]}
                    for position in point["positions"]
                ],
                "conflicts": point["conflicts"],
                "status": point["status"],
            }
            for point in points
        ],
    }
    (folder / "gold.yaml").write_text(yaml.safe_dump(gold, allow_unicode=True, width=110), "utf-8")


def claim(texts: list[str], report: int, start: int, end: int) -> dict[str, Any]:
    """Return a claim as the annotation writes it: the words, and which of several such places is meant."""
    text, words = texts[report - 1], texts[report - 1][start:end]
    before, at = 0, text.find(words)
    while at < start:
        before, at = before + 1, text.find(words, at + 1)
    return {"report": f"r{report}", "text": words, "nth": before + 1}


if __name__ == "__main__":
    main()
