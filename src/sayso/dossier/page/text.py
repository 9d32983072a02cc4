"""An article's text in HTML, with its claims and statements marked where they stand.

Marks overlap as they like: the text is cut at every edge of one, so each piece is bare text or one
element, and nothing ever nests: the first of a claim has its id, the others name it in ``data-c``. How a
mark looks is left to the style sheet.
"""

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from markupsafe import Markup, escape

from sayso.dossier.inert import plain
from sayso.dossier.lookup import Lookup, ways
from sayso.records import Article, Attribution, Claim, Span

__all__ = ["article_html"]

_ELEMENTS = {"source": "b", "cue": "i", "content": "u"}
"""A piece is the first of these elements that fits, else a ``<span>``; what else fits is a class."""

_CLASSES = ("source", "cue", "content", "via", "bp", "title")

_LINE = re.compile(r"[^\r\n]+")

_PARAGRAPH = Markup("<p>%s</p>\n")
_PIECE = Markup("<%s%s>%s</%s>")
_ATTRIBUTE = Markup(' %s="%s"')
_ANCHOR = Markup('<a id="c-%s" class="at"></a>')


class _Mark(NamedTuple):
    """What a piece belongs to: "claim" or one of ``_CLASSES``, and the id of the claim or attribution."""

    kind: str
    id: str = ""


def article_html(
    article: Article, lookup: Lookup, claims: Iterable[Claim], attributions: Iterable[Attribution]
) -> Markup:
    """Return the text of ``article``, a ``<p>`` for each line that is not blank.

    ``claims`` are those to be marked: the ones at a point. Claims and attributions of other articles
    are passed over, and a span outside the text marks nothing. The words of a paragraph are those
    that ``plain`` makes of its line.
    """
    held = {one.id: one for one in claims if one.article == article.id}
    said = {one.id: one for one in attributions if one.article == article.id}
    speakers = {one.id: _speaker(one, lookup) for one in said.values()}
    marks = [
        (mark, span)
        for mark, span in _marks(article, held.values(), said.values())
        if 0 <= span.start < span.end <= len(article.text)
    ]
    lines = [Span(*line.span()) for line in _LINE.finditer(article.text)]
    cuts = sorted({edge for span in (*lines, *(span for _, span in marks)) for edge in span})
    over: dict[int, list[_Mark]] = defaultdict(list)  # where a piece starts → what it belongs to
    for mark, span in marks:
        for start in cuts[bisect_left(cuts, span.start) : bisect_left(cuts, span.end)]:
            over[start].append(mark)
    seen: set[_Mark] = set()
    paragraphs = []
    for line in lines:
        edges = cuts[bisect_left(cuts, line.start) : bisect_right(cuts, line.end)]
        if shown := _shown(article.text, edges):
            pieces = (_piece(words, over.get(start, ()), speakers, seen) for start, words in shown)
            paragraphs.append(_PARAGRAPH % Markup("").join(pieces))
    return Markup("").join(paragraphs)


def _marks(
    article: Article, claims: Iterable[Claim], attributions: Iterable[Attribution]
) -> Iterator[tuple[_Mark, Span]]:
    """Yield every mark with a span of it; claims, and then attributions, in the order of the text."""
    for _, name, spans in sorted((min(one.spans), one.id, one.spans) for one in claims if one.spans):
        yield from ((_Mark("claim", name), span) for span in spans)
    stated = []
    for one in attributions:
        via = tuple(span for way in ways(one.via) for span in way.spans)
        parts = {"source": one.source, "cue": one.cue, "content": one.content, "via": via}
        places = [(span, kind) for kind, spans in parts.items() for span in spans]
        if places:
            stated.append((min(places), one.id, places))
    for _, name, places in sorted(stated):
        yield from ((_Mark(kind, name), span) for span, kind in places)
    yield from ((_Mark("bp"), span) for span in article.boilerplate)
    if article.title_span:
        yield _Mark("title"), article.title_span


def _speaker(one: Attribution, lookup: Lookup) -> str:
    """Return the name of who speaks, and the rule by which it is known; "" where the words are that name."""
    actor = lookup.actors.get(one.actor or "")
    name = plain(actor.name) if actor else ""
    if actor is None or name == lookup.words(one.article, one.source):
        return ""
    rules = (
        plain(named.why)
        for named in actor.mentions
        if named.article == one.article
        and any(named.start < span.end and span.start < named.end for span in one.source)
    )
    rule = next(rules, "")
    return f"{name} ({rule})" if rule else name


def _shown(text: str, edges: Sequence[int]) -> list[tuple[int, str]]:
    """Return the pieces of a line that show anything, with their starts; joined, they are its ``plain``."""
    shown: list[tuple[int, str]] = []
    spaced = True  # at the start of a line, or after a space, no other space is shown
    for start, end in pairwise(edges):
        words = plain(f"|{text[start:end]}|")[1:-1]  # between bars, a space at either end stays
        if spaced:
            words = words.removeprefix(" ")
        if words:
            shown.append((start, words))
            spaced = words.endswith(" ")
    if shown and spaced:
        start, words = shown.pop()
        shown += [(start, words[:-1])] if words[:-1] else []
    return shown


def _piece(words: str, marks: Sequence[_Mark], speakers: dict[str, str], seen: set[_Mark]) -> Markup:
    """Return one piece; marks that are not in ``seen`` begin here, and are added to it."""
    if not marks:
        return escape(words)
    kinds = {mark.kind for mark in marks}
    begun = [mark for mark in dict.fromkeys(marks) if mark not in seen]
    seen.update(begun)
    held = [plain(mark.id) for mark in marks if mark.kind == "claim"]
    ids = [plain(mark.id) for mark in begun if mark.kind == "claim"]
    who = _joined((speakers[mark.id] for mark in marks if mark.kind == "source"), "; ")
    begins = any(mark.kind == "source" for mark in begun)
    element = next((own for kind, own in _ELEMENTS.items() if kind in kinds), "span")
    attributes = {
        "id": f"c-{ids[0]}" if ids else "",
        "class": " ".join(kind for kind in _CLASSES if kind in kinds and _ELEMENTS.get(kind) != element),
        "data-c": _joined((one for one in held if one not in ids[:1]), " "),
        "data-who": who,
        "tabindex": "0" if who and begins else "",
    }
    written = Markup("").join(_ATTRIBUTE % (name, value) for name, value in attributes.items() if value)
    return Markup("").join([*(_ANCHOR % one for one in ids[1:]), _PIECE % (element, written, words, element)])


def _joined(texts: Iterable[str], separator: str) -> str:
    return separator.join(dict.fromkeys(text for text in texts if text))
