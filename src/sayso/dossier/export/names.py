"""Which words name somebody, for formats in which a name is looked up and matched.

A dossier calls actors what the articles call them: "the ministry", "observers", "the statement". As
the name of an entity such words would match everybody's ministry.
"""

from sayso.records import UNNAMED, Actor

__all__ = ["is_name", "is_nobody"]

_ARTICLES = ("the ", "a ", "an ")


def is_name(words: str) -> bool:
    """Say whether words are a name: not all of their letters are small ones, a first article aside.

    >>> [is_name(words) for words in ("The ministry", "al-Qaida", "observers", "the NRF")]
    [False, True, False, True]
    """
    folded = words.strip()
    for article in _ARTICLES:
        if folded.casefold().startswith(article):
            folded = folded[len(article) :]
            break
    return any(letter.isalnum() for letter in folded) and not folded.islower()


def is_nobody(actor: Actor) -> bool:
    """Say whether an actor stands for sources that no words name ("reportedly")."""
    return actor.kind == "anonymous" and actor.name == UNNAMED
