"""Word documents: which words count, and what of the archive is left alone."""

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.hostile import borne, damaged

from sayso.errors import InputError
from sayso.ingest.readers.docx import articles_of_docx
from sayso.records import Article

BODY = "The two sides met in Tehran on Sunday, an envoy said."
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
TEXT = """<w:p><w:pPr><w:pStyle w:val="Title"/></w:pPr><w:r><w:t>Talks End Without Result</w:t></w:r></w:p>
<w:p/><w:p><w:r><w:t>The two sides met</w:t></w:r><w:r><w:t xml:space="preserve"> in Tehran on </w:t></w:r>
<w:del><w:r><w:delText>Monday</w:delText><w:t>Monday</w:t></w:r></w:del><w:ins><w:r><w:t>Sunday,</w:t></w:r></w:ins>
<w:r><w:tab/><w:t>an envoy said.</w:t><w:footnoteReference/></w:r></w:p>
<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Dead</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>20</w:t></w:r></w:p></w:tc></w:tr></w:tbl>
<w:p><w:r><mc:AlternateContent><mc:Choice><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></mc:Choice>
<mc:Fallback><w:p><w:r><w:t>In a box.</w:t></w:r></w:p></mc:Fallback></mc:AlternateContent>
<w:t>One line</w:t><w:br/><w:t>and the next</w:t></w:r></w:p>"""
CORE = """<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/">
 <dc:title>{title}</dc:title><dc:creator>{author}</dc:creator><dcterms:created>2020-02-02</dcterms:created>
 </cp:coreProperties>"""


def docx(
    text: str = TEXT, *, title: str = "", author: str = "Jane Doe", start: str = "", **members: str
) -> bytes:
    """Return a Word document."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(
            "word/document.xml", f"{start}<w:document {NAMES}><w:body>{text}</w:body></w:document>"
        )
        archive.writestr("docProps/core.xml", CORE.format(title=title, author=author))
        for name, content in members.items():
            archive.writestr(name, content)
    return packed.getvalue()


def paragraph(text: str) -> str:
    """Return a paragraph with a text."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_paragraphs_are_read_in_order() -> None:
    """With tables and boxes, without what has been deleted and what is there twice."""
    [article] = articles_of_docx(docx(), path="a.docx")
    assert isinstance(article, Article)
    assert article.text.split("\n\n") == [
        "Talks End Without Result",
        BODY,
        "Dead",
        "20",
        "In a box.",
        "One line\nand the next",
    ]


@pytest.mark.parametrize(
    ("title", "author", "told"),
    [
        ("", "Jane Doe", {"title": "headline", "author": "DOCX"}),
        ("Talks end without result", "Jane Doe", {"title": "DOCX", "author": "DOCX"}),
        ("Document1.docx", "Windows User", {"title": "headline"}),
    ],
)
def test_properties_fill_in_what_the_text_does_not_show(
    title: str, author: str, told: dict[str, str]
) -> None:
    """What programs write there is passed over; the day on which it was made is no day of publication."""
    [article] = articles_of_docx(docx(title=title, author=author), path="a.docx")
    assert isinstance(article, Article)
    assert article.title
    assert article.title.lower() == "talks end without result"
    assert article.provenance == told
    assert article.published is None


def test_byline_counts_more_than_who_saved_the_file() -> None:
    """The author in the properties may be anybody."""
    text = "".join(map(paragraph, ("Talks End Without Result", "By Ali Reza", BODY, BODY)))
    [article] = articles_of_docx(docx(text, author="Jane Doe"), path="a.docx")
    assert isinstance(article, Article)
    assert (article.author, article.provenance["author"]) == ("Ali Reza", "byline")


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no ZIP"),
        (b"\xd0\xcf\x11\xe0 an old one", "save it as .docx"),
        (docx("<w:p/>"), "no text"),
        (docx()[:300], "no ZIP"),
        (docx(paragraph("&a;")), "damaged"),
        (docx(paragraph("&a;"), start='<!DOCTYPE w [<!ENTITY a SYSTEM "file:///etc/passwd">]>'), "entities"),
        (docx(paragraph("a" * 30_000_000)), "unpacks to more"),
        (docx("<w:p>" * 1000), "damaged"),
        (docx("<w:p/>" * 900_000), "too many elements|unpacks to more"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    """Old, empty, damaged, with entities, nested without end, or a bomb."""
    with pytest.raises(InputError, match=reason):
        list(articles_of_docx(data, path="a.docx"))


def test_archive_that_is_no_document_is_refused() -> None:
    """No name in it leads anywhere."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../../word/document.xml", "<a/>")
    with pytest.raises(InputError, match=r"no word/document\.xml"):
        list(articles_of_docx(packed.getvalue(), path="a.docx"))


@given(data=st.binary(max_size=300))
def test_any_bytes_are_borne(data: bytes) -> None:
    """Nothing but records and InputError comes out."""
    borne(articles_of_docx, data)
    borne(articles_of_docx, docx()[:60] + data)


def test_damage_is_borne() -> None:
    """Documents with bytes lost, doubled and shuffled."""
    for data in damaged(docx()):
        borne(articles_of_docx, data)
