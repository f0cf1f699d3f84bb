"""A signature wants a password that was given within the hour."""

from datetime import UTC, datetime, timedelta

import pytest

from readiness.core.confirmations import needs_password, require_confirmed
from readiness.core.errors import BadInput
from readiness.core.rights import Actor

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("ago", "needed"), [(HOUR - SECOND, False), (HOUR, False), (HOUR + SECOND, True)]
)
def test_it_is_needed_after_an_hour(ago: timedelta, needed: bool) -> None:
    assert needs_password(Actor(person=1, confirmed_at=NOW - ago), NOW) is needed


def test_whoever_comes_by_no_browser_is_not_asked() -> None:
    require_confirmed(Actor(person=1), NOW)


def test_the_refusal_stands_beside_the_password() -> None:
    with pytest.raises(BadInput) as refused:
        require_confirmed(Actor(person=1, confirmed_at=NOW - 2 * HOUR), NOW)
    assert set(refused.value.faults) == {"password"}
