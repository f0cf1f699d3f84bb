"""The application in front of a fresh database, with a clock that a test moves."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from jinja2 import BytecodeCache, FileSystemBytecodeCache
from sqlalchemy.orm import Session

from readiness.app import create_app
from readiness.core.rights import Actor
from readiness.extensions import limiter
from readiness.settings import Settings
from readiness.store.engine import Database
from readiness.store.people import Account
from readiness.usecases import sign_ins, transaction
from tests.client import Client

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@dataclass(slots=True)
class Clock:
    """Stands still until a test moves it."""

    moment: datetime = NOW

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **by: int) -> datetime:
        self.moment += timedelta(**by)
        return self.moment


@pytest.fixture
def now() -> datetime:
    return NOW


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    return Settings(
        instance=tmp_path,
        database_url=database_url,
        public_url="http://localhost",
        password_memory=8,  # enough for a test, far too little for a password
        password_rounds=1,
    )


@pytest.fixture(scope="session")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> BytecodeCache:
    """Every test has an application of its own, but what its templates compile to is the same."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def app(settings: Settings, database: Database, clock: Clock, compiled: BytecodeCache) -> Flask:
    made = create_app(settings, database)
    made.config.update(TESTING=True, NOW=clock)
    made.jinja_env.bytecode_cache = compiled
    made.test_client_class = Client
    with made.app_context():
        limiter.reset()
    return made


@pytest.fixture
def client(app: Flask) -> Client:
    """Nobody's browser."""
    made = app.test_client()
    assert isinstance(made, Client)
    return made


@pytest.fixture
def signed_in(app: Flask, database: Database, clock: Clock) -> Callable[[Actor], Client]:
    """Return a function that opens a browser in which that person is signed in."""

    def open_for(who: Actor) -> Client:
        made = app.test_client()
        assert isinstance(made, Client)
        with database.writing() as session:
            secret = _sign_in(session, who, clock())
        with made.session_transaction() as cookie:
            cookie["_user_id"], cookie["_fresh"] = secret, True
        return made

    return open_for


def _sign_in(session: Session, who: Actor, now: datetime) -> str:
    account = session.get_one(Account, who.account)
    secret = sign_ins.begin(session, account, now=now, lasts=timedelta(days=14))
    transaction.commit(session, now=now)
    return secret
