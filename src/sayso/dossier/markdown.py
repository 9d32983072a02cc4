"""Write a dossier as Markdown, complete, for a newsroom's wiki or a code host.

What stands on the terminal stands here too, and nothing is left out. All words of an article are
escaped: they bring no heading, link, table or HTML of their own.
"""

from collections.abc import Iterator

from sayso.dossier.inert import escaped, quoted
from sayso.dossier.lookup import Lookup
from sayso.dossier.order import COMPACT
from sayso.dossier.view import Cell, Group, Row, Side, counted, view_of
from sayso.records import Actor, Article, Dossier

__all__ = ["render_markdown"]


def render_markdown(dossier: Dossier) -> str:
    """Return ``dossier`` as Markdown: the points by group, then articles, actors and what was rejected."""
    view = view_of(dossier)
    lookup = Lookup(dossier)
    lines = [
        "# Who said what",
        "",
        escaped(f"{view.counts}. {view.tally}."),
        "",
        "This says who vouches for what; it does not say what is true.",
    ]
    for group in view.groups:
        lines += ["", *_group(group)]
    lines += ["", f"## Articles ({len(dossier.articles)})", ""]
    lines += [_article(article) for article in dossier.articles]
    if dossier.actors:
        lines += ["", f"## Actors ({len(dossier.actors)})", ""]
        lines += [_actor(actor, lookup) for actor in dossier.actors]
    if dossier.rejected:
        lines += ["", f"## Not read ({len(dossier.rejected)})", ""]
        lines += [f"- {escaped(one.input)}: {escaped(one.reason)} ({one.stage})" for one in dossier.rejected]
    lines += ["", f"Made by sayso {escaped(dossier.sayso)}."]
    return "\n".join(lines) + "\n"


def _group(group: Group) -> Iterator[str]:
    yield f"## {group.heading} ({len(group.rows)})"
    yield ""
    yield f"*{group.gloss[:1].upper()}{group.gloss[1:]}.*"
    compact = group.status in COMPACT
    if compact:
        yield ""
    for row in group.rows:
        yield from _short_row(row) if compact else _row(row)


def _row(row: Row) -> Iterator[str]:
    yield ""
    yield f"### {row.number}. {escaped(row.label)} ({escaped(row.id)})"
    yield ""
    for tie in row.ties:
        yield f"- {escaped(tie.sentence)}"
    for side in row.sides:
        yield from _side(side, f"- **{side.letter}**", "  ")


def _short_row(row: Row) -> Iterator[str]:
    head = f"- **{row.number}.**"
    if len(row.sides) == 1 and len(row.sides[0].cells) == 1:
        yield f"{head} {_cell(row.sides[0].cells[0])} ({escaped(row.id)})"
        return
    yield f"{head} {escaped(row.label)} ({escaped(row.id)})"
    for tie in row.ties:
        yield f"  - {escaped(tie.sentence)}"
    for side in row.sides:
        yield from _side(side, f"  - **{side.letter}**" if len(row.sides) > 1 else "  -", "    ")


def _side(side: Side, head: str, indent: str) -> Iterator[str]:
    whole = any(cell.words == side.label for cell in side.cells)
    yield f"{head} {side.counts}" if whole else f"{head} {escaped(quoted(side.label))}: {side.counts}"
    for cell in side.cells:
        yield f"{indent}- {_cell(cell)}"


def _cell(cell: Cell) -> str:
    who = f"**{escaped(cell.who)}**"
    if cell.speaks_for:
        who += f", for {escaped(cell.speaks_for)}"
    if cell.stance:
        who += f", {cell.stance}"
    where = escaped(cell.place)
    if cell.also:
        where += f", also in {escaped(', '.join(cell.also))}"
    if cell.through:
        where += f"; via {escaped(cell.through)}"
    return f"{who}: {escaped(quoted(cell.words))} ({where})"


def _article(article: Article) -> str:
    path = article.path if article.part is None else f"{article.path}#{article.part}"
    known = [
        escaped(article.outlet) if article.outlet else "outlet not known",
        escaped(quoted(article.title)) if article.title else "no title",
        escaped(article.published) if article.published else "date not known",
        f"sha256 {escaped(article.sha256)}",
    ]
    return f"- **{escaped(path)}**: {', '.join(known)}"


def _actor(actor: Actor, lookup: Lookup) -> str:
    about: list[str] = [actor.kind]
    if actor.speaks_for:
        about.append(
            "speaks for " + " and ".join(escaped(lookup.actor_name(one)) for one in actor.speaks_for)
        )
    if roles := lookup.roles(actor):
        about.append("; ".join(escaped(quoted(role)) for role in roles))
    if actor.aliases:
        about.append("also " + ", ".join(escaped(quoted(alias)) for alias in actor.aliases))
    about.append(counted(len(actor.mentions), "mention"))
    return f"- **{escaped(actor.name)}**: {', '.join(about)}"
