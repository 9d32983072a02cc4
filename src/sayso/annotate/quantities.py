"""Find the numbers that count or measure something, and what they count.

Two reports of one event most often differ in a figure, so every figure needs its value ("two dozen"
is 24), what the words beside it make of it ("at least") and the noun it counts ("fighter"). A number
that names or orders something (Boeing 747, Article 5, a score, a telephone number) is none, and dates
are left to ``times``.

Patterns find the numbers, their words stand in ``data/numbers.txt``, and syntax says which noun is
counted and whether the number is part of a name. The small reader of number words is our own:
``word2number`` is no longer kept, and ``text2num`` knows no "dozens", "a few hundred" or "$4.7bn".

What has no exact value is given the least that it says and no upper end, as "about": "dozens" is
24 or more, "several hundred" 200 or more. "A dozen", "two dozen" and "half a million" are "about".
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from spacy.tokens import Doc, Span, Token

from sayso.records import Quantity, Time

__all__ = ["NUMBER", "find_quantities", "number_value", "plain"]

Modifier = Literal["exact", "about", "at_least", "at_most", "range"]


# ------------------------------------------------------------------- words


@cache
def _words(kind: str) -> dict[str, str]:
    """Return the words of one kind in ``data/numbers.txt``, each with its value."""
    lines = (files("sayso.annotate") / "data" / "numbers.txt").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return {name: value for of, value, names in rows if of == kind for name in names.split("; ")}


def _any(*kinds: str) -> str:
    """Return an alternation of the words of these kinds, the longest first."""
    words = sorted({word for kind in kinds for word in _words(kind)}, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words) + ")"


_PLAIN = str.maketrans("\u00a0\u2007\u2009\u202f‘’\u0130\u0131\u017f\u212a", "    ''IisK")


def plain(text: str) -> str:
    """Return ``text`` with plain spaces and apostrophes, every character where it was.

    The last four are letters that patterns without regard to case take for i, s and k.
    """
    return text.translate(_PLAIN)


_FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3}
_DIGITS = (
    r"(?:[0-9]{1,3}(?:,[0-9]{2,3})*,[0-9]{3}|[0-9]+)"
    r"(?:\.[0-9]+)?(?:\s?[½¼¾⅓⅔]|\s1/2(?!/))?"
)
_UNITS = "(?:one|two|three|four|five|six|seven|eight|nine)"
_TENS = "(?:twenty|thirty|forty|fourty|fifty|sixty|seventy|eighty|ninety)"
_SMALL = rf"(?:{_TENS}[\s-]{_UNITS}|{_any('small')})\b"
_SCALES = rf"{_any('scale')}\b"
_FEW = r"(?:half\s+an?|half|a\s+few|several|(?:a\s+)?couple(?:\s+of)?|an?)"
_SPELLED = (
    rf"\b(?:(?:{_SMALL}|{_FEW})(?:[\s-]{_SCALES}){{1,3}}"
    rf"(?:\s(?:and\s)?{_SMALL}(?:[\s-]{_SCALES}){{0,3}}){{0,4}}|{_SMALL})"
)
_PLURAL = rf"\b(?:(?:tens|dozens|hundreds)\s+of\s+(?:thousands|millions|billions)|{_any('plural')})\b"
NUMBER = rf"(?:{_DIGITS}(?:[\s-]{_SCALES}){{0,3}}|{_PLURAL}|{_SPELLED})"
"""A pattern, to be used without regard to case, of a number in digits or words."""

_PIECE = re.compile(rf"{_DIGITS}|[a-z]+")


def number_value(words: str) -> float | None:
    """Return the value of what ``NUMBER`` matched, None where there is no number in it.

    >>> [number_value(n) for n in ("4,000", "1.2 million", "twenty-three", "two hundred and six", "dozens")]
    [4000.0, 1200000.0, 23.0, 206.0, 24.0]
    """
    total = group = 0.0
    found = False
    small, scales, plurals = _words("small"), _words("scale"), _words("plural")
    for piece in _PIECE.findall(words.lower()):
        if piece[0] in "0123456789":
            group += _digits(piece)
        elif piece in small:
            group += float(small[piece])
        elif piece in {"few", "several", "couple"}:
            group = 2.0
        elif piece == "half":
            group = 0.5
        elif piece == "tens":
            group = 20.0
        elif piece in plurals or piece in scales:
            least = 2.0 if piece in plurals else 1.0
            scale = float(plurals[piece] if piece in plurals else scales[piece])
            group = (group or least) * scale
            if scale >= 1000:  # noqa: PLR2004  "two thousand three hundred": what follows is added
                total, group = total + group, 0.0
        else:
            continue
        found = True
    return round(total + group, 6) if found else None  # 2.07 * 10**9 is not quite 2,070,000,000


def _digits(piece: str) -> float:
    fraction = 0.0
    if piece[-1] in _FRACTIONS:
        fraction, piece = _FRACTIONS[piece[-1]], piece[:-1]
    elif piece.endswith("1/2"):
        fraction, piece = 0.5, piece[:-3]
    return float(re.sub(r"[^0-9.]", "", piece)) + fraction


# -------------------------------------------------------------- candidates

_ATOM = re.compile(
    rf"""(?:(?<!\w)(?P<sign>{_any("sign")})\s?)?(?<![^\W_])(?P<number>(?i:{NUMBER}))
    (?:(?P<suffix>{_any("suffix")})(?!\w))?(?P<percent>\s?%|[\s-](?i:per\s?cent|pct\b\.?)(?!\w))?""",
    re.VERBOSE,
)
_LINK = re.compile(r"\s?[-\u2013]\s?|\s+(?:to|or|and)\s+", re.IGNORECASE)
_HYPHENS = ("-", "\u2013")
_BEFORE = re.compile(
    rf"(?<![\w-])(?:(?P<at_least>{_any('at_least')})|(?P<at_most>{_any('at_most')})|(?P<about>{_any('about')})"
    r"|(?P<range>(?:any(?:where|thing)\s+)?between|any(?:where|thing)\s+from)|(?P<change>from))"
    r"\s+(?:another\s+)?$",
    re.IGNORECASE,
)
_BEFORE_LENGTH = 40  # characters: the longest modifier fits in
_PREPOSITION = re.compile(r"(\w+)\s+(?:about|around|over|under|above|below|some)\s+$", re.IGNORECASE)
_AFTER = re.compile(
    rf"\s?(?:(?P<about>{_any('about_after')})|(?P<at_least>{_any('at_least_after')})"
    rf"|(?P<at_most>{_any('at_most_after')}))(?!\w)",
    re.IGNORECASE,
)
_VAGUE = re.compile(rf"several|a\s+few|tens|{_any('plural')}")
_ROUGH = re.compile(r"dozen|couple|half")
_MEASURE = re.compile(r"\s?(°\s?[CF]?|km/h|kph|mph|kms?|kgs?|cm|mm|lbs?)(?!\w)")
_COIN = re.compile(rf"\s({_any('coin')}|percentage\s+points?)\b", re.IGNORECASE)
_HYPHENED = re.compile(r"[-\u2013](?P<noun>[^\W\d_]+)(?P<old>[-\u2013\s]olds?\b)?")
_NOT_BEFORE = re.compile(r"[\w.:/@#^&+\u2013-]$|[0-9],$|\bNos?\.\s$")
_NOT_AFTER = re.compile(r"\w|\s(?:AD|BCE?|CE)\b|[:/.,'-][0-9]|'s\b")
COUNTED = re.compile(r"\s+(?:[A-Z][a-z]+\s+)?(?:people|(?!(?:is|was|has|as|its|this|across)\b)[a-z]+s)\b")
TELEPHONE = re.compile(r"[0-9]{3}-[0-9]{4}")
_LISTED = re.compile(r"[.)]\s")
_YEAR = re.compile(r"(?:1[5-9]|20)[0-9]{2}")
AGED = re.compile(r"\b(?:aged|age|age\s+of|ages)\s+$", re.IGNORECASE)
_MOST = 1e18  # a longer row of digits is a code
_OLDEST = 115  # years: an age, not another number between commas


@dataclass(slots=True, kw_only=True)
class _Found:
    """A number, or two that make a range, with what the words right beside it say."""

    start: int
    end: int
    core: int
    """Where the number itself starts, after the modifier."""
    low: float | None
    high: float | None
    words: str
    """The number itself, lower case."""
    modifier: Modifier = "exact"
    unit: str | None = None


def _candidates(text: str) -> list[_Found]:
    """Return what looks like a number, ranges as one; syntax has not been asked yet."""
    found: list[_Found] = []
    atoms = list(_ATOM.finditer(text))
    at = 0
    while at < len(atoms):
        chain = at + 1  # one past the last of "555-123-4567", "3-2", "14-18"
        while chain < len(atoms) and text[atoms[chain - 1].end() : atoms[chain].start()] in _HYPHENS:
            chain += 1
        two = atoms[at : at + 2]
        both = _range(text, *two) if len(two) == 2 and chain - at <= 2 else None  # noqa: PLR2004
        if both:
            found.append(both)
            at += 2
        elif chain == at + 1:
            found.append(_single(text, atoms[at]))
            at += 1
        else:
            at = chain
    return [one for one in found if max(one.low or 0, one.high or 0) < _MOST and not _in_a_code(text, one)]


def _in_a_code(text: str, one: _Found) -> bool:
    """Say whether the number is a piece of something longer: a clock time, an address, "F-16"."""
    if _NOT_BEFORE.search(text, max(0, one.core - 5), one.core):
        return True
    if _NOT_AFTER.match(text, one.end) and not _MEASURE.match(text, one.end):
        return True
    listed = one.core == 0 or text[one.core - 1] in "\r\n"  # "1. The first point"
    return bool(listed and _LISTED.match(text, one.end))


def _single(text: str, atom: re.Match[str]) -> _Found:
    value, words = _value(atom), atom["number"].lower()
    one = _Found(start=atom.start(), end=atom.end(), core=atom.start(), low=value, high=value, words=words)
    one.unit = _sign(atom)
    if atom["suffix"] == "m" and not one.unit and not COUNTED.match(text, atom.end()):  # "a 500m fence"
        one.low = one.high = number_value(words)
        one.unit = "metre"
    if _VAGUE.match(words):
        one.modifier, one.high = "about", None
    elif _ROUGH.search(words):
        one.modifier = "about"
    return _modified(text, one)


def _range(text: str, first: re.Match[str], second: re.Match[str]) -> _Found | None:
    """Return "14 to 18", "between 14 and 18", "20-25" as one, None where the two are no range."""
    link = _LINK.fullmatch(text, first.end(), second.start())
    low, high = _value(first), _value(second)
    alike = _sign(first) in {None, _sign(second)} or (_sign(second) is None and _sign(first) != "%")
    if (
        not link
        or not alike
        or low is None
        or high is None
        or TELEPHONE.fullmatch(text, first.start(), second.end())
    ):
        return None
    before = _BEFORE.search(text, max(0, first.start() - _BEFORE_LENGTH), first.start())
    opened, joined = bool(before and before["range"]), link.group().strip().lower()
    if joined == "and" and not opened:
        return None
    if joined == "to" and before and before["change"]:  # "rose from 14 to 18" names two figures
        return None
    if (scale := _scale(second)) > 1 and _scale(first) == 1 and low < high / scale:
        low *= scale  # "two to three million"
    if low >= high:  # a score, "3-2"
        return None
    both = _Found(
        start=before.start() if before and opened else first.start(),
        end=second.end(),
        core=first.start(),
        low=low,
        high=high,
        words=f"{first['number']} {second['number']}".lower(),
        modifier="range",
        unit=_sign(second) or _sign(first),
    )
    return both if opened else _modified(text, both)


def _value(atom: re.Match[str]) -> float | None:
    value = number_value(atom["number"])
    if value is None or not atom["suffix"]:
        return value
    return round(value * float(_words("suffix")[atom["suffix"]]), 6)


def _scale(atom: re.Match[str]) -> float:
    """Return what the last scale word or suffix multiplies by: a million in "1.2 million"."""
    if atom["suffix"]:
        return float(_words("suffix")[atom["suffix"]])
    last = re.split(r"[\s-]", atom["number"].lower())[-1]
    return float(_words("scale").get(last, 1))


def _sign(atom: re.Match[str]) -> str | None:
    if atom["percent"]:
        return "%"
    return _words("sign")[atom["sign"]] if atom["sign"] else None


def _modified(text: str, one: _Found) -> _Found:
    """Take in the words before and after the number that say "at least", "about" or "up to"."""
    before = _BEFORE.search(text, max(0, one.start - _BEFORE_LENGTH), one.start)
    if before and before.lastgroup not in {"range", "change"} and not _governed(text, one.start):
        one.start = before.start()
    else:
        before = None
    after = _AFTER.match(text, one.end)
    if after:
        one.end = after.end()
    kind = (before and before.lastgroup) or (after and after.lastgroup)
    if one.modifier != "range" and not (kind == "about" and one.high is None):
        if kind == "at_least":
            one.modifier, one.high = "at_least", None
        elif kind == "at_most" and one.high is not None:
            one.modifier, one.low = "at_most", None
        elif kind == "about":
            one.modifier = "about"
    return one


def _governed(text: str, end: int) -> bool:
    """Say whether "about" or "over" is a preposition here: "talks about 20 prisoners"."""
    match = _PREPOSITION.search(text, max(0, end - _BEFORE_LENGTH), end)
    word = match[1].lower() if match else ""
    return any(word.removesuffix(ending) in _words("governor") for ending in ("", "s", "ed", "ing", "d"))


# ------------------------------------------------------------------ syntax

_NAMES = frozenset({"ORG", "PRODUCT", "FAC", "EVENT", "LAW", "WORK_OF_ART", "PERSON", "GPE", "LOC"})
_PLURAL_TAGS = frozenset({"NNS", "NNPS"})
_BETWEEN_TAGS = frozenset({"JJ", "JJR", "JJS", "VBN", "VBG", "NN", "NNP", "RB", "HYPH", "POS"})
_OF_TAGS = _BETWEEN_TAGS | {"DT", "PRP$"}
_MEASURED = frozenset(
    {"year", "month", "week", "day", "hour", "minute", "second", "mile", "metre", "kilometre"}
)
_REACH = 5  # tokens between a number and the noun that it counts


class _Syntax:
    """What the parse of one document says about its numbers."""

    def __init__(self, doc: Doc) -> None:
        self.doc, self.text = doc, plain(doc.text)
        self._starts = [token.idx for token in doc]

    def at(self, place: int) -> Token:
        """Return the token that holds this place of the text."""
        return self.doc[max(0, bisect_right(self._starts, place) - 1)]

    def quantity(self, one: _Found) -> Quantity | None:
        """Return the quantity that this number states, None where it counts nothing."""
        if not (one.unit or self._measured(one)):
            hyphened = _HYPHENED.match(self.text, one.end)
            if hyphened:
                if not self._hyphened(one, hyphened):
                    return None
            elif not self._counts(one):
                return None
        low, high = one.low, one.high
        return Quantity(
            start=one.start, end=one.end, low=low, high=high, unit=one.unit, modifier=one.modifier
        )

    def _measured(self, one: _Found) -> bool:
        """Take in a coin or a measure right after the number: "dollars", "km"."""
        if match := _COIN.match(self.text, one.end):
            word = " ".join(match[1].lower().split())
            one.unit = "percentage point" if word.startswith("percentage") else _words("coin")[word]
        elif match := _MEASURE.match(self.text, one.end):
            one.unit = _words("unit").get(match[1], match[1].replace(" ", ""))
        else:
            return False
        one.end = match.end()
        return True

    def _hyphened(self, one: _Found, hyphened: re.Match[str]) -> bool:
        """Take in the noun of "26-year-old", "two-hour"; say whether there is one."""
        word = hyphened["noun"].lower()
        if word in _words("hyphened"):
            return False
        token = self.at(hyphened.start("noun"))
        if token.tag_.startswith("NN") or word in _MEASURED:
            one.unit = _unit(token)
        elif word != "strong":
            return False
        if one.words == "one" and one.unit not in _MEASURED:  # "one-man rule"
            return False
        one.end = hyphened.end() if hyphened["old"] else hyphened.end("noun")
        return True

    def _counts(self, one: _Found) -> bool:
        """Take in the noun counted; say whether the number counts anything."""
        last = self.at(self._last(one))
        noun = self._noun(last, one)
        if noun is not None and "\n\n" in self.text[one.end : noun.idx]:
            noun = None
        if self._named(one, noun) or (noun is None and self._bare(one)):
            return False
        if noun is None:
            if self._is_age(one):
                one.unit = "year"
            return True
        if noun.lower_ in _words("fraction") or (one.words == "one" and noun.lower_ in _words("idiom")):
            return False
        if _YEAR.fullmatch(one.words) and (noun.tag_ not in _PLURAL_TAGS or last.ent_type_ == "DATE"):
            return False
        one.unit = _words("coin").get(noun.lower_) or _unit(noun)  # "millions of dollars"
        if one.unit and self.text[one.end : noun.idx].strip().lower() in {"", "of"}:
            one.end = noun.idx + len(noun)
        return True

    def _last(self, one: _Found) -> int:
        """Return a place inside the last word of the number itself."""
        end = one.end
        after = re.search(r"[\s-]?(?:or so|or more|or less|or fewer|odd|plus|\+)$", self.text[one.core : end])
        return max(one.core, (one.core + after.start() if after else end) - 1)

    def _noun(self, last: Token, one: _Found) -> Token | None:
        """Return the noun counted: by the parse, else the plural that follows."""
        while last.head.i != last.i and one.core <= last.head.idx < one.end:
            last = last.head
        head, plural = last.head, None if one.words == "one" else self._plural(one)
        if not last.i < head.i <= last.i + _REACH or last.dep_ not in {"nummod", "amod", "nmod"}:
            return plural
        if head.tag_ == "NNP" and one.words != "one":  # "7 West 34th Street", "8 News"
            return None
        if head.tag_ == "NN" and plural is not None:  # "took 4,000 fighters prisoner"
            return plural
        return head if head.pos_ in {"NOUN", "PROPN"} else plural

    def _plural(self, one: _Found) -> Token | None:
        """Return the plural noun after the number, also that in "hundreds of people"."""
        tags = _BETWEEN_TAGS
        start = self.at(one.end - 1).i + 1
        for token in self.doc[start : start + _REACH + 2]:
            if token.lower_ == "of" and tags is _BETWEEN_TAGS:
                tags = _OF_TAGS
            elif token.tag_ in _PLURAL_TAGS:
                following = self.doc[token.i + 1 : token.i + 2]  # "media users"
                return following[0] if len(following) and following[0].tag_ in _PLURAL_TAGS else token
            elif token.tag_ not in tags:
                return None
        return None

    def _bare(self, one: _Found) -> bool:
        """Say whether a number without a noun is a pronoun ("the two"), a year, a score or a code."""
        if one.modifier != "exact":
            return one.words == "scores"
        before, after = self.text[max(0, one.core - 8) : one.core].lower(), self.text[one.end : one.end + 2]
        if re.match(r" [A-Z0-9]", after) or re.search("[0-9] $", before):
            return True  # "7 W. 34th Street", "020 7946 0958"
        pronoun = re.search(r"\b(?:the|these|those|other|no)\s+$", before)
        code = _YEAR.fullmatch(one.words) or re.fullmatch(r"[0-9]{7,}|0[0-9]+", one.words)
        return bool(one.words in {"one", "zero"} or code or (pronoun and one.words.isalpha()))

    def _named(self, one: _Found, noun: Token | None) -> bool:
        """Say whether the number is part of a name: "Channel 4", "Article 5", "Nine Network"."""
        token = self.at(one.core)
        before = self.doc[token.i - 1] if token.i and one.start == one.core else None
        if before is not None and self.text[before.idx + len(before) : one.start] == " ":
            if before.lower_ in _words("numbered"):
                capital = not before.text.islower()
                if noun is None or capital or self.text.startswith(" of ", one.end):
                    return True
            named = before.pos_ == "PROPN" and (one.words[0].isdigit() or token.head.i == before.i)
            if named and (noun is None or before.head.i in {token.i, noun.i}):  # "Falcon 9 rockets"
                return True
            if self.text.endswith("Group of ", 0, one.start):
                return True
        return token.ent_type_ in _NAMES and self._in_entity(one, token, noun)

    def _in_entity(self, one: _Found, token: Token, noun: Token | None) -> bool:
        """Say whether the name that spaCy found around the number does hold it."""
        entity = self._entity(token)
        if entity.start < token.i and entity[0].lower_ != "the":
            return noun is None or noun.i < entity.end
        after = self.doc[token.i + 1 : token.i + 2].text
        capital = self.text[one.core].isupper() or token.ent_type_ in {"ORG", "WORK_OF_ART"}
        return len(entity) > 1 and after[:1].isupper() and capital

    def _entity(self, token: Token) -> Span:
        """Return the named entity that holds ``token``."""
        return next(entity for entity in self.doc.ents if entity.start <= token.i < entity.end)

    def _is_age(self, one: _Found) -> bool:
        """Say whether a number without a noun is an age: "Foley, 40," or "aged 26"."""
        if one.high is None or one.high > _OLDEST:
            return False
        before = self.doc[: self.at(one.start).i][-2:]
        if AGED.search(self.text[max(0, one.start - 15) : one.start]):
            return True
        named = len(before) == 2 and before[1].text == "," and before[0].pos_ == "PROPN"  # noqa: PLR2004
        return named and self.text[one.end : one.end + 1] in {",", ".", ";"}


def _unit(noun: Token) -> str | None:
    """Return the base form of the noun counted, in the one spelling that articles would share."""
    word, unit = noun.lower_, noun.lemma_.lower()
    if word == unit and noun.tag_ in _PLURAL_TAGS and not word.endswith(("ss", "series", "species")):
        unit = word[:-3] + "y" if word.endswith("ies") else word.removesuffix("s")  # what spaCy left plural
    unit = _words("unit").get(word, _words("unit").get(unit, unit))
    return None if unit in {"other", "more"} or not unit.replace("-", "").isalpha() else unit


def find_quantities(doc: Doc, times: Sequence[Time] = ()) -> tuple[Quantity, ...]:
    """Return the quantities of ``doc`` in order; none overlaps one of ``times``.

    A span covers modifier, number and the noun counted where they stand together, otherwise
    modifier and number. A document without a parse still gives numbers, with fewer units.
    """
    syntax = _Syntax(doc)
    found: list[Quantity] = []
    taken = bytearray(len(doc.text))
    for time in times:
        taken[time.start : time.end] = b"\1" * (time.end - time.start)
    for one in _candidates(syntax.text):
        if any(taken[one.core : one.end]):
            continue
        quantity = syntax.quantity(one)
        if quantity is not None and (not found or found[-1].end <= quantity.start):
            found.append(quantity)
    return tuple(found)
