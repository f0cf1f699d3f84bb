"""What an upload changes on the page of an area, for the script that sent it."""

from __future__ import annotations

from flask import request

from readiness.core import addresses
from readiness.core.errors import BadInput, Refused
from readiness.usecases import answers
from readiness.web import saved_parts
from readiness.web.actor import actor
from readiness.web.session import db

Reply = dict[str, object]


def is_script() -> bool:
    return request.accept_mimetypes.best == "application/json"


def added(review_id: int, question: str) -> Reply:
    """Return the card's evidence anew, with what else a save changes."""
    reply = saved_parts.saved(review_id, question, ())
    evidence = saved_parts.evidence(review_id, question)
    place = addresses.question(review_id, question.partition(".")[0], question)
    since = saved_parts.since(review_id, question)
    return reply | {"state": "added", "evidence": evidence, "place": place, "since": since}


def added_before(review_id: int, question: str) -> Reply:
    """Return the same for a form that was done already, whose answer was lost on its way."""
    asked = answers.question_of(db(), review_id, question, by=actor())
    return added(review_id, asked.id)


def refused(refusal: Refused) -> Reply:
    faults = refusal.faults if isinstance(refusal, BadInput) else {}
    return {"state": "refused", "said": refusal.sentence, "faults": dict(faults)}
