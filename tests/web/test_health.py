"""Who looks after an installation is warned on every page when something of it is wrong."""

from collections.abc import Callable

import pytest

from readiness.adapters import refusals
from readiness.core.rights import Actor
from readiness.settings import Settings
from tests.client import Client
from tests.factories.people import People

LABEL = "What is wrong with this installation"


@pytest.mark.once
def test_coordinators_and_administrators_read_what_is_wrong_and_nobody_else(
    settings: Settings, signed_in: Callable[[Actor], Client], people: People, client: Client
) -> None:
    refusals.remember(settings.instance, ["shop.yaml:3: <No> such key."])
    page = signed_in(people.ada).get("/services").text
    assert LABEL in page
    assert "shop.yaml:3: &lt;No&gt; such key." in page
    assert "readiness checklists sync" in page
    assert LABEL in signed_in(people.carol).get("/").text
    assert LABEL not in signed_in(people.alice).get("/").text
    assert LABEL not in client.get("/sign-in").text
