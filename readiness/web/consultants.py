"""Saying who consults on a review for its whole length."""

from __future__ import annotations

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.usecases import consultants
from readiness.usecases.names import names
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.assignments import person, seen
from readiness.web.session import db, save


def name(review_id: int) -> ResponseReturnValue:
    row = consultants.name(db(), review_id, person(), seen=seen(), by=actor(), now=now())
    told = names(db(), [row.person_id], by=actor()).get(row.person_id or 0, "")
    save()
    mine = row.person_id == actor().person
    flash(f"{'You go' if mine else f'{told} goes'} along with this review.", "success")
    return redirect(addresses.review(review_id))


def release(review_id: int) -> ResponseReturnValue:
    consultants.release(db(), review_id, seen=seen(), by=actor(), now=now())
    save()
    flash("This review has no consultant now.", "success")
    return redirect(addresses.review(review_id))
