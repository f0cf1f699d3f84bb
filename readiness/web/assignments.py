"""Taking a gate in hand, handing it over and letting go of it."""

from __future__ import annotations

from flask import flash, redirect
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core.assignments import How
from readiness.core.errors import BadInput, WrongMoment
from readiness.usecases import assignments
from readiness.usecases.names import names
from readiness.web import gates
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.assignments import person, seen
from readiness.web.session import db, save


def assign(review_id: int, gate: str) -> ResponseReturnValue:
    """Give the gate to whoever was chosen, oneself included."""
    try:
        row = assignments.assign(
            db(), review_id, gate, person(), seen=seen(), by=actor(), now=now()
        )
    except BadInput as fault:
        return gates.page(review_id, gate, fault.sentence), 422
    except WrongMoment as fault:
        return gates.page(review_id, gate, fault.sentence), 409
    told = _told(row.person_id or 0, person(), is_away=row.how == How.SUBSTITUTE)
    save()
    flash(told, "success")
    return redirect(addresses.gate(review_id, gate))


def _told(taker: int, chosen: int, *, is_away: bool) -> str:
    known = names(db(), [taker, chosen], by=actor())
    mine = taker == actor().person
    told = (
        "You have this gate in hand." if mine else f"{known.get(taker, '')} has this gate in hand."
    )
    if not is_away or taker == chosen:
        return told
    stands = "you stand" if mine else f"{known.get(taker, '')} stands"
    return f"{known.get(chosen, '')} is out of office and {stands} in. {told}"


def release(review_id: int, gate: str) -> ResponseReturnValue:
    try:
        assignments.release(db(), review_id, gate, seen=seen(), by=actor(), now=now())
    except WrongMoment as fault:
        return gates.page(review_id, gate, fault.sentence), 409
    save()
    flash("Nobody has this gate in hand now: any member of its team can take it.", "success")
    return redirect(addresses.gate(review_id, gate))
