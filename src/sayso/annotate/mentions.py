"""Find who is named in one article, what stands beside the names, and the words that name each source.

``names`` finds the names and ``roles`` what is said beside them; here they become mentions, and
so do the sources that no name stands for: "he", "the group", "a diplomat", "the statement". Who
a mention is, within an article and across articles, is left to the resolve stage.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sayso.annotate.names import find_names
from sayso.annotate.page import Doc, Name, Page, Token, Tokens, is_title, root_of, word_set, words
from sayso.annotate.roles import acronym_after, past_article, roles_of, span_of
from sayso.records import Article, Attribution, Mention, MentionKind, Span

__all__ = ["find_mentions"]

Speaker = tuple[int, int, MentionKind, tuple[Span, ...]]
"""First token, one past the last, kind, and the roles that the source itself gives."""
PRONOUN_WORDS = 2  # "he himself"
NAMING_BEFORE = 4  # words between "called" and a name


def find_mentions(doc: Doc, article: Article, attributions: Sequence[Attribution]) -> tuple[Mention, ...]:
    """Return the names in ``doc`` and the pronouns, nominals and documents that are sources.

    ``doc`` is spaCy's of the whole ``article.text``. The mentions come in the order of the text.
    """
    pieces = (_tokens_of(doc, one.source) for one in attributions)
    page = Page(doc, article, [piece for piece in pieces if piece is not None])
    names = find_names(page)
    found = {
        (name.start, name.end): _mention(page, name, _own_roles(name, page, attributions))
        for name in names
        if name.kind
    }
    for source in page.sources:
        for start, end, kind, given in _speakers(source, names, page):
            known = found.get((start, end))
            sure = known is None or kind in {"person", "organization"}
            roles = tuple(sorted({*(known.roles if known else ()), *given}))
            found[start, end] = _mention(
                page, Name(start, end, kind if sure or not known else known.kind), roles
            )
    return tuple(sorted(found.values(), key=lambda one: (one.start, one.end)))


def _own_roles(name: Name, page: Page, attributions: Sequence[Attribution]) -> tuple[Span, ...]:
    """Return what stands beside a name, but for what its owner says: "According to Castell, the talks"."""
    start, end = span_of(page.doc, name.start, name.end)
    said = [
        span
        for one in attributions
        if any(s <= start and end <= e for s, e in one.source)
        for span in one.content
    ]
    roles = roles_of(name, page)
    return tuple(role for role in roles if not any(s < role.end and role.start < e for s, e in said))


def _tokens_of(doc: Doc, spans: Sequence[Span]) -> Tokens:
    """Return a source as tokens, the first piece of several, None where there is none."""
    for start, end in spans:
        piece = doc.char_span(start, end, alignment_mode="expand")
        while piece and len(piece) > 1 and (piece[-1].is_punct or piece[-1].is_space):
            piece = piece[:-1]
        while piece and len(piece) > 1 and (piece[0].is_punct or piece[0].is_space):
            piece = piece[1:]
        if piece:
            return piece
    return None


def _mention(page: Page, name: Name, roles: tuple[Span, ...]) -> Mention:
    start, end = span_of(page.doc, name.start, name.end)
    if name.kind is None:
        raise AssertionError("only names of a known kind become mentions")
    acronym = acronym_after(page.article.text, end) if name.kind in {"organization", "place"} else None
    return Mention(
        article=page.article.id, start=start, end=end, kind=name.kind, roles=roles, acronym=acronym
    )


def _speakers(source: Tokens, names: list[Name], page: Page) -> Iterator[Speaker]:
    """Yield the mention that names a source, with its role there; and the antecedent of a relative."""
    root = root_of(source)
    inside = [name for name in names if source.start <= name.start and name.end <= source.end]
    acronym = root.text.isupper() and len(root) > 1  # "WHO", "US"
    if root.lower_ in word_set("pronoun") and len(source) <= PRONOUN_WORDS and not acronym:
        if root.lower_ in word_set("relative"):
            yield from _antecedent(root, names)
        yield root.i, root.i + 1, "pronoun", ()
        return
    name = _name_of(source, inside, page)
    if name is not None and name.kind is not None:
        start, end = past_article(page.doc, source.start), name.start
        loose = word_set("naming") | word_set("filler")
        while end > start and (page.doc[end - 1].is_punct or page.doc[end - 1].lower_ in loose):
            end -= 1
        told = start < end and not any(token.is_space for token in page.doc[start:end])
        yield name.start, name.end, name.kind, (span_of(page.doc, start, end),) if told else ()
        return
    nouns = [token for token in (root, *source) if token.pos_ in {"NOUN", "PROPN", "PRON"}]
    written = nouns and nouns[0].lower_ in words("documents.txt")
    yield source.start, source.end, "document" if written else "nominal", ()


def _name_of(source: Tokens, inside: list[Name], page: Page) -> Name | None:
    """Return the name ``inside`` a source that is who speaks, and no owner or part of it."""
    root = root_of(source)
    body = root.lower_ in words("organizations.txt")
    for name in inside:
        own = page.doc[name.start : name.end].root
        rest = page.doc[source.start : name.start]
        after = page.doc[name.end] if name.end < source.end else None
        if name.kind == "group" and after is not None and after.pos_ in {"NOUN", "PROPN"}:
            continue  # "Afghan Opposition"
        if name.start <= root.i < name.end:
            return None if _joined(root, source, inside) or _common(name, rest) else name
        if {token.lower_ for token in rest} & word_set("relative"):
            continue  # "an official who told the newspaper Rudaw"
        last = name.end == source.end or page.doc[name.end].lower_ in word_set("affiliation")
        if (
            (own.dep_ == "appos" and own.head.i == root.i)
            or (body and name.end == root.i and name.kind != "place")
            or {token.lower_ for token in rest[-NAMING_BEFORE:]} & word_set("naming")
            or (last and len(rest) and rest[-1].lower_ in words("organizations.txt"))
            or (last and name.kind == "person" and _put_before(rest, inside))
        ):
            return name
        if last and body and len(rest) and rest[-1].text == ",":
            return replace(name, kind="organization")
    return None


def _joined(root: Token, source: Tokens, inside: list[Name]) -> bool:
    """Say whether a source names several: "O'Brien and Wright"."""
    return any(
        t.i < source.end and any(name.start <= t.i < name.end for name in inside) for t in root.conjuncts
    )


def _common(name: Name, rest: Tokens) -> bool:
    """Say whether a proper noun is used as a common one: "the other Marine", "some Democrats"."""
    if not len(rest) or name.kind == "person" or (name.end - name.start > 1 and name.kind != "group"):
        return False
    last = rest[-1]
    nation = name.kind == "group" and last.lower_ in {"a", "an", "another"}  # "An American who fights there"
    counted = last.lower_ in word_set("quantifier") or last.like_num or nation
    return bool(counted or (last.pos_ == "ADJ" and last.is_lower))


def _put_before(rest: Tokens, inside: list[Name]) -> bool:
    """Say whether ``rest`` only tells what the person named after it is: "Pentagon spokesman", "CNN's"."""
    if not any(token.pos_ in {"ADP", "VERB"} for token in rest):
        return True
    heard = {token.lower_ for token in rest}
    while len(rest) > 1 and is_title(rest[-1]):
        rest = rest[:-1]
    beside_name = rest[-1].text == "," and any(name.end == rest.end - 1 for name in inside)
    if beside_name:  # "a lawyer for Mr. Grimm, William McGinley": one name is not put beside another
        return not heard & {"by", "to", "and"}
    if heard & {"by", "to", "and"} or ("for" in heard and heard & word_set("between")):
        return False
    if "of" in heard and heard & word_set("kin"):  # "the sister of the photographer Luke Somers"
        return False
    return rest[-1].text == "," or any(name.end == rest.end for name in inside)


def _antecedent(relative: Token, names: list[Name]) -> Iterator[Speaker]:
    """Yield the phrase that "who" takes up, where it is no name."""
    nouns = (token for token in relative.ancestors if token.pos_ in {"NOUN", "PROPN", "PRON"})
    noun = next((token for token in nouns if token.dep_ != "conj" and token.i < relative.i), None)
    if noun is None or any(name.start <= noun.i < name.end for name in names):
        return
    end = relative.i
    while end > noun.i + 1 and (relative.doc[end - 1].is_punct or relative.doc[end - 1].is_space):
        end -= 1
    yield noun.left_edge.i, end, "nominal", ()
