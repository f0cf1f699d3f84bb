"""A kill of the whole server in the middle of everything loses nothing that was acknowledged."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.store.answers import revisions_of
from readiness.store.engine import Database
from readiness.store.ledger import LedgerEntry
from readiness.store.reviews import review_by_id
from readiness.store.verdicts import ReviewSummary, segments_of
from readiness.usecases import ledger, transaction, verdicts
from tests.conftest import BUDGET
from tests.e2e.running import environment_of, running, until
from tests.e2e.savers import Saver
from tests.factories.checklists import gate, launch_document, question
from tests.factories.people import People, make_person
from tests.factories.reviews import start_review

KILLS = 30 if BUDGET == "full" else 5
NAMES = ("Anna", "Anton", "Aida", "Amir")
QUESTIONS = tuple(f"deployment.of-{name.lower()}" for name in NAMES)


def review_of(database: Database, people: People) -> int:
    """Return a review with a question for each of the four."""
    now = datetime.now(UTC)
    with database.writing() as session:
        for name in NAMES:
            make_person(session, name, teams=("payments",))
        transaction.commit(session, now=now)
    document = launch_document(
        questions=[question(each, blocks=True) for each in QUESTIONS],
        gates=[gate("sre", "deployment")],
    )
    return start_review(database, people, now=now, document=document)


@contextmanager
def saving(savers: list[Saver]) -> Iterator[None]:
    """Let everybody save until the block ends."""
    stop = threading.Event()
    threads = [threading.Thread(target=saver.save_until, args=[stop]) for saver in savers]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join()


def test_a_killed_server_loses_nothing_that_it_acknowledged(
    database: Database, database_url: str, people: People, tmp_path: Path
) -> None:
    review = review_of(database, people)
    environment = environment_of(tmp_path / "instance", database_url)
    Path(environment["READINESS_INSTANCE"]).mkdir()
    address = f"http://127.0.0.1:{environment['READINESS_PORT']}"
    savers = [
        Saver(address, f"{name.lower()}@example.com", review, question)
        for name, question in zip(NAMES, QUESTIONS, strict=True)
    ]
    with running("serve", environment=environment):
        for saver in savers:
            saver.sign_in()
    with saving(savers):
        for moment in moments():
            kill_after(moment, environment, savers)
        with running("serve", environment=environment):
            before = [len(saver.acknowledged) for saver in savers]
            until(lambda: all_went_on(savers, before), "an answer of each after the last restart")
    assert [saver.faults for saver in savers] == [[], [], [], []]
    with database.reading() as session:
        for saver in savers:
            assert_is_kept(session, saver)
    with database.writing() as session:
        assert_ledger_tells_all(session, review)
        assert_verdict_is_of_now(session, review)


def moments() -> list[float]:
    """Return after how many seconds of saving each kill comes."""
    chance = random.Random(2026)
    return [chance.uniform(0.2, 0.8) for _ in range(KILLS)]


def kill_after(seconds: float, environment: dict[str, str], savers: list[Saver]) -> None:
    before = saved(savers)
    with running("serve", environment=environment) as server:
        until(lambda: saved(savers) > before, "the first answer saved")
        time.sleep(seconds)  # the moment is the point
        server.kill()


def all_went_on(savers: list[Saver], before: list[int]) -> bool:
    now = [len(saver.acknowledged) for saver in savers]
    return saved(savers) > 0 and all(map(int.__gt__, now, before))


def saved(savers: list[Saver]) -> int:
    assert not any(saver.faults for saver in savers)
    return sum(len(saver.acknowledged) for saver in savers)


def assert_is_kept(session: Session, saver: Saver) -> None:
    """Each text stands once and in order; only the one under way may be there or not."""
    revisions = revisions_of(session, saver.review, {saver.question})[::-1]
    texts = [str(revision.value["reason"]) for revision in revisions]
    assert saver.acknowledged
    assert texts[: len(saver.acknowledged)] == saver.acknowledged
    assert texts[len(saver.acknowledged) :] in ([], [saver.underway])
    assert [revision.number for revision in revisions] == list(range(1, len(texts) + 1))


def assert_ledger_tells_all(session: Session, review: int) -> None:
    assert ledger.verify(session, by=None).broken is None
    told = session.scalars(select(LedgerEntry.about).where(LedgerEntry.event == "answer.saved"))
    kept = {
        (each, revision.number)
        for each in QUESTIONS
        for revision in revisions_of(session, review, {each})
    }
    entries = [(about["question"], about["number"]) for about in told]
    assert len(entries) == len(kept)
    assert set(entries) == kept


def assert_verdict_is_of_now(session: Session, review_id: int) -> None:
    """What the gate answers and what lists show follow from the answers that are kept."""
    review = review_by_id(session, review_id)
    assert review is not None
    stored = shown(session, review.service_id, review_id)
    verdicts.compute(session, review.service_id, now=datetime.now(UTC))
    session.flush()
    assert shown(session, review.service_id, review_id) == stored
    session.rollback()


def shown(session: Session, service: int, review: int) -> list[object]:
    summary = session.get_one(ReviewSummary, review, populate_existing=True)
    segments = segments_of(session, service)
    return [summary.state, summary.score, summary.summary, *(each.body for each in segments)]
