"""Receivers are asked less and less often, for three days, and an answer says whether to ask again."""

from datetime import UTC, datetime, timedelta

import pytest

from readiness.core.connections import EVENTS, GROUPS, Kind, wants
from readiness.core.deliveries import Fate, Outcome, ends_at, fate_of, next_try, pause

pytestmark = pytest.mark.once

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LATER = Outcome(Fate.LATER, "")


@pytest.mark.parametrize(
    ("failures", "seconds"),
    [(1, 30), (2, 60), (3, 120), (9, 7680), (10, 15360), (11, 21600), (500, 21600)],
)
def test_pauses_grow_from_half_a_minute_to_six_hours(failures: int, seconds: int) -> None:
    assert pause(failures, chance=0) == timedelta(seconds=seconds)
    assert pause(failures, chance=1) == timedelta(seconds=seconds * 0.8)


def test_the_time_counts_from_when_both_were_there() -> None:
    earlier = NOW - timedelta(days=9)
    assert ends_at(NOW, earlier) == ends_at(earlier, NOW) == NOW + timedelta(hours=72)


def test_the_last_try_is_at_the_very_end() -> None:
    ends = NOW + timedelta(hours=2)
    assert next_try(LATER, failures=30, chance=0.5, now=NOW, ends=ends) == ends


@pytest.mark.parametrize(("wish", "hours"), [(3600, 1), (99999, 6)])
def test_a_receiver_may_ask_for_more_time_but_not_for_ever(wish: int, hours: int) -> None:
    outcome = Outcome(Fate.LATER, "", timedelta(seconds=wish))
    found = next_try(outcome, failures=1, chance=0, now=NOW, ends=NOW + timedelta(days=3))
    assert found == NOW + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("kind", "status", "fate"),
    [
        (Kind.WEBHOOK, 200, Fate.DONE),
        (Kind.WEBHOOK, 204, Fate.DONE),
        (Kind.TEAMS, 202, Fate.DONE),
        (Kind.WEBHOOK, 302, Fate.LATER),
        (Kind.WEBHOOK, 400, Fate.LATER),
        (Kind.WEBHOOK, 404, Fate.LATER),
        (Kind.WEBHOOK, 410, Fate.GONE),
        (Kind.WEBHOOK, 413, Fate.REFUSED),
        (Kind.WEBHOOK, 500, Fate.LATER),
        (Kind.SLACK, 400, Fate.REFUSED),
        (Kind.SLACK, 404, Fate.GONE),
        (Kind.SLACK, 429, Fate.LATER),
        (Kind.TEAMS, 404, Fate.GONE),
        (Kind.TEAMS, 429, Fate.LATER),
    ],
)
def test_what_an_answer_means(kind: Kind, status: int, fate: Fate) -> None:
    assert fate_of(kind, status) is fate


@pytest.mark.parametrize(
    ("events", "teams", "hears"),
    [
        ([], [], True),
        (["a", "b"], [], True),
        (["b"], [], False),
        ([], ["x"], True),
        ([], ["y"], False),
        (["a"], ["y"], False),
    ],
)
def test_what_a_connection_wants(events: list[str], teams: list[str], hears: bool) -> None:
    assert wants(events, teams, event="a", team="x") is hears


def test_who_chose_all_of_a_group_hears_each_event_of_it_and_no_other() -> None:
    heard = {each for each in EVENTS if wants(["all:waivers"], [], event=each, team="x")}
    assert heard == {each for each in EVENTS if each.startswith("waiver.")}


def test_no_event_stands_in_two_groups() -> None:
    assert sum(len(each.events) for each in GROUPS) == len(EVENTS)
