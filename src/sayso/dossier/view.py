"""What is shown of a dossier, before it has a look: the same cells for the terminal and for Markdown.

All text in a view has been through ``inert.plain``. How it is laid out is left to the renderers.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from sayso.dossier.inert import plain
from sayso.dossier.lookup import Lookup
from sayso.dossier.order import GROUPS, in_order, short_ids
from sayso.records import Article, Attribution, Claim, Dossier, Point, Position, Relation, Status

__all__ = [
    "Cell",
    "Group",
    "Row",
    "Side",
    "Tie",
    "View",
    "cell_of",
    "compared",
    "counted",
    "counts_of",
    "letter",
    "source_of",
    "stance_of",
    "ties_of",
    "view_of",
]

_STANCES = {"asserts": None, "cannot_verify": "cannot verify", "declines_to_comment": "declines to comment"}
_BRIEF = 48  # code points of compared words in a sentence; the claim below has all of them


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One claim: who holds it, its words, and their place; ``also`` are places of the same words."""

    claim: str
    who: str
    speaks_for: str | None
    stance: str | None
    words: str
    place: str
    through: str | None
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One position at a point, under its letter; ``compared`` are words of it that a relation turns on."""

    letter: str
    label: str
    cells: tuple[Cell, ...]
    compared: tuple[str, ...]
    reports: int
    counts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """How two positions stand to each other, in a sentence, and the words that were compared."""

    a: str
    b: str
    kind: Literal["conflict", "differs"]
    sentence: str
    compared: tuple[str, str] | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One point with its number."""

    number: int
    id: str
    short_id: str
    label: str
    sides: tuple[Side, ...]
    ties: tuple[Tie, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The points of one status."""

    status: Status
    heading: str
    gloss: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """An article in the list at the top: its name, and its outlet, date and title."""

    name: str
    about: str


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A dossier as it is shown; ``counts`` and ``tally`` say what was read and what was found."""

    counts: str
    tally: str
    folder: str
    articles: tuple[Listed, ...]
    groups: tuple[Group, ...]


def view_of(dossier: Dossier) -> View:
    """Return what is shown of ``dossier``, in the order of display."""
    lookup = Lookup(dossier)
    points = in_order(dossier)
    short = short_ids(points)
    rows = [_row(point, number, short[point.id], lookup) for number, point in enumerate(points, 1)]
    groups = [
        Group(
            status=status,
            heading=heading,
            gloss=gloss,
            rows=tuple(row for row, point in zip(rows, points, strict=True) if point.status == status),
        )
        for status, heading, gloss in GROUPS
    ]
    return View(
        counts=_counts(dossier, lookup),
        tally=_tally(groups),
        folder=plain(lookup.folder),
        articles=tuple(_listed(article, lookup) for article in dossier.articles),
        groups=tuple(group for group in groups if group.rows),
    )


def cell_of(claim: Claim, lookup: Lookup) -> Cell:
    """Return one claim as it is shown."""
    statement = lookup.attribution(claim)
    return Cell(
        claim=claim.id,
        who=lookup.holder(claim),
        speaks_for=lookup.speaks_for(claim),
        stance=stance_of(statement) if statement else None,
        words=lookup.words(claim.article, claim.spans),
        place=lookup.place(claim.article, claim.spans),
        through=lookup.through(claim),
    )


def stance_of(statement: Attribution) -> str | None:
    """Return how a speaker stands to the words, where it is not simply saying so."""
    return _STANCES.get(statement.stance, statement.stance)


def ties_of(point: Point, lookup: Lookup) -> tuple[Tie, ...]:
    """Return the relations at a point in plain words; those that name no position are left out."""
    count = len(point.positions)
    return tuple(
        _tie(relation, point, lookup)
        for relation in point.relations
        if 0 <= relation.a < count and 0 <= relation.b < count
    )


def compared(why: dict[str, Any]) -> tuple[str, str] | None:
    """Return the two stretches that a relation compared, where its ``why`` names them as ``words``."""
    words = why.get("words")
    if not isinstance(words, list | tuple) or len(words) != 2 or not all(words):  # noqa: PLR2004  a and b
        return None
    return plain(str(words[0])), plain(str(words[1]))


def letter(place: int) -> str:
    """Return the letter of a position counted from 0: A to Z, then AA.

    >>> letter(0), letter(25), letter(26)
    ('A', 'Z', 'AA')
    """
    name = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


def source_of(article: Article) -> str:
    """Return an article's outlet and date, as far as they are known."""
    known = (article.outlet, (article.published or "")[:10])
    return " · ".join(plain(one) for one in known if one)


def counted(count: int, noun: str, plural: str | None = None) -> str:
    """Return a count with its noun.

    >>> counted(1, "party", "parties"), counted(2, "party", "parties")
    ('1 party', '2 parties')
    """
    return f"{count} {noun if count == 1 else plural or noun + 's'}"


def counts_of(position: Position, reports: int) -> str:
    """Return how many reports, origins and parties stand behind a position."""
    return ", ".join(
        [
            counted(reports, "report"),
            counted(position.origins, "origin"),
            counted(position.parties, "party", "parties"),
        ]
    )


def _listed(article: Article, lookup: Lookup) -> Listed:
    known = (source_of(article), plain(article.title or ""))
    return Listed(name=lookup.name(article.id), about=" · ".join(one for one in known if one))


def _row(point: Point, number: int, short_id: str, lookup: Lookup) -> Row:
    ties = ties_of(point, lookup)
    return Row(
        number=number,
        id=plain(point.id),
        short_id=plain(short_id),
        label=plain(point.label),
        sides=tuple(_side(letter(at), position, ties, lookup) for at, position in enumerate(point.positions)),
        ties=ties,
    )


def _side(mark: str, position: Position, ties: tuple[Tie, ...], lookup: Lookup) -> Side:
    claims = [lookup.claims[one] for one in position.claims if one in lookup.claims]
    reports = len({claim.article for claim in claims})
    words = [tie.compared[tie.b == mark] for tie in ties if tie.compared and mark in {tie.a, tie.b}]
    return Side(
        letter=mark,
        label=plain(position.label),
        cells=tuple(_merged(claims, lookup)),
        compared=tuple(dict.fromkeys(words)),
        reports=reports,
        counts=counts_of(position, reports),
    )


def _merged(claims: Iterable[Claim], lookup: Lookup) -> Iterator[Cell]:
    """Yield a cell a claim, but words copied from one origin only once, with all their places."""
    shown: list[tuple[Claim, Cell]] = []
    for claim in claims:
        cell = cell_of(claim, lookup)
        for at, (earlier, kept) in enumerate(shown):
            same = cell.words == kept.words and claim.holder == earlier.holder
            if same and lookup.same_origin(claim, earlier):
                shown[at] = earlier, replace(kept, also=(*kept.also, cell.place))
                break
        else:
            shown.append((claim, cell))
    yield from (cell for _, cell in shown)


def _tie(relation: Relation, point: Point, lookup: Lookup) -> Tie:
    a, b = letter(relation.a), letter(relation.b)
    words = compared(relation.why)
    reason = plain(str(relation.why.get("reason", ""))).replace("_", " ")
    sentence = _sentence(relation, reason, words)
    if reason == "unverified":
        doubters = [one for one in (relation.a, relation.b) if _cannot_verify(point.positions[one], lookup)]
        if len(doubters) == 1:
            sentence = (
                f"{b} says that it cannot verify {a}"
                if doubters == [relation.b]
                else f"{a} says that it cannot verify {b}"
            )
    claims = relation.why.get("claims")
    known = tuple(plain(str(one)) for one in claims) if isinstance(claims, list | tuple) else ()
    return Tie(a=a, b=b, kind=relation.kind, sentence=sentence, compared=words, claims=known)


def _sentence(relation: Relation, reason: str, words: tuple[str, str] | None) -> str:
    conflict = relation.kind == "conflict"
    stand = "cannot both be true" if conflict else "differ"
    said = f"{letter(relation.a)} and {letter(relation.b)} {stand}"
    between = " vs " if conflict else " / "
    detail = " — ".join(part for part in (reason, between.join(map(_brief, words)) if words else "") if part)
    note = relation.why.get("note")
    end = f" ({plain(str(note))})" if note else ""
    return f"{said}: {detail}{end}" if detail else f"{said}{end}"


def _brief(words: str) -> str:
    return words if len(words) <= _BRIEF else f"{words[:_BRIEF].rpartition(' ')[0] or words[:_BRIEF]} …"


def _cannot_verify(position: Position, lookup: Lookup) -> bool:
    claims = (lookup.claims[one] for one in position.claims if one in lookup.claims)
    statements = (lookup.attribution(claim) for claim in claims)
    return any(one is not None and one.stance == "cannot_verify" for one in statements)


def _counts(dossier: Dossier, lookup: Lookup) -> str:
    outlets = len({article.outlet for article in dossier.articles if article.outlet})
    held = {one for point in dossier.points for side in point.positions for one in side.claims}
    parties = {lookup.party(claim) for claim in dossier.claims if claim.id in held}
    return " · ".join(
        [
            counted(len(dossier.articles), "report"),
            f"{counted(outlets, 'outlet')} known" if outlets else "no outlet known",
            counted(_origins(dossier), "origin"),
            counted(len(parties), "party", "parties"),
        ]
    )


def _origins(dossier: Dossier) -> int:
    """Count the texts that are no copies of one another."""
    group = {article.id: article.id for article in dossier.articles}
    for origin in dossier.origins:
        copies = [one for one in origin.articles if one in group]
        if origin.kind == "agency_copy" and copies:
            merged = {group[one] for one in copies}
            group = {one: min(merged) if own in merged else own for one, own in group.items()}
    return len(set(group.values()))


def _tally(groups: list[Group]) -> str:
    singular = {"Conflicts": "conflict", "Differences": "difference"}
    parts = []
    for group in groups:
        count = len(group.rows)
        noun = singular.get(group.heading, "") if count == 1 else ""
        if count:
            parts.append(f"{count} {noun or group.heading.lower()}")
    return " · ".join(parts) or "no points found"
