"""Tell from the text who is "he" and who is "she": "Brandt and her crew", "Olsen said he had seen it".

Nothing is guessed from first names: what an article does not tell stays open.
"""

import re
from collections import Counter

from sayso.resolve.names import person_name
from sayso.resolve.story import Draft, Story

__all__ = ["tell_genders"]

PRONOUN = re.compile(r"\b(?:(he|his|him|himself)|(she|her|hers|herself))\b", re.IGNORECASE)
SURE = 0.75  # share of the pronouns that must agree
LEAST = 1  # pronouns from which it is told


def tell_genders(story: Story) -> None:
    """Note who is "he" or "she" by the pronouns of the sentences that name one person alone."""
    people = [one for one in story.annotated.mentions if one.kind == "person"]
    votes: dict[str, Counter[str]] = {}
    for sentence in story.annotated.sentences:
        here = [one for one in people if sentence.start <= one.start < sentence.end]
        names = {person_name(story.text[one.start : one.end]).last for one in here}
        if len(names) != 1:
            continue
        for match in PRONOUN.finditer(story.text, here[0].end, sentence.end):
            if not any(s <= match.start() < e for s, e in story.annotated.quotations):
                votes.setdefault(next(iter(names)), Counter())["he" if match.group(1) else "she"] += 1
    for draft in story.drafts:
        count = votes.get(draft.person.last, Counter()) if draft.person else Counter[str]()
        if draft.gender is None and count and _alone(draft, story):
            pronoun, most = count.most_common(1)[0]
            draft.gender = pronoun if most >= max(SURE * count.total(), LEAST) else None


def _alone(draft: Draft, story: Story) -> bool:
    """Say whether nobody else of the article has that surname."""
    last = draft.person.last if draft.person else None
    return sum(one.person is not None and one.person.last == last for one in story.drafts) == 1
