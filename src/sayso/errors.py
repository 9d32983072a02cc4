"""What can go wrong.

.. code-block:: text

    SaysoError
    ├── InputError        nothing could be read from what was given
    ├── DossierError      a file is no dossier, or of a shape that cannot be read
    ├── ModelError        a model file is missing, damaged or not the one its card describes
    └── MissingPartError  an optional part is not installed; the message has the install line

Trouble with one article is no error: it becomes a ``Rejected`` and the rest goes on.
"""

__all__ = ["DossierError", "InputError", "MissingPartError", "ModelError", "SaysoError"]


class SaysoError(Exception):
    """Any error that sayso raises on purpose; its text can be shown to a user as it is."""


class InputError(SaysoError):
    """Nothing could be read from what was given."""


class DossierError(SaysoError):
    """A file is no dossier, or of a shape that cannot be read."""


class ModelError(SaysoError):
    """A model file is missing, damaged, or not the one that its card describes."""


class MissingPartError(SaysoError):
    """An optional part is not installed."""
