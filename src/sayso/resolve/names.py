"""Compare names: of people across spellings, of organisations across short forms and acronyms.

Nothing here knows where a name stands; it only says whether two forms can be one name.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from nicknames import NickNamer
from rapidfuzz import fuzz

from sayso.resolve.words import lines, nouns, word_set

__all__ = [
    "PersonName",
    "bare_org_key",
    "ends_with",
    "initials",
    "org_kernel",
    "org_key",
    "other_names",
    "person_name",
    "same_org_form",
    "same_person",
    "sound",
    "variant",
]

SOUNDS = (("ph", "f"), ("gh", "g"), ("kh", "k"), ("dh", "d"), ("th", "t"), ("ck", "k"), ("ch", "c"))
LETTERS = str.maketrans("qgcjxvzyw", "kkkkkfs  ")
VARIANT = 90.0  # rapidfuzz ratio from which two long spellings are one without further evidence
SOUND_ALIKE = 55.0  # ratio from which two spellings with the same three consonants or more are one
CONSONANTS = 3
MOSTLY_ALIKE = 80.0  # ratio from which two long ones with fewer consonants are
LONG = 6  # letters
SHORTEST = 4  # letters: "Dan" and "Don" are no variants
NICKNAME = re.compile(r"(?<!\S)[\"“‘'(][^\"“”‘’')]{2,}[\"”’')](?!\S)")
BRITISH = (
    ("isation", "ization"),
    ("isations", "izations"),
    ("defence", "defense"),
    ("centre", "center"),
    ("labour", "labor"),
    ("programme", "program"),
)
VOWELS = "aeiouy"


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name as folded words: ``first`` is "" for a surname alone.

    ``words`` are all of them; ``last`` leaves out particles ("al-Baghdadi" is baghdadi).
    """

    words: tuple[str, ...]
    first: str
    middle: tuple[str, ...]
    last: str

    @property
    def full(self) -> bool:
        """Say whether it has more than a surname."""
        return bool(self.first)


@lru_cache(maxsize=4096)
def person_name(text: str) -> PersonName:
    """Take a person's name apart.

    >>> person_name("Amir Khan Muttaqi").last
    'muttaqi'
    >>> person_name("al-Baghdadi") == person_name("Al Baghdadi")
    True
    >>> person_name("Michael Zehaf-Bibeau").last == person_name("Zehaf-Bibeau").last
    True
    """
    parts = [fold(part).split() for part in NICKNAME.sub(" ", text).split()]
    joined = [
        part if part[:1] and part[0] in word_set("particle") else ["".join(part)] for part in parts if part
    ]
    words = [word for part in joined for word in part if word not in word_set("suffix")]
    if not words:
        words = fold(text).split() or [text.lower()]
    solid = [word for word in words if word not in word_set("particle")] or words
    return PersonName(
        words=tuple(words),
        first=solid[0] if len(solid) > 1 else "",
        middle=tuple(solid[1:-1]),
        last=solid[-1],
    )


def fold(text: str) -> str:
    """Return the text lower case, without diacritics, full stops, apostrophes or hyphens.

    >>> fold("Nenad Babić-O’Neil Jr.")
    'nenad babic oneil jr'
    """
    text = unicodedata.normalize("NFKD", text.casefold())
    text = "".join(c for c in text if not unicodedata.combining(c))
    text = re.sub(r"['’`.]", "", re.sub(r"(?<=\b\w)\.(?=\w\b)", " ", text))
    return " ".join(re.findall(r"[^\W_]+", text))


def same_person(a: PersonName, b: PersonName, *, spelling: bool) -> bool:
    """Say whether two full names can be one person's; ``spelling`` allows for transliteration.

    A middle name that only one of them has makes two people, for father and son often differ in
    nothing else; an initial does not.

    >>> same_person(person_name("Ahmad Massoud"), person_name("Ahmad Shah Massoud"), spelling=True)
    False
    >>> same_person(person_name("J. J. Abrams"), person_name("JJ Abrams"), spelling=False)
    True
    >>> same_person(person_name("Amir Khan Muttaqi"), person_name("Amir Khan Mottaki"), spelling=True)
    True
    """
    if "".join(a.words) == "".join(b.words):
        return True
    same = variant if spelling else str.__eq__
    if not (a.full and b.full and same(a.last, b.last)):
        return False
    if not (
        same(a.first, b.first)
        or _initial(a.first, b.first)
        or nickname(a.first, b.first)
        or (spelling and _shortened(a.first, b.first))
    ):
        return False
    if a.middle and b.middle and a.middle[0][0] != b.middle[0][0]:
        return False
    long_a = tuple(word for word in a.middle if len(word) > 1)
    long_b = tuple(word for word in b.middle if len(word) > 1)
    if long_a and long_b and len(long_a) == len(long_b):
        return all(same(x, y) for x, y in zip(long_a, long_b, strict=True))
    return not long_a and not long_b


@lru_cache(maxsize=8192)
def nickname(a: str, b: str) -> bool:
    """Say whether one first name is a familiar form of the other.

    >>> nickname("dick", "richard"), nickname("bill", "william"), nickname("mario", "maria")
    (True, True, False)
    """
    return b in _nicknames().nicknames_of(a) or a in _nicknames().nicknames_of(b)


@lru_cache
def _nicknames() -> NickNamer:
    return NickNamer()


def _shortened(a: str, b: str) -> bool:
    """Say whether one first name is short for the other: Gill, Gillian."""
    short, long = sorted((a, b), key=len)
    return len(short) >= SHORTEST - 1 and len(long) - len(short) > 1 and long.startswith(short)


def _initial(a: str, b: str) -> bool:
    return (len(a) == 1) != (len(b) == 1) and a[:1] == b[:1]


@lru_cache(maxsize=8192)
def variant(a: str, b: str) -> bool:
    """Say whether two folded words can be spellings of one foreign name.

    >>> variant("gaddafi", "qadhafi"), variant("muttaqi", "mottaki"), variant("maria", "mario")
    (True, True, False)
    """
    if a == b:
        return True
    shorter = min(len(a), len(b))
    two_people = {a[-1], b[-1]} == {"a", "o"} or a + "a" == b or b + "a" == a  # Mario, Maria; Martin, Martina
    if shorter < SHORTEST or two_people:
        return False
    ratio = fuzz.ratio(a, b)
    alike = sound(a) == sound(b)
    if ratio >= VARIANT:
        return a[0] == b[0] or alike
    if not alike or (a[-1] in VOWELS) != (b[-1] in VOWELS):
        return False
    return ratio >= SOUND_ALIKE if len(sound(a)) >= CONSONANTS else shorter >= LONG and ratio >= MOSTLY_ALIKE


def sound(word: str) -> str:
    """Return a folded word's consonants, those that are often written for one another made one.

    >>> sound("gaddafi") == sound("qadhafi")
    True
    """
    for sound, letter in SOUNDS:
        word = word.replace(sound, letter)
    word = re.sub(r"[aeiou ]", "", word.translate(LETTERS))
    return re.sub(r"(.)\1+", r"\1", word)


def org_key(text: str) -> tuple[str, ...]:
    """Return an organisation's name as folded words, without "the" and a final company word.

    >>> org_key("The Amazon.com") == org_key("Amazon")
    True
    >>> org_key("World Health Organisation") == org_key("World Health Organization")
    True
    >>> org_key("U.S. Central Command") == org_key("United States Central Command")
    True
    """
    plain = re.sub(r"['’]s\b", "", re.sub(r"(?i)\.com\b", " com", text))
    plain = f" {_one_spelling(fold(plain))} "
    for short, long in _abbreviations():
        plain = plain.replace(f" {long} ", f" {short} ")
    words = plain.split()
    while len(words) > 1 and words[0] in {"the", "a", "an"}:
        words = words[1:]
    while len(words) > 1 and words[-1] in _company_words():
        words = words[:-1]
    return tuple(words)


def _one_spelling(text: str) -> str:
    """Return British spelling as American: "organisation", "defence", "centre"."""
    for british, american in BRITISH:
        text = re.sub(rf"\b(\w*){british}\b", rf"\1{american}", text)
    return text


def same_org_form(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Say whether ``short`` is how ``long`` is called later.

    That is its last words, those before "of", or what is left without "News" or "TV".

    >>> same_org_form(org_key("the Journal"), org_key("The Wall Street Journal"))
    True
    >>> same_org_form(org_key("Islamic State"), org_key("Islamic State of Iraq and Syria"))
    True
    >>> same_org_form(org_key("the Observatory"), org_key("Syrian Observatory for Human Rights"))
    True
    >>> same_org_form(org_key("Fox"), org_key("Fox News"))
    True
    >>> same_org_form(org_key("Goldman"), org_key("Goldman Sachs Group"))
    True
    >>> same_org_form(org_key("England"), org_key("Bank of England"))
    False
    >>> same_org_form(org_key("Republic of Korea"), org_key("Democratic People's Republic of Korea"))
    False
    """
    at = len(long) - len(short)
    if at <= 0:
        return False
    own_name = set(short) & word_set("joiner") and short[0] not in word_set("public_body")
    if own_name or (len(short) == 1 and short[0] in word_set("no_short_form")):
        return False
    kernel = org_kernel(long)
    if (
        len(short) == 1
        and kernel[:1] == short
        and _distinct(short[0])
        and kernel[-1] not in nouns("organization")
    ):
        return True
    if kernel[-len(short) :] == short and (len(short) > 1 or len(kernel) > 1):
        return True
    if long[: len(short)] == short and set(long[len(short) :]) <= word_set("outlet_tail"):
        return True
    return long[at:] == short and (
        long[at - 1] not in word_set("joiner") or (len(short) > 1 and long[at - 1] == "of")
    )


def ends_with(long: PersonName, short: PersonName) -> bool:
    """Say whether a name is another's last names.

    >>> ends_with(person_name("Jesús Murillo Karam"), person_name("Murillo Karam"))
    True
    """
    return len(long.words) > len(short.words) > 1 and long.words[-len(short.words) :] == short.words


def _distinct(word: str) -> bool:
    """Say whether a name's first word may stand for it: "Goldman" of "Goldman Sachs"."""
    common = word_set("joiner") | word_set("article") | word_set("public_body") | word_set("no_first_form")
    return len(word) >= SHORTEST and word not in common and word not in nouns("organization")


def org_kernel(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return a name up to its first small word: what it is, without what it is of or for."""
    at = next((at for at, word in enumerate(words) if at and word in word_set("joiner")), len(words))
    return words[:at]


def other_names(text: str) -> str:
    """Return one name for all that ``data/other_names.txt`` says are one's; the name's own key for others.

    >>> other_names("ISIS") == other_names("the Islamic State")
    True
    """
    key = bare_org_key(text)
    return _other_names().get(key, key)


@lru_cache
def _other_names() -> dict[str, str]:
    rows = ([bare_org_key(name) for name in line.split(";")] for line in lines("other_names.txt"))
    return {key: row[0] for row in rows for key in row}


@lru_cache(maxsize=8192)
def bare_org_key(text: str) -> str:
    """Return an organisation's name without small words and spaces: two spellings of it are equal.

    >>> bare_org_key("Committee for the Red Cross") == bare_org_key("Committee of the Red Cross")
    True
    >>> bare_org_key("Ministry of Defence") == bare_org_key("Defence Ministry")
    True
    """
    words = org_key(text)
    solid = [word for word in words if word not in word_set("joiner")]
    return "".join(sorted(solid) if set(solid) & word_set("public_body") else solid) or "".join(words)


def initials(text: str) -> frozenset[str]:
    """Return the acronyms that a name's words spell, with and without small words.

    >>> sorted(initials("National Resistance Front")), sorted(initials("Department of Health"))
    (['NRF'], ['DH', 'DOH'])
    """
    words = re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", text))
    if words and words[0].lower() == "the":
        words = words[1:]
    if len(words) <= 1:
        return frozenset()
    long = "".join(word[0] for word in words).upper()
    short = "".join(word[0] for word in words if word.lower() not in word_set("joiner")).upper()
    return frozenset(form for form in (long, short) if len(form) > 1)


@lru_cache
def _abbreviations() -> tuple[tuple[str, str], ...]:
    rows = (line.split("\t") for line in lines("abbreviations.txt"))
    return tuple((short, long) for short, long in rows)


@lru_cache
def _company_words() -> frozenset[str]:
    return frozenset(word for line in lines("company_words.txt") for word in line.split())
