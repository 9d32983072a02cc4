"""Manifests: lists of paths and addresses, which say what their files do not."""

import json

import pytest

from sayso.ingest.formats import format_of
from sayso.ingest.outcomes import Pointer
from sayso.ingest.readers.json_lines import articles_of_json_lines
from sayso.ingest.readers.manifest import articles_of_manifest
from sayso.records import Rejected

KNOWN = {"outlet": "The Post", "published": "2024-03-12", "author": "Jane Doe", "title": "Talks end"}


def pointers(data: bytes) -> list[Pointer]:
    """Return what a table names, none of its rows being bad."""
    found = list(articles_of_manifest(data, path="lists/a.csv"))
    assert [one for one in found if not isinstance(one, Pointer)] == []
    return [one for one in found if isinstance(one, Pointer)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_each_row_is_a_pointer_with_what_its_columns_say(delimiter: str) -> None:
    """A path counts before an address, which is then known of it."""
    rows = (
        ("Path", "URL", "Outlet", "Date", "Author", "Title"),
        ("a.txt", "https://example.org/a", "The Post", "12 March 2024", "Jane Doe", "Talks end"),
        ("", "https://example.org/b", "", "", "", ""),
    )
    data = "\n".join(delimiter.join(row) for row in rows).encode()
    assert format_of("a.csv", data).name == "manifest"
    assert pointers(data) == [
        Pointer(
            target="a.txt",
            inside="lists/a.csv",
            found_in="manifest",
            known={**KNOWN, "url": "https://example.org/a"},
        ),
        Pointer(
            target="https://example.org/b",
            inside="lists/a.csv",
            found_in="manifest",
            known={"url": "https://example.org/b"},
        ),
    ]


def test_last_cells_may_be_left_out() -> None:
    """A list written by hand need not have all of its commas; a date in doubt is left out."""
    first, second = pointers(b"path,outlet,date\na.txt\nb.txt,The Post,12/03/2024\n")
    assert (first.known, second.known) == ({}, {"outlet": "The Post"})


def test_row_that_names_nothing_is_rejected() -> None:
    """The others go on."""
    found = list(articles_of_manifest(b"url,outlet\nexample,A\nhttps://example.org/a,B\n", path="a.csv"))
    assert isinstance(found[0], Rejected)
    assert (found[0].input, found[0].reason) == ("a.csv:2", "it names no path and no web address")
    assert isinstance(found[1], Pointer)


def test_table_with_texts_is_no_manifest() -> None:
    """A column of texts decides, whatever addresses stand beside it."""
    assert format_of("a.csv", b"url,text\nhttps://example.org/a,Talks ended.").name == "csv"


def test_json_lines_may_name_what_they_do_not_hold() -> None:
    """An object without a text that has a path or an address is a pointer; one with an empty text is not."""
    values = (
        {"path": "a.txt", "outlet": "The Post", "date": "2024-03-12", "authors": ["Jane Doe"]},
        {"url": "https://example.org/a"},
        {"url": "https://example.org/b", "text": ""},
        {"outlet": "The Post"},
    )
    data = "\n".join(json.dumps(value) for value in values).encode()
    first, second, *others = articles_of_json_lines(data, path="a.jsonl")
    assert isinstance(first, Pointer)
    assert isinstance(second, Pointer)
    assert (first.target, first.found_in) == ("a.txt", "manifest")
    assert first.known == {"outlet": "The Post", "published": "2024-03-12", "author": "Jane Doe"}
    assert second.target == "https://example.org/a"
    assert all(isinstance(one, Rejected) for one in others)
    assert len(others) == 2
