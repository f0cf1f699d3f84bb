"""The moves of a review: open it again, abandon it, say that the launch has happened."""

from __future__ import annotations

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core.errors import BadInput
from readiness.core.kind_words import noun
from readiness.core.listings import in_words
from readiness.usecases import launches, move_pages, reviews
from readiness.usecases.dossiers import Dossier
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.moves import LaunchForm, ReasonForm, ReopenForm
from readiness.web.session import db, save


def offer_reopening(review_id: int) -> ResponseReturnValue:
    return _reopening_page(review_id, ReopenForm(formdata=None))


def _reopening_page(review_id: int, form: ReopenForm) -> str:
    reopening = move_pages.reopening(db(), review_id, by=actor(), now=now())
    found = reopening.found
    return render_template(
        "moves/reopen.html",
        found=found,
        form=form.offer(reopening),
        paths={**_paths(review_id), "renew": _renew(found)},
    )


def reopen(review_id: int) -> ResponseReturnValue:
    reopening = move_pages.reopening(db(), review_id, by=actor(), now=now())
    form = ReopenForm().offer(reopening)
    try:
        if form.validate():
            return _reopened(review_id, form, reopening)
    except BadInput as fault:
        form.blame(fault)
    return _reopening_page(review_id, form), 422


def _reopened(
    review_id: int, form: ReopenForm, reopening: move_pages.Reopening
) -> ResponseReturnValue:
    titles = {gate.rule.id: gate.rule.title for gate in reopening.found.gates}
    closed = reviews.reopen(
        db(), review_id, form.areas.data or (), reason=form.reason.data, by=actor(), now=now()
    )
    save(addresses.review(review_id))
    gates = in_words(titles[gate] for gate in closed) or "No gate"
    what = noun(reopening.found.review.kind)
    flash(f"Reopened. The {what} is blocked now; {gates} closed and need new votes.", "warning")
    return redirect(addresses.review(review_id))


def offer_abandoning(review_id: int) -> ResponseReturnValue:
    return _abandoning_page(review_id, ReasonForm(formdata=None))


def _abandoning_page(review_id: int, form: ReasonForm) -> str:
    found = move_pages.abandoning(db(), review_id, by=actor(), now=now())
    return render_template("moves/abandon.html", found=found, form=form, paths=_paths(review_id))


def abandon(review_id: int) -> ResponseReturnValue:
    form = ReasonForm()
    try:
        if form.validate():
            reviews.abandon(db(), review_id, reason=form.reason.data, by=actor(), now=now())
            save(addresses.review(review_id))
            flash("The review is abandoned. What was answered is kept.", "success")
            return redirect(addresses.review(review_id))
    except BadInput as fault:
        form.blame(fault)
    return _abandoning_page(review_id, form), 422


def offer_launching(review_id: int) -> ResponseReturnValue:
    launching = launches.launching(db(), review_id, by=actor(), now=now())
    return _launching_page(launching.found, LaunchForm(data={"day": launching.today}))


def _launching_page(found: Dossier, form: LaunchForm) -> str:
    paths = _paths(found.review.id)
    return render_template("moves/launch.html", found=found, form=form, paths=paths)


def launch(review_id: int) -> ResponseReturnValue:
    form = LaunchForm()
    try:
        if form.validate():
            launches.launched(db(), review_id, on=form.day.data, by=actor(), now=now())
            save(addresses.review(review_id))
            flash("Launched. The sign-off was used and does not run out any more.", "success")
            return redirect(addresses.review(review_id))
    except BadInput as fault:
        form.blame(fault)
    found = launches.launching(db(), review_id, by=actor(), now=now()).found
    return _launching_page(found, form), 422


def _renew(found: Dossier) -> str:
    checklist = found.pinned.checklist.id
    return f"{addresses.service(found.service.slug)}/reviews/new?checklist={checklist}"


def _paths(review_id: int) -> dict[str, str]:
    return {"review": addresses.review(review_id)}
