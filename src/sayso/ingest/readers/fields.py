"""Makes what a file says of itself fit for the fields of an Article: titles, names, dates, addresses."""

import re
from collections.abc import Mapping
from email.utils import parsedate_to_datetime
from html import unescape
from urllib.parse import urljoin, urlsplit

from sayso.ingest.article import article_of, filled
from sayso.ingest.dates import iso
from sayso.records import Article

__all__ = ["WITHDRAWN", "author_of", "date_of", "of_document", "one_line", "web_address"]

WITHDRAWN = frozenset(["canceled", "cancelled", "withheld"])
"""What an agency says of an item that nobody is to print any more (IPTC's publishing status)."""

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]+")
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_LONGEST = 1000  # characters of a title or a name
_LONGEST_DATE = 100
_BY = re.compile(r"by:?\s+", re.IGNORECASE)
_JUNK = re.compile(  # what templates and programs write there
    r"(?:microsoft (?:word|powerpoint)|untitled|document|title|slide|layout|about:blank|file:|https?:)\b.*"
    r"|.*\.(?:docx?|odt|rtf|pdf|html?|indd|qxp|txt|tmp)|\W*|unknown|anonymous|admin(?:istrator)?|python-docx"
    r"|(?:windows|microsoft(?: office)?|office)?[ -]?user|owner|author|default|pc|hp",
    re.IGNORECASE,
)


def one_line(words: object, *, markup: bool = False) -> str | None:
    r"""Return a title or a name as one clean line, None where it is none; ``markup`` is taken out.

    >>> one_line("Talks <b>end</b>\n at AT&amp;T", markup=True)
    'Talks end at AT&T'
    """
    if not isinstance(words, str):
        return None
    if markup:
        words = unescape(_TAG.sub("", words[: 4 * _LONGEST]))
    return " ".join(_CONTROLS.sub(" ", words).split())[:_LONGEST] or None


def author_of(words: object, *, markup: bool = False) -> str | None:
    """Return whom a byline names.

    >>> author_of("By Toby Jones"), author_of("Toby Jones")
    ('Toby Jones', 'Toby Jones')
    """
    line = one_line(words, markup=markup)
    by = _BY.match(line) if line else None
    return line[by.end() :] if line and by else line


def date_of(words: object) -> str | None:
    """Return a date in ISO 8601, in its own zone, as feeds, e-mail and agencies write it.

    >>> date_of("Tue, 11 Jan 2022 04:00:00 +0530")
    '2022-01-11T04:00:00+05:30'
    """
    line = one_line(words)
    if line is None or len(line) > _LONGEST_DATE:
        return None
    try:
        return iso(parsedate_to_datetime(line).isoformat())
    except (ValueError, TypeError, OverflowError, IndexError):
        return iso(line)


def web_address(link: object, base: str = "") -> str | None:
    """Return a link as a full web address, None where it is none.

    >>> web_address("../a", "https://example.org/news/feed.xml"), web_address("javascript:a()")
    ('https://example.org/a', None)
    """
    if not isinstance(link, str) or not (link := "".join(_CONTROLS.sub("", link).split())):
        return None
    try:
        url = urljoin(base, link)
        parts = urlsplit(url)
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and parts.hostname else None


def of_document(text: str, *, path: str, properties: Mapping[str, object], found_in: str) -> Article:
    """Return the article of a PDF or Word file, whose properties are believed less than its text.

    They are often those of the template or of the program; what the text shows of title and
    author counts more, unless the title stands in the text as it is.
    """
    known = {name: line for name, value in properties.items() if (line := one_line(value))}
    known = {name: line for name, line in known.items() if not _JUNK.fullmatch(line)}
    title = known.get("title", "")
    shown = title if title and title.casefold() in " ".join(text[:_LONGEST].split()).casefold() else None
    article = article_of(text, path=path, title=shown, found_in=found_in)
    return filled(article, known, found_in)
