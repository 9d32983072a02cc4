"""A dossier as W3C Web Annotations: a collection of one annotation for each statement and each claim.

https://www.w3.org/TR/annotation-model/ — each stretch of words is a target with two selectors for the
same stretch: TextQuoteSelector (the words, and what stands around them) and TextPositionSelector.
Positions count Unicode code points, as the Recommendation demands (4.2.4 and 4.2.5), from 0, in the
article's text as the dossier has it. Tools that count UTF-16 units instead, as browsers do, find a
place after a character outside the Basic Multilingual Plane by the quotation.

Where the article's address is known it is the target's source, and the state of the target names the
text that positions count in by its SHA-256; elsewhere that is the source. What part a target plays
(source, cue, content, via, claim) stands in its ``styleClass``. In the model each body holds for each
target by itself, so a speaker is linked to and does not identify the words. Nothing here assesses.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from sayso.dossier.export.jsonld import address, iri, json_bytes, text_iri
from sayso.dossier.export.names import is_nobody
from sayso.dossier.lookup import Lookup, ways
from sayso.dossier.order import in_order
from sayso.dossier.view import letter
from sayso.records import Article, Attribution, Claim, Dossier, Span, digest

__all__ = ["AROUND", "CONTEXT", "web_annotation"]

Node = dict[str, Any]

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32
"""How many code points before and after its words a quotation gives at most."""

_AGENTS = {"person": "Person", "organization": "Organization", "outlet": "Organization"}
_STYLESHEET = {
    "id": "urn:sayso:styles",
    "type": "CssStylesheet",
    "value": ".source { background: #cfe2ff } .cue { background: #ffe5b4 } .content { background: #d7f2d0 } "
    ".via { background: #e6e6e6 } .claim { border-bottom: 2px solid #7a4fbf }",
}


def web_annotation(dossier: Dossier) -> dict[str, bytes]:
    """Return ``annotations.jsonld``: an AnnotationCollection with all annotations on its one page."""
    lookup = Lookup(dossier)
    software = {"id": "urn:sayso:software", "type": "Software", "name": f"sayso {dossier.sayso}"}
    items: list[Node] = [
        {
            "id": name,
            "type": "Annotation",
            "motivation": "describing",
            "creator": software,
            "generator": software["id"],
            "stylesheet": _STYLESHEET,
            "body": body,
            "target": target,
        }
        for name, body, target in (*_statements(lookup), *_claims(dossier, lookup))
        if target
    ]
    name = iri("annotations", digest("w", *(one["id"] for one in items)))
    collection: Node = {
        "@context": CONTEXT,
        "id": name,
        "type": "AnnotationCollection",
        "label": "who said what, and each claim",
        "creator": software,
        "total": len(items),
    }
    if items:  # a page holds one annotation or more
        collection["first"] = {"id": f"{name}:1", "type": "AnnotationPage", "startIndex": 0, "items": items}
    return {"annotations.jsonld": json_bytes(collection)}


_Found = tuple[str, list[Node], list[Node]]  # identifier, bodies, targets


def _statements(lookup: Lookup) -> Iterator[_Found]:
    for one in lookup.attributions.values():
        article = lookup.articles.get(one.article)
        if article is None:
            continue
        body = [_tag("attribution"), _tag(one.type), _tag(one.stance), *_speaker(one.actor, lookup)]
        if one.parent in lookup.attributions:
            body.append(_about("linking", iri("attribution", one.parent)))
        yield iri("attribution", one.id), body, list(_targets(article, _roles(one)))


def _claims(dossier: Dossier, lookup: Lookup) -> Iterator[_Found]:
    positions: dict[str, list[Node]] = {}
    for point in in_order(dossier):
        for at, side in enumerate(point.positions):
            node = {"id": iri("position", f"{point.id}-{letter(at)}"), "label": side.label}
            for claim in dict.fromkeys(side.claims):
                positions.setdefault(claim, []).append(_about("classifying", node))
    for one in lookup.claims.values():
        article = lookup.articles.get(one.article)
        if article is None:
            continue
        body = [_tag("claim"), *_standing(one, lookup), *positions.get(one.id, ())]
        yield iri("claim", one.id), body, list(_targets(article, [("claim", one.spans)]))


def _standing(claim: Claim, lookup: Lookup) -> Iterator[Node]:
    """Yield who vouches for a claim and in which statement; the article's own voice is nobody's."""
    statement = lookup.attribution(claim)
    if statement is not None:
        yield _tag(statement.stance)
        yield from _speaker(statement.actor, lookup)
        yield _about("linking", iri("attribution", statement.id))


def _speaker(actor: str | None, lookup: Lookup) -> Iterator[Node]:
    found = lookup.actors.get(actor or "")
    if found is None or is_nobody(found):
        return
    node = {"id": iri("actor", found.id), "name": found.name}
    if found.kind in _AGENTS:
        node["type"] = _AGENTS[found.kind]
    yield _about("linking", node)


def _tag(value: str) -> Node:
    return {"type": "TextualBody", "purpose": "tagging", "format": "text/plain", "value": value}


def _about(purpose: str, source: Node | str) -> Node:
    return {"type": "SpecificResource", "purpose": purpose, "source": source}


def _roles(one: Attribution) -> list[tuple[str, Iterable[Span]]]:
    through = [span for way in ways(one.via) for span in way.spans]
    return [("source", one.source), ("cue", one.cue), ("content", one.content), ("via", through)]


def _targets(article: Article, roles: Iterable[tuple[str, Iterable[Span]]]) -> Iterator[Node]:
    """Yield a target for each piece of the article's words; a span outside the text gives none."""
    source, text = address(article), article.text
    for role, spans in roles:
        for start, end in spans:
            if not 0 <= start < end <= len(text):
                continue
            target: Node = {"type": "SpecificResource", "source": source or text_iri(article)}
            if source:
                target["state"] = {"type": "TimeState", "cached": text_iri(article)}
            target["styleClass"] = role
            target["selector"] = [
                {
                    "type": "TextQuoteSelector",
                    "exact": text[start:end],
                    "prefix": text[max(0, start - AROUND) : start],
                    "suffix": text[end : end + AROUND],
                },
                {"type": "TextPositionSelector", "start": start, "end": end},
            ]
            yield target
