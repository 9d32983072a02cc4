"""``sayso explain``: why a point of a dossier is as it is, and why an actor is who it is."""

import click

from sayso.cli.options import width_option
from sayso.cli.output import read_dossier, stdout_console, tell_failures
from sayso.records import Actor

__all__ = ["command"]


@click.command("explain")
@click.argument("dossier")
@click.argument("what")
@width_option
def command(*, dossier: str, what: str, width: int | None) -> None:
    """Show why a point or an actor is as it is: the words, and reasons.

    DOSSIER is what “sayso compare --json” wrote, or - for standard input.

    WHAT is a point: the number that “sayso compare” shows, its id, or the beginning of its id. Its
    claims are shown in context, and why they stand together.

    Or WHAT is an actor: a name that it goes by, in capitals or not, its id, or four or more
    characters from the beginning of its id. All that names it is shown in context, with the rule by
    which it is this actor, why those of several articles are one, and for whom it speaks.

    \b
    Examples:
      sayso explain dossier.json 1
      sayso explain dossier.json q44ac
      sayso explain dossier.json "ilse brandt"
    """  # noqa: D301  the mark by which click keeps lines as they are
    from sayso.dossier import (  # noqa: PLC0415  --help loads no rich
        explain,
        explain_actor,
        find,
        render_actor_explanation,
        render_explanation,
    )

    found = read_dossier(dossier)
    meant = find(found, what)
    tell_failures(dossier, found)
    if isinstance(meant, Actor):
        render_actor_explanation(explain_actor(found, meant.id), stdout_console(width))
    else:
        render_explanation(explain(found, meant.id), stdout_console(width))
