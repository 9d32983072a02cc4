"""Cut from names what is none of them: titles, determiners, a headline's verbs, a day of the week.

"The late Senator Ted Cruz" is Ted Cruz; so are "Cruz Accuses" in a headline and "Cruz Monday".
"""

import calendar
from dataclasses import replace

from sayso.annotate.page import POSSESSIVE, Doc, Name, Page, is_title, word_set, words
from sayso.annotate.source_names import HANDLE
from sayso.records import MentionKind

__all__ = ["cut_in_headlines", "trimmed"]

Kind = MentionKind | None
FULL = 2  # words of a first and a last name
MOST = 4  # words of a name after a title
WEEKDAYS = frozenset(day.lower() for day in calendar.day_name)
NO_NAME = frozenset({"ADP", "SCONJ", "CCONJ", "VERB"})


def trimmed(names: list[Name], page: Page) -> list[Name]:
    """Take determiners, titles, possessives and punctuation off the ends of names."""
    doc, kept = page.doc, []
    for name in names:
        start, end, kind = _past_titles(*_inner(name, doc), name.kind, doc)
        end = _before_tail(start, end, kind, doc)
        text = doc[start:end].text
        lone_title = end - start == 1 and is_title(doc[start])
        if (any(map(str.isupper, text)) or HANDLE.match(text)) and not lone_title:
            kept.append(replace(name, start=start, end=end, kind=kind))
    return kept


def _inner(name: Name, doc: Doc) -> tuple[int, int]:
    """Return a name without the article, conjunction or punctuation around it."""
    start, end = name.start, name.end
    while start < end and (doc[start].is_punct or doc[start].lower_ in word_set("article") | POSSESSIVE):
        start += 1
    first = doc[start] if start < end - 1 else None
    if first is not None and name.kind == "person" and first.is_sent_start and first.pos_ in NO_NAME:
        start += 1  # "Following Romney"
    while end > start and (doc[end - 1].is_punct or doc[end - 1].text in POSSESSIVE):
        end -= 1
    return start, end


def _past_titles(start: int, end: int, kind: Kind, doc: Doc) -> tuple[int, int, Kind]:
    """Return a name without the titles before it, and what else stands before those."""
    inner = [at for at in range(start, end - 1) if doc[at].lower_.rstrip(".") in word_set("inner_title")]
    cut = inner and (inner[-1] > start or doc[start].lower_ in word_set("honorific"))
    if cut and (kind != "person" or end - inner[-1] > FULL):
        start, kind = inner[-1] + 1, "person"
    leads = [at for at in range(start + 1, end - FULL) if doc[at].lower_ in word_set("title_of_full_name")]
    if leads and _full_name(leads[-1] + 1, end, doc):  # "House Majority Whip Kevin McCarthy"
        start, kind = leads[-1] + 1, "person"
    while kind in {"person", None} and end - start > 1 and is_title(doc[start]):
        start += 1
    return start, end, kind


def _full_name(start: int, end: int, doc: Doc) -> bool:
    tokens = doc[start:end]
    plain = all(
        token.text[0].isupper() and (token.text.endswith(".") or not token.is_upper) for token in tokens
    )
    return plain and len(tokens) <= MOST and not any(t.lower_ in words("organizations.txt") for t in tokens)


def _before_tail(start: int, end: int, kind: Kind, doc: Doc) -> int:
    """Return where a name ends without what is said of it: "Obama Monday", "Goldman (GS", "Obama Aide"."""
    loose = word_set("no_surname") | WEEKDAYS
    while end - start > 1 and (doc[end - 1].is_lower or (kind == "person" and doc[end - 1].lower_ in loose)):
        end -= 1
    return next((at for at in range(start + 1, end) if doc[at].text == "("), end)


def cut_in_headlines(names: list[Name], page: Page) -> list[Name]:
    """Make "Weiner Denies" in a headline the Weiner of the text, or leave out its verb."""
    known: dict[tuple[str, ...], Kind] = {}
    for name in names:
        if not page.in_headline(name):
            tokens = tuple(token.text for token in page.doc[name.start : name.end])
            known[tokens] = name.kind
            if name.kind == "person":
                known.setdefault(tokens[-1:], "person")
    return [_cut(name, known, page.doc) if page.in_headline(name) else name for name in names]


def _cut(name: Name, known: dict[tuple[str, ...], Kind], doc: Doc) -> Name:
    texts = tuple(token.text for token in doc[name.start : name.end])
    if len(texts) == 1 or texts in known:
        return name
    for size in range(len(texts) - 1, 0, -1):
        for at in range(len(texts) - size + 1):
            if texts[at : at + size] in known:
                start = name.start + at
                return replace(name, start=start, end=start + size, kind=known[texts[at : at + size]])
    verb = next((t.i for t in doc[name.start + 1 : name.end] if t.pos_ == "VERB"), name.end)
    return replace(name, end=verb) if name.kind == "person" else name
