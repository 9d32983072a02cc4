"""Say which organisations of different articles are one: by name, acronym, short form, country."""

from collections.abc import Iterator
from itertools import combinations

from sayso.resolve.countries import capital_of, country
from sayso.resolve.groups import Groups, Rule, Same, alike, because, by_key
from sayso.resolve.named import outlet_words
from sayso.resolve.names import (
    fold,
    initials,
    org_kernel,
    org_key,
    other_names,
    same_org_form,
    sound,
    variant,
)
from sayso.resolve.story import Draft
from sayso.resolve.words import nouns, phrase, word_set

__all__ = ["BODY_RULES"]

Key = tuple[str, ...]
GOVERNMENT = frozenset({"government", "administration"})
ONLY_ONE = ("police", "government")
OF = 2  # words before the country in "army of Jordan"


def _same_organisations(groups: Groups) -> Iterator[Same]:
    """The same name, but for "the", a company word and how it is written."""
    keyed = [(key, one, name) for one in groups.bodies for key, name in _own_names(one)]
    yield from alike(((other_names(" ".join(key)), one, name) for key, one, name in keyed), "the same name")
    buckets = by_key(
        (tuple(sound(word)[:1] for word in _solid(key)), entry) for entry in keyed for key in entry[:1]
    )
    for bucket in buckets.values():
        for (a, one, name), (b, other, again) in combinations(bucket, 2):
            if _transliterated(a, b):
                yield Same(one, other, because("spellings of one name", name, again))


def _own_names(draft: Draft) -> list[tuple[Key, str]]:
    """Return a body's names without its own short forms, which may be another's too ("Times")."""
    named = [(org_key(name), name) for name in draft.names]
    return [(key, name) for key, name in named if not any(same_org_form(key, other) for other, _ in named)]


def _solid(words: Key) -> Key:
    return tuple(word for word in words if word not in word_set("particle")) or words


def _transliterated(a: Key, b: Key) -> bool:
    """Say whether two names with an Arabic article are spellings of one: "al-Shabab", "Al Shabaab"."""
    foreign = (set(a) | set(b)) & word_set("particle")
    return bool(foreign) and all(map(variant, _solid(a), _solid(b)))


def _same_name_of_two_kinds(groups: Groups) -> Iterator[Same]:
    """A name of several words that is a person's in one article and a body's in another, by mistake."""
    named = [(name, one) for one in groups.people + groups.bodies for name in one.names]
    keyed = ((fold(name), one, name) for name, one in named if len(fold(name).split()) > 1)
    return alike(keyed, "the same name")


def _acronyms(groups: Groups) -> Iterator[Same]:
    """An acronym that some article gives in parentheses, or that one full name alone spells."""
    given = by_key((word.replace(".", ""), one) for one in groups.bodies for word in one.acronyms)
    spelled = by_key((word, one) for one in groups.bodies for name in one.names for word in initials(name))
    for draft in groups.bodies:
        for name in draft.names:
            word = name.replace(".", "")
            owner = groups.one(given.get(word, ())) or groups.one(spelled.get(word, ()))
            if owner is not None and word.isupper():
                yield Same(
                    owner, draft, because("the only one with that acronym", max(owner.names, key=len), name)
                )


def _short_forms(groups: Groups) -> Iterator[Same]:
    """The one organisation of all articles whose name ends so: "the Journal"."""
    named = [(key, one, name) for one in groups.bodies for key, name in _own_names(one)]
    endings = by_key((short, one) for long, one, _ in named for short in _shorter(long))
    for key, draft, name in named:
        owner = groups.one(one for one in endings.get(key, ()) if one is not draft)
        if owner is not None and (len(key) > 1 or key[0] in outlet_words() or _with_article(draft, groups)):
            yield Same(
                owner, draft, because("the only one with that short form", max(owner.names, key=len), name)
            )


def _with_article(draft: Draft, groups: Groups) -> bool:
    """Say whether a body is always called with "the": "the Observatory"."""
    text = groups.story(draft).text
    return all(text[max(one.start - 4, 0) : one.start].lower() == "the " for one in draft.mentions)


def _shorter(long: Key) -> Iterator[Key]:
    """Yield the forms that a long name may be called by later."""
    kernel = org_kernel(long)  # "the Observatory", of the Syrian Observatory for Human Rights
    forms = {
        kernel[-1:],
        *(long[at:] for at in range(1, len(long))),
        *(long[:at] for at in range(1, len(long))),
    }
    yield from sorted(form for form in forms if same_org_form(form, long))


def _governments(groups: Groups) -> Iterator[Same]:
    """A country as a speaker, or its capital, is its government; "Jordan's army" is the Jordanian army."""
    speaking = [
        (code, one, name)
        for one in groups.bodies
        if one.speaks
        for name in one.names
        if (code := country(name) or (capital_of(name) if one.is_place else None))
    ]
    held = [
        (one, name, code, noun)
        for one in groups.bodies
        for name in one.names
        for owner, noun in _held(org_key(name))
        if (code := country(owner))
    ]
    ruling = [(code, one, name) for one, name, code, noun in held if noun in GOVERNMENT]
    yield from alike([*ruling, *speaking], "a country, or its capital, as a speaker is its government")
    yield from alike(
        (((code, noun), one, name) for one, name, code, noun in held), "the same body of one country"
    )


def _held(words: Key) -> Iterator[tuple[str, str]]:
    """Yield whose body it is and what it is: "Jordanian army", "army of Jordan"."""
    if len(words) > 1 and words[-1] in nouns("organization"):
        yield from ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    if len(words) > OF and words[1] == "of" and words[0] in nouns("organization"):
        yield " ".join(words[OF:]), words[0]


def _the_only_one(groups: Groups) -> Iterator[Same]:
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
            first = only or next(iter(bare), None)
            words = (only.names[0],) if only else ()
            yield from (
                Same(first, one, because("the only one spoken of", *words, noun)) for one in bare if first
            )


BODY_RULES: tuple[Rule, ...] = (
    _same_organisations,
    _same_name_of_two_kinds,
    _acronyms,
    _short_forms,
    _governments,
    _the_only_one,
)
