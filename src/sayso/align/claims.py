"""Cut articles into claims: the clauses of what is said and of what the article says itself."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sayso.align.wording import Segment, segments
from sayso.records import (
    Actor,
    Annotated,
    Article,
    Attribution,
    Claim,
    Clause,
    Resolved,
    Span,
    Spans,
    digest,
)

__all__ = ["Voiced", "cut_claims", "words_of"]

WORD = re.compile(r"\w{3,}")
BARE = re.compile(r"\W*(.*?[\w%$£€])?\W*\Z", re.DOTALL)
REFUSING = {"cannot_verify", "denies"}
MOSTLY = 0.5  # share of a clause inside a content that makes it part of what is said
FRAME = 3  # words: what a clause must say besides who speaks, how and where ("he told AFP in Paris")
SHORTEST = 2  # content words


@dataclass(frozen=True, slots=True, kw_only=True)
class Voiced:
    """A claim with what comparing it needs.

    ``text`` is its pieces joined, ``sentence`` the one it stands in, ``segments`` that sentence as
    the models read it, ``names`` the actors (ids)
    and places (lower case) that it mentions, ``people`` the persons among them and where they
    are named, ``place`` 0 to 1 how far down the article it stands.
    """

    claim: Claim
    article: Article
    attribution: Attribution | None
    text: str
    sentence: Span
    segments: tuple[Segment, ...]
    root: str
    lemmas: frozenset[str]
    negated: bool
    names: frozenset[str]
    places: tuple[Span, ...]
    people: tuple[tuple[str, Span], ...]
    place: float


def words_of(article: Article, spans: Spans) -> str:
    """Return the pieces of a span list as one text, gaps marked by an ellipsis."""
    return " … ".join(article.text[start:end] for start, end in spans)


def cut_claims(resolved: Resolved) -> list[Voiced]:
    """Return the claims of all articles, in the order of the articles and of their text."""
    named = _named_by_article(resolved.actors)
    return [voiced for one in resolved.articles for voiced in _of_article(one, named.get(one.article.id, []))]


Named = list[tuple[Span, Actor]]


def _named_by_article(actors: tuple[Actor, ...]) -> Mapping[str, Named]:
    found: dict[str, Named] = {}
    for actor in actors:
        for mention in actor.mentions:
            found.setdefault(mention.article, []).append((Span(mention.start, mention.end), actor))
    return found


def _of_article(one: Annotated, named: Named) -> list[Voiced]:
    article = one.article
    found = []
    for clause in one.clauses:
        if article.title_span is not None and _overlap(clause.spans, (article.title_span,)):
            continue  # a headline repeats what the text says, in other words
        attribution = _said_in(clause, one.attributions)
        spans = clause.spans
        if attribution is not None:
            said = _intersection(clause.spans, attribution.content)
            if _overlap(clause.spans, attribution.cue):  # "has rejected | the account": the verb is the cue
                clause = replace(clause, root="", negated=False)  # noqa: PLW2901
            spans = tuple(bare for span in said if (bare := _bare(article.text, span))) or clause.spans
        elif _only_frames(article.text, clause.spans, one.attributions):
            continue
        inside = any(s.start <= spans[0].start < s.end for s in one.sentences)
        if not inside or len(clause.lemmas) < SHORTEST:
            continue
        found.append(_voiced(one, clause, _claim(one, spans, attribution), attribution, named))
    for attribution in one.attributions:
        stated = any(_said_in(clause, (attribution,)) for clause in one.clauses)
        if attribution.stance in REFUSING and attribution.content and not stated:
            spans = attribution.content  # "that figure": denied or unchecked, but states nothing itself
            words = tuple(
                match.group().lower() for s, e in spans for match in WORD.finditer(article.text[s:e])
            )
            clause = Clause(spans=spans, root="", lemmas=words)
            found.append(_voiced(one, clause, _claim(one, spans, attribution), attribution, named))
    return sorted(found, key=lambda voiced: voiced.claim.spans)


def _claim(one: Annotated, spans: Spans, attribution: Attribution | None) -> Claim:
    return Claim(
        id=digest("c", one.article.id, *spans),
        article=one.article.id,
        spans=spans,
        holder=attribution.actor if attribution else None,
        attribution=attribution.id if attribution else None,
        quantities=tuple(q for q in one.quantities if _holds(spans, q.start)),
        times=tuple(t for t in one.times if _holds(spans, t.start)),
    )


def _voiced(
    one: Annotated, clause: Clause, claim: Claim, attribution: Attribution | None, named: Named
) -> Voiced:
    article, spans = one.article, claim.spans
    places = tuple(Span(m.start, m.end) for m in one.mentions if m.kind == "place" and _holds(spans, m.start))
    here = [(span, actor) for span, actor in named if _holds(spans, span.start)]
    sentence = next((s for s in one.sentences if s.start <= spans[0].start < s.end), spans[0])
    return Voiced(
        claim=claim,
        article=article,
        attribution=attribution,
        text=words_of(article, spans),
        sentence=sentence,
        segments=segments(article, sentence, spans, named),
        root=clause.root,
        lemmas=frozenset(clause.lemmas),
        negated=clause.negated,
        names=frozenset({actor.id for _, actor in here} | {article.text[s:e].lower() for s, e in places}),
        places=places,
        people=tuple(sorted((actor.id, span) for span, actor in here if actor.kind == "person")),
        place=spans[0].start / len(article.text),
    )


def _said_in(clause: Clause, attributions: tuple[Attribution, ...]) -> Attribution | None:
    """Return the innermost attribution that most of the clause is content of, sources and cues left out."""
    framing = tuple({span for a in attributions for span in (*a.source, *a.cue)})
    rest = _length(clause.spans) - _overlap(clause.spans, framing)
    holding = [
        a for a in attributions if a.content and 0 < MOSTLY * rest <= _overlap(clause.spans, a.content)
    ]
    return min(holding, key=lambda a: (_length(a.content), a.id), default=None)


def _only_frames(text: str, spans: Spans, attributions: tuple[Attribution, ...]) -> bool:
    """Say whether a clause holds a cue and little besides the source, the channel and the content."""
    if not any(_overlap(spans, a.cue) for a in attributions):
        return False
    known = [
        s for a in attributions for s in (*a.source, *a.cue, *a.content, *(a.via.spans if a.via else ()))
    ]
    words = [match.start() + start for start, end in spans for match in WORD.finditer(text[start:end])]
    return sum(not any(s <= at < e for s, e in known) for at in words) < FRAME


def _length(spans: Spans) -> int:
    return sum(end - start for start, end in spans)


def _overlap(a: Spans, b: Spans) -> int:
    return sum(max(0, min(ae, be) - max(as_, bs)) for as_, ae in a for bs, be in b)


def _intersection(a: Spans, b: Spans) -> Spans:
    parts = (Span(max(as_, bs), min(ae, be)) for as_, ae in a for bs, be in b)
    return tuple(sorted(part for part in parts if part.start < part.end))


def _bare(text: str, span: Span) -> Span | None:
    """Leave out quotation marks and other punctuation at the edges."""
    match = BARE.match(text, *span)
    return Span(*match.span(1)) if match and match.group(1) else None


def _holds(spans: Spans, at: int) -> bool:
    return any(start <= at < end for start, end in spans)
