"""The checklists, to be read before somebody is asked."""

from __future__ import annotations

from itertools import groupby

from flask import render_template
from flask.typing import ResponseReturnValue

from readiness.core import checklist_words, kind_words
from readiness.core.answer_words import good_answer
from readiness.usecases import checklist_differences, checklists, unmet
from readiness.web.actor import actor
from readiness.web.condition_texts import asked_when
from readiness.web.session import db


def index() -> ResponseReturnValue:
    versions = checklists.versions(db(), by=actor())
    return render_template(
        "checklists/index.html",
        checklists=[list(same) for _, same in groupby(versions, key=lambda each: each.checklist)],
        weaker=checklist_differences.weaker_versions(db(), by=actor()),
        noun=kind_words.noun,
        taken_in_by=checklist_words.taken_in_by,
    )


def show(name: str, number: int) -> ResponseReturnValue:
    found = checklists.version(db(), name, number, by=actor())
    return render_template(
        "checklists/show.html",
        pinned=found,
        checklist=found.checklist,
        versions=[each for each in checklists.versions(db(), by=actor()) if each.checklist == name],
        record=unmet.record(db(), found.checklist, by=actor()),
        texts={question.id: question.text for question in found.checklist.questions},
        says=checklist_words,
        teams=checklists.team_names(db(), found.checklist, by=actor()),
        asked_when=asked_when(found.checklist),
        good_answer=good_answer,
    )
