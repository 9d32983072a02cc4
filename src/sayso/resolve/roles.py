"""Find what somebody is of whom, and for whom it speaks: "NRF leader", "Plant's lawyer"."""

import re

from sayso.records import Span
from sayso.resolve.bodies import organisation
from sayso.resolve.pronouns import resolve_pronoun
from sayso.resolve.story import Draft, Reference, Story
from sayso.resolve.words import phrase, word_set

__all__ = ["find_issuers", "serves"]

BODIES = frozenset({"organization", "outlet"})


def find_issuers(story: Story, *, described: bool) -> None:
    """Note for each named person whom the roles beside the name name, and if it speaks for them.

    Then, when it is known who spoke where, ``described`` ones: "the company's CEO".
    """
    for mention in story.annotated.mentions:
        draft = story.names.get(Span(mention.start, mention.end))
        if draft is None or mention.kind != "person":
            continue
        for role in mention.roles:
            served = _described(role, story) if described else _named(role, draft, story)
            if served is not None and served is not draft and draft.posts.get(role) is None:
                serves(draft, served, story.words(role), role)


def serves(draft: Draft, other: Draft, role: str, at: Span) -> None:
    """Note that ``draft`` is what ``role`` says of ``other``; it speaks for it, unless such a one does not.

    A spokesman or a leader does. A professor, an employee or a former minister speaks for himself.
    """
    draft.posts[at] = other
    words = set(re.findall(r"\w+", role.lower()))
    own = words & (word_set("speaks_for_itself") | word_set("kin")) and not words & word_set("agent")
    if not own and not words & word_set("past") and other not in draft.issuers:
        draft.issuers.append(other)


def _named(role: Span, draft: Draft, story: Story) -> Draft | None:
    words = set(re.findall(r"\w+", story.words(role).lower()))
    kinds = BODIES | ({"group"} if words & word_set("leading") else set())
    kinds |= {"person", "group"} if words & word_set("agent") else set()
    return next((one for _, one in story.named_inside(role) if one is not draft and one.kind in kinds), None)


def _described(role: Span, story: Story) -> Draft | None:
    first = story.words(role).split()[0]
    if first.lower() in word_set("of_one_person"):  # "his sister, Lucy Somers"
        at = Span(role.start, role.start + len(first))
        whose = resolve_pronoun(Reference(at, phrase(first), None), story)
        return whose.draft if whose else None
    owner = re.match(r"(?:the\s+)?([a-z]+)['’]s\s", story.words(role), re.IGNORECASE)
    if owner is None:
        return None
    answer = organisation(Reference(role, phrase(f"the {owner.group(1)}"), None), story)
    return answer.draft if answer else None
