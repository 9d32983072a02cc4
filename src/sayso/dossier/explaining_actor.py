"""Explain an actor: where it is named, by which rule, and why those of several articles are one.

The reasons are those that the resolve stage wrote down; nothing is reasoned anew here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from sayso.dossier.context import Context, in_context, sentence
from sayso.dossier.finding import find
from sayso.dossier.inert import plain
from sayso.dossier.lookup import Lookup
from sayso.dossier.order import short_ids
from sayso.dossier.view import source_of
from sayso.dossier.who import RoleWords, actors_of, role_words
from sayso.errors import DossierError
from sayso.records import Actor, ActorKind, ActorMention, Dossier, Span

__all__ = [
    "ActorExplanation",
    "InArticle",
    "InSentence",
    "JoinReason",
    "NamedAt",
    "SpeaksFor",
    "explain_actor",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedAt:
    """Words that name the actor, their place, and why they are taken to."""

    words: str
    place: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class InSentence:
    """A sentence that names the actor; ``context`` says of each part whether it does."""

    context: Context
    named: tuple[NamedAt, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class InArticle:
    """All sentences of one article that name the actor, with the article's name, outlet and date."""

    name: str
    about: str
    mentions: int
    sentences: tuple[InSentence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class JoinReason:
    """Why the actor of one article is that of another: the words in each, and the rule."""

    a: NamedAt
    b: NamedAt
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeaksFor:
    """Somebody for whom the actor speaks, and the roles that say so."""

    name: str
    roles: tuple[RoleWords, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorExplanation:
    """All that sayso knows of one actor, but for what it says (see ``sayso.dossier.who``)."""

    id: str
    short_id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...]
    statements: int
    articles: tuple[InArticle, ...]
    joins: tuple[JoinReason, ...]
    roles: tuple[RoleWords, ...]
    speaks_for: tuple[SpeaksFor, ...]
    spoken_for_by: tuple[str, ...]


def explain_actor(dossier: Dossier, actor_ref: str) -> ActorExplanation:
    """Explain the actor that ``actor_ref`` names: its id or the beginning of it, or a name that it goes by.

    Raises:
        DossierError: no actor, or more than one, is meant; the message says what would be valid.
    """
    actor = find(dossier, actor_ref)
    if not isinstance(actor, Actor):
        raise DossierError(f"{plain(actor_ref)!r} is a point, not an actor")
    lookup = Lookup(dossier)
    [who] = (one for one in actors_of(dossier) if one.actor.id == actor.id)
    return ActorExplanation(
        id=plain(actor.id),
        short_id=plain(short_ids((*dossier.actors, *dossier.points))[actor.id]),
        name=plain(actor.name),
        kind=actor.kind,
        aliases=tuple(plain(one) for one in actor.aliases),
        statements=len(who.statements),
        articles=_articles(actor, lookup),
        joins=_joins(actor, lookup),
        roles=role_words(actor.roles, lookup),
        speaks_for=tuple(
            SpeaksFor(
                name=lookup.actor_name(party),
                roles=role_words([role for role in actor.roles if role.of == party], lookup),
            )
            for party in dict.fromkeys(actor.speaks_for)
        ),
        spoken_for_by=tuple(plain(one.name) for one in who.spoken_for_by),
    )


def _articles(actor: Actor, lookup: Lookup) -> tuple[InArticle, ...]:
    found = []
    mentions = sorted(actor.mentions, key=lambda one: _in_order(one, lookup))
    for article, named in groupby(mentions, key=lambda one: one.article):
        known = lookup.articles.get(article)
        own = list(named)
        found.append(
            InArticle(
                name=lookup.name(article),
                about=source_of(known) if known else "",
                mentions=len(own),
                sentences=_sentences(own, known.text if known else "", lookup),
            )
        )
    return tuple(found)


def _sentences(mentions: Sequence[ActorMention], text: str, lookup: Lookup) -> tuple[InSentence, ...]:
    """Put the mentions of one article that stand in one sentence together."""
    found = []
    for _, group in groupby(mentions, key=lambda one: sentence(text, Span(one.start, one.end))):
        named = list(group)
        found.append(
            InSentence(
                context=in_context(text, [Span(one.start, one.end) for one in named]),
                named=tuple(dict.fromkeys(_named_at(one, lookup) for one in named)),
            )
        )
    return tuple(found)


def _joins(actor: Actor, lookup: Lookup) -> tuple[JoinReason, ...]:
    """Return why mentions are of one actor; a join that names no mention is left out."""
    mentions = actor.mentions
    known = [one for one in actor.joins if min(one.a, one.b) >= 0 and max(one.a, one.b) < len(mentions)]
    known.sort(key=lambda one: (_in_order(mentions[one.a], lookup), _in_order(mentions[one.b], lookup)))
    return tuple(
        JoinReason(
            a=_named_at(mentions[one.a], lookup), b=_named_at(mentions[one.b], lookup), why=plain(one.why)
        )
        for one in known
    )


def _in_order(mention: ActorMention, lookup: Lookup) -> tuple[int, str, int, int]:
    return lookup.rank(mention.article), mention.article, mention.start, mention.end


def _named_at(mention: ActorMention, lookup: Lookup) -> NamedAt:
    at = (Span(mention.start, mention.end),)
    return NamedAt(
        words=lookup.words(mention.article, at),
        place=lookup.place(mention.article, at),
        why=plain(mention.why),
    )
