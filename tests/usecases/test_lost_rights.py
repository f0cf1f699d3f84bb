"""Who lost a right while what they do waited for the lock does nothing by it."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from readiness.core.errors import Forbidden, NotSignedIn
from readiness.core.rights import Actor, Role, Scope
from readiness.core.signoffs import Choice
from readiness.core.waivers import Decision
from readiness.store import ledger
from readiness.store.deployments import Deployment
from readiness.store.engine import Database
from readiness.store.tokens import ApiToken
from readiness.usecases import accounts, launches, signoffs, teams, tokens, transaction
from readiness.usecases import people as people_cases
from tests.factories.assigning import give
from tests.factories.people import People
from tests.factories.reviews import answer_everything, digest_of, done, sign, start_review
from tests.factories.signing import deny, make, sent_review, states
from tests.factories.waivers import ROLLBACK, ask, decide

MEANWHILE = "changed meanwhile, so nothing was saved"


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    return sent_review(database, people, now=now)


@pytest.fixture
def olga(database: Database, people: People, now: datetime) -> Actor:
    """Return a member of the team that signs as she was before she was taken out of it."""
    olga = make(database, "Olga", "sre")
    done(database, now, teams.remove, "sre", olga.person, by=people.ada)
    return olga


@pytest.mark.parametrize("vote", [sign, deny])
def test_who_was_taken_out_of_the_team_meanwhile_votes_no_more(
    database: Database, review: int, olga: Actor, now: datetime, vote: Callable[..., int]
) -> None:
    gate = {"gate": "sre"}
    with pytest.raises(Forbidden, match=MEANWHILE):
        vote(database, review, **gate, by=olga, now=now)
    assert states(database, review, now)["sre"] == "waiting"


def test_nor_who_is_taken_out_while_the_vote_waits_for_the_ledger(
    database: Database, review: int, people: People, now: datetime
) -> None:
    """The removal has locked the ledger's end and is not committed when the vote is given."""
    olga = make(database, "Olga", "sre")
    said: dict[str, Any] = {"digest": digest_of(database, review, "sre", now), "by": olga}
    given = (signoffs.vote, review, "sre", Choice.APPROVE)
    with ThreadPoolExecutor(1) as pool, database.writing() as session:
        teams.remove(session, "sre", olga.person or 0, by=people.ada, now=now)
        ledger.lock_head(session)
        vote = pool.submit(lambda: done(database, now, *given, **said))
        wait([vote], timeout=1)
        transaction.commit(session, now=now)
        with pytest.raises(Forbidden, match=MEANWHILE):
            vote.result(timeout=60)
    assert states(database, review, now)["sre"] == "waiting"


def test_nor_do_they_hand_the_gate_over(
    database: Database, review: int, olga: Actor, people: People, now: datetime
) -> None:
    make(database, "Ben", "sre")
    ben = make(database, "Bea", "sre")
    with pytest.raises(Forbidden, match=MEANWHILE):
        give(database, review, ben, olga, now)


def test_who_lost_a_role_meanwhile_decides_on_no_waiver(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    no = {ROLLBACK: {"choice": "no", "reason": ""}}
    answer_everything(database, review, by=people.alice, now=now, but=no)
    waiver = ask(database, review, people.alice, now)
    done(database, now, people_cases.revoke, people.carol.person, Role.COORDINATOR, by=people.ada)
    with pytest.raises(Forbidden, match=MEANWHILE):
        decide(database, review, waiver, Decision.GRANTED, people.carol, now)


def test_whose_account_was_deactivated_meanwhile_votes_no_more(
    database: Database, review: int, people: People, now: datetime
) -> None:
    done(database, now, accounts.deactivate, people.bob.account, by=people.ada)
    with pytest.raises(Forbidden, match=MEANWHILE):
        sign(database, review, "sre", by=people.bob, now=now)


def test_one_can_give_up_a_right_of_ones_own(
    database: Database, people: People, now: datetime
) -> None:
    both = make(database, "Zoe", "sre", roles=(Role.ADMINISTRATOR,))
    done(database, now, teams.remove, "sre", both.person, by=both)


@pytest.mark.parametrize("ends", ["revoked", "over"])
def test_a_token_that_was_revoked_or_ended_meanwhile_reports_nothing(
    database: Database, review: int, people: People, now: datetime, ends: str
) -> None:
    makes: dict[str, Any] = {"scopes": [Scope.DEPLOY], "days": 1, "by": people.ada}
    done(database, now, tokens.make, "pipeline", **makes)
    with database.reading() as session:
        token = session.scalars(select(ApiToken.id)).one()
    by = Actor(token=token, scopes=frozenset({Scope.DEPLOY}))
    said: dict[str, Any] = {"environment": "production", "artifact": "sha256:1", "by": by}
    done(database, now, launches.report_deployment, "checkout", **said)
    if ends == "revoked":
        done(database, now, tokens.revoke, token, by=people.ada)
    later = now + timedelta(days=ends == "over")
    with pytest.raises(NotSignedIn, match="revoked meanwhile, so nothing was saved"):
        done(database, later, launches.report_deployment, "checkout", **said)
    with database.reading() as session:
        assert len(session.scalars(select(Deployment)).all()) == 1
