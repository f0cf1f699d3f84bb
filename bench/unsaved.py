"""The shipped server, but an answer's POST reads as always and writes nothing: the measure."""

from __future__ import annotations

from functools import partial

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue

from readiness.app import create_app
from readiness.cli.serve import serve
from readiness.core import addresses
from readiness.settings import Settings, load
from readiness.usecases import answers
from readiness.web import session
from readiness.web.actor import actor
from readiness.web.forms import answers as forms


def read_only(review_id: int, question: str) -> ResponseReturnValue:
    asked = answers.question_of(session.db(), review_id, question, by=actor())
    forms.read(asked.answer, request.form)
    return redirect(addresses.question(review_id, asked.area, question))


def application(settings: Settings) -> Flask:
    session.READS.add("POST")
    app = create_app(settings)
    app.view_functions["answers.give"] = read_only
    return app


if __name__ == "__main__":
    chosen = load()
    serve(chosen, partial(application, chosen))
