"""Who quotes or relays whom, and who stands with or against whom, as a circle.

Reports stand on its left, in the order of the dossier; whoever speaks in them on its right. Every node
has a line of its own for its name, so no two labels can touch, however long the names are.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, product
from typing import NamedTuple

from markupsafe import Markup

from sayso.dossier.inert import plain
from sayso.dossier.lookup import Lookup, ways
from sayso.dossier.page.svg import brief, cut, drawing, head, label, masthead, number, tag
from sayso.dossier.view import counted
from sayso.records import Attribution, Claim, Dossier

__all__ = ["graph_svg"]

WIDTH, TOP, FOOT = 800.0, 44.0, 58.0
MOST, FEWEST = 14, 3
TEXT, LINE, NODE, GAP = 14.0, 27.0, 4.5, 12.0
LEAST = 120.0  # the circle's radius
ROUNDS = 20
PULL = {"quotes": 0.25, "with": 0.5, "conflict": 0.68}  # how far towards the middle a line bends
CAPTION = (
    (("Arrow: quotes or relays.", "key"), ("Red, dashed: claims that cannot both be true.", "key-conflict")),
    (("Plain line: two speakers in one position.", "key"), ("Thicker: more often.", "key")),
)

Pair = tuple[str, str]
Places = dict[str, tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Node:
    """A report or an actor; ``href`` is the place on the page that tells more."""

    key: str
    name: str
    about: str
    href: str | None
    opens: str | None = None


class _Line(NamedTuple):
    """A line between two nodes, how often it is meant, and what it says in words."""

    pair: Pair
    kind: str
    times: int
    told: str


@dataclass(slots=True, kw_only=True)
class _Ties:
    """What is between nodes: how often one quotes another, and the points that join or part two."""

    quotes: Counter[Pair] = field(default_factory=Counter)
    joined: dict[Pair, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    parted: dict[Pair, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))


def graph_svg(dossier: Dossier, lookup: Lookup) -> Markup | None:
    """Return who quotes whom and who stands against whom; None if fewer than three actors speak.

    Shown are the 14 actors, and the 14 reports, with most statements.
    """
    voices = _voices(dossier, lookup)
    every = _speakers(lookup, set(voices.values()))
    if len(every) < FEWEST:
        return None
    reports, speakers = _reports(lookup, voices), every[:MOST]
    names = {one.key: one.name for one in (*reports, *speakers)}
    ties = _ties(dossier, lookup, voices, set(names))
    speakers = _ordered(reports, speakers, ties)
    radius = max(LEAST, LINE / 2 * max(len(reports), len(speakers)))
    places = _places(reports, -1.0, radius) | _places(speakers, 1.0, radius)
    told = f"{counted(len(reports), 'report')} and {counted(len(speakers), 'speaker')}"
    height = TOP + 2 * radius + FOOT
    return drawing(
        "graph",
        WIDTH,
        height,
        f"Who quotes whom and who stands against whom: {told}",
        *_words(len(set(voices.values())) > len(reports), len(every) > len(speakers), height),
        *(_edge(one, places, (WIDTH / 2, TOP + radius)) for one in _lines(ties, names)),
        *(_node(one, places[one.key], -1) for one in reports),
        *(_node(one, places[one.key], 1) for one in speakers),
    )


def _words(more_reports: bool, more_speakers: bool, height: float) -> Iterator[Markup]:  # noqa: FBT001
    """Yield what stands over the two sides, and under both."""
    reports = f"The {MOST} reports that quote most" if more_reports else "The reports"
    speakers = f"The {MOST} who speak most" if more_speakers else "Who speaks in them"
    yield tag("text", reports, x=WIDTH / 2 - 24, y=TEXT, class_="lab title", text_anchor="end")
    yield tag("text", speakers, x=WIDTH / 2 + 24, y=TEXT, class_="lab title")
    for nth, line in enumerate(CAPTION):
        words = Markup(" ").join(tag("tspan", one, class_=kind) for one, kind in line)
        y = height - 24 + nth * 18
        yield tag("text", words, x=WIDTH / 2, y=y, class_="lab still", text_anchor="middle")


def _voices(dossier: Dossier, lookup: Lookup) -> dict[str, str]:
    """Return for each article the key of its own voice: one for all articles of an outlet."""
    outlets = {plain(one.name).casefold(): one.id for one in dossier.actors if one.kind == "outlet"}
    first: dict[str, str] = {}
    for article in lookup.articles.values():
        name = plain(article.outlet or "").casefold()
        first.setdefault(name, outlets.get(name, f"a-{article.id}"))
    return {
        one.id: first[name] if (name := plain(one.outlet or "").casefold()) else f"a-{one.id}"
        for one in lookup.articles.values()
    }


def _speakers(lookup: Lookup, voices: set[str]) -> list[_Node]:
    """Return the actors that say or relay anything, who does so most first, apart from reports' voices."""
    said = Counter(one.actor for one in lookup.attributions.values() if one.actor)
    relayed = Counter(one for statement in lookup.attributions.values() for one in _relays(statement, lookup))
    known = (one for one in lookup.actors.values() if one.id not in voices and said[one.id] + relayed[one.id])
    found = sorted(
        known, key=lambda one: (-said[one.id] - relayed[one.id], plain(one.name).casefold(), one.id)
    )
    return [
        _Node(
            key=one.id,
            name=plain(one.name),
            about=counted(said[one.id], "statement"),
            href=f"p-{one.id}" if said[one.id] else None,
        )
        for one in found
    ]


def _reports(lookup: Lookup, voices: dict[str, str]) -> list[_Node]:
    """Return the voices of the articles with most statements, in the order of the articles."""
    said = Counter(voices[one.article] for one in lookup.attributions.values() if one.article in voices)
    order = list(dict.fromkeys(voices.values()))
    most = set(sorted(order, key=lambda one: (-said[one], order.index(one)))[:MOST])
    nodes: dict[str, _Node] = {}
    for article in lookup.articles.values():
        key = voices[article.id]
        if key in most and key not in nodes:
            nodes[key] = _Node(
                key=key,
                name=masthead(article, lookup),
                about=f"tells {counted(said[key], 'statement')}",
                href=f"a-{article.id}",
                opens=article.id,
            )
    return list(nodes.values())


def _relays(statement: Attribution, lookup: Lookup) -> list[str]:
    """Return the actors that relay a statement, from the article back towards its speaker."""
    return [
        way.actor
        for way in ways(statement.via)
        if way.kind == "relay" and way.actor in lookup.actors and way.actor
    ]


def _ties(dossier: Dossier, lookup: Lookup, voices: dict[str, str], shown: set[str]) -> _Ties:
    """Return what is between the nodes shown.

    Reports that say in their own words what a speaker says are not joined to it: that would hide the rest.
    """
    ties, own = _Ties(), set(voices.values())
    for one in lookup.attributions.values():
        if one.actor in lookup.actors and one.actor and one.article in voices:
            parent = lookup.attributions.get(one.parent or "")
            teller = (parent.actor if parent else None) or voices[one.article]
            path = [teller, *_relays(one, lookup), one.actor]
            ties.quotes.update(
                pair for pair in pairwise(path) if pair[0] != pair[1] and shown.issuperset(pair)
            )
    for point in dossier.points:
        label = plain(point.label)
        held = [
            _held((lookup.claims[one] for one in side.claims if one in lookup.claims), voices, shown)
            for side in point.positions
        ]
        for pair in {pair for side in held for pair in combinations(sorted(side - own), 2)}:
            ties.joined[pair][point.id] = label
        for relation in point.relations:
            if (
                relation.kind == "conflict"
                and min(relation.a, relation.b) >= 0
                and max(relation.a, relation.b) < len(held)
            ):
                for a, b in product(held[relation.a], held[relation.b]):
                    if a != b:
                        ties.parted[min(a, b), max(a, b)][point.id] = label
    return ties


def _held(claims: Iterable[Claim], voices: dict[str, str], shown: set[str]) -> set[str]:
    """Return the nodes that vouch for one of the claims."""
    return {voices.get(one.article, "") if one.holder is None else one.holder for one in claims} & shown


def _ordered(reports: Sequence[_Node], speakers: Sequence[_Node], ties: _Ties) -> list[_Node]:
    """Return the speakers so that lines are short: two change places as long as that helps."""
    order = [one.key for one in speakers]
    pairs = sorted([*ties.quotes, *ties.joined, *ties.parted])

    def length() -> float:
        heights = {
            key: (at + 0.5) / len(side)
            for side in ([one.key for one in reports], order)
            for at, key in enumerate(side)
        }
        return sum((heights[a] - heights[b]) ** 2 for a, b in pairs)

    best = length()
    for _ in range(ROUNDS):
        before = best
        for i, j in combinations(range(len(order)), 2):
            order[i], order[j] = order[j], order[i]
            now = length()
            if now < best - 1e-9:
                best = now
            else:
                order[i], order[j] = order[j], order[i]
        if best == before:
            break
    nodes = {one.key: one for one in speakers}
    return [nodes[key] for key in order]


def _places(nodes: Sequence[_Node], side: float, radius: float) -> Places:
    """Return where nodes stand on one half of the circle, one below another at equal distances."""
    heights = [(2 * at + 1) / len(nodes) - 1 for at in range(len(nodes))]
    return {
        one.key: (WIDTH / 2 + side * radius * (1 - y * y) ** 0.5, TOP + radius * (1 + y))
        for one, y in zip(nodes, heights, strict=True)
    }


def _node(one: _Node, place: tuple[float, float], side: int) -> Markup:
    x, y = place
    start = x + side * GAP
    room = (WIDTH - start if side > 0 else start) - 4
    name = label(cut(one.name, TEXT, room), start, y + TEXT / 3, "start" if side > 0 else "end")
    about = tag("title", f"{brief(one.name)}: {one.about}")
    dot = tag("circle", cx=x, cy=y, r=NODE, class_="dot")
    if one.href is None:
        return tag("g", about, dot, name, class_="node", data_node=one.key)
    return tag(
        "a", about, dot, name, href=f"#{one.href}", class_="node", data_node=one.key, data_open=one.opens
    )


def _lines(ties: _Ties, names: dict[str, str]) -> Iterator[_Line]:
    """Yield the lines, those that matter most last, so that they lie on top."""
    for (a, b), count in sorted(ties.quotes.items()):
        told = f"{brief(names[a])} quotes or relays {brief(names[b])}: {counted(count, 'statement')}"
        yield _Line((a, b), "quotes", count, told)
    for (a, b), points in sorted(ties.joined.items()):
        if (a, b) not in ties.parted:
            told = f"{brief(names[a])} and {brief(names[b])} stand in one position at {_listed(points)}"
            yield _Line((a, b), "with", len(points), told)
    for (a, b), points in sorted(ties.parted.items()):
        told = f"{brief(names[a])} and {brief(names[b])}: cannot both be true at {_listed(points)}"
        if also := ties.joined.get((a, b)):
            told += f"; in one position at {_listed(also)}"
        yield _Line((a, b), "conflict", len(points), told)


def _edge(line: _Line, places: Places, middle: tuple[float, float]) -> Markup:
    """Return one line with what it says in words; only who quotes whom has a direction."""
    (x1, y1), (x2, y2) = (places[one] for one in line.pair)
    pull = PULL[line.kind]
    bend = (x1 + x2) / 2 * (1 - pull) + middle[0] * pull, (y1 + y2) / 2 * (1 - pull) + middle[1] * pull
    start, end = _towards((x1, y1), bend, NODE), _towards((x2, y2), bend, NODE + 1.5)
    directed = line.kind == "quotes"
    curve = (*bend, *(_towards(end, bend, 5) if directed else end))
    drawn = f"M{number(start[0])} {number(start[1])}Q{' '.join(map(number, curve))}"
    width = min(1 + 0.5 * (line.times - 1), 4.0) + (line.kind == "conflict") * 0.5
    return tag(
        "g",
        tag("title", line.told),
        tag("path", d=drawn, class_="line", stroke_width=width),
        head(end, bend, 5.5 + width) if directed else Markup(""),
        class_=f"edge edge-{line.kind}",
    )


def _towards(here: tuple[float, float], there: tuple[float, float], far: float) -> tuple[float, float]:
    dx, dy = there[0] - here[0], there[1] - here[1]
    length = (dx * dx + dy * dy) ** 0.5 or 1.0
    return here[0] + dx / length * far, here[1] + dy / length * far


def _listed(points: dict[str, str]) -> str:
    labels = [f"“{brief(one)}”" for one in points.values()]
    return f"{counted(len(labels), 'point')}: " + "; ".join(labels[:3]) + ("; …" if labels[3:] else "")
