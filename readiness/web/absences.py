"""Saying that one is out of office, and that one is back."""

from __future__ import annotations

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue

from readiness.core.errors import BadInput
from readiness.usecases import absences
from readiness.web import accounts
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.session import db, save


def leave() -> ResponseReturnValue:
    form = accounts.absence_form()
    try:
        if form.validate():
            until, stand_in = form.until.data, form.substitute.data
            absences.leave(db(), until=until, substitute=stand_in or None, by=actor(), now=now())
            return _done("Others see beside your name that you are away.")
    except BadInput as fault:
        form.blame(fault)
    return accounts.page(absence=form), 422


def back() -> ResponseReturnValue:
    absences.back(db(), by=actor(), now=now())
    return _done("Welcome back.")


def _done(sentence: str) -> ResponseReturnValue:
    save()
    flash(sentence, "success")
    return redirect(url_for("accounts.show"))
