"""Resolve what names nobody: "the acting foreign minister", "the statement", "the group", "officials".

The rules stand in ``NOMINAL_RULES`` and are tried in that order; the first with an answer wins.
When none has one, the phrase is an actor of its own: a split can be mended by a reader, a wrong
merger spreads.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

from sayso.records import ActorKind, Span
from sayso.resolve.bodies import (
    described_name,
    known_writing,
    members,
    next_to_speak,
    organisation,
    police,
    writing_of,
)
from sayso.resolve.countries import country
from sayso.resolve.names import fold, org_key
from sayso.resolve.pronouns import resolve_pronoun, subjects_before
from sayso.resolve.roles import serves
from sayso.resolve.story import Answer, Draft, Reference, Story, called, told_of
from sayso.resolve.words import Phrase, covers, gender_of, nouns, phrase, word_set

__all__ = ["NOMINAL_RULES", "has_role", "kind_of", "resolve_nominal"]

REACH = 1  # paragraphs back, in which somebody may be described anew
PERSON_ENDINGS = ("-year-old", "ist", "eer", "eon", "ian", "ogul", "native")
TELLING = 2  # words of a role that tell it from others
STEM = 5  # letters that a nation and its adjective share
LEAD = 3  # paragraphs, with a headline's: where somebody may be described before being named
BODIES = frozenset({"organization", "outlet", "document"})


def resolve_nominal(reference: Reference, story: Story) -> Answer:
    """Return whom a phrase means: by the first rule that has an answer, or somebody new."""
    for rule in NOMINAL_RULES:
        answer = rule(reference, story)
        if answer is not None:
            break
    else:
        answer = Answer(_somebody_new(reference, story), "named by this phrase only")
    if reference.phrase.text not in answer.draft.phrases:
        answer.draft.phrases.append(reference.phrase.text)
    return answer


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


def _somebody_new(reference: Reference, story: Story) -> Draft:
    said = reference.phrase
    draft = story.new(kind_of(said))
    draft.plural = said.plural
    name = described_name(said)
    if name is not None:
        draft.names.append(name)
    if draft.one_person:
        draft.add_role(said.text)
    draft.leads = story.paragraph(reference.start) < LEAD
    if draft.kind != "outlet" and name is None and said.head not in word_set("own_voice"):
        proper = Span(reference.start, reference.start + len(story.words(reference.span).split(",")[0]))
        inside = [one for _, one in story.named_inside(proper) if one.kind != "document"]
        served = inside[:1] or _owners(reference, story)
        if served:
            serves(draft, served[0], said.text, reference.span)
    return draft


def _owners(reference: Reference, story: Story) -> list[Draft]:
    """Return whom a phrase's own phrase means: "the actor" in "reps for the actor"."""
    if reference.phrase.text.split()[0].lower() in word_set("of_one_person"):
        span = Span(reference.start, reference.start + len(reference.phrase.text.split()[0]))
        answer = resolve_pronoun(Reference(span, reference.phrase, None), story)
        return [answer.draft] if answer else []
    served = re.match(r"for (the .*)", reference.phrase.tail)
    owner = f"the {reference.phrase.owner}" if reference.phrase.owner else served.group(1) if served else ""
    if not owner:
        return []
    inner = Reference(reference.span, phrase(owner), None)
    answers = [rule(inner, story) for rule in (_role_of_person, organisation, _one_person_about)]
    return [answer.draft for answer in answers if answer is not None][:1]


# ------------------------------------------------------------------ rules


def _names_joined(reference: Reference, story: Story) -> Answer | None:
    """For "O'Brien and Wright": a group of its own, the same one wherever these names are joined."""
    inside = story.named_inside(reference.span)
    between = [story.text[a.end : b.start] for (a, _), (b, _) in pairwise(inside)]
    bare = all(re.fullmatch(r"[\s,&]*(?:(?:and|the)[\s,&]*)*", text) for text in between)
    people = all(draft.person for _, draft in inside)
    end = story.text[inside[-1][0].end : reference.span.end] if inside else ""
    if (
        not between
        or not re.search(r"\band\b|&", between[-1])
        or not (bare or people)
        or re.search(r"\w{4}", end)
    ):
        return None
    if re.search(r"\b(?:of|for|between|by|to|with)\b", story.text[reference.start : inside[0][0].start]):
        return None
    members = {draft for _, draft in inside}
    for sighting in story.before(reference.start):
        if sighting.draft.kind == "group" and set(sighting.draft.issuers) == members:
            return Answer(sighting.draft, "the same people together")
    draft = story.new("group")
    draft.plural = True
    draft.issuers = sorted(members, key=lambda one: one.mentions[0].start)
    return Answer(draft, "several people together")


def _described_before(reference: Reference, story: Story) -> Answer | None:
    """For "the Lebanese army": the body that has this name or was called so before."""
    name = described_name(reference.phrase)
    if name is None:
        return None
    for draft in story.drafts:
        if draft.kind in {"organization", "group"} and any(
            org_key(one) == org_key(name) for one in draft.names
        ):
            return Answer(draft, "the same name")
    return None


def _role_of_person(reference: Reference, story: Story) -> Answer | None:
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
    if country(said.owner) or any(map(country, said.modifiers)):
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
            _repeats(reference.phrase, phrase(text)) for text in sighting.draft.phrases
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
    nouns = {fold(noun) for noun in covers(said.head)}
    beside = re.findall(r"\w+", f"{said.owner} {said.tail if said.tail.startswith('of ') else ''}")
    own = {fold(word) for word in (*said.proper, *beside) if word[:1].isupper()}
    proper = {fold(word) for word in role.split() if word[:1].isupper()} - nouns
    shared = any(_kin(a, b) for a in own for b in words)
    heads = _role_heads(role)
    if not heads & nouns or (own and (proper or strict) and not shared):
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


def _named_later(reference: Reference, story: Story) -> Answer | None:
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


def _next_to_speak(reference: Reference, story: Story) -> Answer | None:
    """For "A former player" in the lead: the person who speaks next, if it is no office."""
    said = reference.phrase
    here = story.paragraph(reference.start)
    vague = any(map(said.is_a, ("source", "office", "headship", "group")))
    if said.definite or said.plural or said.owner or vague or not said.is_a("person") or here >= LEAD:
        return None
    voice = next((span for span in story.voices if span.start > reference.span.end), None)
    if voice is None or story.paragraph(voice.start) - here > LEAD:
        return None
    draft = story.names[voice]
    named_before = any(one.start < reference.start for one in draft.mentions)
    if not draft.person or named_before or told_of(draft, reference) or _is_another(draft, said):
        return None
    return Answer(draft, f"'{said.text}': {called(draft)} is the next to speak")


def _taken_up(reference: Reference, story: Story) -> Answer | None:
    """For "the source", "the security official": the latest unnamed speaker of that noun."""
    said = reference.phrase
    if not said.definite:
        return None
    for sighting in story.before(reference.start):
        draft = sighting.draft
        if draft.names or not draft.phrases:
            continue
        for text in draft.phrases:
            if _repeats(said, phrase(text)):
                return Answer(draft, f"'{text}', taken up")
        hearsay = phrase(draft.phrases[0]).is_a("hearsay")
        if said.words == ("source",) and draft.kind == "anonymous" and not draft.plural and not hearsay:
            return Answer(draft, f"'{draft.phrases[0]}', taken up")
    return None


def _repeats(said: Phrase, earlier: Phrase) -> bool:
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


def _same_words(reference: Reference, story: Story) -> Answer | None:
    """The same words in one article are the same actor, unless they say that it is another."""
    said = reference.phrase
    words = said.words
    if len(words) == 1 and words[0] in word_set("again"):
        return None
    for sighting in story.before(reference.start):
        for text in sighting.draft.phrases:
            earlier = phrase(text)
            rumours = said.head == earlier.head and said.is_a("hearsay") and not said.is_a("writing")
            if earlier.words == words or rumours:
                return Answer(sighting.draft, "the same words before")
    return None


def _one_person_about(reference: Reference, story: Story) -> Answer | None:
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


def _described_person(reference: Reference, story: Story) -> Answer | None:
    """For "the Vermont senator": the person spoken of right before, unless it is another."""
    said = reference.phrase
    if not said.definite or said.plural or said.owner or not said.modifiers or kind_of(said) != "anonymous":
        return None
    if not (said.is_a("person") or said.head.endswith(PERSON_ENDINGS)) or said.is_a("source"):
        return None
    for sighting in subjects_before(reference, story, reach=REACH):
        draft = sighting.draft
        if draft.kind == "person" and not told_of(draft, reference) and not _is_another(draft, said):
            return Answer(draft, f"'{said.text}': {called(draft)} is spoken of right before")
    return None


def _is_another(draft: Draft, said: Phrase) -> bool:
    """Say whether a phrase means somebody else: of a country, another gender, another post."""
    gender = gender_of(said.text)
    names = re.findall(r"[A-Z][\w.]*(?: [A-Z][\w.]*)*", " ".join(said.modifiers))
    if any(map(country, names)) or (gender and draft.gender and gender != draft.gender):
        return True
    heads = {head for role in draft.roles for head in _role_heads(role)}
    return bool(heads & nouns("office")) and said.head in nouns("office") and not heads & covers(said.head)


Rule = Callable[[Reference, Story], Answer | None]
NOMINAL_RULES: tuple[Rule, ...] = (
    _names_joined,
    writing_of,
    known_writing,
    _role_of_person,
    _named_later,
    _next_to_speak,
    police,
    members,
    next_to_speak,
    _described_before,
    organisation,
    _taken_up,
    _same_words,
    _one_person_about,
    _described_person,
)
