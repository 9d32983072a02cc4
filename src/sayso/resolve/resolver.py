"""The stage itself: articles in, articles with actors out."""

from collections.abc import Sequence
from dataclasses import replace

from sayso.config import DEFAULTS, Config
from sayso.records import Annotated, Resolved, Via
from sayso.resolve.across import join_stories
from sayso.resolve.actors import actor_of, linked, matters
from sayso.resolve.groups import by_key
from sayso.resolve.sources import read_story
from sayso.resolve.story import Story

__all__ = ["Resolver"]


class Resolver:
    """Finds who is who in a set of articles. The order in which they are given changes nothing."""

    def __init__(self, config: Config = DEFAULTS) -> None:
        """Keep the settings; there is nothing to load."""
        self.config = config

    def __call__(self, articles: Sequence[Annotated]) -> Resolved:
        """Return the articles in their order with the actor of each attribution, and all actors."""
        stories = [read_story(one) for one in sorted(articles, key=_place)]
        groups = join_stories(stories)
        known = [(group, actor_of(group)) for group in groups.all() if matters(group)]
        ids = {id(draft): actor.id for group, actor in known for draft in group}
        ties = by_key((ids.get(id(tie.draft)), tie) for tie in groups.ties)
        actors = [linked(actor, group, ids, ties.get(actor.id, ())) for group, actor in known]
        by_article = {story.id: _with_actors(story, ids) for story in stories}
        return Resolved(
            articles=tuple(by_article[one.article.id] for one in articles),
            actors=tuple(sorted(actors, key=lambda actor: (actor.name.casefold(), actor.id))),
        )


def _place(one: Annotated) -> tuple[str, str, str]:
    return one.article.path, one.article.part or "", one.article.id


def _with_actors(story: Story, ids: dict[int, str]) -> Annotated:
    return replace(
        story.annotated,
        attributions=tuple(
            replace(
                said,
                actor=ids[id(story.speakers[said.id])] if said.id in story.speakers else None,
                via=_with_relay(said.via, story, ids),
            )
            for said in story.annotated.attributions
        ),
    )


def _with_relay(via: Via | None, story: Story, ids: dict[int, str]) -> Via | None:
    draft = story.relays.get(via.spans[0]) if via is not None else None
    return replace(via, actor=ids.get(id(draft))) if via is not None and draft is not None else via
