"""The formats that can be read: a new one is a file of ``readers`` and an entry in ``FORMATS``.

A file's format is told by its suffix; where that says nothing, or several formats share it, by what
the file holds (``sniffing``). What comes from the network is told by its media type first.
"""

import importlib
from collections.abc import Callable, Iterator
from pathlib import PurePath
from typing import NamedTuple

from sayso.errors import InputError
from sayso.ingest import sniffing
from sayso.ingest.outcomes import Outcome
from sayso.ingest.readers.csv_table import articles_of_csv
from sayso.ingest.readers.html_page import articles_of_html
from sayso.ingest.readers.json_ld import articles_of_json_ld
from sayso.ingest.readers.json_lines import articles_of_json, articles_of_json_lines
from sayso.ingest.readers.manifest import articles_of_manifest
from sayso.ingest.readers.text_file import articles_of_text

__all__ = ["FORMATS", "LISTS", "SUFFIXES", "Format", "format_of", "format_of_type"]

Read = Callable[..., Iterator[Outcome]]


class Format(NamedTuple):
    """How files of a kind are told and read; ``read`` takes their bytes and ``path``.

    ``holds`` says whether bytes are of this kind; it is asked where no suffix tells. ``names`` says
    whether such a file may name others, which are read in their turn, and ``labelled`` whether the
    network's word on its encoding counts: what is binary has none, and XML and e-mail name their own.
    """

    name: str
    suffixes: tuple[str, ...]
    about: str
    read: Read
    media_types: tuple[str, ...] = ()
    holds: Callable[[bytes], bool] = sniffing.never
    names: bool = False
    labelled: bool = False


def _later(module: str, function: str) -> Read:
    """Return a reader whose module is imported when it is called."""

    def read(data: bytes, *, path: str) -> Iterator[Outcome]:
        reader: Read = getattr(importlib.import_module(f"sayso.ingest.readers.{module}"), function)
        return reader(data, path=path)

    return read


FORMATS = (
    Format("text", (".txt", ".md"), "plain text, read as it is", articles_of_text, labelled=True),
    Format(
        "html",
        (".html", ".htm", ".xhtml"),
        "a web page; its JSON-LD and meta elements say who wrote it and when",
        articles_of_html,
        ("text/html", "application/xhtml+xml"),
        sniffing.is_page,
        labelled=True,
    ),
    Format(
        "pdf",
        (".pdf",),
        "the text of a PDF file; scans without text are rejected",
        _later("pdf", "articles_of_pdf"),
        ("application/pdf",),
        sniffing.is_pdf,
    ),
    Format(
        "docx",
        (".docx",),
        "a Word document",
        _later("docx", "articles_of_docx"),
        ("application/vnd.openxmlformats-officedocument.wordprocessingml.document",),
        sniffing.is_docx,
    ),
    Format(
        "eml",
        (".eml",),
        "an e-mail, such as a press release",
        _later("mail", "articles_of_eml"),
        ("message/rfc822",),
        sniffing.is_eml,
    ),
    Format(
        "mbox",
        (".mbox",),
        "a mailbox, an article an e-mail",
        _later("mail", "articles_of_mbox"),
        ("application/mbox",),
        sniffing.is_mbox,
    ),
    Format(
        "feed",
        (".rss", ".atom", ".xml"),
        "an RSS or Atom feed; entries without their text are fetched",
        _later("feeds", "articles_of_feed"),
        ("application/rss+xml", "application/atom+xml", "application/rdf+xml"),
        sniffing.is_feed,
        names=True,
    ),
    Format(
        "opml",
        (".opml", ".xml"),
        "a list of feeds, each of which is fetched",
        _later("feeds", "articles_of_opml"),
        ("text/x-opml", "text/x-opml+xml"),
        sniffing.is_opml,
        names=True,
    ),
    Format(
        "newsml",
        (".xml",),
        "NewsML-G2 of an agency",
        _later("newsml", "articles_of_newsml"),
        ("application/vnd.iptc.g2.newsitem+xml", "application/vnd.iptc.g2.newsmessage+xml"),
        sniffing.is_newsml,
    ),
    Format(
        "ninjs",
        (".ninjs", ".ninjs.json", ".json"),
        "ninjs of an agency",
        _later("ninjs", "articles_of_ninjs"),
        ("application/vnd.iptc.ninjs+json",),
        sniffing.is_ninjs,
        labelled=True,
    ),
    Format(
        "json-ld",
        (".jsonld",),
        "schema.org NewsArticle and the like, with an articleBody",
        articles_of_json_ld,
        ("application/ld+json",),
        labelled=True,
    ),
    Format(
        "jsonl",
        (".jsonl", ".ndjson"),
        "an object a line: an article (trafilatura, news-please, schema.org), or the path or url of one",
        articles_of_json_lines,
        ("application/jsonl", "application/x-ndjson", "application/x-jsonlines"),
        sniffing.is_json_lines,
        names=True,
        labelled=True,
    ),
    Format(
        "json",
        (".json",),
        "one such object, or a list of them",
        articles_of_json,
        holds=sniffing.is_json,
        names=True,
        labelled=True,
    ),
    Format(
        "manifest",
        (".csv", ".tsv"),
        "a table with path or url, and any of outlet, date, author, title, language",
        articles_of_manifest,
        holds=sniffing.is_manifest_table,
        names=True,
        labelled=True,
    ),
    Format(
        "csv",
        (".csv", ".tsv"),
        "a table with a column of texts (text, body, content), an article a row",
        articles_of_csv,
        ("text/csv", "text/tab-separated-values"),
        sniffing.is_table_of_texts,
        labelled=True,
    ),
    Format(
        "warc",
        (".warc", ".warc.gz"),
        "a web archive, an article a page",
        _later("web_archive", "articles_of_warc"),
        ("application/warc",),
        sniffing.is_warc,
    ),
    Format(
        "wacz",
        (".wacz",),
        "a packed web archive",
        _later("web_archive", "articles_of_wacz"),
        ("application/wacz", "application/x-wacz"),
        sniffing.is_wacz,
    ),
)
"""In the order in which they are asked what a file without a telling suffix holds; text is what is left."""

SUFFIXES = tuple(dict.fromkeys(suffix for one in FORMATS for suffix in one.suffixes))
LISTS = tuple(dict.fromkeys(suffix for one in FORMATS if one.names for suffix in one.suffixes))
"""Suffixes of files that may name others."""

_BY_TYPE = {media_type: one for one in FORMATS for media_type in one.media_types}


def format_of(path: str, data: bytes) -> Format:
    """Return the format of a file by its suffix, or by what it holds where that does not tell.

    Raises:
        InputError: it is XML of no kind that is read.

    >>> format_of("-", b"<!DOCTYPE html><p>Talks").name, format_of("-", b'{"text": "Talks"}').name
    ('html', 'jsonl')
    """
    name = PurePath(path).name.lower()
    for suffix in sorted(SUFFIXES, key=len, reverse=True):  # ".ninjs.json" before ".json"
        if name.endswith(suffix):
            fit = [one for one in FORMATS if suffix in one.suffixes]
            if len(fit) == 1:
                return fit[0]
            if suffix == ".xml":
                break
            return next((one for one in fit if one.holds(data)), fit[-1])
    return _sniffed(data)


def format_of_type(media_type: str, data: bytes) -> Format:
    """Return the format of what was fetched by its media type, or by what it holds.

    Feeds are often served as if they were pages, and lists as if they were articles.
    """
    known = _BY_TYPE.get(media_type)
    if known is None or known.name in {"html", "csv"}:
        found = _sniffed(data)
        return known if known and found.name == "text" else found
    return known


def _sniffed(data: bytes) -> Format:
    found = next((one for one in FORMATS if one.holds(data)), None)
    if found is None and sniffing.is_xml(data):
        raise InputError("it is XML of no kind that is read (feeds, OPML, NewsML-G2, XHTML)")
    return found or FORMATS[0]
