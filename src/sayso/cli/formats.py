"""``sayso formats``: what can be read."""

import json
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
    """List the formats that can be read.

    A file's format is told by its suffix; where that says nothing, or several formats share it, by
    what the file holds. What is fetched is told by its media type too.

    \b
    Examples:
      sayso formats | grep feed
      sayso formats --json | jq -r '.in[].suffixes[]'
    """  # noqa: D301  the mark by which click keeps lines as they are
    from sayso.ingest.formats import FORMATS  # noqa: PLC0415  --help loads no reader

    rows: list[dict[str, Any]] = [
        {"name": one.name, "suffixes": list(one.suffixes), "about": one.about, "names_others": one.names}
        for one in FORMATS
    ]
    if as_json:
        write(STDOUT, json.dumps({"in": rows}, indent=1, ensure_ascii=False) + "\n")
    else:
        _show(rows, stdout_console(width))


def _show(rows: list[dict[str, Any]], console: "Console") -> None:
    """Print a line a format, or more where the columns are few."""
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    for row in rows:
        table.add_row(row["name"], " ".join(row["suffixes"]), row["about"])
    console.print("IN")
    console.print(table)
