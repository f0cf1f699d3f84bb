"""The life of a service as a line."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from readiness.core.handovers import Moved, Stage, Step, Taken
from readiness.core.lives import HandoffReview, Life, consultant, is_due, points, runs

FIRST = datetime(2026, 1, 5, 9, tzinfo=UTC)
ENDS, UNTIL = date(2026, 12, 1), date(2027, 2, 1)


def at(days: int) -> datetime:
    return FIRST + timedelta(days=days)


def moved(stage: Stage, days: int) -> Moved:
    return Moved(stage, at(days), at(days).date())


CREATED, LAUNCHED = moved(Stage.PRE_LAUNCH, 0), moved(Stage.LAUNCHED, 30)
ACCEPTED, BACK = moved(Stage.SRE_MANAGED, 230), moved(Stage.HANDED_BACK, 300)
ACCEPT = Taken(Step.ACCEPTED, ACCEPTED.at, "Bob", "SRE", review=7)
HAND_BACK = Taken(
    Step.HANDED_BACK, BACK.at, "Bob", "SRE", effective_on=ENDS, consulting_until=UNTIL
)
NEW = Life((CREATED,), (), FIRST.date())
RUNNING = Life((CREATED, LAUNCHED), (), at(70).date())
MANAGED = Life((CREATED, LAUNCHED, ACCEPTED), (ACCEPT,), at(240).date())
NOTICE = Life((CREATED, LAUNCHED, ACCEPTED, BACK), (ACCEPT, HAND_BACK), at(301).date())
OVER = replace(NOTICE, today=ENDS)
RETIRED = replace(OVER, moves=(*OVER.moves, moved(Stage.RETIRED, 400)), today=at(400).date())


def told(life: Life) -> list[str]:
    return [
        " ".join(filter(None, (p.state, p.word, p.before, str(p.on or ""), p.note)))
        for p in points(life)
    ]


def test_a_new_service_has_all_before_it() -> None:
    planned = replace(NEW, planned_at=at(9))
    assert told(planned) == ["now Pre-launch", "ahead Launched planned for", "ahead SRE-managed"]
    assert points(planned)[1].at == at(9)
    alone = replace(NEW, has_handoff=False)
    assert told(alone) == ["now Pre-launch", "ahead Launched"]


def test_each_past_point_has_the_day_that_the_owner_team_counts() -> None:
    # An instant of the evening in London, the next morning in Tokyo.
    late = replace(LAUNCHED, on=LAUNCHED.on + timedelta(days=1))
    life = replace(RUNNING, moves=(CREATED, late))
    assert points(life)[1].day == late.on
    assert runs(life, "Payments").endswith("since 5 February 2026.")


def test_what_developers_run_shows_the_days_to_come() -> None:
    assert told(RUNNING) == [
        "past Pre-launch",
        "now Launched self-managed for 40 days",
        "ahead Hand-off review from 2026-06-07",
        "ahead SRE-managed from 2026-08-06",
    ]
    soon = replace(RUNNING, today=at(213).date())
    assert told(soon)[2] == "ahead Hand-off review possible now"
    under_way = replace(soon, handoff=HandoffReview(7, is_signed=False))
    assert told(under_way)[2] == "ahead Hand-off review under way"
    assert points(under_way)[2].review == 7
    assert len(told(replace(RUNNING, has_handoff=False))) == 2


def test_what_sre_runs_looks_back_on_its_hand_off() -> None:
    assert told(MANAGED) == [
        "past Pre-launch",
        "past Launched self-managed for 200 days",
        "past Hand-off review signed",
        "now SRE-managed accepted by SRE",
    ]


def test_during_the_notice_it_is_not_back_yet() -> None:
    assert told(NOTICE)[4:] == [
        "now Notice given by SRE",
        "ahead Handed back 2026-12-01 SRE consults until 1 February 2027",
        "ahead Hand-off review from 2027-04-03",
        "ahead SRE-managed from 2027-06-02",
    ]
    assert told(OVER)[4:6] == [
        "past Notice given by SRE",
        "now Handed back 2026-12-01 SRE consults until 1 February 2027",
    ]


def test_whoever_handed_it_back_need_not_consult() -> None:
    alone = replace(OVER, steps=(ACCEPT, replace(HAND_BACK, consulting_until=None)))
    assert told(alone)[5] == "now Handed back 2026-12-01"


def test_what_is_retired_has_nothing_before_it() -> None:
    assert told(RETIRED)[-2:] == [
        "past Handed back 2026-12-01 SRE consulted until 1 February 2027",
        "now Retired",
    ]


def test_what_is_retired_during_the_notice_was_never_back() -> None:
    retired = replace(NOTICE, moves=(*NOTICE.moves, moved(Stage.RETIRED, 302)))
    assert told(retired)[-2:] == ["past Notice given by SRE", "now Retired"]


@pytest.mark.parametrize("life", [NEW, RUNNING, MANAGED, NOTICE, OVER, RETIRED])
def test_one_point_is_now_and_nothing_past_follows_it(life: Life) -> None:
    states = [point.state.value for point in points(life)]
    assert states.count("now") == 1
    assert states == sorted(states, key=["past", "now", "ahead"].index)


def test_a_stage_that_came_without_a_recorded_step_is_drawn_too() -> None:
    imported = replace(MANAGED, steps=())
    assert told(imported)[-1] == "now SRE-managed"
    back = replace(NOTICE, steps=())
    assert told(back)[3].startswith("now Handed back self-managed for 1 day")
    assert runs(imported, "Payments") == "An SRE team runs it since 23 August 2026."
    assert runs(back, "Payments").startswith("Payments runs it themselves again, since")


@pytest.mark.parametrize(
    ("life", "sentence"),
    [
        (NEW, "Payments builds it; it has not launched yet."),
        (RUNNING, "Payments runs it themselves, since 4 February 2026."),
        (MANAGED, "SRE runs it since 23 August 2026."),
        (
            NOTICE,
            "SRE has handed it back and answers its pager until 1 December 2026;"
            " from then on Payments runs it themselves. SRE consults until 1 February 2027.",
        ),
        (
            OVER,
            "Payments runs it themselves again, since 1 December 2026."
            " SRE consults until 1 February 2027.",
        ),
        (RETIRED, "It is retired since 9 February 2027: it takes no new review."),
    ],
)
def test_who_runs_it_is_said_in_words(life: Life, sentence: str) -> None:
    assert runs(life, "Payments") == sentence


def test_a_signed_hand_off_is_due_once_the_time_has_come() -> None:
    signed = replace(RUNNING, handoff=HandoffReview(7, is_signed=True), today=at(213).date())
    assert is_due(signed)
    assert not is_due(replace(signed, today=at(212).date()))
    assert not is_due(replace(signed, handoff=HandoffReview(7, is_signed=False)))
    assert not is_due(replace(signed, handoff=None))
    assert not is_due(MANAGED)


def test_the_consultant_is_who_was_named_last() -> None:
    assert consultant(RUNNING) == ""
    named = tuple(Taken(Step.CONSULTANT, FIRST, "Al", person=name) for name in ("Bob", "Eve"))
    assert consultant(replace(RUNNING, steps=named)) == "Eve"
