"""Find the names in one article, what stands beside them, and the words that name each source.

spaCy's small model knows most names and mistakes some: it takes "Muttaqi" for a place once and
for a person next time, keeps a title or a possessive, reads a headline's capitals as names. Such
slips are mended here by the steps of ``STEPS``, in that order. Who a mention is, within an
article and across articles, is left to the resolve stage.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from importlib import resources
from typing import Any

from sayso.records import Article, Attribution, Mention, MentionKind, Span

__all__ = ["find_mentions"]

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
PRONOUNS = frozenset(
    "i we he she it they you me us him her them my our his its their who which that "
    "himself herself itself themselves".split()
)
POSSESSIVE = frozenset({"'s", "’s", "'", "’"})
ACRONYM = re.compile(r"(?=(?:[^A-Z]*[A-Z]){2})[A-Z][A-Za-z&.-]{1,9}")
HANDLE = re.compile(r"@\w+")
ADDRESS = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir"})
ROLE_WORDS = frozenset({"NOUN", "PROPN", "ADJ", "NUM", "PART"})
AFFILIATION = frozenset({"of", "from", "with", "at"})
NAMING = frozenset({"named", "called", "identified", "nicknamed", "dubbed", "known"})
SURNAME = 1000  # votes: a name that ends a person's full name is that person's
MAX_ROLE = 25  # words
HEADLINE_CAPITALS = 0.6  # share of a headline's longer words that begin with a capital


@dataclass(frozen=True, slots=True)
class Name:
    """A name as a run of tokens; ``kind`` is None as long as it is not known."""

    start: int
    end: int
    kind: MentionKind | None
    of_source: bool = False


def find_mentions(doc: Doc, article: Article, attributions: Sequence[Attribution]) -> tuple[Mention, ...]:
    """Return the names in ``doc`` and the pronouns, nominals and documents that are sources.

    ``doc`` is spaCy's of the whole ``article.text``. The mentions come in the order of the text.
    """
    sources = [source for source in (_tokens_of(doc, one.source) for one in attributions) if source is not None]
    page = Page(doc, article, sources)
    names: list[Name] = []
    for step in STEPS:
        names = step(names, page)
    found = {(name.start, name.end): _mention(page, name, _roles(name, page)) for name in names if name.kind is not None}
    for source in sources:
        for start, end, kind, role in _speakers(source, names, page):
            known = found.get((start, end))
            roles = tuple(sorted({*(known.roles if known else ()), *role}))
            found[start, end] = _mention(page, Name(start, end, known.kind if known else kind), roles)
    return tuple(sorted(found.values(), key=lambda one: (one.start, one.end)))


class Page:
    """What the steps look at: the doc, the sources, and the tokens that stand in headlines."""

    def __init__(self, doc: Doc, article: Article, sources: list[Tokens]) -> None:
        self.doc, self.article, self.sources = doc, article, sources
        self.headlines = _headlines(doc, article)

    def key(self, name: Name) -> str:
        """Return the name's words, lower case."""
        return str(self.doc[name.start : name.end].text.lower())

    def in_headline(self, name: Name) -> bool:
        """Say whether the name stands where every word has a capital."""
        return name.start in self.headlines


def _tokens_of(doc: Doc, spans: Sequence[Span]) -> Tokens:
    """Return a source as tokens, the first piece of several, None where there is none."""
    for start, end in spans:
        piece = doc.char_span(start, end, alignment_mode="expand")
        while piece is not None and len(piece) > 1 and (piece[-1].is_punct or piece[-1].is_space):
            piece = piece[:-1]
        if piece is not None and len(piece):
            return piece
    return None


def _headlines(doc: Doc, article: Article) -> set[int]:
    """Return the tokens of lines that are written like a headline: capitals, no full stop."""
    found: set[int] = set()
    line: list[Token] = []
    for token in (*doc, None):
        if token is not None and not (token.is_space and "\n" in token.text):
            line.append(token)
            continue
        words = [t for t in line if len(t.text) > 3 and t.is_alpha]
        capitals = sum(t.text[0].isupper() for t in words)
        title = article.title_span
        if line and (
            (title is not None and title.start <= line[0].idx < title.end)
            or (len(words) > 2 and line[-1].text not in {".", "!", "?", "”", '"'} and capitals >= HEADLINE_CAPITALS * len(words))
        ):
            found.update(t.i for t in line)
        line = []
    return found


# ------------------------------------------------------------------ names


def _entities(_: list[Name], page: Page) -> list[Name]:
    """Take spaCy's names, cut at line ends."""
    names = []
    for entity in page.doc.ents:
        if entity.label_ not in KINDS and entity.label_ not in DOUBTFUL:
            continue
        start = entity.start
        for at in range(entity.start, entity.end + 1):
            if at == entity.end or page.doc[at].is_space or page.doc[at].lower_ in {"that", "who", "which"}:
                if at > start:
                    names.append(Name(start, at, KINDS.get(entity.label_)))
                start = at + 1
    return names


def _source_heads(names: list[Name], page: Page) -> list[Name]:
    """Add the proper nouns that head a source and that spaCy took for no name."""
    taken = {at for name in names for at in range(name.start, name.end)}
    added: dict[int, Name] = {}
    for source in page.sources:
        head = _root(source)
        whole = _whole_name(source, page)
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


def _whole_name(source: Tokens, page: Page) -> Name | None:
    """Return a source that is a name as a whole: "Nick Kocher (@NickKocher)", "The Hollywood Reporter"."""
    handle = next((token.i for token in source if HANDLE.fullmatch(token.text)), None)
    if handle is not None:
        end = handle - 1 if handle - 1 > source.start and page.doc[handle - 1].text == "(" else handle + 1
        return Name(source.start, end, "person", of_source=True)
    naming = next((token.i for token in source[:-1] if token.lower_ in NAMING), None)
    if naming is not None:
        start = naming + 1
        while start < source.end - 1 and (page.doc[start].lower_ in {"only", "as"} or page.doc[start].is_punct):
            start += 1
        kind: MentionKind = "organization" if any(t.lower_ in _lines("organizations.txt") for t in source) else "person"
        return Name(start, source.end, kind, of_source=True) if _capital(page.doc[start]) else None
    end = next((token.i for token in source if token.text in {",", "("}), source.end)
    words = [token for token in page.doc[source.start : end] if token.lower_ not in {"the", "a", "an"}]
    if len(words) < 2 or source.start in page.headlines or words[0].like_num or all(map(_is_title, words)):
        return None
    if any(w.ent_type_ in KINDS for w in words[-1:]) and words[0].ent_type_ == words[-1].ent_type_:
        return None
    if all(w.text[0].isupper() or w.text == "-" or w.is_digit for w in words):
        return Name(words[0].i, end, "person" if end < source.end and page.doc[end].text == "," else None, of_source=True)
    return None


def _root(source: Tokens) -> Token:
    """Return the word that a source hangs on; spaCy's own choice may be an article it misread."""
    outside = [t for t in source if (t.head.i < source.start or t.head.i >= source.end or t.head.i == t.i) and not t.is_punct]
    return next((t for t in outside if t.pos_ in {"NOUN", "PROPN", "PRON", "NUM"}), source.root)


def _capital(token: Token) -> bool:
    return bool(token.pos_ == "PROPN" and not token.text.islower())


def _looks_like_name(token: Token, page: Page) -> bool:
    """Say whether a word outside spaCy's names is one: odd capitals, or a capital without need."""
    text = token.text
    if text.islower() or text.lower() in _lines("documents.txt") or text.lower() in PRONOUNS or not text[0].isalpha():
        return False
    if any(c.isupper() for c in text[1:]) and not text.isupper():
        return True
    if token.pos_ != "PROPN":
        return False
    opening = token.is_sent_start or (token.nbor(-1).is_sent_start and token.nbor(-1).pos_ == "DET")
    return not opening or any(t.text == text and not t.is_sent_start and t.i not in page.headlines for t in page.doc if t.i != token.i)


def _trimmed(names: list[Name], page: Page) -> list[Name]:
    """Take determiners, titles, possessives and punctuation off the ends of names."""
    kept = []
    for name in names:
        start, end = name.start, name.end
        words = page.doc
        while start < end and (words[start].is_punct or words[start].lower_ in {"the", "a", "an"}):
            start += 1
        while end > start and (words[end - 1].is_punct or words[end - 1].text in POSSESSIVE):
            end -= 1
        while name.kind in {"person", None} and end - start > 1 and _is_title(words[start]):
            start += 1
        named = any(map(str.isupper, words[start:end].text)) or HANDLE.match(words[start:end].text)
        if end > start and named and not (end - start == 1 and _is_title(words[start])):
            kept.append(replace(name, start=start, end=end))
    return kept


def _is_title(token: Token) -> bool:
    return token.lower_.rstrip(".") in _lines("titles.txt")


def _voted(names: list[Name], page: Page) -> list[Name]:
    """Give each name the kind that spaCy gives it most; a surname that of its full name."""
    votes: dict[str, Counter[MentionKind]] = {}
    for name in names:
        count = votes.setdefault(page.key(name), Counter())
        if name.kind is not None:
            count[name.kind] += 1 if page.in_headline(name) else 20
        before = page.doc[name.start - 1].lower_.rstrip(".") if name.start else ""
        count["person"] += 40 * (before in ADDRESS)
        count["organization"] += 40 * (before in _lines("organizations.txt") and page.doc[name.start - 1].is_lower)
    for name in names:
        for start in range(name.start + 1, name.end if name.kind == "person" else 0):
            count = votes.get(page.key(replace(name, start=start)), Counter())
            count["person"] += 30 if count["place"] else SURNAME
    return [replace(name, kind=_winner(votes[page.key(name)], name, page)) for name in names]


def _winner(count: Counter[MentionKind], name: Name, page: Page) -> MentionKind | None:
    if count.total():
        return max(count, key=lambda kind: (count[kind], kind == name.kind, kind))
    if not name.of_source:
        return None
    before = page.doc[name.start - 1] if name.start else None
    return "person" if before is not None and _is_title(before) else "organization"


def _sensible(names: list[Name], page: Page) -> list[Name]:
    """Drop what is no name after all: adjectives of nations, a headline's capitals, the unknown."""
    body = {page.key(name) for name in names if not page.in_headline(name)}
    sources = {at for source in page.sources for at in range(source.start, source.end)}
    kept = []
    for name in names:
        last = page.doc[name.end - 1]
        adjective = name.kind == "group" and last.tag_ not in {"NNS", "NNPS"} and (last.pos_ == "ADJ" or last.dep_ in {"amod", "compound"})
        loose = page.in_headline(name) and page.key(name) not in body and name.start not in sources
        if name.kind is not None and not adjective and not loose:
            kept.append(name)
    return kept


def _everywhere(names: list[Name], page: Page) -> list[Name]:
    """Find each person's and organisation's name also where spaCy overlooked it."""
    taken = {at for name in names for at in range(name.start, name.end)}
    known: dict[str, list[tuple[tuple[str, ...], MentionKind | None]]] = {}
    for name in names:
        words = tuple(token.text for token in page.doc[name.start : name.end])
        entry = (words, name.kind)
        if name.kind is not None and len(words[0]) > 2 and entry not in known.setdefault(words[0], []):
            known[words[0]].append(entry)
            if len(words) > 1 and name.kind == "person" and len(words[-1]) > 2:
                known.setdefault(words[-1], []).append(((words[-1],), "person"))
    found = list(names)
    for at, token in enumerate(page.doc):
        for words, kind in sorted(known.get(token.text, ()), key=lambda entry: -len(entry[0])):
            span = range(at, at + len(words))
            if taken.isdisjoint(span) and tuple(t.text for t in page.doc[at : at + len(words)]) == words:
                found.append(Name(at, at + len(words), kind))
                taken.update(span)
                break
    return sorted(found, key=lambda name: name.start)


def _spelled_out(names: list[Name], page: Page) -> list[Name]:
    """Join what an acronym in parentheses spells: "Islamic State of Iraq and Syria (ISIS)"."""
    doc = page.doc
    full: set[tuple[str, ...]] = set()
    for at in range(2, len(doc) - 1):
        if doc[at - 1].text == "(" and doc[at + 1].text == ")" and ACRONYM.fullmatch(doc[at].text):
            letters = [c for c in doc[at].text if c.isupper()]
            start = at - 1
            while start > 0 and letters and at - start < MAX_ROLE and not doc[start - 1].is_space:
                start -= 1
                if doc[start].text[0].isupper():
                    if doc[start].text[0] != letters.pop():
                        break
            else:
                if not letters:
                    full.add(tuple(token.text for token in doc[start : at - 1]))
    for words in sorted(full):
        for at in range(len(doc) - len(words) + 1):
            if doc[at].text == words[0] and tuple(token.text for token in doc[at : at + len(words)]) == words:
                whole = Name(at, at + len(words), "organization")
                names = [name for name in names if name.end <= whole.start or name.start >= whole.end]
                names.append(whole)
    return sorted(names, key=lambda name: name.start)


Step = Callable[[list[Name], Page], list[Name]]
STEPS: tuple[Step, ...] = (_entities, _source_heads, _trimmed, _spelled_out, _voted, _sensible, _everywhere)


# ------------------------------------------------------------------ roles and acronyms


def _mention(page: Page, name: Name, roles: tuple[Span, ...]) -> Mention:
    doc = page.doc
    kind = name.kind
    if kind is None:
        raise AssertionError("only names of a known kind become mentions")
    return Mention(
        article=page.article.id,
        start=doc[name.start].idx,
        end=doc[name.end - 1].idx + len(doc[name.end - 1]),
        kind=kind,
        roles=roles,
        acronym=_acronym(page.article.text, doc[name.end - 1].idx + len(doc[name.end - 1])) if kind in {"organization", "place"} else None,
    )


def _acronym(text: str, end: int) -> Span | None:
    """Return the acronym in parentheses right after a name's ``end``."""
    match = re.compile(rf"\s?\(({ACRONYM.pattern})\)").match(text, end)
    return Span(*match.span(1)) if match else None


def _roles(name: Name, page: Page) -> tuple[Span, ...]:
    """Return what stands before and after a name to say what it is."""
    if name.kind not in {"person", "organization"}:
        return ()
    found = {_span(page, *run) for run in (*_role_before(name, page), *_roles_after(name, page)) if run[0] < run[1]}
    return tuple(sorted(found))


def _span(page: Page, start: int, end: int) -> Span:
    doc = page.doc
    return Span(doc[start].idx, doc[end - 1].idx + len(doc[end - 1]))


def _role_before(name: Name, page: Page) -> Iterator[tuple[int, int]]:
    """Yield the words of the name's own phrase before it, or the phrase that it is put beside."""
    doc = page.doc
    root = doc[name.start : name.end].root
    edge = root.left_edge.i
    start = name.start
    while start > 0 and start > name.start - MAX_ROLE:
        token = doc[start - 1]
        fits = token.pos_ in ROLE_WORDS or token.dep_ in {"amod", "compound"} or token.text in {"-", *POSSESSIVE}
        own = start - 1 >= edge or start - 1 < token.head.i < name.end or _is_title(token)
        joined = token.lower_ == "and" and start < name.start and doc[start - 2].pos_ in {"NOUN", "PROPN"} and start - 1 > edge
        if token.is_sent_end or token.is_space or not (fits or joined) or not own:
            break
        start -= 1
    while start < name.start and (doc[start].is_punct or doc[start].text in POSSESSIVE):
        start += 1
    if start < name.start and (page.doc[name.start - 1].pos_ != "ADJ" or _is_title(page.doc[name.start - 1])):
        yield start, name.start
    elif root.dep_ == "appos" and root.head.i < name.start and (root.head.pos_ == "NOUN" or _is_title(root.head)):
        comma = name.start - 1
        low = _past_determiner(doc, root.head.left_edge.i)
        if doc[comma].text == "," and comma - low <= MAX_ROLE:
            yield low, comma


def _roles_after(name: Name, page: Page) -> Iterator[tuple[int, int]]:
    """Yield the appositions after a name, and the organisation it is said to be of."""
    doc = page.doc
    at = name.end
    if at < len(doc) and doc[at].text == "(":
        closing = next((t.i for t in doc[at : at + 5] if t.text == ")"), None)
        at = at + 1 if closing is None else closing + 1
    comma = at < len(doc) and doc[at].text in {",", "–", "—"}
    at += comma
    if comma and at + 1 < len(doc) and doc[at].like_num and doc[at + 1].text == ",":
        at += 2
    if at >= len(doc) or doc[at].is_space:
        return
    of_name = doc[at].lower_ in AFFILIATION and any(t.ent_type_ == "ORG" for t in doc[at : at + 5])
    chunk_root = _phrase_root(doc, at, name)
    if not of_name and (not comma or chunk_root is None):
        return
    end = at
    stop = {",", ";", ".", "–", "—", "”", '"', ":", "“"}
    while end < len(doc) and end - at < MAX_ROLE and doc[end].text not in stop and not doc[end].is_space:
        if end > at and (doc[end].pos_ in {"VERB", "AUX"} and doc[end].tag_ not in {"VBG", "VBN"} or doc[end].lower_ in {"who", "which", "that"}):
            break
        end += 1
    while end > at and doc[end - 1].pos_ == "ADV":
        end -= 1
    yield _past_determiner(doc, at), end


def _phrase_root(doc: Doc, at: int, name: Name) -> Token | None:
    """Return the head of an apposition that begins at ``at``, None where another clause begins."""
    token = doc[at]
    if token.pos_ not in {"DET", "ADJ", "NOUN", "PROPN", "PRON", "VERB", "NUM"} or token.tag_ in {"WP", "WDT"}:
        return None
    head = next((t for t in doc[at : at + 8] if t.pos_ in {"NOUN", "PROPN"} and t.dep_ != "compound" and t.head.i != t.i - 0), None)
    if head is None or head.ent_type_ in {"DATE", "TIME"} or head.dep_ in {"nsubj", "nsubjpass", "dobj", "pobj"}:
        return None
    if token.pos_ == "VERB" and token.dep_ != "amod":
        return None
    return head if head.dep_ == "appos" or token.lower_ in {"a", "an", "the", "former", "its", "his", "her", "their"} or _is_title(head) else None


def _past_determiner(doc: Doc, at: int) -> int:
    return at + (doc[at].lower_ in {"the", "a", "an"})


# ------------------------------------------------------------------ sources


Speaker = tuple[int, int, MentionKind, tuple[Span, ...]]


def _speakers(source: Tokens, names: list[Name], page: Page) -> Iterator[Speaker]:
    """Yield the mention that names a source, with its role there; and the antecedent of a relative."""
    root = _root(source)
    inside = [name for name in names if source.start <= name.start and name.end <= source.end]
    if root.lower_ in PRONOUNS and len(source) <= 2:
        if root.lower_ in {"who", "which", "that"}:
            yield from _antecedent(root, names)
        yield root.i, root.i + 1, "pronoun", ()
        return
    name = _name_of(source, inside, page)
    if name is not None and name.kind is not None:
        start, end = _past_determiner(page.doc, source.start), name.start
        while end > start and (page.doc[end - 1].is_punct or page.doc[end - 1].lower_ in NAMING | {"only", "as"}):
            end -= 1
        yield name.start, name.end, name.kind, (_span(page, start, end),) if start < end else ()
        return
    kind: MentionKind = "document" if _head_noun(source).lower_ in _lines("documents.txt") else "nominal"
    yield source.start, source.end, kind, ()


def _head_noun(source: Tokens) -> Token:
    """Return the noun that a source is about: its root, or the last noun before a preposition."""
    if _root(source).pos_ in {"NOUN", "PROPN", "PRON"}:
        return _root(source)
    nouns = [token for token in source if token.pos_ in {"NOUN", "PROPN"}]
    return nouns[0] if nouns else _root(source)


def _name_of(source: Tokens, inside: list[Name], page: Page) -> Name | None:
    """Return the name ``inside`` a source that is who speaks, and no owner or part of it."""
    root = _root(source)
    for name in inside:
        own = page.doc[name.start : name.end].root
        rest = page.doc[source.start : name.start]
        after = page.doc[name.end] if name.end < source.end else None
        if name.start <= root.i < name.end:
            joined = any(t.i < source.end and any(n.start <= t.i < n.end for n in inside) for t in root.conjuncts)
            common = name.kind != "person" and any(t.pos_ == "ADJ" and t.is_lower for t in rest) and name.end - name.start == 1
            return None if joined or common else name
        noun_follows = after is not None and after.i == root.i and root.lower_ in _lines("organizations.txt")
        if (
            (own.dep_ == "appos" and own.head.i == root.i)
            or (noun_follows and name.kind != "place")
            or (len(rest) and {t.lower_ for t in rest[-4:]} & NAMING)
            or (after is None and name.kind == "person" and _put_before(rest, inside))
        ):
            return name
    return None


def _put_before(rest: Tokens, inside: list[Name]) -> bool:
    """Say whether ``rest`` only tells what the person named after it is: "Pentagon spokesman", "CNN's"."""
    if not any(token.pos_ in {"ADP", "VERB"} for token in rest):
        return True
    if any(token.lower_ in {"for", "by", "to", "and"} for token in rest):
        return False
    return rest[-1].text == "," or any(name.end == rest.end for name in inside)


def _antecedent(relative: Token, names: list[Name]) -> Iterator[Speaker]:
    """Yield the phrase that "who" takes up, where it is no name."""
    noun = next((a for a in relative.ancestors if a.dep_ != "conj" and a.i < relative.i and a.pos_ in {"NOUN", "PROPN", "PRON"}), None)
    if noun is None or any(name.start <= noun.i < name.end for name in names):
        return
    end = relative.i
    while end > noun.i + 1 and (relative.doc[end - 1].is_punct or relative.doc[end - 1].is_space):
        end -= 1
    yield noun.left_edge.i, end, "nominal", ()


@lru_cache
def _lines(file: str) -> frozenset[str]:
    """Return the words of a data file."""
    lines = (resources.files(__package__) / "data" / file).read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
