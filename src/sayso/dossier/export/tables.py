"""The tables of a dossier: the one source for CSV headers, Parquet and SQLite schemas and the docs.

Spans, lists and objects are JSON text. What is missing or empty is None. NUL and halves of characters, which
neither Parquet nor SQLite nor a CSV reader takes, become ``�``, one for one: spans still hold.
"""

import json
import math
import re
from collections.abc import Callable, Iterator
from typing import Any, Literal, NamedTuple

import msgspec

from sayso.dossier.export import rows
from sayso.dossier.lookup import Lookup
from sayso.errors import DossierError
from sayso.records import Dossier

__all__ = ["TABLES", "Cell", "Column", "Table", "table_rows"]

Cell = str | int | float | None


class Column(NamedTuple):
    """A column; ``refers`` names the table whose ids it holds."""

    name: str
    type: Literal["text", "integer", "real", "json"]
    about: str
    refers: str | None = None


class Table(NamedTuple):
    """A table, and what yields its rows; ``id``, where there is such a column, is its key."""

    name: str
    about: str
    rows: Callable[[Dossier, Lookup], Iterator[dict[str, Any]]]
    columns: tuple[Column, ...]

    @property
    def keyed(self) -> bool:
        """Say whether its rows have ids."""
        return self.columns[0].name == "id"


_WHERE = (
    Column("article", "text", "the article that has the words", "articles"),
    Column("outlet", "text", "its outlet"),
    Column("published", "text", "its date, ISO 8601"),
    Column("place", "text", "its file, and the line on which the words begin"),
    Column("start", "integer", "where the words begin in its text, in code points from 0"),
    Column("end", "integer", "where they end: the code point after the last"),
)

TABLES = (
    Table(
        "articles",
        "the reports that were read",
        rows.article_rows,
        (
            Column("id", "text", "its id"),
            Column("path", "text", "the file as it was given"),
            Column("part", "text", "which article of a file that holds several"),
            Column("url", "text", "its address"),
            Column("outlet", "text", "who published it"),
            Column("title", "text", "its headline"),
            Column("author", "text", "its author"),
            Column("published", "text", "its date, ISO 8601, as exact as it says"),
            Column("published_guess", "text", "a date guessed by a program where none is stated"),
            Column("language", "text", "its language"),
            Column("sha256", "text", "the hash of the text in UTF-8"),
            Column("characters", "integer", "the length of the text in code points"),
            Column("text", "text", "the text in which all spans count"),
            Column("boilerplate", "json", "spans that are not news"),
            Column("title_span", "json", "the span of the headline"),
            Column("dateline", "json", "the span of the dateline"),
            Column("credits", "json", "spans that credit an agency"),
            Column("provenance", "json", "where outlet, title, date and the like were found"),
        ),
    ),
    Table(
        "actors",
        "who is named or says something, across the articles",
        rows.actor_rows,
        (
            Column("id", "text", "its id"),
            Column("name", "text", "the fullest form in any article"),
            Column("kind", "text", "person, organization, group, anonymous, document or outlet"),
            Column("aliases", "json", "the other forms"),
            Column("speaks_for_names", "text", "the names of those it speaks for, parted by '; '"),
            Column("mentions", "integer", "how often it is named"),
            Column("reports", "integer", "in how many articles it is named"),
            Column("statements", "integer", "how many attributions it has"),
        ),
    ),
    Table(
        "mentions",
        "where an actor is named",
        rows.mention_rows,
        (
            Column("actor", "text", "who is named", "actors"),
            Column("actor_name", "text", "that actor's name"),
            *_WHERE,
            Column("words", "text", "the words that name it"),
            Column("why", "text", "the rule by which they are this actor"),
        ),
    ),
    Table(
        "roles",
        "where an article says what an actor is",
        rows.role_rows,
        (
            Column("actor", "text", "who it is said of", "actors"),
            Column("actor_name", "text", "that actor's name"),
            *_WHERE,
            Column("words", "text", "the words that say it"),
            Column("of", "text", "the actor that the words name or mean", "actors"),
            Column("of_name", "text", "that actor's name"),
        ),
    ),
    Table(
        "speaks_for",
        "who speaks for whom",
        rows.speaks_for_rows,
        (
            Column("actor", "text", "who speaks", "actors"),
            Column("party", "text", "for whom", "actors"),
        ),
    ),
    Table(
        "attributions",
        "who says what, article by article",
        rows.attribution_rows,
        (
            Column("id", "text", "its id"),
            *_WHERE,
            Column("actor", "text", "who speaks", "actors"),
            Column("actor_name", "text", "the speaker's name"),
            Column("source", "json", "spans of the words that name who speaks"),
            Column("source_words", "text", "the words at source"),
            Column("cue", "json", "spans of the words that signal it"),
            Column("cue_words", "text", "the words at cue"),
            Column("content", "json", "spans of what is said"),
            Column("content_words", "text", "the words at content"),
            Column("type", "text", "direct, indirect or mixed"),
            Column("stance", "text", "how the speaker stands to it: asserts, denies, doubts …"),
            Column("via_kind", "text", "what it came through last: a channel or a relay"),
            Column("via", "json", "spans of the words that name this channel or relay"),
            Column("via_words", "text", "the words at via"),
            Column("through", "text", "all it came through, from the speaker to the article, parted by '; '"),
            Column("parent", "text", "the attribution inside whose content it stands", "attributions"),
            Column("confidence", "real", "0 to 1: the probability that it is right"),
        ),
    ),
    Table(
        "via_steps",
        "every step by which a statement came",
        rows.via_rows,
        (
            Column("attribution", "text", "the statement", "attributions"),
            Column("step", "integer", "counts from 0 at the article, back towards the speaker"),
            Column("kind", "text", "channel or relay"),
            Column("actor", "text", "who relays", "actors"),
            Column("actor_name", "text", "the relay's name"),
            Column("spans", "json", "spans of the words that name the step"),
            Column("words", "text", "the words at spans"),
        ),
    ),
    Table(
        "claims",
        "the smallest stretches that answer a question of fact",
        rows.claim_rows,
        (
            Column("id", "text", "its id"),
            *_WHERE,
            Column("attribution", "text", "the statement it stands in", "attributions"),
            Column("holder", "text", "the actor that vouches for it; empty: the article itself", "actors"),
            Column("holder_name", "text", "the holder's name"),
            Column("stance", "text", "the stance of the statement"),
            Column("through", "text", "all that the statement came through"),
            Column("spans", "json", "spans of its words"),
            Column("words", "text", "the words at spans"),
            Column(
                "quantities",
                "json",
                "numbers in it: start, end, words, low, high, unit (what is counted), modifier",
            ),
            Column("times", "json", "times in it: start, end, words, value (ISO 8601), weekday (0: Monday)"),
        ),
    ),
    Table(
        "points",
        "where claims meet, in the order in which sayso shows them",
        rows.point_rows,
        (
            Column("id", "text", "its id"),
            Column("number", "integer", "the number that sayso compare and sayso explain give it"),
            Column("label", "text", "a stretch of one of its claims"),
            Column("status", "text", "agreed, disputed, differs, single_source or unverified"),
            Column("positions", "integer", "how many distinct answers there are"),
            Column("claims", "integer", "how many claims"),
            Column("reports", "integer", "from how many articles"),
        ),
    ),
    Table(
        "positions",
        "the distinct answers at a point",
        rows.position_rows,
        (
            Column("id", "text", "the point's id, '-' and the letter"),
            Column("point", "text", "its point", "points"),
            Column("ordinal", "integer", "which of its point's positions it is, from 0"),
            Column("letter", "text", "the letter under which sayso shows it"),
            Column("label", "text", "a stretch of one of its claims"),
            Column("claims", "integer", "how many claims"),
            Column("reports", "integer", "from how many articles"),
            Column("parties", "integer", "how many independent parties hold it"),
            Column("origins", "integer", "how many independent origins it has"),
        ),
    ),
    Table(
        "position_claims",
        "which claims take which position",
        rows.position_claim_rows,
        (
            Column("position", "text", "the position", "positions"),
            Column("point", "text", "its point", "points"),
            Column("claim", "text", "a claim that takes it", "claims"),
        ),
    ),
    Table(
        "relations",
        "how two positions stand to each other",
        rows.relation_rows,
        (
            Column("point", "text", "their point", "points"),
            Column("a", "text", "the one position", "positions"),
            Column("b", "text", "the other", "positions"),
            Column("kind", "text", "conflict (cannot both be true) or differs"),
            Column("reason", "text", "number, date, place, person, denial, unverified …"),
            Column("claim_a", "text", "the claim of a that was compared", "claims"),
            Column("claim_b", "text", "the claim of b that was compared", "claims"),
            Column("words_a", "text", "the stretch of a that decided"),
            Column("words_b", "text", "the stretch of b that decided"),
            Column("note", "text", "what else is to be said"),
            Column("why", "json", "all of the reason"),
        ),
    ),
    Table(
        "links",
        "why two claims stand at one point",
        rows.link_rows,
        (
            Column("point", "text", "the point", "points"),
            Column("claim_a", "text", "the one claim", "claims"),
            Column("claim_b", "text", "the other", "claims"),
            Column("score", "real", "0 to 1: how surely they belong together"),
            Column("why", "json", "the features that spoke for it, or the rule"),
        ),
    ),
    Table(
        "origins",
        "what several claims or articles have in common as their provenance",
        rows.origin_rows,
        (
            Column("id", "text", "its id"),
            Column("kind", "text", "agency_copy, shared_passage, utterance, statement or interview"),
            Column("claims", "integer", "how many claims go back to it"),
            Column("articles", "integer", "how many articles"),
        ),
    ),
    Table(
        "origin_claims",
        "which claims go back to an origin",
        rows.origin_claim_rows,
        (
            Column("origin", "text", "the origin", "origins"),
            Column("claim", "text", "a claim of it", "claims"),
        ),
    ),
    Table(
        "origin_articles",
        "which articles go back to an origin",
        rows.origin_article_rows,
        (
            Column("origin", "text", "the origin", "origins"),
            Column("article", "text", "an article of it", "articles"),
        ),
    ),
    Table(
        "rejected",
        "what could not be read",
        rows.rejected_rows,
        (
            Column("input", "text", "the file, or file and part"),
            Column("stage", "text", "where it failed: ingest, annotate, resolve, align or dossier"),
            Column("reason", "text", "why"),
        ),
    ),
    Table(
        "about",
        "what made the dossier",
        rows.about_rows,
        (
            Column("kind", "text", "version, setting or model"),
            Column("name", "text", "the program's, the setting's or the model's name"),
            Column("value", "text", "the version, the value, or the SHA-256 of the model's file"),
        ),
    ),
)
"""Every table, in the order in which they are best read; a reference may be to a later one."""

_UNWANTED = re.compile("[\x00\ud800-\udfff]")
_LARGEST = 2**63


def table_rows(table: Table, dossier: Dossier, lookup: Lookup) -> Iterator[tuple[Cell, ...]]:
    """Yield the rows of a table of ``dossier``, the cells in the order of its columns.

    Raises:
        DossierError: a number does not fit into 64 bits.
    """
    for row in table.rows(dossier, lookup):
        yield tuple(_cell(row[column.name], column.type) for column in table.columns)


def _cell(value: Any, kind: str) -> Cell:
    if value is None or value == "":
        return None
    if kind == "json":
        return json.dumps(_cleaned(msgspec.to_builtins(value)), ensure_ascii=False, separators=(",", ":"))
    if kind == "integer" and not -_LARGEST <= value < _LARGEST:
        raise DossierError(f"a number in it is too large for a table: {str(value)[:40]}")
    found: Cell = _cleaned(float(value) if kind == "real" else value)
    return found


def _cleaned(value: Any) -> Any:
    """Return a value without what a table cannot hold: NUL, halves of characters, no number."""
    match value:
        case str():
            return _UNWANTED.sub("�", value)
        case float() if not math.isfinite(value):
            return None
        case dict():
            return {_cleaned(key): _cleaned(one) for key, one in value.items()}
        case list() | tuple():
            return [_cleaned(one) for one in value]
    return value
