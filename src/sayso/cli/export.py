"""``sayso export``: a dossier in the formats that other programs read."""

import contextlib
import os
import sys
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from sayso.cli.output import STDOUT, complain, read_dossier, replacing, tell_failures
from sayso.dossier.export import EXPORTS, export
from sayso.dossier.inert import plain

__all__ = ["command"]

_HELP = """\
Write a dossier as tables, annotations or linked data.

DOSSIER is what “sayso compare --json” wrote, or - for standard input.

\b
Formats:
{formats}

Each format is written to a folder of its own beside DOSSIER, named after both: dossier.json becomes
dossier-csv/. -o names another folder; of several formats each gets a folder in it. A format of one
file can also go to a file, -o NAME with a suffix, or to standard output, -o -. All files of a format
are written before any takes its place; those of the same name are replaced, others in the folder stay.

What stands in the files, and how offsets are counted in each format, is told in the documentation,
under Exports.

\b
Examples:
  sayso export dossier.json --format csv
  sayso export dossier.json --format sqlite -o case/
  sayso export dossier.json --format parquet --format brat -o out/
  sayso compare reports/ --json - | sayso export - --format schema-org -o -
"""


def _help() -> str:
    width = max(len(one.name) for one in EXPORTS)
    return _HELP.format(formats="\n".join(f"  {one.name:{width}}  {one.about}" for one in EXPORTS))


@click.command("export", help=_help())
@click.argument("dossier")
@click.option(
    "--format",
    "formats",
    type=click.Choice([one.name for one in EXPORTS]),
    metavar="NAME",
    multiple=True,
    required=True,
    help="A format of the list above; may be given several times.",
)
@click.option("-o", "--output", metavar="DIR", help="Write to this folder, or a file; - is stdout.")
def command(*, dossier: str, formats: tuple[str, ...], output: str | None) -> None:
    """Read the dossier, make every format, then write."""
    names = tuple(dict.fromkeys(formats))
    if output == "":
        raise click.UsageError("-o names no folder")
    if output == STDOUT and len(names) > 1:
        raise click.UsageError("only one format can go to standard output")
    found = read_dossier(dossier)
    tell_failures(dossier, found)
    exports = {name: export(found, name) for name in names}
    if output == STDOUT:
        sys.stdout.buffer.write(_only(names[0], exports[names[0]]))
        sys.stdout.buffer.flush()
        return
    placed = {
        name: _placed(name, files, dossier, output, many=len(names) > 1) for name, files in exports.items()
    }
    targets = [target for files in placed.values() for target in files]
    _keep([dossier, *(article.path for article in found.articles)], targets)
    for files in placed.values():
        _write(files)
    complain("wrote " + ", ".join(_told(files) for files in placed.values()))


def _placed(
    name: str, files: Mapping[str, bytes], dossier: str, output: str | None, *, many: bool
) -> dict[Path, bytes]:
    """Return where the files of a format go: into a folder, or the only one where ``output`` says."""
    if output is None:
        source = Path(dossier if Path(dossier).is_file() else "dossier")  # a pipe has no place beside it
        folder = source.with_name(f"{source.stem}-{name}")
    elif many:
        folder = Path(output) / name
    elif _names_file(output, files):
        return {Path(output): _only(name, files)}
    else:
        folder = Path(output)
    for place in (folder, *folder.parents):
        if place.exists() and not place.is_dir():
            raise click.UsageError(f"{plain(str(place))} is a file; name a folder with -o")
    return {folder / file: data for file, data in files.items()}


def _names_file(output: str, files: Mapping[str, bytes]) -> bool:
    """Say whether -o means a file: of several, only where its suffix is that of one of them."""
    path = Path(output)
    if path.exists():
        return not path.is_dir()
    if output.endswith(("/", os.sep)):
        return False
    suffixes = {Path(file).suffix.lower() for file in files}
    return bool(path.suffix) and (len(files) == 1 or path.suffix.lower() in suffixes)


def _only(name: str, files: Mapping[str, bytes]) -> bytes:
    if len(files) > 1:
        raise click.UsageError(f"{name} writes {len(files)} files; name a folder with -o")
    [data] = files.values()
    return data


def _keep(inputs: Iterable[str], targets: Iterable[Path]) -> None:
    """Refuse to write over the dossier or one of its articles, by whatever name."""
    written = {_identity(str(target)) for target in targets} - {None}
    for one in inputs:
        if _identity(one) in written:
            raise click.UsageError(f"{plain(one)} would be overwritten; name another folder with -o")


def _identity(path: str) -> tuple[int, int] | None:
    try:
        known = Path(path).stat()
    except (OSError, ValueError):  # nothing there; a NUL in the name
        return None
    return known.st_dev, known.st_ino


def _write(files: Mapping[Path, bytes]) -> None:
    """Write the files of one folder, none of them to its place before all are written."""
    folder = next(iter(files)).parent
    made = [one for one in (folder, *folder.parents) if not one.is_dir()]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if len(files) == 1:
            for path, data in files.items():
                with replacing(str(path)) as file:
                    file.write(data)
            return
        with tempfile.TemporaryDirectory(dir=folder, prefix=".sayso-", suffix=".part") as stage:
            for path, data in files.items():
                (Path(stage) / path.name).write_bytes(data)
            for path in files:
                (Path(stage) / path.name).replace(path)
    except BaseException:
        for one in made:
            with contextlib.suppress(OSError):  # something stands in it, or it was not made yet
                one.rmdir()
        raise


def _told(files: Mapping[Path, bytes]) -> str:
    first = next(iter(files))
    return str(first) if len(files) == 1 else f"{first.parent} ({len(files)} files)"
