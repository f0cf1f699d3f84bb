"""Which addresses outside may be asked: how they are spelled, and which networks they lie in."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from ipaddress import (
    IPv4Address,
    IPv4Network,
    IPv6Address,
    IPv6Network,
    ip_address,
    ip_network,
)

Address = IPv4Address | IPv6Address
Network = IPv4Network | IPv6Network

MOST = 2000
USUAL_PORTS = {"https": 443, "http": 80}
# Signs that no two parsers read differently: no user, no backslash, no fragment, no blank.
_URL = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]{2,45}\]|[a-z0-9._-]{1,253})"
    r"(?::(?P<port>[0-9]{1,5}))?(?P<path>/[A-Za-z0-9._~!$&'()*+,;=:@%/-]*)?"
    r"(?P<query>\?[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*)?"
)
_LABEL = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")

#: Each holds another address inside, or belongs to the machine itself or its provider.
NEVER = tuple(
    ip_network(each)
    for each in (
        "0.0.0.0/8",
        "169.254.0.0/16",
        "100.100.100.200/32",  # metadata at Alibaba
        "168.63.129.16/32",  # Azure's wire server
        "192.0.0.192/32",  # metadata at Oracle
        "192.88.99.0/24",  # relays of 6to4
        "224.0.0.0/4",
        "240.0.0.0/4",
        "::/128",
        "::/96",  # an IPv4 address inside; ::1 is loopback, and listed apart
        "::ffff:0:0/96",  # IPv4-mapped
        "::ffff:0:0:0/96",  # IPv4-translated
        "64:ff9b::/96",  # NAT64
        "64:ff9b:1::/48",
        "2001::/32",  # Teredo
        "2002::/16",  # 6to4
        "fd00:ec2::/32",  # metadata at Amazon
        "fd20:ce::254/128",  # metadata at Google
        "fe80::/10",
        "fec0::/10",
        "ff00::/8",
    )
)
LOOPBACK_6 = IPv6Address("::1")


class BadUrl(ValueError):
    """It cannot be asked; the sentence says why."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart once. `host` has no brackets; `path` has the query with it."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def place(self) -> str:
        """Return host and port as an allow-list names them."""
        return f"{self.name}:{self.port}"

    @property
    def name(self) -> str:
        return f"[{self.host}]" if ":" in self.host else self.host

    @property
    def host_header(self) -> str:
        return self.name if USUAL_PORTS[self.scheme] == self.port else self.place


def target_of(url: str) -> Target:
    """Return the address in its parts, or raise BadUrl. Only one spelling of a number is taken."""
    scheme, _, rest = url.strip().partition("://")
    host, slash, path = rest.partition("/")
    found = _URL.fullmatch(f"{scheme.lower()}://{host.lower()}{slash}{path}")
    if found is None or len(url) > MOST:
        raise BadUrl("Write an address like https://hooks.example.com/path, without a password.")
    port = int(found["port"] or USUAL_PORTS[found["scheme"]])
    if not 1 <= port <= 65535:
        raise BadUrl("There is no such port.")
    path = (found["path"] or "/") + (found["query"] or "")
    return Target(found["scheme"], _host(found["host"]), port, path)


def _host(text: str) -> str:
    if text.startswith("["):
        return _number(text[1:-1])
    labels = text.split(".")
    if not all(_LABEL.fullmatch(label) for label in labels):
        raise BadUrl("This is not the name of a host.")
    # A last label of digits, or 0x, is a number to some resolvers: 127.1, 0x7f000001, 2130706433.
    if re.fullmatch(r"[0-9]+|0x[0-9a-f]*", labels[-1]):
        return _number(text)
    return text


def _number(text: str) -> str:
    try:
        found = ip_address(text)
    except ValueError as fault:
        raise BadUrl("Write a number of four parts, as in 192.0.2.1, or a name.") from fault
    return str(found)


def may_connect(address: Address, listed: Collection[Network]) -> bool:
    """Return whether the address is public, or in a network that the administrator listed.

    What leads to another address, to the provider or to many is never asked, listed or not.
    """
    if is_never_asked(address):
        return False
    return address.is_global or any(address in each for each in listed)


def is_never_asked(address: Address) -> bool:
    if getattr(address, "scope_id", None) is not None:
        return True
    return address != LOOPBACK_6 and any(address in each for each in NEVER)
