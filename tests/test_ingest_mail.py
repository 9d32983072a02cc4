"""E-mail: whose it is, which part counts, and where its lines were broken by a program."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.hostile import borne, damaged

from sayso.errors import InputError
from sayso.ingest.readers.mail import articles_of_eml, articles_of_mbox
from sayso.records import Article, Rejected

BODY = (
    "The two sides met in Tehran on Sunday, and the talks ended without an agreement, an envoy of the group"
    " told “reporters” in the evening. They had not met since the spring, the minister said, and no further"
    " meeting has been planned so far; neither side would say why."
)
HEAD = """From: =?utf-8?q?J=C3=A4ne?= Doe <press@example.org>
To: desk@example.com
Subject: Talks end
 without an agreement
Date: Tue, 11 Jan 2022 04:00:00 +0530
Message-ID: <one@example.org>
MIME-Version: 1.0
"""
PAGE = f"<html lang='en'><body><p>{BODY}</p><p>Nobody else was there.</p></body></html>"


def plain(
    text: str, *, head: str = HEAD, kind: str = "text/plain; charset=utf-8", charset: str = "utf-8"
) -> bytes:
    """Return an e-mail of one part."""
    return f"{head}Content-Type: {kind}\nContent-Transfer-Encoding: 8bit\n\n".encode() + text.encode(charset)


def both(text: str, page: str = PAGE) -> bytes:
    """Return an e-mail with a plain text and a page, and an attachment that is not read."""
    return (
        f'{HEAD}Content-Type: multipart/mixed; boundary="m"\n\n--m\n'
        f'Content-Type: multipart/alternative; boundary="b"\n\n--b\nContent-Type: text/plain\n\n{text}\n'
        f'--b\nContent-Type: text/html; charset="utf-8"\n\n{page}\n--b--\n--m\n'
        'Content-Type: text/plain\nContent-Disposition: attachment; filename="a.txt"\n\nNot read.\n--m--\n'
    ).encode()


def one(data: bytes) -> Article:
    """Return the article of an e-mail."""
    [article] = articles_of_eml(data, path="a.eml")
    assert isinstance(article, Article)
    return article


@pytest.mark.parametrize(
    ("label", "charset"),
    [
        ("utf-8", "utf-8"),
        ("windows-1252", "cp1252"),
        ("iso-2022-jp", "iso2022_jp"),  # looks like ASCII
        ("us-ascii", "utf-8"),
        ("no-such-charset", "utf-8"),
    ],
)
def test_headers_say_whose_it_is(label: str, charset: str) -> None:
    """The sender's name is the author, the day of sending the day of publication, the subject the title."""
    article = one(plain(BODY, kind=f"text/plain; charset={label}", charset=charset))
    assert article.text == BODY
    assert (article.title, article.author, article.outlet) == (
        "Talks end without an agreement",
        "Jäne Doe",
        None,
    )
    assert (article.published, article.part) == ("2022-01-11T04:00:00+05:30", "one@example.org")
    assert set(article.provenance.values()) == {"e-mail"}


@pytest.mark.parametrize(
    ("sender", "author"),
    [
        ('"Doe, Jane" <jane@example.org>', "Doe, Jane"),
        ("jane@example.org (Jane Doe)", "Jane Doe"),
        ("jane@example.org", None),
        ("(((((", None),
    ],
)
def test_address_is_no_author(sender: str, author: str | None) -> None:
    """Only a name is one."""
    assert one(plain(BODY, head=f"From: {sender}\nSubject: Talks\n")).author == author


def test_lines_that_a_program_broke_are_whole_again() -> None:
    """Paragraphs, lists, quoted lines and short lines stay apart."""
    wrapped = "\n".join(textwrap.wrap(BODY, 72))
    quoted = "> " + "\n> ".join(textwrap.wrap(BODY, 70))
    text = f"{wrapped}\n\n{wrapped}\n\n* first\n* second\n\n{quoted}\n\nJane Doe\nPress office\n"
    parts = one(plain(text)).text.split("\n\n")
    assert parts == [BODY, BODY, "* first\n* second", quoted, "Jane Doe\nPress office"]


def test_lines_that_nobody_broke_stay_as_they_are() -> None:
    """A paragraph a line, as newsletters write them."""
    text = f"{BODY}\n{BODY}\nA short line.\n{BODY}\n"
    assert one(plain(text)).text == text


def test_flowed_text_is_read_as_its_program_says() -> None:
    """A space at the end of a line says that the paragraph goes on."""
    flowed = " \n".join(textwrap.wrap(BODY, 60))
    assert (
        one(plain(f"{flowed}\nNext.\n", kind="text/plain; charset=utf-8; format=flowed")).text
        == f"{BODY}\nNext.\n"
    )


def test_plain_text_counts_and_else_the_page() -> None:
    """A plain part that only points to the page does not."""
    assert one(both(f"{BODY}\n" + "Not from the page. " * 20)).text.startswith(BODY)
    article = one(both("View this e-mail in your browser."))
    assert article.text == f"{BODY}\nNobody else was there."
    assert (article.language, article.provenance["language"]) == ("en", "html lang")
    assert one(plain(PAGE, kind="text/html; charset=utf-8")).text == article.text
    assert "Not read" not in article.text


def test_mailbox_holds_several() -> None:
    """By message id or place; what has no text is rejected, and a line of "From" in a text parts nothing."""
    first = b"From x Tue Jan 11 04:00:00 2022\n" + plain(
        f"{BODY}\n\n>From now on they are apart.\n\nFrom here on too.\n"
    )
    second = b"From y@example.org Tue Jan 11 04:00:00 +0000 2022\r\nSubject: empty\r\n\r\n"
    third = b"From z Tue Jan 11 04:00:00 2022\n" + plain(BODY, head="Subject: third\n")
    found = list(articles_of_mbox(first + b"\n" + second + b"\r\n" + third, path="box"))
    assert [type(one) for one in found] == [Article, Rejected, Article]
    assert isinstance(found[0], Article)
    assert found[0].text.endswith("\n\nFrom now on they are apart.\n\nFrom here on too.\n\n")
    assert [getattr(found[n], name) for n, name in enumerate(("part", "input", "part"))] == [
        "one@example.org",
        "box:2",
        "3",
    ]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"Only a text.",
        plain("  \n"),
        plain("zero \0 in it"),
        b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n",
        b"Subject: x\nContent-Type: application/pdf\n\nabc",
        b"Subject: x\n\n" + b"\n" * 6_000_000,
        b"Subject: x\n"
        + b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(2000)),
    ],
)
def test_what_cannot_be_read_is_refused(data: bytes) -> None:
    """No text, no headers, binary, or parts in parts without end."""
    with pytest.raises(InputError):
        list(articles_of_eml(data, path="bad"))
    with pytest.raises(InputError):
        list(articles_of_mbox(data, path="bad"))


@pytest.mark.parametrize(
    "value", ["(" * 100_000, "=?utf-8?q?" * 10_000, '"' * 100_000, "a@" * 50_000, "x" * 5_000_000]
)
def test_endless_header_is_cut(value: str) -> None:
    """The parser of headers would take minutes over it."""
    head = "".join(f"{name}: {value}\n" for name in ("From", "Subject", "Date", "Message-ID"))
    article = one(plain(BODY, head=head))
    assert article.text == BODY
    assert len(article.title or "") <= 4000


@given(data=st.binary(max_size=300))
def test_any_bytes_are_borne(data: bytes) -> None:
    """As an e-mail, as headers, as a body, as a mailbox."""
    for start in (b"", b"From: a\nSubject: ", HEAD.encode(), b"From x 10:10 2020\n", both(BODY)[:300]):
        borne(articles_of_eml, start + data)
        borne(articles_of_mbox, start + data)


def test_damage_is_borne() -> None:
    """E-mails with bytes lost, doubled and shuffled."""
    for data in damaged(both(BODY)):
        borne(articles_of_eml, data)
        borne(articles_of_mbox, b"From x Tue Jan 11 04:00:00 2022\n" + data)
