"""Find whom somebody speaks for, from what is said beside the name: "NRF leader", "a spokesman for Y"."""

from sayso.records import Span
from sayso.resolve.story import Story

__all__ = ["find_issuers"]


def find_issuers(story: Story) -> None:
    """Note for each named person the first organisation, or person served, in the roles beside the name."""
    for mention in story.annotated.mentions:
        span = Span(mention.start, mention.end)
        draft = story.names.get(span)
        if draft is None or mention.kind != "person":
            continue
        for role in mention.roles:
            served = [one for _, one in story.named_inside(role) if one is not draft and one.kind in {"organization", "outlet", "group"}]
            for one in served[:1]:
                if one not in draft.issuers:
                    draft.issuers.append(one)
