"""Sending areas to the gates that sign them, with what it will do shown before it is done."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core.errors import Incomplete, SeenAnother
from readiness.core.listings import in_words
from readiness.usecases import send_plans, submissions
from readiness.web import reviews, send_pages
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.session import db, save


def show(review_id: int) -> ResponseReturnValue:
    return _page(review_id)


def send(review_id: int) -> ResponseReturnValue:
    gates, seen = request.values.getlist("gates"), request.form.get("seen", "")
    plan = send_plans.preview(db(), review_id, gates, by=actor(), now=now())
    try:
        sent = submissions.submit(db(), review_id, plan.chosen, by=actor(), now=now(), seen=seen)
    except SeenAnother as another:
        return _page(review_id, another.sentence), 409
    except Incomplete as refused:
        return reviews.page(review_id, refused.sentence, refused.open), 422
    titles = in_words(plan.found.gate(gate).rule.title for gate in sent)
    save(addresses.review(review_id))
    flash(f"Sent to {titles}.", "success")
    return redirect(addresses.review(review_id))


def _page(review_id: int, warning: str = "") -> str:
    gates = request.values.getlist("gates")
    plan = send_plans.preview(db(), review_id, gates, by=actor(), now=now())
    shown = send_pages.page_of(db(), plan, by=actor())
    return render_template("sendings/show.html", page=shown, warning=warning)
