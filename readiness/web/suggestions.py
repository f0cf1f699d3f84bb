"""Confirming an earlier answer, and looking at how other teams answered the same question."""

from __future__ import annotations

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from readiness.adapters.report_answers import Answer
from readiness.adapters.report_answers import answer as in_words
from readiness.core import addresses
from readiness.core.errors import BadInput, Conflict
from readiness.usecases import answers, other_answers, suggestions
from readiness.web.actor import actor
from readiness.web.answers import refused_page
from readiness.web.clock import now
from readiness.web.forms.answers import base
from readiness.web.session import db, save


def confirm(review_id: int, question: str) -> ResponseReturnValue:
    asked = answers.question_of(db(), review_id, question, by=actor())
    source, seen = request.form.get("source", 0, type=int), base(request.form)
    try:
        suggestions.confirm(db(), review_id, asked.id, source, base=seen, by=actor(), now=now())
    except (BadInput, Conflict) as refused:
        row = suggestions.offered(db(), review_id, asked.id, source, by=actor())
        return refused_page(review_id, asked.area, asked.id, {**row.value, "base": seen}, refused)
    save()
    return redirect(addresses.question(review_id, asked.area, asked.id))


def others(review_id: int, question: str) -> ResponseReturnValue:
    found = other_answers.elsewhere(db(), review_id, question, by=actor())
    told = [(each, _in_words(each)) for each in found.others]
    return render_template("suggestions/others.html", found=found, others=told)


def _in_words(other: other_answers.OtherAnswer) -> Answer:
    return in_words(other.question["answer_type"], other.question["answer"])
