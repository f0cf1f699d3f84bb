"""A number that no row can have is no page, on either database."""

from collections.abc import Callable

import pytest

from readiness.core.rights import Actor
from tests.client import Client
from tests.factories.people import People


@pytest.mark.parametrize("number", [2**31 - 1, 2**31, 2**63, 10**30])
@pytest.mark.parametrize("path", ["/reviews/{}", "/reviews/{}/gates/sre", "/waivers/{}"])
def test_a_number_beyond_every_row_is_not_found(
    signed_in: Callable[[Actor], Client], people: People, path: str, number: int
) -> None:
    signed_in(people.eve).page(path.format(number), status=404)
