"""Finds and reads what the user names: files, folders, globs, standard input.

All of the disk is here, but for the folder in which ``web.archive`` keeps pages. What cannot
be read becomes a ``Rejected`` that says why.
"""

import glob
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path, PurePath
from typing import BinaryIO, NamedTuple

from sayso.errors import InputError
from sayso.ingest.outcomes import rejected
from sayso.records import Rejected

__all__ = ["STDIN", "Source", "exists", "is_list", "refuse_size", "source_of", "sources", "why"]

STDIN = "-"
_KINDS = (
    (stat.S_ISFIFO, "a named pipe"),
    (stat.S_ISSOCK, "a socket"),
    (stat.S_ISCHR, "a device"),
    (stat.S_ISBLK, "a device"),
)


class Source(NamedTuple):
    """The bytes of one input, and its path as it was given."""

    path: str
    data: bytes


def sources(  # noqa: PLR0913  all that decides what is read
    given: str | Path,
    *,
    seen: set[str],
    suffixes: tuple[str, ...],
    lists: tuple[str, ...] = (),
    max_bytes: int,
    stdin: BinaryIO | None = None,
) -> Iterator[Source | Rejected]:
    """Yield what one input holds, but for the files in ``seen``, to which it adds.

    In folders only files with one of ``suffixes`` are read, in the order of their names, and no
    README; a file that is named is read whatever its name. Those with a suffix of ``lists`` come
    before their neighbours, of which they may say more than these do.
    """
    for path in _expanded(os.fspath(given), suffixes, lists):
        if isinstance(path, Rejected):
            yield path
        elif (source := source_of(path, seen=seen, max_bytes=max_bytes, stdin=stdin)) is not None:
            yield source


def source_of(
    path: str, *, seen: set[str], max_bytes: int, stdin: BinaryIO | None = None
) -> Source | Rejected | None:
    """Return what one file holds; None if it is in ``seen``, to which it is added."""
    same = path if path == STDIN else _identity(path)
    if same in seen:
        return None
    seen.add(same)
    try:
        return Source(path, _read(path, max_bytes=max_bytes, stdin=stdin))
    except InputError as error:
        return rejected(path, str(error))


def is_list(path: str, lists: tuple[str, ...]) -> bool:
    """Say whether a file's name is that of a list, which may say more of other files than these do."""
    return path.lower().endswith(lists)


def exists(path: str) -> bool:
    """Say whether there is a file, a folder or a link of this name."""
    try:
        return os.path.lexists(path)
    except ValueError:
        return False


def refuse_size(data: bytes, *, max_bytes: int) -> None:
    """Refuse what is too large or empty.

    Raises:
        InputError: it is one of these.
    """
    if len(data) > max_bytes:
        raise InputError(f"it is larger than {max_bytes:,} bytes (--max-bytes allows more)")
    if not data.strip():
        raise InputError("it is empty")


def why(error: Exception) -> str:
    """Return in words why a file or a folder cannot be read or written."""
    if isinstance(error, FileNotFoundError):
        return "there is no such file"
    if isinstance(error, PermissionError):
        return "permission denied"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror[0].lower() + error.strerror[1:]
    return "no file can have this name" if "null" in str(error) else "it cannot be read"


def _expanded(given: str, suffixes: tuple[str, ...], lists: tuple[str, ...]) -> Iterator[str | Rejected]:
    """Yield the files that one input stands for."""
    if given == STDIN:
        yield given
    elif _is_folder(given):
        yield from _in_folder(given, suffixes, lists)
    elif exists(given) or not glob.has_magic(given):
        yield given
    else:
        matches = _globbed(given)
        if not matches:
            yield rejected(given, "no file matches this pattern")
        for match in sorted(matches, key=lambda one: not is_list(one, lists)):
            yield from _in_folder(match, suffixes, lists) if _is_folder(match) else (match,)


def _globbed(pattern: str) -> list[str]:
    """Return what a pattern matches, sorted, without hidden files; links to folders end ``**``."""
    parts = PurePath(pattern).parts
    start = next(i for i, part in enumerate(parts) if glob.has_magic(part))
    base, rest = Path(*parts[:start]), parts[start:]
    asked_hidden = any(part.startswith(".") for part in rest)
    try:
        found = sorted(str(match) for match in base.glob(str(PurePath(*rest))))
    except (OSError, ValueError, NotImplementedError, RecursionError):
        return []
    if asked_hidden:
        return found
    depth = len(base.parts)
    return [
        match for match in found if not any(part.startswith(".") for part in PurePath(match).parts[depth:])
    ]


def _in_folder(folder: str, suffixes: tuple[str, ...], lists: tuple[str, ...]) -> Iterator[str | Rejected]:
    """Yield the files of a folder and of those inside it, sorted, lists first; each folder once."""
    found = False
    entered: set[str] = set()
    waiting = [folder]
    while waiting:
        path = waiting.pop()
        if not _is_folder(path):
            found = True
            yield path
            continue
        same = _identity(path)
        if same in entered:
            continue
        entered.add(same)
        try:
            names = sorted(os.listdir(path))  # noqa: PTH208  names, in the order of their code points
        except OSError as error:
            found = True
            yield rejected(path, f"this folder cannot be read ({why(error)})")
            continue
        inside = [os.path.join(path, name) for name in names if not name.startswith(".")]  # noqa: PTH118  keeps "./"
        inside.sort(key=lambda one: not is_list(one, lists))
        waiting += [one for one in reversed(inside) if _is_folder(one) or _is_article(one, suffixes)]
    if not found:
        yield rejected(folder, f"nothing in this folder can be read (it takes {', '.join(sorted(suffixes))})")


def _is_article(path: str, suffixes: tuple[str, ...]) -> bool:
    """Say whether a file in a folder is meant to be read: not what tells of the folder itself."""
    name = PurePath(path)
    return path.lower().endswith(suffixes) and name.stem.lower() not in {"readme", "license", "changelog"}


def _read(path: str, *, max_bytes: int, stdin: BinaryIO | None) -> bytes:
    """Return the bytes of a file or of standard input.

    Raises:
        InputError: it cannot be read; the message says why.
    """
    try:
        if path == STDIN:
            stream = stdin if stdin is not None else getattr(sys.stdin, "buffer", None)
            if stream is None:
                raise InputError("there is no standard input")
            data = stream.read(max_bytes + 1)
        else:
            _refuse_special(path)
            with Path(path).open("rb") as file:
                data = file.read(max_bytes + 1)
    except (OSError, ValueError) as error:
        raise InputError(why(error)) from error
    refuse_size(data, max_bytes=max_bytes)
    return data


def _refuse_special(path: str) -> None:
    mode = Path(path).stat().st_mode
    for is_kind, kind in _KINDS:
        if is_kind(mode):
            raise InputError(f"it is {kind}, not a file")


def _identity(path: str) -> str:
    try:
        return os.path.realpath(path)
    except (OSError, ValueError):
        return path


def _is_folder(path: str) -> bool:
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False
