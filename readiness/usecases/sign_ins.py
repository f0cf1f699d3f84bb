"""Sign in, sign out, and who a sign-in belongs to."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from readiness.adapters.secrets import hashed, new_secret
from readiness.core.accounts import normal_email
from readiness.core.confirmations import WRONG as NOT_YOURS
from readiness.core.confirmations import unproven
from readiness.core.errors import BadInput
from readiness.core.rights import NOBODY, Action, Actor, require
from readiness.store.people import Account, account_by_email
from readiness.store.sign_ins import SignIn, standing_sign_in
from readiness.usecases import actors
from readiness.usecases.passwords import Candidate, Proven
from readiness.usecases.records import record

WRONG = "The e-mail address or the password is wrong."


def find(session: Session, email: str) -> Candidate:
    """Return what to check the password against, outside of any transaction."""
    require(NOBODY, Action.SIGN_IN)
    account = account_by_email(session, normal_email(email) or "")
    if account is None or not account.is_active:
        return Candidate(None, None)
    return Candidate(account.id, account.password_hash)


def start(session: Session, proven: Proven, *, now: datetime, lasts: timedelta) -> str:
    """Return the secret for the cookie.

    What was proven must still hold: nobody changed the password or deactivated the account since.
    """
    account = session.get_one(Account, proven.account, with_for_update=True)
    if not account.is_active or account.password_hash != proven.password_hash:
        raise BadInput(WRONG)
    return begin(session, account, now=now, lasts=lasts)


def begin(session: Session, account: Account, *, now: datetime, lasts: timedelta) -> str:
    secret = new_secret()
    session.add(
        SignIn(
            secret_hash=hashed(secret),
            account_id=account.id,
            started_at=now,
            confirmed_at=now,
            ends_at=now + lasts,
        )
    )
    session.flush()
    owner = Actor(person=account.person_id, account=account.id)
    record(session, "sign_in.started", by=owner, account=account.id)
    return secret


def end(session: Session, secret: str, *, by: Actor, now: datetime) -> None:
    """Sign out of one browser."""
    require(by, Action.CHANGE_OWN_ACCOUNT)
    found = standing_sign_in(session, hashed(secret), now=now)
    if found is None or found[0].account_id != by.account:
        return
    found[0].ends_at = now
    session.flush()
    record(session, "sign_in.ended", by=by, account=by.account)


def confirm(session: Session, secret: str, proven: Proven, *, by: Actor, now: datetime) -> Actor:
    """Note that the password was given again, and return the person as they are from now on.

    What was proven must still hold: nobody changed the password or ended the sign-in since.
    """
    require(by, Action.CHANGE_OWN_ACCOUNT)
    account = session.get_one(Account, proven.account, with_for_update=True)
    found = standing_sign_in(session, hashed(secret), now=now)
    is_own = found is not None and found[0].account_id == by.account == account.id
    if found is None or not is_own or account.password_hash != proven.password_hash:
        raise unproven(NOT_YOURS)
    found[0].confirmed_at = now
    session.flush()
    record(session, "sign_in.confirmed", by=by, account=by.account)
    return replace(by, confirmed_at=now)


def actor_of(session: Session, secret: str, *, now: datetime) -> Actor | None:
    """Return who signed in with this secret, with the roles and teams of this moment."""
    found = standing_sign_in(session, hashed(secret), now=now)
    if found is None:
        return None
    return replace(actors.actor_of(session, found[1]), confirmed_at=found[0].confirmed_at)
