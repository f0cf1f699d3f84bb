"""From which day on a service may change hands, and what a notice has to keep."""

from datetime import UTC, date, datetime

import pytest

from readiness.core.handovers import (
    Moved,
    Stage,
    Step,
    Taken,
    accept_from,
    notice_faults,
    review_from,
    self_managed_since,
    why_not_hand_over,
)

AT = datetime(2026, 3, 2, 9, tzinfo=UTC)
DAY = date(2026, 3, 2)
ENDS = date(2026, 4, 1)
BACK = Taken(Step.HANDED_BACK, AT, "Bob", "SRE", effective_on=ENDS)


def moved(*stages: Stage) -> tuple[Moved, ...]:
    return tuple(Moved(stage, AT, DAY) for stage in stages)


@pytest.mark.parametrize(
    ("stages", "steps", "since"),
    [
        ((), (), None),
        ((Stage.PRE_LAUNCH,), (), None),
        ((Stage.PRE_LAUNCH, Stage.LAUNCHED), (), DAY),
        ((Stage.LAUNCHED, Stage.SRE_MANAGED), (), None),
        ((Stage.LAUNCHED, Stage.SRE_MANAGED, Stage.HANDED_BACK), (BACK,), ENDS),
        ((Stage.HANDED_BACK,), (), DAY),
        ((Stage.HANDED_BACK, Stage.LAUNCHED), (BACK,), DAY),
        ((Stage.LAUNCHED, Stage.RETIRED), (), None),
    ],
)
def test_since_when_its_developers_run_it(
    stages: tuple[Stage, ...], steps: tuple[Taken, ...], since: date | None
) -> None:
    assert self_managed_since(moved(*stages), steps) == since


@pytest.mark.parametrize(
    ("days", "review", "accept"),
    [
        (None, date(2026, 7, 3), date(2026, 9, 1)),
        (183, date(2026, 7, 3), date(2026, 9, 1)),
        (60, DAY, date(2026, 5, 1)),
        (1, date(2026, 1, 2), date(2026, 3, 3)),
    ],
)
def test_from_which_day_on_it_may_be_reviewed_and_accepted(
    days: int | None, review: date, accept: date
) -> None:
    assert review_from(DAY, days) == review
    assert accept_from(DAY, days) == accept


@pytest.mark.parametrize(
    ("ends", "until", "faults"),
    [
        (DAY, date(2026, 3, 3), set()),
        (date(2026, 3, 1), date(2026, 3, 3), {"effective_on"}),
        (date(2027, 3, 3), date(2027, 3, 4), set()),
        (date(2027, 3, 4), date(2027, 3, 5), {"effective_on"}),
        (DAY, DAY, {"consulting_until"}),
        (DAY, date(2028, 3, 2), set()),
        (DAY, date(2028, 3, 3), {"consulting_until"}),
        (date(2026, 3, 1), date(2026, 2, 1), {"effective_on", "consulting_until"}),
    ],
)
def test_a_notice_ends_ahead_and_consulting_after_it(
    ends: date, until: date, faults: set[str]
) -> None:
    assert set(notice_faults(ends, until, today=DAY)) == faults


@pytest.mark.parametrize("stage", Stage)
def test_only_what_developers_run_is_handed_over(stage: Stage) -> None:
    runs = stage in (Stage.LAUNCHED, Stage.HANDED_BACK)
    assert (why_not_hand_over(stage, "Checkout", "SRE") == "") == runs
