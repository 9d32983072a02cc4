"""Reading an address: redirects, limits, refusals; whatever a server does, a page comes or a reason."""

import gzip
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import httpcore
import httpx
import pytest
from tests.web import PAGE, Clock, Site, answer, fetch, reason, redirect, serving

from sayso import __version__
from sayso.errors import InputError
from sayso.ingest.web.fetched import Fetched
from sayso.ingest.web.fetching import Fetcher
from sayso.ingest.web.network import Machine

NOTHING = httpx.Response(404)


@pytest.fixture
def site() -> Iterator[Site]:
    """Return a server on this machine with one page and without robots.txt."""
    with serving() as site:
        site.answers["/a"] = answer()
        yield site


def asked(handler: Callable[[httpx.Request], httpx.Response], address: str) -> Fetched:
    """Read an address where ``handler`` stands for the whole network."""
    clock = Clock()
    machine = Machine(clock=clock, sleep=clock.sleep, transport=httpx.MockTransport(handler))
    with Fetcher(machine=machine) as fetcher:
        return fetcher(address)


# ---------------------------------------------------------------- what comes back


def test_page_is_returned_as_it_is(site: Site) -> None:
    """The bytes, the address and what the answer says of them come back."""
    site.answers["/b"] = answer(PAGE, 'Content-Type: Text/HTML; Charset="ISO-8859-1"')
    found = fetch(site, "/b#part")
    assert found == Fetched(url=site.url("/b"), data=PAGE, media_type="text/html", charset="iso-8859-1")


def test_sayso_says_who_asks(site: Site) -> None:
    """The request names sayso and its version, brings no cookie of an earlier one and no referrer."""
    site.answers["/a"] = answer(PAGE, "Set-Cookie: seen=1; Path=/")
    with Fetcher(allow_private=True, machine=site.machine()) as fetcher:
        fetcher(site.url("/a"))
        fetcher(site.url("/a"))
    robots, first, second = (request.decode().lower() for request in site.asked)
    assert f"user-agent: sayso/{__version__} (" in first
    assert "user-agent: sayso/" in robots
    assert "host: 127.0.0.1" in first
    assert "cookie" not in second
    assert "referer" not in second


def test_stand_in_for_the_network_is_enough() -> None:
    """With a transport of one's own, nothing is looked up and nothing connected to."""

    def handler(request: httpx.Request) -> httpx.Response:
        if request.url.path == "/robots.txt":
            return httpx.Response(404)
        return httpx.Response(200, content=PAGE, headers={"Content-Type": "text/html"})

    found = asked(handler, "https://news.example/a")
    assert found == Fetched(url="https://news.example/a", data=PAGE, media_type="text/html")


def test_ipv6_address_is_read_by_its_number() -> None:
    """An IPv6 address keeps its brackets, and its robots.txt is asked for at the same port."""
    seen = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(f"{request.headers['host']} {request.url.path}")
        return httpx.Response(200, content=b"User-agent: *")

    assert asked(handler, "http://[2606:4700:0::1111]:8080/a").url == "http://[2606:4700::1111]:8080/a"
    assert seen == ["[2606:4700::1111]:8080 /robots.txt", "[2606:4700::1111]:8080 /a"]


# ---------------------------------------------------------------- redirects


@pytest.mark.parametrize("status", ["301 Moved", "302 Found", "303 Other", "307 Temporary", "308 Permanent"])
def test_redirect_is_followed(site: Site, status: str) -> None:
    """Each kind leads on, relative addresses too, and the last address is the page's."""
    site.answers["/r/x"] = redirect("../a?x#y", status=status)
    site.answers["/a?x"] = answer()
    assert fetch(site, "/r/x").url == site.url("/a?x")


def test_cookie_that_a_redirect_sets_comes_back(site: Site) -> None:
    """Sites that set a cookie and ask again are read."""
    site.answers["/r"] = redirect("/a", "Set-Cookie: seen=1")
    fetch(site, "/r")
    assert b"Cookie: seen=1" in site.asked[-1]


@pytest.mark.parametrize("cookie", ["a=\xff", "\xff=1", 'a="\xe9\x01"', "=;=", "a" * 60_000])
def test_cookie_that_no_header_can_hold_is_left_out(site: Site, cookie: str) -> None:
    """A cookie may be anything, and the page is asked for all the same."""
    site.answers["/r"] = redirect("/a", f"Set-Cookie: {cookie}")
    assert fetch(site, "/r").data == PAGE


def test_five_redirects_are_followed_and_no_more(site: Site) -> None:
    """A chain ends after five, a circle too, and one without an end."""
    site.answers |= {f"/{number}": redirect(f"/{number + 1}") for number in range(9)}
    site.answers |= {"/5": answer(), "/r": redirect("/r2"), "/r2": redirect("/r")}
    assert fetch(site, "/0").url == site.url("/5")
    assert reason(site, redirect("/0")).endswith("/5: that is redirect 6, too many")
    site.asked.clear()
    assert reason(site, redirect("/r")).endswith("that is a circle")
    assert site.paths() == ["/robots.txt", "/x", "/r", "/r2", "/r", "/r2", "/r"]


class Detour(httpcore.SyncBackend):
    """Takes every connection to the server of the test, and notes where it was meant to go."""

    def __init__(self, port: int) -> None:
        self.port = port
        self.joined: list[str] = []

    def connect_tcp(
        self,
        host: str,
        port: int,  # noqa: ARG002  the interface is httpcore's
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the test's server, whatever is asked for."""
        self.joined.append(host)
        return super().connect_tcp("127.0.0.1", self.port, timeout, local_address, socket_options)


@pytest.mark.parametrize(
    "target",
    [
        "http://127.0.0.1:1/",
        "http://localhost:1/",
        "http://2130706433:1/",
        "http://[::1]:1/",
        "http://[::ffff:7f00:1]:1/",
        "http://169.254.169.254/latest/meta-data/",
        "//10.0.0.1/",
    ],
)
def test_redirect_to_a_private_address_is_refused(target: str) -> None:
    """A public page must not lead to what only this machine can reach."""
    public, names = "93.184.215.14", {"localhost": "127.0.0.1"}
    clock = Clock()
    with serving() as site:
        backend = Detour(site.port)
        machine = Machine(
            resolve=lambda host, _: [names.get(host, public)],
            clock=clock,
            sleep=clock.sleep,
            backend=backend,
        )
        site.answers["/r"] = redirect(target)
        with Fetcher(machine=machine) as fetcher, pytest.raises(InputError) as caught:
            fetcher("http://news.example/r")
    assert str(caught.value).startswith("it leads to http://")
    assert "not one of the public network" in str(caught.value)
    assert set(backend.joined) == {public}


@pytest.mark.parametrize(
    ("target", "words"),
    [
        ("file:///etc/passwd", "only http and https"),
        ("mailto:a@b.example", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("http://[", "no host can have this name"),
        ("http://a:b:c/", "leads to something that is no web address"),
        ("http://x.example:99999/", "no port"),
        ("http://" + "a" * 9000, "longer than"),
    ],
)
def test_redirect_to_what_is_no_web_address_is_refused(site: Site, target: str, words: str) -> None:
    """Only addresses that could have been given lead on."""
    assert words in reason(site, redirect(target))


def test_login_goes_to_its_own_host_only_and_is_not_shown(site: Site) -> None:
    """A user's name and password are for the host that they were given for, and for no other."""
    site.answers |= {
        "/r": redirect(f"http://bob:hidden@other.example:{site.port}/gone"),
        "/s": redirect("/a"),
    }
    with Fetcher(allow_private=True, machine=site.machine()) as fetcher:
        found = fetcher(f"http://ann:secret@127.0.0.1:{site.port}/s")
        assert found.url == site.url("/a")
        with pytest.raises(InputError) as caught:
            fetcher(f"http://ann:secret@127.0.0.1:{site.port}/r")
        fetcher(site.url("/a"))
    assert str(caught.value).startswith(f"it leads to http://other.example:{site.port}/gone: it answered 404")
    logins = {request.split()[1]: b"Authorization: Basic" in request for request in site.asked[:4]}
    assert logins == {b"/robots.txt": True, b"/s": True, b"/a": True, b"/r": True}
    assert not any(b"Authorization" in request for request in site.asked[4:])


# ---------------------------------------------------------------- limits


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/", "http://0x7f000001/", "http://[::1]/", "http://10.0.0.1/"]
)
def test_private_address_is_refused_before_anything_is_asked(address: str) -> None:
    """An IP address of the local network is refused by itself, given or led to."""
    seen = []

    def handler(request: httpx.Request) -> httpx.Response:
        seen.append(request.url.host)
        return httpx.Response(302, headers={"Location": address}) if request.url.path == "/r" else NOTHING

    for start in (address, "https://news.example/r"):
        with pytest.raises(InputError, match="--allow-private permits it"):
            asked(handler, start)
    assert set(seen) == {"news.example"}


def test_each_address_has_its_own_time(site: Site) -> None:
    """A slow address takes nothing from the next; its redirects and robots.txt share its time."""
    clock = Clock()

    def slow() -> Iterator[bytes]:
        clock.time += 21
        yield redirect("/slow2")

    def slow2() -> Iterator[bytes]:
        clock.time += 12
        yield answer()

    site.answers |= {"/slow": slow, "/slow2": slow2}
    with Fetcher(allow_private=True, machine=site.machine(clock)) as fetcher:
        with pytest.raises(InputError, match="it took longer than 20 seconds"):
            fetcher(site.url("/slow"))
        assert fetcher(site.url("/slow2")).data == PAGE
        assert fetcher(site.url("/a")).data == PAGE


# ---------------------------------------------------------------- the archive


def test_archive_keeps_what_was_fetched(site: Site, tmp_path: Path) -> None:
    """With a folder for it, each page that was read stands in a file there."""
    site.answers["/b"] = answer(PAGE + b"Later.")
    with Fetcher(allow_private=True, archive=tmp_path / "new" / "kept", machine=site.machine()) as fetcher:
        for path in ("/a", "/b", "/a"):
            fetcher(site.url(path))
        with pytest.raises(InputError):
            fetcher(site.url("/none"))
    assert len(list((tmp_path / "new" / "kept").iterdir())) == 2


def test_archive_keeps_no_login(site: Site, tmp_path: Path) -> None:
    """What let somebody in, a login or a cookie, stands in no archive."""
    site.answers["/r"] = redirect("/a", "Set-Cookie: seen=1")
    with Fetcher(allow_private=True, archive=tmp_path, machine=site.machine()) as fetcher:
        fetcher(f"http://ann:secret@127.0.0.1:{site.port}/r")
    assert b"Cookie: seen=1" in site.asked[-1]
    assert b"Authorization" in site.asked[-1]
    [kept] = tmp_path.iterdir()
    text = gzip.decompress(kept.read_bytes())
    assert b"User-Agent: sayso/" in text
    assert not re.search(rb"^(Authorization|Cookie)|ann|secret", text, re.MULTILINE)


def test_archive_that_cannot_be_written_is_told_at_once(tmp_path: Path) -> None:
    """A folder that cannot be made is told before anything is fetched."""
    (tmp_path / "file").write_text("x")
    with pytest.raises(InputError, match="cannot be made"):
        Fetcher(archive=tmp_path / "file")
