"""Print the explanation of a point: the claims in their sentences first, then the reasons."""

from rich.console import Console
from rich.text import Text

from sayso.dossier.explaining import ClaimInContext, Explanation
from sayso.dossier.inert import quoted
from sayso.dossier.lines import GUTTER, STYLES, TIES, lay, put, section
from sayso.dossier.order import GROUPS
from sayso.dossier.view import counted

__all__ = ["render_explanation"]

_MOST = 110
_NAMES = 14  # the column of what a line is about


def render_explanation(explanation: Explanation, console: Console) -> None:
    """Print ``explanation`` on ``console``."""
    width = min(console.width, _MOST)
    heading, gloss = next(
        (heading, gloss) for status, heading, gloss in GROUPS if status == explanation.status
    )
    quiet = STYLES["quiet"]
    title = Text.assemble((f"{explanation.number}  ", ""), (explanation.label, "bold"))
    lay(console, (title, width))
    about = f"{heading.lower()}: {gloss} · {counted(len(explanation.claims), 'claim')} · {explanation.id}"
    lay(console, (Text(about, quiet), width))
    for claim in explanation.claims:
        _claim(claim, console, width)
    section(console, "RELATIONS", len(explanation.ties), width)
    for tie in explanation.ties:
        lay(console, (Text(), GUTTER + 1), (Text(tie.tie.sentence, TIES[tie.tie.kind]), width - GUTTER - 1))
        _features(tie.why, console, width)
    section(console, "WHY THEY STAND AT ONE POINT", len(explanation.links), width)
    for link in explanation.links:
        said = f"{link.a} and {link.b} are about one thing: score {link.score:.2f}"
        lay(console, (Text(), GUTTER + 1), (Text(said), width - GUTTER - 1))
        _features(link.why, console, width)
    section(console, "ONE ORIGIN", len(explanation.origins), width)
    for origin in explanation.origins:
        said = f"{', '.join(origin.marks)} go back to one {origin.kind} ({origin.id})"
        lay(console, (Text(), GUTTER + 1), (Text(said), width - GUTTER - 1))


def _claim(claim: ClaimInContext, console: Console, width: int) -> None:
    cell, quiet = claim.cell, STYLES["quiet"]
    edge = len(claim.mark) + GUTTER
    put(console)
    who = Text.assemble((cell.who, STYLES["who"]), f", for {cell.speaks_for}" if cell.speaks_for else "")
    if cell.stance:
        who.append(f" · {cell.stance}", "italic")
    lay(console, (Text(claim.mark, "bold"), edge), (who, width - edge))
    context = Text()
    for text, own in claim.context:
        context.append(text, STYLES["marked"] if own else "")
    lay(console, (Text(), edge), (context, width - edge))
    _about("claim", Text(quoted(cell.words)), edge, console, width)
    _about("place", Text(cell.place), edge, console, width)
    if cell.through:
        _about("via", Text(cell.through), edge, console, width)
    _about("source", Text(_source(claim)), edge, console, width)
    for named in claim.named:
        said = Text.assemble(quoted(named.words), " is ", named.actor, (f": {named.why}", quiet))
        _about("", said, edge, console, width)


def _source(claim: ClaimInContext) -> str:
    if claim.source:
        return quoted(claim.source)
    return "the article's own words" if claim.own else "not named in this sentence"


def _about(name: str, text: Text, edge: int, console: Console, width: int) -> None:
    lay(console, (Text(), edge), (Text(name, STYLES["quiet"]), 8), (text, width - edge - 8))


def _features(why: tuple[tuple[str, str], ...], console: Console, width: int) -> None:
    for name, value in why:
        lay(console, (Text(), 6), (Text(name, STYLES["quiet"]), _NAMES), (Text(value), width - 6 - _NAMES))
