"""A dossier as UIMA CAS, one for each article, as XMI or JSON: what INCEpTION and other UIMA tools read.

The layers are spans and a relation of ``uima.tcas.Annotation`` with plain features and a slot, so that
INCEpTION can make layers of its own from ``TypeSystem.xml``. Tokens and sentences are left out, for
INCEpTION makes them where a document has none. dkpro-cassis turns code points into the UTF-16 units
that UIMA counts in. XML cannot hold control characters; a "�" stands in their place, in JSON as well.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from typing import Any

from sayso.dossier.export.brat_files import file_name
from sayso.dossier.export.inside import Inside, inside
from sayso.dossier.lookup import Lookup, ways
from sayso.errors import MissingPartError
from sayso.records import Article, Attribution, Claim, Dossier, Span

__all__ = ["TYPE_SYSTEM", "cas_json", "cas_xmi"]

TYPE_SYSTEM = "TypeSystem.xml"
"""The file that declares the layers; INCEpTION takes it where it imports layers."""

_PART = "webanno.custom.SaysoPart"
_LINK = "webanno.custom.SaysoAttributionPartsLink"
_ATTRIBUTION = "webanno.custom.SaysoAttribution"
_CLAIM = "webanno.custom.SaysoClaim"
_RELATION = "webanno.custom.SaysoRelation"
_METADATA = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData"
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def cas_xmi(dossier: Dossier) -> dict[str, bytes]:
    """Return ``TypeSystem.xml`` and an ``.xmi`` (XML 1.0) for each article.

    Raises:
        MissingPartError: dkpro-cassis is not installed.
    """
    return _files(dossier, "xmi", lambda cas: cas.to_xmi())


def cas_json(dossier: Dossier) -> dict[str, bytes]:
    """Return ``TypeSystem.xml`` and a ``.json`` for each article, with its types in it.

    Raises:
        MissingPartError: dkpro-cassis is not installed.
    """
    return _files(dossier, "json", lambda cas: cas.to_json())


def _files(dossier: Dossier, suffix: str, written: Callable[[Any], str]) -> dict[str, bytes]:
    types = _types(_cassis())
    files = {TYPE_SYSTEM: types.to_xml().encode()}
    for article, cas in _each(dossier, types):
        files[f"{file_name(article)}.{suffix}"] = written(cas).encode()
    return files


def _cassis() -> Any:
    try:
        return import_module("cassis")
    except ImportError as error:
        raise MissingPartError(
            "UIMA CAS needs dkpro-cassis; install it with: pip install 'sayso[export]'"
        ) from error


def _types(cassis: Any) -> Any:
    """Return the type system: a slot of an attribution holds its parts, with their roles."""
    types = cassis.TypeSystem()

    def layer(name: str, about: str, *features: str, above: str = "uima.tcas.Annotation") -> Any:
        made = types.create_type(name, supertypeName=above, description=about)
        for feature in features:
            types.create_feature(made, feature, "uima.cas.String")
        return made

    metadata = ("documentId", "documentTitle", "documentUri")
    layer(_METADATA, "Where the document comes from", *metadata, above="uima.tcas.DocumentAnnotation")
    part = layer(_PART, "Words that play a part in an attribution", "role", "attribution")
    link = layer(_LINK, "", "role", above="uima.cas.TOP")
    types.create_feature(link, "target", part)
    features = ("sourceId", "stance", "statement", "actor", "actorId", "parent")
    said = layer(_ATTRIBUTION, "Who says what, marked on the words that signal it", *features)
    types.create_feature(said, "confidence", "uima.cas.Float")
    types.create_feature(said, "parts", "uima.cas.FSArray", elementType=link, multipleReferencesAllowed=False)
    features = ("sourceId", "holder", "holderId", "attribution", "stance", "positions")
    claim = layer(_CLAIM, "The smallest stretch that answers a question of fact", *features)
    relation = layer(_RELATION, "How two claims of this document stand", "kind", "reason", "point")
    types.create_feature(relation, "Governor", claim)
    types.create_feature(relation, "Dependent", claim)
    return types


def _each(dossier: Dossier, types: Any) -> Iterator[tuple[Article, Any]]:
    lookup = Lookup(dossier)
    found = inside(dossier, lookup)
    for article in lookup.articles.values():
        yield article, _Writer(article, lookup, found, types).cas


class _Writer:
    """Writes one article, with its attributions and claims, into a CAS."""

    def __init__(self, article: Article, lookup: Lookup, found: Inside, types: Any) -> None:
        self.article, self.lookup, self.types = article, lookup, types
        self.cas = _cassis().Cas(typesystem=types)
        self.cas.sofa_string = _fit(article.text)
        self.cas.sofa_mime = "text/plain"
        self._add(
            _METADATA,
            Span(0, len(article.text)),
            documentId=article.id,
            documentTitle=article.title or lookup.name(article.id),
            documentUri=article.url,
            language=article.language or "x-unspecified",
        )
        for one in lookup.attributions.values():
            if one.article == article.id:
                self._attribution(one)
        claims = {
            one.id: first
            for one in lookup.claims.values()
            if one.article == article.id and (first := self._claim(one, found.standing.get(one.id, ())))
        }
        for tie in found.ties[article.id]:
            if tie.a.id in claims and tie.b.id in claims:
                a, b = claims[tie.a.id], claims[tie.b.id]
                ends = {"Governor": a, "Dependent": b}
                where = Span(b.begin, b.end)
                self._add(_RELATION, where, kind=tie.kind, reason=tie.reason, point=tie.point, **ends)

    def _attribution(self, one: Attribution) -> None:
        """Mark the pieces of an attribution, and the attribution itself on the first of its cue."""
        through = [span for way in ways(one.via) for span in way.spans]
        roles = (("cue", one.cue), ("source", one.source), ("content", one.content), ("via", through))
        parts = [
            self._add(_PART, span, role=role, attribution=one.id)
            for role, spans in roles
            for span in self._lying(spans)
        ]
        if not parts:
            return
        link, array = self.types.get_type(_LINK), self.types.get_type("uima.cas.FSArray")
        known = one.actor in self.lookup.actors
        self._add(
            _ATTRIBUTION,
            Span(parts[0].begin, parts[0].end),
            sourceId=one.id,
            stance=one.stance,
            statement=one.type,
            actor=self.lookup.actor_name(one.actor) if one.actor and known else None,
            actorId=one.actor,
            parent=one.parent,
            confidence=float(one.confidence),
            parts=array(elements=[link(role=part.role, target=part) for part in parts]),
        )

    def _claim(self, one: Claim, positions: Sequence[str]) -> Any:
        """Mark each piece of a claim and return the first mark, None if no piece lies in the text."""
        statement = self.lookup.attribution(one)
        pieces = [
            self._add(
                _CLAIM,
                span,
                sourceId=one.id,
                holder=self.lookup.holder(one),
                holderId=one.holder,
                attribution=one.attribution,
                stance=statement.stance if statement else None,
                positions="; ".join(positions) or None,
            )
            for span in self._lying(one.spans)
        ]
        return pieces[0] if pieces else None

    def _lying(self, spans: Iterable[Span]) -> Iterator[Span]:
        yield from (span for span in spans if 0 <= span.start < span.end <= len(self.article.text))

    def _add(self, name: str, span: Span, **features: Any) -> Any:
        fit = {key: _fit(value) if isinstance(value, str) else value for key, value in features.items()}
        made = self.types.get_type(name)(begin=span.start, end=span.end, **fit)
        self.cas.add(made)
        return made


def _fit(text: str) -> str:
    """Return ``text`` with a mark in the place of each character that XML cannot hold."""
    return _NOT_IN_XML.sub("�", text)
