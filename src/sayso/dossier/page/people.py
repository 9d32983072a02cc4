"""Who is who on the page: names, roles, sides, and all that each is said to have said."""

from collections import Counter
from dataclasses import dataclass

from markupsafe import Markup

from sayso.dossier.inert import plain
from sayso.dossier.lookup import Lookup
from sayso.dossier.page.matrix import dated
from sayso.dossier.view import stance_of
from sayso.dossier.who import actors_of, role_words, where
from sayso.records import Actor, Attribution, Dossier, Span

__all__ = ["Named", "Person", "Said", "people_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Words that are taken for an actor's, by which rule, and how often."""

    words: str
    why: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement: its words, the cue, the stance where it is not simply saying so, how it came, where.

    ``claim`` is the first claim of it that stands at a point, None where none does.
    """

    claim: str | None
    words: str
    cue: str
    stance: str | None
    through: str
    place: str
    source: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An actor with its other names, roles, sides and statements.

    ``named`` says where it is recognised within an article, ``joins`` why it is one in several.
    """

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    speaks_for: tuple[str, ...]
    spoken_for_by: tuple[str, ...]
    said: tuple[Said, ...]
    named: tuple[Named, ...]
    joins: tuple[tuple[str, int], ...]


def people_of(dossier: Dossier, lookup: Lookup) -> tuple[Person, ...]:
    """Return the actors that say something or for whom somebody speaks, who says most first."""
    held = {one for point in dossier.points for side in point.positions for one in side.claims}
    claims: dict[str, str] = {}
    for claim in dossier.claims:
        if claim.id in held:
            claims.setdefault(claim.attribution or "", claim.id)
    return tuple(
        Person(
            id=plain(who.actor.id),
            name=plain(who.actor.name),
            kind=plain(who.actor.kind),
            aliases=tuple(plain(one) for one in who.actor.aliases),
            roles=tuple(role.words for role in role_words(who.actor.roles, lookup)),
            speaks_for=tuple(lookup.actor_name(one) for one in who.actor.speaks_for),
            spoken_for_by=tuple(plain(one.name) for one in who.spoken_for_by),
            said=tuple(_said(one, claims.get(one.id), lookup) for one in who.statements),
            named=_named(who.actor, lookup),
            joins=tuple(Counter(plain(one.why) for one in who.actor.joins).most_common()),
        )
        for who in actors_of(dossier)
        if who.statements or who.spoken_for_by
    )


def _named(actor: Actor, lookup: Lookup) -> tuple[Named, ...]:
    """Return the ways in which an actor is named, the most frequent first."""
    ways = Counter(
        (lookup.words(one.article, (Span(one.start, one.end),)), plain(one.why)) for one in actor.mentions
    )
    return tuple(
        Named(words=words, why=why, count=count) for (words, why), count in ways.most_common() if words
    )


def _said(statement: Attribution, claim: str | None, lookup: Lookup) -> Said:
    article = lookup.articles.get(statement.article)
    return Said(
        claim=plain(claim) if claim else None,
        words=lookup.words(statement.article, statement.content),
        cue=lookup.words(statement.article, statement.cue),
        stance=stance_of(statement),
        through=", ".join(lookup.chain(statement)),
        place=lookup.place(statement.article, where(statement)),
        source=dated(article) if article else Markup(""),
    )
