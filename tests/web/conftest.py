"""A review in which every kind of answer is asked, seen by the team that owns it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

import pytest
from werkzeug.test import TestResponse

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import dossiers
from tests.client import Client, Form, Page
from tests.factories.people import People
from tests.factories.reviews import start_review
from tests.factories.widgets import widget_document

Value = dict[str, object]


@dataclass(frozen=True, slots=True)
class Desk:
    """Somebody's browser on the review, and a look into its database."""

    browser: Client
    review: int
    database: Database
    now: datetime

    def area(self, question: str) -> Page:
        return self.browser.page(self.path(question))

    def path(self, question: str) -> str:
        return f"/reviews/{self.review}/areas/{question.partition('.')[0]}"

    def form(self, question: str, name: str = "answer") -> Form:
        return self.area(question).form(action=f"/{question}/{name}")

    def post(self, question: str, name: str, values: Mapping[str, object]) -> TestResponse:
        """Send what no form of a page offers, with the token of one."""
        page = self.browser.page(f"/reviews/{self.review}")
        token = page.token
        path = f"/reviews/{self.review}/questions/{question}/{name}"
        return self.browser.post(path, data={"csrf_token": token, **values})

    def script(self, question: str, values: Mapping[str, object]) -> TestResponse:
        """Save as the page's script does."""
        form = self.form(question)
        accept = {"Accept": "application/json"}
        return self.browser.post(form.action, data={**form.values, **values}, headers=accept)

    def value(self, question: str) -> Value | None:
        with self.database.reading() as session:
            found = dossiers.load(session, self.review, now=self.now).answer(question)
            return dict(found.value) if found else None


@pytest.fixture
def desk_of(
    signed_in: Callable[[Actor], Client], database: Database, people: People, now: datetime
) -> Callable[[Actor], Desk]:
    """Return a function that sits somebody down in front of a review of Alice's service."""
    review = start_review(database, people, now=now, document=widget_document())
    return lambda who: Desk(signed_in(who), review, database, now)


@pytest.fixture
def desk(desk_of: Callable[[Actor], Desk], people: People) -> Desk:
    """Alice's."""
    return desk_of(people.alice)
