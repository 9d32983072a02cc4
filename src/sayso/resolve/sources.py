"""Go through the statements of one article in the order of the text and say who speaks in each."""

import re
from itertools import pairwise

from sayso.records import Annotated, Attribution, Mention, MentionKind, Span
from sayso.resolve.named import gather_names, is_outlet
from sayso.resolve.names import org_key
from sayso.resolve.nominals import resolve_nominal
from sayso.resolve.pronouns import is_pronoun, resolve_pronoun
from sayso.resolve.roles import find_issuers
from sayso.resolve.story import Answer, Draft, Story
from sayso.resolve.words import is_hearsay, phrase, word_set

__all__ = ["read_story"]

JOINED = re.compile(r"\s*(?:,\s*)?(?:and\b[^,;]*|\s*)\Z")  # between two people who speak together
HEADING = re.compile(r",\s+(?!and\b)[a-z\d]")  # what follows a name that is described after it
NAMELESS = frozenset({"pronoun", "nominal", "document"})


def read_story(annotated: Annotated) -> Story:
    """Return the article with the speaker of each statement, and all that are named in it."""
    story = Story(annotated)
    spoken = {said.id: _mention_of(said, story) for said in annotated.attributions}
    places = frozenset(Span(m.start, m.end) for m in spoken.values() if m is not None and m.kind == "place")
    gather_names(story, places)
    find_issuers(story, described=False)
    speaking = {Span(m.start, m.end) for m in spoken.values() if m is not None}
    story.voices = sorted(speaking & story.names.keys())
    for span in story.voices:
        story.names[span].speaks = True
    for said in sorted(annotated.attributions, key=_position):
        for one in _outermost_first(said, story):
            if one.id not in story.speakers:
                _speak(one, spoken[one.id], story)
    find_issuers(story, described=True)
    for said in annotated.attributions:
        if said.via is not None and said.via.kind == "relay":
            _see_relay(said.via.spans[0], story)
    return story


def _see_relay(span: Span, story: Story) -> None:
    """Note whom "told AFP" names, which may be named there alone."""
    named = story.named_inside(span)
    if named:
        story.relays[span] = named[0][1]
    elif is_outlet(words := story.words(span)):
        known = (one for one in story.drafts if any(org_key(name) == org_key(words) for name in one.names))
        draft = next(known, None) or story.new("outlet")
        if not draft.names:
            draft.names.append(words)
        story.relays[span] = draft
        story.see(draft, span, "name")


def _outermost_first(said: Attribution, story: Story) -> list[Attribution]:
    """Return the statements around ``said``, then itself: "we" in a quotation needs its speaker."""
    chain = [said]
    while (outer := story.enclosing(chain[-1])) is not None and outer not in chain:
        chain.append(outer)
    return chain[::-1]


def _position(said: Attribution) -> tuple[int, int, str]:
    spans = said.source or said.cue or said.content
    start = min((s for s, _ in spans), default=0)
    return start, min((s for s, _ in said.content), default=start), said.id


def _mention_of(said: Attribution, story: Story) -> Mention | None:
    """Return the mention that names a statement's source: a phrase around the name, else the name."""
    if not said.source:
        return None
    low, high = said.source[0].start, max(end for _, end in said.source)
    inside = [m for m in story.annotated.mentions if m.start >= low and m.end <= high]
    roles = [role for m in inside for role in m.roles]
    named = [
        m for m in inside if m.kind not in NAMELESS and not any(s <= m.start and m.end <= e for s, e in roles)
    ]
    start = said.source[0].start + (4 if story.text[low : low + 4].lower() == "the " else 0)
    heading = [m for m in named if m.start == start and HEADING.match(story.text, m.end)]
    if heading:  # "The NRF, led by the son of the late …"
        return heading[0]
    whole = [m for m in inside if m.kind in NAMELESS and 2 * (m.end - m.start) > said.source[0].end - low]
    if whole:
        return max(whole, key=lambda m: (m.end - m.start, -m.start))
    people = [m for m in named if m.kind == "person"]
    joined = [story.text[a.end : b.start] for a, b in pairwise(people)]
    if joined and all(JOINED.match(text) for text in joined) and "and" in joined[-1].split():
        return Mention(article=story.id, start=low, end=high, kind="nominal")
    order = ("person", "organization", "group", "place", "event")
    if named:
        return min(named, key=lambda m: (order.index(m.kind), m.start))
    start, end = said.source[0]
    kind: MentionKind = "pronoun" if is_pronoun(story.text[start:end]) else "nominal"
    return Mention(article=story.id, start=start, end=end, kind=kind)


def _speak(said: Attribution, mention: Mention | None, story: Story) -> None:
    """Note who speaks in ``said``; where that cannot be told, somebody of his own."""
    if mention is None:
        unnamed = _without_source(said, story)
        story.speakers[said.id] = unnamed.draft
        unnamed.draft.speaks = True
        story.see(unnamed.draft, (said.cue or said.content)[0], unnamed.why)
        return
    span = Span(mention.start, mention.end)
    if span in story.names:
        draft = story.names[span]
        story.speakers[said.id] = draft
        story.see(draft, span, "name", spoke=True)
        return
    same = next(
        (one for one in story.between(span.start, span.start + 1) if one.spoke and one.end == span.end), None
    )
    if same is not None:  # one source of two statements
        story.speakers[said.id] = same.draft
        return
    _see_antecedent(span, story)
    reference = story.reference(mention, said)
    answer: Answer | None = (
        resolve_pronoun(reference, story)
        if is_pronoun(story.words(span))
        else resolve_nominal(reference, story)
    )
    if answer is None:  # never the article's own voice: somebody speaks, whoever it is
        somebody = story.new("anonymous")
        somebody.phrases.append(story.words(span))
        answer = Answer(somebody, "nobody named before fits")
    story.speakers[said.id] = answer.draft
    answer.draft.speaks = True
    story.see(answer.draft, span, answer.why, spoke=True)


def _see_antecedent(span: Span, story: Story) -> None:
    """Resolve the phrase right before "who", which is no source itself."""
    if story.words(span).lower() not in word_set("relative"):
        return
    for mention in story.annotated.mentions:
        before = Span(mention.start, mention.end)
        near = 0 < span.start - mention.end <= len(", ")
        if (
            near
            and mention.kind in NAMELESS
            and not any(one.start == before.start for one in story.before(span.start))
        ):
            answer = resolve_nominal(story.reference(mention, None), story)
            story.see(answer.draft, before, answer.why)


def _without_source(said: Attribution, story: Story) -> Answer:
    """Return who speaks where the text names nobody: a quotation goes on, or nobody is named on purpose."""
    position = _position(said)[0]
    if hearsay := _hearsay(said, story):
        return Answer(hearsay, "the text names nobody but this word")
    if said.type == "direct" or not said.cue:
        here = story.paragraph(position)
        for sighting in story.before(position):
            if here - story.paragraph(sighting.start) > 1:
                break
            if sighting.spoke:
                return Answer(sighting.draft, "quotation goes on")
    draft = next((one for one in story.drafts if one.unnamed), None)
    if draft is None:
        draft = story.new("anonymous")
        draft.unnamed = True
    return Answer(draft, "the text names nobody")


def _hearsay(said: Attribution, story: Story) -> Draft | None:
    """Return "rumours" where they are the cue of a statement: the article's own, the same each time."""
    cue = " ".join(story.words(span) for span in said.cue)
    word = next((word for word in re.findall(r"\w+", cue) if word.lower() in word_set("hearsay_cue")), None)
    if word is None:
        return None
    known = (one for one in story.drafts if not one.names and any(is_hearsay(text) for text in one.phrases))
    draft = next((one for one in known if phrase(one.phrases[0]).head == phrase(word).head), None)
    if draft is None:
        draft = story.new("anonymous")
        draft.phrases.append(word)
    return draft
