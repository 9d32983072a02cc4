"""Reads a pile of articles and groups it into stories, so that one of them can be compared.

``sayso stories`` lists what it finds; ``pipeline.compare`` takes the reports of a story as its inputs.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from sayso.config import DEFAULTS, Config
from sayso.errors import InputError
from sayso.ingest import Fetch, on_demand, read
from sayso.records import Article, Rejected
from sayso.stories import Story, stories

__all__ = ["Pile", "pile_of"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pile:
    """The stories of a pile, the largest first, its articles by their ids, and what could not be read."""

    stories: tuple[Story, ...]
    articles: dict[str, Article]
    rejected: tuple[Rejected, ...] = ()

    def reports(self, story: Story) -> tuple[Article, ...]:
        """Return the articles of a story, the earliest first."""
        return tuple(self.articles[one] for one in story.articles)

    def chosen(self, wanted: str) -> Story:
        """Return the story that is meant by a number, from 1, or by its id.

        Raises:
            InputError: there is none; the message says how many there are.
        """
        by_id = {one.id: one for one in self.stories}
        by_number = {str(number): one for number, one in enumerate(self.stories, 1)}
        found = by_number.get(wanted) or by_id.get(wanted)
        if found is None:
            count = len(self.stories)
            raise InputError(f"there is no story {wanted}: give a number from 1 to {count}, or a story's id")
        return found


def pile_of(
    inputs: Iterable[str | Path | Article],
    *,
    config: Config = DEFAULTS,
    progress: Callable[[str, int, int | None], None] = lambda *_: None,
    fetch: Fetch | None = None,
) -> Pile:
    """Read articles and group them into stories; all parameters are as in ``pipeline.compare``.

    The order of the inputs changes nothing.

    Raises:
        InputError: no article could be read; the message says why.
    """
    articles: dict[str, Article] = {}
    rejected: list[Rejected] = []
    with on_demand(max_bytes=config.max_bytes) as plain:
        for outcome in read(inputs, config=config, fetch=fetch or plain):
            if isinstance(outcome, Rejected):
                rejected.append(outcome)
            else:
                articles[outcome.id] = outcome
            progress("ingest", len(articles), None)
    if not articles:
        reasons = "".join(f"\n  {one.input}: {one.reason}" for one in rejected)
        raise InputError(f"no article could be read{reasons}")
    progress("stories", 0, None)
    return Pile(
        stories=stories(articles.values()),
        articles=dict(sorted(articles.items())),
        rejected=tuple(sorted(rejected, key=lambda one: (one.input, one.stage, one.reason))),
    )
