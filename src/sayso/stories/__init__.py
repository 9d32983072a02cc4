"""Groups the articles of a pile into stories: reports of one news event.

Nearness is what two articles' words and names have in common, each weighed by how rare it is, and
the days between them. No model has a say, so that each story can show the words that hold it
together. It sees articles alone, before anybody has annotated them.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.stories.copies import near_duplicates
    from sayso.stories.finding import Story, stories

__all__ = ["Story", "near_duplicates", "stories"]


def __getattr__(name: str) -> Any:
    """Load numpy and the tokenizer when stories are first looked for, not when the package is named."""
    if name == "near_duplicates":
        from sayso.stories import copies  # noqa: PLC0415

        return copies.near_duplicates
    if name in __all__:
        from sayso.stories import finding  # noqa: PLC0415

        return getattr(finding, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
