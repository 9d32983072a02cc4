"""PDF files that another tool makes: paragraphs, columns, broken words, running heads; scans and bombs."""

import io
import textwrap
import zlib
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Frame, PageTemplate, Paragraph
from tests.hostile import borne, damaged

from sayso.errors import InputError
from sayso.ingest.readers.hyphens import joined
from sayso.ingest.readers.pdf import articles_of_pdf
from sayso.records import Article

WIDE, HIGH = A4
TITLE = "Talks end without an agreement"
PARAGRAPHS = [
    f"{place}: The two delegations met on Sunday, and the talks ended without an agreement, an envoy said."
    " The representatives of the well-known resistance group discussed an interim administration. “We have"
    " presented our requirements,” the spokesman told correspondents after the negotiations. Since the"
    " mid-1990s the self-styled council has insisted on elections."
    for place in (
        "Tehran",
        "Kabul",
        "Bazarak",
        "Dushanbe",
        "Herat",
        "Mashhad",
        "Doha",
        "Moscow",
        "Ankara",
        "Delhi",
    )
]


def flowed(*, columns: int = 2, **style: Any) -> bytes:
    """Return a PDF of several pages with a heading, columns, a running head and page numbers."""
    out = io.BytesIO()
    document = BaseDocTemplate(out, pagesize=A4, title=TITLE, author="Jane Doe", lang="en-GB")
    wide = (WIDE - 120 - 20 * (columns - 1)) / columns
    frames = [Frame(60 + n * (wide + 20), 60, wide, HIGH - 120, 0, 0, 0, 0) for n in range(columns)]

    def decorate(canvas: Canvas, page: Any) -> None:
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, HIGH - 40, f"THE PAPER   Monday 10 January 2022   {page.page}")
        canvas.drawCentredString(WIDE / 2, 30, f"Page {page.page}")

    document.addPageTemplates(PageTemplate(frames=frames, onPage=decorate))
    text = ParagraphStyle("text", fontName="Times-Roman", fontSize=10, leading=12, **style)
    heading = ParagraphStyle("heading", fontSize=18, leading=22, spaceAfter=10)
    document.build([Paragraph(TITLE, heading), *(Paragraph(one, text) for one in PARAGRAPHS * 4)])
    return out.getvalue()


def drawn(*pages: Callable[[Canvas], None], **options: Any) -> bytes:
    """Return a PDF with pages that are drawn by hand."""
    out = io.BytesIO()
    canvas = Canvas(out, pagesize=A4, **options)
    for page in pages:
        page(canvas)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def lines(*rows: Sequence[str] | str, size: float = 10) -> Callable[[Canvas], None]:
    """Return what draws lines; two words in a row are drawn beside one another, in two columns."""

    def draw(canvas: Canvas) -> None:
        canvas.setFont("Times-Roman", size)
        for number, row in enumerate(rows):
            for column, line in enumerate([row] if isinstance(row, str) else row):
                if line:
                    canvas.drawString(60 + 250 * column, HIGH - 60 - 1.2 * size * number, line)

    return draw


def text_of(data: bytes) -> str:
    """Return the text of a PDF."""
    [article] = articles_of_pdf(data, path="a.pdf")
    assert isinstance(article, Article)
    return article.text


@pytest.mark.parametrize(
    "style",
    [
        {"columns": 1, "alignment": 0, "spaceAfter": 8},
        {"columns": 2, "alignment": 4, "spaceAfter": 8},
        {"columns": 2, "alignment": 4, "firstLineIndent": 12},
        {"columns": 3, "alignment": 0, "firstLineIndent": 10},
    ],
)
def test_paragraphs_are_whole_and_in_order(style: dict[str, Any]) -> None:
    """Set ragged or justified, parted by space or by an indent; running heads and page numbers are gone."""
    assert text_of(flowed(**style)).split("\n\n") == [TITLE, *PARAGRAPHS * 4]


def test_columns_drawn_row_by_row_are_read_one_after_the_other() -> None:
    """Also below a headline that runs across them."""
    left = [*textwrap.wrap(PARAGRAPHS[0], 45), "", *textwrap.wrap(PARAGRAPHS[1], 45)]
    right = [*textwrap.wrap(PARAGRAPHS[2], 45), "", *textwrap.wrap(PARAGRAPHS[3], 45)]
    head = "Talks end without an agreement, the envoy of the group tells reporters in Tehran on Sunday"
    text = text_of(drawn(lines(head, "", *zip(left, right, strict=True))))
    assert text.split("\n\n") == [head, *PARAGRAPHS[:4]]


def test_words_are_parted_where_they_are() -> None:
    """Word spacing, letters written one by one and words without a space between them are measured."""

    def draw(canvas: Canvas) -> None:
        text = canvas.beginText(60, 700)
        text.setFont("Times-Roman", 10)
        text.setWordSpace(3)
        text.textOut("The minister met the commander in T")
        text.textOut("ehran on Sunday, ")
        text.setWordSpace(0)
        for word in ("as", "agencies", "say."):
            text.textOut(word)
            text.moveCursor(2.2, 0)
        canvas.drawText(text)
        canvas.drawString(60, 688, "Nothing else was said of it that day.")

    assert "in Tehran on Sunday, as" in text_of(drawn(draw))


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        (["The nego-", "tiations ended."], "The negotiations ended."),
        (["In the mid-", "1990s they met."], "In the mid-1990s they met."),
        (["An Anglo-", "Iranian envoy"], "An Anglo-Iranian envoy"),
        (["a well-", "known name"], "a well-known name"),
        (["a Kurdish-", "led force"], "a Kurdish-led force"),
        (["He won 12-", "10 of them"], "He won 12-10 of them"),
        (["It was over -", "for now."], "It was over - for now."),
        (["con\u00ad", "ﬁrmed twice"], "confirmed twice"),
        (["an F-", "16 fell"], "an F-16 fell"),
        (["of the nego-", "", "tiations"], "of the negotiations"),
    ],
)
def test_word_is_mended_where_it_is_one(broken: list[str], whole: str) -> None:
    """A hyphen at the end of a line goes where it only breaks a word."""
    assert joined(broken) == whole


def test_text_itself_knows_best_how_a_word_is_written() -> None:
    """What it has elsewhere on one line counts more than any rule."""
    assert joined(["cease-", "fire"], {"cease-fire": 2}) == "cease-fire"
    assert joined(["long-", "term"], {"longterm": 1}) == "longterm"


def test_properties_are_told_but_no_date() -> None:
    """Title, author and language with their provenance; the day on which the file was made says nothing."""
    [article] = articles_of_pdf(flowed(), path="a.pdf")
    assert isinstance(article, Article)
    assert (article.title, article.author, article.language) == (TITLE, "Jane Doe", "en-GB")
    assert article.provenance == dict.fromkeys(("title", "author", "language"), "PDF")
    assert article.published is None


@pytest.mark.parametrize("title", ["Microsoft Word - draft 3.docx", "untitled", "index.html", ""])
def test_title_of_a_template_is_none(title: str) -> None:
    """The headline of the text is taken instead."""

    def draw(canvas: Canvas) -> None:
        canvas.setTitle(title)
        canvas.setAuthor("Windows User")
        canvas.drawString(60, 740, "Talks End Without Result")
        lines(*textwrap.wrap(PARAGRAPHS[0], 80))(canvas)

    [article] = articles_of_pdf(drawn(draw), path="a.pdf")
    assert isinstance(article, Article)
    assert article.title != title
    assert article.author is None


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (drawn(*[lambda canvas: canvas.rect(9, 9, 99, 99)] * 12), "no text in 12 pages"),
        (drawn(lambda canvas: canvas.drawString(9, 9, "Scan 1")), "no text in 1 page"),
        (drawn(lines(*PARAGRAPHS), encrypt="secret"), "encrypted"),
        (drawn(lines(*PARAGRAPHS))[:900], "damaged"),
        (drawn(*[lines("a")] * 301), "301 pages"),
        (b"%PDF-1.7\n", "damaged"),
        (b"", "no PDF"),
        (b"PK\x03\x04", "no PDF"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    """Scans with their number of pages, what is encrypted, damaged or too long."""
    with pytest.raises(InputError, match=reason):
        list(articles_of_pdf(data, path="a.pdf"))


def made(
    content: bytes, *, filters: bytes = b"", more: Sequence[bytes] = (), resources: bytes = b""
) -> bytes:
    """Return a PDF of one page whose parts are given as they are."""
    fonts = b"/Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >>"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /Contents 4 0 R /Resources << " + fonts + resources + b" >> >>",
        b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), filters, content),
        *more,
    ]
    out, places = b"%PDF-1.7\n", []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
        + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (size, len(out))
    )


def form(number: int) -> bytes:
    """Return a form that draws the next one ten times."""
    resources = b"/Resources << /XObject << /X %d 0 R >> >>" % (number + 1)
    content = b"/X Do " * 10
    head = b"<< /Length %d /Type /XObject /Subtype /Form %s >>" % (len(content), resources)
    return head + b"\nstream\n" + content + b"\nendstream"


def test_letters_that_no_font_names_are_not_guessed() -> None:
    """A drawn font whose shapes have no names tells no words."""
    font = b"/F1 << /Type /Font /Subtype /Type3 /FontMatrix [1 0 0 1 0 0] /CharProcs << /g1 4 0 R >> >>"
    data = made(b"BT /F1 9 Tf (The two sides met in Tehran on Sunday.) Tj ET")
    plain = b"/F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
    assert text_of(data) == "The two sides met in Tehran on Sunday."
    with pytest.raises(InputError, match="fonts do not say"):
        list(articles_of_pdf(data.replace(plain, font), path="a.pdf"))


FLATE = b"/Filter /FlateDecode"
BOMB = zlib.compress(b"BT ET " * 5_000_000, 9)


@pytest.mark.parametrize(
    "data",
    [
        made(BOMB, filters=FLATE),
        made(zlib.compress(BOMB), filters=b"/Filter [/FlateDecode /FlateDecode]"),
        made(b"\x81 " * 500_000, filters=b"/Filter /RunLengthDecode"),
        made(b"[" * 100_000),
        made(b"BT /F1 1e400 Tf 1e308 0 0 1e308 0 0 cm (a) Tj T* (b) Tj ET"),
        made(b"/X Do", more=[form(number) for number in range(5, 12)], resources=b"/XObject << /X 5 0 R >>"),
        made(b"/X Do", more=[form(4)], resources=b"/XObject << /X 5 0 R >>"),  # a form that draws itself
        made(b"").replace(b"/Kids [3 0 R]", b"/Kids [2 0 R]"),  # pages that hold themselves
        made(b"").replace(b"/Kids [3 0 R]", b"/Kids [" + b"3 0 R " * 20_000 + b"]"),
        b"%PDF-1.4\nxref\n0 1\n0000000000 65535 f \ntrailer << /Prev 9 /Root 1 0 R >>\nstartxref\n9\n%%EOF",
    ],
)
def test_bomb_is_refused(data: bytes) -> None:
    """What unpacks to too much, draws itself or nests without end."""
    with pytest.raises(InputError):
        list(articles_of_pdf(data, path="bad"))


@given(data=st.binary(max_size=300))
def test_any_bytes_are_borne(data: bytes) -> None:
    """As a file, and as the drawing commands of a page."""
    borne(articles_of_pdf, b"%PDF-1.7\n" + data)
    borne(articles_of_pdf, made(b"BT /F1 9 Tf " + data))


def test_damage_is_borne() -> None:
    """PDF files with bytes lost, doubled and shuffled."""
    whole = drawn(lines(TITLE, "", *textwrap.wrap(PARAGRAPHS[0], 80)), pageCompression=0)
    for data in damaged(whole):
        borne(articles_of_pdf, data)
