"""Sign in and sign out."""

from __future__ import annotations

from datetime import timedelta

from flask import (
    Response,
    current_app,
    g,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from flask.typing import ResponseReturnValue
from flask_login import current_user, login_user
from werkzeug.routing import BuildError

from readiness.core.accounts import normal_email
from readiness.core.errors import BadInput
from readiness.extensions import limiter, passwords, settings
from readiness.usecases import sign_ins
from readiness.usecases.passwords import prove
from readiness.web.actor import SignedIn, actor
from readiness.web.clock import now
from readiness.web.forms.sign_ins import SignInForm
from readiness.web.kept_forms import KeptForm, carried
from readiness.web.session import db, glance, save

PER_ACCOUNT = "10 per 15 minutes"
PER_ADDRESS = "50 per 15 minutes"


def has_failed(response: Response) -> bool:
    """Only failures count against a limit, so that an office behind one address can sign in."""
    return response.status_code >= 400


def _account() -> str:
    return normal_email(request.form.get("email", "")) or "none"


def lasts() -> timedelta:
    return timedelta(days=settings().sign_in_days)


def show() -> ResponseReturnValue:
    if actor().person is not None:
        return redirect(way_back())
    return page(SignInForm())


def page(form: SignInForm, kept: KeptForm | None = None, *, is_pressed: bool = False) -> str:
    """Return the sign-in; what was typed into another form goes along with it."""
    return render_template("sign_ins/show.html", form=form, kept=kept, is_pressed=is_pressed)


@limiter.limit(PER_ADDRESS, deduct_when=has_failed)
@limiter.limit(PER_ACCOUNT, key_func=_account, deduct_when=has_failed)
def sign_in() -> ResponseReturnValue:
    form, kept = SignInForm(), carried()
    if not form.validate():
        return page(form, kept), 422
    try:
        secret = _started(form)
    except BadInput as fault:
        form.blame(fault)
        return page(form, kept), 422
    return _once_more(secret, kept) if kept else welcome(secret)


def _once_more(secret: str, kept: KeptForm) -> ResponseReturnValue:
    """Show again what was typed while signed out: nothing is sent unless its author does."""
    _admit(secret)
    g.pop("csrf_token", None)  # of the session that has just ended
    return render_template(
        "sign_ins/again.html",
        kept=kept,
        title="You are signed in",
        told="What you typed before is not saved yet. Look at it, and send it once more.",
    )


def _started(form: SignInForm) -> str:
    with glance() as reading:
        candidate = sign_ins.find(reading, form.email.data)
    wrong = BadInput(sign_ins.WRONG)
    proven = prove(candidate, form.password.data, hasher=passwords(), wrong=wrong)
    secret = sign_ins.start(db(), proven, now=now(), lasts=lasts())
    if actor().person is not None:
        sign_ins.end(db(), current_user.secret, by=actor(), now=now())
    save()
    return secret


def sign_out() -> ResponseReturnValue:
    sign_ins.end(db(), current_user.secret, by=actor(), now=now())
    save()
    session.clear()
    return redirect(url_for("sign_ins.show"))


def welcome(secret: str, to: str | None = None) -> ResponseReturnValue:
    """Give the browser its new cookie. Nothing of the session before it stays."""
    target = to or way_back()
    _admit(secret)
    return redirect(target)


def _admit(secret: str) -> None:
    session.clear()
    session.permanent = True
    login_user(SignedIn(secret, actor()))


def way_back() -> str:
    """Return where somebody wanted to go before signing in: one of our pages, never an address."""
    endpoint, arguments = session.pop("after", ["", {}])
    query = session.pop("after_query", "")
    try:
        path = url_for(endpoint, **arguments) if endpoint in current_app.view_functions else "/"
    except BuildError:
        return "/"
    return f"{path}?{query}" if query else path
