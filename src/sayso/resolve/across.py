"""Bring together the drafts of different articles that are one actor.

Each rule of ``RULES`` proposes pairs with its reason; they are joined in that order. Two people
whom one article names in full and keeps apart are never joined, whatever a third article says.
"""

from collections.abc import Sequence

from sayso.resolve.groups import Groups, Rule
from sayso.resolve.same_bodies import BODY_RULES
from sayso.resolve.same_people import PEOPLE_RULES
from sayso.resolve.same_sources import SOURCE_RULES
from sayso.resolve.story import Story

__all__ = ["RULES", "join_stories"]

RULES: tuple[Rule, ...] = (*PEOPLE_RULES, *BODY_RULES, *SOURCE_RULES)


def join_stories(stories: Sequence[Story]) -> Groups:
    """Return the drafts of all articles, those of one actor together."""
    groups = Groups(stories)
    for rule in RULES:
        for a, b, why in list(rule(groups)):
            groups.join(a, b, why)
    return groups
