import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from tests.builders import article, extracted, statement

from sayso.dossier import render_statements
from sayso.dossier.statements import COLUMNS, csv_header, csv_row, json_line, statement_rows
from sayso.records import Extracted, Span


def of(text: str, source: str, cue: str, *content: str) -> Extracted:
    """Return an article with one attribution."""
    one = article("a.txt", text)
    return Extracted(article=one, attributions=(statement(one, source, cue, content, None),))


def test_keys() -> None:
    """A row has the public keys, in their order."""
    for each in extracted():
        for row in statement_rows(each):
            assert tuple(row) == COLUMNS


def test_a_row() -> None:
    """Spans are pairs of code points, texts are the words there, a channel has kind, spans and text."""
    herald = extracted()[2]
    row = json.loads(json_line(next(statement_rows(herald))))
    text = herald.article.text
    assert row["path"] == "reports/velm-herald.txt"
    assert [text[start:end] for start, end in row["cue"]] == ["said"]
    assert row["content_text"] == "Twenty-three people were hurt and all passengers are ashore"
    assert row["via"]["text"] == "a statement posted on its website"
    assert [text[start:end] for start, end in row["via"]["spans"]] == [row["via"]["text"]]
    assert row["parent"] is None


def test_pieces_are_joined() -> None:
    """Pieces of a discontinuous content are joined with an ellipsis between spaces."""
    [row] = statement_rows(of("The ship, he said, sank.", "he", "said", "The ship", "sank"))
    assert row["content_text"] == "The ship … sank"


@given(st.text(alphabet='a\n\r\t\x85\u2028\u2029"\\é\U0001f600\x1b', min_size=1))
def test_one_line_a_statement(words: str) -> None:
    """No character of an article breaks a line, and JSON gives it back unchanged."""
    [row] = statement_rows(of(f"{words} he said", "he", "said", words))
    line = json_line(row)
    assert len(line.splitlines()) == 1
    assert json.loads(line)["content_text"] == words


@given(st.text(alphabet='=+-@\t\r\n\'",;a"', min_size=1))
def test_csv_gives_words_back(words: str) -> None:
    """A cell is read back as the words, behind one apostrophe where a spreadsheet might run it."""
    [row] = statement_rows(of(f"{words} he said", "he", "said", words))
    header, cells = csv.reader(io.StringIO(csv_header() + csv_row(row), newline=""))
    cell = dict(zip(header, cells, strict=True))["content_text"]
    assert cell[:1] not in {"=", "+", "-", "@", "\t", "\r"}
    assert cell.removeprefix("'") == words


@pytest.mark.parametrize("start", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "'x"])
def test_formulas_are_guarded(start: str) -> None:
    """What a spreadsheet would take for a formula begins with an apostrophe."""
    [row] = statement_rows(of(f"{start} he said", "he", "said", start))
    [cells] = csv.reader(io.StringIO(csv_row(row), newline=""))
    assert f"'{start}" in cells


def test_spans_in_csv() -> None:
    """Spans are written s-e;s-e, and what is not there is an empty cell."""
    [row] = statement_rows(of("The ship, he said, sank.", "he", "said", "The ship", "sank"))
    cells = dict(zip(COLUMNS, next(csv.reader([csv_row(row)])), strict=True))
    assert cells["content"] == "0-8;19-23"
    assert (cells["via"], cells["parent"]) == ("", "")


@pytest.mark.parametrize("width", [80, 160])
def test_listing(width: int) -> None:
    """To be read, a statement shows who, the cue, the words, and their place."""
    file = io.StringIO()
    console = Console(file=file, width=width)
    for each in extracted():
        render_statements(each, console)
    text = file.getvalue()
    assert "its chairwoman, Pia Storm" in text
    assert "“It was overloaded, and Norline knew it”" in text
    assert "reports/velm-herald.txt:7 · indirect · denies" in text
    assert "nobody named" in text
    assert "\x1b" not in text
    assert all(len(line) <= width and line == line.rstrip() for line in text.splitlines())


def test_listing_is_inert() -> None:
    """Escapes and markup in an article do nothing in the listing."""
    file = io.StringIO()
    render_statements(
        of("[red]\x1b[31mx he said \x1b]0;x\x07y", "[red]\x1b[31mx he", "said", "\x1b]0;x\x07y"),
        Console(file=file),
    )
    assert "[red]�[31mx he" in file.getvalue()
    assert "\x1b" not in file.getvalue()


def test_statement_without_content() -> None:
    """A statement of which only source and cue are known is listed all the same."""
    one = article("a.txt", "He declined to comment.")
    bare = statement(one, "He", "declined to comment", (), None, stance="declines_to_comment")
    file = io.StringIO()
    render_statements(Extracted(article=one, attributions=(bare,)), Console(file=file, width=80))
    assert "a.txt:1 · indirect · declines to comment" in file.getvalue()
    assert bare.source == (Span(0, 2),)
