"""What reading a file gives beside Articles: what could not be read, and what the file names."""

from dataclasses import dataclass, field

from sayso.records import Article, Rejected

__all__ = ["Outcome", "Pointer", "rejected"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """An address or a path that a manifest, a feed or an OPML list names, to be read in its turn.

    ``known`` are fields of an Article (``title``, ``outlet``, ``author``, ``published``, ``url``,
    ``language``); they fill in what the file itself does not say. ``found_in`` says what kind of list
    named it ("manifest", "feed"); ``inside`` is the path of that list, to which a path is relative.
    ``otherwise`` is what the list itself has of the article, for when the target cannot be read.
    """

    target: str
    inside: str
    found_in: str
    known: dict[str, str] = field(default_factory=dict)
    otherwise: Article | None = None


Outcome = Article | Rejected | Pointer


def rejected(path: str, reason: str, *, part: str | int | None = None) -> Rejected:
    """Return the record for a file, or a part of one, that cannot be read.

    A path that is no UTF-8 is shown escaped.
    """
    where = path if part is None else f"{path}:{part}"
    return Rejected(input=where.encode("utf-8", "backslashreplace").decode(), stage="ingest", reason=reason)
