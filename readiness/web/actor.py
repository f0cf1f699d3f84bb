"""Who is asking: the person whose sign-in the cookie belongs to, or nobody."""

from __future__ import annotations

from flask_login import AnonymousUserMixin, UserMixin, current_user

from readiness.core.rights import NOBODY, Actor
from readiness.extensions import logins
from readiness.usecases import sign_ins
from readiness.web.clock import now
from readiness.web.session import glance


class SignedIn(UserMixin):
    """For Flask-Login. Its id is the secret of the sign-in, so no cookie outlives its row."""

    def __init__(self, secret: str, actor: Actor) -> None:
        self.secret = secret
        self.actor = actor

    def get_id(self) -> str:
        return self.secret


class Stranger(AnonymousUserMixin):
    actor = NOBODY


logins.anonymous_user = Stranger


@logins.user_loader
def load(secret: str) -> SignedIn | None:
    with glance() as session:  # before a POST holds the lock that everybody waits for
        actor = sign_ins.actor_of(session, secret, now=now())
    return None if actor is None else SignedIn(secret, actor)


def actor() -> Actor:
    """Return who asks, for `by` of every use case."""
    found: Actor = current_user.actor
    return found
