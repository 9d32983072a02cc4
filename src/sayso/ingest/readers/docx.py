"""Word documents: the paragraphs of the text, in order. Notes, comments and deleted words are left out.

Only two members of the archive are unpacked, the text and the properties; nothing that they point
to (pictures, templates, macros) is looked at.
"""

from collections.abc import Iterator
from typing import Any

from sayso.errors import InputError
from sayso.ingest.decode import checked_text
from sayso.ingest.readers.fields import of_document
from sayso.ingest.readers.unpacking import Room, archive_of, member_of
from sayso.ingest.readers.xml_tree import local, tree_of
from sayso.records import Article, Rejected

__all__ = ["articles_of_docx"]

_OLD = b"\xd0\xcf\x11\xe0"  # how files of Word 97 begin, and encrypted ones
_WORDS = {"tab": "\t", "br": "\n", "cr": "\n", "nobreakhyphen": "\N{NON-BREAKING HYPHEN}"}
_LEFT_OUT = frozenset(["del", "movefrom", "fallback", "ppr", "rpr", "sectpr"])  # deleted, or said twice
_PROPERTIES = {"title": "title", "creator": "author", "language": "language"}


def articles_of_docx(data: bytes, *, path: str) -> Iterator[Article | Rejected]:
    """Yield the one article of a Word document, its paragraphs parted by blank lines.

    Raises:
        InputError: it is no Word document, damaged, or it has no text.
    """
    if data.startswith(_OLD):
        raise InputError("it is an old or an encrypted Word document; save it as .docx without a password")
    archive, room = archive_of(data), Room(len(data))
    root = tree_of(member_of(archive, "word/document.xml", room))
    if local(root) != "document":
        raise InputError("it is no Word document")
    text = "\n\n".join(_paragraphs(root))
    if not text:
        raise InputError("this Word document has no text; run pictures of text through OCR first")
    try:
        about = tree_of(member_of(archive, "docProps/core.xml", room))
    except InputError:
        about = ()
    properties = {_PROPERTIES[local(one)]: one.text for one in about if local(one) in _PROPERTIES}
    yield of_document(checked_text(text), path=path, properties=properties, found_in="DOCX")


def _paragraphs(root: Any) -> Iterator[str]:
    """Yield the paragraphs that are not empty, those in tables and text boxes too."""
    from lxml import etree  # noqa: PLC0415  few inputs are Word documents

    inside: list[list[str]] = [[]]  # a text box is a paragraph in a paragraph
    left_out = 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        name = local(node)
        if name in _LEFT_OUT:
            left_out += 1 if event == "start" else -1
        elif left_out:
            continue
        elif name == "p":
            if event == "start":
                inside.append([])
            elif paragraph := "\n".join(filter(None, map(_clean, "".join(inside.pop()).split("\n")))):
                yield paragraph
        elif event == "start" and name == "t":
            inside[-1].append(node.text or "")
        elif event == "start":
            inside[-1].append(_WORDS.get(name, ""))


def _clean(line: str) -> str:
    return " ".join(line.split())
