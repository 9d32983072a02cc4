"""Says which addresses may be fetched at all: http and https, and hosts of the public network.

What a page, a feed or a redirect names must not reach what only this machine can: its own
services, those of the network it stands in, a cloud's metadata. The rules here look at an address
as it is written and at an IP address; ``network`` applies them to what a name stands for.
"""

import re
import socket
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address, ip_network

import httpx

from sayso.errors import InputError

__all__ = ["address_of", "host_of", "refuse_private", "written_ip"]

IP = IPv4Address | IPv6Address

_LONGEST = 8_000  # characters of an address
_PORTS = range(1, 65_536)
_NAME = re.compile(r"(?=.{1,253}\Z)[a-z0-9_-]{1,63}(?:\.[a-z0-9_-]{1,63})*")
_NUMBER = re.compile(r"(?:.*\.)?(?:[0-9]+|0x[0-9a-f]*)", re.DOTALL)  # of an IPv4 address, in any base

# The special-purpose registries of IANA; listed, as Python's own judgement changes with its version.
_NOT_PUBLIC = tuple(
    (ip_network(network), kind)
    for network, kind in (
        ("0.0.0.0/8", "an unspecified"),
        ("10.0.0.0/8", "a private"),
        ("100.64.0.0/10", "a carrier's private"),
        ("127.0.0.0/8", "a loopback"),
        ("168.63.129.16/32", "a cloud's metadata"),
        ("169.254.0.0/16", "a link-local"),
        ("172.16.0.0/12", "a private"),
        ("192.0.0.0/24", "a reserved"),
        ("192.0.2.0/24", "a reserved"),
        ("192.88.99.0/24", "a reserved"),
        ("192.168.0.0/16", "a private"),
        ("198.18.0.0/15", "a reserved"),
        ("198.51.100.0/24", "a reserved"),
        ("203.0.113.0/24", "a reserved"),
        ("224.0.0.0/4", "a multicast"),
        ("240.0.0.0/4", "a reserved"),
        ("::/128", "an unspecified"),
        ("::1/128", "a loopback"),
        ("2001::/23", "a reserved"),  # Teredo is in it, which can carry any IPv4 address
        ("2001:db8::/32", "a reserved"),
        ("3fff::/20", "a reserved"),
        ("fc00::/7", "a private"),
        ("fe80::/10", "a link-local"),
        ("fec0::/10", "a private"),
        ("ff00::/8", "a multicast"),
    )
)
_PUBLIC_6 = IPv6Network("2000::/3")  # all that has been given out; the rest is reserved
_CARRIES_4 = (  # IPv6 addresses that stand for an IPv4 address, and how far right it stands in them
    (IPv6Network("::ffff:0:0/96"), 0),
    (IPv6Network("64:ff9b::/96"), 0),
    (IPv6Network("2002::/16"), 80),
)


def address_of(address: str) -> httpx.URL:
    """Return an address, checked and in its plain form: a fragment and a final dot of the host go.

    ``http://2130706433/`` and the like are written as the IPv4 address that they mean.

    Raises:
        InputError: it is none that can be fetched; the message says why.
    """
    if len(address) > _LONGEST:
        raise InputError(f"the address is longer than {_LONGEST:,} characters")
    try:
        url = httpx.URL(address.strip())
    except (httpx.InvalidURL, ValueError) as error:
        raise InputError("this is no web address; check its spelling") from error
    if url.scheme not in {"http", "https"}:
        raise InputError("only http and https addresses are fetched")
    if url.port is not None and url.port not in _PORTS:
        raise InputError(f"there is no port {url.port}")
    return url.copy_with(host=_plain(host_of(url)), fragment=None)


def host_of(url: httpx.URL) -> str:
    """Return the host of an address in ASCII, without brackets."""
    return url.raw_host.decode("ascii")


def written_ip(host: str) -> IP | None:
    """Return the IP address that a plain host is, None for a name."""
    try:
        return ip_address(host)
    except ValueError:
        return None


def refuse_private(ip: IP, *, named: str = "") -> None:
    """Refuse an IP address that is not one of the public network; ``named`` is the name that gave it.

    Raises:
        InputError: it is private, loopback, link-local, multicast, reserved, or stands for one.
    """
    kind = _kind(ip)
    if kind:
        what = f"{named} is {ip}, {kind} address" if named else f"{ip} is {kind} address"
        raise InputError(f"{what}, not one of the public network (--allow-private permits it)")


def _plain(host: str) -> str:
    """Return a host in the one form in which it is checked and connected to."""
    name = host.removesuffix(".")
    if ":" in name:
        if "%" in name:
            raise InputError("an address with a zone (%) is one of the local network; it is not fetched")
        return str(IPv6Address(name))
    if _NUMBER.fullmatch(name):
        try:
            return str(IPv4Address(socket.inet_aton(name)))
        except (OSError, ValueError) as error:
            raise InputError("this is no web address: its host is a number, but no IP address") from error
    if not _NAME.fullmatch(name):
        raise InputError("this is no web address: no host can have this name")
    return name


def _kind(ip: IP) -> str:
    """Return what an IP address is ("a private"), "" for one of the public network."""
    if isinstance(ip, IPv6Address):
        for network, shift in _CARRIES_4:
            if ip in network:
                return _kind(IPv4Address(int(ip) >> shift & 0xFFFF_FFFF))
    for special, kind in _NOT_PUBLIC:
        if ip in special:
            return kind
    if isinstance(ip, IPv6Address) and ip not in _PUBLIC_6:
        return "a reserved"
    return ""
