"""Bringing a running review up to newer facts or a newer checklist version."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core.errors import SeenAnother
from readiness.usecases import applying
from readiness.web import apply_pages
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.applying import ApplyForm, Take, take
from readiness.web.session import db, save


def offer(review_id: int) -> ResponseReturnValue:
    return _page(review_id, take(request.args.get("take")))


def _page(review_id: int, chosen: Take, warning: str = "") -> str:
    shown = applying.preview(
        db(), review_id, facts=chosen.facts, version=chosen.version, by=actor(), now=now()
    )
    form = ApplyForm(formdata=None, take=chosen, digest=shown.digest)
    page = apply_pages.page_of(shown)
    return render_template("applying/offer.html", page=page, form=form, warning=warning)


def apply(review_id: int) -> ResponseReturnValue:
    form = ApplyForm()
    chosen = take(form.take.data)
    if not form.validate():
        return _page(review_id, chosen, "It was not applied. Look at it again."), 422
    try:
        return _applied(review_id, chosen, form.digest.data)
    except SeenAnother as another:
        return _page(review_id, chosen, another.sentence), 409


def _applied(review_id: int, chosen: Take, seen: str) -> ResponseReturnValue:
    shown = applying.apply(
        db(),
        review_id,
        facts=chosen.facts,
        version=chosen.version,
        seen=seen,
        by=actor(),
        now=now(),
    )
    save(addresses.review(review_id))
    flash(f"Applied: {apply_pages.what(shown)}. Every answer is kept.", "success")
    return redirect(addresses.review(review_id))


def undo(review_id: int) -> ResponseReturnValue:
    applying.undo(db(), review_id, by=actor(), now=now())
    save()
    flash("Taken back. What was answered meanwhile is kept.", "success")
    return redirect(addresses.review(review_id))
