"""Cut sentences into clauses: the stretches that each state one thing.

A clause turns on a verb that has a subject of its own or stands beside the main verb; what
hangs on it (objects, places, times) stays with it, and what is a clause itself is cut out, so a
clause may have several pieces: "Khan [, who fled Herat,] led the delegation".

Three kinds of phrase state something without such a verb: an apposition that tells what somebody
is ("a former warlord"), a part of a number ("including 12 children", "12 of them children") and a
participle that tells what came of something ("killing 12 people").
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
OPENING = {",", ";", ":", "(", "–", "—", "-", "--"}
WHOLES = {"them", "whom", "which", "these", "those"}  # what "12 of" or "among" is a part of
SHARES = {"most", "many", "some", "several", "half", "all", "none", "few", "both"}
TIMES = {"DATE", "TIME"}
YEAR = re.compile(r"(?:19|20)\d\d\Z")
SETTING = {  # participles that only join, compare, or tell how something is said or called
    "accord",
    "base",
    "begin",
    "call",
    "come",
    "compare",
    "consider",
    "depend",
    "follow",
    "give",
    "identify",
    "include",
    "know",
    "name",
    "picture",
    "regard",
    "speak",
    "start",
    "title",
    "write",
}
TAIL = 4  # words; a participle without an object needs them to state something
SHORTEST = 3  # words; a shorter clause stays with the one it hangs on


def find_clauses(doc: Any, sentences: tuple[Span, ...]) -> tuple[Clause, ...]:
    """Return the clauses of a spaCy Doc inside ``sentences``, in text order."""
    found = []
    text = doc.text  # put together anew whenever it is asked for
    for sentence in doc.sents:
        if not any(s < sentence.end_char and sentence.start_char < e for s, e in sentences):
            continue
        found += _of_sentence(sentence, text)
    return tuple(found)


def _of_sentence(sentence: Any, text: str) -> list[Clause]:
    head_of = {}
    for token in sentence:
        head = token
        while head.head.i != head.i and not (_is_head(head) or _is_phrase(head)):
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
        _clause(sentence.doc, text, head, sorted(tokens, key=lambda t: t.i))
        for head, tokens in groups.items()
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


def _is_phrase(token: Any) -> bool:
    """Say whether a word heads a phrase that states something though it is no clause by its verb.

    It does only beside a verb: what hangs on a name is a heading or the line under a picture.
    """
    if not any(above.pos_ in VERBAL for above in token.ancestors):
        return False
    return _is_apposition(token) or _is_part(token) or _is_tail(token)


def _is_apposition(token: Any) -> bool:
    """Say whether a noun tells what its head is: "Khan, a former warlord,".

    Not so a name, a date, an item of a list, a heading or what follows a dateline.
    """
    head, first = token.head, token.left_edge
    if token.dep_ != "appos" or token.pos_ != "NOUN" or not _set_off(token):
        return False
    if head.pos_ not in {"NOUN", "PROPN"} or head.i > first.i or {token.ent_type_, head.ent_type_} & TIMES:
        return False
    if first.lower_ == "aka" or first.nbor(-1).text == ":":
        return False
    if first.is_title and first.pos_ not in {"PROPN", "ADJ"}:  # "KABUL — The government ..."
        return False
    inside = {t.dep_ for t in token.children}
    if head.pos_ == "PROPN":
        return not {"conj", "punct"} <= inside  # "Khan, the founder, or his brother"
    beside = {t.dep_ for t in head.children if t.i != token.i}
    named = first.lower_ == "the"  # "his enemies, the US government": who is meant
    return not (named or {"conj", "appos"} & (inside | beside))


def _is_part(token: Any) -> bool:
    """Say whether a word heads a part of a number: "including 12 children", "with 30 wounded"."""
    children = list(token.children)
    if token.lower_ == "including":
        objects = [t for t in children if t.dep_ in {"pobj", "dobj"}]
        return any(_counted(t) or any(_counted(c) for c in t.conjuncts) for t in objects)
    if not _set_off(token):
        return False
    first = token.left_edge
    if first.lower_ == "with":
        return (token.i == first.i or first.dep_ == "mark") and _outcome(token) is not None
    if first.lower_ in {"among", "of"} and _next_is_whole(first):
        parts = children if token.i == first.i else [token]
        return any(t.i > first.i + 1 and _counted(t) for t in parts)
    shares = [t for t in children if t.dep_ in SUBJECTS and (_counted(t) or t.lower_ in SHARES)]
    return any(
        t.left_edge.i == first.i and of.lower_ == "of" and of.i + 1 < token.i and _next_is_whole(of)
        for t in shares
        for of in t.children
    )


def _outcome(token: Any) -> tuple[Any, Any] | None:
    """Return who and what became of them in "with 30 wounded", whichever word the parser hangs it on."""
    inner = [token, *(t for t in token.children if t.dep_ in {"pcomp", "pobj"})]
    for word in inner:
        for child in word.children:
            if child.dep_ in SUBJECTS and _counted(child):
                return child, word
            if (
                word.dep_ == "pobj"
                and _counted(word)
                and child.i > word.i
                and child.tag_ in {"VBN", "VBG", "JJ"}
            ):
                return word, child
    return None


def _next_is_whole(token: Any) -> bool:
    """Say whether a preposition stands before "them", "whom" and the like."""
    after = token.i + 1
    return bool(after < len(token.doc) and token.doc[after].lower_ in WHOLES)


def _is_tail(token: Any) -> bool:
    """Say whether a participle after a comma tells what came of something: "killing 12 people"."""
    if token.dep_ not in {"advcl", "acl"} or token.tag_ not in {"VBG", "VBN"} or token.pos_ != "VERB":
        return False
    if token.head.i > token.i or not _set_off(token) or token.lemma_.lower() in SETTING:
        return False
    if token.head.dep_ == "advcl" and not _is_head(token.head):
        return False  # "if the army leaves, taking its guns"
    children = list(token.children)
    if token.left_edge.dep_ in {"mark", "prep"} or any(t.dep_ in {"mark", *SUBJECTS} for t in children):
        return False
    if any(t.dep_ == "ccomp" and _is_head(t) for t in token.subtree):
        return False  # "saying that ...": what is said is the clause
    words = [t for t in token.subtree if t.is_alpha or t.like_num]
    return len(words) >= TAIL or any(t.dep_ == "dobj" for t in children)


def _set_off(token: Any) -> bool:
    """Say whether what hangs on a word stands between punctuation marks, or between one and the end."""
    doc, first, last = token.doc, token.left_edge, token.right_edge
    if first.i <= token.sent.start or doc[first.i - 1].text not in OPENING:
        return False
    after = last.i + 1
    return bool(last.is_punct or after >= token.sent.end or doc[after].is_punct or doc[after].is_space)


def _counted(token: Any) -> bool:
    """Say whether a word is a number, or a noun with one before it, that is no date."""
    numbers = [token, *(t for t in token.children if t.dep_ == "nummod" and t.i < token.i)]
    return any(t.tag_ == "CD" and t.ent_type_ not in TIMES and not YEAR.match(t.text) for t in numbers)


def _subject(head: Any) -> Any | None:
    """Return the subject of a clause's verb, or what an apposition or a part is said of."""
    own = next((child for child in head.children if child.dep_ in SUBJECTS), None)
    above = head.head
    if head.lower_ == "with" and (outcome := _outcome(head)):
        return outcome[0]
    said_of = head.dep_ in {"appos", "prep"} or (head.dep_ == "acl" and head.tag_ == "VBN")
    if own is None and said_of and above.pos_ in {"NOUN", "PROPN"} and above.i < head.i:
        return above
    return own


def _root(head: Any) -> Any:
    """Return the word that a clause turns on: its head, or what "with" and "among" bring in."""
    if head.lower_ == "with" and (outcome := _outcome(head)):
        return outcome[1]
    if head.lower_ in {"among", "of"}:
        return next((t for t in head.children if t.i > head.i + 1 and _counted(t)), head)
    return head


def _clause(doc: Any, text: str, head: int, tokens: list[Any]) -> Clause | None:
    spans: list[Span] = []
    kept = [t for t in tokens if not t.is_space]
    for token in kept:
        end = token.idx + len(token)
        gap = text[spans[-1].end : token.idx] if spans else "x"
        if spans and not gap.strip():
            spans[-1] = Span(spans[-1].start, end)
        else:
            spans.append(Span(token.idx, end))
    trimmed = [span for span in (_trim(text, s) for s in spans) if span is not None]
    if not trimmed or not (any(t.pos_ in VERBAL for t in kept) or _is_phrase(doc[head])):
        return None  # a name or a heading states nothing
    subject = _subject(doc[head])
    return Clause(
        spans=tuple(trimmed),
        root=_root(doc[head]).lemma_.lower(),
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
