"""Newer facts and newer checklist versions on a running review: what changes, and what is kept."""

from datetime import datetime, timedelta

import pytest

from readiness.core.errors import Forbidden, SeenAnother, WrongMoment
from readiness.core.rights import Actor
from readiness.core.signoffs import Choice
from readiness.store.engine import Database
from readiness.store.verdicts import ReviewSummary
from readiness.usecases import applying, reviews, signoffs, submissions
from tests.factories.applying import (
    MINUTES,
    NEWER,
    ROLLBACK,
    STEPS,
    apply,
    ids,
    newer_document,
    release,
    set_facts,
    shown,
    stale,
)
from tests.factories.checklists import GATES, QUESTIONS, gate, launch_document, question
from tests.factories.people import People
from tests.factories.reviews import (
    answer,
    answer_everything,
    approved_review,
    digest_of,
    done,
    reviewers,
    sign,
    sign_all,
    start_review,
    submit_all,
)
from tests.factories.signing import deny, found, sent_review, states

YES = {"choice": "yes", "reason": ""}
LATER = timedelta(minutes=5)


@pytest.fixture
def by(database: Database, people: People, now: datetime) -> dict[str, Actor]:
    return reviewers(database, people, now)


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return sent_review(database, people, now=now)


def test_the_preview_names_what_a_newer_version_changes(
    database: Database, people: People, review: int, by: dict[str, Actor], now: datetime
) -> None:
    sign(database, review, "sre", by=people.bob, now=now)
    release(database, now)
    preview = shown(database, review, people.alice, now)
    told = preview.effects
    assert (ids(told.added), ids(told.removed), ids(told.changed)) == (
        [STEPS],
        [MINUTES],
        [ROLLBACK],
    )
    assert (told.again, told.kept) == ((), 4)
    assert stale(preview) == {
        "sre": (ROLLBACK, STEPS, MINUTES),
        "launch": (ROLLBACK, STEPS, MINUTES),
    }
    assert [gate.signatures for gate in preview.stale] == [1, 0]
    assert (preview.facts, preview.version, preview.approves) == (False, True, False)
    assert ROLLBACK in {each.subject for each in preview.words}
    assert (preview.new_gates, preview.gone_gates) == ((), ())


def test_a_preview_changes_nothing(
    database: Database, people: People, review: int, now: datetime
) -> None:
    release(database, now)
    before = digest_of(database, review, "sre", now)
    shown(database, review, people.alice, now)
    assert digest_of(database, review, "sre", now) == before
    assert found(database, review, now).pinned.checklist.version == 1


def test_only_gates_whose_questions_changed_go_stale_and_every_answer_is_kept(
    database: Database, people: People, review: int, by: dict[str, Actor], now: datetime
) -> None:
    sign(database, review, "sre", by=people.bob, now=now)
    sign(database, review, "security", by=by["security"], now=now)
    before = found(database, review, now).claimed.revisions
    release(database, now)
    apply(database, review, people.alice, now)
    after = found(database, review, now)
    assert after.pinned.checklist.version == 2
    assert states(database, review, now) == {
        "sre": "stale",
        "security": "signed",
        "launch": "waiting",
    }
    kept = {id_: row.id for id_, row in before.items() if id_ != MINUTES}
    assert {id_: row.id for id_, row in after.claimed.revisions.items()} == kept
    with database.reading() as session:
        row = session.get_one(ReviewSummary, review)
        assert STEPS in row.summary["asked"]
        assert MINUTES not in row.summary["asked"]


def test_questions_and_areas_in_another_order_make_no_gate_stale(
    database: Database, people: People, review: int, by: dict[str, Actor], now: datetime
) -> None:
    sign(database, review, "sre", by=people.bob, now=now)
    gates = [{**GATES[0], "areas": ["hygiene", "deployment"]}, *GATES[1:]]
    turned = launch_document(version=2, questions=QUESTIONS[::-1], gates=gates)
    release(database, now, turned)
    preview = apply(database, review, people.alice, now + LATER)
    assert (stale(preview), preview.effects.changed) == ({}, ())
    assert states(database, review, now)["sre"] == "signed"


def test_what_is_asked_newly_is_answered_sent_and_signed(
    database: Database, people: People, review: int, by: dict[str, Actor], now: datetime
) -> None:
    release(database, now)
    apply(database, review, people.alice, now)
    with pytest.raises(WrongMoment, match="asked newly"):
        sign(database, review, "sre", by=people.bob, now=now)
    answer(database, review, STEPS, YES, by=people.alice, now=now)
    with pytest.raises(WrongMoment, match="asked newly"):
        sign(database, review, "sre", by=people.bob, now=now)
    assert done(database, now, submissions.send_changes, review, by=people.alice) == (
        "sre",
        "launch",
    )
    sign_all(database, review, by, now=now)
    assert found(database, review, now).phase.is_approved


def test_a_gate_with_unanswered_questions_can_still_be_denied(
    database: Database, people: People, review: int, now: datetime
) -> None:
    release(database, now)
    apply(database, review, people.alice, now)
    dossier = found(database, review, now)
    assert signoffs.choices(dossier, dossier.gate("sre")) == (
        Choice.REQUEST_CHANGES,
        Choice.DENY,
    )
    deny(database, review, people.bob, now)
    assert states(database, review, now)["sre"] == "denied"


def test_an_area_that_comes_to_a_sent_gate_waits_to_be_sent(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    first = (GATES[0], gate("security"), GATES[2])
    review = sent_review(database, people, now=now, document=launch_document(gates=first))
    questions = (*QUESTIONS, question("compliance.audit"))
    release(database, now, newer_document(questions=questions, gates=GATES))
    apply(database, review, people.alice, now)
    answer(database, review, "compliance.audit", YES, by=people.alice, now=now)
    dossier = found(database, review, now)
    assert "compliance.audit" in dossier.claimed.revisions
    assert "compliance.audit" not in dossier.seen.revisions
    assert "compliance.duties" in dossier.seen.revisions
    assert done(database, now, submissions.send_changes, review, by=people.alice) == ("security",)


def test_a_gate_that_comes_anew_has_to_be_sent_and_signed(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    review = sent_review(database, people, now=now, document=launch_document(gates=GATES[:1]))
    release(database, now, newer_document(questions=QUESTIONS, gates=GATES[:2]))
    preview = apply(database, review, people.alice, now)
    assert [rule.id for rule in preview.new_gates] == ["security"]
    sign(database, review, "sre", by=people.bob, now=now)
    assert not found(database, review, now).phase.is_approved
    assert states(database, review, now)["security"] == "not_submitted"


def test_a_denied_gate_cannot_be_shaken_off(
    database: Database, people: People, review: int, now: datetime
) -> None:
    deny(database, review, people.bob, now)
    release(database, now, newer_document(questions=QUESTIONS, gates=GATES[1:2]))
    preview = shown(database, review, people.alice, now)
    assert preview.refusal == "SRE refused, and would not be asked any more. Settle that first."
    with pytest.raises(WrongMoment, match="SRE refused"):
        apply(database, review, people.alice, now)


def test_newer_facts_make_every_signature_stale_as_it_covers_them(
    database: Database, people: People, review: int, by: dict[str, Actor], now: datetime
) -> None:
    sign(database, review, "sre", by=people.bob, now=now)
    set_facts(database, people, now, data=["personal"])
    release(database, now)
    preview = apply(database, review, people.alice, now, version=False)
    assert ids(preview.effects.added) == ["compliance.erasure"]
    assert stale(preview)["sre"] == ("facts",)
    assert preview.words == ()
    assert found(database, review, now).review.facts["data"] == ["personal"]
    assert found(database, review, now).pinned.checklist.version == 1
    assert states(database, review, now)["sre"] == "stale"


def test_the_version_can_be_applied_without_the_facts(
    database: Database, people: People, review: int, now: datetime
) -> None:
    set_facts(database, people, now, data=["personal"])
    release(database, now)
    apply(database, review, people.alice, now, facts=False)
    dossier = found(database, review, now)
    assert dossier.pinned.checklist.version == 2
    assert dossier.review.facts["data"] == []


def test_applied_facts_are_no_drift_of_the_approval(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    review = start_review(database, people, now=now)
    set_facts(database, people, now + LATER, data=["personal"])
    apply(database, review, people.alice, now + LATER)
    answer_everything(database, review, by=people.alice, now=now + LATER)
    submit_all(database, review, by=people.alice, now=now + LATER)
    sign_all(database, review, by, now=now + LATER)
    dossier = found(database, review, now + LATER)
    assert dossier.phase.is_approved
    assert dossier.case.drift_ends_at is None


def test_there_has_to_be_something_newer(
    database: Database, people: People, review: int, now: datetime
) -> None:
    with pytest.raises(WrongMoment, match="newest version already"):
        shown(database, review, people.alice, now)


def test_a_retired_version_is_not_applied(
    database: Database, people: People, review: int, now: datetime
) -> None:
    release(database, now, {**newer_document(), "retired": True})
    with pytest.raises(WrongMoment, match="newest version already"):
        shown(database, review, people.alice, now)


def test_a_preview_that_is_out_of_date_is_refused_and_nothing_applied(
    database: Database, people: People, review: int, now: datetime
) -> None:
    release(database, now)
    seen = shown(database, review, people.alice, now).digest
    release(database, now, newer_document(version=3, questions=NEWER[1:]))
    with pytest.raises(SeenAnother) as refused:
        done(
            database,
            now,
            applying.apply,
            review,
            facts=True,
            version=True,
            seen=seen,
            by=people.alice,
        )
    assert refused.value.digest == shown(database, review, people.alice, now).digest
    assert found(database, review, now).pinned.checklist.version == 1


def test_only_the_owning_team_applies(
    database: Database, people: People, review: int, now: datetime
) -> None:
    release(database, now)
    for other in (people.carol, people.bob, people.eve):
        with pytest.raises(Forbidden):
            shown(database, review, other, now)
        with pytest.raises(Forbidden):
            done(database, now, applying.apply, review, facts=True, version=True, seen="", by=other)
        with pytest.raises(Forbidden):
            done(database, now, applying.undo, review, by=other)


def test_an_approved_review_is_renewed_and_not_brought_up_to_date(
    database: Database, people: People, by: dict[str, Actor], now: datetime
) -> None:
    review = approved_review(database, people, by, now=now)
    release(database, now)
    with pytest.raises(WrongMoment, match="still running"):
        shown(database, review, people.alice, now)
    done(database, now, reviews.reopen, review, ["deployment"], reason="New", by=people.alice)
    assert shown(database, review, people.alice, now).version
