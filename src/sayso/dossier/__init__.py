"""Stage 5 of 5: show a dossier, prove that its words stand in the articles, explain points and actors.

All of it is values in, values or text out. The names below are imported when they are first asked
for, so that a dossier can be verified without a terminal library.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sayso.dossier.actor_rows import actors_csv, actors_json
    from sayso.dossier.explaining import Explanation, explain
    from sayso.dossier.explaining_actor import ActorExplanation, explain_actor
    from sayso.dossier.finding import find, find_actors
    from sayso.dossier.markdown import render_markdown
    from sayso.dossier.page import render_page
    from sayso.dossier.proof import Failure, verify
    from sayso.dossier.terminal import render_terminal
    from sayso.dossier.terminal_actors import render_actors
    from sayso.dossier.terminal_explain import render_explanation
    from sayso.dossier.terminal_explain_actor import render_actor_explanation
    from sayso.dossier.terminal_statements import render_statements
    from sayso.dossier.who import Who, actors_of

__all__ = [
    "ActorExplanation",
    "Explanation",
    "Failure",
    "Who",
    "actors_csv",
    "actors_json",
    "actors_of",
    "explain",
    "explain_actor",
    "find",
    "find_actors",
    "render_actor_explanation",
    "render_actors",
    "render_explanation",
    "render_markdown",
    "render_page",
    "render_statements",
    "render_terminal",
    "verify",
]

_HOME = {
    "ActorExplanation": "explaining_actor",
    "Explanation": "explaining",
    "Failure": "proof",
    "Who": "who",
    "actors_csv": "actor_rows",
    "actors_json": "actor_rows",
    "actors_of": "who",
    "explain": "explaining",
    "explain_actor": "explaining_actor",
    "find": "finding",
    "find_actors": "finding",
    "render_actor_explanation": "terminal_explain_actor",
    "render_actors": "terminal_actors",
    "render_explanation": "terminal_explain",
    "render_markdown": "markdown",
    "render_page": "page",
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
