"""The actors of a dossier with all that each is said to have said, in the order in which they are shown."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from sayso.dossier.lookup import Lookup
from sayso.records import Actor, Attribution, Dossier, Role, Span

__all__ = ["RoleWords", "Who", "actors_of", "role_words", "where", "without_actor"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """An actor, its statements in the order of the articles, and the actors that speak for it."""

    actor: Actor
    statements: tuple[Attribution, ...]
    spoken_for_by: tuple[Actor, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleWords:
    """What articles say an actor is, with all places of the same words; ``of`` names whose they mean."""

    words: str
    of: str | None
    places: tuple[str, ...]


def actors_of(dossier: Dossier) -> tuple[Who, ...]:
    """Return every actor: who says most comes first, then names in alphabetical order."""
    actors = Lookup(dossier).actors
    said: dict[str, list[Attribution]] = defaultdict(list)
    for statement in _in_text(dossier):
        said[statement.actor or ""].append(statement)
    speakers: dict[str, list[Actor]] = defaultdict(list)
    for actor in actors.values():
        for party in dict.fromkeys(actor.speaks_for):
            speakers[party].append(actor)
    found = [
        Who(
            actor=actor,
            statements=tuple(said[actor.id]),
            spoken_for_by=tuple(sorted(speakers[actor.id], key=_named)),
        )
        for actor in actors.values()
    ]
    return tuple(sorted(found, key=lambda who: (-len(who.statements), *_named(who.actor))))


def _in_text(dossier: Dossier) -> list[Attribution]:
    """Return the statements as they follow each other: by article, then by the place of the words."""
    lookup = Lookup(dossier)
    return sorted(
        lookup.attributions.values(),
        key=lambda one: (lookup.rank(one.article), one.article, where(one), one.id),
    )


def where(statement: Attribution) -> tuple[Span, ...]:
    """Return the spans at which a statement is looked up: those of what is said, or of who says it how."""
    return statement.content or statement.cue or statement.source


def role_words(roles: Iterable[Role], lookup: Lookup) -> tuple[RoleWords, ...]:
    """Return ``roles`` as they are shown; the same words of the same actor stand there once."""
    places: dict[tuple[str, str | None], list[str]] = defaultdict(list)
    for role in sorted(roles, key=lambda one: (lookup.rank(one.article), one.start, one.end)):
        at = (Span(role.start, role.end),)
        if words := lookup.words(role.article, at):
            of = lookup.actor_name(role.of) if role.of else None
            places[words, of].append(lookup.place(role.article, at))
    return tuple(
        RoleWords(words=words, of=of, places=tuple(dict.fromkeys(at))) for (words, of), at in places.items()
    )


def without_actor(dossier: Dossier) -> int:
    """Return how many statements are nobody's here: an actor is missing, or unknown to the dossier."""
    lookup = Lookup(dossier)
    return sum((one.actor or "") not in lookup.actors for one in lookup.attributions.values())


def _named(actor: Actor) -> tuple[str, str, str]:
    return actor.name.casefold(), actor.name, actor.id
