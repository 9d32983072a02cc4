"""Find the names in one article: spaCy's, mended.

spaCy's small model knows most names and mistakes some: it takes "Muttaqi" for a place once and
for a person next time, keeps a title or a possessive, reads a headline's capitals as names. Such
slips are mended by the steps of ``STEPS``, in that order.
"""

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any

from sayso.records import Article, MentionKind

__all__ = [
    "STEPS",
    "Doc",
    "Name",
    "Page",
    "Token",
    "Tokens",
    "find_names",
    "is_title",
    "root_of",
    "word_set",
    "words",
]

Doc = Any  # spacy.tokens.Doc; spaCy is imported where it is loaded, not here
Token = Any
Tokens = Any  # spacy.tokens.Span

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
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Z][A-Za-z&.-]{1,9}")
CAMEL = re.compile(r"\b(?!Mc|Mac|De|Di|La|Le|O[’'])[A-Za-z]*[a-z][A-Z]\w*\b")  # "DeepDotWeb", "iKwiz"
PLURAL_ACRONYM = re.compile(r"[A-Z]+s")
HANDLE = re.compile(r"@\w+")
BODY, HEADLINE = 20, 1  # votes: spaCy's word on a name, in the text and in a headline
SURE, HINT, PLACE_HINT = 400, 40, 15  # "Rep." before it; another word that tells its kind; "in" before it
SURNAME = 1000  # a name that ends a person's full name is that person's
SURNAME_OF_PLACE = 30  # unless it is that of a place too
HEADLINE_CAPITALS = 0.6  # share of a headline's longer words that begin with a capital
HEADLINE_WORDS = 3
LONG_WORD = 4  # letters: from here a small word no more; up to here "US" and "Us" are two words
POST_REACH = 6  # words from a name to the post put beside it
ACRONYM_REACH = 25  # words that an acronym may spell


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a run of tokens; ``kind`` is None as long as it is not known."""

    start: int
    end: int
    kind: MentionKind | None
    of_source: bool = False


class Page:
    """What the steps look at: the doc, the sources, and the tokens that stand in headlines."""

    def __init__(self, doc: Doc, article: Article, sources: Sequence[Tokens]) -> None:
        """Take an article's doc and its sources as spans of tokens."""
        self.doc, self.article, self.sources = doc, article, sources
        self.headlines = _headlines(doc, article)

    def key(self, name: Name) -> str:
        """Return the name's words, lower case but for short acronyms: "UN" is not "Un"."""
        text = str(self.doc[name.start : name.end].text)
        return text if text.isupper() and len(text) <= LONG_WORD else text.lower()

    def in_headline(self, name: Name) -> bool:
        """Say whether the name stands where every word has a capital."""
        return name.start in self.headlines

    def neighbours(self, name: Name) -> tuple[str, str]:
        """Return the words before and after a name, lower case."""
        before = self.doc[name.start - 1].lower_.rstrip(".") if name.start else ""
        return before, self.doc[name.end].lower_ if name.end < len(self.doc) else ""


def find_names(page: Page) -> list[Name]:
    """Return the names in the order of the text; none overlaps another."""
    names: list[Name] = []
    for step in STEPS:
        names = step(names, page)
    return names


def root_of(source: Tokens) -> Token:
    """Return the word that a source hangs on; spaCy's own choice may be an article it misread."""
    outside = [t for t in source if t.head.i == t.i or not source.start <= t.head.i < source.end]
    return next((t for t in outside if t.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}), source.root)


def is_title(token: Token) -> bool:
    """Say whether a word may stand before a name as a title."""
    return token.lower_.rstrip(".") in words("titles.txt")


def _headlines(doc: Doc, article: Article) -> set[int]:
    """Return the tokens of lines that are written like a headline: capitals, no full stop."""
    found: set[int] = set()
    line: list[Token] = []
    for token in (*doc, None):
        if token is not None and not (token.is_space and "\n" in token.text):
            line.append(token)
            continue
        title = article.title_span
        if line and ((title is not None and title.start <= line[0].idx < title.end) or _is_headline(line)):
            found.update(t.i for t in line)
        line = []
    return found


def _is_headline(line: list[Token]) -> bool:
    long = [token for token in line if len(token.text) >= LONG_WORD and token.is_alpha]
    capitals = sum(token.text[0].isupper() for token in long)
    closed = line[-1].text in {".", "!", "?", "”", '"'}
    return len(long) >= HEADLINE_WORDS and not closed and capitals >= HEADLINE_CAPITALS * len(long)


# ------------------------------------------------------------------ steps


def _entities(_: list[Name], page: Page) -> list[Name]:
    """Take spaCy's names, cut at line ends, possessives and relative pronouns."""
    names = []
    for entity in page.doc.ents:
        if entity.label_ not in KINDS and entity.label_ not in DOUBTFUL:
            continue
        start = entity.start
        for at in range(entity.start, entity.end + 1):
            ends = at == entity.end or page.doc[at].is_space or page.doc[at].lower_ in word_set("relative")
            most = 1 if entity.label_ == "PERSON" else 2
            owner = at < entity.end - most and page.doc[at].text in POSSESSIVE
            if ends or owner:
                if at > start:
                    names.append(Name(start, at, None if owner and most > 1 else KINDS.get(entity.label_)))
                start = at + 1
    return names


def _source_heads(names: list[Name], page: Page) -> list[Name]:
    """Add the proper nouns that head a source and that spaCy took for no name."""
    taken = {at for name in names for at in range(name.start, name.end)}
    added: dict[int, Name] = {}
    for source in page.sources:
        head = root_of(source)
        whole = _with_handle(source, page) or _after_naming(source, page) or _all_capitals(source, page)
        if whole is not None:
            names = [name for name in names if name.end <= whole.start or whole.end <= name.start]
            added[whole.start] = whole
        elif head.i not in taken and _looks_like_name(head, page):
            start, end = head.i, head.i + 1
            while start > source.start and _capital(page.doc[start - 1]) and start - 1 not in taken:
                start -= 1
            while end < source.end and _capital(page.doc[end]) and end not in taken:
                end += 1
            added[start] = Name(start, end, None, of_source=True)
    return sorted([*names, *added.values()], key=lambda name: name.start)


def _with_handle(source: Tokens, page: Page) -> Name | None:
    """Return "Nick Kocher" of "Nick Kocher (@NickKocher)", or a handle alone."""
    handle = next((token.i for token in source if HANDLE.fullmatch(token.text)), None)
    if handle is None:
        return None
    named = handle - 1 > source.start and page.doc[handle - 1].text == "("
    return Name(source.start, handle - 1 if named else handle + 1, "person", of_source=True)


def _after_naming(source: Tokens, page: Page) -> Name | None:
    """Return "Kelly" of "one representative, identified only as “Kelly”"."""
    naming = next((token.i for token in source[:-1] if token.lower_ in word_set("naming")), None)
    if naming is None:
        return None
    start = naming + 1
    while start < source.end - 1 and (
        page.doc[start].lower_ in word_set("filler") or page.doc[start].is_punct
    ):
        start += 1
    body = any(token.lower_ in words("organizations.txt") for token in source)
    name = Name(start, source.end, "organization" if body else "person", of_source=True)
    return name if _capital(page.doc[start]) else None


def _all_capitals(source: Tokens, page: Page) -> Name | None:
    """Return a source that is a name as a whole, up to its apposition: "The Hollywood Reporter"."""
    end = next((token.i for token in source if token.text in {",", "("}), source.end)
    inner = [token for token in page.doc[source.start : end] if token.lower_ not in word_set("article")]
    if len(inner) <= 1 or source.start in page.headlines or inner[0].like_num or all(map(is_title, inner)):
        return None
    if inner[-1].ent_type_ in KINDS and inner[0].ent_type_ == inner[-1].ent_type_:
        return None
    if not all(token.text[0].isupper() or token.text == "-" or token.is_digit for token in inner):
        return None
    apposed = end < source.end and page.doc[end].text == ","
    return Name(inner[0].i, end, "person" if apposed else None, of_source=True)


def _capital(token: Token) -> bool:
    return bool(token.pos_ == "PROPN" and not token.text.islower())


def _looks_like_name(token: Token, page: Page) -> bool:
    """Say whether a word outside spaCy's names is one: odd capitals, or a capital without need."""
    text = token.text
    common = text.islower() or text.lower() in words("documents.txt") | word_set("pronoun")
    if common or not text[0].isalpha() or PLURAL_ACRONYM.fullmatch(text):
        return False
    if any(c.isupper() for c in text[1:]) and not text.isupper():
        return True
    if token.pos_ != "PROPN":
        return False
    opens = token.is_sent_start or (token.nbor(-1).is_sent_start and token.nbor(-1).pos_ == "DET")
    if not opens:
        return True
    others = (t for t in page.doc if t.text == text and t.i != token.i)
    return any(not t.is_sent_start and t.i not in page.headlines for t in others)


def _trimmed(names: list[Name], page: Page) -> list[Name]:
    """Take determiners, titles, possessives and punctuation off the ends of names."""
    doc, kept = page.doc, []
    for name in names:
        start, end = name.start, name.end
        while start < end and (doc[start].is_punct or doc[start].lower_ in word_set("article")):
            start += 1
        while end > start and (doc[end - 1].is_punct or doc[end - 1].text in POSSESSIVE):
            end -= 1
        kind = name.kind
        inner = [at for at in range(start, end - 1) if doc[at].lower_.rstrip(".") in word_set("inner_title")]
        if inner and kind != "person" and (inner[-1] > start or doc[start].lower_ in word_set("honorific")):
            start, kind = inner[-1] + 1, "person"
        while kind in {"person", None} and end - start > 1 and is_title(doc[start]):
            start += 1
        while kind == "person" and end - start > 1 and doc[end - 1].is_lower:
            end -= 1
        text = doc[start:end].text
        lone_title = end - start == 1 and is_title(doc[start])
        if (any(map(str.isupper, text)) or HANDLE.match(text)) and not lone_title:
            kept.append(replace(name, start=start, end=end, kind=kind))
    return kept


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
    for name in names:
        for start in range(name.start + 1, name.end if name.kind == "person" else 0):
            count = votes.get(page.key(replace(name, start=start)), Counter())
            count["person"] += SURNAME_OF_PLACE if count["place"] else SURNAME
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
    return "person" if name.start and is_title(page.doc[name.start - 1]) else "organization"


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
    _source_heads,
    _trimmed,
    _spelled_out,
    _voted,
    _trimmed,
    _sensible,
    _everywhere,
)


# ------------------------------------------------------------------ words


@lru_cache
def words(file: str) -> frozenset[str]:
    """Return the words of a data file."""
    return frozenset(word for line in _lines(file) for word in line.split())


@lru_cache
def word_set(kind: str) -> frozenset[str]:
    """Return the words of one class in ``data/name_words.txt``.

    >>> "which" in word_set("relative")
    True
    """
    rows = (line.split("\t") for line in _lines("name_words.txt"))
    return frozenset(word for name, row in rows if name == kind for word in row.split())


def _lines(file: str) -> list[str]:
    text = (resources.files(__package__) / "data" / file).read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
