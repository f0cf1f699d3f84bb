"""Taking votes back, with what goes with them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.rights import Actor
from readiness.core.signoffs import Choice
from readiness.core.taken_back import reaches
from readiness.store import signoffs as store
from readiness.store.signoffs import Vote, Withdrawal
from readiness.usecases import dossiers
from readiness.usecases.dossiers import Dossier
from readiness.usecases.records import record, touch
from readiness.usecases.services import person_of


def let_go(
    session: Session, person: int, *, team: str | None = None, by: Actor, now: datetime
) -> None:
    """Take back what somebody asked to change who cannot vote any more, at one team or at all.

    Otherwise a gate would wait in vain for them to answer, at once or when what they asked about
    is sent again. A refusal of theirs stays.
    """
    rows = store.last_requests_of(session, person, team)
    for review_id in dict.fromkeys(row.review_id for row in rows):
        found = dossiers.locked(session, review_id, now=now)
        for row in store.last_requests_of(session, person, team, review_id):
            take_back(session, found, row, by=by, now=now)


def take_back(session: Session, found: Dossier, row: Vote, *, by: Actor, now: datetime) -> None:
    """Take the vote back. Whoever calls has checked the right."""
    up_to = _reaches(found, row, store.votes_of(session, row.review_id))
    session.add(Withdrawal(vote_id=row.id, up_to=up_to, by=person_of(by), at=now))
    record(
        session,
        "vote.withdrawn",
        by=by,
        service=found.service.id,
        review=found.review.id,
        gate=row.gate,
        vote=row.id,
    )
    touch(session, found.service.id)
    session.flush()


def _reaches(found: Dossier, row: Vote, votes: Collection[Vote]) -> int | None:
    # A gate that does not sign now may do so again: its votes are taken as they were.
    gate = next((each.tally for each in found.gates if each.rule.id == row.gate), None)
    holds = gate is None or row.id in {each.id for each in (*gate.denials, *gate.requests)}
    given = [each for each in votes if each.gate == row.gate]
    beside = [each.id for each in given if holds or each.digest == row.digest]
    return reaches(Choice(row.choice), beside, is_approved=found.phase.is_approved)
