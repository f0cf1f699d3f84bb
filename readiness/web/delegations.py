"""Handing areas and questions of a review to people, and taking them back."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core.errors import BadInput, WrongMoment
from readiness.usecases import delegation_pages, delegations
from readiness.usecases.names import names
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.delegations import HandForm
from readiness.web.session import db, save


def offer(review_id: int) -> ResponseReturnValue:
    form = HandForm(formdata=None, data={"places": request.args.getlist("place")})
    return _page(review_id, form)


def _page(review_id: int, form: HandForm) -> str:
    offering = delegation_pages.offering(db(), review_id, by=actor(), now=now())
    form.offer(offering)
    form.seen.data = str(offering.work.seen)
    return render_template("delegations/hand.html", offering=offering, form=form)


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
    delegations.hand(
        db(),
        review_id,
        form.places.data or (),
        person,
        wish=form.wish,
        seen=form.seen_row,
        by=actor(),
        now=now(),
    )
    told = names(db(), [person], by=actor()).get(person, "")
    save()
    mine = person == actor().person
    flash(f"{'You were' if mine else f'{told} was'} asked to answer it.", "success")
    return redirect(addresses.handed(review_id))


def take_back(review_id: int) -> ResponseReturnValue:
    places, seen = request.form.getlist("places"), request.form.get("seen", "")
    delegations.take_back(
        db(),
        review_id,
        places,
        seen=int(seen) if seen.isdecimal() and len(seen) < 19 else 0,
        by=actor(),
        now=now(),
    )
    save()
    flash("It is back with the team that owns the service.", "success")
    return redirect(addresses.handed(review_id))
