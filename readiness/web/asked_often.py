"""Questions that are asked about often, with a help text to start from."""

from __future__ import annotations

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core.rights import Action, may
from readiness.usecases import asked_often
from readiness.web.actor import actor
from readiness.web.session import db, save


def show() -> ResponseReturnValue:
    return render_template(
        "asked_often/show.html",
        offers=asked_often.offers(db(), by=actor()),
        can_put_away=may(actor(), Action.PUT_AWAY_ASKED),
        addresses=addresses,
    )


def put_away(name: str, question: str) -> ResponseReturnValue:
    asked_often.put_away(db(), name, question, by=actor())
    save()
    return redirect(addresses.asked_often())
