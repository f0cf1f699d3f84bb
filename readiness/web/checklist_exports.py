"""A checklist version to take away: as YAML, Markdown or CSV."""

from __future__ import annotations

from flask import Response, make_response
from flask.typing import ResponseReturnValue

from readiness.adapters.checklist_exports import FORMS, Form
from readiness.usecases import checklists
from readiness.usecases.checklists import Pinned
from readiness.web.actor import actor
from readiness.web.session import db

#: Without it spreadsheets take a text that is not English for another encoding.
MARK = "\ufeff"


def as_yaml(name: str, number: int) -> ResponseReturnValue:
    return _file(checklists.version(db(), name, number, by=actor()), FORMS["yaml"])


def as_markdown(name: str, number: int) -> ResponseReturnValue:
    return _file(checklists.version(db(), name, number, by=actor()), FORMS["markdown"])


def as_csv(name: str, number: int) -> ResponseReturnValue:
    return _file(checklists.version(db(), name, number, by=actor()), FORMS["csv"], MARK)


def _file(found: Pinned, form: Form, mark: str = "") -> Response:
    checklist = found.checklist
    response = make_response(mark + form.write(found.document))
    response.headers["Content-Type"] = f"{form.media_type}; charset=utf-8"
    name = f"{checklist.id}-{checklist.version}.{form.suffix}"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
