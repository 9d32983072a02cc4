"""Find the names that head a source and that spaCy took for no name: "iKwiz", "Nick Kocher (@NickKocher)"."""

import re

from sayso.annotate.page import Name, Page, Token, Tokens, is_capital, is_title, root_of, word_set, words

__all__ = ["HANDLE", "NAMED_LABELS", "source_heads"]

NAMED_LABELS = frozenset({"PERSON", "ORG", "NORP", "GPE", "LOC", "FAC", "EVENT"})
PLURAL_ACRONYM = re.compile(r"[A-Z]+s")
HANDLE = re.compile(r"@\w+")


def source_heads(names: list[Name], page: Page) -> list[Name]:
    """Add the proper nouns that head a source and that spaCy took for no name."""
    taken = {at for name in names for at in range(name.start, name.end)}
    added: dict[int, Name] = {}
    for source in page.sources:
        head = root_of(source)
        whole = _with_handle(source, page) or _after_naming(source, page) or _all_capitals(source, page)
        if whole is not None:
            names = [name for name in names if name.end <= whole.start or whole.end <= name.start]
            added[whole.start] = whole
        elif head.i not in taken and _looks_like_name(head, page):
            start, end = head.i, head.i + 1
            while start > source.start and is_capital(page.doc[start - 1]) and start - 1 not in taken:
                start -= 1
            while end < source.end and is_capital(page.doc[end]) and end not in taken:
                end += 1
            added[start] = Name(start, end, None, of_source=True)
    return sorted([*names, *added.values()], key=lambda name: name.start)


def _with_handle(source: Tokens, page: Page) -> Name | None:
    """Return "Nick Kocher" of "Nick Kocher (@NickKocher)", or a handle alone."""
    handle = next((token.i for token in source if HANDLE.fullmatch(token.text)), None)
    if handle is None:
        return None
    named = handle - 1 > source.start and page.doc[handle - 1].text == "("
    return Name(source.start, handle - 1 if named else handle + 1, "person", of_source=True)


def _after_naming(source: Tokens, page: Page) -> Name | None:
    """Return "Kelly" of "one representative, identified only as “Kelly”"."""
    naming = next((token.i for token in source[:-1] if token.lower_ in word_set("naming")), None)
    if naming is None:
        return None
    start = naming + 1
    while start < source.end - 1 and (
        page.doc[start].lower_ in word_set("filler") or page.doc[start].is_punct
    ):
        start += 1
    body = any(token.lower_ in words("organizations.txt") for token in source)
    name = Name(start, source.end, "organization" if body else "person", of_source=True)
    return name if is_capital(page.doc[start]) else None


def _all_capitals(source: Tokens, page: Page) -> Name | None:
    """Return a source that is a name as a whole, up to its apposition: "The Hollywood Reporter"."""
    end = next((token.i for token in source if token.text in {",", "("}), source.end)
    inner = [token for token in page.doc[source.start : end] if token.lower_ not in word_set("article")]
    counted = source[0].lower_ in word_set("quantifier")
    if (
        len(inner) <= 1
        or counted
        or source.start in page.headlines
        or inner[0].like_num
        or all(map(is_title, inner))
    ):
        return None
    if inner[-1].ent_type_ in NAMED_LABELS and inner[0].ent_type_ == inner[-1].ent_type_:
        return None
    if not all(token.text[0].isupper() or token.text == "-" or token.is_digit for token in inner):
        return None
    apposed = end < source.end and page.doc[end].text == ","
    return Name(inner[0].i, end, "person" if apposed else None, of_source=True)


def _looks_like_name(token: Token, page: Page) -> bool:
    """Say whether a word outside spaCy's names is one: odd capitals, or a capital without need."""
    text = token.text
    common = text.islower() or text.lower() in words("documents.txt") | word_set("pronoun")
    if common or not text[0].isalpha() or PLURAL_ACRONYM.fullmatch(text):
        return False
    if any(c.isupper() for c in text[1:]) and not text.isupper():
        return True
    if token.pos_ != "PROPN":
        return False
    opens = token.is_sent_start or (token.nbor(-1).is_sent_start and token.nbor(-1).pos_ == "DET")
    if not opens:
        return True
    if token.is_sent_start and token.tag_ == "NNP" and not text.endswith("s"):
        return text.lower() not in word_set("common") | words("organizations.txt") | words("titles.txt")
    others = (t for t in page.doc if t.text == text and t.i != token.i)
    return any(not t.is_sent_start and t.i not in page.headlines for t in others)
