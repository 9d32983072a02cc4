"""Making an Article of a text: what is marked, and what must not be."""

import hashlib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.ingest import article_of, read
from sayso.ingest.article import filled
from sayso.ingest.boilerplate import _patterns, sift
from sayso.ingest.credits import is_agency
from sayso.ingest.dateline import is_place
from sayso.ingest.dates import iso
from sayso.ingest.lines import lines_of
from sayso.records import Article, Span, digest

SEEDS = Path(__file__).parents[2] / "shared" / "seeds"
BODY = "The two sides met in Tehran on Sunday, and the talks ended without an agreement, an envoy said."


def boilerplate(article: Article) -> list[str]:
    """Return the words that are marked as no news."""
    return [article.text[start:end] for start, end in article.boilerplate]


def words(article: Article, span: Span | None) -> str | None:
    """Return the words at ``span``."""
    return None if span is None else article.text[span.start : span.end]


def credits_of(article: Article) -> list[str]:
    """Return the agencies that the article credits."""
    return [article.text[start:end] for start, end in article.credits]


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the two seed reports are not beside this checkout")
def test_first_seed_is_marked_in_full() -> None:
    """Section label, headline, player and dateline are told apart; the standfirst is news."""
    [article] = read([SEEDS / "afghan-talks-1.txt"])
    assert isinstance(article, Article)
    assert (
        article.title == "Afghan Opposition Confirms Meet With Taliban in Iran, but Claim No Breakthrough Yet"
    )
    assert words(article, article.title_span) == article.title
    assert boilerplate(article) == ["South Asia", "Listen to this article:"]
    assert words(article, article.dateline) == "New Delhi:"
    assert article.credits == ()
    assert (article.author, article.published, article.outlet, article.language) == (None, None, None, None)


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the two seed reports are not beside this checkout")
def test_second_seed_has_nothing_to_mark() -> None:
    """It opens with an ordinary sentence, which is no headline, and "told AFP" is no credit."""
    path = SEEDS / "afghan-talks-2.txt"
    [article] = read([path])
    assert isinstance(article, Article)
    assert (article.title, article.title_span, article.dateline) == (None, None, None)
    assert (article.boilerplate, article.credits) == ((), ())
    assert article.text.encode() == path.read_bytes()


def test_id_and_hash_are_those_of_what_they_name() -> None:
    """The id names path, part, address and text; ``sha256`` is that of the text in UTF-8."""
    article = article_of(BODY, path="x.jsonl", part="7", url="https://example.org/a")
    assert article.id == digest("a", "x.jsonl", "7", "https://example.org/a", BODY)
    assert article.sha256 == hashlib.sha256(BODY.encode()).hexdigest()
    assert article_of(BODY, path="y.jsonl").id != article_of(BODY, path="x.jsonl").id


@pytest.mark.parametrize(
    "line",
    [
        "Listen to this article:",
        "Listen to this article · 5 min",
        "Advertisement",
        "Advertisement Continue reading the main story",
        "Read more: Taliban confirm talks",
        "ALSO READ: Envoy says talks failed",
        "ALSO READ",
        "Related: Who are the Taliban?",
        "WATCH: Minister speaks in Tehran",
        "Share this",
        "Share this story on Facebook",
        "Follow us on Twitter",
        "Follow Jane Doe on Twitter: @janedoe",
        "Sign up for our newsletter",
        "Click here to read the full statement",
        "Scroll down for video",
        "ON A MOBILE DEVICE? CLICK HERE TO WATCH THE VIDEO.",
        "Photo: Reuters",
        "(Photo by Win McNamee/Getty Images)",
        "Image copyright Getty Images",
        "File photo",
        "David Becker/Getty Images",
        "© 2014 Example News",
        "All rights reserved.",
        "CNN's Ray Sanchez contributed to this report.",
        "Julie Tate in Washington and Karla Adam in London contributed to this report.",
        "(Reporting by Jane Doe in Kabul; Editing by John Roe)",
        "With files from The Canadian Press",
        "Have something to add to this story? Share it in the comments.",
        "jdoe@example.org",
        "Story highlights",
        "This is a developing story. Check back for updates.",
        "<!-- google_ad_client = 1; -->",
        "* * *",
    ],
)
def test_line_that_is_no_news_is_marked(line: str) -> None:
    """Known furniture of news pages is marked as a whole line, below the first paragraph too."""
    article = article_of(f"{BODY}\n\n{line}\n\n{BODY}")
    assert boilerplate(article) == [line]


@pytest.mark.parametrize(
    "line",
    [
        "Share prices fell in Karachi on Tuesday.",
        "Follow-up talks were held on Twitter Spaces, the group said.",
        "Watch: the minister said that no one had been killed.",
        "Related attacks killed 12 people in Kunduz on Monday.",
        "Photo of the leader was published by the group on Monday.",
        "Photo shows the delegation in Tehran",
        "Copyright law experts said that the ruling was expected.",
        "Reuters was not immediately able to verify the report.",
        "AFP could not independently verify the claim.",
        "Reporting by The Independent reveals this video to be false.",
        "Pollution and war contributed to the deaths of 12 people.",
        "Reports by two groups contributed to this: the army had left.",
        "Advertisement revenue fell by a third, the paper said.",
        "Video of the meeting was posted by the ministry.",
        "Click fraud cost the company 3 million dollars.",
        "Comments by the minister angered the group.",
        "The letters were sent on Monday.",
        "More than 300 fighters surrendered.",
        "More: the group says that it holds 60% of Panjshir.",
        "Subscribe or leave, the militants told residents.",
        "No comment was immediately available.",
        "Image caption writers were dismissed, the broadcaster said.",
        '"Read more: it is all there," he said.',
        "“Listen to this article:”",
        "‘Advertisement’",
    ],
)
def test_line_that_states_a_fact_or_quotes_is_not_marked(line: str) -> None:
    """A wrong mark hides news, so sentences with the same words stay, and so do quotations."""
    article = article_of(f"{BODY}\n\n{line}\n\n{BODY}")
    assert [mark for mark in boilerplate(article) if mark != "Image caption"] == []


def test_only_the_furniture_in_a_line_is_marked() -> None:
    """A caption and a paragraph stay; the credit at the end and the label at the start are marked."""
    article = article_of(
        "Image copyright AFP Image caption A large crater was left by the blast\n"
        f"The leader, seen in July. Photo: Reuters\nListen to this article: {BODY}"
    )
    assert boilerplate(article) == [
        "Image copyright AFP Image caption",
        "Photo: Reuters",
        "Listen to this article:",
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (f"Talks End Without Result\n\n{BODY}", "Talks End Without Result"),
        (f"TALKS END\n\n{BODY}", "TALKS END"),
        (f"Taliban talks end without result\n{BODY}", "Taliban talks end without result"),
        (f"Talks End Without Result in Tehran.\n\n{BODY}", "Talks End Without Result in Tehran."),
        (f"# Talks end without result\n\n{BODY}", "Talks end without result"),
        (f"Advertisement\n\nTalks End Without Result\n\n{BODY}", "Talks End Without Result"),
        (f"World\n\nTalks End Without Result\n\n{BODY}", "Talks End Without Result"),
        (f"By Jane Doe\n\nTalks End Without Result\n\n{BODY}", "Talks End Without Result"),
        (f"Talks end in Iran: ‘It is the only way’\r\n\r\n{BODY}", "Talks end in Iran: ‘It is the only way’"),
        (f"The talks in Tehran have ended.\n\n{BODY}", None),
        (f"The woman is believed to be his wife\n\n{BODY}", None),
        (f"Photo: The Leader In Tehran\n\n{BODY}", None),
        (f"Hailed as a hero: Kevin Vickers. Photo: Reuters\n\n{BODY}", None),
        (f"{BODY}\n\n{BODY}", None),
        ("Talks End Without Result", None),
        (f"Updated at 11:45 p.m. ET\n\n{BODY}", None),
    ],
)
def test_headline_is_found_where_there_is_one(text: str, title: str | None) -> None:
    """A headline is short, before the text, and no ordinary sentence."""
    article = article_of(text)
    assert article.title == title
    assert words(article, article.title_span) == title


def test_title_that_is_given_is_found_in_the_text() -> None:
    """A title known from the page counts, and its place is found whatever its quotation marks."""
    article = article_of(f"Talks ‘end’ in Iran\n{BODY}", title="Talks 'end'  in Iran")
    assert article.title == "Talks 'end' in Iran"
    assert words(article, article.title_span) == "Talks ‘end’ in Iran"
    assert article_of(f"{BODY}\n{BODY}", title="Talks end").title_span is None


@pytest.mark.parametrize(
    ("opening", "agencies"),
    [
        ("New Delhi:", []),
        ("BEIRUT –", []),
        ("WASHINGTON —", []),
        ("WASHINGTON (AP) —", ["AP"]),
        ("(CNN) --", []),
        ("(Reuters) -", ["Reuters"]),
        ("MOSCOW, Oct. 3 (Reuters) -", ["Reuters"]),
        ("HEMPSTEAD, N.Y., Sept. 26 (UPI) —", ["UPI"]),
        ("CHILPANCINGO, Mexico (AP) —", ["AP"]),
        ("BEIJING/SEOUL (Reuters) -", ["Reuters"]),
        ("Rajasthan, Oct 14:", []),
        ("Tirana, Albania (CNN)", []),
        ("SANA, Yemen —", []),  # the city, not the Syrian agency
    ],
)
def test_dateline_is_found(opening: str, agencies: list[str]) -> None:
    """Place, date and agency before a colon or dash are the dateline; its agency is a credit."""
    article = article_of(
        f"Talks End Without Result\n\nThey had met on Sunday, the group said.\n\n{opening} {BODY}"
    )
    assert words(article, article.dateline) == opening
    assert credits_of(article) == agencies


@pytest.mark.parametrize(
    "opening",
    [
        "He said:",
        "Note:",
        "Trump:",
        "Update:",
        "Iran:",
        "ISIS -",
        "The Taliban –",
        "Barack Obama (D) -",
        "National Resistance Front (NRF) -",
        "Kabul: the",
        "On Oct. 3 -",
        "Monday, Oct. 3 —",
        "Ahmad Massoud —",
    ],
)
def test_what_only_looks_like_a_dateline_is_none(opening: str) -> None:
    """Speakers, labels, groups and dates are no datelines."""
    assert article_of(f"{opening} {BODY}").dateline is None


@pytest.mark.parametrize(
    ("line", "agencies"),
    [
        ("AFP", ["AFP"]),
        ("- Reuters", ["Reuters"]),
        ("Agence France Presse, Reuters", ["Agence France Presse", "Reuters"]),
        ("The talks failed, he said. (AP)", ["AP"]),
        ("“The talks failed.” – Xinhua", ["Xinhua"]),
        ("The Associated Press contributed to this report.", ["The Associated Press"]),
        ("Additional reporting by AP and Reuters", ["AP", "Reuters"]),
        ("Copyright 2014 The Associated Press. All rights reserved.", ["The Associated Press"]),
        ("The leader in Tehran. (AP Photo/Jane Doe)", []),
        ("Photo: AP", []),
        ("“We deny it,” he told AFP.", []),
        ("The AFP is unable to verify this.", []),
        ("The two spoke to Reuters", []),
    ],
)
def test_credit_is_told_from_mention(line: str, agencies: list[str]) -> None:
    """An agency credited at the end is a credit; one that was told something is none."""
    assert credits_of(article_of(f"{BODY}\n\n{BODY}\n\n{BODY}\n\n{BODY}\n\n{line}")) == agencies


@pytest.mark.parametrize(
    ("line", "author", "published", "agencies"),
    [
        ("By Jane Doe", "Jane Doe", None, []),
        ("By Jane Doe and Ali bin Reza", "Jane Doe and Ali bin Reza", None, []),
        ("By Hamza Hendawi, Associated Press", "Hamza Hendawi", None, ["Associated Press"]),
        ("Hamza Hendawi, Associated Press", "Hamza Hendawi", None, ["Associated Press"]),
        ("By The Associated Press", "The Associated Press", None, ["The Associated Press"]),
        ("By Jane Doe, Political Correspondent", "Jane Doe", None, []),
        ("Published: 12 March 2024", None, "2024-03-12", []),
        ("March 12, 2024", None, "2024-03-12", []),
        ("Tuesday, 12 March 2024 14:05 GMT", None, "2024-03-12T14:05+00:00", []),
        ("2024-03-12", None, "2024-03-12", []),
        ("Updated: 2024-03-12 17:52", None, None, []),
        ("Xinhua | Updated: 2017-09-15 17:52", None, None, ["Xinhua"]),
        (
            "By: Press Trust of India | New Delhi | Posted: January 8, 2015 2:10 pm",
            "Press Trust of India",
            "2015-01-08T14:10",
            ["Press Trust of India"],
        ),
    ],
)
def test_byline_and_date_line_are_read(
    line: str, author: str | None, published: str | None, agencies: list[str]
) -> None:
    """Bylines and date lines near the top say who and when, and are not read as news."""
    article = article_of(f"Talks End Without Result\n\n{line}\n\n{BODY}")
    assert (article.author, article.published, credits_of(article)) == (author, published, agencies)
    assert boilerplate(article) == [line]
    assert article.title == "Talks End Without Result"


@pytest.mark.parametrize(
    "line",
    [
        "By Monday, Kabul had fallen",
        "By The Numbers",
        "By Land and Sea",
        "By Jane Doe, the talks had ended",
        "By noon the army was gone",
        "12/03/2024",
        "Kabul, Afghanistan",
        "Published: yesterday",
        "In March 12, 2024 people fled",
    ],
)
def test_what_only_looks_like_a_byline_is_none(line: str) -> None:
    """Sentences and headlines that open with "By", and dates in doubt, say nothing of the article."""
    article = article_of(f"{BODY}\n\n{line}\n\n{BODY}")
    assert (article.author, article.published, boilerplate(article)) == (None, None, [])


def test_byline_far_down_is_not_the_article_s() -> None:
    """A byline below a page of text belongs to something else."""
    article = article_of(f"{BODY}\n\n" * 10 + "By Jane Doe")
    assert article.author is None


def test_what_is_given_counts_more_than_what_the_text_tells() -> None:
    """Metadata of a page wins over a byline, and comes out as one clean line."""
    article = article_of(
        f"By Jane Doe\n{BODY}", author=" Ali\nReza ", published="2024", outlet=" ", language="en"
    )
    assert (article.author, article.published, article.outlet, article.language) == (
        "Ali Reza",
        "2024",
        None,
        "en",
    )


def test_each_field_says_where_it_was_found() -> None:
    """Given fields by the word of who gave them, one for all or one each; the rest by the text."""
    text = f"Talks End Without Result\n\nBy Jane Doe\n\n12 March 2024\n\n{BODY}"
    assert article_of(text).provenance == {"title": "headline", "author": "byline", "published": "byline"}
    assert article_of(BODY, outlet="The Post", url=" ").provenance == {"outlet": "given"}
    article = article_of(text, author="Bo Roe", outlet="A", language="en", found_in={"outlet": "CSV"})
    assert article.provenance == {
        "title": "headline",
        "outlet": "CSV",
        "author": "given",
        "published": "byline",
        "language": "given",
    }


def test_guessed_date_is_kept_only_where_none_is_known() -> None:
    """The guess never stands beside a date that is stated, in the text or elsewhere."""
    guessed = article_of(BODY, published_guess="2022-01-01", found_in="guess")
    assert (guessed.published, guessed.published_guess) == (None, "2022-01-01")
    assert guessed.provenance == {"published_guess": "guess"}
    for article in (
        article_of(f"12 March 2024\n\n{BODY}", published_guess="2022-01-01"),
        filled(guessed, {"published": "2024-03-12"}, "manifest"),
    ):
        assert (article.published, article.published_guess) == ("2024-03-12", None)
        assert "published_guess" not in article.provenance


def test_only_what_is_not_known_is_filled_in() -> None:
    """What the article says of itself stays; filled in anew it is what it would have been from the start."""
    text = f"Talks End Without Result\n\nBy Jane Doe\n\n{BODY}"
    known = {"title": "X", "author": "Y", "outlet": "The Post", "url": "https://example.org/a", "odd": "z"}
    article = filled(article_of(text, path="a.txt", part="7"), known, "feed")
    assert article == article_of(
        text, path="a.txt", part="7", outlet="The Post", url="https://example.org/a", found_in="feed"
    )
    assert filled(article, {"outlet": "Other"}, "manifest") is article


def test_what_has_too_many_lines_is_no_article() -> None:
    """Millions of lines would each be looked at; no article has as many."""
    for mark in ("\n", "\r", "\u2028"):
        with pytest.raises(InputError, match="lines"):
            article_of(f"a{mark}" * 300_000)


@pytest.mark.parametrize(
    ("words_", "wanted"),
    [
        ("2024-03-12T14:05:09Z", "2024-03-12T14:05:09+00:00"),
        ("2024-03-12T14:05:09+04:30", "2024-03-12T14:05:09+04:30"),
        ("2017-09-15 00:00:00", "2017-09-15"),
        ("2024-03", "2024-03"),
        ("2024", "2024"),
        ("Mar 3rd, 2024 at 10:30 AM EST", "2024-03-03T10:30-05:00"),
        ("3 September 2014", "2014-09-03"),
        ("0001-01-01T00:00:00", None),
        ("31 February 2024", None),
        ("2024-13-01", None),
        ("12/03/2024", None),
        ("Tuesday", None),
        ("", None),
    ],
)
def test_date_is_as_exact_as_its_words(words_: str, wanted: str | None) -> None:
    """Dates become ISO 8601 with no more than the words say; what is in doubt is left."""
    assert iso(words_) == wanted


def test_line_ends_stay_and_lines_are_found_by_any_of_them() -> None:
    """Text is never rewritten: spans count CRLF as the two code points that it is."""
    text = f"Talks End Without Result\r\n\r\nBy Jane Doe\r\n{BODY}\r\n"
    article = article_of(text)
    assert article.text == text
    assert (article.title, article.author) == ("Talks End Without Result", "Jane Doe")
    assert [line.gap for line in lines_of("a\r\nb\r\n\r\nc\rd")] == [True, False, True, False]


def test_lone_surrogates_do_not_get_in() -> None:
    """Half a character that JSON let through becomes U+FFFD, and a whole one its character."""
    article = article_of("Talks \ud800 failed \ud83d\ude00 again", title="\udc00", path="\udce9")
    assert article.text == "Talks \ufffd failed 😀 again"
    assert (article.title, article.path) == ("\ufffd", "\\udce9")


def test_patterns_leave_plain_words_alone() -> None:
    """No pattern fits a text of nothing, and each list is there."""
    assert set(_patterns()) == {"", "line", "credit", "start", "end"}
    assert sift(lines_of("")).news == []
    assert is_agency("Reuters")
    assert is_place("New Delhi, India")
    assert not is_place("Donald Trump")


PIECES = st.sampled_from(
    [
        *("Talks End", "By Jane Doe", "New Delhi: ", "(AP) - ", "Photo: AP", "Read more: x", "AFP", "# "),
        *("© 2014", "South Asia", "Published: 12 March 2024", "Image copyright AFP Image caption ", BODY),
        *(
            "\n",
            "\n\n",
            "\r\n",
            " ",
            "\ufeff",
            "\u2028",
            "\x85",
            "“",
            '"',
            "a",
            "İstanbul",
            "ß",
            "😀",
            "\ud800",
        ),
    ]
)


@settings(max_examples=400, deadline=None)
@given(text=st.one_of(st.text(), st.lists(PIECES).map("".join)))
def test_any_text_makes_an_article_with_marks_inside_it(text: str) -> None:
    """No text raises; spans are in order, not empty, and inside the text, which can be written."""
    article = article_of(text, title=text[:40])
    assert article == article_of(text, title=text[:40])
    article.text.encode("utf-8")
    if "\ud800" not in text and not any("\ud800" <= character <= "\udfff" for character in text):
        assert article.text == text
    for spans in (article.boilerplate, article.credits):
        assert list(spans) == sorted(spans)
        assert all(0 <= start < end <= len(article.text) for start, end in spans)
        assert all(first.end <= second.start for first, second in pairwise(spans))
    for span in (article.title_span, article.dateline):
        assert span is None or 0 <= span.start < span.end <= len(article.text)
