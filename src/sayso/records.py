"""The nouns of sayso: plain values that the stages hand to one another.

Every record is frozen, slotted and keyword-only, holds only values, and survives JSON
(``msgspec`` reads and writes them as they are). Spans are
half-open ``(start, end)`` pairs that count code points of ``Article.text``. An ``id`` is a hash of
what it names, so the same input has the same ids everywhere.

The order below is the order in which the stages make them.
"""

import hashlib
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple

__all__ = [
    "UNNAMED",
    "Actor",
    "ActorMention",
    "Annotated",
    "Article",
    "Attribution",
    "Claim",
    "Clause",
    "Dossier",
    "Extracted",
    "Join",
    "Link",
    "Mention",
    "ModelUsed",
    "Origin",
    "Point",
    "Position",
    "Quantity",
    "Rejected",
    "Relation",
    "Resolved",
    "Role",
    "Span",
    "Time",
    "Via",
    "digest",
]


class Span(NamedTuple):
    """A half-open stretch of an article's text, in code points."""

    start: int
    end: int


Spans = tuple[Span, ...]

UNNAMED = "unnamed"
"""The name of an actor that no words name ("reportedly"): the only name that stands in no article."""

ActorKind = Literal["person", "organization", "group", "anonymous", "document", "outlet"]
MentionKind = Literal["person", "organization", "group", "place", "event", "pronoun", "nominal", "document"]
StatementType = Literal["direct", "indirect", "mixed"]
Stance = Literal[
    "asserts",
    "confirms",
    "denies",
    "doubts",
    "cannot_verify",
    "asks",
    "demands",
    "promises",
    "declines_to_comment",
    "believes",
]
Status = Literal["agreed", "disputed", "differs", "single_source", "unverified"]
StageName = Literal["ingest", "annotate", "resolve", "align", "dossier"]


def digest(prefix: str, *parts: object) -> str:
    """Return a short stable id: ``prefix`` and 12 hex digits of what is named.

    >>> digest("a", "talks.txt", "Talks were held.") == digest("a", "talks.txt", "Talks were held.")
    True
    """
    joined = "\x1f".join(str(part) for part in parts)
    return prefix + hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:12]


# ------------------------------------------------------------------ ingest


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One published text with what is known of it.

    ``path`` is the file as it was given, ``part`` says which article of a file that holds
    several (a line number). ``sha256`` is that of ``text`` in UTF-8. ``published`` is ISO 8601,
    as exact as the article says; ``published_guess`` a date that a program guessed where none is
    stated, to be shown as a guess and used in nothing, since a wrong date is worse than none.
    ``boilerplate`` marks what is not news ("Listen to this article:"); ``title_span``, ``dateline``
    and ``credits`` mark the headline, "New Delhi:" and agency credits such as "(AP)". All of these
    lie inside ``text``, which never changes. ``provenance`` says where each field that is set was
    found ("JSON-LD", "meta og:site_name", "headline", "byline", "manifest", "given").
    """

    id: str
    path: str
    part: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    author: str | None = None
    published: str | None = None
    published_guess: str | None = None
    language: str | None = None
    sha256: str
    text: str
    boilerplate: Spans = ()
    title_span: Span | None = None
    dateline: Span | None = None
    credits: Spans = ()
    provenance: dict[str, str] = field(default_factory=dict, hash=False)  # an Article stays hashable


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """An input that could not be handled, and why; the rest went on without it."""

    input: str
    stage: StageName
    reason: str


# ---------------------------------------------------------------- annotate


@dataclass(frozen=True, slots=True, kw_only=True)
class Via:
    """The channel or relay of a statement: "a statement posted on Twitter", "AFP" in "told AFP".

    ``actor`` is who relays, as the resolve stage finds; ``via`` is what it came through before:
    the statement that AFP was sent. So the chain reads from the article back to the speaker.
    """

    kind: Literal["channel", "relay"]
    spans: Spans
    actor: str | None = None
    via: "Via | None" = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """In one article, who (``source``) says (``cue``) what (``content``).

    ``content`` may have several pieces, ``source`` may be empty ("reportedly"). ``parent`` is
    the attribution inside whose content this one stands. ``confidence`` is 0 to 1.
    ``actor`` is empty until the resolve stage, which gives each one.
    """

    id: str
    article: str
    source: Spans
    cue: Spans
    content: Spans
    type: StatementType
    stance: Stance
    actor: str | None = None
    via: Via | None = None
    parent: str | None = None
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A span that names somebody or something.

    ``start`` to ``end`` is the name itself ("Ali Maisam Nazary", "he", "the group"); ``roles``
    are the words beside it that say what it is ("the acting foreign minister", "the foreign
    relations chief for the NRF"). ``acronym`` is the one given in parentheses after it.
    """

    article: str
    start: int
    end: int
    kind: MentionKind
    roles: Spans = ()
    acronym: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number in an article: ``low`` to ``high`` (equal when exact) of ``unit``.

    ``modifier`` is what the words make of it; "at least 20" has no upper end, so ``high`` is
    None. ``unit`` is the thing counted or measured, lower case, singular ("fighter", "%").
    """

    start: int
    end: int
    low: float | None
    high: float | None
    unit: str | None = None
    modifier: Literal["exact", "about", "at_least", "at_most", "range"] = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """A time expression; ``value`` is ISO 8601 as exact as the words ("2014-10", "2014-10-17").

    ``value`` is None where the article's own date would be needed and is not known;
    ``weekday`` (0 is Monday) keeps what "on Friday" says even then.
    """

    start: int
    end: int
    value: str | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """The smallest stretch that states something, from the syntax of its sentence.

    ``lemmas`` are its content words in base form, ``subject`` and ``root`` the words that it
    turns on; ``negated`` says whether the root is denied.
    """

    spans: Spans
    root: str
    subject: Span | None = None
    lemmas: tuple[str, ...] = ()
    negated: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotated:
    """One article with all that the annotate stage found in it."""

    article: Article
    sentences: Spans = ()
    quotations: Spans = ()
    mentions: tuple[Mention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    clauses: tuple[Clause, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    times: tuple[Time, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Extracted:
    """One article with its attributions alone, for corpora (``sayso extract``)."""

    article: Article
    attributions: tuple[Attribution, ...] = ()


# ----------------------------------------------------------------- resolve


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorMention:
    """Where an actor is named, and by which rule it is this actor (``why``)."""

    article: str
    start: int
    end: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """Where an article says what an actor is: a title, a post, an affiliation.

    ``of`` is the id of the actor that the words name or mean ("NRF" in "NRF leader").
    """

    article: str
    start: int
    end: int
    of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Join:
    """Why two mentions of an actor (``a``, ``b`` count from 0) are one's, which no name alone says."""

    a: int
    b: int
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Somebody who is named or says something, across articles.

    ``name`` is the fullest form in any article, ``aliases`` the other forms, ``roles`` what the
    articles say it is, ``speaks_for`` the ids of the actors it speaks for. Each mention says why
    it is this actor within its article; ``joins`` say why those of several articles are one.
    """

    id: str
    name: str
    kind: ActorKind
    aliases: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    speaks_for: tuple[str, ...] = ()
    mentions: tuple[ActorMention, ...] = ()
    joins: tuple[Join, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """All articles of a set, their attributions with actors, and the actors."""

    articles: tuple[Annotated, ...]
    actors: tuple[Actor, ...]


# ------------------------------------------------------------------- align


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The smallest stretch that answers a question of fact.

    ``holder`` is the id of the actor that vouches for it, None the article's own voice;
    ``attribution`` the statement it stands in.
    """

    id: str
    article: str
    spans: Spans
    holder: str | None = None
    attribution: str | None = None
    quantities: tuple[Quantity, ...] = ()
    times: tuple[Time, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One distinct answer at a point; ``parties`` and ``origins`` count its independent holders."""

    label: str
    claims: tuple[str, ...]
    parties: int
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """How two positions (``a``, ``b`` count from 0) stand to each other, and ``why``.

    ``why`` holds ``reason`` (number, date, place, person, denial, unverified, …), the two claims
    compared and the words or values that decided.
    """

    a: int
    b: int
    kind: Literal["conflict", "differs"]
    why: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """Why two claims stand at one point: the score and the features behind it."""

    a: str
    b: str
    score: float
    why: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A question on which claims say something comparable."""

    id: str
    label: str
    status: Status
    positions: tuple[Position, ...]
    relations: tuple[Relation, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What several claims or articles have in common as their provenance."""

    id: str
    kind: Literal["agency_copy", "shared_passage", "utterance", "statement", "interview"]
    claims: tuple[str, ...] = ()
    articles: tuple[str, ...] = ()


# ----------------------------------------------------------------- dossier


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelUsed:
    """A model that took part, by its file's hash."""

    name: str
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """The result over a set of articles: ``sayso compare … --json``, the public contract."""

    sayso: str
    config: dict[str, Any]
    models: tuple[ModelUsed, ...]
    articles: tuple[Article, ...]
    actors: tuple[Actor, ...]
    attributions: tuple[Attribution, ...]
    claims: tuple[Claim, ...]
    points: tuple[Point, ...]
    origins: tuple[Origin, ...]
    rejected: tuple[Rejected, ...] = ()

    def to_json(self) -> str:
        """Return the dossier as JSON, the same text for the same dossier."""
        import msgspec  # noqa: PLC0415  kept out of ``import sayso``

        return msgspec.json.format(msgspec.json.encode(self), indent=1).decode() + "\n"

    @classmethod
    def from_json(cls, text: str | bytes) -> "Dossier":
        """Read what ``to_json`` wrote.

        Raises:
            DossierError: the text is no dossier; the message says where it departs from one.
        """
        import msgspec  # noqa: PLC0415

        from sayso.errors import DossierError  # noqa: PLC0415

        try:
            return msgspec.json.decode(text, type=cls)
        except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
            raise DossierError(f"not a dossier: {error}") from error
