"""NewsML-G2: the text in each of its wrappings, whose it is, and what its publisher has withdrawn."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.hostile import borne, damaged

from sayso.errors import InputError
from sayso.ingest.readers.newsml import articles_of_newsml
from sayso.records import Article, Rejected

TEXT = ["TEHRAN (AFP) – The two sides met on Sunday, an envoy said.", "The talks ended."]
MARKED = "<p>TEHRAN (AFP) – The <em>two</em> sides\n met on Sunday, an envoy said.</p><p>The talks ended.</p>"
XHTML = (
    f'<html xmlns="http://www.w3.org/1999/xhtml"><head><title>No</title></head><body>{MARKED}</body></html>'
)
NITF = (
    '<nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline><hl1>Inner</hl1></hedline>'
    f"</body.head><body.content>{MARKED}<media><media-caption>No</media-caption></media></body.content></body></nitf>"
)
ABOUT = '<headline rank="2">Second</headline><headline rank="1">Talks end</headline><by>By Jane Doe</by>'


def item(
    content: str = f"<inlineXML>{XHTML}</inlineXML>",
    *,
    guid: str = "urn:newsml:example.org:1",
    status: str = 'qcode="stat:usable"',
    provider: str = '<provider qcode="nprov:AFP"/>',
    about: str = ABOUT,
) -> str:
    """Return a news item."""
    return (
        f'<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="{guid}" xml:lang="en"><itemMeta>'
        f'<itemClass qcode="ninat:text"/>{provider}<versionCreated>2022-01-11T04:00:00+05:30</versionCreated>'
        f"<firstCreated>2022-01-10T04:00:00Z</firstCreated><pubStatus {status}/></itemMeta>"
        f"<contentMeta>{about}</contentMeta><contentSet>{content}</contentSet></newsItem>"
    )


def read(document: str) -> list[Any]:
    """Return what a document gives."""
    return list(articles_of_newsml(document.encode(), path="a.xml"))


@pytest.mark.parametrize(
    ("content", "text"),
    [
        (f'<inlineXML contenttype="application/xhtml+xml">{XHTML}</inlineXML>', "\n\n".join(TEXT)),
        (f'<inlineXML contenttype="application/nitf+xml">{NITF}</inlineXML>', "\n\n".join(TEXT)),
        (f"<inlineData>  {TEXT[0]}\n\n   {TEXT[1]}\n</inlineData>", "\n\n".join(TEXT)),
        (f'<remoteContent href="a.jpg"/><inlineXML>{XHTML}</inlineXML>', "\n\n".join(TEXT)),
    ],
)
def test_text_is_read_in_each_wrapping(content: str, text: str) -> None:
    """XHTML, NITF and plain words, without heads and captions."""
    [article] = read(item(content))
    assert isinstance(article, Article)
    assert article.text == text


def test_item_says_whose_it_is() -> None:
    """The provider is the outlet, the guid the part, the date that of this version."""
    [article] = read(item())
    assert (article.part, article.url, article.outlet) == ("urn:newsml:example.org:1", None, "AFP")
    assert (article.title, article.author) == ("Talks end", "Jane Doe")
    assert (article.published, article.language) == ("2022-01-11T04:00:00+05:30", "en")
    assert set(article.provenance.values()) == {"NewsML-G2"}


@pytest.mark.parametrize(
    ("provider", "about", "outlet", "author", "title"),
    [
        ('<provider qcode="x:1"><name>The Agency</name></provider>', "", "The Agency", None, "Inner"),
        ('<provider literal="dpa"/>', "<creator><name>Ali Reza</name></creator>", "dpa", "Ali Reza", "Inner"),
        ('<provider uri="http://example.org/"/>', "<creditline>AP</creditline>", "AP", None, "Inner"),
        ("", "<headline>Outer</headline>", None, None, "Outer"),
    ],
)
def test_names_are_found_where_they_are(
    provider: str, about: str, outlet: str | None, author: str | None, title: str
) -> None:
    """A name, a code or a credit line; the headline of the text where the item has none."""
    [article] = read(item(f"<inlineXML>{NITF}</inlineXML>", provider=provider, about=about))
    assert (article.outlet, article.author, article.title) == (outlet, author, title)


@pytest.mark.parametrize(
    "status",
    [
        'qcode="stat:canceled"',
        'qcode="stat:withheld"',
        'uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"',
    ],
)
def test_withdrawn_item_is_rejected_and_the_others_go_on(status: str) -> None:
    """In a message with several items; an item without text is rejected too."""
    items = [item(guid="a", status=status), item("", guid="b"), item(guid="c")]
    message = f'<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><itemSet>{"".join(items)}</itemSet></newsMessage>'
    first, second, third = read(message)
    assert isinstance(first, Rejected)
    assert (first.input, "withdrawn" in first.reason) == ("a.xml:a", True)
    assert isinstance(second, Rejected)
    assert (second.input, second.reason) == ("a.xml:b", "it has no text")
    assert isinstance(third, Article)


ENTITIES = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))


@pytest.mark.parametrize(
    "document",
    [
        "",
        "<rss/>",
        "<newsMessage/>",
        item()[:500],
        f'<!DOCTYPE x [<!ENTITY e0 "a">{ENTITIES}]>' + item("<inlineData>&e9;</inlineData>"),
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>' + item("<inlineData>&a;</inlineData>"),
        "<newsItem>" + "<p>" * 100_000,
        "<newsItem>" + "<p/>" * 2_500_000,
        "<newsItem>\0</newsItem>",
    ],
)
def test_what_cannot_be_read_is_refused(document: str) -> None:
    """Other XML, damage, entities of its own, nesting without end."""
    with pytest.raises(InputError):
        read(document)


def test_doctype_without_entities_is_harmless() -> None:
    """What it names is not loaded."""
    [article] = read('<!DOCTYPE newsItem SYSTEM "http://127.0.0.1:9/x.dtd">' + item())
    assert isinstance(article, Article)


@given(data=st.binary(max_size=300))
def test_any_bytes_are_borne(data: bytes) -> None:
    """Nothing but records and InputError comes out."""
    borne(articles_of_newsml, data)
    borne(articles_of_newsml, item("<inlineData>|</inlineData>").encode().replace(b"|", data))


def test_damage_is_borne() -> None:
    """Items with bytes lost, doubled and shuffled."""
    for data in damaged(item().encode()):
        borne(articles_of_newsml, data)
