"""Show who is who on a terminal: each actor with its names, its roles, and all that it says."""

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

from rich.console import Console
from rich.text import Text

from sayso.dossier.inert import plain, quoted
from sayso.dossier.lines import GUTTER, STYLES, headed, lay, put, section
from sayso.dossier.lookup import Lookup
from sayso.dossier.order import short_ids
from sayso.dossier.view import counted, source_of, stance_of
from sayso.dossier.who import Who, actors_of, role_words
from sayso.dossier.who import where as spans_of
from sayso.records import UNNAMED, Actor, Attribution, Dossier

__all__ = ["render_actors"]

_MOST = 110
_NAMES = 15  # the column of what a line is about
_KINDS = ("person", "organization", "group", "outlet", "document", "anonymous")
_PLURALS = {"person": "people", "group": "groups", "anonymous": "without a name"}
_NOTE = "Who is said to have said what, not what is true. Who is who, and why: sayso explain FILE NAME"


def render_actors(
    dossier: Dossier, console: Console, *, chosen: Sequence[Who] | None = None, every: bool = False
) -> None:
    """Print the actors of ``dossier`` that say something, then in short those that are only named.

    With ``every`` those stand there in full too. With ``chosen`` these are printed, and no others.
    """
    width = min(console.width, _MOST)
    lookup = Lookup(dossier)
    short = short_ids((*dossier.actors, *dossier.points))
    shown = actors_of(dossier) if chosen is None else chosen
    if chosen is None:
        lay(console, (Text(_counts(dossier, shown), "bold"), width))
    if lookup.folder:
        lay(console, (Text(f"in {plain(lookup.folder)}", STYLES["quiet"]), width))
    whole = every or chosen is not None
    for who in shown:
        if who.statements or whole:
            _actor(who, plain(short[who.actor.id]), lookup, console, width)
    if not whole:
        _only_named([who.actor for who in shown if not who.statements], console, width)
    put(console)
    lay(console, (Text(_NOTE, STYLES["quiet"]), width))


def _counts(dossier: Dossier, actors: Sequence[Who]) -> str:
    speaking = sum(bool(who.statements) for who in actors)
    counts = [
        counted(len(dossier.articles), "report"),
        counted(sum(len(who.statements) for who in actors), "statement"),
        f"{counted(len(actors), 'actor')}, {speaking} of whom {'says' if speaking == 1 else 'say'} something",
    ]
    return " · ".join(counts)


def _actor(who: Who, short_id: str, lookup: Lookup, console: Console, width: int) -> None:
    actor, quiet = who.actor, STYLES["quiet"]
    reports = len({one.article for one in who.statements})
    said = counted(len(who.statements), "statement") if who.statements else "only named"
    if who.statements:
        said += f" in {counted(reports, 'report')}"
    name = Text.assemble((plain(actor.name), STYLES["who"]), (f" · {actor.kind}", quiet))
    headed(console, name, Text(f"{said} · {short_id}", quiet), width)
    if actor.name == UNNAMED:
        lay(console, (Text(), GUTTER), (Text("all sources that no article names"), width - GUTTER))
    if actor.aliases:
        _about("also", Text(", ".join(quoted(plain(one)) for one in actor.aliases)), console, width)
    for at, role in enumerate(role_words(actor.roles, lookup)):
        line = Text(quoted(role.words))
        if role.of:
            line.append(f", of {role.of}")
        line.append(f"  {', '.join(role.places)}", quiet)
        _about("" if at else "described as", line, console, width)
    if actor.speaks_for:
        _about("speaks for", _names(actor.speaks_for, lookup), console, width)
    if who.spoken_for_by:
        _about("spoken for by", _names([one.id for one in who.spoken_for_by], lookup), console, width)
    for article, statements in groupby(who.statements, key=lambda one: one.article):
        put(console)
        found = lookup.articles.get(article)
        title = " · ".join(one for one in (lookup.name(article), source_of(found) if found else "") if one)
        lay(console, (Text(), GUTTER), (Text(title, "italic"), width - GUTTER))
        for one in statements:
            _statement(one, lookup, console, width)


def _statement(one: Attribution, lookup: Lookup, console: Console, width: int) -> None:
    cue, words = lookup.words(one.article, one.cue), lookup.words(one.article, one.content)
    line = Text(cue, STYLES["quiet"])
    if words:
        line.append_text(Text.assemble((": " if cue else "", STYLES["quiet"]), (quoted(words), "default")))
    facts = [lookup.place(one.article, spans_of(one))]
    if one.type != "indirect":
        facts.append(one.type)
    if stance := stance_of(one):
        facts.append(stance)
    if through := ", ".join(lookup.chain(one)):
        facts.append(f"via {through}")
    line.append(f"  {' · '.join(facts)}", STYLES["quiet"])
    lay(console, (Text(), 2 * GUTTER), (line, width - 2 * GUTTER))


def _only_named(actors: Sequence[Actor], console: Console, width: int) -> None:
    section(console, "ONLY NAMED", len(actors), width)
    kinds: dict[str, list[str]] = defaultdict(list)
    for actor in actors:
        kinds[actor.kind].append(plain(actor.name))
    for kind in _KINDS:
        if kind in kinds:
            named = _PLURALS.get(kind, f"{kind}s")
            _about(named, Text(", ".join(kinds[kind])), console, width)


def _names(actors: Sequence[str], lookup: Lookup) -> Text:
    return Text(", ".join(lookup.actor_name(one) for one in dict.fromkeys(actors)))


def _about(name: str, text: Text, console: Console, width: int) -> None:
    edge = GUTTER + _NAMES
    lay(console, (Text(), GUTTER), (Text(name, STYLES["quiet"]), _NAMES), (text, width - edge))
