"""Make the actor records from the drafts that are one actor."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sayso.records import UNNAMED, Actor, ActorKind, ActorMention, Join, Role, digest
from sayso.resolve.groups import Tie
from sayso.resolve.names import org_key, person_name
from sayso.resolve.story import Draft

__all__ = ["actor_of", "linked", "matters"]

ORDER: tuple[ActorKind, ...] = ("person", "outlet", "organization", "group", "document", "anonymous")


def matters(group: Sequence[Draft]) -> bool:
    """Say whether an actor belongs in the result: it speaks, or it is named."""
    return any(one.speaks or one.unnamed or (one.names and not one.is_place) for one in group)


def actor_of(group: Sequence[Draft]) -> Actor:
    """Return the record of one actor, without what needs the ids of others (``linked``)."""
    mentions = tuple(
        sorted((m for one in group for m in one.mentions), key=lambda m: (m.article, m.start, m.end))
    )
    kinds = Counter(dict.fromkeys(ORDER, 0))
    for one in group:
        kinds[one.kind] += len(one.mentions) if one.names else 0
    named = any(kinds.values())
    kind = (
        max(ORDER, key=lambda kind: kinds[kind])
        if named
        else min((one.kind for one in group), key=ORDER.index)
    )
    names = Counter(name for one in group for name in one.names)
    phrases = Counter(text for one in group for text in one.phrases)
    acronyms = {word for one in group for word in one.acronyms}
    name = _fullest(names, kind) or _fullest(phrases, kind) or UNNAMED
    first = (mentions[0].article, mentions[0].start) if mentions else ("",)
    return Actor(
        id=digest("p", kind, name, *first),
        name=name,
        kind=kind,
        aliases=_aliases({*names, *map(_core, phrases), *acronyms}, name),
        mentions=mentions,
    )


def _fullest(forms: Counter[str], kind: ActorKind) -> str | None:
    """Return the form with most words of the name proper; the more frequent, then the first of equals."""
    return min(
        forms, key=lambda text: (text.startswith("@"), -_length(text, kind), -forms[text], text), default=None
    )


def _length(text: str, kind: ActorKind) -> int:
    return len(person_name(text).words if kind == "person" else org_key(text))


def _core(text: str) -> str:
    """Return a phrase without what is added after a comma."""
    return text.split(", ", maxsplit=1)[0]


def _aliases(forms: set[str], name: str) -> tuple[str, ...]:
    """Return the other forms in order, one of those that differ in capitals only."""
    kept: dict[str, str] = {}
    for form in sorted(forms):
        kept.setdefault(form.casefold(), form)
    kept.pop(name.casefold(), None)
    return tuple(sorted(kept.values()))


def linked(actor: Actor, group: Sequence[Draft], ids: Mapping[int, str], ties: Iterable[Tie]) -> Actor:
    """Return an actor with its roles, those it speaks for, and why its drafts are one.

    ``ids`` maps the identity of each draft to its actor's id; ``ties`` are those of the group.
    """
    issuers = {ids[id(issuer)] for one in group for issuer in one.issuers if id(issuer) in ids}
    roles = {
        Role(article=_article(one), start=at.start, end=at.end, of=ids.get(id(other)) if other else None)
        for one in group
        for at, other in one.posts.items()
    }
    place = {_span(one): at for at, one in enumerate(actor.mentions)}
    joins = {
        Join(a=place[_span(one.a)], b=place[_span(one.b)], why=one.why) for one in ties if one.a and one.b
    }
    return replace(
        actor,
        speaks_for=tuple(sorted(issuers - {actor.id})),
        roles=tuple(sorted(roles, key=lambda role: (role.article, role.start, role.end))),
        joins=tuple(sorted(joins, key=lambda join: (join.a, join.b))),
    )


def _span(mention: ActorMention) -> tuple[str, int, int]:
    return mention.article, mention.start, mention.end


def _article(draft: Draft) -> str:
    return draft.mentions[0].article
