"""Tell from the text who is "he" and who is "she": "Mr. Olsen", "a spokeswoman", "Brandt and her crew".

Nothing is guessed from first names: what an article does not tell stays open.
"""

import re
from collections import Counter

from sayso.resolve.story import Draft, Story

__all__ = ["tell_genders"]

PRONOUN = re.compile(r"\b(?:(he|his|him|himself)|(she|her|hers|herself))\b", re.IGNORECASE)
SURE = 0.75  # share of the pronouns that must agree


def tell_genders(story: Story) -> None:
    """Note who is "he" or "she" by the pronouns of the sentences in which nobody else is named."""
    votes: dict[Draft, Counter[str]] = {}
    for sentence in story.annotated.sentences:
        people = {one.draft for one in story.between(*sentence) if one.draft.kind == "person"}
        if len(people) != 1:
            continue
        (draft,) = people
        first = min(one.end for one in draft.mentions if one.start >= sentence.start)
        for match in PRONOUN.finditer(story.text, first, sentence.end):
            if not any(s <= match.start() < e for s, e in story.annotated.quotations):
                votes.setdefault(draft, Counter())["he" if match.group(1) else "she"] += 1
    for draft, count in votes.items():
        pronoun, most = count.most_common(1)[0]
        if draft.gender is None and most >= SURE * count.total():
            draft.gender = pronoun
