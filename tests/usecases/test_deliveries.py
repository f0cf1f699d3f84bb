"""What is to be sent outside is written with the change, once, and for whoever wants it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from email import message_from_string, policy
from email.message import EmailMessage

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from readiness.core.messages import Mail
from readiness.store.deliveries import queue_of
from readiness.store.engine import Database
from readiness.usecases import deliveries
from tests.factories.deliveries import connect, message, post, queued, with_mail
from tests.factories.people import People
from tests.factories.services import make_service


@pytest.fixture
def mailing(database: Database) -> Iterator[Session]:
    with with_mail(database).writing() as session:
        yield session


def statements(session: Session) -> list[str]:
    """Return a list that every statement of the session is added to."""
    told: list[str] = []

    def tell(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        told.append(statement)

    event.listen(session.connection(), "before_cursor_execute", tell)
    return told


def mail_of(body: str) -> EmailMessage:
    made = message_from_string(body, policy=policy.default)
    assert isinstance(made, EmailMessage)
    return made


def test_a_mail_is_written_once_with_all_that_its_reader_needs(
    mailing: Session, people: People, now: datetime
) -> None:
    post(mailing, people.alice.person or 0, now, subject="Größer\r\nBcc: eve@example.com")
    (row,) = queued(mailing)
    mail = mail_of(row.body)
    assert row.body.isascii()
    assert (mail["To"], row.address) == ("alice@example.com", "alice@example.com")
    assert mail["Subject"] == "Größer Bcc: eve@example.com"
    assert mail["Bcc"] is None
    assert mail["Reply-To"] is None
    assert mail["Message-ID"] == f"<{row.message_id}@example.com>"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["List-Unsubscribe"] == "<https://readiness.example.com/unsubscribe/secret>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    kinds = [part.get_content_type() for part in mail.walk()]
    assert kinds == ["multipart/alternative", "text/plain", "text/html"]


def test_long_addresses_stay_what_they_are(mailing: Session, people: People, now: datetime) -> None:
    long = f"{'a' * 64}@{'b' * 60}.{'c' * 60}.example.com"
    off = f"https://readiness.example.com/mail/off/{'x' * 300}?kind=gates&person=1"
    post(mailing, people.alice.person or 0, now, address=long, unsubscribe=off, subject="ä" * 150)
    (row,) = queued(mailing)
    head = row.body.partition("\r\n\r\n")[0].split("\r\n")
    assert f"To: {long}" in head
    assert f"List-Unsubscribe: <{off}>" in head
    assert f"Message-ID: <{row.message_id}@example.com>" in head
    assert "From: Readiness <readiness@example.com>" in head
    assert mail_of(row.body)["Subject"] == "ä" * 150
    assert max(len(line) for line in head if not line.startswith(("To:", "List-"))) <= 78


@pytest.mark.parametrize(
    "given",
    [
        {"address": "alice@example.com\r\nBcc: eve@example.com"},
        {"address": "älice@example.com"},
        {"unsubscribe": "https://readiness.example.com/>\r\nX: y"},
        {"text": "half a sign: \ud800"},
    ],
)
def test_what_no_mail_can_be_sent_to_is_seen_as_dead_and_stops_nothing(
    mailing: Session, people: People, now: datetime, given: dict[str, str]
) -> None:
    post(mailing, people.alice.person or 0, now, **given)
    (row,) = queued(mailing)
    assert row.dead_at == now
    assert "written" in row.answer


def test_without_a_mail_server_nothing_is_queued(
    session: Session, people: People, now: datetime
) -> None:
    told = statements(session)
    post(session, people.alice.person or 0, now)
    assert (queued(session), len(told)) == ([], 1)


def test_mails_to_one_person_stand_in_one_queue(
    mailing: Session, people: People, now: datetime
) -> None:
    for who in (people.alice, people.bob, people.alice):
        post(mailing, who.person or 0, now)
    first, other, second = queued(mailing)
    assert first.receiver_id == second.receiver_id != other.receiver_id
    assert len({row.message_id for row in queued(mailing)}) == 3


def test_where_nobody_listens_an_announcement_costs_one_question(
    session: Session, now: datetime
) -> None:
    told = statements(session)
    deliveries.announce(session, [message(now)], now=now)
    session.flush()
    assert len(told) == 1
    assert queued(session) == []


def test_each_connection_hears_of_what_it_wants_alone(
    session: Session, people: People, now: datetime
) -> None:
    make_service(session, "checkout", team="payments", by=people.alice)
    by = people.ada.person or 0
    kinds: dict[str, dict[str, object]] = {
        "all": {},
        "event": {"events": ["gate.voted"]},
        "team": {"teams": ["payments"], "kind": "slack"},
        "other event": {"events": ["comment.made"]},
        "other team": {"teams": ["sre"]},
        "off": {"is_enabled": False},
    }
    made = {name: connect(session, now, by, name=name, **given) for name, given in kinds.items()}
    deliveries.announce(session, [message(now)], now=now)
    session.flush()
    hearing = {row.receiver_id for row in queued(session)}
    expected = {
        queue_of(session, connection=made[name].id, now=now) for name in ("all", "event", "team")
    }
    assert hearing == expected
    told = json.loads(queued(session)[0].body)
    assert (told["type"], told["data"]["of"]) == ("gate.voted", ["Alice", "Bob"])
    assert told["data"]["url"].endswith("/reviews/7/gates/sre")


def test_many_announcements_cost_as_many_questions_as_one(
    session: Session, people: People, now: datetime
) -> None:
    for name in ("checkout", "wallet"):
        make_service(session, name, team="payments", by=people.alice)
    for number in range(5):
        connect(session, now, people.ada.person or 0, name=f"C{number}")
    told = statements(session)
    deliveries.announce(session, [message(now)], now=now)
    first = len(told)
    session.flush()
    told.clear()
    deliveries.announce(session, [message(now, service="wallet")] * 20 + [message(now)], now=now)
    assert len(told) == 3, "who listens, whose services these are, and the queues"
    assert first == 5, "the queues are made with the first message, all at once, and read"
    session.flush()
    assert len(queued(session)) == 5 + 21 * 5
    names = [json.loads(row.body)["data"]["service_name"] for row in queued(session)]
    assert set(names) == {"Checkout", "Wallet"}


def test_many_mails_cost_as_many_questions_as_one(
    mailing: Session, people: People, now: datetime
) -> None:
    mail = Mail("a@example.com", "Hello", "Hello", "<p>Hello</p>", None)
    mailing.connection()
    told = statements(mailing)
    everybody = [each.person or 0 for each in (people.alice, people.bob, people.carol)]
    deliveries.post_mails(mailing, [(each, mail) for each in everybody * 4], now=now)
    assert len(told) == 3
    mailing.flush()
    assert len(queued(mailing)) == 12
