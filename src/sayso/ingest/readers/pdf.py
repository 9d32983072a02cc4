"""PDF files with text in them: articles, statements and reports. A scan is rejected.

``pdf_page`` says which letters stand where, ``pdf_layout`` puts lines and paragraphs together.
What a hostile file may cost is bounded by work, not by the clock: pages, bytes unpacked, commands.
"""

import io
import logging
from collections.abc import Iterator
from typing import Any

from sayso.errors import InputError
from sayso.ingest.decode import checked_text
from sayso.ingest.readers.fields import of_document
from sayso.ingest.readers.pdf_layout import paragraphs_of
from sayso.ingest.readers.pdf_page import Pen, Run
from sayso.ingest.readers.unpacking import Room
from sayso.ingest.sniffing import is_pdf
from sayso.records import Article, Rejected

__all__ = ["articles_of_pdf"]

logging.getLogger("pypdf").addHandler(logging.NullHandler())  # it tells stderr of every oddity

_MOST_PAGES = 300
_MOST_IN_A_STREAM = 20_000_000  # bytes, unpacked
_MOST_ON_A_PAGE = 1_200_000  # commands, and what they are given
_MOST_SEARCHED = 500_000_000  # bytes, for objects that are not where the table says
_SEARCH = 100_000  # what a search costs at least, in bytes
_MOST_GUESSES = 500  # objects that are tried where none is said to be the first
_MOST_UNKNOWN = 0.02  # of the letters
_PER_PAGE = 20  # with fewer letters there is no text, but the stamp of a scanner


def articles_of_pdf(data: bytes, *, path: str) -> Iterator[Article | Rejected]:
    """Yield the one article of a PDF file, its paragraphs parted by blank lines.

    Raises:
        InputError: it is no PDF, damaged, encrypted, a scan, or too large.
    """
    from pypdf import apply_configuration  # noqa: PLC0415  few inputs are PDFs
    from pypdf.errors import LimitReachedError  # noqa: PLC0415  likewise

    room = min(Room(len(data)).all, _MOST_IN_A_STREAM)
    with apply_configuration(
        zlib_maximum_output_length=room,
        lzw_maximum_output_length=room,
        run_length_maximum_output_length=room,
        brotli_maximum_output_length=room,
        array_based_stream_maximum_output_length=room,
        stream_decoding_work_maximum_length=2 * room,
        stream_parsing_work_maximum_count=_MOST_ON_A_PAGE,
    ):
        try:
            runs, pages, properties = _read(data)
        except InputError:
            raise
        except LimitReachedError as error:
            raise InputError(f"it unpacks to more than {room:,} bytes, or nests too deep") from error
        except Exception as error:  # a hostile file can raise anything in there
            raise InputError("this PDF is damaged and cannot be read; open it and save it anew") from error
    text = "\n\n".join(paragraphs_of(runs))
    if sum(map(str.isalnum, text)) + text.count("\ufffd") < _PER_PAGE * pages:
        of = "1 page" if pages == 1 else f"{pages} pages"
        raise InputError(f"it is a scan (no text in {of}); run it through OCR first")
    if text.count("\ufffd") > _MOST_UNKNOWN * len(text):
        raise InputError("its fonts do not say which letters they show; run it through OCR first")
    yield of_document(checked_text(text), path=path, properties=properties, found_in="PDF")


def _read(data: bytes) -> tuple[list[Run], int, dict[str, object]]:
    """Return the runs of letters in a PDF, the number of its pages, and what it says of itself."""
    from pypdf import PdfReader  # noqa: PLC0415  likewise

    if not is_pdf(data):
        raise InputError("it is no PDF")
    reader = PdfReader(_Searched(data), root_object_recovery_limit=_MOST_GUESSES)
    if reader.is_encrypted:
        raise InputError("it is encrypted; save it without a password first")
    pages = len(reader.pages)
    if pages > _MOST_PAGES:
        raise InputError(f"it has {pages:,} pages, more than {_MOST_PAGES}; split it")
    pen = Pen()
    runs = [run for number, page in enumerate(reader.pages) for run in pen.runs_of(page, number)]
    return runs, pages, _properties(reader)


class _Searched(io.BytesIO):
    """A file that is searched from end to end for each object that its table does not lead to."""

    left = _MOST_SEARCHED

    def getbuffer(self) -> memoryview:
        """Return the whole file, which pypdf asks for to search it."""
        view = super().getbuffer()
        self.left -= len(view) + _SEARCH
        if self.left < 0:
            raise InputError("its table of objects is damaged; open it and save it anew")
        return view


def _properties(reader: Any) -> dict[str, object]:
    """Return what a PDF says of itself; when it was made is not when it was published."""
    try:
        about, root = reader.metadata or {}, reader.trailer["/Root"]
        found = {"title": about.get("/Title"), "author": about.get("/Author"), "language": root.get("/Lang")}
    except Exception:  # noqa: BLE001  what is damaged here does not damage the text
        return {}
    return {name: str(value) for name, value in found.items() if isinstance(value, str)}
