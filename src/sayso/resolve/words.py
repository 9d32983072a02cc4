"""Read a phrase that names nobody ("the acting foreign minister"): its head, its number, what it is about.

Facts about words stand in ``data/``; here is how they are applied. There is no syntax at hand in
this stage, so the head of a phrase is found from its shape.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

__all__ = [
    "Phrase",
    "covers",
    "family",
    "gender_of",
    "is_hearsay",
    "is_personal",
    "lines",
    "nouns",
    "phrase",
    "word_set",
]

WORD = re.compile(r"[\w@#$%&.’'-]*\w")
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])(?=\s)")
PARTICIPLE = re.compile(  # "sources briefed on it"
    r"\s\w+(?:ed|ing|ken|wn)(?=\s+(?:by|on|as|in|to|with|at|from|only|over|for|online)\b)"
)
COUNT = re.compile(
    r"(?:(?:at least|a|the|an?other|only)\s+)?(?:large\s+)?(\w+)(?:\s\(\d+%\))?\s+of\s+(?=\w)", re.IGNORECASE
)
IRREGULAR = {"men": "man", "women": "woman", "children": "child", "mps": "mp"}
PERSONAL = re.compile(r"(?:er|or|ist|ian|ant|ent|man|woman|person|boy|girl|eon|ee|eer|-old|one|kid|child)$")
SHORT = 3  # letters of a word whose final s is its own


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase without a name: ``head`` is its noun, lower case, singular.

    ``words`` are all its words, lower case, without the article. ``modifiers`` is what stands
    right before the head, as written ("senior", "Iraqi"); ``owner`` what stands before a
    possessive ("Plant" in "Plant's publicist"); ``tail`` what follows ("on DeepDotWeb").
    """

    text: str
    words: tuple[str, ...] = ()
    head: str = ""
    plural: bool = False
    definite: bool = False
    modifiers: tuple[str, ...] = ()
    owner: str = ""
    tail: str = ""

    def is_a(self, kind: str) -> bool:
        """Say whether the head is a noun of that class in ``data/nouns.txt``."""
        return self.head in nouns(kind)

    @property
    def proper(self) -> frozenset[str]:
        """Return the modifiers that are proper words: "Iraqi"."""
        return frozenset(word for word in self.modifiers if word[:1].isupper())


@lru_cache(maxsize=4096)
def phrase(text: str) -> Phrase:
    """Take a phrase apart.

    >>> phrase("a senior Iraqi security official").head
    'official'
    >>> phrase("One of his friends").head, phrase("One of his friends").plural
    ('friend', False)
    >>> phrase("Robert Plant’s publicist").owner
    'Robert Plant'
    """
    clean = re.sub(r"\s+", " ", text).strip(" ,.;:“”\"'‘’")
    words = tuple(word.lower() for word in WORD.findall(clean))
    if not words:
        return Phrase(clean)
    determiner = words[0]
    core, definite = (
        re.sub(r"[“”\"]", "", clean),
        determiner in word_set("definite") and determiner not in word_set("indefinite"),
    )
    single = determiner in word_set("single")
    counted = COUNT.match(core)
    if counted and counted.group(1).lower() in word_set("counted"):
        core, definite, single = core[counted.end() :], False, counted.group(1).lower() == "one"
    else:
        counted = None
    owner, core, owned = _split_owner(core)
    kernel, tail = _split_tail(core)
    inner = WORD.findall(kernel) or list(words)
    head = _singular(inner[-1].lower())
    plural = inner[-1].lower() in word_set("plural") or (
        head != _one_spelling(inner[-1].lower()) and not single
    )
    outer = word_set("definite") | word_set("indefinite")
    return Phrase(
        text=clean,
        words=words[1:]
        if determiner in word_set("definite") | word_set("article") and len(words) > 1
        else words,
        head=head,
        plural=plural,
        definite=definite or (owned and counted is None),
        modifiers=tuple(word for word in inner[:-1] if word.lower() not in outer),
        owner=owner,
        tail=tail,
    )


def _split_owner(text: str) -> tuple[str, str, bool]:
    """Return the owner before a phrase's last possessive, the rest, and whether there is one."""
    owned = [match for match in POSSESSIVE.finditer(text) if match.end() <= _cut(text)]
    if not owned:
        return "", text, False
    owner = re.sub(r"^(?:the|a|an)\s+", "", text[: owned[-1].start()], flags=re.IGNORECASE)
    return owner, text[owned[-1].end() :].strip(), True


def _split_tail(text: str) -> tuple[str, str]:
    """Return a phrase up to its head, and the complements after it."""
    cut = _cut(text)
    return text[:cut], text[cut:].strip()


def _cut(text: str) -> int:
    """Return where a phrase's kernel ends and its complements begin."""
    first = WORD.match(text)
    start = first.end() if first else 0
    ends = [
        match.start()
        for match in (_complement().search(text, start), PARTICIPLE.search(text, start))
        if match
    ]
    return min(ends, default=len(text))


def _singular(word: str) -> str:
    word = _one_spelling(word)
    if word in IRREGULAR or word in word_set("whole"):
        return IRREGULAR.get(word, word)
    if word.endswith("ies") and len(word) > SHORT + 1:
        return word[:-3] + "y"
    if re.search(r"(?:ss|sh|ch|x)es$", word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > SHORT else word


def _one_spelling(word: str) -> str:
    return word.replace("rumour", "rumor")


def is_hearsay(text: str) -> bool:
    """Say whether a phrase is what goes about, with nobody behind it: "rumours", "several reports".

    >>> is_hearsay("Rumours"), is_hearsay("local media reports"), is_hearsay("a report")
    (True, True, False)
    """
    said = phrase(text)
    if said.owner or said.tail.startswith(("by", "from", "in ")) or said.proper:
        return False
    return said.is_a("hearsay") and (said.plural or not said.is_a("writing"))


def is_personal(said: Phrase) -> bool:
    """Say whether a phrase without a name is one that "he" or "she" can mean.

    >>> is_personal(phrase("a senior official")), is_personal(phrase("the piece")), is_personal(phrase("43"))
    (True, False, False)
    """
    kinds = ("source", "person", "group", "post", "office", "headship")
    return (
        any(map(said.is_a, kinds)) or said.head in word_set("kin") or PERSONAL.search(said.head) is not None
    )


def gender_of(roles: str) -> str | None:
    """Return "he" or "she" where somebody's roles tell, else None.

    >>> gender_of("a spokeswoman for the council")
    'she'
    """
    words = set(re.findall(r"\w+", roles.lower()))
    he, she = (bool(words & _classes("genders.txt")[pronoun]) for pronoun in ("he", "she"))
    return None if he == she else "he" if he else "she"


def covers(noun: str) -> frozenset[str]:
    """Return a noun and those that it may take up: an official may be a spokesman.

    >>> "sheikh" in covers("cleric")
    True
    """
    return _classes("kinds_of.txt").get(noun, frozenset()) | {noun}


def family(noun: str) -> frozenset[str]:
    """Return the nouns that can stand for one organisation together with this one.

    >>> "front" in family("group")
    True
    """
    return next((words for words in _families() if noun in words), frozenset({noun}))


# ------------------------------------------------------------------ data files


@lru_cache
def lines(file: str) -> tuple[str, ...]:
    """Return the lines of a data file that are no comments."""
    text = (resources.files(__package__) / "data" / file).read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


def word_set(kind: str) -> frozenset[str]:
    """Return the words of one class in ``data/small_words.txt``."""
    return _classes("small_words.txt")[kind]


def nouns(kind: str) -> frozenset[str]:
    """Return the nouns of one class in ``data/nouns.txt``."""
    return _classes("nouns.txt")[kind]


@lru_cache
def _classes(file: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in lines(file):
        kind, words = line.split("\t")
        found[kind] = found.get(kind, frozenset()).union(words.split())
    return found


@lru_cache
def _families() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(line.split()) for line in lines("families.txt"))


@lru_cache
def _complement() -> re.Pattern[str]:
    words = "|".join(sorted(word_set("complement"), key=len, reverse=True))
    return re.compile(rf"\s*(?:[,;:()“”\"–—]|\b(?:{words})\b)")
