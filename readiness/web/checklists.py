"""The checklists, to be read before somebody is asked."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from readiness.core.answer_words import good_answer
from readiness.core.condition_words import in_words
from readiness.core.conditions import Condition
from readiness.core.rights import Action
from readiness.usecases import checklists
from readiness.web.actor import actor
from readiness.web.declares import declares
from readiness.web.session import db

pages = Blueprint("checklists", __name__)


@pages.get("/checklists")
@declares(Action.READ)
def index() -> ResponseReturnValue:
    return render_template("checklists/index.html", versions=checklists.versions(db(), by=actor()))


@pages.get("/checklists/<name>/<int:number>")
@declares(Action.READ)
def show(name: str, number: int) -> ResponseReturnValue:
    found = checklists.version(db(), name, number, by=actor())
    texts = {question.id: question.text for question in found.checklist.questions}

    def words(condition: Condition) -> str:
        return in_words(condition, texts)

    return render_template(
        "checklists/show.html",
        pinned=found,
        checklist=found.checklist,
        words=words,
        good_answer=good_answer,
    )
