"""Which pronouns and phrases that are sources sayso resolves rightly: 100 drawn on PolNeAR, judged by hand.

``references.json`` holds where each stands and who is meant by it, as a reader of the whole article
says: ``named`` (``answer`` is the name), ``phrase`` (nobody named, but ``answer`` is another phrase for
the same one), ``self`` (named by these words alone) or ``unclear``, which does not count. ``also`` are
other words for the same one. The judging was done without seeing what sayso makes of them.
"""

import json
import re
import statistics
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from sayso.annotate import Annotator
from sayso.config import DEFAULTS
from sayso.ingest import article_of
from sayso.records import Actor, ActorMention, Annotated, Rejected, Resolved
from sayso.resolve import Resolver

__all__ = ["REFERENCES", "Judged", "Reference", "judged", "read_references", "share_of_annotate"]

TURNS = 3  # of resolving everything; the median counts

HALF = 0.5  # of a reference and a mention shared: the same words
REFERENCES = Path(__file__).with_name("references.json")
SMALL = frozenset(("a", "an", "the", "of", "for", "and", "his", "her", "its", "their", "our", "my"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference:
    """A source without a name, ``start`` to ``end`` of an article's text, and who is meant."""

    article: str
    start: int
    end: int
    kind: str
    answer: str
    also: Sequence[str] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Judged:
    """A reference, the words themselves, the actor that sayso gives it with its reason, and the verdict."""

    reference: Reference
    words: str
    actor: str
    why: str
    right: bool


def read_references(path: Path = REFERENCES) -> list[Reference]:
    """Return the references of a file that can be clear to a reader."""
    rows = [Reference(**row) for row in json.loads(path.read_text("utf-8"))]
    return [one for one in rows if one.kind != "unclear"]


def judged(references: Sequence[Reference], texts: Mapping[str, str]) -> list[Judged]:
    """Return what becomes of each reference; one that is no source of a statement is left out."""
    annotator = Annotator(DEFAULTS)
    found: list[Judged] = []
    for name in dict.fromkeys(one.article for one in references):
        (annotated,) = annotator([article_of(texts[name], path=name)])
        if isinstance(annotated, Rejected):
            continue
        resolved = Resolver()([annotated])
        here = (_judge(one, annotated, resolved) for one in references if one.article == name)
        found += [one for one in here if one is not None]
    return found


def share_of_annotate(cases: Iterable[Sequence[Path]]) -> float:
    """Return the time that finding who speaks takes, as a share of annotating the same articles."""
    annotator, resolver = Annotator(DEFAULTS), Resolver()
    articles = [[article_of(path.read_bytes().decode(), path=str(path)) for path in case] for case in cases]
    annotator(articles[0])  # loads what is loaded once
    began = time.process_time()
    stories = [[one for one in annotator(case) if not isinstance(one, Rejected)] for case in articles]
    annotating = time.process_time() - began
    taken = []
    for _ in range(TURNS):
        began = time.process_time()
        for story in stories:
            resolver(story)
        taken.append(time.process_time() - began)
    return statistics.median(taken) / annotating


def _judge(reference: Reference, annotated: Annotated, resolved: Resolved) -> Judged | None:
    text = annotated.article.text
    at = range(reference.start, reference.end)
    shared = [
        (_shared(at, mention), actor, mention) for actor in resolved.actors for mention in actor.mentions
    ]
    part, actor, mention = max(shared, key=itemgetter(0))
    if part < HALF or not _speaks(mention.start, resolved):
        return None
    words = text[reference.start : reference.end]
    return Judged(reference, words, actor.name, mention.why, _means(actor, reference, words, text))


def _shared(at: range, mention: ActorMention) -> float:
    """Return what two spans share of what either covers, from 0 to 1."""
    both = min(at.stop, mention.end) - max(at.start, mention.start)
    return both / (max(at.stop, mention.end) - min(at.start, mention.start))


def _speaks(at: int, resolved: Resolved) -> bool:
    return any(s <= at < e for one in resolved.articles[0].attributions for s, e in one.source)


def _means(actor: Actor, reference: Reference, words: str, text: str) -> bool:
    forms = [actor.name, *actor.aliases]
    if reference.kind == "self":
        named = [one for one in actor.mentions if not one.why.startswith(("pronoun", "quotation goes on"))]
        earlier = {text[one.start : one.end] for one in named if one.start < reference.start}
        known = {_key(one) for one in (words, *reference.also)}
        return all(_key(one) in known or _key(one) <= _key(words) for one in (*earlier, actor.name))
    keys = [_key(one) for one in (reference.answer, *reference.also)]
    if reference.kind == "named":
        return any(_key(actor.name) <= key or key <= _key(actor.name) for key in keys if key)
    return any(_key(form) == key or (len(key) > 1 and key <= _key(form)) for form in forms for key in keys)


def _key(text: str) -> frozenset[str]:
    words = re.findall(r"\w+", re.sub(r"['’]s\b", "", text.lower()))
    return frozenset(word for word in words if word not in SMALL) or frozenset(words)


def main() -> None:
    """Print what becomes of each reference: ``python -m benchmarks.quality.resolving TEXTS [FILE]``."""
    folder, path = Path(sys.argv[1]), Path(sys.argv[2]) if len(sys.argv) > 2 else REFERENCES  # noqa: PLR2004
    references = read_references(path)
    texts = {one.article: (folder / f"{one.article}.txt").read_bytes().decode() for one in references}
    found = judged(references, texts)
    for one in found:
        said = one.reference
        print("right" if one.right else "WRONG", said.article, said.start, repr(one.words), "is", end=" ")
        print(f"{one.actor!r} ({one.why}); meant: {said.kind} {said.answer!r} {list(said.also)} {said.note}")
    print(f"{sum(one.right for one in found)} of {len(found)} right")


if __name__ == "__main__":
    main()
