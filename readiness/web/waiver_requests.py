"""Asking for a waiver from the card of a question, with the work that removes the need for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core.errors import BadInput, WrongMoment
from readiness.core.waiver_requests import Remedy, Request
from readiness.usecases import answers, waivers
from readiness.web import areas
from readiness.web.actor import actor
from readiness.web.cards import Refusal
from readiness.web.clock import now
from readiness.web.session import db, save

FIELDS = ("reason", "control", "until", "item_title", "item_link", "item_owner", "item_due")


def ask(review_id: int, question: str) -> ResponseReturnValue:
    asked = answers.question_of(db(), review_id, question, by=actor())
    question, area = asked.id, asked.area
    typed = {name: request.form.get(name, "").strip() for name in FIELDS}
    try:
        waivers.ask(db(), review_id, question, _request(typed), by=actor(), now=now())
    except BadInput as refused:
        refusal = Refusal(question, "waiver", typed, refused.sentence, refused.faults)
        return areas.page(review_id, area, refusal), 422
    except WrongMoment as refused:
        refusal = Refusal(question, "waiver", typed, refused.sentence)
        return areas.page(review_id, area, refusal), 409
    save()
    return redirect(addresses.question(review_id, area, question))


def _request(typed: Mapping[str, str]) -> Request:
    remedy = Remedy(
        title=" ".join(typed["item_title"].split()),
        link=typed["item_link"],
        owner=int(typed["item_owner"]) if typed["item_owner"].isdecimal() else None,
        due_on=_day(typed["item_due"]),
    )
    return Request(typed["reason"], typed["control"], _day(typed["until"]), remedy)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def withdraw(review_id: int, waiver_id: int) -> ResponseReturnValue:
    waivers.withdraw(db(), review_id, waiver_id, by=actor(), now=now())
    save()
    flash("Taken back. Nobody has to decide on it any more.", "success")
    return redirect(url_for("waivers.show", review_id=review_id, waiver_id=waiver_id))
