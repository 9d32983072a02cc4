"""robots.txt is obeyed: what it forbids is not asked for, and the wait it asks for is kept."""

import gzip
from collections.abc import Iterator

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.web import PAGE, Answer, Clock, Site, answer, redirect, serving

from sayso.errors import InputError
from sayso.ingest.web.fetching import Fetcher
from sayso.ingest.web.network import Machine
from sayso.ingest.web.robots import MAX_BYTES, Robots


def allows(robots_txt: bytes, path: str = "/a") -> bool:
    """Say whether a robots.txt lets sayso read a page."""
    clock = Clock()
    try:
        Robots(lambda _: robots_txt, Machine(clock=clock, sleep=clock.sleep)).admit(
            httpx.URL(f"https://news.example{path}")
        )
    except InputError:
        return False
    return True


@pytest.mark.parametrize(
    ("robots_txt", "allowed"),
    [
        (b"", True),
        (b"User-agent: *\nDisallow: /", False),
        (b"User-agent: *\nDisallow:", True),
        (b"User-agent: *\nDisallow: /a$", False),
        (b"User-agent: *\nDisallow: /b", True),
        (b"User-agent: *\nDisallow: /\nAllow: /a", True),
        (b"User-agent: *\nDisallow: /*a", False),
        (b"User-agent: sayso\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        (b"User-agent: *\nDisallow: /\n\nUser-Agent: SaySo/2.0\nAllow: /", True),
        (b"User-agent: saysobot\nDisallow: /", True),
        (b"User-agent: say\nDisallow: /", True),
        (b"User-agent: otherbot\nUser-agent: *\nDisallow: /", False),
        (b"User-agent: otherbot\nDisallow: /\nUser-agent: *\nDisallow: /b", True),
        (b"user-agent:*\r\ndisallow:/", False),
        (b"User-agent *\rDisallow /", False),
        (b"User-agent: * # all\nDisalow: / # everything", False),
        (b"\xef\xbb\xbfUser-agent: *\nDisallow: /", False),
        (b"Disallow: /", True),
        (b"<!DOCTYPE html><p>User-agent: *", True),
        (b"User-agent: *\nCrawl-delay: nonsense\nDisallow: /b", True),
        (b"\xff\xfe\x00User-agent: *\0\nDisallow: /\xe9\n%zz%", True),
    ],
)
def test_rules_that_name_sayso_or_everybody_hold(robots_txt: bytes, allowed: bool) -> None:  # noqa: FBT001
    """Those for sayso go before those for all; those for others say nothing about it."""
    assert allows(robots_txt) is allowed


def test_no_more_than_500_kilobytes_are_read() -> None:
    """What stands beyond is not read, and the line that the limit cuts is no rule."""
    start = b"User-agent: *\n"
    filler = b"#" * (MAX_BYTES - len(start) - len(b"\nDisallow: /a"))
    assert allows(start + filler + b"\nDisallow: /abc")
    assert not allows(start + filler[1:] + b"\nDisallow: /a\n")


def test_many_programs_with_many_rules_take_no_time() -> None:
    """Fifteen thousand programs under twelve thousand rules are 180 million pairs, and only one matters."""
    agents = b"".join(b"User-agent: bot%d\n" % number for number in range(15_000))
    rules = b"".join(b"Disallow: /%d\n" % number for number in range(12_000))
    assert allows(agents + rules)
    assert not allows(agents + b"User-agent: *\n" + rules, "/11999")


@settings(max_examples=50)
@given(st.binary(max_size=300) | st.text("User-agent: *\nDisallow:/$%#\t", max_size=100).map(str.encode))
def test_any_bytes_are_rules_or_none(robots_txt: bytes) -> None:
    """No robots.txt breaks the reading of it."""
    assert allows(robots_txt) in {True, False}


@pytest.mark.parametrize(
    ("robots_txt", "reason"),
    [
        (answer(b"User-agent: *\nDisallow: /"), "robots.txt of 127.0.0.1 forbids it"),
        (answer(b"", status="503 Busy"), "robots.txt of 127.0.0.1 cannot be read.* 503"),
        (answer(b"", status="304 Not Modified"), "robots.txt of 127.0.0.1 cannot be read.* 304"),
        (redirect("/robots.txt"), "robots.txt of 127.0.0.1 cannot be read.*circle"),
        (redirect("http://x.example:1/"), "robots.txt of 127.0.0.1 cannot be read.*x.example"),
        (answer(b"User-agent: *", length=99), "127.0.0.1 does not answer as a web server does"),
    ],
)
def test_page_is_not_asked_for_where_robots_forbids_it(robots_txt: Answer, reason: str) -> None:
    """What forbids, and what cannot be read for now, keeps sayso away from the page."""
    with serving() as site:
        site.answers = {"/robots.txt": robots_txt, "/a": answer()}
        with (
            Fetcher(allow_private=True, machine=site.machine()) as fetcher,
            pytest.raises(InputError, match=reason),
        ):
            fetcher(site.url("/a"))
        assert "/a" not in site.paths()


@pytest.mark.parametrize("status", ["404 Not Found", "401 Unauthorized", "403 Forbidden", "410 Gone"])
def test_site_without_robots_allows_all(status: str) -> None:
    """A robots.txt that there is not, or that nobody may see, forbids nothing."""
    with serving() as site:
        site.answers = {"/robots.txt": answer(b"", status=status), "/a": answer()}
        with Fetcher(allow_private=True, machine=site.machine()) as fetcher:
            assert fetcher(site.url("/a")).data == PAGE


def test_robots_is_read_once_a_site_and_redirects_lead_to_it() -> None:
    """Each site's robots.txt is asked for once, also where a redirect leads there."""
    with serving() as site:
        site.answers = {
            "/robots.txt": redirect("/rules"),
            "/rules": answer(b"User-agent: *\nDisallow: /secret"),
            "/a": answer(),
            "/b": redirect(site.url("/a", "other.example")),
            "/c": redirect("/secret"),
        }
        with Fetcher(allow_private=True, machine=site.machine()) as fetcher:
            fetcher(site.url("/a"))
            fetcher(site.url("/b"))
            assert site.paths() == ["/robots.txt", "/rules", "/a", "/b", "/robots.txt", "/rules", "/a"]
            with pytest.raises(InputError, match=r"it leads to http://127.0.0.1:\d+/secret: robots.txt of"):
                fetcher(site.url("/c"))


def test_endless_robots_is_cut_off() -> None:
    """One that unpacks to megabytes is read as far as the limit goes, and its rules hold."""
    rules = b"User-agent: *\nDisallow: /b\n" + b"#" * 20_000_000
    with serving() as site:
        site.answers = {
            "/robots.txt": answer(gzip.compress(rules), "Content-Encoding: gzip"),
            "/a": answer(),
            "/b": answer(),
        }
        with Fetcher(allow_private=True, machine=site.machine()) as fetcher:
            assert fetcher(site.url("/a")).data == PAGE
            with pytest.raises(InputError, match="forbids it"):
                fetcher(site.url("/b"))


def test_robots_that_was_late_is_asked_for_again() -> None:
    """Time that ran out says nothing about the site, so the next page of it is tried."""
    clock = Clock()

    def late() -> Iterator[bytes]:
        yield b"HTTP/1.1 200 OK\r\n\r\n"
        for _ in range(100_000):
            clock.time += 1
            yield b"#"

    with serving() as site:
        site.answers = {"/robots.txt": late, "/a": answer()}
        with Fetcher(allow_private=True, machine=site.machine(clock)) as fetcher:
            with pytest.raises(InputError, match="took longer than 20 seconds"):
                fetcher(site.url("/a"))
            site.answers["/robots.txt"] = answer(b"User-agent: *")
            assert fetcher(site.url("/a")).data == PAGE


def waits(site: Site, delay: bytes) -> list[float]:
    """Return how long was slept for three pages, a second each, two of them of one site."""
    clock = Clock()
    site.answers = {"/robots.txt": answer(b"User-agent: *\nCrawl-delay: " + delay), "/a": answer()}
    with Fetcher(allow_private=True, timeout=5, machine=site.machine(clock)) as fetcher:
        for host in ("127.0.0.1", "other.example", "127.0.0.1"):
            fetcher(site.url("/a", host))
            clock.time += 1
    return clock.slept


@pytest.mark.parametrize(
    ("delay", "slept"), [(b"7", [5.0]), (b"3600", [8.0]), (b"1.5", []), (b"-1", []), (b"nan", []), (b"x", [])]
)
def test_wait_that_a_site_asks_for_is_kept(delay: bytes, slept: list[float]) -> None:
    """Two pages of one site are that far apart, ten seconds at most, and waiting takes no page's time."""
    with serving() as site:
        assert waits(site, delay) == slept
