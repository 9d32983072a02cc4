"""Manifests: lists of paths or addresses, with what their files do not say of themselves.

A manifest is a table (CSV, TSV) or JSON Lines with ``path`` or ``url``, and any of outlet, date,
author, title and language. What stands there is read by ``following``; nothing is opened here.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from sayso.errors import InputError
from sayso.ingest.outcomes import Outcome, Pointer, rejected
from sayso.ingest.readers.columns import PATH, URL, first, is_address, known_of, told_in
from sayso.ingest.readers.csv_table import is_manifest, rows_of
from sayso.records import Rejected

__all__ = ["articles_of_manifest", "pointer_of"]


def articles_of_manifest(data: bytes, *, path: str) -> Iterator[Outcome]:
    """Yield a pointer for each row of a table.

    Raises:
        InputError: it is no table with a column of paths or addresses.
    """
    rows = rows_of(data, path=path)
    if not is_manifest(rows.header):
        raise InputError("it has no column with paths or addresses (path, url)")
    for row in rows.rows:
        if isinstance(row, Rejected):
            yield row
            continue
        pointer = pointer_of(row.cells, inside=path)
        yield pointer or rejected(path, "it names no path and no web address", part=row.line)


def pointer_of(row: Mapping[str, Any], *, inside: str) -> Pointer | None:
    """Return what a row of a manifest names, None if it names nothing; a path counts before an address."""
    target = first(row, PATH) or next(filter(is_address, told_in(row, URL)), None)
    if target is None:
        return None
    return Pointer(target=target, inside=inside, found_in="manifest", known=known_of(row))
