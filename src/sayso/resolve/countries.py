"""Know a country by its name, its people's name or its capital: "Ukraine", "Ukrainian", "Kyiv".

The names come from ``countryinfo``; ``data/countries.txt`` adds the few that it lacks.
"""

from functools import lru_cache

from countryinfo import CountryInfo, all_countries

from sayso.resolve.names import fold
from sayso.resolve.words import lines

__all__ = ["capital_of", "country"]

CODE = 3  # letters of a country code, which may be any word: "IT", "IND"


def country(text: str) -> str | None:
    """Return the two letters of ISO 3166 for a country's name or adjective, None for other words.

    >>> country("Ukrainian"), country("the United States"), country("U.S."), country("American")
    ('UA', 'US', 'US', 'US')
    >>> country("Kyiv"), country("California"), country("French"), country("Chinese")
    (None, None, 'FR', 'CN')
    """
    return _names().get(_key(text))


def capital_of(text: str) -> str | None:
    """Return the country whose capital this is, None for other words.

    >>> capital_of("Kyiv"), capital_of("Tehran"), capital_of("Washington"), capital_of("Mumbai")
    ('UA', 'IR', 'US', None)
    """
    return _capitals().get(_key(text))


def _known() -> list[CountryInfo]:
    """Return what has a code, the most populous last: "French" is of France, not of its islands."""
    coded = [one for one in all_countries() if one.iso(2)]
    return sorted(coded, key=lambda one: one.population() or 0)


def _key(text: str) -> str:
    return fold(text).removeprefix("the ")


@lru_cache
def _names() -> dict[str, str]:
    names = {}
    for one in _known():
        code = one.iso(2)
        spellings = [one.name(), *one.alt_spellings(), *(one.demonym() or "").split(",")]
        names.update({_key(text): code for text in spellings if len(text) > CODE})
    return names | _added("name")


@lru_cache
def _capitals() -> dict[str, str]:
    known = ((one.capital(), one.iso(2)) for one in _known())
    return {_key(city): code for city, code in known if isinstance(city, str) and city} | _added("capital")


def _added(kind: str) -> dict[str, str]:
    rows = (line.split("\t") for line in lines("countries.txt"))
    return {word: code for what, code, words in rows if what == kind for word in words.split(", ")}
