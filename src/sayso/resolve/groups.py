"""Drafts of all articles, joined step by step into actors, with the reason for each join."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from sayso.records import ActorMention
from sayso.resolve.story import Draft, Story

__all__ = ["Groups", "Rule", "Same", "Tie", "alike", "because", "by_key"]

T = TypeVar("T")


class Same(NamedTuple):
    """Two drafts that a rule takes for one actor, and why: the rule and the words that it compared."""

    a: Draft
    b: Draft
    why: str


class Tie(NamedTuple):
    """A draft that was joined, where it and the one joined with it stand, and why."""

    draft: Draft
    a: ActorMention | None
    b: ActorMention | None
    why: str


class Groups:
    """Drafts joined so far; ``of`` gives each the group that it is in.

    ``people`` and ``bodies`` are the drafts with names; ``stories`` maps a draft's identity to its
    article. ``ties`` holds what was joined, in order.
    """

    def __init__(self, stories: Sequence[Story]) -> None:
        """Take the drafts of all articles, none of them joined."""
        self.drafts = [draft for story in stories for draft in story.drafts]
        self.bodies = [
            one for one in self.drafts if one.names and one.kind in {"organization", "outlet", "group"}
        ]
        self.people = [one for one in self.drafts if one.person]
        self.stories = {id(draft): story for story in stories for draft in story.drafts}
        self.ties: list[Tie] = []
        self._members: dict[int, list[Draft]] = {id(draft): [draft] for draft in self.drafts}

    def of(self, draft: Draft) -> list[Draft]:
        """Return all that are joined with ``draft``."""
        return self._members[id(draft)]

    def story(self, draft: Draft) -> Story:
        """Return the article that a draft is of."""
        return self.stories[id(draft)]

    def one(self, drafts: Iterable[Draft]) -> Draft | None:
        """Return the first of ``drafts`` if all of them are joined, None if there are several or none."""
        found = list(drafts)
        if not found or any(self.of(one) is not self.of(found[0]) for one in found):
            return None
        return found[0]

    def join(self, a: Draft, b: Draft, why: str) -> None:
        """Make two groups one, unless an article keeps two of their people apart."""
        left, right = self.of(a), self.of(b)
        if left is right or self._apart(left, right):
            return
        self.ties.append(Tie(a, self._where(a, why), self._where(b, why), why))
        left += right
        for draft in right:
            self._members[id(draft)] = left

    def _where(self, draft: Draft, why: str) -> ActorMention | None:
        """Return where a draft stands with words that a reason quotes; else where it stands first."""
        text = self.story(draft).text
        quoting = (one for one in draft.mentions if f"'{text[one.start : one.end]}'" in why)
        return next(quoting, None) or min(draft.mentions, key=lambda one: one.start, default=None)

    def _apart(self, left: list[Draft], right: list[Draft]) -> bool:
        people = {id(self.story(one)) for one in left if one.person and one.person.full}
        return any(id(self.story(one)) in people for one in right if one.person and one.person.full)

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


Rule = Callable[[Groups], Iterator[Same]]
"""Proposes the drafts that are one actor, seen what is joined so far."""


def alike(keyed: Iterable[tuple[Hashable, Draft, str]], rule: str) -> Iterator[Same]:
    """Yield each draft with the first one of the same key; the words beside the key say why."""
    first: dict[Hashable, tuple[Draft, str]] = {}
    for key, draft, words in keyed:
        one, text = first.setdefault(key, (draft, words))
        yield Same(one, draft, because(rule, text, words))


def by_key(keyed: Iterable[tuple[Hashable, T]]) -> dict[Hashable, list[T]]:
    """Return what stands under each key."""
    found: dict[Hashable, list[T]] = defaultdict(list)
    for key, value in keyed:
        if value not in found[key]:
            found[key].append(value)
    return found


def because(rule: str, *words: str) -> str:
    """Return a reason: the rule, and the words that it compared.

    >>> because("the same surname", "Muttaqi", "Mottaki")
    "the same surname: 'Muttaqi', 'Mottaki'"
    """
    quoted = (f"'{one}'" for one in dict.fromkeys(words))
    return f"{rule}: {', '.join(quoted)}"
