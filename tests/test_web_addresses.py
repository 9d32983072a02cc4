"""What may be fetched: every spelling of an address of the local network is refused."""

import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sayso.errors import InputError
from sayso.ingest.web.addresses import address_of, host_of, refuse_private, written_ip
from sayso.ingest.web.fetched import shown

PRIVATE = [
    "0.0.0.0",  # noqa: S104
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",  # a cloud's metadata
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",  # a cloud's metadata, at a public address
    "169.254.169.254",  # most clouds' metadata
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.7",
    "203.0.113.9",
    "224.0.0.1",
    "239.255.255.250",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::7f00:1",
    "::ffff:10.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::7f00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:c0a8:101::1",
    "3fff::1",
    "4000::1",
    "5f00::1",
    "fc00::1",
    "fd00:ec2::254",  # a cloud's metadata
    "fe80::1",
    "fec0::1",
    "ff02::1",
]
PUBLIC = ["1.1.1.1", "93.184.215.14", "172.32.0.1", "100.128.0.1", "2606:4700::1111", "::ffff:8.8.8.8"]


MAPPED, NAT64, SIX_TO_FOUR = map(IPv6Network, ("::ffff:0:0/96", "64:ff9b::/96", "2002::/16"))


def refused(ip: IPv4Address | IPv6Address) -> bool:
    """Say whether an IP address is not fetched from."""
    try:
        refuse_private(ip)
    except InputError:
        return True
    return False


def host(address: str) -> str:
    """Return the host of an address in its plain form."""
    return host_of(address_of(address))


@pytest.mark.parametrize("ip", PRIVATE)
def test_address_that_is_not_public_is_refused(ip: str) -> None:
    """Private, loopback, link-local, multicast, reserved and metadata addresses are, in IPv6 forms too."""
    with pytest.raises(InputError, match="not one of the public network"):
        refuse_private(ip_address(ip))


@pytest.mark.parametrize("ip", PUBLIC)
def test_public_address_is_permitted(ip: str) -> None:
    """What stands beside the special networks is public."""
    refuse_private(ip_address(ip))


@given(st.ip_addresses(v=4) | st.ip_addresses(v=6))
def test_nothing_that_python_calls_private_is_permitted(ip: IPv4Address | IPv6Address) -> None:
    """The list here leaves out nothing that Python's own judgement knows, but for IPv4 in IPv6."""
    carries = ip.version == 6 and any(ip in network for network in (MAPPED, NAT64, SIX_TO_FOUR))
    if carries or (ip.is_global and not ip.is_multicast and not ip.is_reserved):
        return
    with pytest.raises(InputError):
        refuse_private(ip)


@given(st.ip_addresses(v=4))
def test_ipv6_address_that_stands_for_an_ipv4_address_is_as_private(ip: IPv4Address) -> None:
    """However an IPv4 address is carried in an IPv6 one, it is refused where it is refused itself."""
    number = int(ip)
    carried = [int(MAPPED[0]) + number, int(NAT64[0]) + number, int(SIX_TO_FOUR[0]) + (number << 80) + 1]
    assert {refused(IPv6Address(one)) for one in carried} == {refused(ip)}


@st.composite
def spellings(draw: st.DrawFn) -> tuple[IPv4Address, str]:
    """Draw a private IPv4 address, and one of the ways in which a host can spell it."""
    listed = [IPv4Address(ip) for ip in PRIVATE if ":" not in ip]
    ip = draw(st.sampled_from(listed) | st.integers(0, 0xFFFF_FFFF).map(IPv4Address).filter(refused))
    count = draw(st.integers(1, 4))
    numbers = [int(ip) >> shift & 0xFF for shift in (24, 16, 8)][: count - 1]
    numbers.append(int(ip) & (0xFFFF_FFFF >> 8 * (count - 1)))
    forms = [draw(st.sampled_from(["{}", "0{:o}", "000{:o}", "{:#x}", "0X{:X}"])) for _ in numbers]
    dot = draw(st.sampled_from([".", "。", "．", "｡"]))
    spelt = dot.join(form.format(number) for form, number in zip(forms, numbers, strict=True))
    login = draw(st.sampled_from(["", "user@", "1.1.1.1@", "a:b@", "1.1.1.1%40@"]))
    return ip, f"http://{login}{spelt}{draw(st.sampled_from(['', '.', ':80']))}/a"


@given(spellings())
def test_any_spelling_of_a_private_address_is_refused(spelt: tuple[IPv4Address, str]) -> None:
    """Decimal, octal, hexadecimal, one number to four, zeros before, logins, other dots, a final dot."""
    ip, address = spelt
    try:
        meant = written_ip(host(address))
    except InputError:
        return  # refused as no address
    assert meant == ip
    assert refused(ip)


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("http://2130706433/", "127.0.0.1"),
        ("http://0x7f.1/", "127.0.0.1"),
        ("http://127.1/", "127.0.0.1"),
        ("http://017700000001/", "127.0.0.1"),
        ("http://127.0.0.1./", "127.0.0.1"),
        ("http://127。0。0。1/", "127.0.0.1"),
        ("http://[0:0:0:0:0:ffff:127.0.0.1]/", "::ffff:7f00:1"),
        ("HTTP://EXAMPLE.com.:80/", "example.com"),
        ("http://good.example@evil.example/", "evil.example"),
        ("http://a\\@b.example/", "b.example"),
        ("https://bücher.example/", "xn--bcher-kva.example"),
        ("https://faß.example/", "xn--fa-hia.example"),
    ],
)
def test_host_has_one_plain_form(address: str, plain: str) -> None:
    """What is checked is what is connected to, however it is written."""
    assert host(address) in {plain, str(ip_address(plain)) if plain[0] == ":" else plain}


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ftp://example.com/a", "only http and https"),
        ("file:///etc/passwd", "only http and https"),
        ("javascript:alert(1)", "only http and https"),
        ("example.com/a", "only http and https"),
        ("", "only http and https"),
        ("http:example.com", "no host can have this name"),
        ("http://", "no host can have this name"),
        ("http://.", "no host can have this name"),
        ("http://a..b/", "no host can have this name"),
        ("http://example.com../", "no host can have this name"),
        ("http://%31%32%37.0.0.1/", "is a number, but no IP address"),
        ("http://127.0.0.%31/", "no host can have this name"),
        ("http://a b.example/", "no host can have this name"),
        (f"http://{'a' * 64}.example/", "no host can have this name"),
        (f"http://{'a.' * 127}example/", "no host can have this name"),
        ("http://1.2.3.4.5/", "is a number, but no IP address"),
        ("http://4294967296/", "is a number, but no IP address"),
        ("http://0x/", "is a number, but no IP address"),
        ("http://256.256.256.256/", "check its spelling"),
        ("http://１２７.0.0.1/", "check its spelling"),
        ("http://[::1/", "check its spelling"),
        ("http://[v1.fe]/", "check its spelling"),
        ("http://[fe80::1%25eth0]/", "zone"),
        ("http://example.com:99999/", "no port 99999"),
        ("http://example.com:0/", "no port 0"),
        ("http://example.com:-80/", "no port -80"),
        ("http://example.com:80:90/", "check its spelling"),
        ("http://example.com/\0", "check its spelling"),
        ("http://example.com/a\r\nHost: b", "check its spelling"),
        ("http://example.com/" + "a" * 8000, "longer than 8,000"),
    ],
)
def test_what_is_no_web_address_is_refused(address: str, reason: str) -> None:
    """Each is refused with its reason, and nothing is looked up."""
    with pytest.raises(InputError, match=reason):
        address_of(address)


@given(st.text(max_size=60) | st.text(max_size=60).map("http://{}/a".format))
def test_any_text_is_an_address_or_refused(text: str) -> None:
    """The plain form of an address is its own plain form, and names a host that can be looked up."""
    try:
        url = address_of(text)
    except InputError:
        return
    assert address_of(str(url)) == url
    assert url.scheme in {"http", "https"}
    assert str(url).isascii()
    name = host_of(url)
    assert written_ip(name) or not name.rpartition(".")[2].isdigit()


def test_numbers_mean_what_they_mean_to_the_system() -> None:
    """A host of digits is read as the system's own look-up would read it."""
    for spelt in ("1.65793", "0x08080808", "010.8.2056"):
        assert host(f"http://{spelt}/") == socket.inet_ntoa(socket.inet_aton(spelt))


@pytest.mark.parametrize(
    ("address", "plain"),
    [
        ("https://editor:secret@example.com/a@b", "https://example.com/a@b"),
        ("http://a@b@example.com?x=@", "http://example.com?x=@"),
        ("https://example.com/a", "https://example.com/a"),
    ],
)
def test_login_is_not_shown(address: str, plain: str) -> None:
    """A user's name and password stand in no message."""
    assert shown(address) == plain
