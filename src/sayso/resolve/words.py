"""Read a phrase that names nobody ("the acting foreign minister"): its head, its number, what it is about.

Facts about words stand in ``data/``; here is how they are applied. There is no syntax at hand in
this stage, so the head of a phrase is found from its shape.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

__all__ = ["Phrase", "gender_of", "lines", "nouns", "phrase"]

DEFINITE = frozenset("the this that these those his her its their our my your said such".split())
INDEFINITE = frozenset(
    "a an one another some several many few two three four five six seven multiple numerous various other others "
    "no any every each more most certain different hundreds dozens thousands at least only".split()
)
COUNTED = frozenset("one some many several number most hundreds dozens thousands majority couple few two three both all".split())
CUT = re.compile(
    r"\s*(?:[,;:()“”\"–—]|\b(?:of|for|from|in|at|with|on|by|to|about|near|inside|outside|within|close|familiar|who|which|"
    r"whose|that|as|against|among|behind|over|under|between|speaking|tweeting|writing|working|posted|is|are|was|were)\b)"
)
PARTICIPLE = re.compile(r"\s\w+(?:ed|ing|ken|wn)(?=\s+(?:by|on|as|in|to|with|at|from|only|over|for)\b|$)")
WORD = re.compile(r"[\w@#$%&.’'-]*\w")
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])(?=\s)")
PLURAL = frozenset("people police media press authorities troops militants insurgents folks men women".split())
SINGULAR_S = frozenset("news press congress business boss series witness hostess actress princess waitress campus".split())


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase without a name: ``head`` is its noun, lower case, singular.

    ``words`` are all its words, lower case, without the determiner. ``owner`` is what stands
    before a possessive ("Plant" in "Plant's publicist"), ``tail`` what follows the head
    ("on DeepDotWeb").
    """

    text: str
    words: tuple[str, ...]
    head: str
    plural: bool
    definite: bool
    owner: str = ""
    tail: str = ""

    def is_a(self, kind: str) -> bool:
        """Say whether the head is a noun of that class in ``data/nouns.txt``."""
        return self.head in nouns(kind)


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
        return Phrase(clean, (), "", plural=False, definite=False)
    determiner = words[0]
    definite = determiner in DEFINITE
    owned = list(POSSESSIVE.finditer(clean))
    core, tail, owner = clean, "", ""
    counted = re.match(r"(?:(?:at least|a|the|an?other|only)\s+)?(?:large\s+)?(\w+)(?:\s\(\d+%\))?\s+of\s+(?=\w)", clean, re.IGNORECASE)
    single = determiner in {"one", "another", "a", "an", "each"}
    if counted and counted.group(1).lower() in COUNTED:
        core, definite = clean[counted.end() :], False
        single = counted.group(1).lower() == "one"
        owned = list(POSSESSIVE.finditer(core))
    cut = _cut(core)
    if owned and owned[-1].end() <= cut:
        at = owned[-1]
        owner = re.sub(r"^(?:the|a|an)\s+", "", core[: at.start()], flags=re.IGNORECASE)
        core, cut = core[at.end() :].strip(), cut - at.end() - 1
        definite = definite or not counted
    tail = core[cut:].strip()
    kernel = WORD.findall(core[:cut]) or list(words)
    last = kernel[-1].lower()
    head = _singular(last)
    plural = last in PLURAL or (head != last and not single)
    body = words[1:] if determiner in DEFINITE | {"a", "an"} and len(words) > 1 else words
    return Phrase(clean, body, head, plural=plural, definite=definite and determiner not in INDEFINITE, owner=owner, tail=tail)


def _cut(text: str) -> int:
    """Return where a phrase's kernel ends and its complements begin."""
    first = WORD.match(text)
    start = first.end() if first else 0
    ends = [match.start() for match in (CUT.search(text, start), PARTICIPLE.search(text, start)) if match]
    return min(ends, default=len(text))


def _singular(word: str) -> str:
    if word in SINGULAR_S or word in {"authorities", "media", "police"}:
        return word
    if word in {"men", "women", "people", "children"}:
        return {"men": "man", "women": "woman", "people": "people", "children": "child"}[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if re.search(r"(?:ss|sh|ch|x)es$", word):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") and len(word) > 3 or word == "mps" else word


def gender_of(roles: str) -> str | None:
    """Return "he" or "she" where somebody's roles tell, else None.

    >>> gender_of("a spokeswoman for the council")
    'she'
    """
    words = set(re.findall(r"\w+", roles.lower()))
    he, she = bool(words & _genders("he")), bool(words & _genders("she"))
    return None if he == she else "he" if he else "she"


@lru_cache
def lines(file: str) -> tuple[str, ...]:
    """Return the lines of a data file that are no comments."""
    text = (resources.files(__package__) / "data" / file).read_text("utf-8")
    return tuple(line for line in text.splitlines() if line and not line.startswith("#"))


@lru_cache
def nouns(kind: str) -> frozenset[str]:
    """Return the nouns of one class."""
    rows = (line.split("\t") for line in lines("nouns.txt"))
    return frozenset(word for name, words in rows if name == kind for word in words.split())


@lru_cache
def _genders(pronoun: str) -> frozenset[str]:
    rows = (line.split("\t") for line in lines("genders.txt"))
    return frozenset(word for name, words in rows if name == pronoun for word in words.split())
