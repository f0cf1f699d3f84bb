"""The page of every revision of one answer, with what changed from each to the next."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from readiness.usecases import answer_histories
from readiness.web.actor import actor
from readiness.web.answer_changes import changes
from readiness.web.clock import now
from readiness.web.merge_words import CHOICES as WORDS
from readiness.web.numbers import page_number
from readiness.web.session import db
from readiness.web.talks import in_words_of


def show(review_id: int, question: str) -> ResponseReturnValue:
    page = page_number(request.args.get("page", ""))
    found = answer_histories.history(db(), review_id, question, page=page, by=actor(), now=now())
    told = {row.id: in_words_of(found.found, found.question, row.value) for row in found.revisions}
    made = {row.id: changes(found.before[row.id], row, WORDS) for row in found.revisions}
    return render_template("histories/show.html", history=found, told_by=told, changes_by=made)
