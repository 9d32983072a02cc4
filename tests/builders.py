"""Build a dossier by hand: three short reports of an invented ferry accident, as the stages would see it.

The reports conflict on how many were hurt and on whether the ship was overloaded, differ on the place,
one cannot verify a figure, and they agree on when the service opens again. Two of them carry the
same statement of the Coast Guard.
"""

import hashlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from types import ModuleType
from typing import Any

import pytest

import sayso
from sayso.records import (
    Actor,
    ActorMention,
    Article,
    Attribution,
    Claim,
    Dossier,
    Extracted,
    Join,
    Link,
    ModelUsed,
    Origin,
    Point,
    Position,
    Quantity,
    Rejected,
    Relation,
    Role,
    Span,
    Stance,
    StatementType,
    Status,
    Via,
    digest,
)

HERALD = """Ferry Runs Aground off Port Velm, 23 Hurt

PORT VELM, March 4 — The ferry Maren ran aground off Port Velm on Sunday night with 212 people on board.

"Twenty-three people were hurt and all passengers are ashore," said Ilse Brandt, a spokeswoman for the \
Velm Coast Guard, in a statement posted on its website.

Norline, the company that runs the ferry, denied that the ship had been overloaded.

The captain had warned of a broken radar in January, according to a dock worker who asked not to be named.

The ferry service will stay closed until Friday, the Coast Guard said.
"""

WIRE = """Dozens injured as ferry hits rocks near Skerry Point

The ferry Maren ran aground near Skerry Point late on Sunday, Harbour Wire has learned.

Omar Lind, the head of St Anne Hospital, told Harbour Wire that at least 41 people were hurt, nine of \
them badly.

The Seafarers' Union said that the ship carried 300 people, far more than it was built for. "It was \
overloaded, and Norline knew it," said its chairwoman, Pia Storm.

Harbour Wire could not verify how many people were on board.

The ferry service will stay closed until Friday, Norline said.
"""

POST = """Ferry accident: Coast Guard speaks

"Twenty-three people were hurt and all passengers are ashore," said Ilse Brandt, a spokeswoman for the \
Velm Coast Guard, in a statement posted on its website.

Norline, the company that runs the ferry, denied that the ship had been overloaded.
"""


def article(path: str, text: str, **known: Any) -> Article:
    """Return an article with the hash of its text."""
    return Article(
        id=digest("a", path, text),
        path=path,
        text=text,
        sha256=hashlib.sha256(text.encode()).hexdigest(),
        **known,
    )


def spans(one: Article, *phrases: str) -> tuple[Span, ...]:
    """Return where each phrase first stands in an article."""
    return tuple(Span(at := one.text.index(phrase), at + len(phrase)) for phrase in phrases)


def statement(
    one: Article, source: str, cue: str, content: Sequence[str], actor: str | None, **more: Any
) -> Attribution:
    """Return an attribution from its words."""
    kind: StatementType = more.pop("type", "indirect")
    stance: Stance = more.pop("stance", "asserts")
    via = more.pop("via", None)
    return Attribution(
        id=digest("t", one.id, source, *content),
        article=one.id,
        source=spans(one, source) if source else (),
        cue=spans(one, cue),
        content=spans(one, *content),
        type=kind,
        stance=stance,
        actor=actor,
        via=Via(kind="channel", spans=spans(one, via)) if via else None,
        confidence=0.9,
        **more,
    )


def claim(one: Article, *phrases: str, said: Attribution | None = None, **more: Any) -> Claim:
    """Return a claim from its words; without ``said`` it is the article's own."""
    return Claim(
        id=digest("c", one.id, *phrases, said.id if said else ""),
        article=one.id,
        spans=spans(one, *phrases),
        holder=said.actor if said else None,
        attribution=said.id if said else None,
        **more,
    )


def position(label: str, *claims: Claim, parties: int = 1, origins: int = 1) -> Position:
    """Return a position of these claims."""
    return Position(label=label, claims=tuple(one.id for one in claims), parties=parties, origins=origins)


def point(status: Status, label: str, *positions: Position, **more: Any) -> Point:
    """Return a point of these positions."""
    ids = [one for side in positions for one in side.claims]
    return Point(id=digest("p", *sorted(ids)), label=label, status=status, positions=positions, **more)


def actor(name: str, *named: tuple[Article, str], why: str = "full name", **more: Any) -> Actor:
    """Return an actor who is mentioned at these words."""
    mentions = tuple(
        ActorMention(article=one.id, start=at.start, end=at.end, why=why)
        for one, words in named
        for at in spans(one, words)
    )
    return Actor(id=digest("e", name), name=name, mentions=mentions, **more)


def role(one: Article, words: str, of: str | None = None) -> Role:
    """Return what an article says that somebody is."""
    (at,) = spans(one, words)
    return Role(article=one.id, start=at.start, end=at.end, of=of)


def reports(folder: str = "reports/") -> tuple[Article, Article, Article]:
    """Return the three reports: the Herald's, the Wire's (whose outlet is not known), the Post's."""
    herald = article(
        f"{folder}velm-herald.txt",
        HERALD,
        outlet="Velm Herald",
        title="Ferry Runs Aground off Port Velm, 23 Hurt",
        published="2024-03-04",
        language="en",
    )
    herald = replace(
        herald,
        title_span=spans(herald, "Ferry Runs Aground off Port Velm, 23 Hurt")[0],
        dateline=spans(herald, "PORT VELM, March 4 —")[0],
    )
    wire = article(
        f"{folder}harbour-wire.txt", WIRE, title="Dozens injured as ferry hits rocks near Skerry Point"
    )
    return (
        herald,
        wire,
        article(f"{folder}river-post.txt", POST, outlet="River Post", published="2024-03-05T07:00"),
    )


def without_points(one: Dossier) -> Dossier:
    """Return a dossier of the same articles in which nothing was found."""
    return replace(one, actors=(), attributions=(), claims=(), points=(), origins=())


def with_text(one: Dossier, at: int, text: str) -> Dossier:
    """Return a dossier in which article ``at`` has another text, and its right hash."""
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    articles = list(one.articles)
    articles[at] = replace(articles[at], text=text, sha256=sha256)
    return replace(one, articles=tuple(articles))


def extracted() -> tuple[Extracted, ...]:
    """Return the three reports with their attributions, as ``sayso.pipeline.extracted`` yields them."""
    whole = dossier()
    return tuple(
        Extracted(article=each, attributions=tuple(a for a in whole.attributions if a.article == each.id))
        for each in whole.articles
    )


def fake_pipeline(monkeypatch: pytest.MonkeyPatch, **functions: Callable[..., Any]) -> None:
    """Put ``functions`` in the place of ``sayso.pipeline``, so that no model is loaded."""
    module = ModuleType("sayso.pipeline")
    for name, function in functions.items():
        setattr(module, name, function)
    monkeypatch.setitem(sys.modules, "sayso.pipeline", module)
    monkeypatch.setattr(sayso, "pipeline", module, raising=False)


def hostile_dossier(words: str) -> Dossier:
    """Return a dossier of one article in which every text that is shown is ``words``."""
    text = f"x {words} said: {words}"
    one = article(f"{words}.txt", text, outlet=words, title=words, published=words)
    start = len("x ")
    named = Span(start, start + len(words))
    said = Span(len(text) - len(words), len(text))
    who = Actor(
        id="e1",
        name=words,
        kind="person",
        aliases=(words,),
        roles=(Role(article=one.id, start=named.start, end=named.end, of="e1"),),
        joins=(Join(a=0, b=0, why=words),),
        speaks_for=("e1",),
        mentions=(ActorMention(article=one.id, start=named.start, end=named.end, why=words),),
    )
    told = Attribution(
        id="t1",
        article=one.id,
        source=(named,),
        cue=(Span(0, 1),),
        content=(said,),
        type="direct",
        stance="asserts",
        actor="e1",
        via=Via(kind="relay", spans=(named,)),
        confidence=0.5,
    )
    first = Claim(id="c1", article=one.id, spans=(said,), holder="e1", attribution="t1")
    second = Claim(id="c2", article=one.id, spans=(named,))
    clash = point(
        "disputed",
        words,
        position(words, first),
        position(words, second),
        relations=(
            Relation(
                a=0, b=1, kind="conflict", why={"reason": words, "words": [words, words], "note": words}
            ),
        ),
        links=(Link(a="c1", b="c2", score=0.5, why={words: [words, {words: words}]}),),
    )
    alone = replace(
        clash, id="p2", status="single_source", positions=clash.positions[:1], relations=(), links=()
    )
    return Dossier(
        sayso=words,
        config={},
        models=(),
        articles=(one,),
        actors=(who,),
        attributions=(told,),
        claims=(first, second),
        points=(clash, alone),
        origins=(),
        rejected=(Rejected(input=words, stage="ingest", reason=words),),
    )


def dossier(folder: str = "reports/") -> Dossier:
    """Return the dossier over the three reports."""
    herald, wire, post = reports(folder)
    guard = actor(
        "Velm Coast Guard",
        (herald, "the Coast Guard"),
        why="last words of a fuller name",
        kind="organization",
    )
    brandt = actor(
        "Ilse Brandt", (herald, "Ilse Brandt"), (post, "Ilse Brandt"), kind="person", speaks_for=(guard.id,)
    )
    norline = actor("Norline", (herald, "Norline"), (wire, "Norline"), (post, "Norline"), kind="organization")
    lind = actor(
        "Omar Lind", (wire, "Omar Lind"), kind="person", roles=(role(wire, "the head of St Anne Hospital"),)
    )
    union = actor("Seafarers' Union", (wire, "Seafarers' Union"), kind="organization")
    storm = actor("Pia Storm", (wire, "Pia Storm"), kind="person", speaks_for=(union.id,))
    docker = actor(
        "a dock worker", (herald, "a dock worker"), kind="anonymous", why="unnamed: stays in its article"
    )

    ashore = ("Twenty-three people were hurt and all passengers are ashore",)
    website = {"type": "direct", "via": "a statement posted on its website"}
    told = statement(
        herald, "Ilse Brandt, a spokeswoman for the Velm Coast Guard", "said", ashore, brandt.id, **website
    )
    copied = statement(
        post, "Ilse Brandt, a spokeswoman for the Velm Coast Guard", "said", ashore, brandt.id, **website
    )
    company = "Norline, the company that runs the ferry"
    loaded = ("that the ship had been overloaded",)
    denied = statement(herald, company, "denied", loaded, norline.id, stance="denies")
    denied_too = statement(post, company, "denied", loaded, norline.id, stance="denies")
    radar = ("The captain had warned of a broken radar in January",)
    warned = statement(herald, "a dock worker who asked not to be named", "according to", radar, docker.id)
    closed = ("The ferry service will stay closed until Friday",)
    guarded = statement(herald, "the Coast Guard", "said", closed, guard.id)
    hurt = ("at least 41 people were hurt, nine of them badly",)
    hospital = statement(wire, "Omar Lind, the head of St Anne Hospital", "told", hurt, lind.id)
    carried = ("that the ship carried 300 people, far more than it was built for",)
    unionist = statement(wire, "The Seafarers' Union", "said", carried, union.id)
    knew = ("It was overloaded, and Norline knew it",)
    chair = statement(wire, "its chairwoman, Pia Storm", "said", knew, storm.id, type="direct")
    unsure = statement(
        wire, "", "could not verify", ("how many people were on board",), None, stance="cannot_verify"
    )
    normal = statement(wire, "Norline", "said", closed, norline.id)

    c23 = claim(
        herald, "Twenty-three people were hurt", said=told, quantities=_number(herald, "Twenty-three", 23)
    )
    c23too = claim(
        post, "Twenty-three people were hurt", said=copied, quantities=_number(post, "Twenty-three", 23)
    )
    c41 = claim(
        wire, "at least 41 people were hurt", said=hospital, quantities=_number(wire, "at least 41", 41)
    )
    badly = claim(wire, "nine of them badly", said=hospital)
    safe = claim(herald, "all passengers are ashore", said=told)
    safe_too = claim(post, "all passengers are ashore", said=copied)
    full = claim(herald, "the ship had been overloaded", said=denied)
    full_too = claim(post, "the ship had been overloaded", said=denied_too)
    laden = claim(wire, "It was overloaded", said=chair)
    off = claim(herald, "The ferry Maren ran aground off Port Velm on Sunday night")
    near = claim(wire, "The ferry Maren ran aground near Skerry Point late on Sunday")
    aboard = claim(herald, "The ferry Maren", "with 212 people on board")
    many = claim(wire, "the ship carried 300 people", said=unionist)
    unknown = claim(wire, "how many people were on board", said=unsure)
    january = claim(herald, *radar, said=warned)
    until = claim(herald, *closed, said=guarded)
    until_too = claim(wire, *closed, said=normal)

    points = (
        point("agreed", closed[0], position(closed[0], until, until_too, parties=2, origins=2)),
        point("single_source", radar[0], position(radar[0], january)),
        point(
            "single_source",
            "all passengers are ashore",
            position("all passengers are ashore", safe, safe_too),
        ),
        point("single_source", "nine of them badly", position("nine of them badly", badly)),
        point(
            "single_source",
            "with 212 people on board",
            position("The ferry Maren … with 212 people on board", aboard),
        ),
        point(
            "unverified",
            "the ship carried 300 people",
            position("the ship carried 300 people", many),
            position("how many people were on board", unknown),
            relations=(
                Relation(
                    a=0, b=1, kind="differs", why={"reason": "unverified", "claims": [many.id, unknown.id]}
                ),
            ),
        ),
        point(
            "differs",
            "The ferry Maren ran aground off Port Velm on Sunday night",
            position("off Port Velm", off),
            position("near Skerry Point", near),
            relations=(_relation("differs", "place", (off, "off Port Velm"), (near, "near Skerry Point")),),
            links=(
                Link(
                    a=off.id,
                    b=near.id,
                    score=0.87,
                    why={"meaning": 0.91, "shared": ["ferry", "Maren", "aground"]},
                ),
            ),
        ),
        point(
            "disputed",
            "the ship had been overloaded",
            position("the ship had been overloaded", full, full_too),
            position("It was overloaded", laden),
            relations=(_relation("conflict", "denial", (full, "denied"), (laden, "It was overloaded")),),
            links=(Link(a=full.id, b=laden.id, score=0.71, why={"meaning": 0.8}),),
        ),
        point(
            "disputed",
            "Twenty-three people were hurt",
            position("Twenty-three people were hurt", c23, c23too),
            position("at least 41 people were hurt", c41),
            relations=(_relation("conflict", "number", (c23, "Twenty-three"), (c41, "at least 41")),),
            links=(Link(a=c23.id, b=c41.id, score=0.94, why={"meaning": 0.95, "unit": "people"}),),
        ),
    )
    claims = (
        *(c23, c23too, c41, badly, safe, safe_too, full, full_too, laden),
        *(off, near, aboard, many, unknown, january, until, until_too),
    )
    attributions = (
        told, copied, denied, denied_too, warned, guarded, hospital, unionist, chair, unsure, normal,
    )  # fmt: skip
    return Dossier(
        sayso="0.1.0",
        config={"max_bytes": 20_000_000, "spacy_model": None, "threads": 1},
        models=(ModelUsed(name="attribution", sha256="0" * 64),),
        articles=(wire, post, herald),
        actors=(guard, brandt, norline, lind, union, storm, docker),
        attributions=attributions,
        claims=claims,
        points=points,
        origins=(
            Origin(
                id=digest("o", "statement", told.id, copied.id),
                kind="statement",
                claims=(c23.id, c23too.id, safe.id, safe_too.id),
                articles=(herald.id, post.id),
            ),
            Origin(
                id=digest("o", "passage", herald.id, post.id),
                kind="shared_passage",
                claims=(full.id, full_too.id),
                articles=(herald.id, post.id),
            ),
        ),
        rejected=(
            Rejected(input=f"{folder}scan.pdf", stage="ingest", reason="no text could be found in it"),
        ),
    )


def _number(one: Article, words: str, value: float) -> tuple[Quantity, ...]:
    [(start, end)] = spans(one, words)
    at_least = words.startswith("at least")
    return (
        Quantity(
            start=start,
            end=end,
            low=value,
            high=None if at_least else value,
            unit="people",
            modifier="at_least" if at_least else "exact",
        ),
    )


def _relation(kind: Any, reason: str, a: tuple[Claim, str], b: tuple[Claim, str]) -> Relation:
    why = {"reason": reason, "claims": [a[0].id, b[0].id], "words": [a[1], b[1]], "note": None}
    return Relation(a=0, b=1, kind=kind, why=why)
