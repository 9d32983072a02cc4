"""The group of commands: imports one when it is called for, and turns errors into messages."""

import importlib
import os
import sys
import traceback
from collections.abc import Sequence
from typing import Any

import click

from sayso.cli.output import complain
from sayso.errors import SaysoError

__all__ = ["Commands"]

UNEXPECTED = 70  # EX_SOFTWARE of sysexits.h
INTERRUPTED = 130


class Commands(click.Group):
    """Commands that are modules of ``sayso.cli``, so that ``--help`` loads no model and no rich."""

    def __init__(self, *args: Any, names: Sequence[str] = (), **kwargs: Any) -> None:
        """Take the ``names`` of the modules beside what any group takes."""
        super().__init__(*args, **kwargs)
        self.names = tuple(names)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order in which one needs them."""
        del ctx
        return list(self.names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import the module of a command and return it."""
        del ctx
        if cmd_name not in self.names:
            return None
        found: click.Command = importlib.import_module(f"sayso.cli.{cmd_name}").command
        return found

    def invoke(self, ctx: click.Context) -> object:
        """Run a command; no traceback reaches a user who has not asked for one."""
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except BrokenPipeError:
            _let_go_of_stdout()
            ctx.exit(1)
        except KeyboardInterrupt:
            complain("interrupted")
            ctx.exit(INTERRUPTED)
        except SaysoError as error:
            complain(str(error))
            ctx.exit(2)
        except OSError as error:
            complain(f"{error.filename}: {error.strerror}" if error.filename else str(error))
            if ctx.params.get("debug"):
                traceback.print_exc()
            ctx.exit(2)
        except Exception as error:  # noqa: BLE001  the last place where one can be caught
            _report(error, debug=bool(ctx.params.get("debug")))
            ctx.exit(UNEXPECTED)
        return result


def _report(error: Exception, *, debug: bool) -> None:
    if debug:
        traceback.print_exc()
        return
    complain(
        f"unexpected {type(error).__name__}: {error}. This is a fault of sayso; "
        "please report it with what “sayso --debug …” prints."
    )


def _let_go_of_stdout() -> None:
    """Keep Python from complaining, when it ends, that what it still holds cannot be written."""
    try:
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, sys.stdout.fileno())
        os.close(null)
    except (OSError, ValueError):  # no real file behind it
        return
