"""Make the actor records from the drafts that are one actor."""

from collections import Counter
from collections.abc import Sequence

from sayso.records import UNNAMED, Actor, ActorKind, digest
from sayso.resolve.names import org_key, person_name
from sayso.resolve.story import Draft

__all__ = ["actor_of", "matters", "speaks_for"]

ORDER: tuple[ActorKind, ...] = ("person", "outlet", "organization", "group", "document", "anonymous")


def matters(group: Sequence[Draft]) -> bool:
    """Say whether an actor belongs in the result: it speaks, or it is named."""
    return any(one.speaks or one.unnamed or (one.names and not one.is_place) for one in group)


def actor_of(group: Sequence[Draft]) -> Actor:
    """Return the record of one actor; ``speaks_for`` is filled in when all have their ids."""
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
        aliases=_aliases({*names, *phrases, *acronyms}, name),
        roles=tuple(dict.fromkeys(role for one in group for role in one.roles if one.names)),
        mentions=mentions,
    )


def _fullest(forms: Counter[str], kind: ActorKind) -> str | None:
    """Return the form with most words of the name proper; the more frequent, then the first of equals."""
    return min(
        forms, key=lambda text: (text.startswith("@"), -_length(text, kind), -forms[text], text), default=None
    )


def _length(text: str, kind: ActorKind) -> int:
    return len(person_name(text).words if kind == "person" else org_key(text))


def _aliases(forms: set[str], name: str) -> tuple[str, ...]:
    """Return the other forms in order, one of those that differ in capitals only."""
    kept: dict[str, str] = {}
    for form in sorted(forms):
        kept.setdefault(form.casefold(), form)
    kept.pop(name.casefold(), None)
    return tuple(sorted(kept.values()))


def speaks_for(group: Sequence[Draft], ids: dict[int, str], own: str) -> tuple[str, ...]:
    """Return the ids of those that an actor speaks for: ``ids`` maps each draft's identity to its actor."""
    found = {ids[id(issuer)] for one in group for issuer in one.issuers if id(issuer) in ids}
    return tuple(sorted(found - {own}))
