"""Reads XML that nobody vouches for, and the paragraphs of marked-up text in it.

No entity is expanded, nothing outside the file is loaded, and what a tree costs is bounded
before it is built.
"""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

from lxml import etree

from sayso.errors import InputError

__all__ = ["local", "paragraphs", "tree_of", "tree_of_html", "undeclared"]

_MOST_MARKS = 2_000_000  # "<" and "=": each is a node of a hundred bytes in memory
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")
_BLOCKS = re.compile(
    r"p|div|section|article|header|footer|main|aside|nav|blockquote|pre|li|d[dlt]|[uo]l|table|t[rdh]|caption"
    r"|h[1-6r]|br|fig(?:ure|caption)|address|body|html|body\.(?:head|content|end)"
    r"|hl[12]|hedline|byline|byttl|dateline|distributor|abstract|block|bq|fn|tagline|note"
)
_SILENT = frozenset(["head", "script", "style", "template", "svg", "media", "figure", "img", "noscript"])


def tree_of(data: bytes, *, recover: bool = False) -> Any:
    """Return the root of an XML document; with ``recover`` what can be read of a damaged one.

    Raises:
        InputError: it is no XML, damaged, or made to be costly.
    """
    if data.count(b"<") + data.count(b"=") > _MOST_MARKS:
        raise InputError("it is XML with too many elements; split it")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise InputError(f"its XML is damaged (line {error.lineno or 1})") from error
    except (ValueError, LookupError, MemoryError) as error:
        raise InputError("its XML cannot be read") from error
    if root is None:
        raise InputError("it is no XML")
    declared = root.getroottree().docinfo.internalDTD
    if declared is not None and next(declared.iterentities(), None) is not None:
        raise InputError("its XML declares entities of its own, which are not read; save it without them")
    return root


def tree_of_html(text: str) -> Any:
    """Return the root of a piece of HTML, such as stands in a field of JSON.

    Raises:
        InputError: it cannot be read, or is made to be costly.
    """
    from lxml import html  # noqa: PLC0415  few inputs need it

    if text.count("<") + text.count("=") > _MOST_MARKS:
        raise InputError("its HTML has too many elements; split it")
    try:
        parser = html.HTMLParser(remove_comments=True, remove_pis=True)
        return html.fragment_fromstring(undeclared(text), create_parent="div", parser=parser)
    except Exception as error:  # what is no HTML raises several kinds
        raise InputError("its HTML cannot be read") from error


def undeclared(text: str) -> str:
    """Return text without an XML declaration, whose encoding is that of the bytes which it was."""
    return _DECLARATION.sub("", text, count=1)


def local(element: Any) -> str:
    """Return an element's name without its namespace, "" for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def paragraphs(element: Any) -> Iterator[str]:
    """Yield the paragraphs of marked-up text (XHTML, NITF), white space made single."""
    words: list[str] = []
    for piece in chain(_pieces(element), (None,)):
        if piece is not None:
            words.append(piece)
            continue
        if paragraph := " ".join("".join(words).split()):
            yield paragraph
        words = []


def _pieces(element: Any) -> Iterator[str | None]:
    """Yield the stretches of text in order, None where a paragraph begins or ends."""
    skipped: Any = None
    for event, node in etree.iterwalk(element, events=("start", "end")):
        name = local(node)
        if skipped is None and event == "start":
            if _BLOCKS.fullmatch(name):
                yield None
            if name in _SILENT:
                skipped = node
            elif node.text and name:
                yield node.text
        if event == "end" and (skipped is None or skipped is node):
            skipped = None
            if _BLOCKS.fullmatch(name):
                yield None
            if node.tail and node is not element:
                yield node.tail
