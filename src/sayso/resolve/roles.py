"""Find whom somebody speaks for, from what is said beside the name: "NRF leader", "the company's CEO"."""

import re

from sayso.records import Span
from sayso.resolve.bodies import organisation
from sayso.resolve.story import Draft, Reference, Story
from sayso.resolve.words import phrase, word_set

__all__ = ["find_issuers"]

BODIES = frozenset({"organization", "outlet"})


def find_issuers(story: Story, *, described: bool) -> None:
    """Note for each named person the first organisation that the roles beside the name name.

    Then, when it is known who spoke where, ``described`` ones: "the company's CEO".
    """
    for mention in story.annotated.mentions:
        draft = story.names.get(Span(mention.start, mention.end))
        if draft is None or mention.kind != "person":
            continue
        for role in mention.roles:
            served = _described(role, story) if described else _named(role, draft, story)
            if served is not None and served is not draft and served not in draft.issuers:
                draft.issuers.append(served)


def _named(role: Span, draft: Draft, story: Story) -> Draft | None:
    leads = set(re.findall(r"\w+", story.words(role).lower())) & word_set("leading")
    kinds = BODIES | {"group"} if leads else BODIES
    return next((one for _, one in story.named_inside(role) if one is not draft and one.kind in kinds), None)


def _described(role: Span, story: Story) -> Draft | None:
    owner = re.match(r"(?:the\s+)?([a-z]+)['’]s\s", story.words(role), re.IGNORECASE)
    if owner is None:
        return None
    answer = organisation(Reference(role, phrase(f"the {owner.group(1)}"), None), story)
    return answer.draft if answer else None
