"""Resolve phrases for organisations and for what they put in writing: "the group", "the statement"."""

import re
from collections.abc import Callable

from sayso.records import ActorMention
from sayso.resolve.names import fold, org_kernel, org_key
from sayso.resolve.story import LEAD, Answer, Draft, Reference, Story, called, told_of
from sayso.resolve.words import Phrase, family, phrase, word_set

__all__ = [
    "described_name",
    "known_writing",
    "members",
    "next_to_speak",
    "organisation",
    "police",
    "writing_of",
]

FROM = re.compile(r"\b(?:by|from|in|of|at)\b", re.IGNORECASE)
POLICE = "police"
BESIDE = 30  # characters beside a name in which it may be described
NAME_WORDS = 4  # a longer description is no name


def writing_of(reference: Reference, story: Story) -> Answer | None:
    """For "O'Rourke's complaint", "a report on DeepDotWeb", "the NRF statement": whoever issued it."""
    said = reference.phrase
    if not said.is_a("writing") or said.plural:
        return None
    for span, draft in story.named_inside(reference.span):
        if draft.kind not in {"person", "organization", "outlet", "group"}:
            continue
        before = story.text[reference.start : span.start].lower()
        after = story.text[span.end : reference.span.end]
        owns = re.match(r"['’]s?\s", after) or (not said.tail and not FROM.search(before))
        match = re.search(r"\b(by|from|in|on|at|attributed to)\s+(?:[\w’']+\s+){0,4}$", before)
        place = match.group(1) if match else ""
        reports = draft.speaks or (place == "in" and said.head in word_set("report"))
        publishes = draft.kind == "outlet" or (
            draft.kind == "organization" and reports and not draft.is_place
        )
        if owns or place in {"by", "from", "attributed to"} or (place and publishes):
            if place in {"in", "on"} and draft.kind == "organization":
                draft.kind = "outlet"
            return Answer(draft, f"{said.head} of {called(draft)}")
    return None


def known_writing(reference: Reference, story: Story) -> Answer | None:
    """For "the statement", after "In a statement, the NRF said": whoever issued the one spoken of last."""
    said = reference.phrase
    if not said.definite or said.plural or not said.is_a("writing") or said.owner:
        return None
    nouns = word_set("report") if said.head in word_set("report") else {said.head}
    pattern = re.compile(rf"\b(?:{'|'.join(sorted(nouns))})\b", re.IGNORECASE)
    for match in reversed(list(pattern.finditer(story.text, 0, reference.start))):
        issuer = _issuer(match.start(), story)
        if issuer is not None and (
            issuer.names or any(phrase(text).is_a("writing") for text in issuer.phrases)
        ):
            return Answer(issuer, f"{said.head} of {called(issuer)}, introduced before")
    if said.head in word_set("report"):
        for sighting in story.before(reference.start):
            if sighting.draft.kind == "outlet":
                return Answer(
                    sighting.draft, f"{said.head} of {called(sighting.draft)}, the outlet named last"
                )
    return None


def _issuer(position: int, story: Story) -> Draft | None:
    """Return who issued the writing named at ``position``: its own source, or the sentence's one body."""
    for sighting in story.before(position + 1):
        if sighting.end >= position and sighting.spoke:
            return sighting.draft
        if sighting.start < position - 200:
            break
    if story.text[max(0, position - 4) : position].lower() == "the ":
        return None  # "the statement" introduces nothing: look further up for "a statement"
    sentence = story.sentence(position)
    for said in story.annotated.attributions:
        spans = (*said.source, *said.cue, *(said.via.spans if said.via else ()))
        inside = any(sentence.start <= start < sentence.end for start, _ in spans)
        if inside and said.id in story.speakers and not any(s <= position < e for s, e in said.content):
            return story.speakers[said.id]
    seen = {one.draft for one in story.between(sentence.start, position)}
    bodies = [one for one in seen if one.kind in {"organization", "group", "person"}]
    return bodies[0] if len(bodies) == 1 else None


def organisation(reference: Reference, story: Story) -> Answer | None:
    """For "the group", "the ministry", "the paper": the organisation that the article has named so."""
    said = reference.phrase
    if said.plural or not said.definite or said.owner:
        return None
    named = {org_kernel(org_key(name))[-1] for one in story.drafts if not one.person for name in one.names}
    if not (said.is_a("outlet") or said.is_a("organization") or said.head in named):
        return None
    if said.text.split()[0].lower() in word_set("of_somebody"):
        return None
    if any(draft.kind != "group" for _, draft in story.named_inside(reference.span)):
        return None
    bodies = [
        one
        for one in story.drafts
        if one.kind in {"organization", "outlet"} and one.names and not _of_another_kind(one, said)
    ]
    told = frozenset(word for word in said.proper if "-" in word)
    if told and not said.is_a("outlet"):  # "the Britain-based group": the one called so
        bodies = [one for one in bodies if _has_words(one, told, story)] or bodies
    answers = (rule(reference, story, bodies) for rule in BODY_RULES)
    return next((answer for answer in answers if answer is not None), None)


def _in_sentence(reference: Reference, story: Story, bodies: list[Draft]) -> Answer | None:
    """The one that the sentence names before; for words that fit many ("the company")."""
    if reference.phrase.head not in word_set("loose") or reference.phrase.tail:
        return None
    sentence = story.sentence(reference.start)
    seen = {one.draft for one in story.between(sentence.start, reference.start)}
    close = [one for one in bodies if one in seen and one.kind == "organization" and not one.is_place]
    return (
        Answer(close[0], f"'{reference.phrase.head}': named before in the sentence")
        if len(close) == 1
        else None
    )


def _such_a_body(reference: Reference, story: Story, bodies: list[Draft]) -> Answer | None:
    """The latest that is one by its name or role, or that spoke close before."""
    said = reference.phrase
    strong = [one for one in bodies if _is_such(one, said, story)]
    loose = said.head in word_set("loose")
    speakers = [one for one in bodies if loose and one.speaks and one.kind != "outlet" and not one.is_place]
    here = story.paragraph(reference.start)
    for one in story.before(reference.start):
        if one.draft in strong:
            return Answer(one.draft, f"'{said.head}': the latest that is one")
    for one in story.before(reference.start):
        if one.spoke and one.draft in speakers and here - story.paragraph(one.start) <= 1:
            return Answer(one.draft, f"'{said.head}': the organisation that spoke last")
    return None


def _named_below(reference: Reference, story: Story, bodies: list[Draft]) -> Answer | None:
    """In the lead, the only one of that noun that the same sentence goes on to name."""
    if story.paragraph(reference.start) >= LEAD:
        return None
    start, end = story.sentence(reference.start)
    strong = [one for one in bodies if _is_such(one, reference.phrase, story)]
    named = [one for one in strong if any(start <= m.start < end for m in one.mentions)]
    return (
        Answer(named[0], f"'{reference.phrase.head}': the only one its sentence names")
        if len(named) == 1
        else None
    )


def _named_most(reference: Reference, story: Story, bodies: list[Draft]) -> Answer | None:
    """The one named most so far; for words that fit many."""
    if reference.phrase.head not in word_set("loose"):
        return None
    others = [
        one for one in bodies if one.kind != "outlet" and not one.is_place and not told_of(one, reference)
    ]
    seen = [one.draft for one in story.before(reference.start) if one.draft in others]
    if not seen:
        return None
    return Answer(max(seen, key=seen.count), f"'{reference.phrase.head}': the organisation named most so far")


def next_to_speak(reference: Reference, story: Story) -> Answer | None:
    """For "a monitoring group" in the lead: the body that speaks next, or for which somebody does."""
    said = reference.phrase
    if said.definite or said.plural or said.owner or not said.is_a("organization"):
        return None
    if story.paragraph(reference.start) >= LEAD:
        return None
    draft = story.next_voice(reference.span.end)
    if draft is None:
        return None
    bodies = [one for one in ([draft] if not draft.person else draft.issuers) if one.kind == "organization"]
    if len(bodies) != 1 or bodies[0].is_place or _of_another_kind(bodies[0], said):
        return None
    return Answer(bodies[0], f"'{said.text}': {called(draft)} is the next to speak")


BodyRule = Callable[[Reference, Story, list[Draft]], Answer | None]
BODY_RULES: tuple[BodyRule, ...] = (_in_sentence, _such_a_body, _named_below, _named_most)


def _is_such(draft: Draft, said: Phrase, story: Story) -> bool:
    """Say whether an organisation is what the noun says, by its name, its roles or its kind."""
    proper = {fold(word) for word in said.proper}
    kin = family(said.head)
    words = {word for text in (*draft.names, *draft.roles, *draft.phrases) for word in fold(text).split()}
    if said.is_a("outlet"):
        return not proper - words and (draft.kind == "outlet" or bool(words & kin))
    return bool(words & kin) or any(_noun_after(one, story) in kin for one in draft.mentions)


def _has_words(draft: Draft, words: frozenset[str], story: Story) -> bool:
    """Say whether a body is named, or described beside its name, with any of these words."""
    beside = [story.text[max(one.start - BESIDE, 0) : one.end + BESIDE] for one in draft.mentions]
    text = " ".join((*draft.names, *draft.roles, *beside))
    return any(re.search(rf"\b{re.escape(word)}", text) for word in words)


def _of_another_kind(draft: Draft, said: Phrase) -> bool:
    """Say whether every name of a body says that it is something else: no movement is a "Water Ministry"."""
    kin = family(said.head)
    heads = [phrase(name) for name in draft.names]
    return all(one.is_a("organization") and one.head not in kin and not draft.acronyms for one in heads)


def _noun_after(mention: ActorMention, story: Story) -> str:
    match = re.compile(r"\s+(\w+)").match(story.text, mention.end)
    return match.group(1).lower() if match else ""


def members(reference: Reference, story: Story) -> Answer | None:
    """For "Islamic State militants" the Islamic State; for "the militants" the latest militant group."""
    said = reference.phrase
    if said.head not in word_set("members") or not said.plural or said.tail or said.owner:
        return None
    inside = [(span, one) for span, one in story.named_inside(reference.span) if one.kind == "organization"]
    if inside:
        last, body = inside[-1]
        beside = re.fullmatch(r"\s+\w+", story.text[last.end : reference.span.end])
        return Answer(body, f"{said.head}s of {called(body)}") if beside and not body.is_place else None
    if not said.definite or said.modifiers:
        return None
    bodies = [
        one for one in story.drafts if one.kind == "organization" and one.names and _is_such(one, said, story)
    ]
    latest = next((one.draft for one in story.before(reference.start) if one.draft in bodies), None)
    return Answer(latest, f"'{said.head}s': the latest that are") if latest else None


def police(reference: Reference, story: Story) -> Answer | None:
    """For "Police": the one force that the article names, else the police it has spoken of."""
    said = reference.phrase
    if said.head != POLICE or said.owner or said.tail:
        return None
    forces = [one for one in story.drafts if any(POLICE in fold(name).split() for name in one.names)]
    told = {word for one in forces for name in one.names for word in fold(name).split()}
    if set(said.words) - {POLICE, "local"} - told:
        return None
    if len(forces) == 1:
        return Answer(forces[0], "the only police that the article names")
    latest = next((one.draft for one in story.before(reference.start) if one.draft in forces), None)
    return Answer(latest, "the police named last") if latest else None


def described_name(said: Phrase) -> str | None:
    """Return a body's description as its name where it has a proper word in it: "Lebanese army".

    >>> from sayso.resolve.words import phrase
    >>> described_name(phrase("The Lebanese army")), described_name(phrase("the army"))
    ('Lebanese army', None)
    >>> described_name(phrase("the government of Nigeria"))
    'government of Nigeria'
    """
    body = said.is_a("organization") or said.is_a("outlet")
    if not body or (said.plural and said.head != POLICE) or len(org_key(said.text)) > NAME_WORDS:
        return None
    place = re.fullmatch(r"of (?:the )?([A-Z]\S*(?: [A-Z]\S*)*)", said.tail)
    owner = said.owner[:1].isupper() and not said.tail
    inside = not said.owner and not said.tail and any(any(map(str.isupper, word)) for word in said.modifiers)
    if not (inside or ((place or owner) and said.head in word_set("national"))):
        return None
    return re.sub(r"^(?:the|an?)\s+", "", said.text, flags=re.IGNORECASE)
