"""What the two JSON-LD exports share: identifiers for what a dossier names, and JSON as bytes."""

import json
import re
from typing import Any
from urllib.parse import quote

from sayso.dossier.inert import in_json
from sayso.records import Article

__all__ = ["address", "iri", "json_bytes", "text_iri"]

_ADDRESS = re.compile(r"https?://[^\s\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\ud800-\udfff<>\"{}|\\^`]+")


def iri(kind: str, name: str) -> str:
    """Return the identifier of what an id of the dossier names.

    >>> iri("claim", "c0123456789ab")
    'urn:sayso:claim:c0123456789ab'
    """
    return f"urn:sayso:{kind}:{quote(name, safe='', errors='replace')}"


def text_iri(article: Article) -> str:
    """Return the identifier of an article's text, whoever published it and wherever it stands."""
    return "urn:sha256:" + quote(article.sha256, safe="", errors="replace")


def address(article: Article) -> str | None:
    """Return the article's URL if it is one of the web, well formed; None otherwise."""
    found = article.url and _ADDRESS.fullmatch(article.url)
    return article.url if found else None


def json_bytes(data: dict[str, Any]) -> bytes:
    """Return ``data`` as JSON in UTF-8, with escapes for what a terminal would act on."""
    return (in_json(json.dumps(data, ensure_ascii=False, indent=1)) + "\n").encode()
