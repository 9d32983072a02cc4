"""Bring together the drafts of different articles that are one actor.

Each rule of ``RULES`` proposes pairs; they are joined in that order. Two people whom one article
names in full and keeps apart are never joined, whatever a third article says. Sources that are
not named on purpose are never joined: "a source" in two articles may be two.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import TypeVar

from sayso.resolve.groups import Groups
from sayso.resolve.named import outlet_words
from sayso.resolve.names import (
    fold,
    initials,
    org_key,
    other_names,
    same_org_form,
    same_person,
    sound,
    variant,
)
from sayso.resolve.nominals import has_role
from sayso.resolve.story import Draft, Story
from sayso.resolve.words import nouns, phrase, word_set

__all__ = ["RULES", "join_stories"]

T = TypeVar("T")
Pair = tuple[Draft, Draft]
LONG_ROLE = 3  # words from which a role is told apart from any other
GOVERNMENT = frozenset({"government", "administration"})
ONLY_ONE = ("police", "government")
OF = 2  # words before the country in "army of Jordan"
LONG_PLACE, ENDING = 4, 2  # letters of a place that its adjective may be told by, and of what it adds


def join_stories(stories: Sequence[Story]) -> list[list[Draft]]:
    """Return the drafts of all articles, those of one actor together."""
    groups = Groups(stories)
    for rule in RULES:
        for a, b in list(rule(groups)):
            groups.join(a, b)
    return groups.all()


def _alike(keyed: Iterable[tuple[Hashable, Draft]]) -> Iterator[Pair]:
    """Yield each draft with the first one of the same key."""
    first: dict[Hashable, Draft] = {}
    for key, draft in keyed:
        yield first.setdefault(key, draft), draft


def _by(keyed: Iterable[tuple[Hashable, T]]) -> dict[Hashable, list[T]]:
    """Return what stands under each key."""
    found: dict[Hashable, list[T]] = defaultdict(list)
    for key, value in keyed:
        if value not in found[key]:
            found[key].append(value)
    return found


# ------------------------------------------------------------------ people


def _same_full_names(groups: Groups) -> Iterator[Pair]:
    """The same first and last name: exact spellings first, then variants of a foreign name."""
    full = [(one.person, one) for one in groups.people if one.person and one.person.full]
    handles = [
        (one.person, one)
        for one in groups.people
        if one.person and any(name.startswith("@") for name in one.names)
    ]
    yield from _alike(("".join(name.words), one) for name, one in full + handles)
    for bucket in _by((sound(name.last)[:1], one) for name, one in full).values():
        for spelling in (False, True):
            for a, b in combinations(bucket, 2):
                if a.person and b.person and same_person(a.person, b.person, spelling=spelling):
                    yield a, b


def _middle_name(groups: Groups) -> Iterator[Pair]:
    """A middle name more, where both have a role in common; without, they may be father and son."""
    keyed = [
        ((one.person.first, one.person.last), one) for one in groups.people if one.person and one.person.full
    ]
    for bucket in _by(keyed).values():
        for a, b in combinations(bucket, 2):
            middle = {bool(one.person and one.person.middle) for one in (a, b)}
            if len(middle) > 1 and _role_nouns(a) & _role_nouns(b):
                yield a, b


def _role_nouns(draft: Draft) -> set[str]:
    return {phrase(role).head for role in draft.roles if len(role.split()) > 1} - {""}


def _surname_of_one(groups: Groups) -> Iterator[Pair]:
    """A surname alone is that of the one person of the other articles who has it, without a rival."""
    full = [(one.person, one) for one in groups.people if one.person and one.person.full]
    owners, namesakes = (
        _by((name.last, one) for name, one in full),
        _by((name.first, one) for name, one in full),
    )
    for draft in groups.people:
        if draft.person and not draft.person.full:
            last = draft.person.last
            owner = groups.one(owners[last] if last in owners else namesakes.get(last, ()))
            if owner and not _kept_apart(owner, draft, groups):
                yield owner, draft


def _kept_apart(owner: Draft, draft: Draft, groups: Groups) -> bool:
    """Say whether somebody else is meant: of the other gender, or kept apart in one article."""
    group = groups.of(owner)
    other = draft.gender is not None and any(one.gender not in {None, draft.gender} for one in group)
    return other or any(groups.article[id(one)] == groups.article[id(draft)] for one in group)


def _mistaken_surname(groups: Groups) -> Iterator[Pair]:
    """A surname alone that was taken for a body's: no other body has the word in its name."""
    owners = _by((one.person.last, one) for one in groups.people if one.person and one.person.full)
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
            yield owner, draft


def _same_short_names(groups: Groups) -> Iterator[Pair]:
    """The same surname alone in two articles, where no article gives a full one."""
    full = {one.person.last for one in groups.people if one.person and one.person.full}
    names = [(one.person, one) for one in groups.people if one.person]
    return _alike((name.words, one) for name, one in names if not name.full and name.last not in full)


def _role_elsewhere(groups: Groups) -> Iterator[Pair]:
    """Whoever has in another article the very role: "the information director at the Saudi Embassy"."""
    for draft in groups.drafts:
        if draft.names or not draft.one_person:
            continue
        for text in draft.phrases:
            said = phrase(text)
            words = fold(" ".join(said.words))
            if said.definite and len(said.words) >= LONG_ROLE and not text.islower():
                holder = groups.one(
                    one for one in groups.people if any(words in fold(role) for role in one.roles)
                )
                if holder is not None:
                    yield holder, draft


def _described_first(groups: Groups) -> Iterator[Pair]:
    """For "a religious scholar" in the lead, whoever speaks below and is called so in another article."""
    speakers = _by((groups.article[id(one)], one) for one in groups.people if one.speaks)
    for draft in groups.drafts:
        if draft.names or not draft.leads or not draft.one_person or not draft.phrases:
            continue
        said = phrase(draft.phrases[0])
        if said.definite or said.is_a("source") or said.owner:
            continue
        start = draft.mentions[0].start
        below = [one for one in speakers.get(groups.article[id(draft)], ()) if one.mentions[0].start > start]
        holders = [
            one
            for one in below
            if any(has_role(role, said, strict=False) for other in groups.of(one) for role in other.roles)
        ]
        if len(holders) == 1:
            yield holders[0], draft


# ------------------------------------------------------------------ organisations


def _same_organisations(groups: Groups) -> Iterator[Pair]:
    """The same name, but for "the", a company word and how it is written."""
    keyed = [(key, one) for one in groups.bodies for key in _own_keys(one)]
    yield from _alike((other_names(" ".join(key)), one) for key, one in keyed)
    for bucket in _by(
        (tuple(sound(word)[:1] for word in _solid(key)), (key, one)) for key, one in keyed
    ).values():
        for (a, one), (b, other) in combinations(bucket, 2):
            if _transliterated(a, b):
                yield one, other


def _solid(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(word for word in words if word not in word_set("particle")) or words


def _transliterated(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Say whether two names with an Arabic article are spellings of one: "al-Shabab", "Al Shabaab"."""
    foreign = (set(a) | set(b)) & word_set("particle")
    return bool(foreign) and all(map(variant, _solid(a), _solid(b)))


def _same_name_of_two_kinds(groups: Groups) -> Iterator[Pair]:
    """A name of several words that is a person's in one article and a body's in another, by mistake."""
    named = groups.people + groups.bodies
    return _alike((fold(name), one) for one in named for name in one.names if len(fold(name).split()) > 1)


def _acronyms(groups: Groups) -> Iterator[Pair]:
    """An acronym that some article gives in parentheses, or that one full name alone spells."""
    given = _by((word.replace(".", ""), one) for one in groups.bodies for word in one.acronyms)
    spelled = _by((word, one) for one in groups.bodies for name in one.names for word in initials(name))
    for draft in groups.bodies:
        for name in draft.names:
            word = name.replace(".", "")
            owner = groups.one(given.get(word, ())) or groups.one(spelled.get(word, ()))
            if owner is not None and word.isupper():
                yield owner, draft


def _short_forms(groups: Groups) -> Iterator[Pair]:
    """The one organisation of all articles whose name ends so: "the Journal"."""
    keys = [(key, one) for one in groups.bodies for key in _own_keys(one)]
    endings = _by((short, one) for long, one in keys for short in _shorter(long))
    for key, draft in keys:
        owner = groups.one(one for one in endings.get(key, ()) if one is not draft)
        if owner is not None and (len(key) > 1 or key[0] in outlet_words()):
            yield owner, draft


def _own_keys(draft: Draft) -> list[tuple[str, ...]]:
    """Return the keys of a body's names without its own short forms, which may be another's too ("Times")."""
    keys = [org_key(name) for name in draft.names]
    return [key for key in keys if not any(same_org_form(key, other) for other in keys)]


def _shorter(long: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Yield the forms that a long name may be called by later."""
    forms = {*(long[at:] for at in range(1, len(long))), *(long[:at] for at in range(1, len(long)))}
    yield from sorted(form for form in forms if same_org_form(form, long))


def _governments(groups: Groups) -> Iterator[Pair]:
    """A place as a speaker is its government; "Jordan's army" is the Jordanian army."""
    places = [one for one in groups.bodies if one.speaks]
    for draft in groups.bodies:
        country = next((named for name in draft.names if (named := _governed(org_key(name)))), "")
        owner = groups.one(
            one for one in places if any(_of_place(country, fold(place)) for place in one.names)
        )
        if country and owner is not None:
            yield owner, draft
    held = [(one, *of) for one in groups.bodies for name in one.names if (of := _held(org_key(name)))]
    for bucket in _by((noun, (one, country)) for one, country, noun in held).values():
        for (a, country), (b, other) in combinations(bucket, 2):
            if _of_place(country, other) or _of_place(other, country):
                yield a, b


def _governed(words: tuple[str, ...]) -> str:
    """Return the country in a government's name: "Nigerian government", "government of Nigeria"."""
    country, noun = _held(words) or ("", "")
    return country if noun in GOVERNMENT else ""


def _held(words: tuple[str, ...]) -> tuple[str, str] | None:
    """Return whose body it is and what it is: "Jordanian army", "army of Jordan"."""
    if len(words) > 1 and words[-1] in nouns("organization"):
        return " ".join(words[:-1]), words[-1]
    if len(words) > OF and words[1] == "of" and words[0] in nouns("organization"):
        return " ".join(words[OF:]), words[0]
    return None


def _of_place(word: str, place: str) -> bool:
    """Say whether a word is a place or its adjective: "Cuban" of Cuba, "Iraqi" of Iraq."""
    return word == place or (
        len(place) >= LONG_PLACE and word.startswith((place, place[:-1])) and len(word) <= len(place) + ENDING
    )


def _the_only_one(groups: Groups) -> Iterator[Pair]:
    """The one force, or government, that the articles name; where none is, "police" are one for all."""
    for noun in ONLY_ONE:
        named = [one for one in groups.bodies if any(noun in fold(name).split() for name in one.names)]
        bare = [
            one
            for one in groups.drafts
            if not one.names and any(phrase(text).words == (noun,) for text in one.phrases)
        ]
        only = groups.one(named)
        if only or not named:
            yield from ((only or bare[0], one) for one in bare)


# ------------------------------------------------------------------ without a name


def _same_description(groups: Groups) -> Iterator[Pair]:
    """People described by a proper name in the same words: "Comcast customers", "the Foley family"."""
    described = [
        (text, one) for one in groups.drafts if one.kind == "group" and not one.names for text in one.phrases
    ]
    proper = [(text, one) for text, one in described if any(word[:1].isupper() for word in text.split()[1:])]
    return _alike((phrase(text).words, one) for text, one in proper)


def _same_post(groups: Groups) -> Iterator[Pair]:
    """The same post with the same actor: "Plant's publicist", "Robert Plant's publicist"."""
    keyed: list[tuple[Hashable, Draft]] = []
    for draft in groups.drafts:
        for text in draft.phrases:
            said = phrase(text)
            served = (
                said.owner
                or said.tail.startswith("for ")
                or text.split()[0].lower() in word_set("of_one_person")
            )
            if not draft.names and len(draft.issuers) == 1 and said.is_a("post") and served:
                keyed.append(((said.head, said.plural, id(groups.of(draft.issuers[0]))), draft))
    return _alike(keyed)


def _same_members(groups: Groups) -> Iterator[Pair]:
    """The same people together: "Wright and O'Brien", "O'Brien and Wright"."""
    joined = [one for one in groups.drafts if one.kind == "group" and len(one.issuers) > 1]
    return _alike((frozenset(id(groups.of(member)) for member in one.issuers), one) for one in joined)


Rule = Callable[[Groups], Iterator[Pair]]
RULES: tuple[Rule, ...] = (
    _same_full_names,
    _middle_name,
    _surname_of_one,
    _mistaken_surname,
    _same_short_names,
    _same_organisations,
    _same_name_of_two_kinds,
    _acronyms,
    _short_forms,
    _governments,
    _the_only_one,
    _role_elsewhere,
    _described_first,
    _same_description,
    _same_post,
    _same_members,
)
