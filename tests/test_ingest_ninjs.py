"""ninjs, in the spellings of its versions, and what its publisher has withdrawn."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.hostile import borne, damaged

from sayso.errors import InputError
from sayso.ingest.readers.ninjs import articles_of_ninjs
from sayso.records import Article, Rejected

BODY = "TEHRAN (AP) — The two sides met on Sunday, an envoy said.\nThe talks ended without an agreement."
MARKED = (
    "<p>TEHRAN (AP) — The <b>two</b> sides met on\n Sunday, an envoy said.</p>"
    "<p>The talks ended&nbsp;there.</p>"
)
ONE = {
    "uri": "urn:newsml:example.org:1",
    "type": "text",
    "versioncreated": "2022-01-11T04:00:00+05:30",
    "firstcreated": "2022-01-10T04:00:00Z",
    "pubstatus": "usable",
    "language": "en",
    "byline": "By Jane Doe",
    "headline": "Talks end",
    "copyrightholder": "AP",
    "body_text": BODY,
}
TWO = {
    "uri": "https://example.org/items/2",
    "versioncreated": "2022-01-11T04:00:00Z",
    "by": "Jane Doe and Ali Reza",
    "headlines": [{"role": "short", "value": "Talks"}, {"role": "main", "value": "Talks <i>end</i>"}],
    "infosources": [{"name": "NTB"}],
    "bodies": [
        {
            "role": "main",
            "contenttype": "text/plain",
            "value": "TEHRAN (AP) — The two sides met. They parted.",
        },
        {"role": "rich", "contenttype": "application/xhtml+xml", "value": MARKED},
    ],
}
THREE = {
    "uri": "urn:3",
    "versionCreated": "2022-01-11T04:00:00Z",
    "pubStatus": "usable",
    "provider": {"name": "TT", "uri": "https://example.org/"},
    "bodies": [
        {"contentType": "text/html", "value": f"<?xml version='1.0'?><html><body>{MARKED}</body></html>"}
    ],
}


def read(value: Any) -> list[Any]:
    """Return what a file gives; a string stands as it is."""
    data = value if isinstance(value, str) else json.dumps(value)
    return list(articles_of_ninjs(data.encode(), path="a.json"))


def test_first_version_is_read() -> None:
    """The text as it is, and whose it is; the date is that of this version of the item."""
    [article] = read(ONE)
    assert isinstance(article, Article)
    assert article.text == BODY
    assert (article.part, article.url) == ("urn:newsml:example.org:1", None)
    assert (article.title, article.outlet, article.author) == ("Talks end", "AP", "Jane Doe")
    assert (article.published, article.language) == ("2022-01-11T04:00:00+05:30", "en")
    assert set(article.provenance.values()) == {"ninjs"}


@pytest.mark.parametrize(("item", "outlet"), [(TWO, "NTB"), (THREE, "TT")])
def test_later_versions_are_read(item: dict[str, Any], outlet: str) -> None:
    """Of several bodies the one that shows the paragraphs, without its markup."""
    [article] = read(item)
    assert isinstance(article, Article)
    assert (
        article.text == "TEHRAN (AP) — The two sides met on Sunday, an envoy said.\n\nThe talks ended there."
    )
    assert (article.outlet, article.published) == (outlet, "2022-01-11T04:00:00+00:00")


def test_main_headline_and_address_are_taken() -> None:
    """The first headline need not be the main one; an address on the web is the article's."""
    [article] = read(TWO)
    assert (article.title, article.author) == ("Talks end", "Jane Doe and Ali Reza")
    assert article.url == "https://example.org/items/2"


@pytest.mark.parametrize("status", ["canceled", "withheld", "CANCELED"])
@pytest.mark.parametrize("key", ["pubstatus", "pubStatus"])
def test_withdrawn_item_is_rejected(status: str, key: str) -> None:
    """Its text must not be used; the rejection says so."""
    [outcome] = read({"uri": "urn:1", key: status, "body_text": BODY})
    assert isinstance(outcome, Rejected)
    assert outcome.input == "a.json:urn:1"
    assert "withdrawn" in outcome.reason


@pytest.mark.parametrize(
    "file",
    [
        [ONE, {"uri": "urn:p", "type": "picture"}, 7, THREE],
        {"items": [ONE, {"uri": "urn:p", "type": "picture"}, 7, THREE]},
        f'{json.dumps(ONE)}\n{{"uri": "urn:p", "type": "picture"}}\n{{broken\n\n{json.dumps(THREE)}\n',
    ],
)
def test_list_and_lines_of_items_are_read(file: object) -> None:
    """What has no text or is broken is rejected, and the others go on."""
    found = read(file)
    assert [one.part for one in found if isinstance(one, Article)] == ["urn:newsml:example.org:1", "urn:3"]
    assert [one.input for one in found if isinstance(one, Rejected)] == ["a.json:urn:p", "a.json:3"]


@pytest.mark.parametrize("data", [b"", b"{", b"\0", b"[" * 100_000, b'{"a":' * 100_000, b"9" * 10_000])
def test_what_is_no_json_is_refused(data: bytes) -> None:
    """Nested without end, or binary."""
    with pytest.raises(InputError):
        list(articles_of_ninjs(data, path="bad"))


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(
    item=st.dictionaries(st.sampled_from(sorted({*ONE, *TWO, *THREE, "guid", "body_xhtml", "source"})), JSON)
)
def test_any_values_are_borne(item: dict[str, Any]) -> None:
    """Values of any type under the known keys become an article or a rejection."""
    borne(articles_of_ninjs, json.dumps(item).encode())
    borne(articles_of_ninjs, json.dumps({"body_text": BODY, **item}).encode())


def test_damage_is_borne() -> None:
    """Items with bytes lost, doubled and shuffled."""
    for data in damaged(json.dumps([ONE, TWO, THREE]).encode()):
        borne(articles_of_ninjs, data)
