"""A waiver that runs is asked for again before it ends, so that the gate need not close."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from readiness.core.errors import BadInput, Forbidden, WrongMoment
from readiness.core.rights import Role
from readiness.core.waiver_debt import Debt
from readiness.core.waivers import Decision, WaiverState
from readiness.store.engine import Database
from readiness.usecases import services, waiver_debt, waiver_pages, waiver_requests, waivers
from readiness.usecases.dossiers import Dossier
from tests.factories.applying import apply, set_facts
from tests.factories.checklists import launch_document
from tests.factories.people import People
from tests.factories.reviews import (
    answer_everything,
    done,
    reviewers,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.signing import found, make
from tests.factories.verdicts import gate_says
from tests.factories.waivers import ROLLBACK, ask, decide, waived

NO: dict[str, dict[str, object]] = {ROLLBACK: {"choice": "no", "reason": ""}}
END = datetime.fromisoformat("2026-12-07T10:00:00+00:00")
SOON = END - timedelta(days=3)
AGAIN: dict[str, Any] = {"until": date(2026, 12, 18), "item_due_on": date(2026, 12, 18)}
LATER = datetime.fromisoformat("2026-12-18T10:00:00+00:00")


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    """An approved review, by a waiver until Monday, 7 December, under a cap of one."""
    document = launch_document(most_waivers=1)
    started = start_review(database, people, now=now, document=document)
    answer_everything(database, started, by=people.alice, now=now, but=NO)
    waived(database, started, people.alice, people.carol, now)
    submit_all(database, started, by=people.alice, now=now)
    sign_all(database, started, reviewers(database, people, now), now=now)
    return started


def again(database: Database, review: int, people: People) -> int:
    return ask(database, review, people.alice, SOON, **AGAIN)


def states(case: Dossier, at: datetime) -> list[WaiverState]:
    return [each.waiver.state(at) for each in case.waivers]


def test_what_is_granted_again_takes_over_and_the_gate_never_closes(
    database: Database, people: People, review: int
) -> None:
    second = again(database, review, people)
    assert gate_says(database, SOON).ends_at == END
    decide(database, review, second, Decision.GRANTED, people.carol, SOON)
    assert states(found(database, review, SOON), SOON) == ["replaced", "granted"]
    for at in (SOON, END, LATER - timedelta(seconds=1)):
        said = gate_says(database, at)
        assert (said.verdict, said.waivers, said.ends_at) == ("approved", (ROLLBACK,), LATER)
    assert gate_says(database, LATER).codes == ("waiver_ended",)


def test_one_request_at_a_time_and_only_for_longer(
    database: Database, people: People, review: int
) -> None:
    sooner: dict[str, Any] = {"until": date(2026, 12, 6), "item_due_on": date(2026, 12, 6)}
    with pytest.raises(BadInput) as refused:
        ask(database, review, people.alice, SOON, **sooner)
    assert "ends no sooner" in refused.value.faults["until"]
    second = again(database, review, people)
    with pytest.raises(WrongMoment, match="already a request for a waiver"):
        again(database, review, people)
    with pytest.raises(BadInput) as refused:
        decide(
            database, review, second, Decision.GRANTED, people.carol, SOON, until=sooner["until"]
        )
    assert "ends no sooner" in refused.value.faults["until"]


@pytest.mark.parametrize("is_refused", [True, False])
def test_a_refused_or_withdrawn_request_leaves_the_running_one_alone(
    database: Database, people: People, review: int, is_refused: bool
) -> None:
    second = again(database, review, people)
    if is_refused:
        decide(database, review, second, Decision.REFUSED, people.carol, SOON)
    else:
        done(database, SOON, waivers.withdraw, review, second, by=people.alice)
    case = found(database, review, SOON)
    assert states(case, SOON)[0] is WaiverState.GRANTED
    assert case.waivers[0].item is not None
    assert case.waivers[0].item.item.is_open
    assert gate_says(database, SOON).ends_at == END
    again(database, review, people)


def test_revoking_is_of_the_one_that_runs_and_closes_the_gate(
    database: Database, people: People, review: int
) -> None:
    second = again(database, review, people)
    decide(database, review, second, Decision.GRANTED, people.carol, SOON)
    first = found(database, review, SOON).waivers[0].row.id
    for decision in (Decision.REVOKED, Decision.GRANTED):
        with pytest.raises(WrongMoment, match="A waiver that is replaced cannot be"):
            decide(database, review, first, decision, people.carol, SOON, until=date(2026, 12, 6))
    decide(database, review, second, Decision.REVOKED, people.carol, SOON)
    assert gate_says(database, SOON).codes == ("blocker_unmet",)
    assert gate_says(database, END).codes == ("blocker_unmet",)


def test_revoking_what_runs_leaves_the_request_to_be_decided(
    database: Database, people: People, review: int
) -> None:
    second = again(database, review, people)
    first = found(database, review, SOON).waivers[0].row.id
    decide(database, review, first, Decision.REVOKED, people.carol, SOON)
    assert gate_says(database, SOON).codes == ("blocker_unmet",)
    decide(database, review, second, Decision.GRANTED, people.carol, SOON)
    assert gate_says(database, SOON).verdict == "approved"
    assert states(found(database, review, SOON), SOON) == ["revoked", "granted"]


def test_nobody_grants_again_what_they_asked_for_again(
    database: Database, people: People, review: int
) -> None:
    both = make(database, "Olga", "payments", roles=(Role.COORDINATOR,))
    second = ask(database, review, both, SOON, **AGAIN)
    with pytest.raises(Forbidden, match="You asked for this waiver"):
        decide(database, review, second, Decision.GRANTED, both, SOON)


def test_debt_and_cap_count_the_question_once_from_the_first(
    database: Database, people: People, review: int, now: datetime
) -> None:
    decide(database, review, again(database, review, people), Decision.GRANTED, people.carol, SOON)
    for at in (SOON, END + timedelta(days=1)):
        with database.reading() as session:
            team = services.owner_of(session, found(database, review, at).service)
            owed = waiver_debt.of_team(session, team, by=people.eve, now=at)
        assert owed.debt == Debt(1, (at - now).days, (at - now).days)
        assert [each.standing.waiver.ends_at for each in owed.waivers] == [LATER]


def test_what_ended_before_is_followed_by_nothing(
    database: Database, people: People, review: int
) -> None:
    second = ask(database, review, people.alice, END, **AGAIN)
    decide(database, review, second, Decision.GRANTED, people.carol, END)
    case = found(database, review, END)
    assert states(case, END) == ["ended", "granted"]
    assert [each.since for each in case.waivers] == [case.waivers[0].granted_at, END]


def test_the_longest_time_of_the_tier_holds_from_the_grant(
    database: Database, people: People, now: datetime
) -> None:
    document = launch_document(longest_waiver_days_tier_1=7)
    review = start_review(database, people, now=now, document=document)
    answer_everything(database, review, by=people.alice, now=now, but=NO)
    asked = ask(database, review, people.alice, now)
    set_facts(database, people, now, tier=1)
    apply(database, review, people.alice, now, version=False)
    grant = (database, review, asked, Decision.GRANTED, people.carol, now)
    with pytest.raises(BadInput) as refused:
        decide(*grant)
    assert "at most 7 days by now" in refused.value.faults["until"]
    decide(*grant, until=date(2026, 11, 30))


def test_pages_lead_to_asking_again_until_it_is_asked(
    database: Database, people: People, review: int, now: datetime
) -> None:
    first = found(database, review, now).waivers[0].row.id
    with database.reading() as session:
        read = waiver_pages.waiver(session, review, first, by=people.alice, now=SOON)
        others = waiver_pages.waiver(session, review, first, by=people.bob, now=SOON)
    assert (read.can_ask_again, read.later, others.can_ask_again) == (True, None, False)
    second = again(database, review, people)
    with database.reading() as session:
        read = waiver_pages.waiver(session, review, first, by=people.alice, now=SOON)
        follows = waiver_pages.waiver(session, review, second, by=people.carol, now=SOON)
    assert (read.can_ask_again, read.later and read.later.row.id) == (False, second)
    assert follows.earlier is not None
    assert (follows.earlier.row.id, follows.no_room) == (first, "")


def test_what_runs_as_long_as_any_may_is_not_asked_for_again_on_that_day(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now, but=NO)
    longest: dict[str, Any] = {"until": date(2027, 2, 21), "item_due_on": date(2027, 2, 21)}
    waived(database, review, people.alice, people.carol, now, **longest)
    asked = [ROLLBACK]
    with database.reading() as session:
        case = found(database, review, now)
        today = waiver_requests.offer(session, case, asked, by=people.alice, now=now)
        tomorrow = now + timedelta(days=2)
        later = waiver_requests.offer(session, case, asked, by=people.alice, now=tomorrow)
    assert (set(today.no_room), set(later.no_room)) == ({ROLLBACK}, set())
