"""Resolve what names nobody: "the acting foreign minister", "the statement", "the group", "officials".

The rules stand in ``NOMINAL_RULES`` and are tried in that order; the first with an answer wins.
When none has one, the phrase is an actor of its own: a split can be mended by a reader, a wrong
merger spreads.
"""

import re
from collections.abc import Callable
from itertools import pairwise

from sayso.records import Span
from sayso.resolve.bodies import (
    described_name,
    known_writing,
    members,
    next_to_speak,
    organisation,
    police,
    writing_of,
)
from sayso.resolve.described import (
    described_person,
    kind_of,
    named_later,
    one_person_about,
    person_next_to_speak,
    repeats,
    role_of_person,
)
from sayso.resolve.names import org_key
from sayso.resolve.pronouns import resolve_pronoun
from sayso.resolve.roles import serves
from sayso.resolve.story import LEAD, Answer, Draft, Reference, Story
from sayso.resolve.words import phrase, word_set

__all__ = ["NOMINAL_RULES", "resolve_nominal"]


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


def _somebody_new(reference: Reference, story: Story) -> Draft:
    said = reference.phrase
    draft = story.new(kind_of(said))
    draft.plural = said.plural
    name = described_name(said)
    if name is not None:
        draft.names.append(name)
    if draft.one_person:
        draft.add_role(said.text)
    draft.leads = story.paragraph(reference.start) < LEAD
    if draft.kind != "outlet" and name is None and said.head not in word_set("own_voice"):
        proper = Span(reference.start, reference.start + len(story.words(reference.span).split(",")[0]))
        inside = [one for _, one in story.named_inside(proper) if one.kind != "document"]
        served = inside[:1] or _owners(reference, story)
        if served:
            serves(draft, served[0], said.text, reference.span)
    return draft


def _owners(reference: Reference, story: Story) -> list[Draft]:
    """Return whom a phrase's own phrase means: "the actor" in "reps for the actor"."""
    if reference.phrase.text.split()[0].lower() in word_set("of_one_person"):
        span = Span(reference.start, reference.start + len(reference.phrase.text.split()[0]))
        answer = resolve_pronoun(Reference(span, reference.phrase, None), story)
        return [answer.draft] if answer else []
    served = re.match(r"for (the .*)", reference.phrase.tail)
    owner = f"the {reference.phrase.owner}" if reference.phrase.owner else served.group(1) if served else ""
    if not owner:
        return []
    inner = Reference(reference.span, phrase(owner), None)
    answers = [rule(inner, story) for rule in (role_of_person, organisation, one_person_about)]
    return [answer.draft for answer in answers if answer is not None][:1]


# ------------------------------------------------------------------ rules


def _names_joined(reference: Reference, story: Story) -> Answer | None:
    """For "O'Brien and Wright": a group of its own, the same one wherever these names are joined."""
    inside = story.named_inside(reference.span)
    between = [story.text[a.end : b.start] for (a, _), (b, _) in pairwise(inside)]
    bare = all(re.fullmatch(r"[\s,&]*(?:(?:and|the)[\s,&]*)*", text) for text in between)
    people = all(draft.person for _, draft in inside)
    end = story.text[inside[-1][0].end : reference.span.end] if inside else ""
    if (
        not between
        or not re.search(r"\band\b|&", between[-1])
        or not (bare or people)
        or re.search(r"\w{4}", end)
    ):
        return None
    if re.search(r"\b(?:of|for|between|by|to|with)\b", story.text[reference.start : inside[0][0].start]):
        return None
    members = {draft for _, draft in inside}
    for sighting in story.before(reference.start):
        if sighting.draft.kind == "group" and set(sighting.draft.issuers) == members:
            return Answer(sighting.draft, "the same people together")
    draft = story.new("group")
    draft.plural = True
    draft.issuers = sorted(members, key=lambda one: one.mentions[0].start)
    return Answer(draft, "several people together")


def _described_before(reference: Reference, story: Story) -> Answer | None:
    """For "the Lebanese army": the body that has this name or was called so before."""
    name = described_name(reference.phrase)
    if name is None:
        return None
    for draft in story.drafts:
        if draft.kind in {"organization", "group"} and any(
            org_key(one) == org_key(name) for one in draft.names
        ):
            return Answer(draft, "the same name")
    return None


def _taken_up(reference: Reference, story: Story) -> Answer | None:
    """For "the source", "the security official": the latest unnamed speaker of that noun."""
    said = reference.phrase
    if not said.definite:
        return None
    for sighting in story.before(reference.start):
        draft = sighting.draft
        if draft.names or not draft.phrases:
            continue
        for text in draft.phrases:
            if repeats(said, phrase(text)):
                return Answer(draft, f"'{text}', taken up")
        hearsay = phrase(draft.phrases[0]).is_a("hearsay")
        if said.words == ("source",) and draft.kind == "anonymous" and not draft.plural and not hearsay:
            return Answer(draft, f"'{draft.phrases[0]}', taken up")
    return None


def _same_words(reference: Reference, story: Story) -> Answer | None:
    """The same words in one article are the same actor, unless they say that it is another."""
    said = reference.phrase
    words = said.words
    if len(words) == 1 and words[0] in word_set("again"):
        return None
    for sighting in story.before(reference.start):
        for text in sighting.draft.phrases:
            earlier = phrase(text)
            rumours = said.head == earlier.head and said.is_a("hearsay") and not said.is_a("writing")
            if earlier.words == words or rumours:
                return Answer(sighting.draft, "the same words before")
    return None


Rule = Callable[[Reference, Story], Answer | None]
NOMINAL_RULES: tuple[Rule, ...] = (
    _names_joined,
    writing_of,
    known_writing,
    role_of_person,
    named_later,
    person_next_to_speak,
    police,
    members,
    next_to_speak,
    _described_before,
    organisation,
    _taken_up,
    _same_words,
    one_person_about,
    described_person,
)
