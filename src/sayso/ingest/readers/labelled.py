"""Text whose encoding its envelope names: the header of a web page or of a part of an e-mail.

Labels are often wrong, so UTF-8 that plainly is UTF-8 is read as that.
"""

import codecs
import re

from sayso.ingest.decode import checked_text, decode, refuse_binary
from sayso.ingest.readers.html_page import known_encoding

__all__ = ["as_page", "labelled"]

_SEVEN_BIT = re.compile(r"(?:iso-?2022-(?:jp|kr|cn)|hz-gb-2312)[\w-]*", re.IGNORECASE)  # look like ASCII


def labelled(data: bytes, charset: str | None) -> str:
    """Return the text that ``data`` is, in the encoding that its label says unless that is wrong.

    >>> labelled("“Talks” in Bogotá".encode("cp1252"), "windows-1252")
    '“Talks” in Bogotá'

    Raises:
        InputError: it is binary, or in no encoding that can be told.
    """
    encoding = known_encoding(charset) if charset else None
    if charset and _SEVEN_BIT.fullmatch(charset):
        try:
            return checked_text(data.decode(charset))
        except (UnicodeDecodeError, LookupError):
            return decode(data)
    if encoding and not data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        refuse_binary(data)
        for one in ("utf-8", encoding):
            try:
                return checked_text(data.decode(one))
            except UnicodeDecodeError:
                continue
    return decode(data)


def as_page(text: str) -> bytes:
    """Return decoded HTML as bytes whose encoding is beyond doubt."""
    return codecs.BOM_UTF8 + text.encode("utf-8", "replace")
