"""Turns bytes into text, or says why they are none.

UTF-8 and UTF-16 are read for certain, Windows-1252 where the few characters outside ASCII are
those of Western text, and the rest as charset-normalizer judges. What comes in an envelope (a page, a
part of an e-mail) has a label that names its encoding; labels are often wrong, so UTF-8 that plainly is
UTF-8 is read as that. Only a byte order mark is taken away: line ends stay as they are, so that spans
count what is in the file.
"""

import codecs
import re

from sayso.errors import InputError

__all__ = ["checked_text", "decode", "labelled", "labels_of"]

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
_MEDIA_TYPE = re.compile(r"[a-z0-9!#$&^_.+-]{1,100}/[a-z0-9!#$&^_.+-]{1,100}")
_CHARSET = re.compile(r""";\s*charset\s*=\s*["']?\s*([a-z0-9_.:-]{1,40})""", re.IGNORECASE)
_SEVEN_BIT = re.compile(r"iso2022_\w+|hz")  # what is in them is ASCII, and so UTF-8, as well
_AS_BROWSERS_READ = {"ascii": "cp1252", "iso8859-1": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
_ENCODINGS = re.compile(
    r"utf-8|cp\d+|iso8859-\d+|koi8-[ru]|gb18030|big5\w*|euc_\w+|shift_jis\w*|mac-\w+|tis-620"
    r"|iso2022_\w+|hz"
)
_MOST_LOST = 0.001  # of a page's characters may be unreadable
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
    _refuse_binary(data)
    try:
        return checked_text(data.decode())
    except UnicodeDecodeError as error:
        return checked_text(_legacy(data, error))


def labelled(data: bytes, charset: str | None, *, lenient: bool = False) -> str:
    """Return the text that ``data`` is, in the encoding that its label says unless that is wrong.

    ``lenient`` lets a few characters be unreadable, as they are in many a web page.

    Raises:
        InputError: it is binary, or in no encoding that can be told.

    >>> labelled("“Talks” in Bogotá".encode("cp1252"), "windows-1252")
    '“Talks” in Bogotá'
    """
    encoding = _known(charset) if charset else None
    if encoding is None or data.startswith(tuple(mark for mark, _ in _MARKS)):
        return decode(data)
    _refuse_binary(data)
    for one in (encoding, "utf-8") if _SEVEN_BIT.fullmatch(encoding) else ("utf-8", encoding):
        try:
            return checked_text(data.decode(one))
        except UnicodeDecodeError:
            continue
    text = data.decode(encoding, "replace")
    if lenient and text.count("\ufffd") <= max(1, _MOST_LOST * len(text)):
        return checked_text(text)
    return decode(data)


def labels_of(content_type: str) -> tuple[str, str | None]:
    """Return the media type and the charset that a Content-Type names, "" and None where it names none.

    A charset is one that Python knows and that turns bytes into text.

    >>> labels_of("Text/HTML; charset=UTF-8"), labels_of("text/html; charset=no-such")
    (('text/html', 'utf-8'), ('text/html', None))
    """
    media_type = content_type.partition(";")[0].strip().lower()
    charset = _CHARSET.search(content_type)
    if charset:
        try:
            "a".encode(charset[1])
        except (LookupError, ValueError):
            charset = None
    return media_type if _MEDIA_TYPE.fullmatch(media_type) else "", charset[1].lower() if charset else None


def _refuse_binary(data: bytes) -> None:
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


def _known(charset: str) -> str | None:
    """Return Python's name of an encoding that a label may say, None for one that pages are not in."""
    try:
        encoding = codecs.lookup(charset).name
    except LookupError:
        return None
    encoding = _AS_BROWSERS_READ.get(encoding, encoding)
    return encoding if _ENCODINGS.fullmatch(encoding) else None


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
