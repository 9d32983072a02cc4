"""Write a dossier in the formats that analysts, researchers and newsrooms use already.

Each format is a module of this folder and a line in ``EXPORTS``. An exporter is pure: it has no disk,
no clock and no chance, so the same dossier gives the same bytes. What it needs beyond sayso itself it
imports when it is called.
"""

import importlib
import re
from collections.abc import Callable
from typing import NamedTuple

from sayso.dossier.inert import plain
from sayso.errors import DossierError
from sayso.records import Dossier

__all__ = ["EXPORTS", "Export", "export"]


class Export(NamedTuple):
    """A format: its name, what it is good for, and which function of which module here writes it."""

    name: str
    about: str
    module: str
    function: str


EXPORTS = (
    Export("html", "one page for a browser, as sayso compare writes it", "documents", "html"),
    Export("markdown", "text to read, as sayso compare writes it", "documents", "markdown"),
    Export("csv", "tables for pandas, R and DuckDB, the words verbatim", "csv_files", "csv_files"),
    Export(
        "csv-excel", "the same tables for a spreadsheet: nothing runs as a formula", "csv_files", "csv_excel"
    ),
    Export("parquet", "the same tables with their types", "parquet", "parquet"),
    Export("sqlite", "the same tables in one file to search, for Datasette", "sqlite_file", "sqlite"),
    Export(
        "web-annotation",
        "W3C Web Annotations (JSON-LD) anchored in the articles",
        "web_annotation",
        "web_annotation",
    ),
    Export("brat", "brat standoff: a .txt and an .ann file an article", "brat_files", "brat"),
    Export("cas-xmi", "UIMA CAS as XMI, for INCEpTION", "cas", "cas_xmi"),
    Export("cas-json", "UIMA CAS as JSON, for INCEpTION", "cas", "cas_json"),
    Export("ftm", "FollowTheMoney entities, for Aleph and its relatives", "ftm", "ftm"),
    Export(
        "schema-org", "schema.org JSON-LD: quotations and claims, no verdicts", "schema_org", "schema_org"
    ),
)
"""Every format, in the order in which they are shown."""

_BY_NAME = {one.name: one for one in EXPORTS}
_FILE_NAME = re.compile(r"(?!\.+$)[\w .()-]+")


def export(dossier: Dossier, name: str) -> dict[str, bytes]:
    """Return ``dossier`` in a format of ``EXPORTS``: file names and what they hold.

    Raises:
        KeyError: there is no format of this name.
        MissingPartError: a library that the format needs is not installed.
        DossierError: the dossier holds what the format cannot, or would name a file outside its folder.
    """
    found = _BY_NAME[name]
    module = importlib.import_module(f"sayso.dossier.export.{found.module}")
    write: Callable[[Dossier], dict[str, bytes]] = getattr(module, found.function)
    files = write(dossier)
    for file in files:
        if not _FILE_NAME.fullmatch(file):
            raise DossierError(f"an id of it cannot be part of a file's name: {plain(file[:80])}")
    return files
