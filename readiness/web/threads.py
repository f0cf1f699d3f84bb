"""A thread of comments: alone on a page, and answering, editing, resolving and reopening."""

from __future__ import annotations

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from readiness.adapters import markdown
from readiness.core import addresses
from readiness.core.errors import BadInput, Conflict
from readiness.usecases import comment_edits, comments, dossiers, thread_moves, threads
from readiness.usecases.dossiers import Dossier
from readiness.usecases.threads import Thread
from readiness.web import areas, gates
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.numbers import row_number
from readiness.web.session import db, save
from readiness.web.thread_places import place_of
from readiness.web.thread_views import Typed, views


def show(review_id: int, thread_id: int) -> ResponseReturnValue:
    return _page(review_id, thread_id)


def _page(review_id: int, thread_id: int, typed: Typed | None = None) -> str:
    found = dossiers.dossier(db(), review_id, by=actor(), now=now())
    every = threads.of_review(db(), found, by=actor())
    thread = every.one(thread_id)
    return render_template(
        "threads/show.html",
        found=found,
        thread=views(every, [thread], typed)[0],
        place=place_of(found, thread),
    )


def answer(review_id: int, thread_id: int) -> ResponseReturnValue:
    body, ends = request.form.get("body", ""), "resolves" in request.form
    try:
        comments.answer(db(), review_id, thread_id, body, resolves=ends, by=actor(), now=now())
    except BadInput as refused:
        typed = Typed(thread_id, "answer", body, refused.sentence, faults=refused.faults)
        return _refused(review_id, typed), 422
    save()
    return _back(review_id, thread_id)


def edit(review_id: int, thread_id: int, comment_id: int) -> ResponseReturnValue:
    """Nothing that was typed is lost: a refusal and a conflict show it again."""
    body = request.form.get("body", "")
    base = request.form.get("base", 0, type=row_number)
    comment, form = (review_id, thread_id, comment_id), f"edit-{comment_id}"
    try:
        comment_edits.edit(db(), *comment, body, base=base, by=actor(), now=now())
    except BadInput as refused:
        typed = Typed(thread_id, form, body, refused.sentence, base, refused.faults)
        return _refused(review_id, typed), 422
    except Conflict as other:
        theirs = markdown.html(str(other.theirs["body"]))
        typed = Typed(thread_id, form, body, other.sentence, other.number, theirs=theirs)
        return _refused(review_id, typed), 409
    save()
    return _back(review_id, thread_id, comment_id)


def resolve(review_id: int, thread_id: int) -> ResponseReturnValue:
    thread_moves.resolve(db(), review_id, thread_id, by=actor(), now=now())
    save()
    return _back(review_id, thread_id)


def reopen(review_id: int, thread_id: int) -> ResponseReturnValue:
    thread_moves.reopen(db(), review_id, thread_id, by=actor(), now=now())
    save()
    return _back(review_id, thread_id)


def _refused(review_id: int, typed: Typed) -> str:
    """Show what was typed where its form stood: at the question or the gate, at a gate, or alone."""
    where, _, gate = request.form.get("at", "").partition(":")
    found = dossiers.dossier(db(), review_id, by=actor(), now=now())
    thread = threads.of_review(db(), found, by=actor()).one(typed.thread)
    gate = gate or thread.first.gate or ""
    if where and gate in _gates_of(found, thread):
        return gates.page(review_id, gate, said=typed)
    area = next(
        (each.question.area for each in found.claimed.asked if thread.is_on(each.question)), ""
    )
    if where and area:
        return areas.page(review_id, area, typed=typed)
    return _page(review_id, typed.thread, typed)


def _gates_of(found: Dossier, thread: Thread) -> frozenset[str]:
    """Return the gates on whose pages the thread stands. A form may name another."""
    areas = {each.question.area for each in found.seen.graded if thread.is_on(each.question)}
    return frozenset(
        each.rule.id
        for each in found.gates
        if each.rule.id == thread.first.gate or not areas.isdisjoint(each.rule.areas)
    )


def _back(review_id: int, thread_id: int, comment: int | None = None) -> ResponseReturnValue:
    """Lead back to where the form stood: at the question or the gate, at a gate, or alone."""
    alone = addresses.thread(review_id, thread_id, comment)
    where, _, gate = request.form.get("at", "").partition(":")
    if where == "":
        return redirect(alone)
    found = dossiers.dossier(db(), review_id, by=actor(), now=now())
    thread = threads.of_review(db(), found, by=actor()).one(thread_id)
    if gate in _gates_of(found, thread):
        path = addresses.gate(review_id, gate)
    else:
        path = place_of(found, thread).path
    return redirect(f"{path.partition('#')[0]}#thread-{thread_id}" if path else alone)
