"""Advisory mode: where nobody is stopped yet, and whom the gate would have stopped."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core.advisory import Scope
from readiness.core.errors import BadInput
from readiness.usecases import advisory, advisory_pages
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.advisory import AdvisoryForm, EnforceForm
from readiness.web.session import db, save


def index() -> ResponseReturnValue:
    return _page(AdvisoryForm(formdata=None), EnforceForm(formdata=None))


def _page(form: AdvisoryForm, ending: EnforceForm, which: int = 0) -> str:
    found = advisory_pages.page(db(), by=actor(), now=now())
    return render_template(
        "advisory/index.html", found=found, form=form, ending=ending, which=which
    )


def advise() -> ResponseReturnValue:
    form = AdvisoryForm()
    try:
        if form.validate():
            scope, ends_at = Scope(form.scope.data), form.ends_at(actor().time_zone)
            named = (scope, form.value.data, form.reason.data)
            advisory.advise(db(), *named, ends_at=ends_at, by=actor(), now=now())
            return _done("Advisory. The gate says the true verdict there and stops nobody.")
    except BadInput as fault:
        form.blame(fault)
    return _page(form, EnforceForm(formdata=None)), 422


def enforce(rule_id: int) -> ResponseReturnValue:
    form = EnforceForm()
    try:
        if form.validate():
            advisory.enforce(db(), rule_id, form.why.data, by=actor(), now=now())
            return _done("Enforced. The gate stops what it blocks.")
    except BadInput as fault:
        form.blame(BadInput(fault.sentence, {"why": fault.sentence}))
    return _page(AdvisoryForm(formdata=None), form, rule_id), 422


def _done(told: str) -> ResponseReturnValue:
    save(addresses.advisory())
    flash(told, "success")
    return redirect(addresses.advisory())
