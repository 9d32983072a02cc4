"""Versions of one article: what a later one adds, drops and changes, and which articles are versions of one.

``revision`` compares two versions, ``versions`` finds them in a pile. Everything is read from the
articles and what was found in them; nothing is loaded, fetched or written here.
"""

from sayso.versions.pile import versions
from sayso.versions.record import Change, Difference, Edit, Revision
from sayso.versions.revision import revision

__all__ = ["Change", "Difference", "Edit", "Revision", "revision", "versions"]
