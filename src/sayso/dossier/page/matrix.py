"""The matrix: points as rows, articles as columns grouped by origin, in each cell what an article says."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sayso.dossier.inert import plain
from sayso.dossier.lookup import Lookup
from sayso.dossier.order import GROUPS, in_order
from sayso.dossier.view import Cell, Tie, cell_of, counts_of, letter, source_of, ties_of
from sayso.records import Article, Dossier, Link, Point, Status

__all__ = ["Column", "Entry", "Gap", "Matrix", "Row", "Side", "matrix_of"]

Gap = Literal["silent", "before"]
"""Why a cell is empty: the article says nothing at the point, or came out before anybody did."""

LINKS = 6  # shown of a point, in the order in which the grouping made them
COLOURS = 6  # of positions; later ones share the last


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """An article; ``origin`` counts from 1, the same for copies of one text."""

    id: str
    name: str
    source: str
    title: str
    origin: int
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A claim in a cell, with the letter and the colour of its position and whoever holds it."""

    letter: str
    colour: int
    holder: str
    cell: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A position under its letter."""

    letter: str
    colour: int
    label: str
    counts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A point: its positions, its relations, why its claims stand together, and a cell a column.

    ``left_out`` counts further reasons why they do.
    ``kinds`` are the reasons of its relations and the stances other than plain assertion.
    """

    number: int
    id: str
    label: str
    status: Status
    sides: tuple[Side, ...]
    ties: tuple[Tie, ...]
    links: tuple[tuple[str, str, str], ...]
    left_out: int
    cells: tuple[tuple[Entry, ...] | Gap, ...]
    holders: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """The columns in order, how many articles each origin has, and the rows by status."""

    columns: tuple[Column, ...]
    origins: tuple[int, ...]
    groups: tuple[tuple[Status, str, str, tuple[Row, ...]], ...]


def matrix_of(dossier: Dossier, lookup: Lookup) -> Matrix:
    """Return the matrix of a dossier."""
    columns = _columns(dossier, lookup)
    points = in_order(dossier)
    rows = [_row(point, n, columns, lookup) for n, point in enumerate(points, 1)]
    groups = (
        (status, heading, gloss, tuple(row for row in rows if row.status == status))
        for status, heading, gloss in GROUPS
    )
    last = columns[-1].origin if columns else 0
    return Matrix(
        columns=columns,
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
            source=source_of(article),
            title=plain(article.title or ""),
            origin=number,
            first=article is group[0],
        )
        for number, group in enumerate(together, 1)
        for article in group
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
                label=plain(position.label),
                counts=counts_of(position, reports),
            )
        )
        for claim in sorted(claims, key=lambda one: one.spans):
            cell = cell_of(claim, lookup)
            entry = Entry(letter=mark, colour=colour, holder=plain(claim.holder or ""), cell=cell)
            entries.setdefault(claim.article, []).append(entry)
    ties = ties_of(point, lookup)
    reasons = (plain(str(relation.why.get("reason", ""))) for relation in point.relations)
    stances = (one.cell.stance or "" for found in entries.values() for one in found)
    return Row(
        number=number,
        id=plain(point.id),
        label=plain(point.label),
        status=point.status,
        sides=tuple(sides),
        ties=ties,
        links=tuple(_reason(link, lookup) for link in point.links[:LINKS]),
        left_out=max(0, len(point.links) - LINKS),
        cells=tuple(
            tuple(entries[one.id]) if one.id in entries else _gap(one, entries, lookup) for one in columns
        ),
        holders=tuple(dict.fromkeys(one.holder for found in entries.values() for one in found if one.holder)),
        kinds=tuple(dict.fromkeys(one for one in (*reasons, *stances) if one)),
    )


def _gap(column: Column, entries: dict[str, list[Entry]], lookup: Lookup) -> Gap:
    own = lookup.articles[column.id].published if column.id in lookup.articles else None
    days = [lookup.articles[one].published for one in entries if one in lookup.articles]
    known = [day[:10] for day in days if day]
    return "before" if own and len(known) == len(days) > 0 and own[:10] < min(known) else "silent"


def _reason(link: Link, lookup: Lookup) -> tuple[str, str, str]:
    """Return the words of two linked claims and what spoke for the link, in words."""
    a, b = (
        lookup.words(claim.article, claim.spans) if (claim := lookup.claims.get(one)) else plain(one)
        for one in (link.a, link.b)
    )
    features = ", ".join(f"{plain(str(name))} {plain(str(value))}" for name, value in link.why.items())
    return a, b, f"{link.score:.2f}" + (f": {features}" if features else "")
