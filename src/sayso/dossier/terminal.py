"""Show a dossier on a terminal, for a reader with one minute: what clashes first, then the rest.

In a wide window who, words and place stand in three columns; in a narrow one they stand one below
the other. Colour and weight repeat what words and letters say already, so nothing is lost in a pipe.
"""

from dataclasses import dataclass, replace

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from sayso.dossier.inert import plain, quoted
from sayso.dossier.lines import GUTTER, STYLES, TIES, beside, cropped, marked, put, ruled
from sayso.dossier.order import COMPACT
from sayso.dossier.view import Cell, Group, Row, Side, View, view_of
from sayso.records import Dossier

__all__ = ["render_terminal"]

_WIDE = 120  # from here on three columns read better than one
_MOST = 140  # a longer line loses the eye on its way back
_ARTICLES = 8
_TIES = 4
_CLAIMS = 5
_NOTE = "Who vouches for what, not what is true. Why a point: sayso explain FILE NUMBER"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """Where the columns stand; the same for every point, so that the eye can run down them."""

    console: Console
    every: bool
    width: int
    number: int
    mark: int
    who: int
    place: int
    id: int

    @property
    def wide(self) -> bool:
        return self.width >= _WIDE

    @property
    def text(self) -> int:
        """Return the room between the number and the id."""
        return self.width - self.number - self.id

    def put(self, *cells: tuple[Text, int]) -> None:
        for line in beside(self.console, *cells):
            put(self.console, line)

    def below(self, text: Text, *, left: int | None = None) -> None:
        """Print ``text`` under what stands to the right of the numbers."""
        edge = self.number if left is None else left
        self.put((Text(), edge), (text, self.width - edge))


def render_terminal(dossier: Dossier, console: Console, *, limit: int | None = 12) -> None:
    """Print ``dossier``: conflicts, differences, unverified, single source, agreed.

    At most ``limit`` points that rest on a single source are shown, and the beginnings of long lists
    (articles, the claims of a position, relations); None shows all. Numbers stay the same.
    """
    view = view_of(dossier)
    page = _page(view, console, every=limit is None)
    _head(dossier, view, page)
    for group in view.groups:
        _group(group, page, limit if group.status == "single_source" else None)
    put(console)
    page.put((Text(_NOTE, STYLES["quiet"]), page.width))


def _page(view: View, console: Console, *, every: bool) -> _Page:
    rows = [row for group in view.groups for row in group.rows]
    cells = [cell for row in rows for side in row.sides for cell in side.cells]
    letters = max((len(side.letter) for row in rows for side in row.sides), default=1)
    return _Page(
        console=console,
        every=every,
        width=min(console.width, _MOST),
        number=len(str(len(rows))) + 1 + GUTTER,
        mark=letters + GUTTER,
        who=min(max((_who(cell).cell_len for cell in cells), default=0), 34) + GUTTER,
        place=min(max((cell_len(one) for cell in cells for one in _places(cell)), default=0), 36) + GUTTER,
        id=max((len(row.short_id) for row in rows), default=0),
    )


def _head(dossier: Dossier, view: View, page: _Page) -> None:
    page.put((Text(view.counts, "bold"), page.width))
    page.put((Text(view.tally), page.width))
    put(page.console)
    if view.folder:
        page.put((Text(f"in {view.folder}", STYLES["quiet"]), page.width))
    listed = view.articles if page.every else view.articles[:_ARTICLES]
    names = min(max((cell_len(one.name) for one in listed), default=0) + GUTTER, page.width // 2)
    for one in listed:
        page.put((Text(one.name), names), (cropped(one.about, page.width - names), page.width - names))
    if len(listed) < len(view.articles):
        page.put((_more(len(view.articles) - len(listed)), page.width))
    for rejected in dossier.rejected:
        reason = f"{plain(rejected.input)} — {plain(rejected.reason)} ({rejected.stage})"
        page.put((Text.assemble(("not read: ", "bold"), reason), page.width))


def _group(group: Group, page: _Page, limit: int | None) -> None:
    put(page.console)
    heading = Text.assemble((group.heading.upper(), STYLES[group.status]), f"  {len(group.rows)}")
    put(page.console, ruled(heading, Text(group.gloss, STYLES["quiet"]), page.width))
    compact = group.status in COMPACT
    if compact:
        put(page.console)
    rows = group.rows if limit is None else group.rows[:limit]
    for row in rows:
        if len(row.sides) == 1 and (group.status == "single_source" or len(row.sides[0].cells) == 1):
            _one_voice(row, row.sides[0], page, compact=compact)
        else:
            _point(row, page, compact=compact)
    if len(rows) < len(group.rows):
        page.below(_more(len(group.rows) - len(rows)))


def _one_voice(row: Row, side: Side, page: _Page, *, compact: bool) -> None:
    """Print a point of one voice on as few lines as will do."""
    if not compact:
        put(page.console)
    edge, short_id = _number(row, page), (_id(row), page.id)
    shown = _voices(side, page)
    for who, cell in shown:
        if page.wide:
            room = page.mark + page.who
            said = (_said(cell), page.text - room - page.place)
            page.put(edge, (who, room), said, (_place(cell), page.place), short_id)
        else:
            page.put(edge, (_in_one(cell, who), page.text), short_id)
        edge, short_id = (Text(), page.number), (Text(), page.id)
    if len(shown) < len(side.cells):
        page.below(_more(len(side.cells) - len(shown)))


def _point(row: Row, page: _Page, *, compact: bool) -> None:
    if not compact:
        put(page.console)
    label = cropped(row.label, page.text - GUTTER)
    label.stylize("bold")
    page.put(_number(row, page), (label, page.text), (_id(row), page.id))
    ties = row.ties if page.every else row.ties[:_TIES]
    for tie in ties:
        page.below(Text(tie.sentence, TIES[tie.kind]))
    if len(ties) < len(row.ties):
        page.below(_more(len(row.ties) - len(ties)))
    for side in row.sides:
        _side(side, side.letter if len(row.sides) > 1 else "", page, compact=compact)


def _side(side: Side, mark: str, page: _Page, *, compact: bool) -> None:
    left = page.number + page.mark
    shown = _voices(side, page)
    for who, cell in shown:
        edge = (Text(), page.number), (Text(mark, "bold"), page.mark)
        mark = ""
        if page.wide:
            said = (_said(cell, side.compared), page.width - left - page.who - page.place - page.id)
            page.put(*edge, (who, page.who), said, (_place(cell), page.place + page.id))
        elif compact:
            page.put(*edge, (_in_one(cell, who), page.width - left))
        else:
            if who:
                page.put(*edge, (who, page.width - left))
            page.below(_in_one(cell, Text(), side.compared), left=left)
    if len(shown) < len(side.cells):
        page.below(_more(len(side.cells) - len(shown)), left=left)
    if side.reports > 1 or len(side.cells) > 1:
        page.below(Text(side.counts, STYLES["quiet"]), left=left)


def _voices(side: Side, page: _Page) -> list[tuple[Text, Cell]]:
    """Return the claims of a position by holder; each holder and channel is named once.

    At most ``_CLAIMS`` are shown where not all are asked for: one of each holder before a second of any.
    """
    by_who: dict[tuple[str, str | None, str | None], list[Cell]] = {}
    for cell in side.cells:
        by_who.setdefault((cell.who, cell.speaks_for, cell.stance), []).append(cell)
    turns = sorted((turn, at) for at, cells in enumerate(by_who.values()) for turn in range(len(cells)))
    kept = set(turns if page.every else turns[:_CLAIMS])
    voices = []
    for at, cells in enumerate(by_who.values()):
        through = None
        for turn, cell in enumerate(cells):
            if (turn, at) in kept:
                again = turn > 0 and cell.through is not None and cell.through == through
                brief = replace(cell, through="the same") if again else cell
                voices.append((Text() if turn else _who(cell), brief))
                through = cell.through
    return voices


def _number(row: Row, page: _Page) -> tuple[Text, int]:
    return Text(f"{row.number:>{page.number - GUTTER}}"), page.number


def _id(row: Row) -> Text:
    return Text(row.short_id, STYLES["quiet"])


def _who(cell: Cell) -> Text:
    text = Text.assemble((cell.who, STYLES["who"]))
    if cell.speaks_for:
        text.append(f", for {cell.speaks_for}")
    if cell.stance:
        text.append(f" · {cell.stance}", "italic")
    return text


def _said(cell: Cell, words: tuple[str, ...] = ()) -> Text:
    """Return the words, and under them through whom they came."""
    text = marked(quoted(cell.words), words)
    return text.append(f"\nvia {cell.through}", STYLES["quiet"]) if cell.through else text


def _in_one(cell: Cell, who: Text, words: tuple[str, ...] = ()) -> Text:
    return Text.assemble(who, ": " if who else "", marked(quoted(cell.words), words), "  ", _where(cell))


def _where(cell: Cell) -> Text:
    place = f"{cell.place}, also in {', '.join(cell.also)}" if cell.also else cell.place
    return Text(f"{place} · via {cell.through}" if cell.through else place, STYLES["quiet"])


def _place(cell: Cell) -> Text:
    return Text("\n".join(_places(cell)), STYLES["quiet"])


def _places(cell: Cell) -> list[str]:
    return [cell.place, *(f"also in {one}" for one in cell.also)]


def _more(count: int) -> Text:
    return Text(f"… and {count} more; --all shows them", STYLES["quiet"])
