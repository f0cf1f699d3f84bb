"""Whatever people type is in no ledger entry and no job: there are digests, salted, and nothing else."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from readiness.core.connections import Kind
from readiness.core.facts import from_plain
from readiness.core.rights import Scope
from readiness.core.signoffs import Choice
from readiness.core.waivers import Decision
from readiness.store.engine import Database
from readiness.store.ledger import every_entry
from readiness.store.outbox import OutboxRow
from readiness.usecases import (
    action_item_moves,
    answers,
    comments,
    connection_secrets,
    connections,
    invitations,
    reviews,
    services,
    signoffs,
    tokens,
    waivers,
)
from tests.factories.action_items import add_item
from tests.factories.handovers import accepted_service, hand_back, retire
from tests.factories.people import People
from tests.factories.reviews import (
    FACTS,
    answer,
    answer_everything,
    approved_review,
    done,
    reviewers,
    sign,
    start_review,
    submit_all,
)
from tests.factories.signing import sent_review
from tests.factories.waivers import ROLLBACK, ask, decide

MARK = "Zanzibar"
LINK = f"https://example.com/{MARK}"
NO: dict[str, dict[str, object]] = {ROLLBACK: {"choice": "no", "reason": MARK}}
ALL: dict[str, Any] = {
    "reason": MARK,
    "control": MARK,
    "item_title": MARK,
    "item_link": LINK,
}


@contextmanager
def untold(database: Database, *events: str) -> Iterator[None]:
    """See that these were done, and that nothing of what was typed is in ledger or outbox."""
    yield
    with database.reading() as session:
        entries = [(each.event, each.body) for each in every_entry(session)]
        jobs = [json.dumps(row.payload) for row in session.scalars(select(OutboxRow))]
    missing = set(events) - {event for event, _ in entries}
    assert not missing
    assert [event for event, body in entries if MARK in body] == []
    assert [job for job in jobs if MARK in job] == []


def test_answers_comments_names_and_links(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    alice: dict[str, Any] = {"by": people.alice}
    proof: dict[str, Any] = {"url": LINK, "description": MARK}
    created: dict[str, Any] = {"team": "payments", "facts": from_plain(FACTS), "description": MARK}
    with untold(
        database, "answer.saved", "comment.made", "token.made", "link.made", "service.created"
    ):
        answer(database, review, ROLLBACK, NO[ROLLBACK], by=people.alice, now=now)
        done(database, now, answers.add_evidence, review, ROLLBACK, **proof, **alice)
        done(database, now, answers.remove_evidence, review, ROLLBACK, url=LINK, **alice)
        done(database, now, comments.comment, review, MARK, question=ROLLBACK, **alice)
        done(database, now, comments.comment, review, MARK, gate="sre", **alice)
        done(database, now, services.create, "Refunds", **created, **alice)
        scopes = [Scope.GATE]
        done(database, now, tokens.make, MARK, scopes=scopes, by=people.ada)
        done(database, now, invitations.invite, f"{MARK}@example.com", by=people.ada)


def test_connections(database: Database, people: People, now: datetime) -> None:
    wish = connections.Wish(MARK, LINK, (), ())
    ada: dict[str, Any] = {"by": people.ada}
    with untold(
        database,
        *(f"connection.{each}" for each in ("made", "changed", "tested", "secret_changed")),
        *(f"connection.{each}" for each in ("switched_off", "switched_on", "removed")),
    ):
        row, _ = done(database, now, connections.make, Kind.WEBHOOK, wish, **ada)
        done(database, now, connections.change, row.id, replace(wish, name="x"), **ada)
        done(database, now, connection_secrets.renew, row.id, **ada)
        acts = (connections.switch_off, connections.switch_on, connections.test, connections.remove)
        for act in acts:
            done(database, now, act, row.id, **ada)


def test_waivers_and_the_work_for_them(database: Database, people: People, now: datetime) -> None:
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now, but=NO)

    def asked() -> int:
        return ask(database, review, people.alice, now, **ALL)

    def decided(waiver: int, decision: Decision, until: date | None = None) -> None:
        decide(database, review, waiver, decision, people.carol, now, MARK, until)

    events = ("asked", "refused", "withdrawn", "granted", "narrowed", "revoked")
    with untold(database, *(f"waiver.{event}" for event in events)):
        decided(asked(), Decision.REFUSED)
        done(database, now, waivers.withdraw, review, asked(), by=people.alice)
        granted = asked()
        decided(granted, Decision.GRANTED)
        decided(granted, Decision.GRANTED, date(2026, 12, 3))
        decided(granted, Decision.REVOKED)


def test_action_items(database: Database, people: People, now: datetime) -> None:
    review = start_review(database, people, now=now)
    said: dict[str, Any] = {"reason": MARK, "by": people.alice}
    owned: dict[str, Any] = {
        "owner": people.alice.person,
        "due_on": (now + timedelta(days=3)).date(),
    }
    named: dict[str, Any] = {"owner": people.alice, "title": MARK, "link": LINK}
    moves = ("changed", "done", "reopened", "dropped")
    with untold(database, "action_item.added", *(f"action_item.{move}" for move in moves)):
        item = add_item(database, review, people.alice, now, **named)
        done(database, now, action_item_moves.change, review, item, **owned, **said)
        done(database, now, action_item_moves.close, review, item, by=people.alice)
        done(database, now, action_item_moves.reopen, review, item, **said)
        dropped = {**said, "by": people.carol}
        done(database, now, action_item_moves.drop, review, item, **dropped)


def test_what_votes_say(database: Database, people: People, now: datetime) -> None:
    review = sent_review(database, people, now=now)
    with untold(database, "gate.voted", "vote.withdrawn"):
        for choice in (Choice.APPROVE, Choice.REQUEST_CHANGES, Choice.DENY):
            vote = sign(
                database, review, "sre", by=people.bob, now=now, choice=choice, comment=MARK
            )
        done(database, now, signoffs.withdraw, review, vote, by=people.bob)


def test_what_is_reopened_and_given_up(database: Database, people: People, now: datetime) -> None:
    review = approved_review(database, people, reviewers(database, people, now), now=now)
    said: dict[str, Any] = {"reason": MARK, "by": people.alice}
    with untold(database, "review.reopened", "review.abandoned"):
        done(database, now, reviews.reopen, review, ["deployment"], **said)
        done(database, now, reviews.abandon, review, **said)


def test_the_life_of_a_service(database: Database, people: People, now: datetime) -> None:
    then = accepted_service(database, people, reviewers(database, people, now), now)
    with untold(database, "service.handed_back", "service.retired"):
        hand_back(database, people.bob, then, reason=MARK)
        retire(database, people.alice, then, MARK)


def test_the_same_text_twice_has_two_digests(
    database: Database, people: People, now: datetime
) -> None:
    """Without a salt, whoever guesses a text finds it in the ledger after it was erased."""
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now, but=NO)
    submit_all(database, review, by=people.alice, now=now)
    for choice in (Choice.REQUEST_CHANGES, Choice.APPROVE):
        done(database, now, comments.comment, review, MARK, gate="sre", by=people.bob)
        sign(database, review, "sre", by=people.bob, now=now, choice=choice, comment=MARK)
        waiver = ask(database, review, people.alice, now, **ALL)
        decide(database, review, waiver, Decision.REFUSED, people.carol, now, MARK)
    with database.reading() as session:
        entries = [*every_entry(session)]
    salted = {
        "comment.made": "digest",
        "gate.voted": "comment",
        "waiver.asked": "digest",
        "waiver.refused": "digest",
        "action_item.added": "digest",
    }
    for event, name in salted.items():
        told = [each.about[name] for each in entries if each.event == event]
        assert (len(told), len(set(map(str, told)))) == (2, 2), event
