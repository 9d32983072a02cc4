import random
from collections.abc import Sequence
from dataclasses import replace
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ingest import article_of
from sayso.records import Article
from sayso.stories import Story, near_duplicates, stories
from sayso.stories.grouping import HOLD, LEAST, grouped

Given = tuple[str, str, str]
"""The headline of an article, its day, its text."""

FERRY: tuple[Given, ...] = (
    (
        "Ferry Maren runs aground off Port Velm",
        "2024-03-03",
        """The ferry Maren ran aground off Port Velm on Sunday night with 212 people on board. Ilse Brandt \
of the Velm Coast Guard said that 23 passengers were hurt. Norline, which runs the ferry, denied that the \
ship had been overloaded.""",
    ),
    (
        "Dozens injured as ferry hits rocks near Skerry Point",
        "2024-03-04",
        """At least 41 people were hurt when the ferry Maren hit rocks near Skerry Point, hospital officials \
in Port Velm said. The Coast Guard brought all passengers ashore in lifeboats. Norline has stopped its ferry \
service.""",
    ),
    (
        "Captain had warned of broken radar",
        "2024-03-05",
        """The captain of the Maren had warned Norline of a broken radar in January, a dock worker said. The \
ferry ran aground near Port Velm with 212 passengers. Ilse Brandt said that the Coast Guard would look into \
it.""",
    ),
)
MINE: tuple[Given, ...] = (
    (
        "Eleven miners trapped in Karsk",
        "2024-03-03",
        """Eleven miners were trapped 600 metres below ground when a shaft of the Karsk copper mine \
collapsed. Rescue teams drilled through the night, said Pavel Orlik, who leads the rescue. The mine belongs \
to Tovara Metals.""",
    ),
    (
        "Rescuers hear knocking in collapsed Karsk mine",
        "2024-03-04",
        """Rescue teams have heard knocking from the collapsed shaft of the copper mine in Karsk, Pavel \
Orlik said. Eleven miners have been below ground since Sunday. Tovara Metals said that it had checked the \
shaft in the autumn.""",
    ),
    (
        "Union blames Tovara Metals for collapse",
        "2024-03-05",
        """The miners’ union accused Tovara Metals of saving on props after the collapse that trapped eleven \
miners in Karsk. The company denied it. Drilling goes on at the shaft, rescuers said.""",
    ),
)
BUDGET: Given = (
    "Parliament passes budget after all-night debate",
    "2024-03-04",
    """Parliament passed the budget by two votes. Finance minister Dana Hollis had threatened to resign. \
Taxes on fuel will rise by a tenth, pensions by a fiftieth.""",
)
FLOOD = "The Varn flooded the cellars of Orsted after days of rain."
WATER = """Two streets of Orsted are closed. The mayor, Greta Lind, spoke of luck: nobody was hurt. Shops \
stay shut until the water of the Varn has gone down and the cellars are dry."""


def article(title: str, published: str | None, text: str, *, path: str = "") -> Article:
    """Return an article with a name of its own."""
    return article_of(text, path=path or f"{title}.txt", title=title, published=published)


def pile() -> list[Article]:
    """Return seven reports of three events."""
    return [article(*one) for one in (*FERRY, *MINE, BUDGET)]


def groups(found: Sequence[Story], articles: Sequence[Article]) -> set[frozenset[str]]:
    """Return which headlines stand together."""
    titles = {one.id: one.title or "" for one in articles}
    return {frozenset(titles[one] for one in story.articles) for story in found}


EVENTS = {frozenset(title for title, _, _ in event) for event in (FERRY, MINE, (BUDGET,))}


def test_events_apart() -> None:
    """Reports of one event stand together, those of others in the same days do not."""
    assert groups(stories(pile()), pile()) == EVENTS


def test_without_dates() -> None:
    """Where no date is known, what the articles are about decides."""
    undated = [replace(one, published=None) for one in pile()]
    found = stories(undated)
    assert groups(found, undated) == EVENTS
    assert {(one.first, one.last) for one in found} == {(None, None)}


@given(st.randoms(use_true_random=False))
@settings(max_examples=10)
def test_order(draw: random.Random) -> None:
    """The order of the articles changes nothing, and an article that is given twice counts once."""
    shuffled = [*pile(), pile()[2]]
    draw.shuffle(shuffled)
    assert stories(shuffled) == stories(pile())


def test_listing() -> None:
    """The largest stories come first, then the earlier ones; within a story, the earliest articles."""
    found = stories(pile())
    assert [len(one.articles) for one in found] == [3, 3, 1]
    titles = {one.id: one.title for one in pile()}
    ferry = next(one for one in found if "Maren" in one.names)
    assert [titles[one] for one in ferry.articles] == [title for title, _, _ in FERRY]
    assert (ferry.first, ferry.last) == ("2024-03-03", "2024-03-05")


def test_label_and_reasons_stand_in_the_articles() -> None:
    """A label is the headline of an article of the story; names and words stand in half of its articles."""
    found = stories(pile())
    known = {one.id: one for one in pile()}
    for story in found:
        assert story.label == known[story.central].title
        assert story.central in story.articles
        texts = [f"{known[one].title} {known[one].text}" for one in story.articles]
        for word in (*story.names, *story.words):
            assert 2 * sum(word.casefold() in text.casefold() for text in texts) >= max(len(texts), 4)
    mine = next(one for one in found if "Karsk" in one.names)
    assert {"Tovara Metals", "Karsk"} <= set(mine.names)
    assert {"miners", "shaft"} <= set(mine.words)


def test_alone() -> None:
    """A story of one article has its headline and nothing that holds it together."""
    (found,) = stories([article(*BUDGET)])
    assert (found.label, found.names, found.words, found.copies) == (BUDGET[0], (), (), ())


def test_no_articles() -> None:
    """No articles are no stories."""
    assert stories([]) == ()


def test_article_without_words() -> None:
    """An article of which nothing can be told stands alone."""
    found = stories([article_of("…", path="a"), article_of("!", path="b"), article(*BUDGET)])
    assert [len(one.articles) for one in found] == [1, 1, 1]


def test_label_without_headline() -> None:
    """Where no article has a headline, the beginning of one stands for it, cut after a word."""
    text = (
        "The ferry Maren ran aground off Port Velm on Sunday night with 212 people on board, said Ilse " * 3
    )
    (found,) = stories([article_of(text, path="a.txt")])
    assert text.startswith(f"{found.label} ")
    assert 80 < len(found.label) <= 120


def test_days_apart() -> None:
    """The same words are one event within days, and two a year apart."""
    first = article("Flood in Orsted", "2023-05-02", FLOOD)
    soon, late = (article("Shops stay shut", day, WATER) for day in ("2023-05-03", "2024-05-03"))
    assert len(stories([first, soon])) == 1
    assert len(stories([first, late])) == 2


def test_a_month_is_no_day() -> None:
    """A date that names no day counts as unknown; a story's days are those that are known."""
    articles = [article(*one) for one in FERRY]
    articles[0] = replace(articles[0], published="2024-03")
    (found,) = stories(articles)
    assert (found.first, found.last) == ("2024-03-04", "2024-03-05")


def test_one_event_alone() -> None:
    """A pile that holds one event is one story: what all its articles share is not taken for a topic."""
    found = stories([article(*one) for one in MINE])
    assert len(found) == 1


def test_other_articles_part_nothing() -> None:
    """An event stays one story among many articles on other things."""
    others = [
        article(f"Notes {n}", "2024-03-04", " ".join(f"w{draw}x" for draw in range(n * 40, n * 40 + 40)))
        for n in range(60)
    ]
    found = stories([*pile(), *others])
    assert groups(found, [*pile(), *others]) >= EVENTS


def test_copies_within_a_story() -> None:
    """Articles with nearly the same text are told, under their ids."""
    original = article(*FERRY[0])
    copy = article("Ferry accident off Port Velm", "2024-03-04", f"{FERRY[0][2]} More soon.")
    other = article(*FERRY[1])
    (found,) = stories([original, copy, other])
    assert found.copies == ((original.id, copy.id),)


def test_two_sets_of_copies() -> None:
    """Two agencies' reports of one event are one story, however often each was copied."""
    articles = [
        article(title, day, text, path=f"{title} {n}") for title, day, text in MINE[:2] for n in range(6)
    ]
    (found,) = stories(articles)
    assert sorted(map(len, found.copies)) == [6, 6]


def test_large_piles_are_cut_by_days(monkeypatch: pytest.MonkeyPatch) -> None:
    """A pile that is too large to compare each with each is cut between days, and no article is lost."""
    monkeypatch.setattr("sayso.stories.finding.MOST", 4)
    early = [article(title, day, text, path=f"e{title}") for title, day, text in FERRY]
    late = [article(title, f"2024-06-0{n}", text) for n, (title, _, text) in enumerate(MINE, 1)]
    undated = article(BUDGET[0], None, BUDGET[2])
    found = stories([*early, *late, undated])
    assert groups(found, [*early, *late, undated]) == EVENTS


# ---------------------------------------------------------------------------- grouping


def nearness(count: int, pairs: dict[tuple[int, int], float], rest: float = 0.0) -> npt.NDArray[np.float32]:
    """Return an array with the nearness of each pair."""
    near = np.full((count, count), rest, np.float32)
    np.fill_diagonal(near, 0)
    for (a, b), value in pairs.items():
        near[a, b] = near[b, a] = value
    return near


def test_tight_groups_stay_apart() -> None:
    """Two groups that hang together well stay two, though a straggler as near to one of them joins it."""
    two = {pair: 0.4 for group in ((0, 1, 2), (3, 4, 5)) for pair in combinations(group, 2)}
    between = {(a, b): 0.12 for a in (0, 1, 2) for b in (3, 4, 5)}
    straggler = {(a, 6): 0.12 for a in (0, 1, 2)}
    assert grouped(nearness(7, two | between | straggler)) == [[0, 1, 2, 6], [3, 4, 5]]


@given(st.integers(0, 14), st.integers(0, 10**6))
@settings(max_examples=60, deadline=None)
def test_as_by_hand(count: int, seed: int) -> None:
    """The groups are those found when every two groups are compared anew at each step."""
    draw = np.random.default_rng(seed)
    near = np.triu(draw.random((count, count)).astype(np.float32) ** 4, 1)
    near += near.T
    assert sorted(grouped(near.copy())) == sorted(by_hand(near))


def by_hand(near: npt.NDArray[np.float32]) -> list[list[int]]:
    """Join the two nearest groups, as long as two are near enough, in the plainest way."""
    found = [[at] for at in range(len(near))]

    def mean(pairs: Sequence[tuple[int, int]]) -> float:
        return sum(float(near[a, b]) for a, b in pairs) / len(pairs) if pairs else 0.0

    while True:
        best: tuple[float, int, int] | None = None
        for x, y in combinations(range(len(found)), 2):
            between = mean([(a, b) for a in found[x] for b in found[y]])
            looser = min(mean(list(combinations(found[one], 2))) for one in (x, y))
            if between >= LEAST + HOLD * looser and (best is None or between > best[0]):
                best = between, x, y
        if best is None:
            return [sorted(one) for one in found]
        found[best[1]] += found.pop(best[2])


# ------------------------------------------------------------------------------ copies

WIRE = """\
The ferry Maren ran aground off Port Velm on Sunday night with 212 people on board, the Coast Guard said. \
Twenty-three passengers were hurt, two of them badly, when the ship struck a rock in thick fog. Lifeboats \
from three harbours brought everybody ashore before midnight. Norline, the company that runs the ferry, said \
that it would help those who had lost their luggage, and that a second ship would take over on Friday."""
OTHER = """\
Passengers of the Maren told of panic. “Twenty-three passengers were hurt, two of them badly,” said Ilse \
Brandt of the Coast Guard. The ferry was on its way from Skerry Point with 212 people when it hit a rock. \
The harbour of Port Velm was closed for the night, and the police began to question the captain."""


def test_copies_with_small_edits() -> None:
    """A text is a copy when a few words, marks and capitals of it were changed."""
    edited = (
        WIRE.replace("thick fog", "heavy fog").replace("on Friday", "by Friday").replace(",", " –").upper()
    )
    assert near_duplicates([WIRE, "Something else entirely, about a budget.", edited]) == ((0, 2),)


def test_copies_in_a_longer_text() -> None:
    """A text is a copy when a longer one holds it among words of its own."""
    own = " ".join(f"Sentence {n} of the paper's own reporting speaks of harbour {n * 7}." for n in range(30))
    assert near_duplicates([f"{own} {WIRE} {own[::-1]}", WIRE]) == ((0, 1),)


def test_reports_of_one_event_are_no_copies() -> None:
    """Two reports of one event that share a quotation are no copies."""
    assert near_duplicates([WIRE, OTHER]) == ()


def test_many_copies() -> None:
    """Copies of copies are one group, in the order in which the texts were given."""
    texts = [WIRE.replace("212", str(n)) for n in range(40)]
    assert near_duplicates(["Nothing of the kind.", *texts, ""]) == (tuple(range(1, 41)),)


def test_short_texts() -> None:
    """Texts of a few words are copies when they have the same words; those without words never are."""
    assert near_duplicates(["More soon.", "", "more  soon", "…", "Less soon."]) == ((0, 2),)
    assert near_duplicates([]) == ()
