"""Numbers that stand against each other at one point, on one scale, under who gives them.

Shown are numbers that somebody vouches for: what is denied, doubted or could not be verified is left
out, and so is the whole of "two of the six". A single value needs no scale.
"""

import math
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from markupsafe import Markup

from sayso.dossier.inert import plain
from sayso.dossier.lookup import Lookup
from sayso.dossier.page.svg import COLOURS, brief, cut, drawing, head, number, tag, wide, wrapped
from sayso.dossier.view import letter
from sayso.records import Claim, Point, Quantity, Span

__all__ = ["ladder_svg"]

WIDTH = 360.0
TEXT, SMALL, LINE = 13.0, 11.0, 17.0
RADIUS = 8.5
MOST = 12  # rungs
NAMED = 4  # holders of a rung
WHOLE = 100  # code points: more never fit on a line
BOLD = 1.08  # as wide as plain type
TICKS = 4
FEWEST = 2  # claims with a number, and values
LOG_FROM = 100  # times as much at the top as at the bottom
NEAR_ZERO = 0.06  # of the largest: values that lie farther apart are shown from zero
SANE = 1e15

_NOT_HELD = {"denies", "doubts", "cannot_verify", "asks", "declines_to_comment"}
_DENIED = re.compile(
    r"(?:\bnot|\bnever|n['’]t|\brather than|\binstead of)(?: even| a single| the)? $", re.IGNORECASE
)
_WHOLE = re.compile(r" of (?:the |its |their |all |all the )?", re.IGNORECASE)
_REACH = 16  # code points before a number in which it is denied

Rounder = Callable[[float], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rung:
    """One value in one position: its words in the first article that has it, and who gives it."""

    low: float | None
    high: float | None
    modifier: str
    position: int
    words: str
    holders: list[str] = field(default_factory=list)

    @property
    def ends(self) -> tuple[float, ...]:
        return tuple(end for end in (self.low, self.high) if end is not None)


def ladder_svg(point: Point, lookup: Lookup) -> Markup | None:
    """Return the numbers of one unit at a point; None where fewer than two claims or values are there.

    Of several units the one that most claims have is shown.
    """
    rungs = _rungs(point, lookup)
    if not rungs:
        return None
    rest, rungs = len(rungs[MOST:]), rungs[:MOST]
    place, ticks = _scale([end for rung in rungs for end in rung.ends])
    y, parts = 4.0, []
    for rung in rungs:
        lines = list(_lines(rung))
        parts += [
            tag("text", line, x=0, y=y + TEXT + nth * LINE, class_="lab") for nth, line in enumerate(lines)
        ]
        y += len(lines) * LINE + RADIUS + 3
        parts += [tag("path", d=f"M0 {number(y)}H{number(WIDTH)}", class_="rail"), *_mark(rung, place, y)]
        y += RADIUS + 7
    if rest:
        y += LINE
        parts.append(tag("text", f"and {rest} more", x=0, y=y - 5, class_="lab still"))
    foot = [
        tag(
            "text",
            _figure(tick),
            x=place(tick),
            y=y + SMALL + 3,
            class_="lab axis-lab",
            text_anchor="middle",
        )
        for tick in ticks
    ]
    marks = [tag("path", d=f"M{number(place(tick))} {number(y - 3)}v4", class_="axis") for tick in ticks]
    line = tag("path", d=f"M0 {number(y)}H{number(WIDTH)}", class_="axis")
    told = "; ".join(f"{letter(one.position)}, {brief(one.words)}: {_who(one)}" for one in rungs)
    return drawing(
        "ladder", WIDTH, y + SMALL + 7, f"Numbers on one scale: {told}", line, *marks, *foot, *parts
    )


def _rungs(point: Point, lookup: Lookup) -> list[_Rung]:
    """Return the rungs of the unit that most claims have, from the lowest value up."""
    found: dict[str, dict[tuple[object, ...], _Rung]] = defaultdict(dict)
    claims: dict[str, set[str]] = defaultdict(set)
    for at, position in enumerate(point.positions):
        for claim in (lookup.claims[one] for one in position.claims if one in lookup.claims):
            for unit, one in _held(claim, lookup):
                words = _words(claim, one, unit, lookup)
                rung = _Rung(low=one.low, high=one.high, modifier=one.modifier, position=at, words=words)
                rung = found[unit].setdefault((one.low, one.high, one.modifier, at), rung)
                if (who := lookup.holder(claim)) not in rung.holders:
                    rung.holders.append(who)
                claims[unit].add(claim.id)
    enough = [
        unit
        for unit, rungs in found.items()
        if len(claims[unit]) >= FEWEST and len({key[:3] for key in rungs}) >= FEWEST
    ]
    if not enough:
        return []
    unit = min(enough, key=lambda one: (-len(claims[one]), one))
    return sorted(
        found[unit].values(), key=lambda one: (min(one.ends), max(one.ends), one.position, one.modifier)
    )


def _held(claim: Claim, lookup: Lookup) -> Iterator[tuple[str, Quantity]]:
    """Yield the numbers that a claim vouches for, each with its unit."""
    statement = lookup.attribution(claim)
    article = lookup.articles.get(claim.article)
    if article is None or (statement is not None and statement.stance in _NOT_HELD):
        return
    text, quantities = article.text, sorted(claim.quantities, key=lambda one: (one.start, one.end))
    part: Quantity | None = None
    for one, after in zip(quantities, [*quantities[1:], None], strict=False):
        ends = [end for end in (one.low, one.high) if end is not None]
        whole = part is not None
        part = one if after and _WHOLE.fullmatch(text[one.end : after.start]) else None
        unit = one.unit or (after.unit if part and after else None)
        denied = _DENIED.search(text[max(0, one.start - _REACH) : max(0, one.start)])
        if unit and ends and not whole and not denied and all(abs(end) < SANE for end in ends):
            yield plain(unit), one


def _words(claim: Claim, one: Quantity, unit: str, lookup: Lookup) -> str:
    """Return the article's own words of a number, to the end of the thing counted where that is near."""
    text = lookup.articles[claim.article].text
    near = re.match(
        rf"[ -](?:[\w-]+ ){{0,2}}?{re.escape(unit)}\w*", text[one.end : one.end + 40], re.IGNORECASE
    )
    words = lookup.words(claim.article, (Span(one.start, one.end + (near.end() if near else 0)),))
    return words or _figure(one.low if one.low is not None else one.high or 0.0)


def _lines(rung: _Rung) -> Iterator[Markup]:
    """Yield what stands over a rung: the number's words and who gives it, on one line if both fit."""
    words = cut(rung.words, TEXT * BOLD, WIDTH)
    value, who = tag("tspan", words, class_="title"), _who(rung)
    if wide(words, TEXT * BOLD) + wide(f"  {who[:WHOLE]}", TEXT) <= WIDTH:
        yield value + Markup("&#160; ") + tag("tspan", who)
        return
    yield value
    yield from (tag("tspan", line) for line in wrapped(who, TEXT, WIDTH, 2))


def _who(rung: _Rung) -> str:
    some, more = rung.holders[:NAMED], len(rung.holders[NAMED:])
    return ", ".join(cut(one, TEXT, WIDTH) for one in some) + (f" and {more} more" if more else "")


def _mark(rung: _Rung, place: Rounder, y: float) -> Iterator[Markup]:
    """Yield the mark of one value, with the letter of its position in it."""
    colour = f"pos-{min(rung.position, COLOURS - 1)}"
    ends = [place(end) for end in rung.ends]
    x = ends[0]
    if rung.low is not None and rung.high is not None and rung.low != rung.high:
        left, width = min(ends), abs(ends[1] - ends[0])
        yield tag("rect", x=left, y=y - 6, width=max(width, 2), height=12, rx=2, class_=f"range {colour}")
        x = left + width / 2 if width > 2 * RADIUS else left + width + RADIUS
    else:
        if rung.low is None or rung.high is None:
            end = 0.0 if rung.low is None else WIDTH
            yield tag("path", d=f"M{number(x)} {number(y)}H{number(end)}", class_="reach")
            yield head((end, y), (x, y), 8)
        rough = " about" if rung.modifier == "about" else ""
        yield tag("circle", cx=x, cy=y, r=RADIUS, class_=f"dot {colour}{rough}")
    yield tag("text", letter(rung.position), x=x, y=y + 4, class_="lab mark", text_anchor="middle")


def _scale(values: Sequence[float]) -> tuple[Rounder, list[float]]:
    """Return where a value stands on the scale, and the ticks: of a logarithm where values lie far apart."""
    low, high = min(values), max(values)
    edge = 2.5 * RADIUS  # place for an arrow, and for half a number under the axis
    room = WIDTH - 2 * edge
    if low > 0 and high / low > LOG_FROM:
        first, last = math.floor(math.log10(low)), math.ceil(math.log10(high))
        every = math.ceil((last - first) / TICKS)
        powers = range(first, last + 1, every)
        return (lambda one: edge + (math.log10(one) - first) / (last - first) * room), [
            10.0**power for power in powers
        ]
    if low > 0 and high - low > NEAR_ZERO * high:
        low = 0.0
    step = _step((high - low) / TICKS or 1.0)
    first, last = math.floor(low / step), max(math.ceil(high / step), math.floor(low / step) + 1)
    return (lambda one: edge + (one / step - first) / (last - first) * room), [
        nth * step for nth in range(first, last + 1)
    ]


def _step(least: float) -> float:
    """Return the next of 1, 2, 5, 10, 20, … (and tenths of them) that is not smaller.

    >>> _step(3.1), _step(0.02), _step(600)
    (5.0, 0.02, 1000.0)
    """
    power = 10.0 ** math.floor(math.log10(least))
    return next(power * one for one in (1.0, 2.0, 5.0, 10.0) if power * one >= least * (1 - 1e-9))


def _figure(value: float) -> str:
    """Return a number as it stands on an axis.

    >>> _figure(14.0), _figure(2500.0), _figure(40e6), _figure(0.5)
    ('14', '2,500', '40 million', '0.5')
    """
    for power, name in ((1e12, " trillion"), (1e9, " billion"), (1e6, " million")):
        if abs(value) >= power:
            return f"{value / power:,.6g}{name}"
    return f"{value:,.0f}" if value == round(value) else f"{value:.6g}"
