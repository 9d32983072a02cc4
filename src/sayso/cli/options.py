"""Options that several commands share."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from sayso.config import DEFAULTS, Config

if TYPE_CHECKING:
    from sayso.engines import Engine
    from sayso.ingest import Fetch

__all__ = [
    "config_of",
    "engine_of",
    "fetch_of",
    "jobs_option",
    "network_options",
    "reading_options",
    "spacy_option",
    "width_option",
]

F = TypeVar("F", bound=Callable[..., Any])


def network_options(command: F) -> F:
    """Add the options that say what may be read, and how addresses are fetched."""
    for option in (
        click.option("--offline", is_flag=True, help="Fetch nothing: web addresses are not read."),
        click.option(
            "--allow-private",
            is_flag=True,
            help="Fetch from this machine and from private networks too.",
        ),
        click.option(
            "--archive",
            type=click.Path(file_okay=False, path_type=Path),
            metavar="DIR",
            help="Keep in DIR what is fetched, with its headers and hash.",
        ),
        click.option(
            "--max-bytes",
            type=click.IntRange(min=1),
            default=DEFAULTS.max_bytes,
            show_default=True,
            metavar="N",
            help="Leave out files and pages that are larger.",
        ),
    ):
        command = option(command)
    return command


def reading_options(command: F) -> F:
    """Add INPUT… and the options that say how inputs are read."""
    return click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")(network_options(command))


def jobs_option(command: F) -> F:
    """Add --jobs."""
    return click.option(
        "--jobs",
        type=click.IntRange(min=1),
        show_default="one for a few articles, for more one a core, at most 4",
        metavar="N",
        help="Work in N processes; the result is the same.",
    )(command)


def spacy_option(command: F) -> F:
    """Add --spacy-model."""
    return click.option(
        "--spacy-model",
        metavar="NAME",
        help="An installed spaCy model in place of the one that came along.",
    )(command)


def width_option(command: F) -> F:
    """Add --width."""
    return click.option(
        "--width",
        type=click.IntRange(min=40),
        metavar="N",
        help="Columns to print on; else those of the terminal, or 100 in a pipe.",
    )(command)


def config_of(*, max_bytes: int, spacy_model: str | None = None) -> Config:
    """Return the settings of a run."""
    return Config(max_bytes=max_bytes, spacy_model=spacy_model)


def engine_of(jobs: int | None) -> "Engine":
    """Return the engine that works in ``jobs`` processes, None for as many as seem worth it."""
    from sayso.engines import LocalEngine  # noqa: PLC0415  --help loads no engine

    return LocalEngine(jobs=jobs)


@contextlib.contextmanager
def fetch_of(
    *, archive: Path | None, allow_private: bool, offline: bool, max_bytes: int
) -> Iterator["Fetch"]:
    """Yield what reads web addresses as the options say, made when the first address is met."""
    from sayso import ingest  # noqa: PLC0415  --help loads no reader

    if offline and (archive is not None or allow_private):
        raise click.UsageError("--offline fetches nothing; leave out --archive and --allow-private")
    if offline:
        yield ingest.offline
        return
    with ingest.on_demand(archive=archive, allow_private=allow_private, max_bytes=max_bytes) as fetch:
        yield fetch
