"""Whom a comment can name, for the script that completes names."""

from __future__ import annotations

from dataclasses import asdict

from flask import request
from flask.typing import ResponseReturnValue

from readiness.usecases.mentionable import mentionable
from readiness.web.actor import actor
from readiness.web.session import db

#: No name is found by more.
LONGEST = 80


def offer() -> ResponseReturnValue:
    typed = request.args.get("q", "")[:LONGEST]
    return {"people": [asdict(each) for each in mentionable(db(), typed, by=actor())]}
