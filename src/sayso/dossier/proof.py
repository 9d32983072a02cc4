"""Prove that a dossier's words stand in its articles, and that its articles are still what they were.

A dossier is a file that anybody may have edited. Nothing in it is believed: each finding is a
``Failure``, and no content of a dossier raises an exception.
"""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from sayso.dossier.inert import plain
from sayso.dossier.lookup import ways
from sayso.records import UNNAMED, Actor, Article, Attribution, Claim, Dossier, Origin, Point, Span

__all__ = ["Failure", "FailureKind", "spans_of", "verify"]

_Named = Article | Actor | Attribution | Claim | Point | Origin
FailureKind = Literal["hash", "span", "reference", "label", "name", "missing", "changed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One thing in a dossier that does not hold, and the path of the article that it is about.

    ``hash``: an article's text is not the one its sha256 names. ``span``: a stretch does not lie in
    its text. ``reference``: an id names nothing, or two things. ``label``: words that stand in no
    claim. ``name``: a name of an actor that no article gives. ``missing`` and ``changed``:
    an article that was read again is not there, or is another.
    """

    article: str
    kind: FailureKind
    message: str


def verify(dossier: Dossier, articles: Iterable[Article] | None = None) -> list[Failure]:
    """Return all that does not hold in ``dossier``; an empty list proves it.

    With ``articles``, read again from where they were, each article of the dossier must be among
    them, by path and part, with the same text.
    """
    failures = [
        *_hashes(dossier),
        *_references(dossier),
        *_spans(dossier),
        *_labels(dossier),
        *_names(dossier),
    ]
    if articles is not None:
        failures += _reread(dossier, articles)
    return failures


def spans_of(dossier: Dossier) -> Iterator[tuple[str, str, Span]]:
    """Yield every span in ``dossier`` with its article's id and what it is the span of."""
    for article in dossier.articles:
        for name, spans in _own_spans(article):
            yield from ((article.id, name, span) for span in spans)
    for one in dossier.attributions:
        via = tuple(span for way in ways(one.via) for span in way.spans)
        for name, spans in (("source", one.source), ("cue", one.cue), ("content", one.content), ("via", via)):
            yield from ((one.article, f"{name} of attribution {one.id}", span) for span in spans)
    for claim in dossier.claims:
        yield from ((claim.article, f"claim {claim.id}", span) for span in claim.spans)
        for name, found in (("quantity", claim.quantities), ("time", claim.times)):
            for value in found:
                yield claim.article, f"{name} of claim {claim.id}", Span(value.start, value.end)
    for actor in dossier.actors:
        yield from _actor_spans(actor)


def _actor_spans(actor: Actor) -> Iterator[tuple[str, str, Span]]:
    for mention in actor.mentions:
        yield mention.article, f"mention of actor {actor.id}", Span(mention.start, mention.end)
    for role in actor.roles:
        yield role.article, f"role of actor {actor.id}", Span(role.start, role.end)


def _own_spans(article: Article) -> Iterator[tuple[str, tuple[Span, ...]]]:
    yield "boilerplate", article.boilerplate
    yield "title", (article.title_span,) if article.title_span else ()
    yield "dateline", (article.dateline,) if article.dateline else ()
    yield "credit", article.credits


def _hashes(dossier: Dossier) -> Iterator[Failure]:
    for article in dossier.articles:
        if article.sha256 != _hash(article.text):
            yield Failure(
                article=_path(article), kind="hash", message="its text is not the one that its sha256 names"
            )


def _references(dossier: Dossier) -> Iterator[Failure]:
    articles = {article.id: article for article in dossier.articles}
    actors = {actor.id for actor in dossier.actors}
    attributions = {one.id: one for one in dossier.attributions}
    claims = {claim.id: claim for claim in dossier.claims}

    def unknown(article: str, message: str) -> Failure:
        path = _path(articles[article]) if article in articles else _NOWHERE
        return Failure(article=path, kind="reference", message=plain(message))

    named: dict[str, Iterable[_Named]] = {
        "article": dossier.articles,
        "actor": dossier.actors,
        "attribution": dossier.attributions,
        "claim": dossier.claims,
        "point": dossier.points,
        "origin": dossier.origins,
    }
    for kind, records in named.items():
        ids = Counter(record.id for record in records)
        twice = [one for one, count in ids.items() if count > 1]
        yield from (unknown("", f"the id {one} names {ids[one]} {kind}s") for one in twice)
    for article, owner, kind, ref in _refs(dossier):
        known: Iterable[str] = {
            "article": articles,
            "actor": actors,
            "attribution": attributions,
            "claim": claims,
        }[kind]
        if ref not in known:
            yield unknown(article, f"{owner} names {kind} {ref}, which is not in the dossier")
    for claim in dossier.claims:
        said = attributions.get(claim.attribution or "")
        if said is not None and said.article != claim.article:
            yield unknown(claim.article, f"claim {claim.id} names attribution {said.id} of another article")
    for message in _out_of_range(dossier):
        yield unknown("", message)


def _out_of_range(dossier: Dossier) -> Iterator[str]:
    """Find what counts positions or mentions that are not there."""
    for actor in dossier.actors:
        for join in actor.joins:
            if not 0 <= min(join.a, join.b) <= max(join.a, join.b) < len(actor.mentions):
                message = f"actor {actor.id} joins mentions {join.a} and {join.b}, of which it has"
                yield f"{message} {len(actor.mentions)}"
    for point in dossier.points:
        for relation in point.relations:
            if not 0 <= min(relation.a, relation.b) <= max(relation.a, relation.b) < len(point.positions):
                message = f"point {point.id} relates positions {relation.a} and {relation.b}, of which it has"
                yield f"{message} {len(point.positions)}"


def _refs(dossier: Dossier) -> Iterator[tuple[str, str, str, str]]:
    """Yield every reference: the article it is about, who refers, and the kind and id of what it names."""
    for actor in dossier.actors:
        yield from _refs_of_actor(actor)
    for one in dossier.attributions:
        yield from _refs_of_attribution(one)
    for claim in dossier.claims:
        yield from _refs_of_claim(claim)
    for point in dossier.points:
        yield from _refs_of_point(point)
    for origin in dossier.origins:
        yield from (("", f"origin {origin.id}", "claim", ref) for ref in origin.claims)
        yield from (("", f"origin {origin.id}", "article", ref) for ref in origin.articles)


def _refs_of_actor(actor: Actor) -> Iterator[tuple[str, str, str, str]]:
    yield from (("", f"actor {actor.id}", "actor", ref) for ref in actor.speaks_for)
    places = [*(one.article for one in actor.mentions), *(one.article for one in actor.roles)]
    yield from (("", f"actor {actor.id}", "article", article) for article in places)
    yield from (("", f"actor {actor.id}", "actor", role.of) for role in actor.roles if role.of is not None)


def _refs_of_attribution(one: Attribution) -> Iterator[tuple[str, str, str, str]]:
    owner = f"attribution {one.id}"
    yield one.article, owner, "article", one.article
    if one.actor is not None:
        yield one.article, owner, "actor", one.actor
    yield from ((one.article, owner, "actor", way.actor) for way in ways(one.via) if way.actor is not None)
    if one.parent is not None:
        yield one.article, owner, "attribution", one.parent


def _refs_of_claim(claim: Claim) -> Iterator[tuple[str, str, str, str]]:
    owner = f"claim {claim.id}"
    yield claim.article, owner, "article", claim.article
    if claim.holder is not None:
        yield claim.article, owner, "actor", claim.holder
    if claim.attribution is not None:
        yield claim.article, owner, "attribution", claim.attribution


def _refs_of_point(point: Point) -> Iterator[tuple[str, str, str, str]]:
    owner = f"point {point.id}"
    yield from (("", owner, "claim", ref) for position in point.positions for ref in position.claims)
    yield from (("", owner, "claim", ref) for link in point.links for ref in (link.a, link.b))


def _spans(dossier: Dossier) -> Iterator[Failure]:
    articles = {article.id: article for article in dossier.articles}
    for article_id, owner, (start, end) in spans_of(dossier):
        article = articles.get(article_id)
        if article is not None and not 0 <= start < end <= len(article.text):
            message = (
                f"{plain(owner)}: [{start}, {end}) does not lie in its text of {len(article.text)} characters"
            )
            yield Failure(article=_path(article), kind="span", message=message)


def _labels(dossier: Dossier) -> Iterator[Failure]:
    articles = {article.id: article for article in dossier.articles}
    claims = {claim.id: claim for claim in dossier.claims}
    for point in dossier.points:
        every = [claims[one] for position in point.positions for one in position.claims if one in claims]
        labels = [(f"the label of point {point.id}", point.label, every)]
        for place, position in enumerate(point.positions):
            own = [claims[one] for one in position.claims if one in claims]
            labels.append((f"the label of position {place} at point {point.id}", position.label, own))
        for name, label, held in labels:
            if not any(_says(claim, label, articles) for claim in held):
                paths = sorted(
                    {_path(articles[claim.article]) for claim in held if claim.article in articles}
                )
                message = plain(f"{name} stands in none of its claims: {label[:80]!r}")
                yield Failure(article=", ".join(paths) or _NOWHERE, kind="label", message=message)


def _names(dossier: Dossier) -> Iterator[Failure]:
    """Find names of actors that stand in no article, whatever the case and white space."""
    known = [(article.text, article.outlet, article.author, article.title) for article in dossier.articles]
    texts = [_folded(text) for article in known for text in article if text]
    for actor in dossier.actors:
        for name in (actor.name, *actor.aliases):
            if actor.kind == "anonymous" and name == UNNAMED:
                continue
            folded = _folded(name)
            if not folded or not any(folded in text for text in texts):
                message = plain(f"actor {actor.id}: no article has the words {name[:80]!r}")
                yield Failure(article=_NOWHERE, kind="name", message=message)


def _folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def _says(claim: Claim, label: str, articles: dict[str, Article]) -> bool:
    if claim.article not in articles or not label.strip():
        return False
    text = articles[claim.article].text
    pieces = [text[start:end] for start, end in claim.spans if 0 <= start < end <= len(text)]
    return any(label in piece for piece in pieces) or label == " … ".join(pieces)


def _reread(dossier: Dossier, articles: Iterable[Article]) -> Iterator[Failure]:
    found: dict[tuple[str, str | None], set[str]] = {}
    for article in articles:
        found.setdefault((article.path, article.part), set()).add(_hash(article.text))
    for article in dossier.articles:
        hashes = found.get((article.path, article.part))
        if hashes is None:
            yield Failure(
                article=_path(article), kind="missing", message="the article could not be read again"
            )
        elif _hash(article.text) not in hashes:
            yield Failure(
                article=_path(article), kind="changed", message="its text is no longer the one in the dossier"
            )


_NOWHERE = "the dossier"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _path(article: Article) -> str:
    return plain(article.path if article.part is None else f"{article.path}#{article.part}")
