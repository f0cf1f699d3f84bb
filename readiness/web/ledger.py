"""What happened, newest first, and the proof that nothing of it was changed."""

from __future__ import annotations

from flask import render_template, request
from flask.typing import ResponseReturnValue

from readiness.core.ledger_words import SENTENCES
from readiness.extensions import limiter
from readiness.usecases import ledger, ledger_pages, services
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.numbers import row_number
from readiness.web.session import db


def index() -> ResponseReturnValue:
    given = request.args
    wanted = {name: given.get(name, "").replace("\0", "") for name in ("service", "event")}
    found = ledger_pages.page(
        db(), by=actor(), before=given.get("before", type=row_number), **wanted
    )
    return render_template(
        "ledger/index.html",
        page=found,
        wanted=wanted,
        is_first="before" not in given,
        events=sorted(SENTENCES),
        services=services.every(db(), by=actor()),
    )


@limiter.limit("12 per minute", key_func=lambda: str(actor().account))
def prove() -> ResponseReturnValue:
    """Walk the whole chain, which takes about a second for each 20,000 entries."""
    proof = ledger.verify(db(), by=actor())
    return render_template("ledger/proof.html", proof=proof, at=now())
