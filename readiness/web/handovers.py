"""Who runs a service after its launch, and the steps by which that changes."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core.errors import BadInput
from readiness.usecases import handover_pages, handovers
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.fields import Form, choices
from readiness.web.forms.handovers import (
    AcceptForm,
    ConsultantForm,
    HandBackForm,
    StepForm,
    usual,
)
from readiness.web.session import db, save


def show(slug: str) -> ResponseReturnValue:
    return _page("show", slug)


def _page(name: str, slug: str, form: Form | None = None) -> str:
    found = handover_pages.handover(db(), slug, by=actor(), now=now())
    return render_template(f"handovers/{name}.html", found=found, form=form)


def consult(slug: str) -> ResponseReturnValue:
    handovers.consult(db(), slug, by=actor(), now=now())
    return _taken(slug, "You are the consultant of this service now.")


def _taken(slug: str, told: str) -> ResponseReturnValue:
    save(addresses.handover(slug))
    flash(told, "success")
    return redirect(addresses.handover(slug))


def offer_naming(slug: str) -> ResponseReturnValue:
    return _page("consultant", slug, _consultant_form(slug))


def _consultant_form(slug: str) -> ConsultantForm:
    form = ConsultantForm()
    found = handover_pages.candidates(db(), slug, by=actor(), now=now())
    form.person.choices = choices((str(id_), name) for id_, name in found.items())
    return form


def name(slug: str) -> ResponseReturnValue:
    form = _consultant_form(slug)
    try:
        if form.validate():
            person = int(form.person.data)
            handovers.name_consultant(db(), slug, person, by=actor(), now=now())
            return _taken(slug, "The consultant is named.")
    except BadInput as fault:
        form.blame(fault)
    return _page("consultant", slug, form), 422


def offer_accepting(slug: str) -> ResponseReturnValue:
    return _page("accept", slug, _accept_form(slug))


def _accept_form(slug: str) -> AcceptForm:
    form = AcceptForm()
    found = handover_pages.accepting(db(), slug, by=actor(), now=now())
    form.team.choices = choices(found.own_teams)
    return form


def accept(slug: str) -> ResponseReturnValue:
    form = _accept_form(slug)
    try:
        if form.validate():
            handovers.accept(db(), slug, form.team.data, by=actor(), now=now())
            return _taken(slug, "Taken over. Your team runs it from now on.")
    except BadInput as fault:
        form.blame(fault)
    return _page("accept", slug, form), 422


def offer_handing_back(slug: str) -> ResponseReturnValue:
    found = handover_pages.handing_back(db(), slug, by=actor(), now=now())
    return _page("hand_back", slug, HandBackForm(data=usual(found.custody.life.today)))


def hand_back(slug: str) -> ResponseReturnValue:
    form = HandBackForm()
    try:
        if form.validate():
            handovers.hand_back(
                db(),
                slug,
                reason=form.reason.data,
                effective_on=form.effective_on.data,
                consulting_until=form.consulting_until.data,
                by=actor(),
                now=now(),
            )
            return _taken(slug, "Handed back. Your team answers the pager until the notice ends.")
    except BadInput as fault:
        form.blame(fault)
    handover_pages.handing_back(db(), slug, by=actor(), now=now())
    return _page("hand_back", slug, form), 422


def offer_retiring(slug: str) -> ResponseReturnValue:
    handover_pages.retiring(db(), slug, by=actor(), now=now())
    return _page("retire", slug, StepForm(formdata=None))


def retire(slug: str) -> ResponseReturnValue:
    form = StepForm()
    try:
        if form.validate():
            handovers.retire(db(), slug, reason=form.reason.data, by=actor(), now=now())
            return _taken(slug, "Retired. It takes no new review; its record stays.")
    except BadInput as fault:
        form.blame(fault)
    handover_pages.retiring(db(), slug, by=actor(), now=now())
    return _page("retire", slug, form), 422
