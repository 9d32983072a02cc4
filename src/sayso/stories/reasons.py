"""Says what holds a story together: its headline, and the names and words that its articles share."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from sayso.records import Article
from sayso.stories.likeness import Vector
from sayso.stories.words import Written, news_of, words_in, written_in

__all__ = ["central_of", "headline_of", "reasons"]

MOST = 5  # names, and as many words
LONGEST = 120  # characters of a first line that stands for a headline


def central_of(articles: Sequence[Article], about: Sequence[Vector]) -> Article:
    """Return the article that has most in common with the others, if it can be one with a headline."""
    total = _total(about)

    def shared(at: int) -> float:
        return sum(weight * (total[word] - weight) for word, weight in about[at].items())

    return articles[max(range(len(articles)), key=lambda at: (bool(articles[at].title), shared(at)))]


def headline_of(article: Article) -> str:
    """Return an article's headline as it is, or its first line, if need be up to the end of a word."""
    if article.title:
        return article.title
    line = next((one.strip() for one in news_of(article).splitlines() if one.strip()), article.text.strip())
    if len(line) <= LONGEST:
        return line
    return line[:LONGEST].rsplit(maxsplit=1)[0]


def reasons(articles: Sequence[Article], about: Sequence[Vector]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the names, and the other words, that add most to how near the articles are to each other.

    Half of the articles have each, and two at least. They are written as in the articles.
    """
    if len(articles) == 1:
        return (), ()
    least = max(2, (len(articles) + 1) // 2)
    held = Counter(word for one in about for word in one)
    total = _total(about)
    worth = {
        word: total[word] ** 2 - sum(one.get(word, 0) ** 2 for one in about)
        for word, count in held.items()
        if count >= least
    }
    written = [written_in(one) for one in articles]
    names = _names(written, worth, least)
    told = {word for name in names for word in words_in(name)}
    forms = _forms(written)
    words = sorted(worth.keys() & forms.keys() - told, key=lambda word: (-worth[word], word))
    return names, tuple(forms[word] for word in words[:MOST])


def _names(written: Iterable[Written], worth: Mapping[str, float], least: int) -> tuple[str, ...]:
    """Return the names that are worth most; one within another that is given is left out."""
    held = Counter(name for one in written for name in one.names)
    shared = {
        name: sum(worth.get(word, 0) for word in words_in(name)) for name, n in held.items() if n >= least
    }
    found: list[str] = []
    for name in sorted(shared, key=lambda name: (-shared[name], name)):
        inside = any(set(words_in(name)) <= set(words_in(other)) for other in found)
        if shared[name] > 0 and not inside and len(found) < MOST:
            found.append(name)
    return tuple(found)


def _forms(written: Iterable[Written]) -> dict[str, str]:
    """Return how each word is written most often."""
    counts: Counter[tuple[str, str]] = Counter()
    for one in written:
        counts.update(one.forms)
    best: dict[str, tuple[int, str]] = {}
    for (word, form), count in counts.items():
        best[word] = max(best.get(word, (0, "")), (count, form))
    return {word: form for word, (_, form) in best.items()}


def _total(about: Sequence[Vector]) -> dict[str, float]:
    total: dict[str, float] = {}
    for one in about:
        for word, weight in one.items():
            total[word] = total.get(word, 0) + weight
    return total
