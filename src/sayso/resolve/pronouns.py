"""Resolve pronouns that are the source of a statement: "he", "they", "it", "we", "who".

The rules stand in ``PRONOUN_RULES`` and are tried in that order; without an answer the pronoun
is nobody that can be told.
"""

import re
from collections.abc import Callable, Iterator

from sayso.records import Span
from sayso.resolve.story import Answer, Draft, Reference, Sighting, Story, called, told_of
from sayso.resolve.words import is_personal, phrase, word_set

__all__ = ["PRONOUN_RULES", "is_pronoun", "resolve_pronoun", "subjects_before"]

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
MOST_WORDS = 2  # "he himself"
NEAR = 60  # characters between a phrase and the "who" that takes it up
REACH = 3  # paragraphs back
OPENING = 3  # words that may stand before the subject of a sentence


def is_pronoun(text: str) -> bool:
    """Say whether a source is a pronoun.

    >>> is_pronoun("He"), is_pronoun("[He]"), is_pronoun("Hesse"), is_pronoun("WHO")
    (True, True, False, False)
    """
    return _pronoun(text) is not None


def _pronoun(text: str) -> str | None:
    if text.isupper() and text != "I":  # "WHO", "US"
        return None
    words = re.findall(r"\w+", text.lower())
    return (
        PRONOUN.get(words[0])
        if words and len(words) <= MOST_WORDS and all(word in PRONOUN for word in words)
        else None
    )


def resolve_pronoun(reference: Reference, story: Story) -> Answer | None:
    """Return whom a pronoun means, None where nothing can be said."""
    pronoun = _pronoun(story.words(reference.span))
    if pronoun is None:
        return None
    for rule in PRONOUN_RULES:
        answer = rule(pronoun, reference, story)
        if answer is not None:
            return answer
    return None


# ------------------------------------------------------------------ rules


def _relative(pronoun: str, reference: Reference, story: Story) -> Answer | None:
    """For "an official, who said": the phrase right before."""
    if pronoun != "who":
        return None
    personal = story.words(reference.span).lower() in {"who", "whom"}
    for sighting in story.before(reference.start):
        between = story.text[sighting.end : reference.start]
        if len(between) > NEAR or re.search(r"[.!?\n]", between):
            return None
        if not (personal and sighting.draft.is_place):
            return Answer(sighting.draft, "pronoun: the phrase right before")
    return None


def _first_person(pronoun: str, reference: Reference, story: Story) -> Answer | None:
    """For "we" in a quotation: whoever is quoted; else whoever spoke last."""
    if pronoun not in {"i", "we"}:
        return None
    outer = story.enclosing(reference.said) if reference.said else None
    if outer is not None:
        speaker = story.speakers.get(outer.id)
        if speaker is None:
            return None
        bodies = [one for one in speaker.issuers if one.kind in {"organization", "outlet"}]
        if pronoun == "we" and len(bodies) == 1:
            return Answer(bodies[0], f"first person: {called(speaker)} speaks for it")
        return Answer(speaker, "first person: whoever is quoted")
    if any(s <= reference.start < e for s, e in story.annotated.quotations):
        for sighting in _speakers_before(reference, story, reach=REACH):
            return Answer(sighting.draft, "first person: whoever spoke last")
    return _author(story.words(reference.span), story)


def _author(words: str, story: Story) -> Answer:
    """Return who says "I" in a letter or a column: whoever wrote it, the same throughout."""
    draft = next((one for one in story.drafts if one.writes), None)
    if draft is None:
        author = story.annotated.article.author
        draft = story.new("person" if author else "anonymous")
        draft.writes = True
        (draft.names if author else draft.phrases).append(author or words)
    return Answer(draft, "first person: whoever wrote the article")


def _inside_statement(pronoun: str, reference: Reference, story: Story) -> Answer | None:
    """For "He said he believed": the speaker of the statement around it, when nobody stands between."""
    outer = story.enclosing(reference.said) if reference.said else None
    speaker = story.speakers.get(outer.id) if outer else None
    if outer is None or speaker is None or outer.type == "direct" or not _fits(pronoun, speaker, reference):
        return None
    start = min(s for s, _ in (*outer.content, *outer.cue))
    rivals = {
        one.draft
        for one in story.between(start, reference.start)
        if one.draft is not speaker and _fits(pronoun, one.draft, reference)
    }
    return None if rivals else Answer(speaker, "pronoun: the speaker of the statement around it")


def _earlier_in_sentence(pronoun: str, reference: Reference, story: Story) -> Answer | None:
    """For "Although O'Rourke was paid, he says": the one that the sentence named before."""
    sentence = story.sentence(reference.start)
    seen = [one for one in story.between(sentence.start, reference.start) if not _quoted(one, story)]
    own = reference.said.content if reference.said else ()
    seen = [one for one in seen if one.spoke or not any(s <= one.start < e for s, e in own)]
    fitting = list(dict.fromkeys(one.draft for one in seen if _fits(pronoun, one.draft, reference)))
    if len(fitting) == 1:
        return Answer(fitting[0], "pronoun: named before in the sentence")
    spoke = [one.draft for one in seen if one.spoke and _fits(pronoun, one.draft, reference)]
    return Answer(spoke[0], "pronoun: the first speaker of the sentence") if spoke else None


def _goes_on(pronoun: str, reference: Reference, story: Story) -> Answer | None:
    """For "…," Nazary said. … he added: whoever spoke last, in this paragraph or the one before."""
    cue = " ".join(story.words(span).lower() for span in reference.said.cue) if reference.said else ""
    if not set(re.findall(r"\w+", cue)) & word_set("going_on"):
        return None
    for sighting in _speakers_before(reference, story, reach=1):
        if _fits(pronoun, sighting.draft, reference) and sighting.draft is not _quoted_speaker(
            pronoun, reference, story
        ):
            return Answer(sighting.draft, "pronoun: goes on after its last words")
    return None


def _subject_before(pronoun: str, reference: Reference, story: Story) -> Answer | None:
    """The one that the sentence right before, of the same paragraph, begins with."""
    here = story.sentence(reference.start)
    before = story.sentence(max(here.start - 2, 0))
    if before == here or story.paragraph(before.start) != story.paragraph(here.start):
        return None
    seen = [one for one in story.between(before.start, here.start) if _fits(pronoun, one.draft, reference)]
    spoke = next((one for one in seen if one.spoke), None)
    if spoke is not None:
        return Answer(spoke.draft, "pronoun: nearest earlier source")
    first = next((one for one in seen if not _quoted(one, story)), None)
    if first is not None and first.draft.kind == "person" and _opens(first, before, story):
        return Answer(first.draft, "pronoun: the sentence before begins with this name")
    return None


def _opens(sighting: Sighting, sentence: Span, story: Story) -> bool:
    """Say whether a sentence begins with what was sighted, but for its titles."""
    words = story.text[sentence.start : sighting.start].split()
    return len(words) <= OPENING and not {word.lower() for word in words} & word_set("preposition")


def _last_speaker(pronoun: str, reference: Reference, story: Story) -> Answer | None:
    """Whoever spoke last, in this paragraph or the one before."""
    quoted = _quoted_speaker(pronoun, reference, story)
    for sighting in _speakers_before(reference, story, reach=1):
        if _fits(pronoun, sighting.draft, reference) and sighting.draft is not quoted:
            topic = _topic_since(sighting, pronoun, reference, story)
            if topic is not None:
                return Answer(topic.draft, "pronoun: what the sentence before is about")
            return Answer(sighting.draft, "pronoun: nearest earlier source")
    return None


def _topic_since(speaker: Sighting, pronoun: str, reference: Reference, story: Story) -> Sighting | None:
    """Return the last person who is a subject after the last speaker, in the pronoun's paragraph."""
    start, end = story.sentence(speaker.start).end, story.sentence(reference.start).start
    here = story.paragraph(reference.start)
    topics = [
        one
        for one in story.between(start, end)
        if one.draft.kind == "person"
        and story.is_subject(one)
        and story.paragraph(one.start) == here
        and _fits(pronoun, one.draft, reference)
        and not _quoted(one, story)
    ]
    return topics[-1] if topics else None


def _quoted_speaker(pronoun: str, reference: Reference, story: Story) -> Draft | None:
    """Return whoever is quoted around a pronoun: inside a quotation "he" is somebody else."""
    outer = story.enclosing(reference.said) if reference.said else None
    if outer is None or outer.type != "direct" or pronoun not in {"he", "she"}:
        return None
    return story.speakers.get(outer.id)


def _last_named(pronoun: str, reference: Reference, story: Story) -> Answer | None:
    """The first one that fits in the nearest earlier sentence that names one."""
    here = story.paragraph(reference.start)
    quoted = _quoted_speaker(pronoun, reference, story)
    position = story.sentence(reference.start).start
    while position > 0:
        earlier = next(
            (
                one
                for one in story.before(position)
                if _fits(pronoun, one.draft, reference) and one.draft is not quoted
            ),
            None,
        )
        if earlier is None or here - story.paragraph(earlier.start) > REACH:
            return None
        sentence = story.sentence(earlier.start)
        seen = [
            one
            for one in story.between(sentence.start, position)
            if _fits(pronoun, one.draft, reference) and one.draft is not quoted
        ]
        own = [one for one in seen if not _quoted(one, story)]
        free = [one for one in own if not _depends(one, story)]
        subjects = [one for one in free if story.is_subject(one)]
        if own:
            first = (subjects or free or own)[0]
            return Answer(first.draft, "pronoun: named first in the nearest earlier sentence")
        position = min(sentence.start, earlier.start)
    return None


def _depends(sighting: Sighting, story: Story) -> bool:
    """Say whether a name stands after a preposition or owns what follows: "with Joe", "Joe's manager"."""
    before = re.search(r"(\w+)\s+$", story.text[max(0, sighting.start - 20) : sighting.start])
    after = story.text[sighting.end : sighting.end + len("’s ")]
    owner = re.match(r"['’]s?(?!\w)", after) is not None
    return owner or (before is not None and before.group(1).lower() in word_set("preposition"))


def subjects_before(reference: Reference, story: Story, *, reach: int) -> Iterator[Sighting]:
    """Yield whom each sentence before a reference is about, the nearest first.

    Who speaks in a sentence comes before who is named in it; what stands in a quotation is passed over.
    """
    here = story.paragraph(reference.start)
    position = reference.start
    while position > 0:
        nearest = next((one for one in story.before(position) if not _quoted(one, story)), None)
        if nearest is None or here - story.paragraph(nearest.start) > reach:
            return
        start = min(story.sentence(nearest.start).start, nearest.start)
        seen = [one for one in story.between(start, position) if not _quoted(one, story)]
        yield from sorted(seen, key=lambda one: (not one.spoke, one.start))
        position = start


def _speakers_before(reference: Reference, story: Story, *, reach: int) -> Iterator[Sighting]:
    here = story.paragraph(reference.start)
    for sighting in story.before(reference.start):
        if here - story.paragraph(sighting.start) > reach:
            return
        if sighting.spoke:
            yield sighting


def _fits(pronoun: str, draft: Draft, reference: Reference) -> bool:
    """Say whether a pronoun can mean the draft, by number, by he or she, by what is quoted."""
    if draft.unnamed or (reference.said and reference.said.type == "direct" and told_of(draft, reference)):
        return False
    if pronoun in {"he", "she"}:
        somebody = draft.kind == "person" or not draft.phrases or is_personal(phrase(draft.phrases[0]))
        return draft.one_person and somebody and draft.gender in {None, pronoun}
    if pronoun == "it":
        return draft.kind in {"organization", "outlet", "document"} and not draft.plural
    if pronoun == "they":
        return draft.plural or draft.kind in {"group", "organization"}
    return True


def _quoted(sighting: Sighting, story: Story) -> bool:
    return any(
        said.type == "direct" and s <= sighting.start < e
        for said in story.annotated.attributions
        for s, e in said.content
    )


Rule = Callable[[str, Reference, Story], Answer | None]
PRONOUN_RULES: tuple[Rule, ...] = (
    _relative,
    _first_person,
    _inside_statement,
    _earlier_in_sentence,
    _goes_on,
    _subject_before,
    _last_speaker,
    _last_named,
)
