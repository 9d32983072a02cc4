"""One article while its mentions are being resolved: who has been seen where, so far."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from sayso.records import ActorKind, ActorMention, Annotated, Attribution, Mention, Span
from sayso.resolve.names import PersonName, person_name
from sayso.resolve.words import Phrase, gender_of, phrase, word_set

__all__ = ["LEAD", "Answer", "Draft", "Reference", "Sighting", "Story", "called", "told_of"]

LEAD = 3
"""Paragraphs, with a headline's, in which somebody may be described before being named."""


@dataclass(slots=True, eq=False)
class Draft:
    """An actor in the making, within one article.

    ``names`` are its proper names, ``phrases`` what else it is called, ``roles`` what it is said
    to be and ``posts`` where, with whom those words name; ``issuers`` are those that it speaks
    for. ``unnamed`` marks the one that stands for words without any source, ``writes`` the
    article's author ("I"), ``leads`` a phrase of the first paragraphs.
    """

    kind: ActorKind
    names: list[str] = field(default_factory=list)
    phrases: list[str] = field(default_factory=list)
    roles: list[str] = field(default_factory=list)
    posts: dict[Span, "Draft | None"] = field(default_factory=dict)
    mentions: list[ActorMention] = field(default_factory=list)
    acronyms: set[str] = field(default_factory=set)
    issuers: list["Draft"] = field(default_factory=list)
    plural: bool = False
    gender: str | None = None
    speaks: bool = False
    unnamed: bool = False
    is_place: bool = False
    leads: bool = False
    writes: bool = False

    @property
    def person(self) -> PersonName | None:
        """Return the fullest of a person's names, None for whoever has none."""
        if self.kind != "person" or not self.names:
            return None
        return max((person_name(name) for name in self.names), key=lambda name: (len(name.words), name.words))

    @property
    def one_person(self) -> bool:
        """Say whether "he" or "she" can mean it."""
        return self.kind == "person" or (self.kind == "anonymous" and not self.plural and not self.unnamed)

    def add_role(self, text: str, at: Span | None = None) -> None:
        """Note what it is said to be, and what that tells of he or she."""
        if text not in self.roles:
            self.roles.append(text)
        if at is not None and text.lower().rstrip(".") not in word_set("address"):
            self.posts.setdefault(at, None)
        self.gender = self.gender or gender_of(text)


def called(draft: Draft) -> str:
    """Return what to call a draft in an explanation."""
    if draft.names:
        return max(draft.names, key=len)
    return f"'{draft.phrases[0]}'" if draft.phrases else "somebody unnamed"


@dataclass(frozen=True, slots=True)
class Sighting:
    """A draft seen at ``start``; ``spoke``: as the source of a statement."""

    start: int
    end: int
    draft: Draft
    spoke: bool = False


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun or a phrase without a name that has to be resolved; None: of no statement."""

    span: Span
    phrase: Phrase
    said: Attribution | None

    @property
    def start(self) -> int:
        """Return where it stands."""
        return self.span.start


@dataclass(frozen=True, slots=True)
class Answer:
    """Whom a reference means, and by which rule."""

    draft: Draft
    why: str


class Story:
    """An article, its drafts, and who was seen where.

    ``names`` maps the span of each named mention to its draft, ``speakers`` the id of each
    attribution done so far, ``relays`` the span of each relay ("AFP" in "told AFP"). ``voices``
    are the spans of the names that are sources.
    """

    def __init__(self, annotated: Annotated) -> None:
        """Take an article as the annotate stage left it."""
        self.annotated = annotated
        self.text = annotated.article.text
        self.id = annotated.article.id
        self.drafts: list[Draft] = []
        self.names: dict[Span, Draft] = {}
        self.speakers: dict[str, Draft] = {}
        self.voices: list[Span] = []
        self.relays: dict[Span, Draft] = {}
        self.sightings: list[Sighting] = []
        self._starts: list[int] = []
        self._breaks = [at for at, char in enumerate(self.text) if char == "\n"]
        self._paragraphs = _paragraphs(self.text)
        self._sentences = sorted(annotated.sentences)
        self._subjects = sorted(one.subject for one in annotated.clauses if one.subject)
        self._by_id = {one.id: one for one in annotated.attributions}

    def is_subject(self, sighting: Sighting) -> bool:
        """Say whether a clause is about what was sighted: its subject holds it."""
        at = bisect_right(self._subjects, (sighting.start, len(self.text))) - 1
        return at >= 0 and sighting.start < self._subjects[at].end

    def words(self, span: Span) -> str:
        """Return the text of a span."""
        return self.text[span.start : span.end]

    def new(self, kind: ActorKind) -> Draft:
        """Return a new draft."""
        draft = Draft(kind)
        self.drafts.append(draft)
        return draft

    def see(self, draft: Draft, span: Span, why: str, *, spoke: bool = False) -> None:
        """Note that ``draft`` is meant at ``span``."""
        if not any((m.start, m.end) == tuple(span) for m in draft.mentions):
            draft.mentions.append(ActorMention(article=self.id, start=span.start, end=span.end, why=why))
        at = bisect_right(self._starts, span.start)
        self._starts.insert(at, span.start)
        self.sightings.insert(at, Sighting(span.start, span.end, draft, spoke))

    def forget(self, draft: Draft) -> None:
        """Take a draft out, with all that was seen of it."""
        self.drafts.remove(draft)
        self.sightings = [one for one in self.sightings if one.draft is not draft]
        self._starts = [one.start for one in self.sightings]

    def before(self, position: int) -> Iterator[Sighting]:
        """Yield what was seen before ``position``, the nearest first."""
        for at in range(bisect_left(self._starts, position) - 1, -1, -1):
            yield self.sightings[at]

    def between(self, start: int, end: int) -> list[Sighting]:
        """Return what was seen from ``start`` up to ``end``."""
        return self.sightings[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def paragraph(self, position: int) -> int:
        """Return the number of the paragraph; empty lines do not count."""
        return self._paragraphs[bisect_right(self._breaks, position)]

    def sentence(self, position: int) -> Span:
        """Return the sentence around ``position``, the paragraph where none is known."""
        at = bisect_right(self._sentences, (position, len(self.text))) - 1
        if at >= 0 and self._sentences[at].start <= position < self._sentences[at].end:
            return self._sentences[at]
        low = bisect_right(self._breaks, position)
        start = self._breaks[low - 1] + 1 if low else 0
        return Span(start, self._breaks[low] if low < len(self._breaks) else len(self.text))

    def enclosing(self, said: Attribution) -> Attribution | None:
        """Return the statement inside whose content another one stands."""
        return self._by_id.get(said.parent) if said.parent else None

    def reference(self, mention: Mention | Span, said: Attribution | None) -> Reference:
        """Return a mention as something to be resolved."""
        span = Span(mention.start, mention.end)
        return Reference(span, phrase(self.words(span)), said)

    def next_voice(self, position: int) -> Draft | None:
        """Return whoever is the next to speak by name, within ``LEAD`` paragraphs after ``position``."""
        voice = next((span for span in self.voices if span.start > position), None)
        near = voice is not None and self.paragraph(voice.start) - self.paragraph(position) <= LEAD
        return self.names[voice] if voice is not None and near else None

    def named_inside(self, span: Span) -> list[tuple[Span, Draft]]:
        """Return the names inside a span, in order."""
        return [
            (at, draft)
            for at, draft in sorted(self.names.items(), key=_first)
            if span.start <= at.start and at.end <= span.end
        ]


def _paragraphs(text: str) -> list[int]:
    """Return, for each line, the number of its paragraph."""
    numbers, at = [], 0
    for line in text.split("\n"):
        numbers.append(at)
        at += bool(line.strip())
    return numbers


def _first(item: tuple[Span, Draft]) -> Span:
    return item[0]


def told_of(draft: Draft, reference: Reference) -> bool:
    """Say whether a statement names the draft as somebody else: in a quotation, or after its source."""
    if reference.said is None:
        return False
    quoted = reference.said.type == "direct"
    contents = [(s, e) for s, e in reference.said.content if quoted or reference.start < s]
    return any(s <= one.start < e for s, e in contents for one in draft.mentions)
