"""Who is who on the page: names, roles, sides, and all that each is said to have said."""

from dataclasses import dataclass

from sayso.dossier.inert import plain
from sayso.dossier.lookup import Lookup
from sayso.dossier.view import source_of, stance_of
from sayso.dossier.who import actors_of, role_words, where
from sayso.records import Attribution, Dossier

__all__ = ["Person", "Said", "people_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One statement: its words, the cue, the stance where it is not simply saying so, how it came, where."""

    claim: str | None
    article: str
    words: str
    cue: str
    stance: str | None
    through: str
    place: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """An actor with its other names, roles, sides and statements; ``joins`` say why it is one."""

    id: str
    name: str
    kind: str
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    speaks_for: tuple[str, ...]
    spoken_for_by: tuple[str, ...]
    said: tuple[Said, ...]
    joins: tuple[str, ...]


def people_of(dossier: Dossier, lookup: Lookup) -> tuple[Person, ...]:
    """Return the actors that say something or for whom somebody speaks, who says most first."""
    claims: dict[str, str] = {}
    for claim in dossier.claims:
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
            joins=tuple(dict.fromkeys(plain(one.why) for one in who.actor.joins)),
        )
        for who in actors_of(dossier)
        if who.statements or who.spoken_for_by
    )


def _said(statement: Attribution, claim: str | None, lookup: Lookup) -> Said:
    article = lookup.articles.get(statement.article)
    return Said(
        claim=plain(claim) if claim else None,
        article=plain(statement.article),
        words=lookup.words(statement.article, statement.content),
        cue=lookup.words(statement.article, statement.cue),
        stance=stance_of(statement),
        through=", ".join(lookup.chain(statement)),
        place=lookup.place(statement.article, where(statement)),
        source=source_of(article) if article else "",
    )
