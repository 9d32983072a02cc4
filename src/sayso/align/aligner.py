"""Align the claims of a set of articles."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from sayso.align.antecedents import antecedents, is_open
from sayso.align.claims import Voiced, cut_claims
from sayso.align.origins import count_origins, count_parties, find_origins
from sayso.align.pairs import FEATURES, READ, Pairs, load_weights
from sayso.align.points import Step, also_fits, group
from sayso.align.positions import Answers, find_answers, relate
from sayso.config import DEFAULTS, Config
from sayso.records import Actor, Claim, Link, Origin, Point, Position, Relation, Resolved, Status, digest

__all__ = ["Aligned", "Aligner", "meet"]

TELLING_FEATURES = 4  # shown of each link
CENTRAL = 0.85  # of the greatest likeness to the rest of a position: a label is the shortest of those
LABEL = 2  # content words that a label needs


@dataclass(frozen=True, slots=True, kw_only=True)
class Aligned:
    """What the align stage makes of a set of articles."""

    claims: tuple[Claim, ...]
    points: tuple[Point, ...]
    origins: tuple[Origin, ...]


class Aligner:
    """Stage 4: claims → points, positions, relations and origins."""

    def __init__(self, config: Config = DEFAULTS) -> None:
        self._threads = config.threads
        self._thresholds: Mapping[str, float] = load_weights()["thresholds"]

    def __call__(self, resolved: Resolved) -> Aligned:
        """Return the claims of all articles and the points at which they meet."""
        every = cut_claims(resolved)
        origins = find_origins(every, resolved.articles)
        twins = _twins(every)
        claims = [copies[0] for copies in twins]
        pairs = Pairs(claims, self._threads)
        pairs.weigh()
        story = _Story(claims, twins, {actor.id: actor for actor in resolved.actors}, origins, pairs)
        steps: list[Step] = []
        number = {copy.claim.id: at for at, copies in enumerate(twins) for copy in copies}
        named = {
            (min(pair), max(pair))
            for a, b in antecedents(every)
            if len(pair := {number[every[a].claim.id], number[every[b].claim.id]}) > 1
        }
        shared = meet(len(claims), pairs, self._thresholds, named, steps)
        shared += [[at] for at in _copied(twins, shared)]
        points = [self._point(members, story, steps) for members in shared]
        placed = {copy.claim.id for members in shared for at in members for copy in twins[at]}
        points += [_alone(held, story) for held in _unplaced(every, placed)]
        return Aligned(claims=tuple(one.claim for one in every), points=tuple(points), origins=origins)

    def _point(self, members: Sequence[int], story: "_Story", steps: Iterable[Step]) -> Point:
        answers = find_answers(members, story.claims, story.pairs, self._thresholds)
        relations = relate(answers, story.claims)
        order = [copy for part in answers.positions for at in part for copy in story.twins[at]]
        built = tuple(_position(part, answers, story) for part in answers.positions)
        return Point(
            id=digest("q", *(one.claim.id for one in order)),
            label=built[0].label,
            status=_status(order, built, relations, story),
            positions=built,
            relations=relations,
            links=tuple(_links(members, story, steps)),
        )


def meet(
    count: int,
    pairs: Pairs,
    thresholds: Mapping[str, float],
    named: Iterable[tuple[int, int]] = (),
    steps: list[Step] | None = None,
) -> list[list[int]]:
    """Return the groups of two or more claims that speak to one question; ``steps`` says how they arose.

    ``named`` are pairs of which one claim is about the other.
    """
    likely = {pair: known.point for pair, known in pairs.known.items()}
    likely |= dict.fromkeys(named, 1.0)
    groups = group(count, likely, thresholds["point"], steps=steps)
    return also_fits(groups, likely, thresholds["also"])


@dataclass(frozen=True, slots=True)
class _Story:
    """What is known of all claims; ``twins`` are those that stand word for word in several places."""

    claims: Sequence[Voiced]
    twins: Sequence[Sequence[Voiced]]
    actors: Mapping[str, Actor]
    origins: Sequence[Origin]
    pairs: Pairs


def _twins(claims: Sequence[Voiced]) -> list[list[Voiced]]:
    """Return the claims, those together that say the same words in the same sentence, stand and mean alike.

    Copies of one agency report are compared with the rest once, and not with each other.
    """
    found: dict[object, list[Voiced]] = {}
    for one in claims:
        stance = one.attribution.stance if one.attribution else None
        words = tuple((" ".join(words.casefold().split()), inside) for words, inside in one.segments)
        found.setdefault((words, stance, one.negated), []).append(one)
    return list(found.values())


def _copied(twins: Sequence[Sequence[Voiced]], shared: Sequence[Sequence[int]]) -> list[int]:
    """Return what stands word for word in several articles and meets nothing else."""
    placed = {at for members in shared for at in members}
    return [
        at
        for at, copies in enumerate(twins)
        if at not in placed and len({one.article.id for one in copies}) > 1
    ]


def _position(part: Sequence[int], answers: Answers, story: _Story) -> Position:
    members = [copy for at in part for copy in story.twins[at]]
    return Position(
        label=_label(part, answers, story.claims),
        claims=tuple(one.claim.id for one in members),
        parties=count_parties(members, story.actors, story.origins),
        origins=count_origins(members, story.origins),
    )


def _label(part: Sequence[int], answers: Answers, claims: Sequence[Voiced]) -> str:
    """Return the shortest of the claims that are most alike to the rest of their position."""
    likeness = dict.fromkeys(part, 0.0)
    for (a, b), pair in answers.pairs.items():
        if a in likeness and b in likeness:
            likeness[a] += pair.same
            likeness[b] += pair.same
    least = CENTRAL * max(likeness.values())
    central = [at for at in part if likeness[at] >= least]
    best = min(central, key=lambda at: (len(claims[at].lemmas) < LABEL, len(claims[at].text), at))
    return claims[best].text


def _status(
    members: Sequence[Voiced], positions: Sequence[Position], relations: Sequence[Relation], story: _Story
) -> Status:
    """Return the status of a point.

    What somebody could not verify stays unverified until two parties vouch for it; a further
    position in which no comparison finds a difference takes nothing from those who agree.
    """
    if any(relation.kind == "conflict" for relation in relations):
        return "disputed"
    vouching = [one for one in members if not is_open(one)]
    if len(vouching) < len(members) and count_parties(vouching, story.actors, story.origins) <= 1:
        return "unverified"
    if relations:
        return "differs"
    if count_parties(members, story.actors, story.origins) <= 1:
        return "single_source"
    return "agreed" if max(one.parties for one in positions) > 1 else "differs"


def _links(members: Sequence[int], story: _Story, steps: Iterable[Step]) -> Iterable[Link]:
    """Yield the likeliest pair of each step that brought two parts of the point together.

    So for each claim that stands here besides at its own point.
    """
    inside = set(members)
    own: set[int] = set()
    for step in steps:
        if inside.issuperset(step.a) and inside.issuperset(step.b):
            own |= {*step.a, *step.b}
            yield _link(step.a, step.b, step.mean, story)
    for late in sorted(inside - own):
        others = tuple(at for at in members if at != late)
        if others:
            yield _link((late,), others, None, story)


def _link(a: Sequence[int], b: Sequence[int], mean: float | None, story: _Story) -> Link:
    known = story.pairs.known
    across = {(min(x, y), max(x, y)) for x in a for y in b}
    x, y = max(sorted(across), key=lambda pair: known[pair].point if pair in known else 0.0)
    why: dict[str, object] = {}
    score = 1.0
    if (pair := known.get((x, y))) is not None:
        score = pair.point
        weights = load_weights()["guessed" if pair.reading is None else "read"]
        values = pair.features
        names: tuple[str, ...] = FEATURES
        if pair.reading is not None:
            values, names = np.append(values, np.log(pair.reading)), FEATURES + READ
        share = (values - np.array(weights["mean"])) / np.array(weights["scale"])
        share = share * np.array(weights["point"]["weights"])
        telling = [int(n) for n in np.argsort(-share)[:TELLING_FEATURES] if share[n] > 0]
        why = {
            names[n]: round(float(np.exp(values[n]) if names[n] in READ else values[n]), 3) for n in telling
        }
    if mean is not None:
        why |= {"joined at": round(mean, 3), "claims joined": [len(a), len(b)]}
    claims = story.claims
    return Link(a=claims[x].claim.id, b=claims[y].claim.id, score=round(score, 3), why=why)


def _unplaced(claims: Sequence[Voiced], placed: set[str]) -> list[list[Voiced]]:
    """Return what stands at no shared point: each statement's claims, and what an article leaves open."""
    groups: dict[str, list[Voiced]] = {}
    for one in claims:
        if one.claim.id in placed:
            continue
        if one.attribution is not None and one.claim.holder is not None:
            groups.setdefault(one.attribution.id, []).append(one)
        elif is_open(one):
            groups.setdefault(f"{one.article.id} {one.sentence}", []).append(one)
    return list(groups.values())


def _alone(held: Sequence[Voiced], story: _Story) -> Point:
    position = Position(
        label=max(held, key=lambda one: (len(one.names), len(one.lemmas), -one.place)).text,
        claims=tuple(one.claim.id for one in held),
        parties=count_parties(held, story.actors, story.origins),
        origins=count_origins(held, story.origins),
    )
    status: Status = "unverified" if any(is_open(one) for one in held) else "single_source"
    return Point(id=digest("q", *position.claims), label=position.label, status=status, positions=(position,))
