"""The one way to commit: verdicts, ledger and outbox go with the change, or nothing does."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session

from readiness.store.outbox import OutboxRow
from readiness.usecases import actors, ledger
from readiness.usecases.records import KEY, Notes, notes_of


class Unrecorded(RuntimeError):
    """A use case changed something and noted nothing for the ledger: a fault in our code."""


def commit(session: Session, *, now: datetime) -> None:
    """Compute the touched verdicts, append ledger and outbox, tell people, and commit all at once.

    What was done by somebody who may not any more is refused. Rights are read again once the
    ledger's head is locked: what takes one from anybody is appended before that, or after it.
    """
    # Delayed: what a commit judges and tells is a fifth of the start, and no page that is read needs it.
    from readiness.usecases import notices, verdicts

    session.flush()
    notes = notes_of(session)
    turns = notices.turns(session, notes.records)
    if session.info.pop("flushed", False) and not notes.records:
        raise Unrecorded("Something was written without a ledger entry.")
    for service_id in sorted(notes.touched):
        verdicts.compute(session, service_id, now=now)
    _post(session, notes, now)
    told = notices.prepare(session, notes.records, turns, now=now)
    if notes.records:
        head = ledger.lock_head(session)
        actors.require_still(session, notes, now=now)
        ledger.append(session, head, notes.records, now=now)
        notices.post(session, told, now=now)
    session.flush()
    session.info.pop(KEY, None)
    session.info.pop("flushed", None)
    session.commit()


def commit_bookkeeping(session: Session) -> None:
    """Commit what no decision rests on and nobody did: leases of jobs, last uses of tokens.

    The ledger tells what people and pipelines did, so a change of theirs is refused here.
    """
    session.flush()
    if session.info.get(KEY, Notes()) != Notes():
        raise Unrecorded("A recorded change must be committed with its ledger entry.")
    session.info.pop("flushed", None)
    session.commit()


def commit_settled(session: Session, *, now: datetime) -> None:
    """Commit what came of sending: it makes a ledger entry only where it switches something off."""
    if notes_of(session).records:
        commit(session, now=now)
    else:
        commit_bookkeeping(session)


def _post(session: Session, notes: Notes, now: datetime) -> None:
    session.add_all(
        OutboxRow(
            kind=message.kind,
            payload=dict(message.payload),
            created_at=now,
            not_before=now,
        )
        for message in notes.messages
    )
