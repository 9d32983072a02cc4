"""Print how one version of an article became the next: what a change comes to, then its words.

A rewritten sentence stands there once, with [out → in] where its words changed; one that was turned
round, or of which less than half is left, stands there twice. Colour repeats what words and signs say.
"""

from collections import Counter
from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from sayso.dossier.inert import plain
from sayso.dossier.lines import GUTTER, STYLES, headed, lay, put
from sayso.dossier.view import counted, stance_of
from sayso.records import Article, Span
from sayso.versions import Change, Difference, Edit, Revision

__all__ = ["render_changes"]

_MOST = 110
_WIDE = 80  # from here on the places have a column of their own
_KIND = 7 + GUTTER  # "changed"
_PLACE = 18  # "old 123 → new 123"
_LONG, _EDGE = 200, 80  # code points of a stretch that stayed: of a longer one its ends are shown
_STYLE = {"added": "green", "dropped": "red", "changed": "yellow", "moved": "dim"}
_SIGNS = {"−": "red", "+": "green"}
_SECTIONS = (
    ("headline", "HEADLINE", "headline"),
    ("note", "CORRECTIONS AND UPDATES", "notes"),
    ("statement", "WHO SAYS WHAT", "statements"),
    ("own", "THE ARTICLE’S OWN WORDS", "own words"),
)
_QUOTED = {"direct": "now quoted", "mixed": "now quoted in part", "indirect": "no longer quoted"}
_SAME = "the same in other words"  # the words are shown, and it is nobody else
_NOTE = "[out → in] are words replaced, [− out] and [+ in] words of one version only. What changed, not why."

_Line = tuple[str, Text]
"""A sign, "−" or "+" or none, and what stands behind it."""


def render_changes(revision: Revision, console: Console, *, every: bool = False) -> None:
    """Print ``revision`` on ``console``; with ``every`` also what moved, and what changed that is no news."""
    width = min(console.width, _MOST)
    lay(console, (Text(_summary(revision), "bold"), width))
    put(console)
    for name, one in (("old", revision.old), ("new", revision.new)):
        lay(console, (Text(name, STYLES["quiet"]), 3 + GUTTER), (_about(one.article), width - 3 - GUTTER))
    for part, heading, _ in _SECTIONS:
        found = [one for one in revision.changes if one.part == part and one.kind != "moved"]
        _section(heading, found, revision, console)
    moved = [one for one in revision.changes if one.kind == "moved"]
    furniture = [one for one in revision.changes if one.part == "furniture"]
    if every:
        _section("MOVED", moved, revision, console)
        _section("NOT NEWS", furniture, revision, console)
    elif moved or furniture:
        more = [f"{len(moved)} moved"] * bool(moved) + [f"{len(furniture)} that are no news"] * bool(
            furniture
        )
        put(console)
        lay(console, (Text(f"… and {', '.join(more)}; --all shows them", STYLES["quiet"]), width))
    if any(one.edits for one in revision.changes):
        put(console)
        lay(console, (Text(_NOTE, STYLES["quiet"]), width))


def _summary(revision: Revision) -> str:
    """Return what changed in one line, and what did not."""
    said = []
    for part, _, noun in _SECTIONS:
        kinds = Counter(one.kind for one in revision.changes if one.part == part)
        counts = [f"{kinds[kind]} {kind}" for kind in ("changed", "dropped", "added") if kinds[kind]]
        if part == "headline":
            said += [f"headline {count.split()[1]}" for count in counts]
        elif counts:
            said.append(f"{noun}: {', '.join(counts)}")
    kept = f"{counted(revision.kept_sentences, 'sentence')} kept"
    return " · ".join([*(said or ["no change in words"]), kept])


def _about(article: Article) -> Text:
    where = article.path if article.part is None else f"{article.path}#{article.part}"
    return Text(" · ".join(plain(one) for one in (where, article.outlet, article.published) if one))


def _section(heading: str, changes: Sequence[Change], revision: Revision, console: Console) -> None:
    """Print the changes of one part under their heading."""
    if not changes:
        return
    width = min(console.width, _MOST)
    headed(console, Text(heading, "bold"), Text(str(len(changes)), STYLES["quiet"]), width)
    wide = width >= _WIDE
    for at, change in enumerate(changes):
        if at and change.part in {"statement", "own"}:
            put(console)
        place = Text(_where(change, revision), STYLES["quiet"])
        lines = [*_told(change, revision), *_words(change, revision)]
        if not wide and place:
            lines.append(("", place))
        for number, (sign, line) in enumerate(lines):
            cells = [(Text() if number else Text(change.kind, _STYLE[change.kind]), _KIND)]
            room = width - _KIND - wide * _PLACE
            if sign:
                cells.append((Text(sign, _SIGNS[sign]), 1 + GUTTER))
                room -= 1 + GUTTER
            cells.append((line, room))
            if wide:
                cells.append((Text() if number else place, _PLACE))
            lay(console, *cells)


def _where(change: Change, revision: Revision) -> str:
    """Return the lines at which the words stand: "old 9 → new 11"."""
    sides = ("old", revision.old.article, change.old), ("new", revision.new.article, change.new)
    return " → ".join(
        f"{name} {article.text.count(chr(10), 0, span.start) + 1}" for name, article, span in sides if span
    )


def _told(change: Change, revision: Revision) -> Iterator[_Line]:
    """Yield who says it how, and what the change comes to, in one line; of a headline the words tell."""
    if change.part == "headline":
        return
    facts = list(_facts(change.differences))
    if change.moved and change.kind == "changed":
        facts.append("moved")
    line = Text()
    if change.part == "statement":
        who, stance = plain(change.who), _stance(change, revision)
        line.append(who or "nobody named", STYLES["who"] if who else "italic")
        if stance:
            line.append(f" · {stance}", "italic")
    for fact in facts:
        line.append(" · " if line else "").append(fact, STYLES["differs"])
    if line:
        yield "", line


def _stance(change: Change, revision: Revision) -> str | None:
    side, ids = revision.new, change.statements_new
    if not ids:
        side, ids = revision.old, change.statements_old
    return next((stance_of(one) for one in side.attributions if ids and one.id == ids[0]), None)


def _facts(differences: Sequence[Difference]) -> Iterator[str]:
    """Yield in a few words what a change comes to; numbers only in or only out are seen in the words."""
    words = [(one, plain(one.was).strip(" ,"), plain(one.now).strip(" ,")) for one in differences]
    for one, was, now in words:
        if one.kind == "source" and one.note != _SAME:
            yield f"{one.note or 'other source'}, before: {was}" if was else _one_sided("source", was, now)
        elif one.kind == "attribution":
            yield f"no longer attributed, before: {was}" if was else f"now attributed: {now}"
    numbers = [f"{was} → {now}" for one, was, now in words if one.kind == "number" and was and now]
    if numbers:
        yield f"{'number' if len(numbers) == 1 else 'numbers'}: {', '.join(numbers)}"
    for one, was, now in words:
        if one.kind == "type":
            yield _QUOTED[one.now]
        elif one.kind in {"cue", "via", "stance", "hedge", "negation"}:
            both = f"{one.kind}: {was} → {now}".replace("_", " ")
            yield both if was and now else _one_sided(one.kind, was, now)


def _one_sided(kind: str, was: str, now: str) -> str:
    return f"{kind} dropped: {was}" if was else f"{kind} added: {now}"


def _words(change: Change, revision: Revision) -> Iterator[_Line]:
    """Yield the words: once, with what changed in its place, or those of each version where little stayed."""
    if change.kind != "changed":
        yield "", Text(plain(change.now or change.was))
    elif change.part != "headline" and change.new and _is_close(change):
        yield "", _in_place(change, change.new, revision.new.article.text)
    else:
        yield "−", Text(plain(change.was))
        yield "+", Text(plain(change.now))


def _is_close(change: Change) -> bool:
    """Say whether at least half of each wording stayed, and none of it elsewhere in the sentence."""
    turned = any(
        one.was.casefold() in other.now.casefold()
        for one in change.edits
        for other in change.edits
        if " " in one.was
    )
    out = sum(len(edit.was) for edit in change.edits)
    into = sum(len(edit.now) for edit in change.edits)
    return not turned and 2 * out <= len(change.was) and 2 * into <= len(change.now)


def _in_place(change: Change, span: Span, text: str) -> Text:
    """Return the new words of a change with the old ones where they stood."""
    shown = Text()
    at = span.start
    for edit in change.edits:
        _stayed(shown, text[at : edit.new.start], first=at == span.start)
        _edited(shown, edit)
        at = edit.new.end
    _stayed(shown, text[at : span.end], last=True)
    return shown


def _stayed(shown: Text, words: str, *, first: bool = False, last: bool = False) -> None:
    """Append words that stayed; of many only those near an edit."""
    if len(words) > _LONG:
        head = "" if first else words[:_EDGE].rpartition(" ")[0]
        tail = "" if last else words[-_EDGE:].partition(" ")[2]
        words = f"{head} … {tail}"
    inner = plain(words)
    if shown and (words[:1].isspace() or inner[:1].isalnum()):
        shown.append(" ")
    shown.append(inner)
    if inner and words[-1:].isspace():
        shown.append(" ")


def _edited(shown: Text, edit: Edit) -> None:
    was, now = plain(edit.was), plain(edit.now)
    if shown and not now and not shown.plain[-1].isspace():
        shown.append(" ")
    shown.append("[")
    if was:
        shown.append(was if now else f"− {was}", "red strike")
    if was and now:
        shown.append(" → ")
    if now:
        shown.append(now if was else f"+ {now}", "green")
    shown.append("]")
