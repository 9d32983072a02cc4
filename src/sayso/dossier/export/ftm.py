"""A dossier as FollowTheMoney entities, one a line: what Aleph, OpenAleph and yente load.

An article is an Article; a person a Person; an organization or outlet an Organization; a group, of
which the articles do not say what it is, a LegalEntity. Who has no name ("a diplomat", "the ministry",
"observers") gets no entity, for it would match everybody's, and neither does a document that is only
spoken of, for nobody has it. Other forms of a name are weak aliases, since "Khan" is many a man's.

That an article names an entity is a Mention under the words that it uses; that it lets it speak is a
Documentation, whose ``role`` is the stance ("denies") and whose ``summary`` has the words that say so.
Who speaks for whom is an UnknownLink: a Representation is an agent or broker, which a spokesman need
not be. followthemoney knows times in UTC only, so a time without a zone is cut to its date. Words are
the article's own, but for characters that databases refuse: a "�" stands in their place.
"""

import json
import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from importlib import import_module
from pathlib import PurePosixPath

from sayso.dossier.export.jsonld import address
from sayso.dossier.export.names import is_name
from sayso.dossier.inert import plain
from sayso.dossier.lookup import STDIN, Lookup
from sayso.errors import DossierError, MissingPartError
from sayso.records import Actor, Article, Attribution, Dossier, Role, Span, digest

__all__ = ["ftm"]

_SCHEMATA = {
    "person": "Person",
    "organization": "Organization",
    "outlet": "Organization",
    "group": "LegalEntity",
}
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


def ftm(dossier: Dossier) -> dict[str, bytes]:
    """Return ``entities.ftm.json``: an entity a line, each validated by followthemoney.

    Raises:
        MissingPartError: followthemoney is not installed.
        DossierError: an id is none that followthemoney accepts.
    """
    lookup = Lookup(dossier)
    entities = [
        *(("Article", one.id, _article(one)) for one in lookup.articles.values()),
        *((schema, one.id, _actor(one, lookup)) for one, schema in _named(lookup)),
        *(("Mention", *one) for one in _mentions(lookup)),
        *(("Documentation", *one) for one in _statements(lookup)),
        *(("UnknownLink", *one) for one in _links(lookup)),
    ]
    model = _Model()
    return {"entities.ftm.json": "".join(model.line(*one) for one in entities).encode()}


_Values = dict[str, Iterable[str | None]]


class _Model:
    """followthemoney's model, which makes entities and says whether they are valid."""

    def __init__(self) -> None:
        try:
            self.library = import_module("followthemoney")
            self.invalid = import_module("followthemoney.exc").InvalidData
        except ImportError as error:
            raise MissingPartError(
                "FollowTheMoney needs followthemoney; install it with: pip install 'sayso[ftm]'"
            ) from error

    def line(self, schema: str, name: str, values: _Values) -> str:
        """Return an entity as a line: words as they are, all else as the model's types clean it."""
        entity = self.library.model.make_entity(schema)
        entity.id = name
        for prop, given in values.items():
            kind = entity.schema.properties[prop].type
            for value in given:
                words = _REFUSED.sub("�", value or "")
                cleaned = kind.clean(words)
                if cleaned is not None:
                    fit = _fitting(words, kind.name, kind.max_length) or [cleaned]
                    entity.add(prop, [one for one in fit if kind.validate(one)], cleaned=True)
        data = entity.to_dict()
        try:
            entity.schema.validate(data)
        except self.invalid as error:
            raise DossierError(f"{plain(name[:80])} is no valid {schema} of FollowTheMoney") from error
        if not self.library.registry.entity.validate(name):
            raise DossierError(f"an id of it cannot be an entity's of FollowTheMoney: {plain(name[:80])}")
        return json.dumps(data, sort_keys=True) + "\n"  # ASCII: no character in it can end a line


def _fitting(words: str, kind: str, longest: int) -> list[str]:
    """Return words in values of the length that the model allows: a text in parts, all else cut."""
    if kind == "text":
        return _parts(words, longest)
    if kind in {"name", "string"}:
        return [words if len(words) <= longest else words[: longest - 1] + "…"]
    return []


def _parts(text: str, longest: int) -> list[str]:
    """Return a text in parts that end with a line where one does: joined, they are the text."""
    parts = []
    while len(text) > longest:
        end = text.rfind("\n", 0, longest) + 1 or longest
        parts.append(text[:end])
        text = text[end:]
    return [*parts, text]


def _article(one: Article) -> _Values:
    file = None if one.path == STDIN else PurePosixPath(one.path.replace("\\", "/")).name
    return {
        "title": [one.title],
        "fileName": [file],
        "author": [one.author],
        "publisher": [one.outlet],
        "publishedAt": [_in_utc(one.published)],
        "sourceUrl": [address(one)],
        "language": [one.language],
        "bodyText": [one.text],
    }


def _named(lookup: Lookup) -> Iterator[tuple[Actor, str]]:
    """Yield the actors that are entities, with the schema of each."""
    for one in lookup.actors.values():
        if one.kind in _SCHEMATA and is_name(one.name):
            yield one, _SCHEMATA[one.kind]


def _actor(one: Actor, lookup: Lookup) -> _Values:
    return {
        "name": [one.name],
        "weakAlias": [name for name in one.aliases if is_name(name)],
        "position" if one.kind == "person" else "description": _words(one.roles, lookup),
    }


def _mentions(lookup: Lookup) -> Iterator[tuple[str, _Values]]:
    """Yield each name under which an article has an entity; "he" and "the group" are no names."""
    for actor, schema in _named(lookup):
        names = {_folded(name) for name in (actor.name, *actor.aliases) if is_name(name)}
        found: dict[tuple[str, str], None] = {}
        for one in actor.mentions:
            for words in lookup.pieces(one.article, [Span(one.start, one.end)]):
                if _folded(words) in names:
                    found[one.article, words] = None
        for article, words in found:
            yield (
                digest("m", article, actor.id, words),
                {
                    "document": [article],
                    "resolved": [actor.id],
                    "name": [words],
                    "detectedSchema": [schema],
                },
            )


def _statements(lookup: Lookup) -> Iterator[tuple[str, _Values]]:
    entities = {actor.id for actor, _ in _named(lookup)}
    for one in lookup.attributions.values():
        article = lookup.articles.get(one.article)
        if one.actor in entities and article is not None:
            yield (
                one.id,
                {
                    "document": [article.id],
                    "entity": [one.actor],
                    "role": [one.stance],
                    "summary": [_stated(one, lookup)],
                    "date": [_in_utc(article.published)],
                    "publisher": [article.outlet],
                    "sourceUrl": [address(article)],
                },
            )


def _links(lookup: Lookup) -> Iterator[tuple[str, _Values]]:
    """Yield who speaks for whom, with the roles that say so and the articles that have them."""
    entities = {actor.id for actor, _ in _named(lookup)}
    for actor, _ in _named(lookup):
        for party in dict.fromkeys(actor.speaks_for):
            if party not in entities or party == actor.id:
                continue
            roles = [one for one in actor.roles if one.of == party and one.article in lookup.articles]
            yield (
                digest("l", actor.id, party),
                {
                    "subject": [actor.id],
                    "object": [party],
                    "role": ["speaks for"],
                    "summary": _words(roles, lookup),
                    "proof": [one.article for one in roles],
                },
            )


def _words(roles: Iterable[Role], lookup: Lookup) -> list[str]:
    return [words for one in roles for words in lookup.pieces(one.article, [Span(one.start, one.end)])]


def _stated(one: Attribution, lookup: Lookup) -> str:
    """Return the words that say who says what, in the order of the text."""
    return " … ".join(lookup.pieces(one.article, sorted({*one.source, *one.cue, *one.content})))


def _folded(name: str) -> str:
    return " ".join(name.split()).casefold()


def _in_utc(published: str | None) -> str | None:
    """Return a date as it is, a time with a zone in UTC, a time without one as its date."""
    if published is None or len(published) <= len("2024-03-05"):
        return published
    try:
        moment = datetime.fromisoformat(published)
        return (moment.astimezone(UTC) if moment.tzinfo else moment.date()).isoformat()[:19]
    except (ValueError, OverflowError):  # no date of the calendar, or UTC's is before the first
        return None
