"""Asking for a waiver from the card of a question."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core.errors import BadInput
from readiness.core.rights import Action
from readiness.usecases import answers, waivers
from readiness.web import areas
from readiness.web.actor import actor
from readiness.web.cards import Refusal
from readiness.web.clock import now
from readiness.web.declares import declares
from readiness.web.session import db, save

pages = Blueprint("waiver_requests", __name__)
NO_DAY = "Give the day until which it may wait, such as 2026-12-01."


@pages.post("/reviews/<int:review_id>/questions/<question>/waiver")
@declares(Action.ASK_WAIVER)
def ask(review_id: int, question: str) -> ResponseReturnValue:
    area = answers.question_of(db(), review_id, question, by=actor()).area
    typed = {name: request.form.get(name, "") for name in ("reason", "until")}
    try:
        until = _day(typed["until"])
        reason = typed["reason"]
        waivers.ask(db(), review_id, question, reason=reason, until=until, by=actor(), now=now())
    except BadInput as refused:
        refusal = Refusal(question, "waiver", typed, refused.sentence, refused.faults)
        return areas.page(review_id, area, refusal), 422
    save()
    return redirect(addresses.question(review_id, area, question))


def _day(typed: str) -> date:
    try:
        return date.fromisoformat(typed.strip())
    except ValueError as error:
        raise BadInput(NO_DAY, {"until": NO_DAY}) from error
