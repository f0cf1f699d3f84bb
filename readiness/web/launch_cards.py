"""The page that is printed for the day of the launch, and the small form behind it."""

from __future__ import annotations

from collections.abc import Mapping

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core import launch_cards as core
from readiness.core.errors import BadInput, Conflict
from readiness.core.launch_cards import LaunchCard
from readiness.usecases import launch_cards
from readiness.usecases.names import names
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms import launch_cards as forms
from readiness.web.session import db, save


def show(review_id: int) -> ResponseReturnValue:
    day = launch_cards.launch_day(db(), review_id, by=actor(), now=now())
    return render_template("launch_cards/show.html", day=day, now=now())


def edit(review_id: int) -> ResponseReturnValue:
    return _form(review_id)


def change(review_id: int) -> ResponseReturnValue:
    typed = forms.card()
    try:
        launch_cards.save(db(), review_id, typed, base=forms.base(), by=actor(), now=now())
    except BadInput as fault:
        return _form(review_id, typed, forms.base(), fault.faults), 422
    except Conflict as fault:
        return _form(review_id, typed, fault.number, theirs=core.read(fault.theirs)), 409
    save(addresses.launch_day(review_id))
    flash("The card is saved. Print it for everybody who is there.", "success")
    return redirect(addresses.launch_day(review_id))


def _form(
    review_id: int,
    typed: LaunchCard | None = None,
    base: int | None = None,
    faults: Mapping[str, str] | None = None,
    theirs: LaunchCard | None = None,
) -> str:
    day = launch_cards.offer(db(), review_id, by=actor(), now=now())
    decides = names(db(), [theirs.decides if theirs else None], by=actor())
    return render_template(
        "launch_cards/edit.html",
        day=day,
        card=typed or day.card,
        is_unchecked=not day.number and typed is None,
        base=day.number if base is None else base,
        faults=faults or {},
        theirs=theirs,
        their_person="".join(decides.values()),
        people=launch_cards.able(db(), by=actor()),
        most=core.MOST_ROWS,
    )
