"""Bring together the names of one article: full names, surnames, acronyms, short forms.

Each rule looks at all names of the article at once, for headlines use short forms before the
text gives the full ones.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from sayso.records import Mention, Span
from sayso.resolve.genders import tell_genders
from sayso.resolve.names import (
    PersonName,
    ends_with,
    fold,
    initials,
    org_key,
    other_names,
    person_name,
    same_org_form,
    same_person,
)
from sayso.resolve.story import Draft, Story
from sayso.resolve.words import gender_of, lines, nouns

__all__ = ["gather_names", "is_outlet", "outlet_words"]

OTHER_NAME = re.compile(
    r"[\s,(–—-]*(?:(?:which|who) (?:is|are|was) )?"
    r"(?:(?:also|formerly|previously|better|otherwise|now) (?:known|referred to) (?:\w+ )?(?:as|by)"
    r"(?: the)?(?: names?)?(?: of)?[\s“\"‘']*|(?:aka|a\.k\.a\.)\s*)"
)


def gather_names(story: Story, speaking_places: frozenset[Span]) -> None:
    """Make a draft of every named person, organisation and group, and of places that speak."""
    people: list[Mention] = []
    bodies: list[Mention] = []
    places = {org_key(story.words(span)) for span in speaking_places}
    for mention in story.annotated.mentions:
        if mention.kind == "person":
            people.append(mention)
        elif mention.kind in {"organization", "group"} or (
            mention.kind == "place" and org_key(story.words(_span(mention))) in places
        ):
            bodies.append(mention)
    _people(story, people)
    _bodies(story, bodies)


def _span(mention: Mention) -> Span:
    return Span(mention.start, mention.end)


# ------------------------------------------------------------------ people


def _people(story: Story, mentions: list[Mention]) -> None:
    full: list[Draft] = []
    short: list[Mention] = []
    for mention in mentions:
        words = story.words(_span(mention))
        name = person_name(words)
        if not name.full and not words.startswith("@"):
            short.append(mention)
            continue
        draft = next(
            (one for one in full if one.person and same_person(one.person, name, spelling=False)), None
        )
        if draft is None:
            draft = story.new("person")
            full.append(draft)
        _name(story, draft, mention, "full name")
    _join_double_surnames(story, full)
    tell_genders(story)
    alone: dict[str, Draft] = {}
    for mention in short:
        name = person_name(story.words(_span(mention)))
        draft, why = _whose_surname(story, name, mention, full)
        other = alone.get(name.last)
        if draft is not None and other is not None:
            titled = _titled_before(story, draft, mention, anywhere=True)
            both = (one.draft for one in story.before(mention.start) if one.draft in {draft, other})
            draft = other if titled else next(both, draft)
        elif draft is None or _titled_before(story, draft, mention):
            draft, why = other or story.new("person"), why if draft is None and why else "name"
            alone[name.last] = draft
        _name(story, draft, mention, why)


def _join_double_surnames(story: Story, full: list[Draft]) -> None:
    """Join "Murillo Karam" with "Jesús Murillo Karam": the last words of one longer name."""
    for short in list(full):
        longer = [one for one in full if one.person and short.person and ends_with(one.person, short.person)]
        if len(longer) == 1:
            full.remove(short)
            _absorb(story, longer[0], short, f"last names of {longer[0].names[0]}")


def _titled_before(story: Story, owner: Draft, mention: Mention, *, anywhere: bool = False) -> bool:
    """Say whether "President Obama" stands before "Malia Obama" is named, who is no president."""
    titles = {word for role in mention.roles for word in fold(story.words(role)).split()[-1:]}
    known = {word for role in owner.roles for word in fold(role).split()}
    first = min(one.start for one in owner.mentions if person_name(story.text[one.start : one.end]).full)
    held = titles & (nouns("person") | nouns("office"))
    return (anywhere or mention.start < first) and bool(held - known)


def _name(story: Story, draft: Draft, mention: Mention, why: str) -> None:
    words = story.words(_span(mention))
    if words not in draft.names:
        draft.names.append(words)
    for role in mention.roles:
        draft.add_role(story.words(role), role)
    story.names[_span(mention)] = draft
    story.see(draft, _span(mention), why)


def _whose_surname(
    story: Story, name: PersonName, mention: Mention, full: list[Draft]
) -> tuple[Draft | None, str]:
    """Return the person of the article whose surname, or else whose first name, this is."""
    gender = next((g for role in mention.roles if (g := gender_of(story.words(role)))), None)
    owners = [
        one for one in full if one.person and one.person.last == name.last and not _clash(one.gender, gender)
    ]
    if gender and any(one.gender == gender for one in owners):
        owners = [one for one in owners if one.gender == gender]
    if not owners:
        return _by_other_name(name, full)
    if len(owners) == 1:
        return owners[0], f"surname of {owners[0].names[0]}"
    latest = list(_full_names_before(story, mention.start, owners))
    if not latest:
        return None, "surname of several people"
    if len(latest) > 1 and story.sentence(latest[0][0]) == story.sentence(latest[1][0]):
        return None, "surname of several people"
    return latest[0][1], f"surname of {latest[0][1].names[0]}, named last"


def _by_other_name(name: PersonName, full: list[Draft]) -> tuple[Draft | None, str]:
    """Return the one person whose first name, or first surname of two, this is."""
    called = [one for one in full if one.person and one.person.first == name.last]
    middle = [one for one in full if one.person and name.last in one.person.middle]
    for found, what in ((called, "first name"), (middle, "surname")):
        if found:
            return (found[0], f"{what} of {found[0].names[0]}") if len(found) == 1 else (None, "")
    return None, ""


def _clash(a: str | None, b: str | None) -> bool:
    return a is not None and b is not None and a != b


def _full_names_before(story: Story, position: int, owners: list[Draft]) -> Iterator[tuple[int, Draft]]:
    """Yield, for each of ``owners``, the last place before ``position`` with the full name."""
    done: list[Draft] = []
    for sighting in story.before(position):
        if (
            sighting.draft in owners
            and sighting.draft not in done
            and person_name(story.text[sighting.start : sighting.end]).full
        ):
            done.append(sighting.draft)
            yield sighting.start, sighting.draft


# ------------------------------------------------------------------ organisations


def _bodies(story: Story, mentions: list[Mention]) -> None:
    drafts: dict[tuple[str, ...], Draft] = {}
    also: dict[str, Draft] = {}
    for mention in mentions:
        words = story.words(_span(mention))
        key = org_key(words)
        draft = drafts.get(key) or also.get(other_names(words))
        if draft is None:
            draft = drafts[key] = story.new(
                "outlet" if is_outlet(words) else "group" if mention.kind == "group" else "organization"
            )
            draft.is_place = mention.kind == "place"
            also[other_names(words)] = draft
        _name(story, draft, mention, "name")
        if mention.acronym is not None:
            draft.acronyms.add(story.words(mention.acronym))
    _join_short_forms(story, drafts)
    _join_other_names(story)


def _join_short_forms(story: Story, drafts: dict[tuple[str, ...], Draft]) -> None:
    """Give acronyms and short forms to the one organisation of the article that they are of."""
    for key, draft in sorted(drafts.items(), key=lambda item: len(item[0])):
        word = draft.names[0]
        others = [(long, one) for long, one in drafts.items() if one is not draft and one in story.drafts]
        given = [one for _, one in others if word in one.acronyms]
        spelled = [one for _, one in others if word.isupper() and word in initials(one.names[0])]
        longer = [one for long, one in others if same_org_form(key, long) and _introduces(one, draft, story)]
        for found, why in (
            (given, "acronym given in parentheses"),
            (spelled, "acronym"),
            ([] if draft.is_place else longer, "short form"),
        ):
            if len(found) == 1:
                _absorb(story, found[0], draft, f"{why} of {found[0].names[0]}")
                break


def _introduces(full: Draft, short: Draft, story: Story) -> bool:
    """Say whether a full form stands before a short one, or right after a headline that has it."""
    first, later = (min(m.start for m in one.mentions) for one in (full, short))
    return first < later or (story.paragraph(later) == 0 and story.paragraph(first) <= 1)


def _join_other_names(story: Story) -> None:
    """Join the names that a text says are one body's: "the Islamic State, also known as ISIS"."""
    spans = sorted(story.names)
    for first, second in pairwise(spans):
        a, b = story.names[first], story.names[second]
        between = story.text[first.end : second.start]
        if a is not b and not a.person and not b.person and OTHER_NAME.fullmatch(between):
            _absorb(story, a, b, f"other name of {a.names[0]}")


def _absorb(story: Story, keeper: Draft, other: Draft, why: str) -> None:
    """Make ``other`` a form of ``keeper``."""
    for name in other.names:
        if name not in keeper.names:
            keeper.names.append(name)
    for role in other.roles:
        keeper.add_role(role)
    keeper.posts |= other.posts
    keeper.acronyms |= other.acronyms
    if other.kind == "outlet":
        keeper.kind = "outlet"
    for span in [span for span, draft in story.names.items() if draft is other]:
        story.names[span] = keeper
    story.forget(other)
    for mention in other.mentions:
        story.see(keeper, Span(mention.start, mention.end), why)


@lru_cache
def is_outlet(name: str) -> bool:
    """Say whether a name is that of a news organisation.

    >>> is_outlet("The Wall Street Journal"), is_outlet("AFP"), is_outlet("NRF")
    (True, True, False)
    """
    words = fold(name).split()
    return org_key(name) in _outlets() or (
        len(words) > 1 and (words[-1] in outlet_words() or words[0] == "daily")
    )


@lru_cache
def _outlets() -> frozenset[tuple[str, ...]]:
    return frozenset(org_key(line) for line in lines("outlets.txt"))


@lru_cache
def outlet_words() -> frozenset[str]:
    """Return the words that mark a name as an outlet's."""
    return frozenset(word for line in lines("outlet_words.txt") for word in line.split())
