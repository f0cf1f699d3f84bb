"""Looking for questions by their words."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from readiness.core.question_search import LONGEST
from readiness.usecases import checklist_search
from readiness.web.actor import actor
from readiness.web.session import db


def show() -> ResponseReturnValue:
    text = request.args.get("q", "").strip()[:LONGEST]
    return render_template(
        "checklist_search/show.html",
        text=text,
        hits=checklist_search.search(db(), text, by=actor()),
    )
