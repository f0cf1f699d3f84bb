"""What the gate says from an approval on: in time, launched, drifted, empty, always as the page."""

import json
from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime, timedelta
from typing import Any

import pytest

from readiness.core.errors import Forbidden, NotFound, WrongMoment
from readiness.core.facts import from_plain
from readiness.core.rights import Actor, Scope
from readiness.core.signoffs import Choice
from readiness.core.verdicts import judge
from readiness.store.approvals import approvals_of
from readiness.store.engine import Database
from readiness.store.reviews import moves_of
from readiness.store.services import service_by_slug
from readiness.store.tokens import every_token
from readiness.store.verdicts import segment_at
from readiness.usecases import dossiers, launches, reviews, services, tokens
from tests.factories.checklists import FAILING, QUESTIONS, launch_document, question
from tests.factories.people import People
from tests.factories.reviews import (
    FACTS,
    SLUG,
    answer_everything,
    approved_review,
    done,
    reviewers,
    sign,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.signing import found
from tests.factories.verdicts import gate_says

#: 90 days after 23 November 2026 is a Sunday; the working ten o'clock after it.
ENDS = datetime.fromisoformat("2027-02-22T10:00:00+00:00")
#: When the facts change in these tests, and the working ten o'clock that ends 30 days.
CHANGED = datetime.fromisoformat("2026-11-24T09:00:00+00:00")
DRIFTED = datetime.fromisoformat("2026-12-24T10:00:00+00:00")


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def approved(database: Database, people: People, by: dict[str, Actor], now: datetime) -> int:
    return approved_review(database, people, by, now=now)


def launch(database: Database, review: int, by: Actor, now: datetime) -> None:
    done(database, now, launches.launched, review, by=by)


def stage(database: Database) -> str:
    with database.reading() as session:
        service = service_by_slug(session, SLUG)
        assert service is not None
        return service.stage


def know(database: Database, people: People, now: datetime, **known: object) -> None:
    facts = from_plain({**FACTS, **known})
    done(database, now, services.change_facts, SLUG, facts, by=people.alice)


def test_an_approval_is_for_a_launch_within_ninety_days(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    assert gate_says(database, now).ends_at == ENDS
    assert gate_says(database, ENDS - timedelta(seconds=1)).verdict == "approved"
    said = gate_says(database, ENDS)
    assert (said.verdict, said.codes) == ("blocked", ("approval_ended",))
    with pytest.raises(WrongMoment, match="does not let this launch through"):
        launch(database, approved, people.alice, ENDS)


def test_once_launched_the_approval_has_no_end(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    launch(database, approved, people.alice, now)
    assert stage(database) == "launched"
    assert gate_says(database, now).ends_at is None
    know(database, people, ENDS, crowd=True)  # any change judges it anew, long after
    assert gate_says(database, ENDS).verdict == "approved"


def test_a_launch_happens_once(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    for _ in range(2):
        launch(database, approved, people.carol, now)
    with database.reading() as session:
        moves = [move.move for move in moves_of(session, approved)]
    assert moves.count("launched") == 1


def test_only_what_the_gate_lets_through_can_have_launched(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    with pytest.raises(WrongMoment, match="cannot have happened"):
        launch(database, review, people.alice, now)
    for who in (people.bob, people.ada, people.eve):
        with pytest.raises(Forbidden):
            launch(database, review, who, now)
    assert stage(database) == "pre_launch"


def test_a_launch_is_said_where_the_approval_stands(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    renewal = start_review(database, people, now=now)
    with pytest.raises(WrongMoment, match="Another review governs"):
        launch(database, renewal, people.alice, now)


@pytest.fixture
def pipeline(database: Database, people: People, now: datetime) -> Actor:
    done(database, now, tokens.make, "pipeline", scopes=[Scope.DEPLOY], by=people.ada)
    with database.reading() as session:
        [token] = every_token(session)
    return Actor(token=token.id, scopes=frozenset({Scope.DEPLOY}))


def report(database: Database, now: datetime, by: Actor, place: str = "production") -> str:
    said = {"environment": place, "artifact": "checkout:41", "by": by}
    return done(database, now, launches.report_deployment, SLUG, **said).verdict


def test_the_first_deployment_that_is_let_through_marks_the_launch(
    database: Database, people: People, approved: int, now: datetime, pipeline: Actor
) -> None:
    assert report(database, now, pipeline) == "approved"
    assert stage(database) == "launched"
    assert gate_says(database, ENDS).verdict == "approved"


def test_a_launch_elsewhere_than_in_production_is_none_of_the_service(
    database: Database, people: People, by: dict[str, Actor], now: datetime, pipeline: Actor
) -> None:
    review = approved_review(database, people, by, now=now, environment="staging")
    assert report(database, now, pipeline, "staging") == "approved"
    with database.reading() as session:
        assert moves_of(session, review)[-1].move == "launched"
    assert stage(database) == "pre_launch"


def test_a_deployment_past_a_closed_gate_is_a_fact_and_no_launch(
    database: Database, people: People, now: datetime, pipeline: Actor
) -> None:
    start_review(database, people, now=now)
    assert report(database, now, pipeline) == "blocked"
    assert report(database, now, pipeline, "staging") == "blocked"
    assert stage(database) == "pre_launch"


def test_a_deployment_of_nothing_to_nowhere_is_not_found(
    database: Database, people: People, now: datetime, pipeline: Actor
) -> None:
    start_review(database, people, now=now)
    with pytest.raises(NotFound):
        report(database, now, pipeline, "moon")
    said = {"environment": "production", "artifact": "", "by": pipeline}
    with pytest.raises(NotFound):
        done(database, now, launches.report_deployment, "nothing", **said)
    with pytest.raises(Forbidden):
        report(database, now, people.alice)


def test_a_denial_closes_a_launched_service_too(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    launch(database, approved, people.alice, now)
    sign(database, approved, "sre", by=people.bob, now=now, choice=Choice.DENY, comment="No.")
    said = gate_says(database, now)
    assert (said.verdict, said.codes) == ("blocked", ("gate_denied",))


def test_facts_that_ask_for_more_block_after_thirty_days(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    know(database, people, CHANGED, data=["personal"])
    assert gate_says(database, CHANGED).ends_at == DRIFTED
    assert gate_says(database, DRIFTED - timedelta(seconds=1)).verdict == "approved"
    assert gate_says(database, DRIFTED).codes == ("facts_changed",)


def test_facts_that_ask_for_no_more_than_before_block_nothing(
    database: Database, people: People, approved: int, now: datetime
) -> None:
    know(database, people, CHANGED, data=["personal"])
    know(database, people, CHANGED, crowd=True)
    assert gate_says(database, DRIFTED).verdict == "approved"


def test_a_renewal_with_the_new_facts_ends_the_drift(
    database: Database, people: People, by: dict[str, Actor], approved: int, now: datetime
) -> None:
    know(database, people, CHANGED, data=["personal"])
    later = CHANGED + timedelta(days=1)
    approved_review(database, people, by, now=later)
    assert gate_says(database, DRIFTED).verdict == "approved"


def test_an_empty_checklist_is_never_approved(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    """Its gates can be signed: they cover nothing, and nothing is no pass."""
    review = start_review(database, people, now=now, document=launch_document(questions=()))
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, by, now=now)
    said = gate_says(database, now)
    assert (said.verdict, said.codes) == ("blocked", ("nothing_asked",))
    assert not found(database, review, now).phase.is_approved


def test_a_checklist_without_gates_is_never_approved(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now, document=launch_document(gates=()))
    answer_everything(database, review, by=people.alice, now=now)
    assert gate_says(database, now).codes == ("nothing_asked",)


def test_a_rule_that_fails_asks_and_blocks(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    broken = question("hygiene.broken", blocks=True, applies_if=FAILING)
    document = launch_document(questions=(*QUESTIONS, broken))
    review = start_review(database, people, now=now, document=document)
    answer_everything(database, review, by=people.alice, now=now)
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, by, now=now)
    assert gate_says(database, now).codes == ("rule_failed",)


@pytest.mark.parametrize(
    ("policy", "code"),
    [({"pass_mark": 90}, "score_low"), ({"area_minimum": 90}, "area_score_low")],
)
def test_a_score_below_the_mark_blocks_a_launch_that_everybody_signed(
    database: Database,
    people: People,
    by: dict[str, Actor],
    now: datetime,
    policy: dict[str, Any],
    code: str,
) -> None:
    slow: dict[str, object] = {"choice": "given", "reason": "", "number": "99"}
    but = {"deployment.minutes": slow}
    review = start_review(database, people, now=now, document=launch_document(**policy))
    answer_everything(database, review, by=people.alice, now=now, but=but)
    submit_all(database, review, by=people.alice, now=now)
    sign_all(database, review, by, now=now)
    assert code in gate_says(database, now).codes


def test_page_and_gate_say_the_same_after_every_step(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    review = start_review(database, people, now=now)
    steps: list[Callable[[], object]] = [
        lambda: answer_everything(database, review, by=people.alice, now=now),
        lambda: submit_all(database, review, by=people.alice, now=now),
        lambda: sign_all(database, review, by, now=now),
        lambda: know(database, people, now, data=["personal"]),
        lambda: launch(database, review, people.alice, now),
        lambda: done(
            database, now, reviews.reopen, review, ["hygiene"], reason="x", by=people.alice
        ),
    ]
    verdicts = []
    for step in steps:
        step()
        verdicts.append(agreed(database, review, now))
    assert verdicts == ["blocked", "blocked", "approved", "approved", "approved", "blocked"]


def agreed(database: Database, review: int, now: datetime) -> str:
    """Return the verdict after comparing what is stored with what the page would judge."""
    with database.reading() as session:
        dossier = dossiers.load(session, review, now=now)
        environment = dossier.subject.environment.id
        segment = segment_at(session, dossier.service.id, environment, now)
        assert segment is not None
        body = json.loads(segment.body)
        judged = judge(dossier.case, now)
        assert segment.verdict == judged.verdict
        assert body["reasons"] == [asdict(reason) for reason in judged.reasons]
        assert body["score"] == judged.score.total
        assert bool(approvals_of(session, review)) or judged.verdict == "blocked"
        return segment.verdict
