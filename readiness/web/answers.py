"""Saving an answer: as a plain form that leads back to its card, or as the page's script asks."""

from __future__ import annotations

from flask import redirect, request
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core import answer_merges as merging
from readiness.core.checklists import Question
from readiness.core.errors import BadInput, Conflict
from readiness.store.sessions import Session
from readiness.usecases import answer_merges, answers
from readiness.web import areas, saved_parts
from readiness.web.actor import actor
from readiness.web.cards import Refusal
from readiness.web.clock import now
from readiness.web.forms import answers as forms
from readiness.web.session import db, glance, save


def give(review_id: int, question: str) -> ResponseReturnValue:
    with glance() as reading:  # others wait for the lock that the session to write with holds
        asked = answers.question_of(reading, review_id, question, by=actor())
        raw, base = _typed(reading, review_id, asked)
    question = asked.id
    try:
        saved = answers.save(
            db(),
            review_id,
            question,
            raw,
            base=base,
            is_unsure=forms.is_unsure(request.form),
            by=actor(),
            now=now(),
        )
    except (BadInput, Conflict) as refused:
        return refused_page(review_id, asked.area, question, {**raw, "base": base}, refused)
    base = saved.revision.number
    save()
    if _is_script():
        shown = request.form.getlist("shown")
        # Not what stands now: somebody may have saved after this, which the page has not seen.
        return saved_parts.saved(review_id, question, shown) | {"base": base}
    return redirect(addresses.question(review_id, asked.area, question))


def _typed(session: Session, review_id: int, asked: Question) -> tuple[dict[str, object], int]:
    """Return the answer with the revision it goes on: the typed one, or what choosing sides makes."""
    raw, base = dict(forms.read(asked.answer, request.form)), forms.base(request.form)
    number = forms.merged_with(request.form)
    if number is None:
        return raw, base
    theirs = answer_merges.said_in(session, review_id, asked.id, number, by=actor())
    if theirs is None:
        return raw, base
    chosen, text = forms.sides(request.form)
    return merging.merged(raw, theirs, chosen, text), number


def refused_page(
    review_id: int,
    area: str,
    question: str,
    typed: dict[str, object],
    refused: BadInput | Conflict,
) -> ResponseReturnValue:
    """Show what was typed again. It was not saved, and is not lost."""
    refusal = _refusal(review_id, question, typed, refused)
    status = 409 if refusal.theirs else 422
    if _is_script():
        return saved_parts.refused(review_id, area, refusal), status
    return areas.page(review_id, area, refusal), status


def _refusal(
    review_id: int, question: str, typed: dict[str, object], refused: BadInput | Conflict
) -> Refusal:
    if isinstance(refused, BadInput):
        return Refusal(question, "answer", typed, refused.sentence, refused.faults)
    base = int(str(typed.get("base", 0)))
    before = answer_merges.said_in(db(), review_id, question, base, by=actor())
    return Refusal(question, "answer", typed, refused.sentence, theirs=refused, before=before)


def _is_script() -> bool:
    return request.accept_mimetypes.best == "application/json"
