"""Files of statements that an interrupted run leaves behind and the next one goes on with."""

import contextlib
import csv
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

__all__ = ["resumable"]


@contextlib.contextmanager
def resumable(
    target: str, maker: str, columns: tuple[str, ...], *, as_csv: bool
) -> Iterator[tuple[BinaryIO, set[str]]]:
    """Open what becomes ``target`` when all has gone well, and stays as a ``.part`` beside it when not.

    Yields the file, at the place to go on from, and the ids of the articles that it holds. ``maker``
    names what makes the rows, so that a part by another version is not gone on with.
    """
    path = Path(os.path.realpath(target))
    mark = hashlib.sha256(f"{maker} {as_csv} {columns}".encode()).hexdigest()[:8]
    part = path.with_name(f"{path.name[:200]}.{mark}.part")
    part.touch()
    try:
        with part.open("r+b") as file:
            done, end = _finished(_csv_rows(file, columns) if as_csv else _json_rows(file))
            end = end if done else 0
            file.truncate(end)
            file.seek(end)
            yield file, done
        part.replace(path)
    finally:
        if part.exists() and not part.stat().st_size:
            part.unlink()  # nothing to go on with


def _finished(rows: Iterable[tuple[str, int]]) -> tuple[set[str], int]:
    """Return the articles that are done for certain, all but the last, and where the last one begins.

    ``rows`` are the article and the offset of each whole row.
    """
    done: set[str] = set()
    last, end = None, 0
    for article, start in rows:
        if article != last:
            if last is not None:
                done.add(last)
            last, end = article, start
    return done, end


def _json_rows(file: BinaryIO) -> Iterator[tuple[str, int]]:
    start = 0
    for line in file:
        try:
            article = json.loads(line)["article"] if line.endswith(b"\n") else None
        except (ValueError, KeyError, TypeError):
            article = None
        if not isinstance(article, str):
            return
        yield article, start
        start += len(line)


def _csv_rows(file: BinaryIO, columns: tuple[str, ...]) -> Iterator[tuple[str, int]]:
    ends = [0]  # of the lines read so far

    def lines() -> Iterator[str]:
        for line in file:
            if line.endswith(b"\n"):
                ends.append(ends[-1] + len(line))
                yield line.decode("utf-8", "replace")

    start = 0
    try:
        for number, row in enumerate(csv.reader(lines())):
            if len(row) != len(columns):
                return
            if number:
                yield row[columns.index("article")], start
            start, ends[:] = ends[-1], ends[-1:]
    except csv.Error:  # a field past the reader's limit: the end of what can be read
        return
