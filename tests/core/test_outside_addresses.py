"""Nothing is asked outside but what an administrator meant, in one spelling."""

from ipaddress import ip_address, ip_network
from pathlib import Path

import pytest

from readiness.core.outside_addresses import BadUrl, may_connect, target_of

pytestmark = pytest.mark.once

CORPUS = (Path(__file__).parent / "hostile_addresses.txt").read_text().splitlines()
HOSTILE = [line for line in CORPUS if not line.startswith("#")]
EVERYTHING = (
    ip_network("0.0.0.0/0"),
    ip_network("::/0"),
)

#: Refused though an administrator listed every network there is.
NEVER = (
    "0.0.0.0",
    "169.254.169.254",
    "169.254.0.1",
    "100.100.100.200",
    "168.63.129.16",
    "224.0.0.1",
    "255.255.255.255",
    "192.88.99.1",
    "::",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "::ffff:169.254.169.254",
    "::ffff:0:127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::808:808",
    "64:ff9b:1::1",
    "2001:0:7f00:1::",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "fe80::1",
    "fe80::1%eth0",
    "fd00:ec2::254",
    "fec0::1",
    "ff02::1",
)
#: Refused unless its network is listed.
INNER = (
    "127.0.0.1",
    "127.8.8.8",
    "10.0.0.1",
    "172.16.0.1",
    "192.168.1.1",
    "100.64.0.1",
    "192.0.2.1",
    "198.18.0.1",
    "203.0.113.9",
    "::1",
    "fd12::1",
    "2001:db8::1",
)


@pytest.mark.parametrize("url", HOSTILE)
def test_another_spelling_is_refused(url: str) -> None:
    with pytest.raises(BadUrl):
        target_of(url)


def test_the_corpus_is_there() -> None:
    assert len(HOSTILE) >= 60


@pytest.mark.parametrize(
    ("url", "place", "path", "header"),
    [
        ("https://hooks.example.com", "hooks.example.com:443", "/", "hooks.example.com"),
        (
            "HTTPS://Hooks.Example.COM/A?b=/c",
            "hooks.example.com:443",
            "/A?b=/c",
            "hooks.example.com",
        ),
        ("http://inner:8080/x", "inner:8080", "/x", "inner:8080"),
        ("https://192.0.2.1/", "192.0.2.1:443", "/", "192.0.2.1"),
        ("http://[2001:DB8::0:1]:81/", "[2001:db8::1]:81", "/", "[2001:db8::1]:81"),
    ],
)
def test_an_address_is_taken_apart_once(url: str, place: str, path: str, header: str) -> None:
    target = target_of(url)
    assert (target.place, target.path, target.host_header) == (place, path, header)


@pytest.mark.parametrize("address", NEVER)
def test_what_leads_elsewhere_or_to_the_provider_is_never_asked(address: str) -> None:
    assert not may_connect(ip_address(address), EVERYTHING)


@pytest.mark.parametrize("address", INNER)
def test_an_inner_address_is_asked_only_where_its_network_is_listed(address: str) -> None:
    assert not may_connect(ip_address(address), ())
    assert not may_connect(
        ip_address(address),
        (
            ip_network("10.9.0.0/16"),
            ip_network("fd99::/16"),
        ),
    )
    assert may_connect(ip_address(address), EVERYTHING)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "2a00:1450::1"])
def test_a_public_address_is_asked(address: str) -> None:
    assert may_connect(ip_address(address), ())
