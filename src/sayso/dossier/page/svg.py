"""What the graphics of the page share: elements in which every text is harmless, and how wide a text is.

A browser measures text, a server cannot: widths are estimates of a common sans-serif, rather too wide
than too narrow, so that labels laid out by them do not touch. Colours are left to ``graphics.css``.
"""

import unicodedata
from pathlib import PurePath

from markupsafe import Markup, escape

from sayso.dossier.inert import plain
from sayso.dossier.lookup import Lookup
from sayso.records import Article

__all__ = ["brief", "cut", "drawing", "head", "label", "masthead", "number", "tag", "wide", "wrapped"]

COLOURS = 6  # of positions; later ones share the last
_BRIEF = 160  # code points of an article's words in a tooltip
_ELLIPSIS = "…"
_NARROW, _BROAD = frozenset("ijl.,:;'|!()[]{} ftrI’‘·"), frozenset("mwMW@%—…")


def tag(name: str, *children: str, **attributes: object) -> Markup:
    """Return one element; text that is no Markup goes through ``plain`` and is escaped.

    An attribute that is None is left out; ``class_`` and ``text_anchor`` are "class" and "text-anchor".

    >>> tag("text", "5 < 7", x=1.25, class_="lab", href=None)
    Markup('<text x="1.2" class="lab">5 &lt; 7</text>')
    """
    written = [
        Markup(' %s="%s"') % (key.rstrip("_").replace("_", "-"), _value(value))
        for key, value in attributes.items()
        if value is not None
    ]
    inside = [one if isinstance(one, Markup) else escape(plain(one)) for one in children]
    return Markup("<{0}{1}>{2}</{0}>").format(name, Markup("").join(written), Markup("").join(inside))


def drawing(kind: str, width: float, height: float, label: str, *children: str) -> Markup:
    """Return a whole graphic of one kind in a box that may scroll; ``label`` says what it shows."""
    role = "group" if any("<a " in one for one in children) else "img"
    box = f"0 0 {number(width)} {number(height)}"
    shown = tag("svg", *children, class_=f"graphic g-{kind}", viewBox=box, role=role, aria_label=label)
    return tag("div", shown, class_=f"drawn drawn-{kind}")


def head(tip: tuple[float, float], before: tuple[float, float], size: float = 7) -> Markup:
    """Return an arrow's head at ``tip`` that comes from ``before``."""
    (x, y), dx, dy = tip, tip[0] - before[0], tip[1] - before[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    dx, dy = dx / length * size, dy / length * size
    corners = [(x, y), (x - dx - dy * 0.45, y - dy + dx * 0.45), (x - dx + dy * 0.45, y - dy - dx * 0.45)]
    return tag("polygon", points=" ".join(f"{number(a)},{number(b)}" for a, b in corners), class_="head")


def label(text: str, x: float, y: float, anchor: str = "start", kind: str | None = None) -> Markup:
    """Return a text that starts or ends at ``x``, also where it is read from right to left."""
    strong = (unicodedata.bidirectional(sign) for sign in text)
    turned = next((one for one in strong if one in {"L", "R", "AL"}), "L") != "L"
    if turned:
        anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
    classes = f"lab {kind}" if kind else "lab"
    direction = "rtl" if turned else None
    return tag("text", text, x=x, y=y, class_=classes, text_anchor=anchor, direction=direction)


def number(value: float) -> str:
    """Return a coordinate with at most one decimal.

    >>> number(3.0), number(-0.01), number(2.46)
    ('3', '0', '2.5')
    """
    return f"{round(value, 1) + 0.0:g}" if abs(value) < 1e5 else str(round(value))  # noqa: PLR2004


def wide(text: str, size: float) -> float:
    """Return about how wide ``text`` is set in a font of ``size``."""
    return sum(map(_share, text)) * size


def cut(text: str, size: float, room: float) -> str:
    """Return as much of ``text`` as fits into ``room``, with an ellipsis where something is cut.

    >>> cut("Karsa Valley Movement", 10, 200), cut("Karsa Valley Movement", 10, 80)
    ('Karsa Valley Movement', 'Karsa Valley…')
    """
    spent, fits = 0.0, 0
    for at, sign in enumerate(text):
        spent += _share(sign) * size
        if spent + size <= room and not _joins(text, at + 1):
            fits = at + 1
        if spent > room:
            return text[:fits].rstrip(" ,;:\u200d") + _ELLIPSIS
    return text


def wrapped(text: str, size: float, room: float, lines: int) -> tuple[str, ...]:
    """Return ``text`` broken at its spaces into at most so many lines that fit into ``room``."""
    found: list[str] = []
    words = text.split(" ")
    while words and len(found) < lines - 1:
        line = [words.pop(0)]
        taken = wide(line[0][: int(room)], size)
        while words and (taken := taken + wide(f" {words[0][: int(room)]}", size)) <= room:
            line.append(words.pop(0))
        found.append(cut(" ".join(line), size, room))
    return (*found, cut(" ".join(words), size, room)) if words else tuple(found)


def brief(text: str) -> str:
    """Return the beginning of an article's words, for a tooltip."""
    return text if len(text) <= _BRIEF else text[:_BRIEF].rstrip() + _ELLIPSIS


def masthead(article: Article, lookup: Lookup) -> str:
    """Return what a report is called in a picture: its outlet, or else its file."""
    return plain(article.outlet or "") or PurePath(lookup.name(article.id)).stem


def _value(value: object) -> str:
    return number(value) if isinstance(value, int | float) else plain(str(value))


def _joins(text: str, at: int) -> bool:
    """Say whether the sign at ``at`` belongs to the one before it."""
    return at < len(text) and (unicodedata.category(text[at])[0] == "M" or "\u200d" in text[at - 1 : at + 1])


def _share(sign: str) -> float:
    """Return about how wide a sign is, in parts of the font's size."""
    if sign.isascii() or sign in "’‘“”—…·":
        return 0.36 if sign in _NARROW else 0.96 if sign in _BROAD else 0.7 if sign.isupper() else 0.61
    if unicodedata.category(sign) in {"Mn", "Me", "Cf"}:
        return 0.0
    return 1.05 if unicodedata.east_asian_width(sign) in "WF" else 0.74 if sign.isupper() else 0.64
