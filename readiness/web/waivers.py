"""Waivers: what waits for a decision, and one waiver with its decision."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core.errors import BadInput
from readiness.core.rights import Action, may
from readiness.core.waivers import Decision
from readiness.usecases import plans, waiver_pages, waivers
from readiness.usecases.waiver_pages import ReadWaiver
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.waivers import DecisionForm
from readiness.web.session import db, save

DONE = {
    Decision.GRANTED: "Granted. It is listed wherever the verdict is, until it ends.",
    Decision.REFUSED: "Refused. The team sees your comment.",
    Decision.REVOKED: "Revoked, from now on.",
}


def index() -> ResponseReturnValue:
    found = waiver_pages.overview(db(), by=actor(), now=now())
    can_decide = may(actor(), Action.DECIDE_WAIVER)
    mine = [w for w in found.waiting if can_decide and w.standing.row.by != actor().person]
    return render_template("waivers/index.html", found=found, mine=mine)


def find(waiver_id: int) -> ResponseReturnValue:
    """Lead from a waiver's number, as a list or a message names it, to its page in its review."""
    review = waiver_pages.review_of(db(), waiver_id, by=actor())
    return redirect(url_for("waivers.show", review_id=review, waiver_id=waiver_id))


def show(review_id: int, waiver_id: int) -> ResponseReturnValue:
    return _page(review_id, waiver_id, DecisionForm(formdata=None))


def _page(review_id: int, waiver_id: int, form: DecisionForm) -> str:
    read = waiver_pages.waiver(db(), review_id, waiver_id, by=actor(), now=now())
    form.offer(read.decisions)
    return render_template(
        "waivers/show.html",
        read=read,
        form=form,
        now=now(),
        ends_before_plan=_ends_before_plan(read),
        paths=_paths(read),
    )


def _ends_before_plan(read: ReadWaiver) -> bool:
    waiver = read.standing.waiver
    is_asked = waiver.is_asked(now()) or waiver.is_running(now())
    return is_asked and plans.ends_before(read.found, waiver.ends_at, now())


def _paths(read: ReadWaiver) -> dict[str, str]:
    review, asked = read.found.review.id, read.graded
    return {
        "service": addresses.service(read.found.service.slug),
        "review": addresses.review(review),
        "question": addresses.question(review, asked.question.area, asked.question.id)
        if asked
        else "",
    }


def decide(review_id: int, waiver_id: int) -> ResponseReturnValue:
    form = DecisionForm()
    try:
        if form.validate():
            return _decided(review_id, waiver_id, form)
    except BadInput as fault:
        form.blame(fault)
    return _page(review_id, waiver_id, form), 422


def _decided(review_id: int, waiver_id: int, form: DecisionForm) -> ResponseReturnValue:
    decision = Decision(form.decision.data)
    waivers.decide(
        db(),
        review_id,
        waiver_id,
        decision,
        comment=form.comment.data or "",
        until=form.until.data,
        by=actor(),
        now=now(),
    )
    save()
    flash(DONE[decision], "success")
    return redirect(url_for("waivers.show", review_id=review_id, waiver_id=waiver_id))
