"""The matrix: points as rows, articles as columns grouped by origin, in each cell what an article says."""

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import islice
from pathlib import PurePath
from typing import Literal, NamedTuple

from markupsafe import Markup

from sayso.dossier.inert import plain
from sayso.dossier.lookup import Lookup
from sayso.dossier.order import GROUPS, in_order
from sayso.dossier.view import Cell, Tie, cell_of, counts_of, letter, ties_of
from sayso.records import Article, Dossier, Link, Point, Status

__all__ = [
    "Column",
    "Entry",
    "Filled",
    "Gap",
    "Known",
    "Matrix",
    "Reason",
    "Row",
    "Side",
    "Unread",
    "dated",
    "matrix_of",
]

Gap = Literal["silent", "before", "cut"]
"""Why a cell is empty: the article says nothing at the point, came out before anybody did, or breaks
off before its end."""

LINKS = 2  # shown of a point, in the order in which the grouping made them
BRIEF = 60  # code points shown of a claim where it only reminds of the cell that has it all
COLOURS = 6  # of positions; later ones share the last
REASONS = 3  # of a link, those that speak most
STEPS = {"joined at", "claims joined"}  # of the grouping: only ``sayso explain`` has room for them
KNOWN = {
    "outlet": "outlet",
    "author": "author",
    "published": "published",
    "published_guess": "published, by a guess",
    "url": "address",
}
UNREAD = 6  # columns of what could not be read; the rest is in the list at the top

_BREAKS_OFF = re.compile(r"(?:…|\.\.\.|[\[(](?:…|\.\.\.)[\])]|\[\+\d+ chars\])\s*\Z")


class Known(NamedTuple):
    """What is known of an article besides its text, and where that was found."""

    name: str
    value: str
    where: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """An article; ``origin`` counts from 1, the same for copies of one text.

    ``cut`` says that its text breaks off, ``cite`` is how it is cited.
    """

    id: str
    name: str
    source: Markup
    title: str
    cite: str
    known: tuple[Known, ...]
    origin: int
    first: bool
    cut: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """An input that could not be read or handled, and why."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A claim in a cell, with the letter and the colour of its position and whoever holds it.

    ``at`` are its spans in the article, as they are cited: "12-40, 52-60".
    """

    letter: str
    colour: int
    holder: str
    at: str
    cell: Cell


class Filled(NamedTuple):
    """What an article says at a point: of each position the first claim of each holder, and ``more``."""

    shown: tuple[Entry, ...]
    more: tuple[Entry, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A position under its letter."""

    letter: str
    colour: int
    label: str
    counts: str


class Reason(NamedTuple):
    """Two claims, each its id and its first words, and what spoke for putting them together."""

    a: tuple[str, str]
    b: tuple[str, str]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A point: its positions, its relations, why its claims stand together, and a cell a column.

    ``ties`` come with the ids and letters of the claims that were compared, where these are known;
    ``left_out`` counts further ``links``.
    ``kinds`` are the reasons of its relations and the stances other than plain assertion.
    """

    number: int
    id: str
    label: str
    status: Status
    sides: tuple[Side, ...]
    ties: tuple[tuple[Tie, tuple[tuple[str, str], ...]], ...]
    links: tuple[Reason, ...]
    left_out: int
    cells: tuple[Filled | Gap, ...]
    holders: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The columns in order, what could not be read, how many articles each origin has, the rows by status."""

    columns: tuple[Column, ...]
    unread: tuple[Unread, ...]
    origins: tuple[int, ...]
    groups: tuple[tuple[Status, str, str, tuple[Row, ...]], ...]


def matrix_of(dossier: Dossier, lookup: Lookup) -> Matrix:
    """Return the matrix of a dossier."""
    columns = _columns(dossier, lookup)
    points = in_order(dossier)
    unread = tuple(
        Unread(name=plain(PurePath(one.input).name or one.input), reason=plain(one.reason))
        for one in dossier.rejected[:UNREAD]
    )
    rows = [_row(point, n, columns, lookup) for n, point in enumerate(points, 1)]
    groups = (
        (status, heading, gloss, tuple(row for row in rows if row.status == status))
        for status, heading, gloss in GROUPS
    )
    last = columns[-1].origin if columns else 0
    return Matrix(
        columns=columns,
        unread=unread,
        origins=tuple(sum(one.origin == at for one in columns) for at in range(1, last + 1)),
        groups=tuple(group for group in groups if group[3]),
    )


def _columns(dossier: Dossier, lookup: Lookup) -> tuple[Column, ...]:
    """Return the articles, copies of one text side by side, in the order of the dossier."""
    together: list[list[Article]] = []
    for article in dossier.articles:
        own = lookup.copies.get(article.id, set())
        home = next((one for one in together if own & lookup.copies.get(one[0].id, set())), None)
        if home is None:
            together.append([article])
        else:
            home.append(article)
    return tuple(
        Column(
            id=plain(article.id),
            name=lookup.name(article.id),
            source=dated(article),
            title=plain(article.title or ""),
            cite=_cite(article),
            known=_known(article),
            origin=number,
            first=article is group[0],
            cut=bool(_BREAKS_OFF.search(article.text)),
        )
        for number, group in enumerate(together, 1)
        for article in group
    )


def dated(article: Article) -> Markup:
    """Return an article's outlet and date; the outlet apart, lest a name in Arabic turn the date around."""
    known = [Markup("<bdi>%s</bdi>") % plain(article.outlet)] if article.outlet else []
    return Markup(" · ").join([*known, plain(article.published[:10])] if article.published else known)


def _cite(article: Article) -> str:
    """Return an article's outlet, date and address or file."""
    known = (article.outlet, (article.published or "")[:10], article.url or article.path)
    return ", ".join(plain(one) for one in known if one)


def _known(article: Article) -> tuple[Known, ...]:
    values = {name: getattr(article, name) for name in KNOWN}
    return tuple(
        Known(KNOWN[name], plain(value), plain(article.provenance.get(name, "")))
        for name, value in values.items()
        if value
    )


def _row(point: Point, number: int, columns: Sequence[Column], lookup: Lookup) -> Row:
    entries: dict[str, list[Entry]] = {}
    sides = []
    for at, position in enumerate(point.positions):
        claims = [lookup.claims[one] for one in position.claims if one in lookup.claims]
        mark, colour = letter(at), min(at, COLOURS - 1)
        reports = len({claim.article for claim in claims})
        sides.append(
            Side(
                letter=mark,
                colour=colour,
                label=_brief(plain(position.label)),
                counts=counts_of(position, reports),
            )
        )
        for claim in sorted(claims, key=lambda one: one.spans):
            cell = cell_of(claim, lookup)
            entry = Entry(
                letter=mark,
                colour=colour,
                holder=plain(claim.holder or ""),
                at=", ".join(f"{start}-{end}" for start, end in claim.spans),
                cell=cell,
            )
            entries.setdefault(claim.article, []).append(entry)
    held = {one for side in point.positions for one in side.claims}
    reasons = (plain(str(relation.why.get("reason", ""))) for relation in point.relations)
    stances = (one.cell.stance or "" for found in entries.values() for one in found)
    return Row(
        number=number,
        id=plain(point.id),
        label=plain(point.label),
        status=point.status,
        sides=tuple(sides),
        ties=tuple((tie, _compared(tie, held)) for tie in ties_of(point, lookup)),
        links=tuple(_reason(link, held, lookup) for link in point.links[:LINKS]),
        left_out=max(0, len(point.links) - LINKS),
        cells=tuple(
            _filled(entries[one.id]) if one.id in entries else _gap(one, entries, lookup) for one in columns
        ),
        holders=tuple(dict.fromkeys(one.holder for found in entries.values() for one in found if one.holder)),
        kinds=tuple(dict.fromkeys(one for one in (*reasons, *stances) if one)),
    )


def _filled(entries: Sequence[Entry]) -> Filled:
    first: dict[tuple[str, str], Entry] = {}
    for one in entries:
        first.setdefault((one.letter, one.holder), one)
    shown = tuple(first.values())
    return Filled(shown, tuple(one for one in entries if one not in shown))


def _gap(column: Column, entries: dict[str, list[Entry]], lookup: Lookup) -> Gap:
    own = lookup.articles[column.id].published if column.id in lookup.articles else None
    others = [lookup.articles[one].published for one in entries if one in lookup.articles]
    if others and all(own and other and _earlier(own, other) for other in others):
        return "before"
    return "cut" if column.cut else "silent"


def _earlier(one: str, other: str) -> bool:
    """Say whether one day, month or year lies wholly before another, as exact as both are known."""
    length = min(len(one), len(other), len("2024-03-04"))
    return one[:length] < other[:length]


def _reason(link: Link, held: AbstractSet[str], lookup: Lookup) -> Reason:
    values = (f"{plain(str(name))} {_value(value)}" for name, value in link.why.items() if name not in STEPS)
    features = ", ".join(islice(values, REASONS))
    a, b = (_named(one, held, lookup) for one in (link.a, link.b))
    return Reason(a, b, f"{link.score:.2f}" + (f" ({features})" if features else ""))


def _named(claim_id: str, held: AbstractSet[str], lookup: Lookup) -> tuple[str, str]:
    """Return a claim's id and its first words; no id where the page has no such claim."""
    claim = lookup.claims.get(claim_id)
    if claim is None or claim_id not in held:
        return "", plain(claim_id)
    return plain(claim_id), _brief(lookup.words(claim.article, claim.spans))


def _compared(tie: Tie, held: AbstractSet[str]) -> tuple[tuple[str, str], ...]:
    """Return the claims that a relation compared, each with the letter of its position."""
    return tuple((one, side) for one, side in zip(tie.claims, (tie.a, tie.b), strict=False) if one in held)


def _brief(words: str) -> str:
    return words if len(words) <= BRIEF else words[:BRIEF].rsplit(" ", 1)[0] + " …"


def _value(value: object) -> str:
    return f"{value:.3g}" if isinstance(value, float) else plain(str(value))
