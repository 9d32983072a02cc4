"""Resolve a phrase that describes a person: "the acting foreign minister", "the Vermont senator"."""

import re
from functools import lru_cache

from sayso.records import ActorKind
from sayso.resolve.countries import country
from sayso.resolve.names import fold
from sayso.resolve.pronouns import subjects_before
from sayso.resolve.story import LEAD, Answer, Draft, Reference, Story, called, told_of
from sayso.resolve.words import Phrase, covers, gender_of, nouns, phrase, word_set

__all__ = [
    "described_person",
    "has_role",
    "kind_of",
    "named_later",
    "one_person_about",
    "person_next_to_speak",
    "repeats",
    "role_of_person",
]

REACH = 1  # paragraphs back, in which somebody may be described anew
PERSON_ENDINGS = ("-year-old", "ist", "eer", "eon", "ian", "native")
TELLING = 2  # words of a role that tell it from others
STEM = 5  # letters that a nation and its adjective share
BODIES = frozenset({"organization", "outlet", "document"})


def kind_of(said: Phrase) -> ActorKind:
    """Return the kind of actor that a phrase without a name is.

    >>> kind_of(phrase("a senior official")), kind_of(phrase("residents")), kind_of(phrase("a photo"))
    ('anonymous', 'group', 'document')
    """
    if said.is_a("record") or (said.is_a("writing") and not (said.is_a("hearsay") and said.plural)):
        return "document"
    if said.is_a("outlet") and not said.plural:
        return "outlet"
    if said.is_a("organization") and not (said.plural and said.head != "police"):
        return "organization"
    if said.plural and not said.is_a("hearsay") and (said.is_a("group") or not said.is_a("source")):
        return "group"
    return "anonymous"


def role_of_person(reference: Reference, story: Story) -> Answer | None:
    """For "the acting foreign minister", after "Taliban foreign minister Amir Khan Muttaqi"."""
    said = reference.phrase
    if not said.definite or said.plural or not said.head or kind_of(said) in BODIES:
        return None
    scores: dict[Draft, tuple[int, str]] = {}
    for draft in story.drafts:
        served = " ".join(one.names[0] for one in draft.issuers if one.names)
        for role in (*draft.roles, *draft.phrases):
            if draft.person and has_role(f"{role} of {served}", said) and not told_of(draft, reference):
                fits = _words_shared(role, said), role
                scores[draft] = max(scores.get(draft, fits), fits)
    best = max((score for score, _ in scores.values()), default=0)
    holders = {draft: role for draft, (score, role) in scores.items() if score == best}
    if not holders:
        holders = _of_unnamed_place(reference, story)
    latest = next((one.draft for one in story.before(reference.start) if one.draft in holders), None)
    if latest is not None and _unnamed_since(latest, reference, story):
        return None
    if latest is None and len(holders) == 1:
        latest = next(iter(holders))
    return Answer(latest, f"role of {called(latest)}: '{holders[latest]}'") if latest else None


def _of_unnamed_place(reference: Reference, story: Story) -> dict[Draft, str]:
    """For "Connecticut's tax commissioner": the one whose role has these words but for the place."""
    said = reference.phrase
    if country(said.owner) or _of_country(said):
        return {}
    found = {
        draft: role
        for draft in story.drafts
        for role in draft.roles
        if draft.person and has_role(role, said, strict=False) and _words_shared(role, said) >= TELLING
    }
    return (
        {draft: role for draft, role in found.items() if not told_of(draft, reference)}
        if len(found) == 1
        else {}
    )


def _unnamed_since(named: Draft, reference: Reference, story: Story) -> bool:
    """Say whether "the spokesman" takes up "a senior spokesman" rather than the one named further up."""
    for sighting in story.before(reference.start):
        if sighting.draft is named:
            return False
        if not sighting.draft.names and any(
            repeats(reference.phrase, phrase(text)) for text in sighting.draft.phrases
        ):
            return True
    return False


def _words_shared(role: str, said: Phrase) -> int:
    return len(set(fold(role).split()) & {fold(word) for word in (*said.modifiers, said.head)})


def has_role(role: str, said: Phrase, *, strict: bool = True) -> bool:
    """Say whether a role is the phrase's noun, or one that it takes up, with no other proper words.

    A vague noun ("official") takes up another only with a proper word in common ("Iraqi").
    ``strict``: a proper word of the phrase has to be in the role, for "the Russian president"
    is no "President".
    """
    words = set(fold(role).split())
    meant = {fold(noun) for noun in covers(said.head)}
    beside = re.findall(r"\w+", f"{said.owner} {said.tail if said.tail.startswith('of ') else ''}")
    own = {fold(word) for word in (*said.proper, *beside) if word[:1].isupper()}
    proper = {fold(word) for word in role.split() if word[:1].isupper()} - meant
    shared = any(_kin(a, b) for a in own for b in words)
    heads = _role_heads(role)
    if not heads & meant or (own and (proper or strict) and not shared):
        return False
    if bool(words & word_set("past")) != bool(set(said.words) & word_set("past")):
        return False
    return fold(said.head) in heads or said.head not in word_set("vague") or shared


@lru_cache(maxsize=4096)
def _role_heads(role: str) -> frozenset[str]:
    """Return the nouns that a role is: two in "founder and president of the bank"; a rank may follow."""
    heads = set()
    kernel = re.split(r"\s(?:of|for|at|in|from|with|to|on)\s", role)[0]
    for part in re.split(r"\s*(?:,|\band\b|&)\s*", kernel):
        words = fold(part).split()
        while len(words) > 1 and words[-1] in word_set("rank"):
            heads.add(words.pop())
        heads |= set(words[-1:])
    return frozenset(heads)


def _kin(a: str, b: str) -> bool:
    """Say whether one proper word is the other or its adjective: "Russia", "Russian"."""
    nation = country(a)
    return (
        a == b
        or (nation is not None and nation == country(b))
        or (min(len(a), len(b)) >= STEM and a[:STEM] == b[:STEM])
    )


def named_later(reference: Reference, story: Story) -> Answer | None:
    """For "An Iraqi official" in the lead: the one named further on with a role that says the same."""
    said = reference.phrase
    if (
        said.definite
        or said.plural
        or kind_of(said) != "anonymous"
        or story.paragraph(reference.start) >= LEAD
    ):
        return None
    found: list[tuple[Draft, str]] = []
    for draft in story.drafts:
        if (
            not (draft.person and draft.speaks)
            or draft.mentions[0].start < reference.start
            or told_of(draft, reference)
        ):
            continue
        role = next((role for role in draft.roles if has_role(role, said, strict=False)), None)
        if role is not None:
            found.append((draft, role))
    if len(found) != 1:
        return None
    draft, role = found[0]
    return Answer(draft, f"named later as {called(draft)}, '{role}'")


def person_next_to_speak(reference: Reference, story: Story) -> Answer | None:
    """For "A former player" in the lead: the person who speaks next, if it is no office."""
    said = reference.phrase
    vague = any(map(said.is_a, ("source", "office", "headship", "group")))
    if said.definite or said.plural or said.owner or vague or not said.is_a("person"):
        return None
    lead = story.paragraph(reference.start) < LEAD
    draft = story.next_voice(reference.span.end) if lead else None
    if draft is None:
        return None
    named_before = any(one.start < reference.start for one in draft.mentions)
    if not draft.person or named_before or told_of(draft, reference) or _is_another(draft, said):
        return None
    return Answer(draft, f"'{said.text}': {called(draft)} is the next to speak")


def one_person_about(reference: Reference, story: Story) -> Answer | None:
    """For "The slugger": the only person whom this paragraph and the one before speak of."""
    said = reference.phrase
    if not said.definite or said.plural or said.owner or said.tail or kind_of(said) != "anonymous":
        return None
    if said.proper or not (said.is_a("person") or said.head.endswith(PERSON_ENDINGS)):
        return None
    here = story.paragraph(reference.start)
    about: set[Draft] = set()
    for sighting in story.before(reference.start):
        if here - story.paragraph(sighting.start) > 1:
            break
        if sighting.draft.kind == "person" or (
            sighting.draft.kind == "anonymous" and sighting.spoke and not sighting.draft.unnamed
        ):
            about.add(sighting.draft)
    if len(about) != 1:
        return None
    draft = about.pop()
    if draft.kind != "person" or told_of(draft, reference):
        return None
    return Answer(draft, f"'{said.head}': nobody but {called(draft)} is named close before")


def described_person(reference: Reference, story: Story) -> Answer | None:
    """For "the Vermont senator": the person spoken of right before, unless it is another."""
    said = reference.phrase
    if not said.definite or said.plural or said.owner or not said.modifiers or kind_of(said) != "anonymous":
        return None
    if not (said.is_a("person") or said.head.endswith(PERSON_ENDINGS)) or said.is_a("source"):
        return None
    bodies = (one for _, one in story.named_inside(reference.span) if one.kind != "group")
    served = [one for one in bodies if not one.is_place]
    for sighting in subjects_before(reference, story, reach=REACH):
        draft = sighting.draft
        if served and not set(served) & set(draft.issuers):
            continue  # "the Boko Haram leader" is none of the army's
        if draft.kind == "person" and not told_of(draft, reference) and not _is_another(draft, said):
            return Answer(draft, f"'{said.text}': {called(draft)} is spoken of right before")
    return None


def _is_another(draft: Draft, said: Phrase) -> bool:
    """Say whether a phrase means somebody else: of a country, another gender, another post."""
    gender = gender_of(said.text)
    if _of_country(said) or (gender and draft.gender and gender != draft.gender):
        return True
    heads = {head for role in draft.roles for head in _role_heads(role)}
    return bool(heads & nouns("office")) and said.head in nouns("office") and not heads & covers(said.head)


def _of_country(said: Phrase) -> bool:
    """Say whether a phrase names a country before its noun: "the North Korean leader"."""
    names = re.findall(r"[A-Z][\w.]*(?: [A-Z][\w.]*)*", " ".join(said.modifiers))  # "New Jersey" is no Jersey
    return any(map(country, names))


def repeats(said: Phrase, earlier: Phrase) -> bool:
    """Say whether a phrase repeats an earlier one and adds nothing that could tell another apart."""
    if earlier.head not in covers(said.head) or earlier.plural != said.plural:
        return False
    known = {word.lower() for word in re.findall(r"\w+", earlier.text)}
    added = {word.lower() for word in said.modifiers} | {
        word.lower() for word in re.findall(r"\w+", said.owner)[-1:]
    }
    tail = set(re.findall(r"\w{4,}", said.tail.lower()))
    quoted = re.match(r"(?:cited|quoted|who)\b", said.tail)
    if known & added:  # "the German ministry spokesman", after "a ministry spokesman in Berlin"
        added = {word for word in added if country(word) is None}
    return added <= known and (not tail or bool(tail & known) or quoted is not None)
