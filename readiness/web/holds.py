"""Stopping one service now, and letting it go on."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core.errors import BadInput
from readiness.usecases import hold_pages, holds
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.holds import EndForm, HoldForm
from readiness.web.session import db, save


def show(slug: str) -> ResponseReturnValue:
    return _page(slug, HoldForm(formdata=None))


def _page(slug: str, form: HoldForm, ending: EndForm | None = None, which: int = 0) -> str:
    return render_template(
        "holds/show.html",
        found=hold_pages.page(db(), slug, by=actor(), now=now()),
        form=form,
        ending=ending or EndForm(formdata=None),
        which=which,
    )


def hold(slug: str) -> ResponseReturnValue:
    form = HoldForm()
    try:
        if form.validate():
            holds.hold(db(), slug, form.reason.data, by=actor(), now=now())
            return _done(slug, "Held. Its gates let nothing through until the hold ends.")
    except BadInput as fault:
        form.blame(fault)
    return _page(slug, form), 422


def end(slug: str, hold_id: int) -> ResponseReturnValue:
    form = EndForm()
    try:
        if form.validate():
            holds.end(db(), slug, hold_id, form.why.data, by=actor(), now=now())
            return _done(slug, "The hold is over. The gates go by their reviews again.")
    except BadInput as fault:
        form.blame(BadInput(fault.sentence, {"why": fault.sentence}))
    return _page(slug, HoldForm(formdata=None), form, hold_id), 422


def _done(slug: str, told: str) -> ResponseReturnValue:
    save(addresses.holds(slug))
    flash(told, "success")
    return redirect(addresses.holds(slug))
