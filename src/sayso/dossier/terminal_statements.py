"""Print the attributions of an article as they are found: who, the cue, what, and where."""

from rich.console import Console
from rich.text import Text

from sayso.dossier.inert import plain, quoted
from sayso.dossier.lines import GUTTER, STYLES, beside, put, ruled
from sayso.dossier.statements import statement_rows
from sayso.dossier.view import counted
from sayso.records import Extracted

__all__ = ["render_statements"]

_WIDE = 120
_MOST = 140
_WHO = 36
_CUE = 16


def render_statements(extracted: Extracted, console: Console) -> None:
    """Print the attributions of one article on ``console``."""
    width = min(console.width, _MOST)
    article = extracted.article
    path = plain(article.path if article.part is None else f"{article.path}#{article.part}")
    count = counted(len(extracted.attributions), "statement")
    put(console, ruled(Text(path, "bold"), Text(count, STYLES["quiet"]), width))
    for row in statement_rows(extracted):
        first = min((start for start, _ in (*row["content"], *row["source"], *row["cue"])), default=0)
        facts = [f"{path}:{article.text.count(chr(10), 0, first) + 1}", row["type"]]
        if row["stance"] != "asserts":
            facts.append(row["stance"].replace("_", " "))
        if row["via"]:
            facts.append(f"via {plain(row['via']['text'])}")
        where = Text(" · ".join(facts), STYLES["quiet"])
        source = plain(row["source_text"])
        who = Text(source, "bold") if source else Text("nobody named", "italic")
        cue = Text(plain(row["cue_text"]), "italic")
        content = Text(quoted(plain(row["content_text"])) if row["content"] else "")
        if width >= _WIDE:
            room = width - GUTTER - _WHO - _CUE
            said = Text("\n").join([content, where]) if content else where
            cells = (Text(), GUTTER), (who, _WHO), (cue, _CUE), (said, room)
            _lines(console, *cells)
        else:
            _lines(console, (Text(), GUTTER), (Text.assemble(who, " · ", cue), width - GUTTER))
            for text in (content, where):
                _lines(console, (Text(), 2 * GUTTER), (text, width - 2 * GUTTER))
    put(console)


def _lines(console: Console, *cells: tuple[Text, int]) -> None:
    for line in beside(console, *cells):
        if line.plain:
            put(console, line)
