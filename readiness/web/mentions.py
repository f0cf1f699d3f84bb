"""Whom a comment can name, for the script that completes names."""

from __future__ import annotations

from dataclasses import asdict

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from readiness.core.rights import Action
from readiness.usecases.mentionable import mentionable
from readiness.web.actor import actor
from readiness.web.declares import declares
from readiness.web.session import db

pages = Blueprint("mentions", __name__)

#: No name is found by more.
LONGEST = 80


@pages.get("/people/mentions")
@declares(Action.READ)
def offer() -> ResponseReturnValue:
    typed = request.args.get("q", "")[:LONGEST]
    return {"people": [asdict(each) for each in mentionable(db(), typed, by=actor())]}
