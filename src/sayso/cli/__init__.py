"""The command line: one file a command, each of which parses, calls the library, and prints.

Data goes to standard output and messages to standard error. Exit codes: 0 it worked, 1 ``verify``
or ``diff --exit-code`` found something or the reader of a pipe went away, 2 nothing could be read or the
command was not understood, 70 an error that sayso did not expect, 130 interrupted.
"""

import click

from sayso._version import __version__
from sayso.cli.group import Commands

__all__ = ["COMMANDS", "main"]

COMMANDS = ("compare", "stories", "diff", "extract", "explain", "actors", "verify", "export", "formats")
"""Each is a module of this folder, imported when it is called for; it holds ``command``."""


@click.group("sayso", cls=Commands, names=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sayso")
@click.option("--debug", is_flag=True, help="Show where an unexpected error arose.")
def main(*, debug: bool) -> None:
    """On whose say-so? Who said what in several reports of one event.

    Shows through whom each statement came, where the accounts agree, conflict or differ, and what
    rests on one voice only. All words shown stand in the reports; nothing leaves this machine, and only
    the addresses that you name, or that your lists name, are fetched.

    \b
    Examples:
      sayso compare one.txt two.txt three.txt
      sayso compare reports/ https://example.org/report --json dossier.json
      sayso explain dossier.json 1
      sayso actors dossier.json
      sayso verify dossier.json
    """  # noqa: D301  the mark by which click keeps lines as they are
    del debug  # read by Commands.invoke
