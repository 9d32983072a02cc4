from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations

from markupsafe import Markup
from tests.builders import article, claim, dossier, without_points

from sayso.dossier.lookup import Lookup
from sayso.dossier.page.shared import _ALL_PAIRS, _ROWS, Pair, Passage, shared_passages
from sayso.records import Article, Claim, Dossier, Origin, Span

FERRY = "The ferry Maren ran aground off Port Velm late on Sunday night with 212 people on board."
RADAR = "The captain had warned the owners of a broken radar in January and again in February."
TALLY = "At least 23 people were hurt, the hospital said."


def passages(one: Dossier) -> tuple[Passage, ...]:
    """Return what the articles of a dossier share."""
    return shared_passages(one, Lookup(one))


def origin(kind: str, *claims: Claim) -> Origin:
    """Return an origin of these claims."""
    ids = tuple(one.id for one in claims)
    articles = tuple(dict.fromkeys(one.article for one in claims))
    return Origin(id="o" + "".join(ids), kind=kind, claims=ids, articles=articles)  # type: ignore[arg-type]


def of_articles(*articles: Article, claims: Iterable[Claim] = (), origins: Iterable[Origin] = ()) -> Dossier:
    """Return a dossier of these."""
    empty = without_points(dossier())
    return replace(empty, articles=articles, claims=tuple(claims), origins=tuple(origins), rejected=())


def copied(*texts: str, kind: str = "shared_passage") -> Dossier:
    """Return a dossier of these texts, whose first six words are claims of one origin."""
    articles = [article(f"{at:02}.txt", text) for at, text in enumerate(texts)]
    claims = [claim(one, " ".join(one.text.split(" ")[:6])) for one in articles]
    return of_articles(*articles, claims=claims, origins=[origin(kind, *claims)])


def pair(*texts: str) -> Pair:
    """Return two texts side by side."""
    [found] = passages(copied(*texts))
    [pair] = found.pairs
    return pair


def test_every_origin_is_shown_with_its_claims_and_articles() -> None:
    """Copies come first; words of one holder stand once, with all their places."""
    copy, told = passages(dossier())
    assert (copy.kind, copy.heading) == ("shared_passage", "Shared passages")
    assert copy.names == ("river-post.txt", "velm-herald.txt")
    [cell] = copy.cells
    assert (cell.who, cell.words) == ("Norline", "the ship had been overloaded")
    assert (cell.place, cell.also) == ("river-post.txt:5", ("velm-herald.txt:7",))
    assert (told.heading, told.pairs, told.left_out) == ("One statement", (), 0)
    assert {one.words for one in told.cells} == {"Twenty-three people were hurt", "all passengers are ashore"}


def test_a_copied_passage_stands_side_by_side() -> None:
    """The sentence in which the copied claim stands is shown from both articles, with its places."""
    one = dossier()
    copy, _ = passages(one)
    [found] = copy.pairs
    [row] = found.rows
    assert (found.name_a, found.name_b, found.left_out) == ("river-post.txt", "velm-herald.txt", 0)
    assert row.same
    assert row.a.words == row.b.words
    assert row.a.words.startswith("Norline, the company that runs the ferry, denied")
    assert (row.a.place, row.b.place) == ("river-post.txt:5", "velm-herald.txt:7")
    assert {row.a.claim, row.b.claim} == set(one.origins[1].claims)


def test_what_one_article_changed_is_marked() -> None:
    """Words that the other article has not are in del and ins; the words around them are not."""
    changed = FERRY.replace("late on Sunday", "early on Monday").replace(" on board", "")
    [row] = pair(FERRY, changed).rows
    assert not row.same
    assert row.a.words == (
        'The ferry Maren ran aground off Port Velm <del class="d">late</del> on <del class="d">Sunday</del> '
        'night with 212 people <del class="d">on board</del>.'
    )
    assert row.b.words == (
        'The ferry Maren ran aground off Port Velm <ins class="d">early</ins> on <ins class="d">Monday</ins> '
        "night with 212 people."
    )


def test_a_figure_is_one_word() -> None:
    """1,200 that became 1,300 is marked whole."""
    [row] = pair(FERRY.replace("212", "1,200"), FERRY.replace("212", "1,300")).rows
    assert '<del class="d">1,200</del>' in row.a.words
    assert '<ins class="d">1,300</ins>' in row.b.words


def test_neighbouring_sentences_of_a_paragraph_are_one_row() -> None:
    """Sentences that follow each other in both texts stand together, but not across paragraphs."""
    [both] = pair(f"{FERRY} {RADAR}", f"{FERRY} {RADAR}").rows
    assert both.a.words == f"{FERRY} {RADAR}"
    [one] = pair(f"{FERRY}\n\n{RADAR}", f"{FERRY} {RADAR}").rows  # the claim begins in the first
    assert one.b.words == FERRY


def test_a_sentence_that_one_article_split_is_found() -> None:
    """Two sentences made of one stand beside it."""
    split = "The ferry Maren ran aground off Port Velm late on Sunday night. It had 212 people on board."
    [row] = pair(FERRY, split).rows
    assert row.b.words.startswith("The ferry Maren")


def test_other_sentences_stay_out() -> None:
    """Neither what only one article has nor copied sentences of another origin are shown."""
    [row] = pair(f"{FERRY}\nNobody knows why.\n{TALLY}", f"{FERRY}\nNorline was silent.\n{TALLY}").rows
    assert row.a.words == FERRY


def test_the_longest_row_comes_first_and_few_are_shown() -> None:
    """Only so many rows of a pair are shown, and the rest are counted."""
    lines = [f"Line {n} of it tells of the ferry" + " and of the sea" * n + "." for n in range(15)]
    articles = [article(name, "\n".join(lines)) for name in ("a.txt", "b.txt")]
    claims = [claim(one, f"Line {n} of it") for one in articles for n in range(15)]
    origins = [origin("agency_copy", a, b) for a, b in zip(claims[:15], claims[15:], strict=True)]
    [found] = passages(of_articles(*articles, claims=claims, origins=origins))
    [side] = found.pairs
    lengths = [len(row.a.words) for row in side.rows]
    assert (len(side.rows), side.left_out) == (_ROWS, 15 - _ROWS)
    assert lengths == sorted(lengths, reverse=True)
    assert len(found.origins) == 15


def test_copies_of_fewer_articles_join_those_of_more() -> None:
    """A passage that some articles left out belongs to what they all share; another kind does not."""
    first, second, third = (article(f"{n}.txt", f"{FERRY}\n{RADAR}\n{TALLY if n else ''}") for n in range(3))
    ferry = [claim(one, "The ferry Maren") for one in (first, second, third)]
    radar = [claim(one, "The captain") for one in (first, second)]
    tally = [claim(one, "23 people") for one in (second, third)]
    origins = [origin("agency_copy", *radar), origin("agency_copy", *ferry), origin("shared_passage", *tally)]
    whole, part = passages(
        of_articles(first, second, third, claims=[*ferry, *radar, *tally], origins=origins)
    )
    assert (whole.kind, len(whole.articles), len(whole.origins)) == ("agency_copy", 3, 2)
    assert [(one.name_a, one.name_b) for one in whole.pairs] == [
        (f"{a}.txt", f"{b}.txt") for a, b in combinations(range(3), 2)
    ]
    assert (part.kind, len(part.articles)) == ("shared_passage", 2)
    assert [row.a.words for one in part.pairs for row in one.rows] == [TALLY]


def test_many_copies_are_laid_beside_one_article_only() -> None:
    """Of twenty copies each stands beside the first, and the pairs that are not shown are counted."""
    texts = ["\n".join([FERRY, RADAR, f"Outlet {n} has more on its pages tonight."] * 20) for n in range(20)]
    [found] = passages(copied(*texts))
    assert len(found.articles) == 20
    assert {one.name_a for one in found.pairs} == {"00.txt"}
    assert (len(found.pairs), found.left_out) == (19, 171)


def test_pairs_of_a_whole_dossier_are_limited() -> None:
    """However many passages there are, a page holds only so many pairs."""
    found = []
    for n in range(_ALL_PAIRS + 10):
        one, other = (article(f"{n}{side}.txt", f"{FERRY} Outlet {n}{side}.") for side in "ab")
        found.append((one, other, claim(one, "The ferry Maren"), claim(other, "The ferry Maren")))
    articles = [one for a, b, *_ in found for one in (a, b)]
    claims = [one for *_, a, b in found for one in (a, b)]
    shown = passages(
        of_articles(*articles, claims=claims, origins=[origin("agency_copy", a, b) for *_, a, b in found])
    )
    assert len(shown) == _ALL_PAIRS + 10
    assert sum(len(one.pairs) for one in shown) == _ALL_PAIRS
    assert sum(one.left_out for one in shown) == 10


def test_a_very_long_sentence_is_cut_between_words() -> None:
    """Text without a full stop gives rows that begin and end with whole words."""
    text = " ".join(f"word{n}" for n in range(2000))
    side = pair(text, text)
    assert side.rows
    for row in side.rows:
        words = str(row.a.words).split()
        assert len(words) <= 200
        assert set(words) <= set(text.split())


def test_hostile_words_are_inert() -> None:
    """Neither markup nor control characters of an article survive, marked or not."""
    hostile = FERRY.replace("212", "<img src=x onerror=alert(1)> & \x1b[31m\u202e")
    for row in (*pair(hostile, FERRY).rows, *pair(FERRY, hostile).rows, *pair(hostile, hostile).rows):
        for words in (row.a.words, row.b.words):
            assert isinstance(words, Markup)
            assert "<img" not in words
            assert not {"\x1b", "\u202e"} & set(words)
        assert "&lt;" in row.a.words + row.b.words
        assert "&amp;" in row.a.words + row.b.words


def test_what_names_nothing_is_left_out() -> None:
    """Unknown articles and claims, and spans outside the text, are no error."""
    one = copied(FERRY, FERRY)
    [known] = one.origins
    wild = Claim(id="c1", article="a0", spans=(Span(5, 9),))
    outside = Claim(id="c2", article=one.articles[0].id, spans=(Span(500, 900),))
    origins = (
        replace(known, claims=("c0", "c1", "c2", *known.claims), articles=("a0", *known.articles)),
        Origin(id="o0", kind="agency_copy", claims=("c0",), articles=("a0",)),
        Origin(id="o1", kind="interview"),
    )
    [found] = passages(replace(one, claims=(*one.claims, wild, outside), origins=origins))
    assert found.articles == known.articles
    assert len(found.pairs[0].rows) == 1


def test_the_order_of_claims_and_origins_changes_nothing() -> None:
    """The same dossier in another order is shown alike."""
    one = dossier()
    other = replace(one, claims=one.claims[::-1], origins=one.origins[::-1])
    assert passages(one) == passages(other)


def test_nothing_shared() -> None:
    """A dossier without origins has no passages."""
    assert passages(without_points(dossier())) == ()
