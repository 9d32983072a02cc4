"""Find in a dossier what an id names, the words of a span, and the place where they stand.

A dossier may come from anywhere, so nothing here trusts it: an unknown id or a span outside its text
gives a stand-in, never an exception. ``sayso.dossier.proof`` is what reports them.
"""

import os
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from pathlib import PurePath

from sayso.dossier.inert import plain
from sayso.records import Actor, Article, Attribution, Claim, Dossier, Span, Via

__all__ = ["STDIN", "Lookup", "ways"]

STDIN = "-"
"""The path of an article that was read from standard input."""


class Lookup:
    """What the ids of one dossier name, read once and asked often."""

    def __init__(self, dossier: Dossier) -> None:
        """Read the ids of ``dossier``; where two records share one, the later counts."""
        self.articles = {article.id: article for article in dossier.articles}
        self.actors = {actor.id: actor for actor in dossier.actors}
        self.attributions = {one.id: one for one in dossier.attributions}
        self.claims = {claim.id: claim for claim in dossier.claims}
        self.folder = _common_folder(article.path for article in dossier.articles)
        self.claim_origins: dict[str, set[str]] = {}
        self.copies: dict[str, set[str]] = {}  # article → the copied texts that it is one of
        for origin in dossier.origins:
            for claim_id in origin.claims:
                self.claim_origins.setdefault(claim_id, set()).add(origin.id)
            if origin.kind == "agency_copy":
                for article_id in origin.articles:
                    self.copies.setdefault(article_id, set()).add(origin.id)
        self._ranks = {article: at for at, article in enumerate(self.articles)}
        self._line_starts: dict[str, list[int]] = {}

    def pieces(self, article: str, spans: Iterable[Span]) -> tuple[str, ...]:
        """Return the article's words at ``spans``, as they are; a span outside the text gives none."""
        found = self.articles.get(article)
        if found is None:
            return ()
        return tuple(found.text[start:end] for start, end in spans if 0 <= start < end <= len(found.text))

    def words(self, article: str, spans: Iterable[Span]) -> str:
        """Return the words at ``spans`` fit to be shown, several pieces joined with " … "."""
        return " … ".join(plain(piece) for piece in self.pieces(article, spans))

    def name(self, article: str) -> str:
        """Return what an article is called here: its path below the folder that all share."""
        found = self.articles.get(article)
        if found is None:
            return f"unknown article {plain(article)}"
        name = "stdin" if found.path == STDIN else found.path.replace(os.sep, "/").removeprefix(self.folder)
        return plain(name if found.part is None else f"{name}#{found.part}")

    def place(self, article: str, spans: Iterable[Span]) -> str:
        """Return ``name:line`` of the first word at ``spans``; lines are those of the article's text."""
        start = min((span.start for span in spans), default=None)
        if start is None or article not in self.articles:
            return self.name(article)
        return f"{self.name(article)}:{self.line(article, start)}"

    def rank(self, article: str) -> int:
        """Return the place of an article among those of the dossier, from 0; unknown ones come last."""
        return self._ranks.get(article, len(self._ranks))

    def line(self, article: str, offset: int) -> int:
        """Return the line, from 1, on which a code point of an article's text stands."""
        if article not in self._line_starts:
            text = self.articles[article].text
            self._line_starts[article] = [found.end() for found in re.finditer(r"\r\n|\r|\n", text)]
        return bisect_right(self._line_starts[article], offset) + 1

    def voice(self, article: str) -> str:
        """Return the name of the article's own voice: its outlet, or its file."""
        found = self.articles.get(article)
        if found is not None and found.outlet:
            return f"{plain(found.outlet)} (own words)"
        return f"{PurePath(self.name(article)).stem} (own words)"

    def actor_name(self, actor: str) -> str:
        """Return an actor's name."""
        found = self.actors.get(actor)
        return plain(found.name) if found else f"unknown actor {plain(actor)}"

    def holder(self, claim: Claim) -> str:
        """Return the name of who vouches for a claim."""
        return self.voice(claim.article) if claim.holder is None else self.actor_name(claim.holder)

    def speaks_for(self, claim: Claim) -> str | None:
        """Return the names of those for whom a claim's holder speaks."""
        actor: Actor | None = self.actors.get(claim.holder or "")
        if actor is None or not actor.speaks_for:
            return None
        return " and ".join(self.actor_name(one) for one in actor.speaks_for)

    def attribution(self, claim: Claim) -> Attribution | None:
        """Return the statement in which a claim stands."""
        return self.attributions.get(claim.attribution or "")

    def through(self, claim: Claim) -> str | None:
        """Return through whom or what a claim reached the article: its channel, relay, and teller."""
        statement = self.attribution(claim)
        if statement is None:
            return None
        return ", ".join(self.chain(statement)) or None

    def chain(self, statement: Attribution) -> tuple[str, ...]:
        """Return through whom and what a statement came, from its speaker to the article that has it.

        Its channel and relay come first, then whoever tells it in the article, with theirs.
        """
        steps: list[str] = []
        speaker, seen = statement.actor, {statement.id}
        telling: Attribution | None = statement
        while telling is not None:
            if telling.actor != speaker:
                speaker = telling.actor
                words = self.words(telling.article, telling.source)
                steps.append(self.actor_name(speaker) if speaker else words)
            steps += [self.words(telling.article, way.spans) for way in reversed(list(ways(telling.via)))]
            telling = self.attributions.get(telling.parent or "")
            if telling is not None and telling.id in seen:
                break
            seen |= {telling.id} if telling is not None else set()
        return tuple(dict.fromkeys(step for step in steps if step))

    def roles(self, actor: Actor) -> tuple[str, ...]:
        """Return what the articles say an actor is, each once."""
        found = (self.words(one.article, (Span(one.start, one.end),)) for one in actor.roles)
        return tuple(dict.fromkeys(role for role in found if role))

    def same_origin(self, one: Claim, other: Claim) -> bool:
        """Say whether two claims go back to one text or utterance."""
        if self.claim_origins.get(one.id, set()) & self.claim_origins.get(other.id, set()):
            return True
        return bool(self.copies.get(one.article, set()) & self.copies.get(other.article, set()))

    def party(self, claim: Claim) -> str:
        """Return the id of the party behind a claim: whom its holder speaks for, or the holder itself."""
        if claim.holder is None:
            article: Article | None = self.articles.get(claim.article)
            copies = self.copies.get(claim.article)
            return min(copies) if copies else (article and article.outlet) or claim.article
        party, seen = claim.holder, set[str]()
        while party not in seen and (actor := self.actors.get(party)) and actor.speaks_for:
            seen.add(party)
            party = min(actor.speaks_for)
        return party


def ways(via: Via | None) -> Iterator[Via]:
    """Yield what a statement came through, from the article back towards its speaker."""
    while isinstance(via, Via):
        yield via
        via = via.via


def _common_folder(paths: Iterable[str]) -> str:
    folders = [path.replace(os.sep, "/").split("/")[:-1] for path in paths if path != STDIN]
    common: list[str] = []
    for level in zip(*folders, strict=False):
        if len(set(level)) > 1:
            break
        common.append(level[0])
    return "/".join(common) + "/" if any(common) else ""
