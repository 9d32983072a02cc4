"""On whose say-so? Who said what in several reports of one event, and where they agree or conflict.

>>> import sayso
>>> dossier = sayso.compare(["one.txt", "two.txt"])  # doctest: +SKIP
>>> dossier.points[0].status  # doctest: +SKIP
'disputed'
"""

from typing import TYPE_CHECKING, Any

from sayso._version import __version__

if TYPE_CHECKING:
    from sayso.config import Config
    from sayso.dossier import Failure, verify
    from sayso.dossier.export import export
    from sayso.errors import DossierError, InputError, MissingPartError, ModelError, SaysoError
    from sayso.piles import pile_of
    from sayso.pipeline import changes, compare, extract
    from sayso.records import Article, Attribution, Dossier

__all__ = [
    "Article",
    "Attribution",
    "Config",
    "Dossier",
    "DossierError",
    "Failure",
    "InputError",
    "MissingPartError",
    "ModelError",
    "SaysoError",
    "__version__",
    "changes",
    "compare",
    "export",
    "extract",
    "pile_of",
    "verify",
]

_HOME = {
    "sayso.config": ("Config",),
    "sayso.dossier": ("Failure", "verify"),
    "sayso.dossier.export": ("export",),
    "sayso.errors": ("DossierError", "InputError", "MissingPartError", "ModelError", "SaysoError"),
    "sayso.piles": ("pile_of",),
    "sayso.pipeline": ("changes", "compare", "extract"),
    "sayso.records": ("Article", "Attribution", "Dossier"),
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for, so that ``import sayso`` loads no model."""
    import importlib  # noqa: PLC0415

    for module, names in _HOME.items():
        if name in names:
            return getattr(importlib.import_module(module), name)
    raise AttributeError(f"module 'sayso' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
