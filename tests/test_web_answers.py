"""What a server answers: whatever it does ends with a page or with a reason, in bounded time and space."""

import gzip
import os
import tracemalloc
import zlib
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.web import PAGE, Answer, Site, answer, fetch, reason, serving

from sayso.errors import InputError

NO_ROBOTS = answer(b"", status="404 Not Found")


@pytest.fixture
def site() -> Iterator[Site]:
    """Return a server on this machine with one page and without robots.txt."""
    with serving() as site:
        site.answers["/a"] = answer()
        yield site


@pytest.mark.parametrize(
    ("header", "media_type", "charset"),
    [
        ("application/rss+xml", "application/rss+xml", None),
        ("text/html; charset=x-unheard-of", "text/html", None),
        ("text/html; charset=zip", "text/html", None),
        ("text/html; charset=hex; charset=utf-8", "text/html", None),
        ("text/html; boundary=x; charset='utf8'", "text/html", "utf8"),
        ("nonsense", "", None),
        ("a/b/c; charset=", "", None),
        ("text/html\xe9", "", None),
        ("", "", None),
    ],
)
def test_labels_of_a_page_are_checked(site: Site, header: str, media_type: str, charset: str | None) -> None:
    """A media type is one, and a charset one that turns bytes into text, or there is none."""
    site.answers["/b"] = answer(PAGE, f"Content-Type: {header}")
    found = fetch(site, "/b")
    assert (found.media_type, found.charset) == (media_type, charset)


# ---------------------------------------------------------------- refusals


@pytest.mark.parametrize(
    ("status", "headers", "words"),
    [
        ("401 Unauthorized", [], "it answered 401: it wants a login; open it in a browser"),
        ("402 Payment Required", [], "it answered 402: it wants to be paid"),
        ("403 Forbidden", [], "it answered 403: it refuses programs"),
        ("404 Not Found", [], "it answered 404: there is no such page; check the address"),
        ("410 Gone", [], "taken down"),
        ("429 Slow", ["Retry-After: 120"], "asked too often; try again later (it says in 120 seconds)"),
        (
            "429 Slow",
            ["Retry-After: Fri, 31 Dec 1999 23:59:59 GMT"],
            "(it says after 1999-12-31 23:59+00:00)",
        ),
        ("429 Slow", ["Retry-After: \x1b[31mnever"], "asked too often; try again later"),
        ("451 Unavailable", [], "withheld for legal reasons"),
        ("503 Busy", ["Retry-After: 9"], "the server is in trouble; try again later (it says in 9 seconds)"),
        ("418 Teapot", [], "it answered 418: that is no page"),
        ("304 Not Modified", [], "it answered 304: that is no page"),
        ("302 Found", [], "it answered 302: that is no page"),
        ("204 No Content", [], "no page at this address"),
        ("206 Partial Content", [], "it sent only a part"),
    ],
)
def test_refusal_says_what_it_means(site: Site, status: str, headers: list[str], words: str) -> None:
    """A status without a page becomes its number, its meaning and what to try; never the server's words."""
    found = reason(site, answer(PAGE, *headers, status=status))
    assert words in found
    assert "\x1b" not in found
    assert "Teapot" not in found


# ---------------------------------------------------------------- hostile answers


def packed(times: int) -> Answer:
    """Return an answer that unpacks to ``times`` megabytes of zeros."""
    engine = zlib.compressobj(9, zlib.DEFLATED, 31)
    data = b"".join(engine.compress(bytes(1_000_000)) for _ in range(times)) + engine.flush()
    return answer(data, "Content-Encoding: gzip")


def test_packed_page_is_unpacked(site: Site) -> None:
    """A page that was sent packed comes back as it was before."""
    site.answers["/b"] = answer(gzip.compress(PAGE), "Content-Encoding: GZip")
    assert fetch(site, "/b").data == PAGE


def test_bomb_stops_at_the_limit(site: Site) -> None:
    """A small answer that unpacks to fifty megabytes is given up at the first, and never held."""
    bomb = packed(50)
    tracemalloc.start()
    try:
        assert "larger than 1,000,000 bytes" in reason(site, bomb)
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("coding", ["br", "zstd", "deflate", "gzip, gzip", "nonsense"])
def test_packing_that_was_not_asked_for_is_refused(site: Site, coding: str) -> None:
    """Only what can be unpacked within a limit is taken."""
    assert "packed in a way that was not asked for" in reason(
        site, answer(os.urandom(99), f"Content-Encoding: {coding}")
    )


@pytest.mark.parametrize(
    ("found", "words"),
    [
        (answer(b""), "an empty page"),
        (answer(PAGE, length=10**7), "larger than 1,000,000 bytes"),
        (answer(PAGE, length=len(PAGE) + 1), "broke off"),
        (answer(bytes(1_000_001)), "larger than 1,000,000 bytes"),
        (b"HTTP/1.0 200 OK\r\n\r\n" + bytes(1_000_001), "larger than 1,000,000 bytes"),
        (answer(gzip.compress(PAGE)[:-9], "Content-Encoding: gzip"), "ended in the middle"),
        (
            b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n"
            + gzip.compress(b"")[:10]
            + b"\0\0\0\xff\xff" * 200_001,
            "larger than 1,000,000 bytes",
        ),
        (answer(b"\x1f\x8b" + PAGE, "Content-Encoding: gzip"), "is damaged"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n", "does not answer as a web server"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "does not answer as a web server"),
        (b"HTTP/1.1 200 OK\r\n" + b"X-A: " + b"a" * 300_000, "does not answer as a web server"),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 50_000, "does not answer as a web server"),
        (b"SSH-2.0-OpenSSH_9.2\r\n", "does not answer as a web server"),
        (b"", "does not answer as a web server"),
    ],
)
def test_answer_that_is_none_has_a_reason(site: Site, found: bytes, words: str) -> None:
    """Lengths that lie, damaged packing, endless headers and other protocols end with a reason."""
    assert words in reason(site, found)


def test_answer_longer_than_it_says_is_cut_there(site: Site) -> None:
    """What comes after the length that an answer gives is not its body."""
    site.answers["/b"] = answer(PAGE + b"<script>", length=len(PAGE))
    assert fetch(site, "/b").data == PAGE


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.binary(max_size=200)
    | st.builds(
        lambda status, headers, body: b"HTTP/1.1 %d x\r\n" % status + headers + b"\r\n\r\n" + body,
        st.sampled_from([100, 101, 199, 200, 203, 206, 299, 300, 302, 401, 500, 599, 999]),
        st.lists(
            st.sampled_from(
                [
                    b"Location: //[",
                    b"Location: \xff",
                    b"Content-Length: 5",
                    b"Content-Encoding: gzip",
                    b"Transfer-Encoding: chunked",
                    b"Set-Cookie: a=\xff; Max-Age=x; Domain=.",
                    b"Set-Cookie: ;;=;",
                    b"Content-Type: \xe9;charset=\xff",
                    b"Retry-After: 99999999999999999999",
                    b"Upgrade: websocket\r\nConnection: Upgrade",
                ]
            )
        ).map(b"\r\n".join),
        st.binary(max_size=50),
    )
)
def test_whatever_is_answered_is_a_page_or_has_a_reason(site: Site, found: bytes) -> None:
    """No bytes that a server sends raise anything but InputError, for robots.txt and for the page."""
    for robots_txt in (NO_ROBOTS, found):
        site.answers |= {"/robots.txt": robots_txt, "/x": found}
        try:
            assert fetch(site, "/x").data
        except InputError as error:
            said = str(error)
        else:
            said = ""
        assert said.isprintable() or not said
