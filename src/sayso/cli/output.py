"""Where a command's words go: consoles, files that are whole or not there, messages, a progress bar."""

import contextlib
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from sayso.dossier.inert import plain
from sayso.records import Dossier, Rejected

if TYPE_CHECKING:
    from rich.console import Console

__all__ = [
    "complain",
    "holds",
    "keep_inputs",
    "output_file",
    "progress_bar",
    "read_dossier",
    "replacing",
    "stdout_console",
    "tell_failures",
    "tell_rejected",
    "write",
]

PIPED_WIDTH = 100
STDOUT = "-"
_STAGES = {
    "stories": "grouping into stories",
    "ingest": "reading the reports",
    "annotate": "finding who said what",
    "resolve": "finding who is who",
    "align": "comparing",
    "extract": "finding who said what",
}


def complain(message: str) -> None:
    """Print a message on standard error; control characters from a file's name or text stay inert."""
    lines = [" " * (len(line) - len(line.lstrip(" "))) + plain(line) for line in message.split("\n")]
    click.echo("sayso: " + "\n".join(lines), err=True)


def tell_rejected(rejected: Iterable[Rejected]) -> None:
    """Print a line for each input that could not be handled."""
    for one in rejected:
        complain(f"not read: {one.input}: {one.reason} ({one.stage})")


def tell_failures(source: str, dossier: Dossier) -> None:
    """Print a line if the words of a dossier are not all where it says; it is shown all the same."""
    from sayso.dossier import verify  # noqa: PLC0415  --help loads no ingest
    from sayso.dossier.view import counted  # noqa: PLC0415

    if failures := verify(dossier):
        where = counted(len(failures), "place")
        complain(f"{source} does not hold in {where}; sayso verify lists what fails")


def stdout_console(width: int | None = None) -> "Console":
    """Return a console on standard output: as wide as asked for, as the terminal, or 100 in a pipe."""
    from rich.console import Console  # noqa: PLC0415  --help loads no rich

    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure and "utf" not in (sys.stdout.encoding or "").lower():
        reconfigure(errors="replace")  # a character that the terminal lacks is no reason to stop
    if width is None and not sys.stdout.isatty():
        width = PIPED_WIDTH
    return Console(width=width, highlight=False, markup=False, emoji=False)


def output_file(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Refuse, before the work starts, a file that cannot be written after it (a click callback)."""
    del ctx, param
    if value is None or value == STDOUT:
        return value
    path = Path(value)
    if path.is_dir():
        raise click.BadParameter(f"{plain(value)} is a folder")
    if not path.absolute().parent.is_dir():
        raise click.BadParameter(f"there is no folder {plain(str(path.parent))}")
    return value


def keep_inputs(inputs: Iterable[str], targets: Iterable[str]) -> None:
    """Refuse to write over an article.

    Raises:
        UsageError: one of ``targets`` is one of ``inputs``.
    """
    written = [target for target in targets if target != STDOUT and Path(target).is_file()]
    for one in inputs if written else ():
        if os.path.isfile(one) and any(Path(target).samefile(one) for target in written):  # noqa: PTH113  takes any text
            raise click.UsageError(f"{plain(one)} is one of the articles; it would be overwritten")


def holds(given: str, folder: str | Path) -> bool:
    """Say whether an input is a folder that ``folder`` is or lies in: what is written would be read."""
    return os.path.isdir(given) and Path(folder).resolve().is_relative_to(Path(given).resolve())  # noqa: PTH112  takes any text


def write(target: str, text: str) -> None:
    """Write ``text`` in UTF-8 to a file, all of it or nothing, or to standard output (``-``)."""
    data = text.encode("utf-8", "backslashreplace")
    if target == STDOUT:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    with replacing(target) as file:
        file.write(data)


@contextlib.contextmanager
def replacing(target: str) -> Iterator[BinaryIO]:
    """Open a file that takes the place of ``target`` when all has gone well, and vanishes when not."""
    path = Path(os.path.realpath(target))  # a link stays one, and what it names is replaced
    if path.exists() and not path.is_file():  # a device or a pipe: nothing to replace
        with path.open("wb") as file:
            yield file
        return
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0o666 & ~_umask()
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=".part")
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
        Path(name).chmod(mode)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def read_dossier(source: str) -> Dossier:
    """Read a dossier from a file or from standard input (``-``).

    Raises:
        DossierError: there is no such file, or it is no dossier.
    """
    from sayso.errors import DossierError  # noqa: PLC0415

    try:
        data = sys.stdin.buffer.read() if source == STDOUT else Path(source).read_bytes()
        return Dossier.from_json(data)
    except (OSError, ValueError) as error:  # ValueError: a path with a NUL in it
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise DossierError(f"{source}: {reason}") from error
    except RecursionError as error:
        raise DossierError(f"{source}: not a dossier: nested too deeply") from error
    except DossierError as error:
        raise DossierError(f"{source}: {error}") from error


@contextlib.contextmanager
def progress_bar(*, quiet: bool = False) -> Iterator[Callable[[str, int, int | None], None]]:
    """Yield what tells how far the work is: a bar on standard error where that is a terminal."""
    if quiet or not sys.stderr.isatty():
        yield lambda _stage, _done, _total: None
        return
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = TextColumn("{task.description}", markup=False), BarColumn(bar_width=30), MofNCompleteColumn()
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)

        def told(stage: str, done: int, total: int | None) -> None:
            bar.update(task, description=_STAGES.get(stage, stage), completed=done, total=total)

        yield told


def _umask() -> int:
    mask = os.umask(0o077)
    os.umask(mask)
    return mask
