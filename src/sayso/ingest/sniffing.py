"""Tells what bytes hold where no suffix does, by what they begin with; each function takes the bytes."""

import codecs
import io
import re
import zlib

from sayso.ingest.readers.csv_table import columns_of, is_manifest, is_table

_HEAD = 32_768  # bytes at the beginning, by which text and packed archives are told
_BEFORE_PDF = 1024  # bytes in which a PDF must begin
_BEFORE = r"\s*(?:(?>(?:<!--.{0,2000}?-->|<\?.{0,2000}?\?>)\s*))*+"  # never tried in another way
_PAGE = re.compile(
    _BEFORE + r"<(?:!doctype\s+html|html|head|body|meta|title|article|main|div)\b", re.IGNORECASE | re.DOTALL
)
_ROOT = re.compile(
    _BEFORE + r"(?:<!doctype[^>\[]{0,2000}(?:\[.{0,4000}?\]\s*)?>\s*)?<(?:[\w.-]+:)?([\w.-]+)",
    re.IGNORECASE | re.DOTALL,
)
_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]*):|[ \t]+\S")
_OF_MAIL = frozenset(["message-id", "mime-version", "received", "return-path", "delivered-to"])
_MBOX = re.compile(rb"From \S+ [^\r\n]*\d:\d\d[^\r\n]*\r?\n(?:>From |[A-Za-z][\w-]*:)")
_OBJECT = re.compile(rb"\s*\{\s*[\"}]")
_NINJS = re.compile(rb'"(?:body_?(?:text|html|xhtml)\w*|bodies|pubstatus|representationtype)"\s*:')


def never(data: bytes) -> bool:
    """Tell nothing: of a format that only its suffix or its media type tells."""
    del data
    return False


def is_page(data: bytes) -> bool:
    """Say whether it is a web page."""
    return bool(_PAGE.match(_head(data)))


def is_pdf(data: bytes) -> bool:
    """Say whether it is a PDF file, which may have some rubbish before it."""
    return b"%PDF-" in data[:_BEFORE_PDF]


def is_docx(data: bytes) -> bool:
    """Say whether it is a Word document; a ZIP archive names its members in the clear."""
    return _is_zip(data) and b"word/document.xml" in data


def is_wacz(data: bytes) -> bool:
    """Say whether it is a packed web archive."""
    return _is_zip(data) and b"datapackage.json" in data and b"archive/" in data


def is_warc(data: bytes) -> bool:
    """Say whether it is a web archive, packed with gzip or not."""
    if data.startswith(b"\x1f\x8b"):
        try:
            data = zlib.decompressobj(16 + zlib.MAX_WBITS).decompress(data[:_HEAD], 64)
        except zlib.error:
            return False
    return data.startswith(b"WARC/")


def is_eml(data: bytes) -> bool:
    """Say whether it is an e-mail: a sender among its headers, and one that only e-mails have."""
    names = set()
    for line in _head(data).split("\n"):
        found = _HEADER.match(line)
        if found is None:
            break
        names.add((found[1] or "").lower())
    return "from" in names and bool(names & _OF_MAIL)


def is_mbox(data: bytes) -> bool:
    """Say whether it is a mailbox."""
    return bool(_MBOX.match(data))


def is_feed(data: bytes) -> bool:
    """Say whether it is an RSS or Atom feed."""
    return _root(data) in {"rss", "feed", "rdf"}


def is_opml(data: bytes) -> bool:
    """Say whether it is an OPML list."""
    return _root(data) == "opml"


def is_newsml(data: bytes) -> bool:
    """Say whether it is NewsML-G2."""
    return _root(data) in {"newsitem", "newsmessage", "packageitem"}


def is_xml(data: bytes) -> bool:
    """Say whether it is XML of any kind."""
    return _head(data).lstrip().startswith("<?xml")


def is_ninjs(data: bytes) -> bool:
    """Say whether it is a ninjs object: it has a URI and a key that only ninjs has."""
    start = data.removeprefix(codecs.BOM_UTF8).lstrip()[:1]
    return start in {b"{", b"["} and b'"uri"' in data and bool(_NINJS.search(data))


def is_json_lines(data: bytes) -> bool:
    """Say whether each line begins as a JSON object does."""
    lines = io.BytesIO(data.removeprefix(codecs.BOM_UTF8).strip())
    return bool(data.strip()) and all(_OBJECT.match(line) for line in lines if line.strip())


def is_json(data: bytes) -> bool:
    """Say whether it begins and ends as a JSON object or list does."""
    whole = data.removeprefix(codecs.BOM_UTF8).strip()
    return (whole[:1], whole[-1:]) in {(b"{", b"}"), (b"[", b"]")} and b'"' in whole


def is_table_of_texts(data: bytes) -> bool:
    """Say whether it is a table with a column of texts."""
    head = _head(data)
    return is_table(head) and not is_manifest(columns_of(head))


def is_manifest_table(data: bytes) -> bool:
    """Say whether it is a table with paths or addresses, and no texts."""
    head = _head(data)
    return is_table(head) and is_manifest(columns_of(head))


def _is_zip(data: bytes) -> bool:
    return data.startswith(b"PK\x03\x04")


def _root(data: bytes) -> str:
    """Return the name of the first element, without its prefix, in lower case."""
    found = _ROOT.match(_head(data))
    return found[1].lower() if found else ""


def _head(data: bytes) -> str:
    """Return the beginning as text; what it holds beyond ASCII does not matter here."""
    is_utf_16 = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return data[:_HEAD].decode("utf-16" if is_utf_16 else "utf-8-sig", "replace")
