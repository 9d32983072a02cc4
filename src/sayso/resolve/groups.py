"""Drafts of all articles, joined step by step into actors."""

from collections.abc import Iterable, Sequence

from sayso.resolve.story import Draft, Story

__all__ = ["Groups"]


class Groups:
    """Drafts joined so far; ``of`` gives each the group that it is in.

    ``people`` and ``bodies`` are the drafts with names; ``article`` maps a draft's identity to
    the number of its article.
    """

    def __init__(self, stories: Sequence[Story]) -> None:
        """Take the drafts of all articles, none of them joined."""
        self.drafts = [draft for story in stories for draft in story.drafts]
        self.bodies = [
            one for one in self.drafts if one.names and one.kind in {"organization", "outlet", "group"}
        ]
        self.people = [one for one in self.drafts if one.person]
        self.article = {id(draft): at for at, story in enumerate(stories) for draft in story.drafts}
        self._members: dict[int, list[Draft]] = {id(draft): [draft] for draft in self.drafts}

    def of(self, draft: Draft) -> list[Draft]:
        """Return all that are joined with ``draft``."""
        return self._members[id(draft)]

    def one(self, drafts: Iterable[Draft]) -> Draft | None:
        """Return the first of ``drafts`` if all of them are joined, None if there are several or none."""
        found = list(drafts)
        if not found or any(self.of(one) is not self.of(found[0]) for one in found):
            return None
        return found[0]

    def join(self, a: Draft, b: Draft) -> None:
        """Make two groups one, unless an article keeps two of their people apart."""
        left, right = self.of(a), self.of(b)
        if left is right or self._apart(left, right):
            return
        left += right
        for draft in right:
            self._members[id(draft)] = left

    def _apart(self, left: list[Draft], right: list[Draft]) -> bool:
        people = {self.article[id(one)] for one in left if one.person and one.person.full}
        return any(self.article[id(one)] in people for one in right if one.person and one.person.full)

    def all(self) -> list[list[Draft]]:
        """Return the groups, in the order of their first drafts."""
        seen: set[int] = set()
        result = []
        for draft in self.drafts:
            group = self.of(draft)
            if id(group) not in seen:
                seen.add(id(group))
                result.append(group)
        return result
