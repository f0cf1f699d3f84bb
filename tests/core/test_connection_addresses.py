"""A connection leads only to where its kind takes messages, and to no inner network but a listed one."""

from ipaddress import ip_network

import pytest

from readiness.core.connection_addresses import INNER, MEANT, NEVER, meant
from readiness.core.connections import Kind
from readiness.core.outside_addresses import BadUrl
from tests.core.test_outside_addresses import EVERYTHING, HOSTILE
from tests.core.test_outside_addresses import INNER as INNER_ONES
from tests.core.test_outside_addresses import NEVER as NEVER_ONES

pytestmark = pytest.mark.once

TEN = ip_network("10.0.0.0/8")


def of(address: str) -> str:
    """Return an address of that number; of one that is written with a zone there is none."""
    return f"https://[{address}]/" if ":" in address else f"https://{address}/"


@pytest.mark.parametrize("address", INNER_ONES)
def test_a_number_of_an_inner_network_is_refused_until_it_is_listed(address: str) -> None:
    with pytest.raises(BadUrl, match="READINESS_OUTSIDE_NETWORKS") as refused:
        meant(Kind.WEBHOOK, of(address), ())
    assert str(refused.value) == INNER
    assert meant(Kind.WEBHOOK, of(address), EVERYTHING).port == 443


@pytest.mark.parametrize("address", [each for each in NEVER_ONES if "%" not in each])
def test_a_number_that_leads_to_the_machine_or_its_provider_is_refused_though_listed(
    address: str,
) -> None:
    with pytest.raises(BadUrl) as refused:
        meant(Kind.WEBHOOK, of(address), EVERYTHING)
    assert str(refused.value) == NEVER


@pytest.mark.parametrize("host", ["localhost", "LocalHost", "board.localhost"])
def test_a_name_that_always_leads_to_the_machine_itself_is_refused(host: str) -> None:
    with pytest.raises(BadUrl):
        meant(Kind.WEBHOOK, f"http://{host}:8080/", [TEN])
    listed = [ip_network("127.0.0.0/8")]
    assert meant(Kind.WEBHOOK, f"http://{host}:8080/", listed).port == 8080


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("url", HOSTILE)
def test_another_spelling_is_refused_whatever_the_kind(kind: Kind, url: str) -> None:
    with pytest.raises(BadUrl):
        meant(kind, url, EVERYTHING)


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        (Kind.SLACK, "https://hooks.slack.com/services/T0/B0/secret"),
        (Kind.SLACK, "https://HOOKS.Slack.com:443/workflows/T0/secret"),
        (Kind.SLACK, "https://hooks.slack-gov.com/services/T0/B0/secret"),
        (Kind.TEAMS, "https://prod-7.westeurope.logic.azure.com:443/workflows/a?sig=b"),
        (Kind.TEAMS, "https://default1.9f.environment.api.powerplatform.com/powerautomate/a"),
        (Kind.WEBHOOK, "http://board.example.com:8080/hook"),
        (Kind.WEBHOOK, "https://10.1.2.3/hook"),
        (Kind.WEBHOOK, "https://8.8.8.8/hook"),
    ],
)
def test_where_messages_are_taken_is_let_through(kind: Kind, url: str) -> None:
    assert meant(kind, url, [TEN]).scheme in url


@pytest.mark.parametrize(
    ("kind", "url"),
    [
        (Kind.SLACK, "https://hooks.slack.com.evil.example/services"),
        (Kind.SLACK, "https://evil.hooks.slack.com/services"),
        (Kind.SLACK, "https://hooks.slack.com:8443/services"),
        (Kind.SLACK, "https://example.slack.com/archives/C0"),
        (Kind.SLACK, "https://10.1.2.3/services"),
        (Kind.TEAMS, "https://logic.azure.com.evil.example/workflows"),
        (Kind.TEAMS, "https://evillogic.azure.com/workflows"),
        (Kind.TEAMS, "https://teams.microsoft.com/l/channel/19"),
        (Kind.TEAMS, "https://prod-7.westeurope.logic.azure.com:444/workflows/a"),
    ],
)
def test_a_chat_lies_where_its_maker_takes_messages(kind: Kind, url: str) -> None:
    with pytest.raises(BadUrl) as refused:
        meant(kind, url, [TEN])
    assert str(refused.value) == MEANT[kind]


def test_a_chat_is_asked_over_https_alone() -> None:
    with pytest.raises(BadUrl, match="begins with https"):
        meant(Kind.SLACK, "http://hooks.slack.com/services", [TEN])
