"""What comes by mail: choosing it, and switching it off by a link in a mail, without a sign-in."""

from __future__ import annotations

from datetime import time

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core.errors import BadInput
from readiness.core.notice_kinds import Kind
from readiness.extensions import limiter
from readiness.usecases import preferences
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.preferences import WAYS, MailForm
from readiness.web.session import db, save

PER_ADDRESS = "60 per minute"


def show() -> ResponseReturnValue:
    found = preferences.own(db(), by=actor())
    said = {kind.value: way.value for kind, way in found.ways.items()}
    at = time(found.minutes // 60, found.minutes % 60)
    return _page(MailForm(formdata=None, data={**said, "time": at}))


def choose() -> ResponseReturnValue:
    form = MailForm()
    try:
        if form.validate():
            at = form.time.data.hour * 60 + form.time.data.minute
            preferences.choose(db(), form.ways, at, by=actor(), now=now())
            save()
            flash("What comes by mail is saved.", "success")
            return redirect(addresses.notifications())
    except BadInput as fault:
        form.blame(fault)
    return _page(form), 422


def _page(form: MailForm) -> str:
    found = preferences.own(db(), by=actor())
    return render_template(
        "inbox/preferences.html", form=form, found=found, kinds=tuple(Kind), ways=WAYS
    )


@limiter.limit(PER_ADDRESS)
def offer_off(token: str) -> ResponseReturnValue:
    off = preferences.off_of(db(), token, by=actor())
    return render_template("inbox/off.html", off=off, token=token, is_done=off.is_off)


@limiter.limit(PER_ADDRESS)
def switch_off(token: str) -> ResponseReturnValue:
    off = preferences.switch_off(db(), token, by=actor(), now=now())
    save()
    return render_template("inbox/off.html", off=off, token=token, is_done=True)
