"""Handing areas and questions of a review to people, and taking them back."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core import delegations as core
from readiness.core.errors import BadInput, WrongMoment
from readiness.usecases import delegation_pages, delegations, dossiers, handed_work
from readiness.usecases.dossiers import Dossier
from readiness.usecases.names import names
from readiness.web import handing_words
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.delegations import HandForm
from readiness.web.numbers import seen_row
from readiness.web.session import db, save


def offer(review_id: int) -> ResponseReturnValue:
    places = request.args.getlist("place")
    at = places[0] if len(places) == 1 else ""
    return _page(review_id, HandForm(formdata=None, data={"places": places, "at": at}))


def _page(review_id: int, form: HandForm) -> str:
    offering = delegation_pages.offering(db(), review_id, by=actor(), now=now())
    form.offer(offering)
    form.seen.data = str(offering.work.seen)
    back = _path(offering.found, form.at.data or "")
    return render_template("delegations/hand.html", offering=offering, form=form, back=back)


def hand(review_id: int) -> ResponseReturnValue:
    form = HandForm().offer(delegation_pages.offering(db(), review_id, by=actor(), now=now()))
    try:
        if form.validate():
            return _handed(review_id, form)
    except BadInput as fault:
        form.blame(fault)
    except WrongMoment as fault:
        form.blame(BadInput(fault.sentence))
        return _page(review_id, form), 409
    return _page(review_id, form), 422


def _handed(review_id: int, form: HandForm) -> ResponseReturnValue:
    person = int(form.person.data)
    rows = delegations.hand(
        db(),
        review_id,
        form.places.data or (),
        person,
        wish=form.wish,
        seen=seen_row(form.seen.data),
        by=actor(),
        now=now(),
    )
    found, told = _found(review_id), names(db(), [person], by=actor()).get(person, "")
    is_own = person == actor().person
    flash(handing_words.handed(found, rows, told, is_own=is_own), "success")
    save()
    return redirect(_path(found, form.at.data or ""))


def take_back(review_id: int) -> ResponseReturnValue:
    form = request.form
    rows = delegations.take_back(
        db(),
        review_id,
        form.getlist("places"),
        seen=seen_row(form.get("seen")),
        by=actor(),
        now=now(),
    )
    found = _found(review_id)
    left = handed_work.work(db(), found, by=actor())
    flash(handing_words.returned(found, rows, left), "success")
    save()
    return redirect(_path(found, form.get("at", "")))


def _found(review_id: int) -> Dossier:
    return dossiers.dossier(db(), review_id, by=actor(), now=now())


def _path(found: Dossier, at: str) -> str:
    """Return where one came from: a question, an area, or the review, which lists what is handed."""
    review, where = found.review.id, core.place(found.pinned.checklist, at)
    if where is None:
        return addresses.handed(review)
    if where.question:
        return addresses.question(review, where.area, where.question)
    return addresses.area(review, where.area)
