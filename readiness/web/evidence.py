"""Links and files behind an answer: added, replaced and taken away."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core.checklists import Question
from readiness.core.errors import BadInput, NotFound
from readiness.core.pieces import Names, Typed, is_named
from readiness.extensions import limits
from readiness.usecases import answers, dossiers
from readiness.usecases.dossiers import Dossier
from readiness.web import areas, evidence_parts, received
from readiness.web.actor import actor
from readiness.web.cards import Refusal
from readiness.web.clock import now
from readiness.web.numbers import row_number
from readiness.web.openings import opening, work_of
from readiness.web.session import db, glance, save

TYPED = ("url", "description", "dated", "until")
#: What says which piece a new one takes the place of. Empty where it is a further one.
REPLACES = ("old_url", "old_file", "old_description")
#: By what a page names a piece.
NAMES = ("url", "file", "description")


def show(review_id: int, question: str) -> ResponseReturnValue:
    """Show the form by itself, for a new piece or one that takes the place of another."""
    asked = answers.question_of(db(), review_id, question, by=actor())
    found = dossiers.dossier(db(), review_id, by=actor(), now=now())
    old = Names(*(request.args.get(name, "") for name in NAMES))
    revision = found.answer(asked.id)
    pieces = revision.evidence if revision else []
    return render_template(
        "evidence/add.html",
        found=found,
        question=asked,
        old=_named(pieces, old),
        why_closed=_why_closed(found, asked),
        back=addresses.question(review_id, asked.area, asked.id),
    )


def _why_closed(found: Dossier, asked: Question) -> str:
    open_to = opening(found, asked.area, work_of(found, is_whole=False))
    if open_to.why_closed or asked.id in open_to.mine:
        return open_to.why_closed
    return f"Only members of {found.owner.name} answer this."


def _named(pieces: list[dict[str, object]], old: Names) -> Mapping[str, object] | None:
    if old == Names("", ""):
        return None
    for piece in pieces:
        if is_named(piece, old):
            return piece
    raise NotFound("This evidence is not attached any more.")


def add(review_id: int, question: str) -> ResponseReturnValue:
    with glance() as reading:  # others wait for the lock that the session to write with holds
        asked = answers.question_of(reading, review_id, question, by=actor())
    typed = {name: request.form.get(name, "") for name in (*TYPED, *REPLACES)}
    try:
        _add(review_id, asked, typed)
    except BadInput as refused:
        return _refused(review_id, asked, typed, refused)
    save()
    if evidence_parts.is_script():
        return evidence_parts.added(review_id, asked.id)
    return redirect(addresses.question(review_id, asked.area, asked.id))


def _add(review_id: int, asked: Question, typed: Mapping[str, str]) -> None:
    old = Names(*(typed[name] for name in REPLACES))
    replaces = None if old == Names("", "") else old
    said = {name: typed[name] for name in TYPED}
    files = received.files(review_id, asked.id, Typed(**said), replaces=replaces)
    answers.add_evidence(
        db(),
        review_id,
        asked.id,
        **said,
        files=files,
        limits=limits(),
        replaces=replaces,
        by=actor(),
        now=now(),
    )


def _refused(
    review_id: int, asked: Question, typed: Mapping[str, str], refused: BadInput
) -> ResponseReturnValue:
    if evidence_parts.is_script():
        return evidence_parts.refused(refused), 422
    refusal = Refusal(asked.id, "evidence", typed, refused.sentence, refused.faults)
    return areas.page(review_id, asked.area, refusal), 422


def remove(review_id: int, question: str) -> ResponseReturnValue:
    asked = answers.question_of(db(), review_id, question, by=actor())
    question, area = asked.id, asked.area
    gone = {name: request.form.get(name, "") for name in NAMES}
    saved = answers.remove_evidence(db(), review_id, question, **gone, by=actor(), now=now())
    number = saved.revision.number if saved else 0
    save()
    if saved and saved.is_new:
        name = f"“{gone['description']}”" if gone["description"] else "The evidence"
        way_back = _way_back(f"{name} was removed.", review_id, question, number)
        flash(way_back, "success")  # type: ignore[arg-type]  # base.html makes a button of it
    return redirect(addresses.question(review_id, area, question))


def _way_back(told: str, review_id: int, question: str, number: int) -> dict[str, object]:
    """Return a message with a button: of a revision, not of the piece, as it is kept in a cookie."""
    way = addresses.evidence_back(review_id, question)
    return {"text": told, "way": way, "button": "Put it back", "values": {"revision": number}}


def put_back(review_id: int, question: str) -> ResponseReturnValue:
    asked = answers.question_of(db(), review_id, question, by=actor())
    area, question = asked.area, asked.id
    gone_in = request.form.get("revision", 0, type=row_number)
    saved = answers.put_back_evidence(
        db(), review_id, question, revision=gone_in, by=actor(), now=now()
    )
    save()
    if saved and saved.is_new:
        flash("The evidence is attached again.", "success")
    return redirect(addresses.question(review_id, area, question))
