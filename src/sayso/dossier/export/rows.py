"""What stands in the tables of a dossier: one function a table, a row a dict from column to value.

Which columns there are, and what they mean, stands in ``tables``. A dossier may come from anywhere:
of two records with one id the later counts, a reference to what the dossier does not hold is None,
and so are words at spans that lie outside their text.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import Any

from sayso.dossier.lookup import Lookup, ways
from sayso.dossier.order import in_order
from sayso.dossier.view import letter
from sayso.records import Actor, ActorMention, Claim, Dossier, Point, Quantity, Relation, Role, Span, Time

__all__ = [
    "about_rows",
    "actor_rows",
    "article_rows",
    "attribution_rows",
    "claim_rows",
    "link_rows",
    "mention_rows",
    "origin_article_rows",
    "origin_claim_rows",
    "origin_rows",
    "point_rows",
    "position_claim_rows",
    "position_rows",
    "rejected_rows",
    "relation_rows",
    "role_rows",
    "speaks_for_rows",
    "via_rows",
]

Row = dict[str, Any]


def article_rows(_dossier: Dossier, lookup: Lookup) -> Iterator[Row]:
    """Yield the articles."""
    for one in lookup.articles.values():
        yield {
            "id": one.id,
            "path": one.path,
            "part": one.part,
            "url": one.url,
            "outlet": one.outlet,
            "title": one.title,
            "author": one.author,
            "published": one.published,
            "published_guess": one.published_guess,
            "language": one.language,
            "sha256": one.sha256,
            "characters": len(one.text),
            "text": one.text,
            "boilerplate": one.boilerplate,
            "title_span": one.title_span,
            "dateline": one.dateline,
            "credits": one.credits,
            "provenance": one.provenance,
        }


def actor_rows(_dossier: Dossier, lookup: Lookup) -> Iterator[Row]:
    """Yield the actors, with how often each is named and speaks."""
    statements = Counter(one.actor for one in lookup.attributions.values())
    for one in lookup.actors.values():
        names = (lookup.actors[party].name for party in one.speaks_for if party in lookup.actors)
        yield {
            "id": one.id,
            "name": one.name,
            "kind": one.kind,
            "aliases": one.aliases,
            "speaks_for_names": "; ".join(names) or None,
            "mentions": len(one.mentions),
            "reports": len({mention.article for mention in one.mentions}),
            "statements": statements[one.id],
        }


def mention_rows(_dossier: Dossier, lookup: Lookup) -> Iterator[Row]:
    """Yield where each actor is named."""
    for actor in lookup.actors.values():
        for one in actor.mentions:
            yield {**_of_actor(actor, one, lookup), "why": one.why}


def role_rows(_dossier: Dossier, lookup: Lookup) -> Iterator[Row]:
    """Yield where the articles say what an actor is."""
    for actor in lookup.actors.values():
        for one in actor.roles:
            of = {"of": _known(one.of, lookup.actors), "of_name": _name(one.of, lookup)}
            yield {**_of_actor(actor, one, lookup), **of}


def _of_actor(actor: Actor, one: ActorMention | Role, lookup: Lookup) -> Row:
    """Return whom some words name or describe, the words, and where they stand."""
    spans = (Span(one.start, one.end),)
    return {
        "actor": actor.id,
        "actor_name": actor.name,
        **_where(one.article, spans, lookup),
        "words": _words(one.article, spans, lookup),
    }


def speaks_for_rows(_dossier: Dossier, lookup: Lookup) -> Iterator[Row]:
    """Yield who speaks for whom."""
    for actor in lookup.actors.values():
        for party in dict.fromkeys(actor.speaks_for):
            yield {"actor": actor.id, "party": _known(party, lookup.actors)}


def attribution_rows(_dossier: Dossier, lookup: Lookup) -> Iterator[Row]:
    """Yield who says what."""
    for one in lookup.attributions.values():
        spans = one.content or one.cue or one.source
        yield {
            "id": one.id,
            **_where(one.article, spans, lookup),
            "actor": _known(one.actor, lookup.actors),
            "actor_name": _name(one.actor, lookup),
            "source": one.source,
            "source_words": _words(one.article, one.source, lookup),
            "cue": one.cue,
            "cue_words": _words(one.article, one.cue, lookup),
            "content": one.content,
            "content_words": _words(one.article, one.content, lookup),
            "type": one.type,
            "stance": one.stance,
            "via_kind": one.via.kind if one.via else None,
            "via": one.via.spans if one.via else None,
            "via_words": _words(one.article, one.via.spans, lookup) if one.via else None,
            "through": "; ".join(lookup.chain(one)) or None,
            "parent": _known(one.parent, lookup.attributions),
            "confidence": one.confidence,
        }


def via_rows(_dossier: Dossier, lookup: Lookup) -> Iterator[Row]:
    """Yield every step by which a statement came, from the article back towards its speaker."""
    for one in lookup.attributions.values():
        for step, way in enumerate(ways(one.via)):
            yield {
                "attribution": one.id,
                "step": step,
                "kind": way.kind,
                "actor": _known(way.actor, lookup.actors),
                "actor_name": _name(way.actor, lookup),
                "spans": way.spans,
                "words": _words(one.article, way.spans, lookup),
            }


def claim_rows(_dossier: Dossier, lookup: Lookup) -> Iterator[Row]:
    """Yield the claims."""
    for one in lookup.claims.values():
        statement = lookup.attribution(one)
        yield {
            "id": one.id,
            **_where(one.article, one.spans, lookup),
            "attribution": statement.id if statement else None,
            "holder": _known(one.holder, lookup.actors),
            "holder_name": _name(one.holder, lookup),
            "stance": statement.stance if statement else None,
            "through": lookup.through(one),
            "spans": one.spans,
            "words": _words(one.article, one.spans, lookup),
            "quantities": [_with_words(found, one, lookup) for found in one.quantities],
            "times": [_with_words(found, one, lookup) for found in one.times],
        }


def point_rows(dossier: Dossier, lookup: Lookup) -> Iterator[Row]:
    """Yield the points in the order in which they are shown."""
    for number, one in _numbered(dossier):
        claims = [claim for side in one.positions for claim in side.claims]
        yield {
            "id": one.id,
            "number": number,
            "label": one.label,
            "status": one.status,
            "positions": len(one.positions),
            "claims": len(set(claims)),
            "reports": _reports(claims, lookup),
        }


def position_rows(dossier: Dossier, lookup: Lookup) -> Iterator[Row]:
    """Yield the positions of each point."""
    for _, point in _numbered(dossier):
        for at, one in enumerate(point.positions):
            yield {
                "id": _position(point, at),
                "point": point.id,
                "ordinal": at,
                "letter": letter(at),
                "label": one.label,
                "claims": len(set(one.claims)),
                "reports": _reports(one.claims, lookup),
                "parties": one.parties,
                "origins": one.origins,
            }


def position_claim_rows(dossier: Dossier, lookup: Lookup) -> Iterator[Row]:
    """Yield which claims take which position."""
    for _, point in _numbered(dossier):
        for at, one in enumerate(point.positions):
            for claim in dict.fromkeys(one.claims):
                yield {
                    "position": _position(point, at),
                    "point": point.id,
                    "claim": _known(claim, lookup.claims),
                }


def relation_rows(dossier: Dossier, lookup: Lookup) -> Iterator[Row]:
    """Yield how positions stand to each other."""
    for _, point in _numbered(dossier):
        for one in point.relations:
            claims, words = _pair(one, "claims"), _pair(one, "words")
            note = one.why.get("note")
            yield {
                "point": point.id,
                "a": _position(point, one.a),
                "b": _position(point, one.b),
                "kind": one.kind,
                "reason": str(one.why.get("reason") or "") or None,
                "claim_a": _known(claims[0], lookup.claims),
                "claim_b": _known(claims[1], lookup.claims),
                "words_a": words[0],
                "words_b": words[1],
                "note": None if note is None else str(note),
                "why": one.why,
            }


def link_rows(dossier: Dossier, lookup: Lookup) -> Iterator[Row]:
    """Yield why claims stand at one point."""
    for _, point in _numbered(dossier):
        for one in point.links:
            yield {
                "point": point.id,
                "claim_a": _known(one.a, lookup.claims),
                "claim_b": _known(one.b, lookup.claims),
                "score": one.score,
                "why": one.why,
            }


def origin_rows(dossier: Dossier, _lookup: Lookup) -> Iterator[Row]:
    """Yield the origins, with how much each holds."""
    for one in {origin.id: origin for origin in dossier.origins}.values():
        yield {"id": one.id, "kind": one.kind, "claims": len(one.claims), "articles": len(one.articles)}


def origin_claim_rows(dossier: Dossier, lookup: Lookup) -> Iterator[Row]:
    """Yield which claims go back to which origin."""
    for one in {origin.id: origin for origin in dossier.origins}.values():
        for claim in dict.fromkeys(one.claims):
            yield {"origin": one.id, "claim": _known(claim, lookup.claims)}


def origin_article_rows(dossier: Dossier, lookup: Lookup) -> Iterator[Row]:
    """Yield which articles go back to which origin."""
    for one in {origin.id: origin for origin in dossier.origins}.values():
        for article in dict.fromkeys(one.articles):
            yield {"origin": one.id, "article": _known(article, lookup.articles)}


def rejected_rows(dossier: Dossier, _lookup: Lookup) -> Iterator[Row]:
    """Yield what could not be read."""
    for one in dossier.rejected:
        yield {"input": one.input, "stage": one.stage, "reason": one.reason}


def about_rows(dossier: Dossier, _lookup: Lookup) -> Iterator[Row]:
    """Yield what made the dossier: the version, the settings, the models."""
    yield {"kind": "version", "name": "sayso", "value": dossier.sayso}
    for name, value in dossier.config.items():
        yield {"kind": "setting", "name": name, "value": None if value is None else str(value)}
    for model in dossier.models:
        yield {"kind": "model", "name": model.name, "value": model.sha256}


def _numbered(dossier: Dossier) -> Iterator[tuple[int, Point]]:
    """Yield each point once, with the number that it has wherever it is shown."""
    kept = {point.id: point for point in dossier.points}
    for number, point in enumerate(in_order(dossier), 1):
        if kept.get(point.id) is point:
            del kept[point.id]
            yield number, point


def _position(point: Point, at: int) -> str | None:
    return f"{point.id}-{letter(at)}" if 0 <= at < len(point.positions) else None


def _where(article: str, spans: Iterable[Span], lookup: Lookup) -> Row:
    """Return the columns that say in which article, and where in it, words stand."""
    found = lookup.articles.get(article)
    spans = tuple(spans)
    return {
        "article": found.id if found else None,
        "outlet": found.outlet if found else None,
        "published": found.published if found else None,
        "place": lookup.place(article, spans) if found else None,
        "start": min((span.start for span in spans), default=None),
        "end": max((span.end for span in spans), default=None),
    }


def _words(article: str, spans: Iterable[Span], lookup: Lookup) -> str | None:
    return " … ".join(lookup.pieces(article, spans)) or None


def _with_words(found: Quantity | Time, claim: Claim, lookup: Lookup) -> Row:
    """Return a quantity or a time of a claim, with its words."""
    words = _words(claim.article, (Span(found.start, found.end),), lookup)
    names = (name for name in type(found).__slots__ if name not in {"start", "end"})
    return {"start": found.start, "end": found.end, "words": words} | {n: getattr(found, n) for n in names}


def _known(ref: Any, records: Collection[str]) -> str | None:
    return ref if isinstance(ref, str) and ref in records else None


def _name(actor: str | None, lookup: Lookup) -> str | None:
    found = lookup.actors.get(actor or "")
    return found.name if found else None


def _reports(claims: Iterable[str], lookup: Lookup) -> int:
    return len({lookup.claims[one].article for one in claims if one in lookup.claims})


def _pair(relation: Relation, key: str) -> tuple[str | None, str | None]:
    """Return what ``why`` says of both sides; it may be anything."""
    match relation.why.get(key):
        case [str(a), str(b)]:
            return a or None, b or None
    return None, None
