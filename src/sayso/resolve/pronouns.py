"""Resolve pronouns that are the source of a statement: "he", "they", "it", "we", "who".

The rules stand in ``PRONOUN_RULES`` and are tried in that order; without an answer the pronoun
is nobody that can be told.
"""

import re
from collections.abc import Callable, Iterator

from sayso.resolve.story import Answer, Draft, Reference, Sighting, Story

__all__ = ["PRONOUN_RULES", "is_pronoun", "resolve_pronoun"]

FORMS = {
    "i": "i me my myself",
    "we": "we us our ourselves",
    "he": "he him his himself",
    "she": "she her herself",
    "it": "it its itself",
    "they": "they them their themselves",
    "who": "who which that",
}
PRONOUN = {form: pronoun for pronoun, forms in FORMS.items() for form in forms.split()}
REACH = 3  # paragraphs back


def is_pronoun(text: str) -> bool:
    """Say whether a source is a pronoun.

    >>> is_pronoun("He"), is_pronoun("[He]"), is_pronoun("Hesse")
    (True, True, False)
    """
    return _pronoun(text) is not None


def _pronoun(text: str) -> str | None:
    words = re.findall(r"\w+", text.lower())
    return PRONOUN.get(words[0]) if words and len(words) <= 2 and all(word in PRONOUN for word in words) else None


def resolve_pronoun(reference: Reference, story: Story) -> Answer | None:
    """Return whom a pronoun means, None where nothing can be said."""
    pronoun = _pronoun(story.words(reference.span))
    if pronoun is None:
        return None
    for rule in PRONOUN_RULES:
        answer = rule(pronoun, reference, story)
        if answer is not None:
            if pronoun in {"he", "she"}:
                answer.draft.gender = answer.draft.gender or pronoun
            return answer
    return None


# ------------------------------------------------------------------ rules


def _relative(pronoun: str, reference: Reference, story: Story) -> Answer | None:
    """ "an official, who said": the phrase right before."""
    if pronoun != "who":
        return None
    for sighting in story.before(reference.start):
        between = story.text[sighting.end : reference.start]
        if len(between) <= 60 and not re.search(r"[.!?\n]", between):
            return Answer(sighting.draft, "pronoun: the phrase right before")
        return None
    return None


def _first_person(pronoun: str, reference: Reference, story: Story) -> Answer | None:
    """ "we" in a quotation: whoever is quoted; else whoever spoke last."""
    if pronoun not in {"i", "we"}:
        return None
    outer = story.enclosing(reference.said) if reference.said else None
    if outer is not None:
        speaker = story.speakers.get(outer.id)
        return Answer(speaker, "first person: whoever is quoted") if speaker else None
    for sighting in _speakers_before(reference, story, reach=REACH):
        return Answer(sighting.draft, "first person: whoever spoke last")
    return None


def _inside_statement(pronoun: str, reference: Reference, story: Story) -> Answer | None:
    """ "He said he believed": the speaker of the statement around it, when nobody stands between."""
    outer = story.enclosing(reference.said) if reference.said else None
    speaker = story.speakers.get(outer.id) if outer else None
    if outer is None or speaker is None or outer.type == "direct" or not _fits(pronoun, speaker):
        return None
    start = min(s for s, _ in (*outer.content, *outer.cue))
    rivals = {one.draft for one in story.between(start, reference.start) if one.draft is not speaker and _fits(pronoun, one.draft)}
    return None if rivals else Answer(speaker, "pronoun: the speaker of the statement around it")


def _earlier_in_sentence(pronoun: str, reference: Reference, story: Story) -> Answer | None:
    """ "Although O'Rourke was paid, he says": the one that the sentence named before."""
    sentence = story.sentence(reference.start)
    seen = [one for one in story.between(sentence.start, reference.start) if not _quoted(one, story)]
    fitting = list(dict.fromkeys(one.draft for one in seen if _fits(pronoun, one.draft)))
    if len(fitting) == 1:
        return Answer(fitting[0], "pronoun: named before in the sentence")
    spoke = [one.draft for one in seen if one.spoke and _fits(pronoun, one.draft)]
    return Answer(spoke[-1], "pronoun: the speaker before in the sentence") if spoke else None


def _last_speaker(pronoun: str, reference: Reference, story: Story) -> Answer | None:
    """ "…," Nazary said. … he added: whoever spoke last, in this paragraph or the one before."""
    for sighting in _speakers_before(reference, story, reach=1):
        if _fits(pronoun, sighting.draft):
            return Answer(sighting.draft, "pronoun: nearest earlier source")
    return None


def _last_named(pronoun: str, reference: Reference, story: Story) -> Answer | None:
    """The first one that fits in the nearest earlier sentence that names one."""
    here = story.paragraph(reference.start)
    position = story.sentence(reference.start).start
    while position > 0:
        earlier = next((one for one in story.before(position) if _fits(pronoun, one.draft)), None)
        if earlier is None or here - story.paragraph(earlier.start) > REACH:
            return None
        sentence = story.sentence(earlier.start)
        seen = [one for one in story.between(sentence.start, position) if _fits(pronoun, one.draft)]
        subject = next((one for one in seen if not _quoted(one, story)), None)
        if subject is not None:
            return Answer(subject.draft, "pronoun: named first in the nearest earlier sentence")
        position = min(sentence.start, earlier.start)
    return None


def _speakers_before(reference: Reference, story: Story, *, reach: int) -> Iterator[Sighting]:
    here = story.paragraph(reference.start)
    for sighting in story.before(reference.start):
        if here - story.paragraph(sighting.start) > reach:
            return
        if sighting.spoke:
            yield sighting


def _fits(pronoun: str, draft: Draft) -> bool:
    if draft.unnamed:
        return False
    if pronoun in {"he", "she"}:
        return draft.one_person and draft.gender in {None, pronoun}
    if pronoun == "it":
        return draft.kind in {"organization", "outlet", "document"} and not draft.plural
    if pronoun == "they":
        return draft.plural or draft.kind in {"group", "organization"}
    return True


def _quoted(sighting: Sighting, story: Story) -> bool:
    return any(said.type == "direct" and s <= sighting.start < e for said in story.annotated.attributions for s, e in said.content)


Rule = Callable[[str, Reference, Story], Answer | None]
PRONOUN_RULES: tuple[Rule, ...] = (
    _relative,
    _first_person,
    _inside_statement,
    _earlier_in_sentence,
    _last_speaker,
    _last_named,
)
