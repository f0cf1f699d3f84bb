"""Where a connection of each kind may lead. The form asks it, and the sender again before each message."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from ipaddress import IPv4Address, ip_address

from readiness.core.connections import Kind
from readiness.core.outside_addresses import (
    Address,
    BadUrl,
    Network,
    Target,
    is_never_asked,
    may_connect,
    target_of,
)

#: The hosts at which each chat takes messages. One that begins with a dot is the end of a name.
CHATS: Mapping[Kind, tuple[str, ...]] = {
    Kind.SLACK: ("hooks.slack.com", "hooks.slack-gov.com"),
    Kind.TEAMS: (
        ".logic.azure.com",
        ".logic.azure.us",
        ".logic.azure.cn",
        ".api.powerplatform.com",
        ".api.powerplatform.us",
        ".webhook.office.com",
    ),
}
MEANT: Mapping[Kind, str] = {
    Kind.SLACK: "An address of Slack begins with https://hooks.slack.com/. For a program of your "
    "own make a webhook.",
    Kind.TEAMS: "This is no address of a workflow of Teams: its host ends in .logic.azure.com or "
    ".api.powerplatform.com. For a program of your own make a webhook.",
}
INNER = (
    "This address lies in an inner network, to which nothing is sent unless whoever runs Readiness "
    "lists it in READINESS_OUTSIDE_NETWORKS."
)
NEVER = (
    "Nothing is ever sent to this address: it belongs to a machine itself, to its provider, or to "
    "many at once. Write the address of one receiver."
)


def meant(kind: Kind, url: str, listed: Collection[Network]) -> Target:
    """Return where messages go, or raise BadUrl with a sentence for who made the connection.

    A name is not looked up: what it leads to can change, so the sender checks that each time.
    """
    target = target_of(url)
    if kind in CHATS:
        _require_chat(kind, target)
    address = _literal(target.host)
    if address is None or may_connect(address, listed):
        return target
    raise BadUrl(NEVER if is_never_asked(address) else INNER)


def _require_chat(kind: Kind, target: Target) -> None:
    if target.scheme != "https":
        raise BadUrl("The address of a chat begins with https://.")
    hosts = CHATS[kind]
    ends = tuple(each for each in hosts if each.startswith("."))
    if target.port != 443 or not (target.host in hosts or target.host.endswith(ends)):
        raise BadUrl(MEANT[kind])


def _literal(host: str) -> Address | None:
    if host == "localhost" or host.endswith(".localhost"):
        return IPv4Address("127.0.0.1")
    try:
        return ip_address(host)
    except ValueError:
        return None
