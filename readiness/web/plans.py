"""Planning a review for another day."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core.errors import BadInput
from readiness.core.kind_words import noun
from readiness.usecases import plans, reachable
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.previews import PUT_FORWARD, PlanForm
from readiness.web.session import db, save


def offer(review_id: int) -> ResponseReturnValue:
    found = plans.planning(db(), review_id, by=actor(), now=now())
    local = found.review.planned_at.astimezone(ZoneInfo(actor().time_zone))
    return _page(review_id, PlanForm(data={"day": local.date(), "time": local.time()}))


def _page(review_id: int, form: PlanForm) -> str:
    found = plans.planning(db(), review_id, by=actor(), now=now())
    what = noun(found.review.kind)
    form.day.label.text = f"Planned {what}"
    return render_template(
        "moves/plan.html",
        found=found,
        form=form,
        noun=what,
        reach=reachable.when(db(), found, by=actor(), now=now()),
        href=addresses.review(review_id),
    )


def plan(review_id: int) -> ResponseReturnValue:
    form = PlanForm()
    try:
        if form.validate():
            _planned(review_id, form)
            flash("It is planned for another time. No signature changes by it.", "success")
            return redirect(addresses.review(review_id))
    except BadInput as fault:
        form.blame(fault)
    return _page(review_id, form), 422


def _planned(review_id: int, form: PlanForm) -> None:
    planned_at = form.planned_at(actor().time_zone)
    if planned_at is None:
        raise BadInput(*PUT_FORWARD)
    plans.plan(db(), review_id, planned_at, by=actor(), now=now())
    save()
