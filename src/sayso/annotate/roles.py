"""Find what stands beside a name to say who it is: "Taliban foreign minister", ", the envoy of the UN,"."""

import re
from collections.abc import Iterator

from sayso.annotate.names import ACRONYM
from sayso.annotate.page import POSSESSIVE, Doc, Name, Page, Token, is_title, word_set
from sayso.records import Span

__all__ = ["acronym_after", "past_article", "roles_of", "span_of"]

Run = tuple[int, int]

IN_ROLE = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PART"})
OPENS_PHRASE = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON", "VERB", "NUM"})
OTHER_CLAUSE = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
STOPS = frozenset({",", ";", ".", "–", "—", "”", '"', ":", "“"})
DASHES = frozenset({",", "–", "—"})
MAX_ROLE = 25  # words
NAMING_REACH = 9  # words from "known in the story only as" to the name
PHRASE_REACH = 8  # words from where an apposition begins to its noun
PARENTHESES_REACH = 5  # words


def roles_of(name: Name, page: Page) -> tuple[Span, ...]:
    """Return what stands before and after a name to say what it is."""
    if name.kind not in {"person", "organization"}:
        return ()
    rules = (_in_its_phrase, _put_beside, _before_naming, _apposition)
    runs = {run for rule in rules for run in rule(name, page.doc) if run[0] < run[1]}
    return tuple(
        sorted(span_of(page.doc, *run) for run in runs if not any(t.is_space for t in page.doc[slice(*run)]))
    )


def span_of(doc: Doc, start: int, end: int) -> Span:
    """Return a run of tokens in code points."""
    return Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))


def past_article(doc: Doc, at: int) -> int:
    """Return where a phrase begins without its article."""
    return at + (doc[at].lower_ in word_set("article"))


def acronym_after(text: str, end: int) -> Span | None:
    """Return the acronym in parentheses right after a name that ends at ``end``.

    >>> acronym_after("the National Resistance Front (NRF) said", 29)
    Span(start=31, end=34)
    """
    match = re.compile(rf"\s?\(({ACRONYM.pattern})\)").match(text, end)
    return Span(*match.span(1)) if match else None


# ------------------------------------------------------------------ before the name


def _in_its_phrase(name: Name, doc: Doc) -> Iterator[Run]:
    """Yield the words of the name's own phrase before it: "NRF leader", "CNN's"."""
    edge = doc[name.start : name.end].root.left_edge.i
    start, floor = name.start, max(name.start - MAX_ROLE, 0)
    while start > floor and _continues(start - 1, name, edge, doc):
        start -= 1
    loose = POSSESSIVE | {"of", "and"}
    while start < name.start and (doc[start].is_punct or doc[start].lower_ in loose):
        start += 1
    if start < name.start:
        last = doc[name.start - 1]
        if is_title(last) or last.text in POSSESSIVE or last.pos_ == "NOUN":
            yield start, name.start


def _continues(at: int, name: Name, edge: int, doc: Doc) -> bool:
    """Say whether the word at ``at`` belongs to a role that ends right before a name."""
    token = doc[at]
    if token.is_sent_end or token.is_space:
        return False
    inner = 0 < at < name.start - 1
    if inner and token.lower_ == "and" and doc[at - 1].pos_ == "PROPN" and not is_title(doc[at - 1]):
        return False  # "Ferris and Water Minister Halberg"
    if inner and token.lower_ == "of" and doc[at - 1].lower_ in word_set("kin"):
        return False  # "the sister of photographer Luke Somers"
    if inner and token.lower_ in {"of", "and"}:
        return doc[at - 1].pos_ in {"NOUN", "PROPN"} and (at > edge or is_title(doc[at - 1]))
    fits = token.pos_ in IN_ROLE or token.dep_ in {"amod", "compound"} or token.text in POSSESSIVE | {"-"}
    belongs = at >= edge or at < token.head.i < name.end or (inner and doc[at + 1].lower_ == "of")
    return bool(fits and (belongs or is_title(token)))


def _put_beside(name: Name, doc: Doc) -> Iterator[Run]:
    """Yield the phrase that the name is put beside: "the Taliban's foreign minister, Amir Khan Muttaqi"."""
    root = doc[name.start : name.end].root
    if not name.start or doc[name.start - 1].text != "," or root.dep_ != "appos":
        return
    noun = root.head
    low = past_article(doc, noun.left_edge.i)
    described = noun.i < name.start and (noun.pos_ == "NOUN" or is_title(noun))
    if described and name.start - 1 - low <= MAX_ROLE and not any(t.is_space for t in doc[low : name.start]):
        yield low, name.start - 1


def _before_naming(name: Name, doc: Doc) -> Iterator[Run]:
    """Yield who is given the name: "the customer — known in the story only as “Conal”"."""
    reach = range(name.start - 1, max(name.start - NAMING_REACH, 0), -1)
    naming = next((at for at in reach if doc[at].lower_ in word_set("naming")), None)
    if naming is None or not all(_leads_to_name(t) for t in doc[naming + 1 : name.start]):
        return
    end = naming
    while end > 1 and _between(doc[end - 1]):
        end -= 1
    noun = doc[end - 1]
    if noun.pos_ == "NOUN" and not noun.ent_type_:
        yield past_article(doc, max(noun.left_edge.i, end - MAX_ROLE)), end


def _leads_to_name(token: Token) -> bool:
    """Say whether a word may stand between "known" and a name: "in the story only as “"."""
    return token.pos_ in {"ADP", "DET", "ADV", "NOUN", "SCONJ"} or token.text in {"“", '"', "‘", "'"}


def _between(token: Token) -> bool:
    return bool(token.is_punct or token.pos_ in {"AUX", "ADV"} or token.tag_ == "WP")


# ------------------------------------------------------------------ after the name


def _apposition(name: Name, doc: Doc) -> Iterator[Run]:
    """Yield the apposition after a name, or the organisation it is said to be of."""
    at, comma = _past_name(name, doc)
    if at >= len(doc) or doc[at].is_space:
        return
    ahead = doc[at : at + PARENTHESES_REACH]
    of_body = doc[at].lower_ in word_set("affiliation") and any(t.ent_type_ == "ORG" for t in ahead)
    if not of_body and not (comma and _describes(doc, at)):
        return
    end = at
    while end < len(doc) and end - at < MAX_ROLE and not (end > at and _ends(doc[end])):
        end += 1
    while end > at and doc[end - 1].pos_ == "ADV":
        end -= 1
    yield past_article(doc, at), end


def _past_name(name: Name, doc: Doc) -> tuple[int, bool]:
    """Return what follows a name, its acronym, a comma and an age; and whether there is a comma."""
    at = name.end
    if at < len(doc) and doc[at].text == "(":
        closing = next((t.i for t in doc[at : at + PARENTHESES_REACH] if t.text == ")"), at)
        at = closing + 1
    comma = at < len(doc) and doc[at].text in DASHES
    at += comma
    if comma and at + 1 < len(doc) and doc[at].like_num and doc[at + 1].text == ",":
        at += 2
    return at, comma


def _ends(token: Token) -> bool:
    finite = token.pos_ in {"VERB", "AUX"} and token.tag_ not in {"VBG", "VBN"}
    return bool(finite or token.is_space or token.text in STOPS or token.lower_ in word_set("relative"))


def _describes(doc: Doc, at: int) -> bool:
    """Say whether a phrase that describes begins at ``at``, and no other clause."""
    token = doc[at]
    if (
        token.pos_ not in OPENS_PHRASE
        or token.tag_ in {"WP", "WDT"}
        or (token.pos_ == "VERB" and token.dep_ != "amod")
    ):
        return False
    nouns = (t for t in doc[at : at + PHRASE_REACH] if t.pos_ in {"NOUN", "PROPN"} and t.dep_ != "compound")
    head = next(nouns, None)
    if head is None or head.ent_type_ in {"DATE", "TIME", "PERSON"} or head.dep_ in OTHER_CLAUSE:
        return False
    return head.dep_ == "appos" or token.lower_ in word_set("opener") or is_title(head)
