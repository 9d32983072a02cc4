"""Reads one input with all that it names: files, pages of the network, and what lists name in their turn.

A list (a manifest, a feed, OPML) yields Pointers, which are followed here, each target once. What is
known from the list fills in what its articles do not say. The rules bound what a list can do:

- a path is followed only from a manifest that is a file of this machine, never from a feed and never from
  what came from the network;
- a path that is named must be a file; it is relative to the folder of the manifest;
- at most ``_STEPS`` steps from an input, ``_MOST`` targets a list, and ``_MOST_IN_ALL`` in all.

How an address is fetched is left to ``web``, which is imported when the first one is met.
"""

import codecs
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import BinaryIO, NamedTuple

from sayso.config import Config
from sayso.errors import InputError, MissingPartError
from sayso.ingest.article import filled
from sayso.ingest.decode import labelled
from sayso.ingest.formats import LISTS, SUFFIXES, Format, format_of, format_of_type
from sayso.ingest.outcomes import Outcome, Pointer, rejected
from sayso.ingest.readers.columns import is_address
from sayso.ingest.sources import STDIN, exists, refuse_size, source_of, sources
from sayso.ingest.web.fetched import Fetch, Fetched, shown
from sayso.records import Article, Rejected

__all__ = ["Follower"]

_STEPS = 4  # from an input
_MOST = 2_000  # targets of a list that are followed
_MOST_COUNTED = 100_000  # targets of a list; it is not read beyond
_MOST_IN_ALL = 20_000  # targets that are followed
_MOST_REJECTED = 1_000  # of one file; the others are counted
_LONGEST = 8_000  # characters of a target
_FOR_ALL = ("outlet", "language")  # what is known of a list or of a file of several holds for each in it
_FEWEST_WORDS = 3  # of news; with fewer there is no article


class _Known(NamedTuple):
    """What a list tells of a target, and what kind of list it is."""

    fields: Mapping[str, str]
    found_in: str


class _File(NamedTuple):
    """The bytes of a file, what lists tell of it, and how many steps from an input it stands.

    ``page`` is the answer of the network that it came with, if it did.
    """

    path: str
    data: bytes
    known: tuple[_Known, ...] = ()
    steps: int = 0
    page: Fetched | None = None


class Follower:
    """Reads inputs one after another; what one of them has read is not read again for another."""

    def __init__(self, *, config: Config, fetch: Fetch, stdin: BinaryIO | None) -> None:
        self._max_bytes = config.max_bytes
        self._fetch = fetch
        self._stdin = stdin
        self._seen: set[str] = set()
        self._followed = 0

    def outcomes(self, given: str | Path) -> Iterator[Article | Rejected]:
        """Yield the articles of one input, and of what it names."""
        if isinstance(given, str) and is_address(given) and not exists(given):
            yield from self._page(given, known=(), steps=0)
            return
        found = sources(
            given,
            seen=self._seen,
            suffixes=SUFFIXES,
            lists=LISTS,
            max_bytes=self._max_bytes,
            stdin=self._stdin,
        )
        for source in found:
            if isinstance(source, Rejected):
                yield source
            else:
                yield from self._held(_File(*source))

    def _held(self, file: _File) -> Iterator[Article | Rejected]:
        """Yield what one file holds and names; one that holds nothing is rejected too."""
        found = named = failed = 0
        try:
            form, data = _form(file)
            for outcome, alone in _each(form.read(data, path=file.path)):
                found += 1
                if isinstance(outcome, Pointer):
                    named += 1
                    if named > _MOST_COUNTED:
                        break
                    if named <= _MOST:
                        yield from self._pointed(outcome, file)
                    continue
                article = outcome
                if isinstance(outcome, Article):
                    article = _complete(outcome, file, form, alone=alone)
                failed += isinstance(article, Rejected)
                if isinstance(article, Article) or failed <= _MOST_REJECTED:
                    yield article
        except (InputError, MissingPartError) as error:
            yield rejected(file.path, str(error))
        else:
            if not found:
                yield rejected(file.path, "it is empty")
        yield from (rejected(file.path, reason) for reason in _beyond(named, failed))

    def _pointed(self, pointer: Pointer, file: _File) -> Iterator[Article | Rejected]:
        """Yield what a target of a list holds and names, if the rules allow to follow it."""
        inherited = (_Known(_for_all(fields), found_in) for fields, found_in in file.known)
        known = (_Known(pointer.known, pointer.found_in), *inherited)
        if len(pointer.target) > _LONGEST:
            yield rejected(f"{pointer.target[:80]}…", "no path and no address is as long as that")
        elif file.steps == _STEPS:
            yield rejected(shown(pointer.target), f"it is more than {_STEPS} lists away from what was given")
        elif self._followed == _MOST_IN_ALL:
            yield rejected(shown(pointer.target), f"more than {_MOST_IN_ALL:,} were named before it")
        elif is_address(pointer.target):
            failed = False
            for outcome in self._page(pointer.target, known=known, steps=file.steps + 1):
                failed |= isinstance(outcome, Rejected)
                yield outcome
            if failed and pointer.otherwise is not None:
                yield pointer.otherwise
        else:
            yield from self._near(pointer, file, known)

    def _near(self, pointer: Pointer, file: _File, known: tuple[_Known, ...]) -> Iterator[Article | Rejected]:
        """Yield what a file of this machine holds that a manifest names."""
        if file.page is not None or pointer.found_in != "manifest":
            where = "a list from the network" if file.page is not None else f"a list ({pointer.found_in})"
            yield rejected(pointer.target, f"{where} may name addresses only, no files of this machine")
            return
        if pointer.target == STDIN:
            yield rejected(pointer.target, "a manifest cannot name standard input")
            return
        folder = "" if file.path == STDIN else os.path.dirname(file.path)  # noqa: PTH120  keeps "./"
        path = os.path.join(folder, pointer.target)  # noqa: PTH118  keeps "./"
        source = source_of(path, seen=self._seen, max_bytes=self._max_bytes)
        if isinstance(source, Rejected):
            yield source
        elif source is not None:
            self._followed += 1
            yield from self._held(_File(*source, known=known, steps=file.steps + 1))

    def _page(self, address: str, *, known: tuple[_Known, ...], steps: int) -> Iterator[Article | Rejected]:
        """Yield what stands at an address of the network, unless it has been read."""
        same = address.partition("#")[0]
        if same in self._seen:
            return
        self._seen.add(same)
        self._followed += steps > 0
        try:
            page = self._fetch(address)
            refuse_size(page.data, max_bytes=self._max_bytes)
        except (InputError, MissingPartError) as error:
            yield rejected(shown(address), str(error))
            return
        if page.url != same and page.url in self._seen:
            return
        self._seen.add(page.url)
        yield from self._held(_File(shown(address), page.data, known, steps, page))


def _form(file: _File) -> tuple[Format, bytes]:
    """Return a file's format, and its bytes, in UTF-8 where the network names their charset."""
    page = file.page
    if page is None:
        return format_of(file.path, file.data), file.data
    form = format_of_type(page.media_type, page.data)
    if page.charset and form.labelled:
        text = labelled(page.data, page.charset, lenient=form.name == "html")
        return form, codecs.BOM_UTF8 + text.encode("utf-8", "replace")
    return form, page.data


def _each(outcomes: Iterator[Outcome]) -> Iterator[tuple[Outcome, bool]]:
    """Yield each thing that a file holds, and whether it is the only one."""
    first = next(outcomes, None)
    if first is None:
        return
    try:
        second = next(outcomes, None)
    except (InputError, MissingPartError):
        yield first, False
        raise
    yield first, second is None
    if second is not None:
        yield second, False
        yield from ((one, False) for one in outcomes)


def _beyond(named: int, failed: int) -> Iterator[str]:
    """Yield what to say of a file that names or spoils more than is followed and told."""
    if failed > _MOST_REJECTED:
        yield f"{failed - _MOST_REJECTED:,} more in it cannot be read"
    if named > _MOST:
        left = f"{named - _MOST:,} were" if named <= _MOST_COUNTED else "all after them was"
        yield f"it names more than {_MOST:,}; {left} left out"


def _complete(article: Article, file: _File, form: Format, *, alone: bool) -> Article | Rejected:
    """Return an article with what is known from elsewhere, unless nothing of it is news.

    Where a page was read counts more than what it says of its address. What a list says of one
    article is said of no other: of a file of several only what holds for all is taken.
    """
    if file.page is not None and article.part is None:
        own = replace(article, url=None) if form.name == "html" else article
        article = filled(own, {"url": file.page.url}, "address")
    for fields, found_in in file.known:
        article = filled(article, fields if alone else _for_all(fields), found_in)
    news = list(article.text)
    for start, end in article.boilerplate:
        news[start:end] = " " * (end - start)
    if len(re.findall(r"\w+", "".join(news))) >= _FEWEST_WORDS:
        return article
    return rejected(article.path, "it has no article text", part=article.part)


def _for_all(fields: Mapping[str, str]) -> dict[str, str]:
    """Return those fields that hold for each article of a list or of a file of several."""
    return {name: value for name, value in fields.items() if name in _FOR_ALL}
