"""Find what a reader means: a point by its number or id, an actor by its id or a name."""

import re

from sayso.dossier.explaining import find_point
from sayso.dossier.inert import plain
from sayso.dossier.lookup import Lookup
from sayso.dossier.order import in_order, short_ids
from sayso.dossier.who import actors_of
from sayso.errors import DossierError
from sayso.records import Actor, Dossier, Point

__all__ = ["find", "find_actors"]

_SHORTEST = 4  # characters of an id's beginning; fewer are too easily a name's
_MOST = 12  # names in a message


def find(dossier: Dossier, what: str) -> Point | Actor:
    """Return the point or the actor that ``what`` names.

    A number is a point's. A whole id or a whole name comes before the beginning of an id.

    Raises:
        DossierError: nothing, or more than one thing, is meant; the message says what would be valid.
    """
    ref = what.strip()
    points = [point for point in in_order(dossier) if ref and point.id.startswith(ref)]
    if ref.isdecimal() or any(point.id == ref for point in points):
        return find_point(dossier, ref)[1]
    whole = _whole(dossier, ref)
    actors = whole or _begun(dossier, ref)
    if points and actors and not whole:
        ids = _listed([plain(one.id) for one in points] + [plain(one.id) for one in actors])
        raise DossierError(f"{plain(ref)!r} is the beginning of the ids of points and of actors: {ids}")
    if points and not whole:
        return find_point(dossier, ref)[1]
    actors = actors or _worded(dossier, ref)
    if len(actors) == 1:
        return actors[0]
    if actors:
        short = short_ids((*dossier.actors, *dossier.points))
        which = _listed([f"{plain(one.name)} ({plain(short[one.id])})" for one in actors])
        raise DossierError(f"{plain(ref)!r} may be {len(actors)} actors: {which}")
    count = len(dossier.points)
    valid = f"a number from 1 to {count}, a point's id, or " if count else ""
    raise DossierError(
        f"there is no point or actor {plain(ref)!r}; "
        f"give {valid}an actor's name or id (sayso actors lists them)"
    )


def find_actors(dossier: Dossier, ref: str) -> tuple[Actor, ...]:
    """Return the actors that ``ref`` names: an id, a name, the beginning of an id, or words of a name.

    Raises:
        DossierError: there is none; the message names who is known.
    """
    ref = ref.strip()
    found = _whole(dossier, ref) or _begun(dossier, ref) or _worded(dossier, ref)
    if found:
        return found
    known = [plain(who.actor.name) for who in actors_of(dossier)]
    if not known:
        raise DossierError("the dossier has no actors")
    raise DossierError(f"there is no actor {plain(ref)!r}; there are {_listed(known)}")


def _whole(dossier: Dossier, ref: str) -> tuple[Actor, ...]:
    key = _key(ref)
    return tuple(
        actor
        for actor in Lookup(dossier).actors.values()
        if ref and (actor.id == ref or key in {_key(name) for name in (actor.name, *actor.aliases)})
    )


def _begun(dossier: Dossier, ref: str) -> tuple[Actor, ...]:
    if len(ref) < _SHORTEST:
        return ()
    return tuple(actor for actor in Lookup(dossier).actors.values() if actor.id.startswith(ref))


def _worded(dossier: Dossier, ref: str) -> tuple[Actor, ...]:
    if not (key := _key(ref)):
        return ()
    words = re.compile(rf"(?<!\w){re.escape(key)}(?!\w)")
    return tuple(actor for actor in Lookup(dossier).actors.values() if words.search(_key(actor.name)))


def _key(name: str) -> str:
    """Return a name as names are compared: as it is shown, without capitals and curls."""
    return plain(name).casefold().replace("’", "'")


def _listed(names: list[str]) -> str:
    more = len(names) - _MOST
    return ", ".join(names[:_MOST]) + (f", and {more} more" if more > 0 else "")
