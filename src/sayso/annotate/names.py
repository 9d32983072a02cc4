"""Find the names in one article: spaCy's, mended.

spaCy's small model knows most names and mistakes some: it takes "Muttaqi" for a place once and
for a person next time, keeps a title or a possessive, reads a headline's capitals as names. Such
slips are mended by the steps of ``STEPS``, in that order.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from sayso.annotate.name_edges import cut_in_headlines, trimmed
from sayso.annotate.page import (
    LONG_WORD,
    POSSESSIVE,
    Doc,
    Name,
    Page,
    Token,
    is_capital,
    is_title,
    word_set,
    words,
)
from sayso.annotate.source_names import source_heads
from sayso.records import MentionKind

__all__ = ["ACRONYM", "STEPS", "find_names"]

KINDS: dict[str, MentionKind] = {
    "PERSON": "person",
    "ORG": "organization",
    "NORP": "group",
    "GPE": "place",
    "LOC": "place",
    "FAC": "place",
    "EVENT": "event",
}
DOUBTFUL = frozenset({"WORK_OF_ART", "PRODUCT", "LAW"})  # a name only where the article has it elsewhere
ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Z][A-Za-z&.-]{1,9}")
CAMEL = re.compile(r"\b(?!Mc|Mac|De|Di|La|Le|O[’'])[A-Za-z]*[a-z][A-Z]\w*\b")  # "DeepDotWeb", "iKwiz"
BODY, HEADLINE = 20, 1  # votes: spaCy's word on a name, in the text and in a headline
SURE, HINT, PLACE_HINT = 400, 40, 15  # "Rep." before it; another word that tells its kind; "in" before it
SURNAME = 1000  # a name that ends a person's full name is that person's
SURNAME_OF_PLACE = 30  # unless it is that of a place too
SYLLABLE = 5  # letters of a name's last part after a hyphen
POST_REACH = 6  # words from a name to the post put beside it
ACRONYM_REACH = 25  # words that an acronym may spell


def find_names(page: Page) -> list[Name]:
    """Return the names in the order of the text; none overlaps another."""
    names: list[Name] = []
    for step in STEPS:
        names = step(names, page)
    return names


# ------------------------------------------------------------------ steps


def _entities(_: list[Name], page: Page) -> list[Name]:
    """Take spaCy's names, cut at line ends, possessives and relative pronouns."""
    names = []
    for entity in page.doc.ents:
        if entity.label_ not in KINDS and entity.label_ not in DOUBTFUL:
            continue
        start = entity.start
        for at in range(entity.start, entity.end + 1):
            ends = (
                at == entity.end
                or page.doc[at].is_space
                or page.doc[at].text == "/"
                or (page.doc[at].lower_ in word_set("relative") and not page.doc[at].text.isupper())  # WHO
            )
            most = 1 if entity.label_ == "PERSON" else 2
            owner = at < entity.end - most and page.doc[at].text in POSSESSIVE
            if ends or owner:
                if at > start:
                    names.append(Name(start, at, None if owner and most > 1 else KINDS.get(entity.label_)))
                start = at + 1
    return names


def _extended(names: list[Name], page: Page) -> list[Name]:
    """Take in the first or last name beside a name that spaCy cut: "Amir Khan | Muttaqi"."""
    doc = page.doc
    kept: list[Name] = []
    at = 0
    while at < len(names):
        name = names[at]
        after = names[at + 1] if at + 1 < len(names) else None
        if name.kind == "person" and _goes_on(name, doc):
            single = after is not None and after.start == name.end and after.end == name.end + 1
            free = after is None or after.start > name.end
            if single or free:
                name, at = replace(name, end=name.end + 1), at + single
        if name.kind == "person" and _hyphenated(name, doc):
            name = replace(name, end=name.end + 2)
        floor = kept[-1].end if kept else 0
        if name.end - name.start == 1 and name.start > floor and _first_name(doc[name.start - 1], name):
            name = replace(name, start=name.start - 1, kind="person")
        kept.append(name)
        at += 1
    return kept


def _hyphenated(name: Name, doc: Doc) -> bool:
    """Say whether a full name goes on after a hyphen: "Ban Ki-moon"."""
    rest = doc[name.end - 1 : name.end + 2]
    joined = (
        name.end + 1 < len(doc)
        and rest[1].text == "-"
        and not rest[0].whitespace_
        and not rest[1].whitespace_
    )
    return bool(joined and name.end - name.start > 1 and rest[2].is_lower and len(rest[2]) <= SYLLABLE)


def _goes_on(name: Name, doc: Doc) -> bool:
    last = doc[name.end - 1]
    return bool(
        last.dep_ == "compound"
        and last.head.i == name.end
        and is_capital(last.head)
        and not is_title(last.head)
    )


def _first_name(token: Token, name: Name) -> bool:
    """Say whether a word before a lone name is its first name: of the same phrase, and no title."""
    plain = token.is_alpha and token.is_title and not is_title(token) and not token.ent_type_
    return bool(plain and token.pos_ == "PROPN" and token.dep_ == "compound" and token.head.i == name.start)


def _spelled_out(names: list[Name], page: Page) -> list[Name]:
    """Join what an acronym in parentheses spells: "Islamic State of Iraq and Syria (ISIS)"."""
    doc = page.doc
    found = {full for at in range(2, len(doc) - 1) if (full := _spelling(at, doc))}
    for full in sorted(found):
        for at in range(len(doc) - len(full) + 1):
            if doc[at].text == full[0] and tuple(token.text for token in doc[at : at + len(full)]) == full:
                whole = Name(at, at + len(full), "organization")
                names = [name for name in names if name.end <= whole.start or name.start >= whole.end]
                names.append(whole)
    return sorted(names, key=lambda name: name.start)


def _spelling(at: int, doc: Doc) -> tuple[str, ...]:
    """Return the words before an acronym in parentheses at ``at`` that it spells, if it does."""
    if doc[at - 1].text != "(" or doc[at + 1].text != ")" or not ACRONYM.fullmatch(doc[at].text):
        return ()
    letters = [c for c in doc[at].text if c.isupper()]
    start = at - 1
    while letters and start > max(at - ACRONYM_REACH, 0) and not doc[start - 1].is_space:
        start -= 1
        if doc[start].text[0].isupper() and doc[start].text[0] != letters.pop():
            return ()
    return () if letters else tuple(token.text for token in doc[start : at - 1])


def _voted(names: list[Name], page: Page) -> list[Name]:
    """Give each name the kind that spaCy gives it most; a surname that of its full name."""
    votes: dict[str, Counter[MentionKind]] = {page.key(name): Counter() for name in names}
    for name in names:
        count = votes[page.key(name)]
        if name.kind is not None:
            count[name.kind] += HEADLINE if page.in_headline(name) else BODY
        for kind, weight in _hints(name, page):
            count[kind] += weight
    places = {page.key(name) for name in names if page.neighbours(name)[0] in word_set("locative")}
    for name in names:
        for start in range(name.start + 1, name.end if name.kind == "person" else 0):
            key = page.key(replace(name, start=start))
            if key in votes:
                votes[key]["person"] += SURNAME_OF_PLACE if key in places else SURNAME
    return [replace(name, kind=_winner(votes[page.key(name)], name, page)) for name in names]


def _hints(name: Name, page: Page) -> list[tuple[MentionKind, int]]:
    """Return what the words beside a name, and its own letters, say for its kind."""
    before, after = page.neighbours(name)
    noun = before in words("organizations.txt") and page.doc[name.start - 1].is_lower
    camel = name.kind != "person" and CAMEL.search(page.doc[name.start : name.end].text) is not None
    platform = before in word_set("platform") and name.end - name.start == 1 and name.kind == "person"
    titled = bool(name.start) and page.doc[name.start - 1].is_title and is_title(page.doc[name.start - 1])
    found: list[tuple[MentionKind, int, bool]] = [
        ("person", SURE, before in word_set("inner_title")),
        ("person", HINT, before in word_set("between") or _has_post(name, page.doc)),
        ("person", HINT, titled and not page.in_headline(name)),
        ("organization", HINT, noun),
        ("organization", HINT, before == "the" and name.end - name.start == 1 and name.kind == "person"),
        ("organization", HINT, camel),
        ("organization", HINT, platform),
        ("place", HINT, after in word_set("region")),
        ("place", PLACE_HINT, before == "in"),
    ]
    return [(kind, weight) for kind, weight, holds in found if holds]


def _has_post(name: Name, doc: Doc) -> bool:
    """Say whether a post is put beside a name: "Garba Shehu, spokesman for the president"."""
    if name.end >= len(doc) or doc[name.end].text != ",":
        return False
    ahead = doc[name.end + 1 : name.end + POST_REACH]
    noun = next((token for token in ahead if is_title(token) and token.is_lower), None)
    return noun is not None and noun.i + 1 < len(doc) and noun.nbor().lower_ in {"for", "of", "at", "to"}


def _winner(count: Counter[MentionKind], name: Name, page: Page) -> MentionKind | None:
    if count.total():
        return max(count, key=lambda kind: (count[kind], kind == name.kind, kind))
    if not name.of_source:
        return None
    before, _ = page.neighbours(name)
    tokens = page.doc[name.start : name.end]
    two = len(tokens) in {2, 3} and all(t.is_alpha and t.is_title for t in tokens)
    bodily = any(t.lower_ in words("organizations.txt") for t in tokens)
    likely = two and not bodily and before not in word_set("article")
    return "person" if likely or before in words("titles.txt") else "organization"


def _sensible(names: list[Name], page: Page) -> list[Name]:
    """Drop what is no name after all: adjectives of nations, a headline's capitals, the unknown."""
    body = {page.key(name) for name in names if not page.in_headline(name)}
    sources = {at for source in page.sources for at in range(source.start, source.end)}
    kept = []
    for name in names:
        last = page.doc[name.end - 1]
        describes = last.pos_ == "ADJ" or last.dep_ in {"amod", "compound"}
        adjective = name.kind == "group" and describes and last.tag_ not in {"NNS", "NNPS"}
        loose = page.in_headline(name) and page.key(name) not in body and name.start not in sources
        if name.kind is not None and not adjective and not loose:
            kept.append(name)
    return kept


def _everywhere(names: list[Name], page: Page) -> list[Name]:
    """Find each name, and each person's surname, also where spaCy overlooked it."""
    doc = page.doc
    known: dict[str, dict[tuple[str, ...], MentionKind | None]] = {}
    for name in names:
        full = tuple(_form(token) for token in doc[name.start : name.end])
        for form in (full, full[-1:]) if name.kind == "person" else (full,):
            if len(form[0]) >= LONG_WORD - 1:
                known.setdefault(form[0], {}).setdefault(form, name.kind)
    found = list(names)
    taken = {at for name in names for at in range(name.start, name.end)}
    for at, token in enumerate(doc):
        forms = known.get(_form(token), {})
        for form in sorted(forms, key=len, reverse=True):
            span = range(at, at + len(form))
            if taken.isdisjoint(span) and tuple(_form(t) for t in doc[at : at + len(form)]) == form:
                found.append(Name(at, at + len(form), forms[form]))
                taken.update(span)
                break
    return sorted(found, key=lambda name: name.start)


def _form(token: Token) -> str:
    """Return a word as it is compared: long words that begin with a capital may differ in case."""
    text = str(token.text)
    return text.capitalize() if len(text) > LONG_WORD and text[0].isupper() else text


Step = Callable[[list[Name], Page], list[Name]]
STEPS: tuple[Step, ...] = (
    _entities,
    source_heads,
    _extended,
    trimmed,
    cut_in_headlines,
    _spelled_out,
    _voted,
    trimmed,
    _sensible,
    _everywhere,
)
