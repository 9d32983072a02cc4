"""Actors with their statements for programs and spreadsheets: what ``sayso actors`` writes.

The keys are public. Texts are the articles' own, unchanged; the spans say where they stand.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sayso.dossier.inert import in_json
from sayso.dossier.lookup import Lookup
from sayso.dossier.statements import csv_line
from sayso.dossier.who import Who
from sayso.records import Actor, Article, Attribution, Dossier, Role, Span

__all__ = ["COLUMNS", "actor_rows", "actors_csv", "actors_json"]

COLUMNS = (
    "actor_id",
    "actor",
    "kind",
    "speaks_for",
    "path",
    "outlet",
    "published",
    "stance",
    "type",
    "via",
    "cue",
    "content",
    "start",
    "end",
)


def actor_rows(dossier: Dossier, actors: Iterable[Who]) -> Iterator[dict[str, Any]]:
    """Yield an object for each of ``actors``, with its roles and statements."""
    lookup = Lookup(dossier)
    for who in actors:
        actor = who.actor
        yield {
            "id": actor.id,
            "name": actor.name,
            "kind": actor.kind,
            "aliases": actor.aliases,
            "roles": [_role(role, lookup) for role in actor.roles],
            "speaks_for": [_named(one, lookup) for one in actor.speaks_for],
            "spoken_for_by": [_named(one.id, lookup) for one in who.spoken_for_by],
            "statements": [_statement(one, lookup) for one in who.statements],
        }


def actors_json(dossier: Dossier, actors: Iterable[Who]) -> str:
    """Return ``actors`` as a JSON array; no character in it does anything to a terminal."""
    rows = list(actor_rows(dossier, actors))
    return in_json(json.dumps(rows, ensure_ascii=False, indent=1)) + "\n"


def actors_csv(dossier: Dossier, actors: Iterable[Who]) -> str:
    """Return the statements of ``actors`` as CSV, one a row, with a header; the columns are ``COLUMNS``."""
    lookup = Lookup(dossier)
    lines = [csv_line(COLUMNS)]
    for who in actors:
        known = [one.name for one in _known(who.actor, lookup)]
        about = {
            "actor_id": who.actor.id,
            "actor": who.actor.name,
            "kind": who.actor.kind,
            "speaks_for": "; ".join(known),
        }
        for one in who.statements:
            row = about | _statement(one, lookup)
            row["via"] = "; ".join(row["via"])
            row["content"] = " … ".join(row["content"])
            row["start"] = min((span.start for span in one.content), default=None)
            row["end"] = max((span.end for span in one.content), default=None)
            lines.append(csv_line(row[name] for name in COLUMNS))
    return "".join(lines)


def _statement(one: Attribution, lookup: Lookup) -> dict[str, Any]:
    article = lookup.articles.get(one.article)
    return {
        "id": one.id,
        "article": one.article,
        "path": _path(article),
        "outlet": article.outlet if article else None,
        "published": article.published if article else None,
        "stance": one.stance,
        "type": one.type,
        "via": list(lookup.chain(one)),
        "cue": " … ".join(lookup.pieces(one.article, one.cue)),
        "content": list(lookup.pieces(one.article, one.content)),
        "spans": one.content,
        "confidence": one.confidence,
    }


def _role(role: Role, lookup: Lookup) -> dict[str, Any]:
    return {
        "text": "".join(lookup.pieces(role.article, (Span(role.start, role.end),))),
        "article": role.article,
        "path": _path(lookup.articles.get(role.article)),
        "start": role.start,
        "end": role.end,
        "of": _named(role.of, lookup) if role.of else None,
    }


def _named(actor: str, lookup: Lookup) -> dict[str, str | None]:
    found = lookup.actors.get(actor)
    return {"id": actor, "name": found.name if found else None}


def _known(actor: Actor, lookup: Lookup) -> Iterator[Actor]:
    for one in actor.speaks_for:
        if one in lookup.actors:
            yield lookup.actors[one]


def _path(article: Article | None) -> str | None:
    if article is None:
        return None
    return article.path if article.part is None else f"{article.path}#{article.part}"
