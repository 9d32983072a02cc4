"""``sayso formats``: what can be read and written."""

import json
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import click

from sayso.cli.options import width_option
from sayso.cli.output import STDOUT, stdout_console, write

if TYPE_CHECKING:
    from rich.console import Console

__all__ = ["command"]


@click.command("formats")
@click.option("--json", "as_json", is_flag=True, help="Write a JSON object to stdout.")
@width_option
def command(*, as_json: bool, width: int | None) -> None:
    """List the formats that can be read and written.

    A file's format is told by its suffix; where that says nothing, or several formats share it, by
    what the file holds. What is fetched is told by its media type too. “sayso export” writes.

    \b
    Examples:
      sayso formats | grep feed
      sayso formats --json | jq -r '.in[].suffixes[]'
    """  # noqa: D301  the mark by which click keeps lines as they are
    from sayso.dossier.export import EXPORTS  # noqa: PLC0415  --help loads no reader and no writer
    from sayso.ingest.formats import FORMATS  # noqa: PLC0415

    rows: list[dict[str, Any]] = [
        {"name": one.name, "suffixes": list(one.suffixes), "about": one.about, "names_others": one.names}
        for one in FORMATS
    ]
    exports = [{"name": one.name, "about": one.about} for one in EXPORTS]
    if as_json:
        write(STDOUT, json.dumps({"in": rows, "out": exports}, indent=1, ensure_ascii=False) + "\n")
        return
    console = stdout_console(width)
    _show("IN", [(row["name"], " ".join(row["suffixes"]), row["about"]) for row in rows], console)
    console.print()
    _show("OUT", [(one["name"], one["about"]) for one in exports], console)


def _show(heading: str, rows: Iterable[Sequence[str]], console: "Console") -> None:
    """Print a line a format, or more where the columns are few."""
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for row in rows:
        table.add_row(*row)
    console.print(heading)
    console.print(table)
