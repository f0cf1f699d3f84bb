"""Links behind an answer: added and taken away."""

from __future__ import annotations

from flask import Blueprint, redirect, request
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core.errors import BadInput
from readiness.core.rights import Action
from readiness.usecases import answers
from readiness.web import areas
from readiness.web.actor import actor
from readiness.web.cards import Refusal
from readiness.web.clock import now
from readiness.web.declares import declares
from readiness.web.session import db, save

pages = Blueprint("evidence", __name__)


@pages.post("/reviews/<int:review_id>/questions/<question>/evidence")
@declares(Action.ANSWER)
def add(review_id: int, question: str) -> ResponseReturnValue:
    asked = answers.question_of(db(), review_id, question, by=actor())
    question, area = asked.id, asked.area
    typed = {name: request.form.get(name, "") for name in ("url", "description", "dated")}
    try:
        answers.add_evidence(db(), review_id, question, **typed, by=actor(), now=now())
    except BadInput as refused:
        refusal = Refusal(question, "evidence", typed, refused.sentence, refused.faults)
        return areas.page(review_id, area, refusal), 422
    save()
    return redirect(addresses.question(review_id, area, question))


@pages.post("/reviews/<int:review_id>/questions/<question>/evidence/remove")
@declares(Action.ANSWER)
def remove(review_id: int, question: str) -> ResponseReturnValue:
    asked = answers.question_of(db(), review_id, question, by=actor())
    question, area = asked.id, asked.area
    url = request.form.get("url", "")
    answers.remove_evidence(db(), review_id, question, url=url, by=actor(), now=now())
    save()
    return redirect(addresses.question(review_id, area, question))
