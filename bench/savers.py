"""Fifty people, each signed in and at work on a review of their own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

from flask import Flask
from flask import session as cookie
from flask_wtf.csrf import generate_csrf

from readiness.app import create_app
from readiness.cli.checklists import loaded, shipped
from readiness.core.facts import from_plain
from readiness.settings import load
from readiness.store.engine import Database
from readiness.store.people import Account
from readiness.store.sessions import Session
from readiness.usecases import checklists, services, sign_ins, starting, transaction
from tests.factories.people import make_person, make_team

PEOPLE = 50
QUESTION_TYPE = "yes_no"


@dataclass(slots=True)
class Saver:
    """One person's browser. Each answer builds on the one before, as in a real page."""

    review: int
    question: str
    csrf: str
    cookie: str
    host: str
    base: int = 0
    choices: tuple[str, str] = field(default=("yes", "no"))

    def request(self) -> bytes:
        """Return the next answer, as the page's form posts it."""
        fields = {"csrf_token": self.csrf, "base": self.base, "reason": ""}
        form = urlencode({**fields, "choice": self.choices[self.base % 2]})
        self.base += 1
        head = (
            f"POST /reviews/{self.review}/questions/{self.question}/answer HTTP/1.1",
            f"Host: {self.host}",
            f"Cookie: readiness={self.cookie}",
            "Content-Type: application/x-www-form-urlencoded",
            f"Content-Length: {len(form)}",
        )
        return "\r\n".join([*head, "", form]).encode()


def savers(opened: Database, environment: Mapping[str, str]) -> list[Saver]:
    """Make everybody. They know the server by the address that is in the environment."""
    app = create_app(load(environment))
    now = datetime.now(UTC)
    with opened.writing() as session:
        documents, _ = loaded(shipped())
        checklists.sync(session, documents, now=now)
        launch = next(each for each in documents if each["id"] == "launch")
        question = next(
            str(each["id"])
            for each in launch["questions"]  # type: ignore[attr-defined]
            if each["answer"]["type"] == QUESTION_TYPE and not each["applies_if"]
        )
        make_team(session, "payments")
        transaction.commit(session, now=now)
        return [_saver(session, app, number, question, now) for number in range(PEOPLE)]


def _saver(session: Session, app: Flask, number: int, question: str, now: datetime) -> Saver:
    who = make_person(session, f"Person{number}", teams=("payments",))
    facts = from_plain({})
    service = services.create(
        session, f"Service {number}", team="payments", facts=facts, by=who, now=now
    )
    later = now + timedelta(days=14)
    review = starting.start(
        session, service.slug, environment="production", planned_at=later, by=who, now=now
    )
    account = session.get_one(Account, who.account)
    secret = sign_ins.begin(session, account, now=now, lasts=timedelta(days=1))
    transaction.commit(session, now=now)
    csrf, text = _cookie(app, secret)
    host = app.extensions["readiness.settings"].public_host
    return Saver(review.id, question, csrf, text, host)


def _cookie(app: Flask, secret: str) -> tuple[str, str]:
    """Return the form's token and the cookie that a browser has after signing in."""
    with app.test_request_context():
        cookie["_user_id"], cookie["_fresh"] = secret, True
        csrf = generate_csrf()
        serializer = app.session_interface.get_signing_serializer(app)  # type: ignore[attr-defined]
        return csrf, serializer.dumps(dict(cookie))
