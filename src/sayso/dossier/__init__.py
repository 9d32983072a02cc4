"""Stage 5 of 5: show a dossier, prove that its words stand in the articles, and explain its points.

All of it is values in, values or text out. The names below are imported when they are first asked
for, so that a dossier can be verified without a terminal library.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.dossier.explaining import Explanation, explain
    from sayso.dossier.markdown import render_markdown
    from sayso.dossier.proof import Failure, verify
    from sayso.dossier.terminal import render_terminal
    from sayso.dossier.terminal_explain import render_explanation
    from sayso.dossier.terminal_statements import render_statements

__all__ = [
    "Explanation",
    "Failure",
    "explain",
    "render_explanation",
    "render_markdown",
    "render_statements",
    "render_terminal",
    "verify",
]

_HOME = {
    "Explanation": "explaining",
    "Failure": "proof",
    "explain": "explaining",
    "render_explanation": "terminal_explain",
    "render_markdown": "markdown",
    "render_statements": "terminal_statements",
    "render_terminal": "terminal",
    "verify": "proof",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    import importlib  # noqa: PLC0415  so that it costs only who asks

    if name in _HOME:
        return getattr(importlib.import_module(f"sayso.dossier.{_HOME[name]}"), name)
    raise AttributeError(f"module 'sayso.dossier' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
