"""The nouns of this folder: how one version of an article became the next.

Spans count code points of the text of the version they are named for. ``was`` and ``now`` are the
words at those spans, pieces joined by " … ". An empty span says where words would stand that only
the other version has.
"""

from dataclasses import dataclass
from typing import Literal

from sayso._version import __version__
from sayso.records import Extracted, Span, Spans

__all__ = ["Change", "Difference", "Edit", "Kind", "Part", "Revision"]

Kind = Literal["added", "dropped", "changed", "moved"]
Part = Literal["headline", "note", "statement", "own", "furniture"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """Words out (``was``) and words in (``now``) at one place of a change."""

    old: Span
    new: Span
    was: str
    now: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What the edits of a change come to.

    For ``stance`` and ``type`` the spans are those of the cue and the content, and ``was`` and
    ``now`` are the values. ``attribution`` is words that were or now are nobody's but the article's
    own. ``note`` says more of a source: "no longer named", "now named", "the same in other words",
    "somebody else".
    """

    kind: Literal["source", "cue", "via", "stance", "type", "attribution", "number", "hedge", "negation"]
    old: Spans
    new: Spans
    was: str
    now: str
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A stretch that was added, dropped or changed, or that stands elsewhere in the same words.

    ``part`` is ``statement`` for what somebody says, ``own`` for the article's own words, ``note`` for
    a correction or a remark on an update, ``furniture`` for what is no news. ``old`` and ``new`` are
    where its sentences stand; a headline that is known but stands outside the text has no place.
    ``who`` says it: the name of the actor, where known, or the words of the source.
    ``statements_old`` and ``statements_new`` are ids of attributions: first those that both versions
    have, and of these the one that changes most.
    ``moved`` says of a changed stretch that it also stands elsewhere.
    """

    kind: Kind
    part: Part
    old: Span | None = None
    new: Span | None = None
    was: str = ""
    now: str = ""
    who: str = ""
    statements_old: tuple[str, ...] = ()
    statements_new: tuple[str, ...] = ()
    moved: bool = False
    edits: tuple[Edit, ...] = ()
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """Two versions of an article, and the changes from the old to the new in the order of the new.

    ``kept_sentences`` and ``kept_statements`` count what the new version has from the old in the same
    words, wherever it stands.
    """

    sayso: str = __version__
    old: Extracted
    new: Extracted
    changes: tuple[Change, ...] = ()
    kept_sentences: int = 0
    kept_statements: int = 0

    @property
    def changed(self) -> bool:
        """Say whether anything changed that is news; an order or a line of furniture is not."""
        return any(one.kind != "moved" and one.part != "furniture" for one in self.changes)

    def to_json(self) -> str:
        """Return the revision as JSON, the same text for the same revision."""
        import msgspec  # noqa: PLC0415  kept out of what only compares

        return msgspec.json.format(msgspec.json.encode(self), indent=1).decode() + "\n"
