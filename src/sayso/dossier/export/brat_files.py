"""A dossier as brat standoff: what ``sayso extract --brat`` writes, with claims and how they stand.

Attributions are PolNeAR's events, as in ``sayso.dossier.brat``. Added are a Claim for each claim, its
place among the points in a note, and relations between claims of one article, for brat knows one
document at a time: SamePosition, Differs, Conflict. Offsets count code points in the ``.txt``, which is
the article's text as it is.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import count

from sayso.dossier.brat import CONFIGURATION, FOLDER_FILE, name_of, pieces, standoff
from sayso.dossier.export.inside import Inside, Tie, inside
from sayso.dossier.inert import plain
from sayso.dossier.lookup import Lookup
from sayso.records import Article, Attribution, Claim, Dossier, Extracted

__all__ = ["brat", "file_name"]

_RELATIONS = """\
SamePosition\tArg1:Claim, Arg2:Claim, <REL-TYPE>:symmetric-transitive
Differs\tArg1:Claim, Arg2:Claim, <REL-TYPE>:symmetric
Conflict\tArg1:Claim, Arg2:Claim, <REL-TYPE>:symmetric
<OVERLAP>\tArg1:<ANY>, Arg2:<ANY>, <OVL-TYPE>:<ANY>
"""
_ANNOTATION_CONF = CONFIGURATION.replace("Content\n\n", "Content\nClaim\n\n", 1).replace(
    "[relations]\n", f"[relations]\n{_RELATIONS}", 1
)
_VISUAL_CONF = """\
[labels]
Source | Source | Src
Cue | Cue
Content | Content | Cont
Claim | Claim | Clm
Attribution | Attribution | Attr
SamePosition | same position | same
Differs | differs
Conflict | conflict

[drawing]
SPAN_DEFAULT\tfgColor:black, bgColor:#e6e6e6, borderColor:darken
ARC_DEFAULT\tcolor:black, arrowHead:triangle-5
Source\tbgColor:#cfe2ff
Cue\tbgColor:#ffe5b4
Attribution\tbgColor:#ffe5b4
Content\tbgColor:#d7f2d0
Claim\tbgColor:#e3d7f5
Conflict\tcolor:#b00020, arrowHead:none
Differs\tcolor:#8a6d00, arrowHead:none, dashArray:3-3
"""
_HALVES = re.compile("[\ud800-\udfff]")
_RELATION_NAMES = {"differs": "Differs", "conflict": "Conflict"}


def brat(dossier: Dossier) -> dict[str, bytes]:
    """Return a ``.txt`` and an ``.ann`` for each article, ``annotation.conf`` and ``visual.conf``."""
    lookup = Lookup(dossier)
    found = inside(dossier, lookup)
    files = {FOLDER_FILE: _ANNOTATION_CONF.encode(), "visual.conf": _VISUAL_CONF.encode()}
    for article in lookup.articles.values():
        statements = [
            one
            for one in lookup.attributions.values()
            if one.article == article.id and pieces(article.text, one.cue)
        ]
        claims = [one for one in lookup.claims.values() if one.article == article.id]
        name = file_name(article)
        files[f"{name}.txt"] = _bytes(article.text)
        files[f"{name}.ann"] = _bytes(_annotations(article, statements, claims, found, lookup))
    return files


def file_name(article: Article) -> str:
    """Return the name of an article's files, without suffix; it starts with a letter or digit."""
    return name_of(article).lstrip("._-")


def _annotations(
    article: Article, statements: list[Attribution], claims: list[Claim], found: Inside, lookup: Lookup
) -> str:
    lines = standoff(Extracted(article=article, attributions=tuple(statements))).splitlines()
    notes = count(len(statements) + 1)
    lines += [
        f"#{next(notes)}\tSayso E{number}\t{_note(('attribution', one.id), *_speaker(one.actor, lookup))}"
        for number, one in enumerate(statements, 1)
    ]
    marks = count(1 + sum(line.startswith("T") for line in lines))
    names: dict[str, str] = {}
    for one in claims:
        places = pieces(article.text, one.spans)
        if places:
            names[one.id] = name = f"T{next(marks)}"
            at = ";".join(f"{start} {end}" for start, end in places)
            words = " ".join(article.text[start:end] for start, end in places)
            lines.append(f"{name}\tClaim {at}\t{words}")
            lines.append(f"#{next(notes)}\tAnnotatorNotes {name}\t{_note(*_about(one, found, lookup))}")
    lines += _relations(found.ties[article.id], names)
    return "".join(f"{line}\n" for line in lines)


def _relations(ties: Iterable[Tie], names: dict[str, str]) -> Iterator[str]:
    """Yield an equivalence for the claims of each position, and a relation for each other tie."""
    groups: dict[tuple[str, str], list[str]] = {}
    others: dict[tuple[str, str, str], None] = {}  # two claims may stand alike at several points
    for tie in ties:
        if tie.a.id not in names or tie.b.id not in names:
            continue
        a, b = names[tie.a.id], names[tie.b.id]
        if tie.kind == "same":
            groups.setdefault((tie.point, a), [a]).append(b)
        else:
            others[_RELATION_NAMES[tie.kind], a, b] = None
    for number, (kind, a, b) in enumerate(others, 1):
        yield f"R{number}\t{kind} Arg1:{a} Arg2:{b}"
    yield from (f"*\tSamePosition {' '.join(group)}" for group in dict.fromkeys(map(tuple, groups.values())))


def _about(one: Claim, found: Inside, lookup: Lookup) -> Iterator[tuple[str, str]]:
    yield "claim", one.id
    statement = lookup.attribution(one)
    if statement is not None:
        yield "attribution", statement.id
        yield "stance", statement.stance
    yield "holder", lookup.holder(one)
    yield from (("position", stands) for stands in found.standing.get(one.id, ()))


def _speaker(actor: str | None, lookup: Lookup) -> Iterator[tuple[str, str]]:
    if actor in lookup.actors:
        yield "actor", f"{actor} {lookup.actor_name(actor)}"


def _note(*facts: tuple[str, str]) -> str:
    return "; ".join(plain(f"{key} {value}") for key, value in facts)


def _bytes(text: str) -> bytes:
    """Return ``text`` in UTF-8, with a mark in the place of each half of a character."""
    return _HALVES.sub("�", text).encode()
