"""Say which sources without a name are one in different articles.

"A source" in two articles may be two, so they stay apart unless something tells: the same words
said, the same outlet to which they were said, the same description of a group.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterator

from sayso.resolve.groups import Groups, Rule, Same, alike, because
from sayso.resolve.nominals import has_role
from sayso.resolve.story import Draft
from sayso.resolve.utterances import same_words
from sayso.resolve.words import is_hearsay, phrase, word_set

__all__ = ["SOURCE_RULES"]


def _nobody(groups: Groups) -> Iterator[Same]:
    """What no article names a source for has one place in the result: nobody in particular."""
    keyed = ((True, one, "") for one in groups.drafts if one.unnamed)
    return (Same(a, b, "the text names nobody") for a, b, _ in alike(keyed, ""))


def _hearsay(groups: Groups) -> Iterator[Same]:
    """Rumours are rumours: nobody in particular, wherever they are told."""
    keyed = (
        (phrase(text).head, one, text)
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
    return _number(one) == _number(other) and "outlet" not in {one.kind, other.kind}


def _number(draft: Draft) -> str:
    if draft.one_person:
        return "one"
    return "many" if draft.plural or draft.kind == "group" else "body"


def _same_description(groups: Groups) -> Iterator[Same]:
    """People described by a proper name in the same words: "Comcast customers", "the Foley family"."""
    described = [
        (text, one) for one in groups.drafts if one.kind == "group" and not one.names for text in one.phrases
    ]
    proper = [
        (phrase(text).words, one, text)
        for text, one in described
        if any(word[:1].isupper() for word in text.split()[1:])
    ]
    return alike(proper, "described in the same words")


def _same_post(groups: Groups) -> Iterator[Same]:
    """The same post with the same actor: "Plant's publicist", "Robert Plant's publicist"."""
    keyed: list[tuple[Hashable, Draft, str]] = []
    for draft in groups.drafts:
        for text in draft.phrases:
            said = phrase(text)
            served = (
                said.owner
                or said.tail.startswith("for ")
                or text.split()[0].lower() in word_set("of_one_person")
            )
            if not draft.names and len(draft.issuers) == 1 and said.is_a("post") and served:
                keyed.append(((said.head, said.plural, id(groups.of(draft.issuers[0]))), draft, text))
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
    _same_post,
    _same_members,
)
