"""Cut sentences into clauses: the stretches that each state one thing.

A clause turns on a verb that has a subject of its own or stands beside the main verb; what
hangs on it (objects, places, times) stays with it, and what is a clause itself is cut out, so a
clause may have several pieces: "Khan [, who fled Herat,] led the delegation".
"""

import re
from typing import Any

from sayso.records import Clause, Span

__all__ = ["find_clauses"]

HEADS = {"ROOT", "conj", "relcl", "advcl", "ccomp", "parataxis"}
FINITE = {"VBD", "VBP", "VBZ", "MD"}
DEPENDENT = {"if", "unless", "because", "so", "for", "whether", "until", "as", "in", "that"}
SUBJECTS = {"nsubj", "nsubjpass", "csubj", "expl"}
VERBAL = {"VERB", "AUX"}
CONTENT = {"NOUN", "PROPN", "VERB", "ADJ", "NUM", "ADV"}
EMPTY = {
    "be",
    "have",
    "do",
    "say",
    "will",
    "would",
    "also",
    "so",
    "then",
    "that",
    "there",
    "here",
    "not",
    "more",
}
NEGATIVE = {"no", "never", "none", "nobody", "nothing", "neither", "nor"}
ARGUMENTS = {"nsubj", "nsubjpass", "dobj", "attr", "expl", "det", "advmod", "neg", "preconj", "cc"}
JOINING = {"and", "but", "or", "while", "that", "as", "which", "who"}
LEADING = re.compile(r"(?:and|but|or|while|that|as|however,?)\s+(?=\S)", re.IGNORECASE)
TRAILING = re.compile(r"[\s,;:—–-]+(?:and|but|or|while|that|as)\Z", re.IGNORECASE)
SHORTEST = 3  # words; a shorter clause stays with the one it hangs on


def find_clauses(doc: Any, sentences: tuple[Span, ...]) -> tuple[Clause, ...]:
    """Return the clauses of a spaCy Doc inside ``sentences``, in text order."""
    found = []
    for sentence in doc.sents:
        if not any(s < sentence.end_char and sentence.start_char < e for s, e in sentences):
            continue
        found += _of_sentence(sentence)
    return tuple(found)


def _of_sentence(sentence: Any) -> list[Clause]:
    head_of = {}
    for token in sentence:
        head = token
        while head.head.i != head.i and not _is_head(head):
            head = head.head
        head_of[token.i] = head.i
    groups: dict[int, list[Any]] = {}
    for token in sentence:
        groups.setdefault(head_of[token.i], []).append(token)
    for head in sorted(groups, key=lambda i: -i):  # too short to state anything: back to where it hangs
        words = [token for token in groups[head] if token.is_alpha or token.like_num]
        above = sentence.doc[head].head.i
        if len(words) < SHORTEST and above != head and head_of[above] in groups and head_of[above] != head:
            groups[head_of[above]] += groups.pop(head)
            for at, owner in head_of.items():
                if owner == head:
                    head_of[at] = head_of[above]
    clauses = [
        _clause(sentence.doc, head, sorted(tokens, key=lambda t: t.i)) for head, tokens in groups.items()
    ]
    return sorted((c for c in clauses if c is not None), key=lambda c: c.spans)


def _is_head(token: Any) -> bool:
    """Say whether a word's subtree states something of its own.

    A condition, a reason or a purpose does not ("if he returned home"), nor does a relative
    clause that tells which one is meant ("the force that represents everyone").
    """
    if token.dep_ == "ROOT":
        return True
    if token.dep_ not in HEADS or token.pos_ not in VERBAL:
        return False
    has_subject = any(child.dep_ in SUBJECTS for child in token.children)
    finite = token.tag_ in FINITE or any(child.dep_ in {"aux", "auxpass"} for child in token.children)
    if token.dep_ == "conj":
        return has_subject or (finite and token.head.pos_ in VERBAL)
    if token.dep_ == "advcl":
        marks = {child.lower_ for child in token.children if child.dep_ in {"mark", "advmod"}}
        return has_subject and finite and not marks & DEPENDENT
    if token.dep_ == "relcl":
        first = token.left_edge
        return bool(first.i > 0 and token.doc[first.i - 1].is_punct)
    return has_subject and finite


def _clause(doc: Any, head: int, tokens: list[Any]) -> Clause | None:
    spans: list[Span] = []
    kept = [t for t in tokens if not t.is_space]
    for token in kept:
        end = token.idx + len(token)
        gap = doc.text[spans[-1].end : token.idx] if spans else "x"
        if spans and not gap.strip():
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(token.idx, end))
    trimmed = [span for span in (_trim(doc.text, s) for s in spans) if span is not None]
    if not trimmed or not any(t.pos_ in VERBAL for t in kept):
        return None  # a name or a heading states nothing
    subject = next((child for child in doc[head].children if child.dep_ in SUBJECTS), None)
    return Clause(
        spans=tuple(trimmed),
        root=doc[head].lemma_.lower(),
        subject=Span(subject.left_edge.idx, subject.idx + len(subject)) if subject is not None else None,
        lemmas=tuple(t.lemma_.lower() for t in kept if t.pos_ in CONTENT and t.lemma_.lower() not in EMPTY),
        negated=any(_negates(t, head) for t in kept),
    )


def _negates(token: Any, head: int) -> bool:
    """Say whether a word denies the clause's verb: "not", or "no" with its subject or object."""
    if token.dep_ == "neg":
        return bool(token.head.i == head)
    if token.lower_ not in NEGATIVE or token.dep_ not in ARGUMENTS:
        return False
    return bool(token.head.i == head or (token.head.head.i == head and token.head.dep_ in ARGUMENTS))


def _trim(text: str, span: Span) -> Span | None:
    """Leave out what only joins: punctuation at the edges, a leading conjunction."""
    start, end = span
    while start < end and not (text[start].isalnum() or text[start] in "$£€"):
        start += 1
    while end > start and not (text[end - 1].isalnum() or text[end - 1] in "%$€£"):
        end -= 1
    if joining := LEADING.match(text, start, end):
        start = joining.end()
    if joining := TRAILING.search(text, start, end):
        end = joining.start()
    return Span(start, end) if start < end and text[start:end].lower() not in JOINING else None
