"""Feeds and lists of feeds: whose news it is, what is read at once, and what is read in its turn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.hostile import borne, damaged

from sayso.errors import InputError
from sayso.ingest.outcomes import Pointer
from sayso.ingest.readers.feeds import articles_of_feed, articles_of_opml
from sayso.records import Article, Rejected

LONG = "The two sides met in Tehran on Sunday; the talks ended without an agreement, an envoy said. " * 9
RSS = f"""<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
  xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">
<channel><title>All the News &amp; More</title><link>https://all.example/</link><language>en-GB</language>
<atom:link rel="self" href="https://all.example/feeds/world.xml"/>
<item><title>Talks &lt;b&gt;end&lt;/b&gt; at AT&amp;amp;T</title><link>../news/1</link><guid>tag:1</guid>
  <pubDate>Tue, 11 Jan 2022 04:00:00 +0530</pubDate><dc:creator>Jane Doe</dc:creator>
  <source url="https://paper.example/feed">The Paper</source><description>A teaser.</description></item>
<item><title>Whole</title><link>https://paper.example/2</link><guid isPermaLink="false">tag:2</guid>
  <content:encoded><![CDATA[<p>{LONG}</p><script>alert(1)</script><p>Nobody confirmed it.</p>]]>
  </content:encoded>
</item>
<item><title>No page</title><link>javascript:alert(1)</link></item>
</channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>The Paper</title>
<link rel="self" href="https://paper.example/feed/atom"/><updated>2022-02-02T00:00:00Z</updated>
<entry><title>Talks end</title><id>urn:one</id><link href="/one"/><updated>2022-02-02T00:00:00Z</updated>
  <author><name>Jane Doe</name></author><author><name>Ali Reza</name></author>
  <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>{LONG}</p></div></content></entry>
<entry><title>Next</title><id>urn:two</id><link href="/two"/><published>2022-01-12T08:00:00+02:00</published>
  <source><title>Elsewhere</title></source><summary>A teaser.</summary></entry></feed>"""
OPML = b"""<opml version="2.0"><head><title>Mine</title></head><body><outline text="World">
<outline text="The Paper" type="rss" xmlUrl="https://paper.example/feed?a=1&amp;b=2"/>
<outline text="Again" xmlURL="https://paper.example/feed?a=1&amp;b=2"/></outline>
<outline text="Local" xmlUrl="file:///etc/passwd"/><outline text="B" xmlUrl="http://b.example/rss"/></body></opml>"""


def test_entry_with_a_teaser_points_to_its_page() -> None:
    """The address is made whole, the date keeps its zone, and <source> names the outlet."""
    pointer, *_ = articles_of_feed(RSS.encode(), path="world.xml")
    assert isinstance(pointer, Pointer)
    assert (pointer.target, pointer.inside, pointer.found_in) == (
        "https://all.example/news/1",
        "world.xml",
        "feed",
    )
    assert pointer.known == {
        "title": "Talks end at AT&T",
        "outlet": "The Paper",
        "author": "Jane Doe",
        "published": "2022-01-11T04:00:00+05:30",
        "language": "en-GB",
        "url": "https://all.example/news/1",
    }


def test_entry_with_its_whole_text_is_an_article() -> None:
    """HTML becomes text; where no source is named, the channel is the outlet."""
    _, article, _ = articles_of_feed(RSS.encode(), path="world.xml")
    assert isinstance(article, Article)
    assert article.text == f"{LONG.strip()}\nNobody confirmed it."
    assert (article.part, article.url) == ("tag:2", "https://paper.example/2")
    assert (article.title, article.outlet, article.published) == ("Whole", "All the News & More", None)
    assert set(article.provenance.values()) == {"feed"}


def test_entry_without_text_and_address_is_rejected() -> None:
    """Only pages on the web are pointed to."""
    *_, outcome = articles_of_feed(RSS.encode(), path="world.xml")
    assert isinstance(outcome, Rejected)
    assert outcome.input == "world.xml:3"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_atom_is_read_as_rss_is(encoding: str) -> None:
    """Several authors are named; the day of a change is not the day of publication."""
    article, pointer = articles_of_feed(ATOM.encode(encoding), path="atom")
    assert isinstance(article, Article)
    assert isinstance(pointer, Pointer)
    assert (article.part, article.url) == ("urn:one", "https://paper.example/one")
    assert (article.author, article.published, article.language) == ("Jane Doe, Ali Reza", None, "en")
    assert (pointer.known["outlet"], pointer.known["published"]) == ("Elsewhere", "2022-01-12T08:00:00+02:00")


def test_damaged_feed_is_read_as_far_as_it_goes() -> None:
    """A feed cut off in the middle, or with a bare ampersand, still gives its entries."""
    cut = RSS.replace("All the News &amp;", "All the News &").encode()[:900]
    assert any(isinstance(one, Pointer) for one in articles_of_feed(cut, path="cut"))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\0" * 100,
        b"not a feed",
        b"/etc/passwd",  # feedparser would open a file of that name
        b"<rss><channel><title>No entries</title></channel></rss>",
        b"<!DOCTYPE rss [<!ENTITY a 'aa'><!ENTITY b '&a;&a;'>]><rss><channel><item><title>&b;</title></item>",
        b"<rss><channel><item>" + b"<a>" * 500_000,
        b"<rss><channel><item><title>" + b"&" * 500_000,
    ],
)
def test_what_is_no_feed_or_made_to_be_costly_is_refused(data: bytes) -> None:
    """Nothing is opened, no entity is expanded, and no time is spent on a heap of tags."""
    with pytest.raises(InputError):
        list(articles_of_feed(data, path="bad"))


def test_opml_points_to_its_feeds_once_each() -> None:
    """Folders are entered; only addresses on the web count."""
    found = list(articles_of_opml(OPML, path="mine.opml"))
    assert [one.target for one in found if isinstance(one, Pointer)] == [
        "https://paper.example/feed?a=1&b=2",
        "http://b.example/rss",
    ]
    assert {(one.found_in, one.inside) for one in found if isinstance(one, Pointer)} == {
        ("OPML", "mine.opml")
    }


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<opml><body><outline text='no feed'/></body></opml>",
        b"<html/>",
        b"<!DOCTYPE opml [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><opml><body>&a;</body></opml>",
        b"<opml><body>" + b"<outline>" * 2_500_000,
    ],
)
def test_what_is_no_opml_is_refused(data: bytes) -> None:
    """The reason is said in words."""
    with pytest.raises(InputError):
        list(articles_of_opml(data, path="bad"))


@given(data=st.binary(max_size=300))
def test_any_bytes_are_borne(data: bytes) -> None:
    """Nothing but records and InputError comes out."""
    borne(articles_of_feed, data)
    borne(articles_of_opml, data)


@pytest.mark.parametrize("whole", [RSS, ATOM])
def test_damage_is_borne(whole: str) -> None:
    """Feeds with bytes lost, doubled and shuffled."""
    for data in damaged(whole.encode()):
        borne(articles_of_feed, data)
    for data in damaged(OPML):
        borne(articles_of_opml, data)
