"""The newer shipped launch checklist, applied to a review that was begun with the one before."""

from collections.abc import Collection
from datetime import datetime
from pathlib import Path

import pytest

from readiness.adapters.canonical import digest
from readiness.adapters.checklist_files import load
from readiness.core.checklist_documents import before_defaults, read
from readiness.core.checklists import Question, YesNo
from readiness.core.errors import WrongMoment
from readiness.core.question_ids import current_ids
from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import answers, submissions
from tests.factories.applying import apply, ids, release, shown, stale
from tests.factories.checklists import QUESTIONS, Document, launch_document
from tests.factories.people import People
from tests.factories.reviews import EVIDENCE, answer, done, sign, start_review
from tests.factories.signing import found, make, sent_review, states

ROOT = Path(__file__).parents[2]
RENAMED = "hygiene.catalogue"


def shipped(path: str) -> Document:
    document = load(ROOT / path).document
    assert document is not None
    return dict(document)


@pytest.fixture
def older() -> Document:
    return shipped("tests/checklists/launch-1.yaml")


@pytest.fixture
def newer() -> Document:
    return shipped("checklists/launch.yaml")


@pytest.fixture
def review(database: Database, people: People, older: Document, now: datetime) -> int:
    facts = {"tier": 2, "data": ["personal"]}
    return start_review(database, people, now=now, document=older, facts=facts)


@pytest.fixture
def dan(database: Database) -> Actor:
    return make(database, "Dan", "privacy")


def fill_out(
    database: Database, review: int, by: Actor, now: datetime, but: Collection[str] = ()
) -> None:
    """Answer what is asked, also what follows from it: yes, or that it is not known."""
    while left := [each for each in unanswered(database, review, now) if each.id not in but]:
        for each in left:
            is_yes_no = isinstance(each.answer, YesNo)
            value = {"choice": "yes" if is_yes_no else "unknown", "reason": ""}
            answer(database, review, each.id, value, by=by, now=now)
            link = {**EVIDENCE, "dated": now.date().isoformat()}
            done(database, now, answers.add_evidence, review, each.id, **link, by=by)


def unanswered(database: Database, review: int, now: datetime) -> list[Question]:
    claimed = found(database, review, now).claimed
    asked = [each.question for each in claimed.asked]
    return [each for each in asked if each.id not in claimed.revisions]


def differing(older: Document, newer: Document) -> set[str]:
    """Return every id whose definition is not the same in both, worked out by itself."""
    old, new = (
        {plain["id"]: digest(before_defaults(plain)) for plain in document["questions"]}  # type: ignore[attr-defined]
        for document in (older, newer)
    )
    return {id_ for id_ in {*old, *new} if old.get(id_) != new.get(id_)}


def test_a_half_answered_and_half_signed_review_keeps_every_answer(
    database: Database,
    people: People,
    review: int,
    older: Document,
    newer: Document,
    now: datetime,
) -> None:
    open_ = {"compliance.duties", "compliance.threat-model"}
    fill_out(database, review, people.alice, now, open_)
    done(database, now, submissions.submit, review, ["sre"], by=people.alice)
    sign(database, review, "sre", by=people.bob, now=now)
    before = {id_: row.id for id_, row in found(database, review, now).claimed.revisions.items()}
    release(database, now, newer)
    preview = apply(database, review, people.alice, now)
    current = current_ids(read(newer))
    kept = {current[id_]: row for id_, row in before.items() if id_ in current}
    after = found(database, review, now)
    assert {id_: row.id for id_, row in after.claimed.revisions.items()} == kept
    assert current[RENAMED] in kept
    assert len(kept) > 30
    assert set(stale(preview)) == {"sre"}
    assert states(database, review, now) == {
        "sre": "stale",
        "security": "not_submitted",
        "privacy": "not_submitted",
        "launch": "not_submitted",
    }
    changed = {*ids(preview.effects.changed), *ids(preview.effects.added)}
    assert changed - {current[RENAMED]} <= differing(older, newer)


def test_only_gates_that_cover_a_difference_go_stale(
    database: Database,
    people: People,
    review: int,
    dan: Actor,
    older: Document,
    newer: Document,
    now: datetime,
) -> None:
    """Here all of the difference is applied but for the area that the privacy team signs."""
    fill_out(database, review, people.alice, now)
    done(database, now, submissions.submit, review, ["sre", "security", "privacy"], by=people.alice)
    sign(database, review, "sre", by=people.bob, now=now)
    sign(database, review, "privacy", by=dan, now=now)
    release(database, now, without(newer, older, "compliance."))
    preview = apply(database, review, people.alice, now)
    assert set(stale(preview)) == {"sre", "security"}
    assert states(database, review, now) == {
        "sre": "stale",
        "security": "waiting",
        "privacy": "signed",
        "launch": "not_submitted",
    }
    covered = set(found(database, review, now).gate("sre").questions)
    gone = set(ids(preview.effects.removed))
    renamed = {current_ids(read(newer))[RENAMED]}
    assert set(stale(preview)["sre"]) == (differing(older, newer) & (covered | gone)) | renamed


def without(newer: Document, older: Document, area: str) -> Document:
    """Return the newer one with an area as it was in the older one."""
    questions = [
        *(each for each in newer["questions"] if not each["id"].startswith(area)),  # type: ignore[attr-defined]
        *(each for each in older["questions"] if each["id"].startswith(area)),  # type: ignore[attr-defined]
    ]
    return {**newer, "questions": questions}


def test_keys_that_came_to_the_format_later_change_no_question(
    database: Database, people: People, now: datetime
) -> None:
    later = ("was", "measure", "evidence_max_age_days")
    questions = [
        {key: value for key, value in each.items() if key not in later} for each in QUESTIONS
    ]
    review = sent_review(database, people, now=now, document=launch_document(questions=questions))
    release(database, now, launch_document(version=2))
    preview = shown(database, review, people.alice, now)
    assert (preview.effects.changed, preview.stale) == ((), ())


def test_a_checklist_that_became_one_of_another_kind_is_not_applied(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    release(database, now, {**launch_document(version=2), "kind": "change"})
    with pytest.raises(WrongMoment, match="newest version already"):
        shown(database, review, people.alice, now)
