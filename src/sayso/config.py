"""Settings of a run; passed in, never read from the environment by the library."""

from dataclasses import dataclass

__all__ = ["DEFAULTS", "Config"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """What a run may be told.

    ``max_bytes`` bounds one input file. ``spacy_model`` names an installed spaCy package;
    None takes the one that sayso depends on. ``threads`` are those of one model session; they
    change no result.
    """

    max_bytes: int = 20_000_000
    spacy_model: str | None = None
    threads: int = 1


DEFAULTS = Config()
