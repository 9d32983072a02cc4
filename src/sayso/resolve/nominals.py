"""Resolve what names nobody: "the group", "the acting foreign minister", "the statement", "officials".

The rules stand in ``NOMINAL_RULES`` and are tried in that order; the first with an answer wins.
When none has one, the phrase is an actor of its own: a split can be mended by a reader, a wrong
merger spreads.
"""

import re
from collections.abc import Callable, Iterator

from sayso.records import ActorKind, Span
from sayso.resolve.names import fold
from sayso.resolve.story import Answer, Draft, Reference, Sighting, Story
from sayso.resolve.words import Phrase, nouns, phrase

__all__ = ["NOMINAL_RULES", "kind_of", "resolve_nominal"]

FAMILIES = tuple(
    frozenset(words.split())
    for words in (
        "group movement front organisation organization faction party militia army force alliance coalition union state",
        "company firm corporation retailer manufacturer maker carrier airline bank operator provider chain label studio employer",
        "hospital clinic medical center centre",
        "police department force",
        "ministry department office bureau agency",
        "university college school institute",
        "church convent monastery mosque sisters order",
    )
)
LOOSE = frozenset("group movement organisation organization faction party company firm employer business corporation".split())
REPORTS = frozenset({"report", "story", "article", "piece"})
FROM = re.compile(r"\b(?:by|from|in|of|at)\b", re.IGNORECASE)
LEAD = 2  # paragraphs: where a phrase may stand before the name


def resolve_nominal(reference: Reference, story: Story) -> Answer:
    """Return whom a phrase means: by the first rule that has an answer, or somebody new."""
    for rule in NOMINAL_RULES:
        answer = rule(reference, story)
        if answer is not None:
            break
    else:
        answer = Answer(_somebody_new(reference, story), "named by this phrase only")
    if reference.phrase.text not in answer.draft.phrases:
        answer.draft.phrases.append(reference.phrase.text)
    return answer


def kind_of(said: Phrase) -> ActorKind:
    """Return the kind of actor that a phrase without a name is.

    >>> kind_of(phrase("a senior official")), kind_of(phrase("residents")), kind_of(phrase("an unverified photo"))
    ('anonymous', 'group', 'document')
    """
    if said.is_a("record") or (said.is_a("writing") and not (said.is_a("hearsay") and said.plural)):
        return "document"
    if said.is_a("outlet") and not said.plural:
        return "outlet"
    if said.is_a("organization") and not said.plural:
        return "organization"
    if said.plural and not said.is_a("hearsay") and (said.is_a("group") or not said.is_a("source")):
        return "group"
    return "anonymous"


def _somebody_new(reference: Reference, story: Story) -> Draft:
    draft = story.new(kind_of(reference.phrase))
    draft.plural = reference.phrase.plural
    draft.gender = None
    draft.add_role(reference.phrase.text) if draft.one_person else None
    if draft.kind != "outlet":
        inside = [one for _, one in story.named_inside(reference.span)]
        draft.issuers += [one for one in dict.fromkeys(inside) if one.kind != "document"][:1]
    return draft


# ------------------------------------------------------------------ rules


def _names_joined(reference: Reference, story: Story) -> Answer | None:
    """ "O'Brien and Wright": a group of its own, the same one wherever these names are joined."""
    inside = story.named_inside(reference.span)
    rest = reference.phrase.text
    for span, _ in inside:
        rest = rest.replace(story.words(span), "")
    if len(inside) < 2 or not re.fullmatch(r"[\s,&]*(?:(?:and|the|both)[\s,&]*)+", rest):
        return None
    members = {draft for _, draft in inside}
    for sighting in story.before(reference.start):
        if sighting.draft.kind == "group" and set(sighting.draft.issuers) == members:
            return Answer(sighting.draft, "the same people together")
    draft = story.new("group")
    draft.plural = True
    draft.issuers = list(members)
    return Answer(draft, "several people together")


def _writing_of(reference: Reference, story: Story) -> Answer | None:
    """ "O'Rourke's complaint", "a report on DeepDotWeb", "the NRF statement": whoever issued it."""
    said = reference.phrase
    if not said.is_a("writing") or said.plural:
        return None
    inside = story.named_inside(reference.span)
    for span, draft in inside:
        before = story.text[reference.start : span.start].lower()
        after = story.text[span.end : reference.span.end]
        owns = re.match(r"['’]s?\s", after) or (not said.tail and not FROM.search(before))
        place = re.search(r"\b(by|from|in|on|at)\s+(?:[\w’']+\s+){0,4}$", before)
        publishes = draft.kind == "outlet" or (draft.kind == "organization" and draft.speaks)
        if owns or (place and (place.group(1) in {"by", "from"} or (publishes and not draft.is_place))):
            if draft.kind in {"person", "organization", "outlet", "group"}:
                if place and place.group(1) in {"in", "on"}:
                    draft.kind = "outlet" if draft.kind == "organization" else draft.kind
                return Answer(draft, f"{said.head} of {draft.names[0]}")
    return None


def _known_writing(reference: Reference, story: Story) -> Answer | None:
    """ "the statement", after "In a statement, the NRF said": whoever issued the one spoken of last."""
    said = reference.phrase
    if not said.definite or said.plural or not said.is_a("writing") or said.owner:
        return None
    family = REPORTS if said.head in REPORTS else {said.head}
    pattern = re.compile(rf"\b(?:{'|'.join(family)})\b", re.IGNORECASE)
    for match in reversed(list(pattern.finditer(story.text, 0, reference.start))):
        issuer = _issuer(match.start(), story)
        if issuer is not None:
            return Answer(issuer, f"{said.head} of {_called(issuer)}, introduced before")
    if said.head in REPORTS:
        for sighting in story.before(reference.start):
            if sighting.draft.kind == "outlet":
                return Answer(sighting.draft, f"{said.head} of {_called(sighting.draft)}, the outlet named last")
    return None


def _issuer(position: int, story: Story) -> Draft | None:
    """Return who issued the writing named at ``position``: its own source, or the sentence's one body."""
    for sighting in story.before(position + 1):
        if sighting.end >= position and sighting.spoke:
            return sighting.draft
        if sighting.start < position - 200:
            break
    sentence = story.sentence(position)
    for said in story.annotated.attributions:
        spans = (*said.source, *said.cue, *(said.via.spans if said.via else ()))
        inside = any(sentence.start <= start < sentence.end for start, _ in spans)
        if inside and said.id in story.speakers and not any(s <= position < e for s, e in said.content):
            return story.speakers[said.id]
    seen = [one for one in story.between(sentence.start, position) if one.draft.kind in {"organization", "group", "person"}]
    return seen[0].draft if len({one.draft for one in seen}) == 1 else None


def _role_of_person(reference: Reference, story: Story) -> Answer | None:
    """ "the acting foreign minister", after "Taliban foreign minister Amir Khan Muttaqi"."""
    said = reference.phrase
    if not said.definite or said.plural or not said.head or kind_of(said) in {"organization", "outlet", "document"}:
        return None
    holders = [(draft, role) for draft in story.drafts if draft.kind == "person" for role in draft.roles if _has_role(role, said)]
    known = {draft for draft, _ in holders}
    latest = next((one.draft for one in story.before(reference.start) if one.draft in known), None)
    if latest is None and len(known) == 1:
        latest = next(iter(known))
    if latest is None:
        return None
    role = next(role for draft, role in holders if draft is latest)
    return Answer(latest, f"role of {_called(latest)}: '{role}'")


def _has_role(role: str, said: Phrase) -> bool:
    """Say whether a role has the phrase's noun and none of its other words speaks against it."""
    words = set(fold(role).split())
    return said.head in words or said.head.replace("-", "") in words


def _organisation(reference: Reference, story: Story) -> Answer | None:
    """ "the group", "the ministry", "the paper": the latest organisation that is one."""
    said = reference.phrase
    outlet = said.is_a("outlet")
    if said.plural or not (outlet or said.is_a("organization")):
        return None
    own = story.named_inside(reference.span)
    if not said.definite or said.owner or any(draft.kind != "group" for _, draft in own):
        return None
    bodies = [one for one in story.drafts if one.kind in {"organization", "outlet"} and one.names]
    strong = [one for one in bodies if _is_such(one, said, story)]
    answer = _latest(reference, story, strong)
    if answer is not None:
        return Answer(answer, f"'{said.head}': the latest that is one")
    if _leads(reference, story):
        named = [one for one in strong if _in_sentence(one, reference, story)]
        if len(named) == 1:
            return Answer(named[0], f"the only {said.head} in its sentence")
    if said.head in LOOSE:
        others = [one for one in bodies if one.kind != "outlet" and not one.is_place and not _in_content(one, reference, story)]
        answer = _latest(reference, story, others)
        if answer is not None:
            return Answer(answer, f"'{said.head}': the latest organisation")
    return None


def _is_such(draft: Draft, said: Phrase, story: Story) -> bool:
    """Say whether an organisation is what the noun says, by its name, its roles or its kind."""
    if said.is_a("outlet") and draft.kind == "outlet":
        return True
    family = next((family for family in FAMILIES if said.head in family), frozenset({said.head}))
    words = {word for text in (*draft.names, *draft.roles, *draft.phrases) for word in fold(text).split()}
    if words & family:
        return True
    return any(_noun_beside(one, story) in family for one in draft.mentions)


def _noun_beside(mention: object, story: Story) -> str:
    end = getattr(mention, "end")
    match = re.compile(r"\s+(\w+)").match(story.text, end)
    return match.group(1).lower() if match else ""


def _latest(reference: Reference, story: Story, drafts: list[Draft]) -> Draft | None:
    return next((one.draft for one in story.before(reference.start) if one.draft in drafts), None)


def _leads(reference: Reference, story: Story) -> bool:
    return story.paragraph(reference.start) < LEAD + 2


def _in_sentence(draft: Draft, reference: Reference, story: Story) -> bool:
    sentence = story.sentence(reference.start)
    return any(sentence.start <= one.start < sentence.end for one in draft.mentions)


def _in_content(draft: Draft, reference: Reference, story: Story) -> bool:
    if reference.said is None:
        return False
    return any(s <= one.start < e for s, e in reference.said.content for one in draft.mentions)


def _same_words(reference: Reference, story: Story) -> Answer | None:
    """The same words in one article are the same actor, unless they say that it is another."""
    said = reference.phrase
    if said.words[:1] in {("another",), ("other",), ("others",), ("some",), ("one",)} and len(said.words) < 2:
        return None
    for draft in story.drafts:
        if draft.kind != "person" or not draft.names:
            for text in draft.phrases:
                if phrase(text).words == said.words:
                    return Answer(draft, "the same words before")
    return None


def _taken_up(reference: Reference, story: Story) -> Answer | None:
    """ "the source", "the security official": the latest unnamed speaker of that noun."""
    said = reference.phrase
    if not said.definite or said.owner:
        return None
    for sighting in story.before(reference.start):
        draft = sighting.draft
        if draft.names or not draft.phrases:
            continue
        for text in draft.phrases:
            earlier = phrase(text)
            if earlier.head == said.head and earlier.plural == said.plural:
                return Answer(draft, f"'{text}', taken up")
        if said.words == ("source",) and draft.kind == "anonymous" and not draft.plural and not phrase(draft.phrases[0]).is_a("hearsay"):
            return Answer(draft, f"'{draft.phrases[0]}', taken up")
    return None


def _called(draft: Draft) -> str:
    return max(draft.names, key=len) if draft.names else draft.phrases[0] if draft.phrases else "somebody unnamed"


Rule = Callable[[Reference, Story], Answer | None]
NOMINAL_RULES: tuple[Rule, ...] = (
    _names_joined,
    _writing_of,
    _known_writing,
    _role_of_person,
    _organisation,
    _same_words,
    _taken_up,
)
