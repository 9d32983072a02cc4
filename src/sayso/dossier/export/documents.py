"""The dossier as ``sayso compare`` writes it, without comparing again."""

from sayso.dossier.markdown import render_markdown
from sayso.dossier.page import render_page
from sayso.records import Dossier

__all__ = ["html", "markdown"]


def html(dossier: Dossier) -> dict[str, bytes]:
    """Return the page for a browser."""
    return {"dossier.html": render_page(dossier).encode()}


def markdown(dossier: Dossier) -> dict[str, bytes]:
    """Return the dossier to read."""
    return {"dossier.md": render_markdown(dossier).encode()}
