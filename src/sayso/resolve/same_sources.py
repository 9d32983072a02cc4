"""Say which sources without a name are one in different articles.

"A source" in two articles may be two, so they stay apart unless something tells: the same words
said, the same post with the same actor, the same description of a group.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator

from sayso.resolve.countries import country
from sayso.resolve.described import has_role
from sayso.resolve.groups import Groups, Rule, Same, alike, because, by_key
from sayso.resolve.names import fold
from sayso.resolve.story import Draft
from sayso.resolve.utterances import same_words
from sayso.resolve.words import Phrase, family, is_hearsay, phrase, word_set

__all__ = ["SOURCE_RULES"]


def _nobody(groups: Groups) -> Iterator[Same]:
    """What no article names a source for has one place in the result: nobody in particular."""
    nobody = [one for one in groups.drafts if one.unnamed]
    return (Same(nobody[0], one, "the text names nobody") for one in nobody[1:])


def _hearsay(groups: Groups) -> Iterator[Same]:
    """Rumours are rumours: nobody in particular, wherever they are told."""
    keyed = (
        (phrase(text).is_a("writing"), one, text)  # reports are not rumours
        for one in groups.drafts
        if not one.names
        for text in one.phrases[:1]
        if is_hearsay(text)
    )
    return alike(keyed, "hearsay, with nobody named behind it")


def _same_words_said(groups: Groups) -> Iterator[Same]:
    """For "a witness" whom two articles quote in the same words: whoever said them, if that is one."""
    partners: dict[Draft, list[tuple[Draft, str]]] = defaultdict(list)
    for a, b, words in same_words(list(dict.fromkeys(map(groups.story, groups.drafts)))):
        for one, other in ((a, b), (b, a)):
            if not one.names and _can_be(one, other):
                partners[one].append((other, words))
    for draft, found in partners.items():
        named = [one for one, _ in found if any(other.names for other in groups.of(one))]
        if not named or groups.one(named):
            yield from (
                Same(one, draft, because("quoted with the same words", words)) for one, words in found
            )


def _can_be(one: Draft, other: Draft) -> bool:
    """Say whether a source without a name can be another draft: as many, of a kind, and called so."""
    if one.unnamed or other.unnamed or any(map(is_hearsay, (*one.phrases[:1], *other.phrases[:1]))):
        return False
    roles = [(role, phrase(text)) for role in other.roles for text in one.phrases]
    if other.person and one.phrases and not any(has_role(role, said, strict=False) for role, said in roles):
        return False
    own, others = (
        {word for text in texts for word in fold(text).split()} for texts in (one.phrases, other.names)
    )
    if other.names and not other.person and one.kind != "document" and not own & others:
        return False
    return _number(one) == _number(other) and "outlet" not in {one.kind, other.kind}


def _number(draft: Draft) -> str:
    if draft.one_person:
        return "one"
    return "many" if draft.plural or draft.kind == "group" else "body"


def _same_description(groups: Groups) -> Iterator[Same]:
    """People described alike: "U.S. officials", "American officials"; "witnesses" of the one event."""
    keyed = [
        (key, one, text)
        for one in groups.drafts
        if one.plural and not one.names and not one.unnamed and len(one.issuers) <= 1
        for text in one.phrases
        if (key := _described(phrase(text)))
    ]
    return alike(keyed, "described alike")


def _described(said: Phrase) -> Hashable:
    """Return what tells a kind of people from others; None where the words tell too little."""
    words = [*re.findall(r"\w[\w.’'-]*", said.owner), *said.modifiers]
    told = {country(word) or fold(word) for word in words if word.lower() not in word_set("counted_people")}
    rest = re.split(r",|\s(?:who|which|that)\b", f" {said.tail}")[0]
    where = frozenset(fold(word) for word in re.findall(r"\w{4,}", rest))
    if said.head in word_set("at_the_scene"):  # of the one event, wherever they are said to be
        where = frozenset(fold(word) for word in re.findall(r"[A-Z]\w+", rest))
    if said.is_a("hearsay") or not (told or where or said.head in word_set("at_the_scene")):
        return None
    return min(family(said.head)), frozenset(told), where


def _said_more_fully(groups: Groups) -> Iterator[Same]:
    """For "sources" and "a report" in the lead: the only ones that the article tells more of."""
    drafts = by_key((id(groups.story(one)), one) for one in groups.drafts)
    for here in drafts.values():
        told = [(phrase(text), one) for one in here for text in one.phrases if not is_hearsay(text)]
        for said, draft in told:
            lead = draft.leads and said.is_a("writing") and not said.plural
            sources = said.plural and (said.is_a("source") or said.head in word_set("at_the_scene"))
            if draft.names or not (sources or lead) or len(said.words) > 1:
                continue
            fuller = [
                (one, more.text)
                for more, one in told
                if one is not draft and (more.head, more.plural) == (said.head, said.plural) and _tells(more)
            ]
            if fuller and groups.one(one for one, _ in fuller):
                yield Same(fuller[0][0], draft, because("the only ones told of", fuller[0][1], said.text))


def _tells(said: Phrase) -> bool:
    """Say whether a phrase tells more of people than how many they are; two kinds of them are none."""
    told = [word for word in said.modifiers if word.lower() not in word_set("counted_people")]
    return bool(told or said.owner or said.tail) and "and" not in said.words


def _same_post(groups: Groups) -> Iterator[Same]:
    """The same post with the same actor: "Plant's publicist", "Robert Plant's publicist"."""
    keyed: list[tuple[Hashable, Draft, str]] = []
    for draft in groups.drafts:
        for text in draft.phrases:
            said = phrase(text)
            served = (
                said.owner
                or said.tail.startswith("for ")
                or (said.proper and text.split()[0].lower() not in word_set("again"))
                or text.split()[0].lower() in word_set("of_one_person")
            )
            owners = [other for other in draft.posts.values() if other is not None]
            if not draft.names and len(owners) == 1 and said.is_a("post") and served:
                keyed.append(((said.head, said.plural, id(groups.of(owners[0]))), draft, text))
    return alike(keyed, "the same post with the same actor")


def _same_members(groups: Groups) -> Iterator[Same]:
    """The same people together: "Wright and O'Brien", "O'Brien and Wright"."""
    joined = [one for one in groups.drafts if one.kind == "group" and len(one.issuers) > 1]
    keyed = (
        (frozenset(id(groups.of(member)) for member in one.issuers), one, one.phrases[0]) for one in joined
    )
    return alike(keyed, "the same people together")


SOURCE_RULES: tuple[Rule, ...] = (
    _nobody,
    _hearsay,
    _same_words_said,
    _same_description,
    _said_more_fully,
    _same_post,
    _same_members,
)
