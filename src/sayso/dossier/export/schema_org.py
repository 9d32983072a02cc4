"""A dossier as schema.org JSON-LD: articles, who speaks in them, quotations and claims.

schema.org has no word for "denied", and none for reported speech. So a Quotation is what stands in
quotation marks alone; a Claim has an author only where the statement that it stands in vouches for it
(or the article says it in its own voice); and every claim that somebody states carries, as its
description, the words that say who states it how. Never a ClaimReview: that is a verdict.

An article is identified by the dossier's id, since two outlets may print one text and one address
may have had several. All words are verbatim; pieces are joined by " … ".
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sayso.dossier.export.jsonld import address, iri, json_bytes, text_iri
from sayso.dossier.export.names import is_name, is_nobody
from sayso.dossier.lookup import Lookup
from sayso.records import Actor, Article, Attribution, Claim, Dossier, Span

__all__ = ["schema_org"]

Node = dict[str, Any]

_TYPES = {
    "person": "Person",
    "organization": "Organization",
    "outlet": "Organization",
    "document": "CreativeWork",
}
_VOUCHING = {"asserts", "confirms", "promises", "believes"}


def schema_org(dossier: Dossier) -> dict[str, bytes]:
    """Return ``schema.jsonld``: a graph of NewsArticle, Person, Organization, Quotation and Claim."""
    lookup = Lookup(dossier)
    graph = [
        *map(_article, lookup.articles.values()),
        *(_actor(one, lookup) for one in lookup.actors.values() if not is_nobody(one)),
        *(node for one in lookup.attributions.values() for node in _quotation(one, lookup)),
        *(node for one in lookup.claims.values() for node in _claim(one, lookup)),
    ]
    return {"schema.jsonld": json_bytes({"@context": "https://schema.org", "@graph": graph})}


def _article(one: Article) -> Node:
    """Return an article; its author as a credit line, which may name several or an agency."""
    return _known(
        {
            "@type": "NewsArticle",
            "@id": iri("article", one.id),
            "identifier": text_iri(one),
            "headline": one.title,
            "url": address(one),
            "datePublished": one.published,
            "inLanguage": one.language,
            "creditText": one.author,
            "publisher": _outlet(one),
        }
    )


def _actor(one: Actor, lookup: Lookup) -> Node:
    """Return an actor; what is no person, body or document has no narrower type than Thing."""
    roles = [
        piece for role in one.roles for piece in lookup.pieces(role.article, [Span(role.start, role.end)])
    ]
    return _known(
        {
            "@type": _TYPES.get(one.kind, "Thing"),
            "@id": iri("actor", one.id),
            "name": one.name,
            "alternateName": [name for name in one.aliases if is_name(name)],
            "description": list(dict.fromkeys(roles)),
        }
    )


def _quotation(one: Attribution, lookup: Lookup) -> Iterator[Node]:
    words = _words(one.article, one.content, lookup)
    if one.type == "direct" and words:
        article = lookup.articles[one.article]
        yield _known(
            {
                "@type": "Quotation",
                "@id": iri("attribution", one.id),
                "text": words,
                "spokenByCharacter": _speaker(one.actor, lookup),
                "creditText": _words(one.article, one.source, lookup),
                "inLanguage": article.language,
                "isPartOf": {"@id": iri("article", article.id)},
            }
        )


def _claim(one: Claim, lookup: Lookup) -> Iterator[Node]:
    words = _words(one.article, one.spans, lookup)
    if not words:
        return
    article, said = lookup.articles[one.article], lookup.attribution(one)
    node: Node = {
        "@type": "Claim",
        "@id": iri("claim", one.id),
        "text": words,
        "inLanguage": article.language,
        "appearance": {"@id": iri("article", article.id)},
    }
    if one.attribution is None and one.holder is None:
        node["author"] = _outlet(article)
    if said is not None:
        if said.stance in _VOUCHING:
            node["author"] = _speaker(one.holder, lookup)
        if said.type == "direct" and any(_quotation(said, lookup)):
            node["isBasedOn"] = {"@id": iri("attribution", said.id)}
        stated = sorted({*said.source, *said.cue, *said.content})
        node["description"] = _words(said.article, stated, lookup)
        node["creditText"] = _words(said.article, said.source, lookup)
        node["keywords"] = said.stance
    yield _known(node)


def _outlet(article: Article) -> Node | None:
    return {"@type": "Organization", "name": article.outlet} if article.outlet else None


def _speaker(actor: str | None, lookup: Lookup) -> Node | None:
    found = lookup.actors.get(actor or "")
    return None if found is None or is_nobody(found) else {"@id": iri("actor", found.id)}


def _words(article: str, spans: Iterable[Span], lookup: Lookup) -> str:
    return " … ".join(lookup.pieces(article, spans))


def _known(node: Node) -> Node:
    """Return ``node`` without what is not known."""
    return {key: value for key, value in node.items() if value}
