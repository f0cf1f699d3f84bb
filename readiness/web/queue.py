"""What waits for each reviewing team, and what of it waits for me."""

from __future__ import annotations

from flask import render_template
from flask.typing import ResponseReturnValue

from readiness.core import clock_words
from readiness.usecases import queues, worklists
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.session import db


def show() -> ResponseReturnValue:
    work = worklists.worklist(db(), by=actor(), now=now())
    return render_template(
        "queue/show.html",
        queues=queues.queues(db(), by=actor(), now=now()),
        mine=(*work.signing, *work.waivers),
        waivers=work.waivers,
        states=clock_words.STATES,
        how=clock_words.how,
        days=clock_words.working_days,
    )
