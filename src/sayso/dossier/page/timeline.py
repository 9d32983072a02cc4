"""When it happened, as the reports date it, over when they were published: two lanes on one scale.

A claim dated to a day is a dot on that day; a month, a year or an interval is a bar as long as the words
leave it. The scale is that of the days of the event: what lies far outside is named at its side, so
that a year in passing does not press a week into a single place.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from markupsafe import Markup

from sayso.dossier.inert import plain
from sayso.dossier.lookup import Lookup
from sayso.dossier.page.days import Days, days_of, named, ticks
from sayso.dossier.page.svg import brief, cut, drawing, head, label, masthead, number, tag, wide, wrapped
from sayso.dossier.view import counted
from sayso.records import Claim, Dossier

__all__ = ["timeline_svg"]

WIDTH, LEFT, RIGHT = 960.0, 8.0, 850.0  # right of the scale is place for the last labels
TEXT, SMALL, LINE = 13.0, 12.0, 16.0
FLAG, FLAG_LINES, TIERS = 150.0, 4, 3
ALONE = 100.0  # a column in which a flag has place of its own
NARROWEST = 84.0  # of a flag at the right edge
DOT, STACK, MOST = 4.5, 12.0, 8
ROW, ROWS, BARS, ASIDE = 19.0, 14, 5, 6
NAME = 260.0
BAND = 58.0  # between the lanes: the names of the days

FAR, SHORT, FEW, GROWN = 0.6, 45, 1 / 3, 3  # see _window

Place = Callable[[float], float]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Mark:
    """What stands at one time: its words, and for each dot a place on the page and what it says."""

    days: Days
    label: str
    dots: tuple[tuple[str, str, str], ...]  # href, article, tooltip


def timeline_svg(dossier: Dossier, lookup: Lookup) -> Markup | None:
    """Return the times of the event over those of publication; None where nothing is dated."""
    events, issues = _events(dossier, lookup), _issues(lookup)
    if not events and not issues:
        return None
    window = _window(events, issues)
    length = window.last - window.first + 1

    def place(day: float) -> float:
        return LEFT + (day - window.first) / length * (RIGHT - LEFT)

    above, top = _lane_above(events, window, place) if events else (list[Markup](), 4.0)
    scale = _scale(window, place, top)
    below, bottom = _lane_below(issues, window, place, top + BAND)
    undated = [
        masthead(one, lookup) for one in lookup.articles.values() if days_of(one.published or "") is None
    ]
    if undated:
        told = cut(f"No date known: {', '.join(undated)}", TEXT, WIDTH - LEFT)
        below.append(tag("text", told, x=LEFT, y=bottom + LINE, class_="lab still"))
        bottom += LINE + 6
    claims = sum(len(one.dots) for one in events)
    dated = counted(len(lookup.articles) - len(undated), "dated report")
    told = f"{counted(claims, 'dated claim')} over {dated}"
    return drawing("timeline", WIDTH, bottom + 6, told, *scale, *above, *below)


def _events(dossier: Dossier, lookup: Lookup) -> list[_Mark]:
    """Return the times that claims name, each with its claims in the order of the articles."""
    found: dict[Days, dict[str, Claim]] = defaultdict(dict)
    for claim in dossier.claims:
        for time in claim.times:
            if (days := days_of(time.value or "")) is not None:
                found[days][claim.id] = claim
    marks = []
    for days, held in sorted(found.items()):
        claims = sorted(held.values(), key=lambda one: (lookup.rank(one.article), one.spans, one.id))
        words = [lookup.words(one.article, one.spans) for one in claims]
        dots = tuple(
            (f"c-{one.id}", one.article, f"{named(days)} · {brief(lookup.holder(one))}: “{brief(said)}”")
            for one, said in zip(claims, words, strict=True)
        )
        marks.append(_Mark(days=days, label=next(filter(None, words), ""), dots=dots))
    return marks


def _issues(lookup: Lookup) -> list[_Mark]:
    """Return the dated articles in the order of their dates."""
    found = []
    for article in lookup.articles.values():
        if (days := days_of(article.published or "")) is not None:
            name = masthead(article, lookup)
            told = f"{named(days)} · {brief(name)}: {brief(plain(article.title or '')) or 'no title'}"
            found.append(_Mark(days=days, label=name, dots=((f"a-{article.id}", article.id, told),)))
    return sorted(found, key=lambda one: (one.days, lookup.rank(one.dots[0][1])))


# ------------------------------------------------------------------ scale


def _window(events: Sequence[_Mark], issues: Sequence[_Mark]) -> Days:
    """Return the days that the scale shows.

    They are those of the marks exact to a day. As long as more than 60 % of a window of over 45 days
    is one gap with no more than a third of the marks on its one side, that side is left out. Bars widen
    the window up to threefold.
    """
    every = [*events, *issues]
    days = sorted(one.days.first for one in every if one.days.first == one.days.last for _ in one.dots)
    if not days:
        days = sorted(end for one in every for end in one.days)
    while days[-1] - days[0] > SHORT:
        gap, at = max((b - a, at) for at, (a, b) in enumerate(pairwise(days), 1))
        few = min(at, len(days) - at)
        if gap <= FAR * (days[-1] - days[0]) or few > FEW * len(days):
            break
        days = days[at:] if at == few else days[:at]
    first, last = days[0], days[-1]
    most = max((last - first + 1) * GROWN, 14)
    for one in sorted(every, key=lambda one: max(first - one.days.first, one.days.last - last)):
        if max(last, one.days.last) - min(first, one.days.first) < most:
            first, last = min(first, one.days.first), max(last, one.days.last)
    if last - first <= 1:  # a day or two get place around them
        first, last = max(first - 1, 1), min(last + 1, date.max.toordinal())
    return Days(first, last)


def _scale(window: Days, place: Place, y: float) -> Iterator[Markup]:
    """Yield the axis under the upper lane, its ticks, and their names in two rows."""
    yield tag("path", d=f"M0 {number(y)}H{number(WIDTH)}", class_="axis")
    before = ""
    for day, name, wider in ticks(window):
        x = place(day)
        yield tag("path", d=f"M{number(x)} {number(y)}v4", class_="axis")
        yield tag("text", name, x=x, y=y + 17, class_="lab axis-lab", text_anchor="middle")
        if wider != before:
            yield tag(
                "text",
                wider,
                x=max(x, LEFT + 40),
                y=y + 32,
                class_="lab axis-lab still",
                text_anchor="middle",
            )
        before = wider


# ------------------------------------------------------------------ lanes


def _lane_above(events: Sequence[_Mark], window: Days, place: Place) -> tuple[list[Markup], float]:
    """Return the lane of the event and the height at which it stands on the axis."""
    inside = [one for one in events if _inside(one, window)]
    dots = [one for one in inside if one.days.first == one.days.last]
    bars = [one for one in inside if one.days.first != one.days.last]
    parts, y = [tag("text", "Dated in the reports", x=LEFT, y=TEXT, class_="lab title")], TEXT + 8
    if aside := list(_asides(events, window, y + LINE)):
        parts += aside
        y += LINE + 6
    for one in bars[:BARS]:
        bar, deep = _bar(one, window, place, y)
        parts.append(bar)
        y += deep
    if bars[BARS:]:
        parts.append(tag("text", f"and {len(bars[BARS:])} more", x=LEFT, y=y + TEXT, class_="lab still"))
        y += ROW
    column = place(1) - place(0)
    room = min(column, 1.5 * FLAG) if column >= ALONE else FLAG
    flags = _flags(dots, place, room)
    highest = max((min(len(one.dots), MOST + 1) for one in dots), default=0) * STACK
    tall = FLAG_LINES * LINE + 4
    axis = y + (max(flags.values(), default=-1) + 1) * tall + highest + 14
    for one in dots:
        x = place(one.days.first + 0.5)
        shown, more = one.dots[:MOST], len(one.dots[MOST:])
        peak = axis - 4 - min(len(one.dots), MOST + 1) * STACK
        if one.days in flags:
            parts += _flag(one, (x, axis - highest - 12 - (flags[one.days] + 1) * tall, peak), room)
        parts += [_dot(x, axis - 10 - nth * STACK, dot) for nth, dot in enumerate(shown)]
        if more:
            parts.append(tag("text", f"+{more}", x=x, y=peak + 10, class_="lab still", text_anchor="middle"))
    return parts, axis


def _lane_below(issues: Sequence[_Mark], window: Days, place: Place, y: float) -> tuple[list[Markup], float]:
    """Return the lane of publication and the height at which it ends."""
    if not issues:
        return [], y - 10
    parts = [tag("text", "Published", x=LEFT, y=y, class_="lab title")]
    y += 6
    taken: list[list[tuple[float, float]]] = []
    rest = 0
    for one in (issue for issue in issues if _inside(issue, window)):
        start, end = _ends(one, window, place)
        exact = one.days.first == one.days.last
        left, right = ((start + end) / 2 - DOT, (start + end) / 2 + DOT) if exact else (start - 6, end + 6)
        name = cut(one.label, TEXT, NAME)
        space = wide(name, TEXT) + 8
        flips = right + space > WIDTH
        reach = (left - space, right) if flips else (left, right + space)
        free = (all(reach[1] + 6 < a or b + 6 < reach[0] for a, b in row) for row in taken)
        row = next((nth for nth, fits in enumerate(free) if fits), len(taken))
        if row >= ROWS:
            rest += 1
            continue
        taken += [[]] if row == len(taken) else []
        taken[row].append(reach)
        at = y + (row + 0.5) * ROW
        dot = tag("circle", cx=(left + right) / 2, cy=at, r=DOT, class_="dot")
        text = label(name, left - 6 if flips else right + 6, at + TEXT / 3, "end" if flips else "start")
        parts.append(_link(one.dots[0], *([dot] if exact else _range(one, window, place, at)), text))
    y += len(taken) * ROW
    if rest:
        y += LINE
        parts.append(tag("text", f"and {counted(rest, 'more report')}", x=LEFT, y=y, class_="lab still"))
    if aside := list(_asides(issues, window, y + LINE + 2)):
        parts += aside
        y += LINE + 2
    return parts, y + 4


def _flags(dots: Sequence[_Mark], place: Place, room: float) -> dict[Days, int]:
    """Return which days have their words beside them, and in which tier, from 0 at the bottom.

    A flag's staff rises at its left side, so a flag may lie only under those to its left. The days
    with most claims come first; a day that would need a fourth tier has its words in the tooltips.
    """
    chosen: dict[Days, int] = {}
    for one in sorted(dots, key=lambda one: (-len(one.dots), one.days)):
        if not one.label:
            continue
        tiers: dict[Days, int] = {}
        for days in sorted([*chosen, one.days], reverse=True):
            end = place(days.first + 0.5) + room - 0.01
            under = [tier for other, tier in tiers.items() if place(other.first + 0.5) < end]
            tiers[days] = max(under, default=-1) + 1
        if max(tiers.values()) < TIERS:
            chosen = tiers
    return chosen


def _flag(one: _Mark, at: tuple[float, float, float], room: float) -> Iterator[Markup]:
    """Yield the words of a day beside a staff; ``at`` is its place, its head and its foot."""
    x, y, peak = at
    room = max(min(room, WIDTH - x) - 12, NARROWEST)
    lines = wrapped(f"“{one.label[:400]}”", SMALL, room, FLAG_LINES)
    yield tag("path", d=f"M{number(x)} {number(y + 4)}V{number(peak)}", class_="staff")
    yield from (
        label(line, x + 6, y + SMALL + 2 + nth * LINE, "start", "said") for nth, line in enumerate(lines)
    )


def _bar(one: _Mark, window: Days, place: Place, y: float) -> tuple[Markup, float]:
    """Return a time wider than a day, with its name where there is room, and how much height both take."""
    start, end = _ends(one, window, place)
    name = f"{named(one.days)}, {counted(len(one.dots), 'claim')}"
    space = wide(name, TEXT) + 14
    deep, x, anchor = ROW, end + 12, "start"
    if end + space > WIDTH:
        x, anchor = start - 12, "end"
        if start < space:
            deep, x, anchor = 2 * ROW - 3, start, "start"
    at = y + deep - ROW / 2
    text = label(name, x, at + 4 if deep == ROW else at - 8, anchor)
    return _link(one.dots[0], *_range(one, window, place, at), text), deep


def _range(one: _Mark, window: Days, place: Place, y: float) -> Iterator[Markup]:
    """Yield a bar, with an arrow where it goes on outside the scale."""
    start, end = _ends(one, window, place)
    yield tag("rect", x=start, y=y - 3, width=max(end - start, 2), height=6, class_="range")
    if one.days.first < window.first:
        yield head((start - 8, y), (start, y), 9)
    if one.days.last > window.last:
        yield head((end + 8, y), (end, y), 9)


def _ends(one: _Mark, window: Days, place: Place) -> tuple[float, float]:
    return place(max(one.days.first, window.first)), place(min(one.days.last, window.last) + 1)


def _asides(marks: Sequence[_Mark], window: Days, y: float) -> Iterator[Markup]:
    """Yield what lies outside the scale, on the side on which it lies."""
    before = [one for one in marks if one.days.last < window.first]
    after = [one for one in marks if one.days.first > window.last]
    for side, found in (("start", before), ("end", after)):
        if not found:
            continue
        near = found[-ASIDE:] if side == "start" else found[:ASIDE]
        names: list[str] = []
        for nth, one in enumerate(near):
            names += [Markup(", ")] if nth else []
            names.append(_link(one.dots[0], tag("tspan", _aside(one))))
        more = len(found) - len(near)
        rest = [tag("tspan", f"and {more} more", class_="still")] if more else []
        arrow = tag("tspan", "←" if side == "start" else "→", class_="still")
        told = Markup("").join([*names, Markup(", ") if rest else Markup(""), *rest])
        inside = [arrow, Markup(" "), told] if side == "start" else [told, Markup(" "), arrow]
        x = LEFT if side == "start" else WIDTH - LEFT
        yield tag("text", *inside, x=x, y=y, class_="lab", text_anchor=side)


def _aside(one: _Mark) -> str:
    issue = one.dots[0][0].startswith("a-")
    return f"{cut(one.label, TEXT, 120.0)} {named(one.days)}" if issue else named(one.days)


def _dot(x: float, y: float, dot: tuple[str, str, str]) -> Markup:
    return _link(dot, tag("circle", cx=x, cy=y, r=DOT, class_="dot"))


def _link(dot: tuple[str, str, str], *shown: Markup) -> Markup:
    """Return a link to a claim or an article, with what it says as its tooltip."""
    href, article, told = dot
    claim = href.removeprefix("c-") if href.startswith("c-") else None
    return tag(
        "a", tag("title", told), *shown, href=f"#{href}", data_claim=claim, data_open=article, class_="mark"
    )


def _inside(one: _Mark, window: Days) -> bool:
    return one.days.first <= window.last and one.days.last >= window.first
