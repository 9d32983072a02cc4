"""What a manifest, a feed or an OPML list names, to be read in its turn."""

from dataclasses import dataclass, field

__all__ = ["Pointer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pointer:
    """An address or a path, and what is known of what stands there.

    ``known`` are fields of an Article (``title``, ``outlet``, ``author``, ``published``, ``url``,
    ``language``); they fill in what the file itself does not say. ``found_in`` says what kind of list
    named it ("manifest", "feed"); ``inside`` is the path of that list, to which a path is relative.
    """

    target: str
    inside: str
    found_in: str
    known: dict[str, str] = field(default_factory=dict)
