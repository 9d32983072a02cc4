"""Stage 2 of 5: one Article → its sentences, names, attributions, clauses, times and quantities."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.annotate.annotator import Annotator
    from sayso.annotate.extractor import Extractor

__all__ = ["Annotator", "Extractor"]


def __getattr__(name: str) -> Any:
    """Load the models' libraries when the stage is first built, not when it is named."""
    if name == "Annotator":
        from sayso.annotate.annotator import Annotator  # noqa: PLC0415

        return Annotator
    if name == "Extractor":
        from sayso.annotate.extractor import Extractor  # noqa: PLC0415

        return Extractor
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
