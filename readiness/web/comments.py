"""Starting a thread: on a question, or on a gate."""

from __future__ import annotations

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core.errors import BadInput
from readiness.usecases import answers, comments
from readiness.web import areas, gates
from readiness.web.actor import actor
from readiness.web.cards import Refusal
from readiness.web.clock import now
from readiness.web.session import db, save


def add(review_id: int, question: str) -> ResponseReturnValue:
    asked = answers.question_of(db(), review_id, question, by=actor())
    question, area = asked.id, asked.area
    body = request.form.get("body", "")
    try:
        comments.comment(db(), review_id, body, question=question, by=actor(), now=now())
    except BadInput as refused:
        refusal = Refusal(question, "comment", {"body": body}, refused.sentence, refused.faults)
        return areas.page(review_id, area, refusal), 422
    save()
    return redirect(addresses.question(review_id, area, question))


def add_on_gate(review_id: int, gate: str) -> ResponseReturnValue:
    body = request.form.get("body", "")
    try:
        comments.comment(db(), review_id, body, gate=gate, by=actor(), now=now())
    except BadInput as refused:
        refusal = Refusal(gate, "comment", {"body": body}, refused.sentence, refused.faults)
        return gates.page(review_id, gate, typed=refusal), 422
    save()
    flash("Your comment is saved.", "success")
    return redirect(f"{addresses.gate(review_id, gate)}#comments")
