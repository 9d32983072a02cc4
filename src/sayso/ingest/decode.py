"""Turns the bytes of a text file into text, or says why they are none.

UTF-8 and UTF-16 are read for certain, Windows-1252 where the few characters outside ASCII are
those of Western text, and the rest as charset-normalizer judges. Only a byte order mark is
taken away: line ends stay as they are, so that spans count what is in the file.
"""

import codecs
import re

from sayso.errors import InputError

__all__ = ["checked_text", "decode", "refuse_binary"]

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_KINDS = (
    (b"%PDF-", "a PDF file; give it a name that ends in .pdf"),
    (b"PK\x03\x04", "a ZIP archive or an office document; unpack it, or save it as .docx or PDF"),
    (b"\xd0\xcf\x11\xe0", "an old office document; save it as .docx, PDF or plain text"),
    (b"{\\rtf", "an RTF document; save it as .docx, PDF or plain text"),
    (b"\x1f\x8b", "a gzip file; unpack it first"),
)
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.05  # of all characters; escape codes of a terminal stay below
_SCARCE = 0.06  # of all bytes; below this, those who guess by frequency err
_NOT_WESTERN = re.compile(
    r"[a-z][À-ÞŠŒŽŸªº¡¿«»][a-z]|[¡¤¦¨¬¯²³´¸¹¼¾ƒˆ˜‡†‰]|[^\x00-\xff–—‘’‚“”„•…‹›€ŠšŒœŽžŸ™]"
)


def decode(data: bytes) -> str:
    """Return the text that ``data`` is.

    Raises:
        InputError: it is binary or in no encoding that can be told; the message says which.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                text = data.decode("utf-8-sig" if encoding == "utf-8" else encoding)
            except UnicodeDecodeError as error:
                raise InputError(
                    f"it is marked as {encoding.upper()} and is not (byte {error.start})"
                ) from error
            return checked_text(text)
    refuse_binary(data)
    try:
        return checked_text(data.decode())
    except UnicodeDecodeError as error:
        return checked_text(_legacy(data, error))


def refuse_binary(data: bytes) -> None:
    """Refuse what is no text in any of the encodings in which zero bytes do not occur.

    Raises:
        InputError: it is binary; the message says what it looks like.
    """
    for start, kind in _KINDS:
        if data.startswith(start):
            raise InputError(f"it is {kind}")
    if b"\0" in data:
        raise InputError("it looks binary (it has zero bytes); if it is text, save it as UTF-8")


def checked_text(text: str) -> str:
    """Return ``text`` if it is one.

    Raises:
        InputError: it has zero characters or too many control characters.
    """
    controls = len(_CONTROLS.findall(text))
    if "\0" in text or controls > _MOST_CONTROLS * len(text):
        raise InputError("it looks binary (it has control characters in place of text)")
    return text


def _legacy(data: bytes, error: UnicodeDecodeError) -> str:
    """Return text that is not in UTF-8, where ``error`` says."""
    lenient = data.decode("utf-8", "ignore")
    beyond = sum(len(character.encode()) for character in re.findall(r"[^\x00-\x7f]", lenient))
    high = sum(byte > 127 for byte in data)  # noqa: PLR2004  outside ASCII
    if beyond > high - beyond:
        raise InputError(f"it is UTF-8 with damage (first at byte {error.start}); save it as UTF-8 again")
    if high <= _SCARCE * len(data):
        try:
            western = data.decode("cp1252")
        except UnicodeDecodeError:
            western = ""
        if western and not _NOT_WESTERN.search(western):
            return western
    from charset_normalizer import from_bytes  # noqa: PLC0415  few files need it

    best = from_bytes(data).best()
    if best is None:
        raise InputError("its encoding cannot be told; save it as UTF-8")
    return str(best)
