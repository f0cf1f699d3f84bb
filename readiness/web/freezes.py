"""The calendar of freezes: who may launch or deploy when, and which services all the same."""

from __future__ import annotations

from flask import Response, flash, redirect, render_template
from flask.typing import ResponseReturnValue

from readiness.adapters import icalendar
from readiness.core import addresses
from readiness.core.errors import BadInput
from readiness.extensions import limiter, settings
from readiness.usecases import freeze_pages, freezes
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.fields import choices
from readiness.web.forms.freezes import ExceptionForm, FreezeForm, ShortenForm, usual
from readiness.web.session import db, save

PER_ADDRESS = "60 per minute"


def index() -> ResponseReturnValue:
    found = freeze_pages.calendar(db(), by=actor(), now=now())
    form = FreezeForm(formdata=None, data=usual(now(), actor().time_zone, found.environments))
    return _calendar(form)


def _calendar(form: FreezeForm) -> str:
    found = freeze_pages.calendar(db(), by=actor(), now=now())
    form.environments.choices = choices((name, name) for name in found.environments)
    feed = settings().public_url + found.feed
    return render_template("freezes/index.html", found=found, form=form, feed=feed)


def freeze() -> ResponseReturnValue:
    form = FreezeForm()
    found = freeze_pages.calendar(db(), by=actor(), now=now())
    form.environments.choices = choices((name, name) for name in found.environments)
    try:
        if form.validate():
            row = freezes.freeze(db(), form.wish(), by=actor(), now=now())
            return _done(row.id, "Frozen as planned. Pages and pipelines say so.")
    except BadInput as fault:
        form.blame(fault)
    return _calendar(form), 422


def show(freeze_id: int) -> ResponseReturnValue:
    return _page(freeze_id, ShortenForm(formdata=None), ExceptionForm(formdata=None))


def _page(freeze_id: int, shortening: ShortenForm, excepting: ExceptionForm) -> str:
    return render_template(
        "freezes/show.html",
        found=freeze_pages.page(db(), freeze_id, by=actor(), now=now()),
        shortening=shortening,
        excepting=excepting,
    )


def shorten(freeze_id: int) -> ResponseReturnValue:
    form = ShortenForm()
    try:
        if form.validate():
            ends_at = form.ends_at(actor().time_zone)
            freezes.shorten(db(), freeze_id, ends_at, form.reason.data, by=actor(), now=now())
            return _done(freeze_id, "It ends earlier now.")
    except BadInput as fault:
        form.blame(fault)
    return _page(freeze_id, form, ExceptionForm(formdata=None)), 422


def make_exception(freeze_id: int) -> ResponseReturnValue:
    form = ExceptionForm()
    try:
        if form.validate():
            named = (freeze_id, form.service.data, form.why.data)
            freezes.make_exception(db(), *named, by=actor(), now=now())
            return _done(freeze_id, "Excepted. Its own verdict counts.")
    except BadInput as fault:
        form.blame(fault)
    return _page(freeze_id, ShortenForm(formdata=None), form), 422


def _done(freeze_id: int, told: str) -> ResponseReturnValue:
    save(addresses.freeze(freeze_id))
    flash(told, "success")
    return redirect(addresses.freeze(freeze_id))


@limiter.limit(PER_ADDRESS)
def feed(token: str) -> ResponseReturnValue:
    events = freeze_pages.feed(db(), token, by=actor())
    content = icalendar.calendar("Readiness: freezes", events)
    return Response(content, mimetype=icalendar.MEDIA_TYPE)
