"""Stage 4 of 5: claims → points, positions, relations and origins, over a whole set of articles."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.align.aligner import Aligned, Aligner

__all__ = ["Aligned", "Aligner"]


def __getattr__(name: str) -> Any:
    """Load numpy and the sentence encoder when the stage is first built, not when it is named."""
    if name in __all__:
        from sayso.align import aligner  # noqa: PLC0415

        return getattr(aligner, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
