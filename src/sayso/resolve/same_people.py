"""Say which people of different articles are one: by their names, their roles, how they are described."""

from collections import Counter
from collections.abc import Iterator
from itertools import combinations

from sayso.resolve.described import has_role
from sayso.resolve.groups import Groups, Rule, Same, alike, because, by_key
from sayso.resolve.names import PersonName, ends_with, fold, org_key, same_person, sound
from sayso.resolve.story import Draft
from sayso.resolve.words import Phrase, phrase, word_set

__all__ = ["PEOPLE_RULES"]

LONG_ROLE = 3  # words from which a role is told apart from any other


def _named(groups: Groups, *, full: bool) -> list[tuple[PersonName, Draft]]:
    return [(one.person, one) for one in groups.people if one.person and one.person.full == full]


def _name(draft: Draft) -> str:
    return max(draft.names, key=len)


def _same_full_names(groups: Groups) -> Iterator[Same]:
    """The same first and last name: exact spellings first, then variants of a foreign name."""
    full = _named(groups, full=True)
    handles = [
        (one.person, one)
        for one in groups.people
        if one.person and any(name.startswith("@") for name in one.names)
    ]
    yield from alike(
        (("".join(name.words), one, _name(one)) for name, one in full + handles), "the same name"
    )
    for bucket in by_key((sound(name.last)[:1], one) for name, one in full).values():
        for spelling, rule in ((False, "the same name"), (True, "spellings of one name")):
            for a, b in combinations(bucket, 2):
                if a.person and b.person and same_person(a.person, b.person, spelling=spelling):
                    yield Same(a, b, because(rule, _name(a), _name(b)))


def _double_surnames(groups: Groups) -> Iterator[Same]:
    """The last names of the one longer name that has them: "Murillo Karam", "Jesús Murillo Karam"."""
    full = _named(groups, full=True)
    for name, draft in full:
        owner = groups.one(one for long, one in full if ends_with(long, name))
        if owner is not None:
            yield Same(
                owner, draft, because("the only one with those last names", _name(owner), _name(draft))
            )


def _middle_name(groups: Groups) -> Iterator[Same]:
    """A middle name more, where both have a role in common; without, they may be father and son."""
    for bucket in by_key(((name.first, name.last), one) for name, one in _named(groups, full=True)).values():
        for a, b in combinations(bucket, 2):
            middle = {bool(one.person and one.person.middle) for one in (a, b)}
            common = sorted(_role_nouns(a) & _role_nouns(b))
            if len(middle) > 1 and common:
                rule = f"a middle name more, and both called '{common[0]}'"
                yield Same(a, b, because(rule, _name(a), _name(b)))


def _role_nouns(draft: Draft) -> set[str]:
    return {phrase(role).head for role in draft.roles if len(role.split()) > 1} - {""}


def _surname_of_one(groups: Groups) -> Iterator[Same]:
    """A surname alone is that of the one person of the other articles who has it, without a rival."""
    full = _named(groups, full=True)
    owners = by_key((name.last, one) for name, one in full)
    namesakes = by_key((name.first, one) for name, one in full)
    for name, draft in _named(groups, full=False):
        owner = groups.one(owners[name.last] if name.last in owners else namesakes.get(name.last, ()))
        if owner and not _kept_apart(owner, draft, groups):
            rule = (
                "the only one with that surname" if name.last in owners else "the only one of that first name"
            )
            yield Same(owner, draft, because(rule, _name(owner), _name(draft)))


def _kept_apart(owner: Draft, draft: Draft, groups: Groups) -> bool:
    """Say whether somebody else is meant: of the other gender, or kept apart in one article."""
    group = groups.of(owner)
    other = draft.gender is not None and any(one.gender not in {None, draft.gender} for one in group)
    return other or any(groups.story(one) is groups.story(draft) for one in group)


def _mistaken_person(groups: Groups) -> Iterator[Same]:
    """A body's name that was taken for a surname, which nobody has: "Qualcomm", "Qualcomm Inc."."""
    surnames = {name.last for name, _ in _named(groups, full=True)}
    bodies = by_key((org_key(name), one) for one in groups.bodies for name in one.names)
    for name, draft in _named(groups, full=False):
        owner = groups.one(bodies.get(org_key(draft.names[0]), ())) if name.last not in surnames else None
        if owner is not None:
            yield Same(owner, draft, because("the same name", owner.names[0], draft.names[0]))


def _mistaken_surname(groups: Groups) -> Iterator[Same]:
    """A surname alone that was taken for a body's: no other body has the word in its name."""
    owners = by_key((name.last, one) for name, one in _named(groups, full=True))
    words = Counter(
        word for one in groups.bodies for word in {word for name in one.names for word in org_key(name)}
    )
    alone = Counter(one.names[0].lower() for one in groups.bodies if len(one.names) == 1)
    for draft in groups.bodies:
        name = draft.names[0]
        owner = groups.one(owners.get(name.lower(), ()))
        if (
            len(draft.names) == 1
            and owner
            and name.istitle()
            and not draft.is_place
            and words[name.lower()] == alone[name.lower()]
        ):
            yield Same(owner, draft, because("the only one with that surname", _name(owner), name))


def _same_short_names(groups: Groups) -> Iterator[Same]:
    """The same surname alone in two articles, where no article gives a full one."""
    full = {name.last for name, _ in _named(groups, full=True)}
    short = [
        (name.words, one, _name(one)) for name, one in _named(groups, full=False) if name.last not in full
    ]
    return alike(short, "the same surname, and nobody else has it")


def _role_elsewhere(groups: Groups) -> Iterator[Same]:
    """Whoever has in another article the very role: "the information director at the Saudi Embassy"."""
    for draft in groups.drafts:
        if draft.names or not draft.one_person:
            continue
        for text in draft.phrases:
            said = phrase(text)
            words = fold(" ".join(said.words))
            if said.definite and not said.plural and len(said.words) >= LONG_ROLE and not text.islower():
                holder = groups.one(one for one in groups.people if _called_so(one, said, words))
                if holder is not None:
                    yield Same(holder, draft, because(f"called so elsewhere: {_name(holder)}", text))


def _called_so(person: Draft, said: Phrase, words: str) -> bool:
    """Say whether a phrase's words, folded, are a person's role, or tell of whom it is what that role is."""
    return any(words in fold(role) or (said.owner and has_role(role, said)) for role in person.roles)


def _described_first(groups: Groups) -> Iterator[Same]:
    """For "a religious scholar" in the lead, whoever speaks below and is called so in another article."""
    speakers = by_key((id(groups.story(one)), one) for one in groups.people if one.speaks)
    for draft in groups.drafts:
        if draft.names or not draft.leads or not draft.one_person or not draft.phrases:
            continue
        said = phrase(draft.phrases[0])
        if said.definite or said.is_a("source") or said.owner:
            continue
        start = draft.mentions[0].start
        below = [one for one in speakers.get(id(groups.story(draft)), ()) if one.mentions[0].start > start]
        holders = [
            one
            for one in below
            if any(has_role(role, said, strict=False) for other in groups.of(one) for role in other.roles)
        ]
        if len(holders) == 1:
            why = because(f"speaks below, and is called so elsewhere: {_name(holders[0])}", draft.phrases[0])
            yield Same(holders[0], draft, why)


def _same_kin(groups: Groups) -> Iterator[Same]:
    """For "the sister of Luke Somers": whoever is named as his sister, if only one is."""
    kin = [
        ((phrase(groups.story(one).words(at)).head, id(groups.of(other))), one, groups.story(one).words(at))
        for one in groups.drafts
        for at, other in one.posts.items()
        if other is not None
    ]
    known = by_key((key, (one, words)) for key, one, words in kin if one.names and key[0] in word_set("kin"))
    for key, draft, words in kin:
        named = known.get(key, [])
        if not draft.names and not draft.plural and groups.one(one for one, _ in named):
            owner, role = named[0]
            yield Same(owner, draft, because(f"the only one so called: {_name(owner)}", role, words))


PEOPLE_RULES: tuple[Rule, ...] = (
    _same_full_names,
    _middle_name,
    _double_surnames,
    _surname_of_one,
    _mistaken_surname,
    _mistaken_person,
    _same_short_names,
    _role_elsewhere,
    _described_first,
    _same_kin,
)
