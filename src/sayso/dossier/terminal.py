"""Show a dossier on a terminal, for a reader with one minute: what clashes first, then the rest.

In a wide window who, words and place stand in three columns; in a narrow one they stand one below
the other. Colour and weight repeat what words and letters say already, so nothing is lost in a pipe.
"""

from dataclasses import dataclass

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from sayso.dossier.inert import plain, quoted
from sayso.dossier.lines import GUTTER, STYLES, TIES, beside, cropped, marked, put, ruled
from sayso.dossier.order import COMPACT
from sayso.dossier.view import Cell, Group, Row, View, view_of
from sayso.records import Dossier

__all__ = ["render_terminal"]

_WIDE = 120  # from here on three columns read better than one
_MOST = 140  # a longer line loses the eye on its way back
_ARTICLES = 8
_TIES = 6
_NOTE = "Who vouches for what, not what is true. Why a point: sayso explain FILE NUMBER"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """Where the columns stand; the same for every point, so that the eye can run down them."""

    console: Console
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

    At most ``limit`` points that rest on a single source are shown, and a short list of articles;
    None shows all. Numbers stay those of the whole dossier.
    """
    view = view_of(dossier)
    page = _page(view, console)
    _head(dossier, view, page, every=limit is None)
    for group in view.groups:
        _group(group, page, limit if group.status == "single_source" else None)
    put(console)
    page.put((Text(_NOTE, STYLES["quiet"]), page.width))


def _page(view: View, console: Console) -> _Page:
    rows = [row for group in view.groups for row in group.rows]
    cells = [cell for row in rows for side in row.sides for cell in side.cells]
    letters = max((len(side.letter) for row in rows for side in row.sides), default=1)
    return _Page(
        console=console,
        width=min(console.width, _MOST),
        number=len(str(len(rows))) + 1 + GUTTER,
        mark=letters + GUTTER,
        who=min(max((_who(cell).cell_len for cell in cells), default=0), 34) + GUTTER,
        place=min(max((cell_len(one) for cell in cells for one in _places(cell)), default=0), 36) + GUTTER,
        id=max((len(row.short_id) for row in rows), default=0),
    )


def _head(dossier: Dossier, view: View, page: _Page, *, every: bool) -> None:
    page.put((Text(view.counts, "bold"), page.width))
    page.put((Text(view.tally), page.width))
    put(page.console)
    if view.folder:
        page.put((Text(f"in {view.folder}", STYLES["quiet"]), page.width))
    listed = view.articles if every else view.articles[:_ARTICLES]
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
        if compact and len(row.sides) == 1 and len(row.sides[0].cells) == 1:
            _one_voice(row, row.sides[0].cells[0], page)
        else:
            _point(row, page, compact=compact)
    if len(rows) < len(group.rows):
        page.below(_more(len(group.rows) - len(rows)))


def _one_voice(row: Row, cell: Cell, page: _Page) -> None:
    """Print a point that one claim alone makes, on as few lines as will do."""
    number, short_id = _number(row, page), (_id(row), page.id)
    if page.wide:
        room = page.mark + page.who
        said = (_said(cell), page.text - room - page.place)
        page.put(number, (_who(cell), room), said, (_place(cell), page.place), short_id)
    else:
        page.put(number, (_in_one(cell), page.text), short_id)


def _point(row: Row, page: _Page, *, compact: bool) -> None:
    if not compact:
        put(page.console)
    label = cropped(row.label, page.text - GUTTER)
    label.stylize("bold")
    page.put(_number(row, page), (label, page.text), (_id(row), page.id))
    for tie in row.ties[:_TIES]:
        page.below(Text(tie.sentence, TIES[tie.kind]))
    if len(row.ties) > _TIES:
        page.below(Text(f"… and {len(row.ties) - _TIES} more; sayso explain shows them", STYLES["quiet"]))
    words = tuple(dict.fromkeys(word for tie in row.ties if tie.compared for word in tie.compared))
    for side in row.sides:
        mark = side.letter if len(row.sides) > 1 else ""
        for cell in side.cells:
            _cell(cell, mark, words, page, compact=compact)
            mark = ""
        if side.reports > 1 or len(side.cells) > 1:
            page.below(Text(side.counts, STYLES["quiet"]), left=page.number + page.mark)


def _cell(cell: Cell, mark: str, words: tuple[str, ...], page: _Page, *, compact: bool) -> None:
    edge = (Text(), page.number), (Text(mark, "bold"), page.mark)
    left = page.number + page.mark
    if page.wide:
        said = (_said(cell, words), page.width - left - page.who - page.place - page.id)
        page.put(*edge, (_who(cell), page.who), said, (_place(cell), page.place + page.id))
    elif compact:
        page.put(*edge, (_in_one(cell), page.width - left))
    else:
        page.put(*edge, (_who(cell), page.width - left))
        page.below(marked(quoted(cell.words), words), left=left)
        page.below(_where(cell), left=left)


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


def _in_one(cell: Cell) -> Text:
    return Text.assemble(_who(cell), ": ", quoted(cell.words), " ", _where(cell))


def _where(cell: Cell) -> Text:
    place = f"{cell.place}, also in {', '.join(cell.also)}" if cell.also else cell.place
    return Text(f"{place} · via {cell.through}" if cell.through else place, STYLES["quiet"])


def _place(cell: Cell) -> Text:
    return Text("\n".join(_places(cell)), STYLES["quiet"])


def _places(cell: Cell) -> list[str]:
    return [cell.place, *(f"also in {one}" for one in cell.also)]


def _more(count: int) -> Text:
    return Text(f"… and {count} more; --all shows them", STYLES["quiet"])
