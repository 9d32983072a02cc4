"""E-mail: press releases and newsletters, one in a file (.eml) or many (.mbox).

The plain text counts, or else the HTML. Attachments are not read. Quoted replies stay where they are.
"""

import re
from collections.abc import Iterator
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from email.utils import parseaddr
from typing import NamedTuple

from sayso.errors import InputError
from sayso.ingest.article import article_of
from sayso.ingest.decode import checked_text, labelled
from sayso.ingest.outcomes import rejected
from sayso.ingest.readers.fields import date_of, one_line
from sayso.ingest.readers.html_page import article_in
from sayso.ingest.readers.hyphens import joined
from sayso.records import Article, Rejected

__all__ = ["articles_of_eml", "articles_of_mbox"]

_MOST_WORK = 3_000_000  # lines times parts, which is what the parser looks at
_LONGEST_HEADER = 4000  # characters
_STUB = 40  # words; a shorter plain text often only says that there is HTML
_WIDEST, _NARROWEST = 80, 50  # columns at which mail programs break lines
_MOST_WIDE = 0.1  # of the lines; with more of them longer than that, nobody broke them
_DAMAGED = "this e-mail is damaged and cannot be read; save it anew"
_NEW_MAIL = re.compile(rb"(?:\A|\n\r?\n)(From [^\r\n]{0,300})")
_CLOCK, _YEAR = re.compile(rb"\d\d:\d\d"), re.compile(rb"\b(?:19|20)\d\d\b")
_ESCAPED = re.compile(rb"^>(>*From )", re.MULTILINE)
# how a line begins that is not joined to one above
_APART = re.compile(r"[>|*•–—-]\s?|\d{1,3}[.)]\s|https?://|\s")


def articles_of_eml(data: bytes, *, path: str) -> Iterator[Article | Rejected]:
    """Yield the one article of an e-mail; ``part`` is its Message-ID.

    Raises:
        InputError: it is no e-mail, or it has no text.
    """
    message = _parsed(data)
    if not any(_raw(message, name) for name in ("From", "Subject", "Date", "Message-ID")):
        raise InputError("it is no e-mail (it has no From, Subject or Date)")
    yield _article(message, path=path, part=_id(message))


def articles_of_mbox(data: bytes, *, path: str) -> Iterator[Article | Rejected]:
    """Yield the article of each e-mail of a mailbox; ``part`` is its Message-ID, or its place.

    Raises:
        InputError: it is no mailbox.
    """
    firsts = (
        found for found in _NEW_MAIL.finditer(data) if _CLOCK.search(found[1]) and _YEAR.search(found[1])
    )
    starts = [first.start(1) for first in firsts]
    if not starts or data[: starts[0]].strip():
        raise InputError("it is no mailbox (it does not begin with a line of From and a date)")
    for number, (start, end) in enumerate(zip(starts, [*starts[1:], len(data)], strict=True), 1):
        part = str(number)
        try:
            message = _parsed(_ESCAPED.sub(rb"\1", data[start:end].partition(b"\n")[2]))
            part = _id(message) or part
            yield _article(message, path=path, part=part)
        except InputError as error:
            yield rejected(path, str(error), part=part)


def _parsed(data: bytes) -> EmailMessage:
    boundaries = data.lower().count(b"boundary") + data.lower().count(b"multipart/")
    if (data.count(b"\n") + data.count(b"\r")) * (boundaries + 1) > _MOST_WORK:
        raise InputError("it has too many lines or parts for an e-mail")
    try:
        return BytesParser(policy=policy.default).parsebytes(data)
    except Exception as error:  # damaged headers and parts raise many kinds in there
        raise InputError(_DAMAGED) from error


def _raw(message: EmailMessage, name: str) -> str:
    """Return a header as it was sent, cut: the parser would take minutes over a long one."""
    found = (str(value) for key, value in message.raw_items() if key.lower() == name.lower())
    return next(found, "")[:_LONGEST_HEADER]


def _header(message: EmailMessage, name: str) -> str | None:
    """Return a header in words, None where there is none or it cannot be read."""
    try:
        return one_line(str(policy.default.header_fetch_parse(name, _raw(message, name))))
    except Exception:  # noqa: BLE001  damaged headers raise many kinds in there
        return None


def _id(message: EmailMessage) -> str | None:
    return (_header(message, "Message-ID") or "").strip("<>") or None


def _sender(message: EmailMessage) -> str | None:
    """Return the name of the sender; an address is none."""
    raw = _raw(message, "From")
    try:
        addresses = policy.default.header_fetch_parse("From", raw).addresses
        names = [*(address.display_name for address in addresses), parseaddr(raw)[0]]
    except Exception:  # noqa: BLE001  likewise
        return None
    return next((line for name in names if (line := one_line(name)) and "@" not in line), None)


def _article(message: EmailMessage, *, path: str, part: str | None) -> Article:
    text, about = _text(message, path)
    return article_of(
        checked_text(text),
        path=path,
        part=part,
        title=_header(message, "Subject"),
        author=_sender(message),
        published=date_of(_header(message, "Date")),
        language=about.language if about else None,
        found_in={
            **(about.provenance if about else {}),
            **dict.fromkeys(("title", "author", "published"), "e-mail"),
        },
    )


# ---------------------------------------------------------------- the text


def _text(message: EmailMessage, path: str) -> tuple[str, Article | None]:
    """Return the text of an e-mail, and the page that it was if it was one."""
    plain, page = _part(message, "plain"), _part(message, "html")
    text = ""
    if plain is not None:
        text = labelled(plain.data, plain.charset)
        text = _flowing(text) if plain.is_flowed else _unbroken(text)
    if page is not None and len(text.split()) < _STUB:
        found = article_in(page.data, path=path, charset=page.charset)
        if found is not None and len(found.text) > len(text):
            return found.text, found
    if not text.strip():
        raise InputError("this e-mail has no text to read")
    return text, None


class _Part(NamedTuple):
    """A part of an e-mail, as bytes."""

    data: bytes
    charset: str | None
    is_flowed: bool


def _part(message: EmailMessage, kind: str) -> _Part | None:
    """Return the part that is the text of an e-mail in plain words or in HTML."""
    try:
        part = message.get_body(preferencelist=(kind,))
        if part is None:
            return None
        data, charset, form = (
            part.get_payload(decode=True),
            part.get_content_charset(),
            part.get_param("format"),
        )
    except Exception as error:  # damaged parts raise many kinds in there
        raise InputError(_DAMAGED) from error
    return _Part(data, charset, form == "flowed") if isinstance(data, bytes) and data.strip() else None


def _flowing(text: str) -> str:
    """Return text without the line breaks that its mail program put in, each after a space (RFC 3676)."""
    return re.sub(r"(?m)^((?!>|-- \r?$).*) \r?\n(?=[^>\r\n])", r"\1 ", text)


def _unbroken(text: str) -> str:
    """Return text without the line breaks that a mail program put in at a fixed width, if it did so."""
    lines = text.splitlines()
    widths = [len(line) for line in lines if " " in line.strip()]
    if not widths or sum(width > _WIDEST for width in widths) > _MOST_WIDE * len(widths):
        return text
    widest = max((width for width in widths if width <= _WIDEST), default=0)
    paragraphs: list[list[str]] = []
    for before, line in zip(["", *lines], lines, strict=False):
        words = line.split(maxsplit=1)
        if (
            words
            and _NARROWEST <= len(before) <= _WIDEST
            and len(before) + 1 + len(words[0]) > widest
            and not before.startswith(">")
            and not _APART.match(line)
        ):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return "\n".join(joined(one) if len(one) > 1 else one[0] for one in paragraphs)
