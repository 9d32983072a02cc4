"""``sayso actors``: who is who in a dossier, and all that each is said to have said."""

import click

from sayso.cli.options import width_option
from sayso.cli.output import STDOUT, complain, read_dossier, stdout_console, tell_failures, write

__all__ = ["command"]


@click.command("actors")
@click.argument("dossier")
@click.option("--actor", "wanted", metavar="TEXT", help="Show only who has this name or id.")
@click.option("--all", "every", is_flag=True, help="Show those that are only named in full too.")
@click.option("--json", "as_json", is_flag=True, help="Write a JSON array to stdout, an object an actor.")
@click.option("--csv", "as_csv", is_flag=True, help="Write CSV to stdout, a row a statement.")
@width_option
def command(  # noqa: PLR0913  the options of the command
    *, dossier: str, wanted: str | None, every: bool, as_json: bool, as_csv: bool, width: int | None
) -> None:
    """Show who says what, by actor: names, roles, and every statement.

    DOSSIER is what “sayso compare --json” wrote, or - for standard input.

    Who says most comes first. Each actor stands with its other names, what the articles say it is,
    for whom it speaks, and all that it is said to have said, article by article: the cue, the words,
    their file and line, how the speaker stands to them, and through whom they came. Those that are
    only named follow in short.

    --actor takes a name, in capitals or not, words of a name, an id, or four or more characters from
    the beginning of an id. All who match are shown.

    --json and --csv write all actors, or those of --actor. Spans count code points of the article's
    text. In CSV a cell that begins with = + - @, a tab, the end of a line or an apostrophe gets an
    apostrophe before it, so that no spreadsheet runs it as a formula; take one leading apostrophe
    off to have the words back.

    Exit code: 0 if it worked, 2 if DOSSIER cannot be read or nobody matches.

    \b
    Examples:
      sayso actors dossier.json
      sayso actors dossier.json --actor "ilse brandt"
      sayso actors dossier.json --csv > statements.csv
      sayso compare reports/ --json - | sayso actors - --json | jq '.[].name'
    """  # noqa: D301  the mark by which click keeps lines as they are
    if as_json and as_csv:
        raise click.UsageError("only one of --json and --csv can go to standard output")

    from sayso.dossier import actors_csv, actors_json, actors_of, find_actors  # noqa: PLC0415  --help loads none
    from sayso.dossier.view import counted  # noqa: PLC0415
    from sayso.dossier.who import without_actor  # noqa: PLC0415

    found = read_dossier(dossier)
    shown = actors_of(found)
    if wanted is not None:
        ids = {actor.id for actor in find_actors(found, wanted)}
        shown = tuple(who for who in shown if who.actor.id in ids)
    tell_failures(dossier, found)
    if wanted is None and (count := without_actor(found)):
        complain(f"left out: {counted(count, 'statement')} of no actor that the dossier knows")
    if as_json:
        write(STDOUT, actors_json(found, shown))
    elif as_csv:
        write(STDOUT, actors_csv(found, shown))
    else:
        from sayso.dossier import render_actors  # noqa: PLC0415  a table needs no rich

        chosen = None if wanted is None else shown
        render_actors(found, stdout_console(width), chosen=chosen, every=every)
