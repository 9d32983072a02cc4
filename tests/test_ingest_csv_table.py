"""Tables of texts: an article a row, whatever the delimiter, the encoding and the quotation marks."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sayso.ingest import read
from sayso.records import Article, Rejected

BODY = "The two sides met in Tehran on Sunday, and the talks ended without an agreement, an envoy said."


def every(data: bytes, folder: Path, name: str = "news.csv") -> list[Article | Rejected]:
    """Return all that a table holds."""
    (folder / name).write_bytes(data)
    return list(read([folder / name]))


def articles(data: bytes, folder: Path, name: str = "news.csv") -> list[Article]:
    """Return the articles of a table in which no row is bad."""
    found = every(data, folder, name)
    assert [one for one in found if isinstance(one, Rejected)] == []
    return [one for one in found if isinstance(one, Article)]


def reasons(found: list[Article | Rejected]) -> list[tuple[str, str]]:
    """Return the line of each row that was rejected, and why."""
    return [(one.input.rpartition(":")[2], one.reason) for one in found if isinstance(one, Rejected)]


def test_each_row_is_an_article_with_what_its_columns_say(tmp_path: Path) -> None:
    """Columns are known by several names; the row's id is the part, and the table is the provenance."""
    data = (
        "ID,Headline,Body,Publication,Publish Date,Authors,Link,Lang,shares\n"
        f'x-1,Talks end,"{BODY}",The Post,"March 12, 2024",Jane Doe,https://example.org/a,en,7\n'
        f'x-2,,"{BODY}",,12/03/2024,,/a,,\n'
    )
    first, second = articles(data.encode(), tmp_path)
    assert (first.part, first.title, first.text, first.outlet) == ("x-1", "Talks end", BODY, "The Post")
    assert (first.published, first.author, first.url) == ("2024-03-12", "Jane Doe", "https://example.org/a")
    assert first.language == "en"
    assert set(first.provenance.values()) == {"CSV"}
    assert second.part == "x-2"
    assert second.provenance == {}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_delimiter_and_encoding_are_told(delimiter: str, encoding: str, tmp_path: Path) -> None:
    """The header tells the delimiter, however many commas the texts have; quoted line ends stay."""
    text = f"{BODY}; “one”,\r\n\r\ntwo\t“three”, four – “five”"
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows([["title", "text"], ["Talks", text], ["", text]])
    first, second = articles(out.getvalue().encode(encoding), tmp_path)
    assert first.text == second.text == text
    assert (first.title, first.part, second.part) == ("Talks", "2", "5")


def test_row_is_counted_by_the_line_in_which_it_begins(tmp_path: Path) -> None:
    """Blank lines, quoted line ends and Excel's own first line count as lines of the file."""
    data = f'sep=;\n\ntext;title\n"{BODY}\n\n{BODY}";A\n;;\n{BODY};B\n'
    assert [one.part for one in articles(data.encode(), tmp_path)] == ["4", "8"]


def test_id_that_is_not_unique_gives_way_to_the_line(tmp_path: Path) -> None:
    """No two articles of a table have the same part."""
    data = f'id,text\n7,"{BODY}"\n7,"{BODY}"\n,"{BODY}"\n{"x" * 500},"{BODY}"\n'
    assert [one.part for one in articles(data.encode(), tmp_path)] == ["7", "3", "4", "5"]


def test_bad_rows_are_rejected_and_the_others_go_on(tmp_path: Path) -> None:
    """A row without a text, or cut otherwise than the header, is rejected with its line."""
    data = (
        f'title,text\nA,"{BODY}"\nB,\nC,talks, which ended\nD\nE,"He said "no" to it"\nF,"{BODY}"\n'
        f'G,"ends nowhere\nH,{BODY}\n'
    )
    found = every(data.encode(), tmp_path)
    assert [one.title for one in found if isinstance(one, Article)] == ["A", "F"]
    assert [line for line, _ in reasons(found)] == ["3", "4", "5", "6", "8"]
    whys = [why for _, why in reasons(found)]
    assert "no article text" in whys[0]
    assert "goes in quotation marks" in whys[1]
    assert "not doubled" in whys[3]
    assert "never closed" in whys[4]


def test_quotation_marks_in_a_table_with_tabs_may_be_words(tmp_path: Path) -> None:
    """Where tabs part the cells, a text may open with a quotation mark that is no quoting."""
    data = f'text\ttitle\n"We met," he said. {BODY}\tA\n{BODY}\tB "C\n'
    first, second = articles(data.encode(), tmp_path, "news.tsv")
    assert first.text == f'"We met," he said. {BODY}'
    assert second.title == 'B "C'


def test_huge_fields_are_read(tmp_path: Path) -> None:
    """A text may be longer than what Python's csv takes by itself."""
    text = f"{BODY} " * 3000
    [article] = articles(f'text\n"{text}"\n'.encode(), tmp_path)
    assert len(article.text) > 2**17


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"name,score\nA,1\n", "no column with texts"),
        (b"\n,,,\n", "not the header"),
        ((("x" * 100 + ",text\n") + BODY).encode(), "not the header"),
        (b",".join([b"text"] * 2000), "not the header"),
        (b"text\n", "it is empty"),
        (b"PK\x03\x04", "ZIP archive"),
        (b"text\n\0\0\0", "zero bytes"),
    ],
)
def test_what_is_no_table_of_texts_is_rejected(data: bytes, why: str, tmp_path: Path) -> None:
    """The reason says what is missing."""
    [outcome] = every(data, tmp_path)
    assert isinstance(outcome, Rejected)
    assert why in outcome.reason


@settings(max_examples=150, deadline=None)
@given(rows=st.lists(st.lists(st.text(max_size=12), max_size=4), max_size=6), tab=st.booleans())
def test_any_cells_become_articles_or_rejections(rows: list[list[str]], *, tab: bool) -> None:
    """Cells of any characters are borne, written well or joined without care."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t" if tab else ",").writerows([["id", "text", "title"], *rows])
    careless = "\n".join(",".join(row) for row in [["id", "text", "title"], *rows])
    for data in (out.getvalue(), careless):
        for outcome in read(["-"], stdin=io.BytesIO(data.encode("utf-8", "replace"))):
            assert isinstance(outcome, Article | Rejected)
