"""The administrator's page of one receiver: what was sent to it, and what is to be sent again."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from readiness.core.connections import EVENTS
from readiness.usecases import receiver_pages, replays
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.session import db, save

ONE_WAITS = "The message waits to be sent again, with the id that it had."


def show(receiver_id: int) -> ResponseReturnValue:
    return render_template(
        "deliveries/show.html",
        listed=receiver_pages.one(db(), receiver_id, by=actor()),
        deliveries=receiver_pages.latest(db(), receiver_id, by=actor()),
        events=EVENTS,
    )


def replay_all(receiver_id: int) -> ResponseReturnValue:
    count = replays.replay_all(db(), receiver_id, by=actor(), now=now())
    if count == 1:
        return _done(receiver_id, ONE_WAITS)
    return _done(
        receiver_id, f"{count} messages wait to be sent again, with the ids that they had."
    )


def replay(receiver_id: int, delivery_id: int) -> ResponseReturnValue:
    replays.replay(db(), receiver_id, delivery_id, by=actor(), now=now())
    return _done(receiver_id, ONE_WAITS)


def _done(receiver_id: int, told: str) -> ResponseReturnValue:
    save()
    flash(told, "success")
    return redirect(url_for("deliveries.show", receiver_id=receiver_id))
