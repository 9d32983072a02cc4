"""Bring together the drafts of different articles that are one actor.

Each rule of ``RULES`` proposes pairs with a reason; they are joined in that order. Two people
whom one article names in full and keeps apart are never joined, whatever a third article says.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from sayso.resolve.names import initials, org_key, person_name, same_org_form, same_person
from sayso.resolve.story import Draft, Story
from sayso.resolve.words import phrase

__all__ = ["join_stories"]

Pair = tuple[Draft, Draft]


class Groups:
    """Drafts joined so far; ``of`` gives each the first of its group."""

    def __init__(self, stories: Sequence[Story]) -> None:
        self.drafts = [draft for story in stories for draft in story.drafts]
        self.article = {id(draft): at for at, story in enumerate(stories) for draft in story.drafts}
        self._members: dict[int, list[Draft]] = {id(draft): [draft] for draft in self.drafts}

    def of(self, draft: Draft) -> list[Draft]:
        """Return all that are joined with ``draft``."""
        return self._members[id(draft)]

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


def join_stories(stories: Sequence[Story]) -> list[list[Draft]]:
    """Return the drafts of all articles, those of one actor together."""
    groups = Groups(stories)
    for rule in RULES:
        for a, b in list(rule(groups)):
            groups.join(a, b)
    return groups.all()


# ------------------------------------------------------------------ rules


def _same_full_names(groups: Groups) -> Iterator[Pair]:
    """The same first and last name; exact spellings before variants."""
    people = [one for one in groups.drafts if one.person and (one.person.full or _handle(one))]
    for spelling in (False, True):
        for at, a in enumerate(people):
            for b in people[at + 1 :]:
                if a.person and b.person and same_person(a.person, b.person, spelling=spelling):
                    yield a, b


def _handle(draft: Draft) -> bool:
    return any(name.startswith("@") for name in draft.names)


def _surname_of_one(groups: Groups) -> Iterator[Pair]:
    """A surname alone is the one person's of the other articles who has it, when nobody else has."""
    full: dict[str, list[Draft]] = defaultdict(list)
    for draft in groups.drafts:
        if draft.person and draft.person.full:
            full[draft.person.last].append(draft)
    for draft in groups.drafts:
        if draft.person and not draft.person.full:
            owners = full[draft.person.last]
            if owners and all(groups.of(one) is groups.of(owners[0]) for one in owners):
                if not (draft.gender and any(one.gender not in {None, draft.gender} for one in owners)):
                    yield owners[0], draft


def _same_short_names(groups: Groups) -> Iterator[Pair]:
    """The same surname alone in two articles, where no article gives a full one."""
    by_name: dict[tuple[str, ...], Draft] = {}
    full = {one.person.last for one in groups.drafts if one.person and one.person.full}
    for draft in groups.drafts:
        if draft.person and not draft.person.full and draft.person.last not in full:
            yield by_name.setdefault(draft.person.words, draft), draft


def _same_organisations(groups: Groups) -> Iterator[Pair]:
    """The same name, but for "the" and a company word."""
    by_key: dict[tuple[str, ...], Draft] = {}
    for draft in _bodies(groups):
        for name in draft.names:
            yield by_key.setdefault(org_key(name), draft), draft


def _acronyms(groups: Groups) -> Iterator[Pair]:
    """An acronym that some article gives in parentheses, or that one full name alone spells."""
    bodies = _bodies(groups)
    for draft in bodies:
        for name in draft.names:
            word = name.replace(".", "")
            if not (word.isupper() and word.isalpha() and len(word) > 1):
                continue
            given = [one for one in bodies if word in {a.replace(".", "") for a in one.acronyms}]
            spelled = [one for one in bodies if any(word in initials(full) for full in one.names)]
            for found in (given, spelled):
                if found and all(groups.of(one) is groups.of(found[0]) for one in found):
                    yield found[0], draft
                    break


def _short_forms(groups: Groups) -> Iterator[Pair]:
    """ "the Journal" is the one organisation of all articles whose name ends so."""
    bodies = _bodies(groups)
    for draft in bodies:
        longer = [one for one in bodies if any(same_org_form(org_key(a), org_key(b)) for a in draft.names for b in one.names)]
        longer = [one for one in longer if groups.of(one) is not groups.of(draft)]
        if longer and all(groups.of(one) is groups.of(longer[0]) for one in longer):
            yield longer[0], draft


def _described_bodies(groups: Groups) -> Iterator[Pair]:
    """A body that is described by a proper name, in the same words: "the Lebanese army"."""
    by_words: dict[tuple[str, ...], Draft] = {}
    for draft in groups.drafts:
        if draft.kind == "organization":
            for text in draft.phrases:
                if any(word[:1].isupper() for word in text.split()[1:]):
                    yield by_words.setdefault(phrase(text).words, draft), draft


def _bodies(groups: Groups) -> list[Draft]:
    return [one for one in groups.drafts if one.names and one.kind in {"organization", "outlet", "group"}]


Rule = Callable[[Groups], Iterator[Pair]]
RULES: tuple[Rule, ...] = (
    _same_full_names,
    _surname_of_one,
    _same_short_names,
    _same_organisations,
    _acronyms,
    _short_forms,
    _described_bodies,
)
