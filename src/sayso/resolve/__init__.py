"""Stage 3 of 5: who is who (ingest, annotate, resolve, align, dossier).

``sources`` goes through each article and says who speaks; ``named``, ``nominals`` and
``pronouns`` hold its rules, ``names`` and ``words`` what they know of names and phrases.
``across`` joins the articles, ``actors`` writes the records.
"""

from sayso.resolve.resolver import Resolver

__all__ = ["Resolver"]
