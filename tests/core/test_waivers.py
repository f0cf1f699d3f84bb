"""When a waiver can be asked for, when it runs, and when it ends."""

from datetime import UTC, date, datetime

import pytest

from readiness.core.checklists import EvidenceNeed
from readiness.core.grades import Graded
from readiness.core.waivers import Decision, Waiver, WaiverState, end_of, why_not_ask
from readiness.core.working_days import Calendar
from tests.factories.questions import TODAY, graded, question, yes_no

END = datetime(2026, 12, 7, 10, 0, tzinfo=UTC)
BEFORE = datetime(2026, 12, 7, 9, 59, 59, tzinfo=UTC)


@pytest.mark.parametrize(
    ("decision", "at", "state"),
    [
        (None, BEFORE, WaiverState.ASKED),
        (Decision.GRANTED, BEFORE, WaiverState.GRANTED),
        (Decision.GRANTED, END, WaiverState.ENDED),
        (Decision.REFUSED, BEFORE, WaiverState.REFUSED),
        (Decision.REVOKED, BEFORE, WaiverState.REVOKED),
        (Decision.REVOKED, END, WaiverState.REVOKED),
    ],
)
def test_a_waiver_runs_while_it_is_granted_and_not_over(
    decision: Decision | None, at: datetime, state: WaiverState
) -> None:
    waiver = Waiver(1, "hygiene.runbook", END, decision)
    assert waiver.state(at) is state
    assert waiver.is_running(at) == (state is WaiverState.GRANTED)


@pytest.mark.parametrize(
    ("day", "zone", "end"),
    [
        (date(2026, 12, 4), "UTC", "2026-12-04T10:00:00+00:00"),
        (date(2026, 12, 4), "Europe/Berlin", "2026-12-04T09:00:00+00:00"),
        (date(2026, 12, 5), "UTC", "2026-12-07T10:00:00+00:00"),
        (date(2026, 12, 6), "Asia/Tokyo", "2026-12-07T01:00:00+00:00"),
    ],
)
def test_a_waiver_ends_at_ten_of_a_working_day_where_the_team_is(
    day: date, zone: str, end: str
) -> None:
    assert end_of(day, Calendar(zone)) == datetime.fromisoformat(end)


UNMET = graded(question(), yes_no("no"))


@pytest.mark.parametrize(
    ("case", "until", "words"),
    [
        (UNMET, date(2026, 11, 3), ""),
        (UNMET, date(2026, 12, 2), ""),
        (graded(question(), yes_no("partly")), date(2026, 11, 3), ""),
        (UNMET, TODAY, "later day than today"),
        (UNMET, date(2026, 12, 3), "at most 30 days, here until 2026-12-02"),
        (graded(question(), yes_no("yes")), date(2026, 11, 3), "answered and not met"),
        (graded(question(), None), date(2026, 11, 3), "answered and not met"),
        (graded(question(), yes_no("not_applicable")), date(2026, 11, 3), "answered and not met"),
        (graded(question(waivable=False), yes_no("no")), date(2026, 11, 3), "cannot wait"),
        (
            graded(question(evidence=EvidenceNeed.REQUIRED), yes_no("yes")),
            date(2026, 11, 3),
            "",
        ),
    ],
)
def test_a_waiver_is_asked_for_what_is_unmet_and_can_wait(
    case: Graded, until: date, words: str
) -> None:
    said = why_not_ask(case, until, today=TODAY, longest_days=30)
    assert words in said
    assert bool(words) == bool(said)
