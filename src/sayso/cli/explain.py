"""``sayso explain``: why a point of a dossier is as it is."""

import click

from sayso.cli.options import width_option
from sayso.cli.output import complain, read_dossier, stdout_console

__all__ = ["command"]


@click.command("explain")
@click.argument("dossier")
@click.argument("point")
@width_option
def command(*, dossier: str, point: str, width: int | None) -> None:
    """Show why a point is as it is: its claims in context, and reasons.

    DOSSIER is what “sayso compare --json” wrote, or - for standard input. POINT is the number that
    “sayso compare” shows, the point's id, or the beginning of its id.

    \b
    Examples:
      sayso explain dossier.json 1
      sayso explain dossier.json p44ac
    """  # noqa: D301  the mark by which click keeps lines as they are
    from sayso.dossier import explain, render_explanation, verify  # noqa: PLC0415  --help loads no rich
    from sayso.dossier.view import counted  # noqa: PLC0415

    found = read_dossier(dossier)
    explanation = explain(found, point)
    failures = verify(found)
    if failures:
        complain(
            f"{dossier} does not hold in {counted(len(failures), 'place')}; sayso verify lists what fails"
        )
    render_explanation(explanation, stdout_console(width))
