"""The inbox: what one was told. Reading the page changes nothing; following a notice is a form."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.usecases import inboxes
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.numbers import page_number
from readiness.web.session import db, save


def show() -> ResponseReturnValue:
    number = page_number(request.args.get("page", ""))
    return render_template("inbox/show.html", page=inboxes.page(db(), number=number, by=actor()))


def follow(notice_id: int) -> ResponseReturnValue:
    leads_to = inboxes.read(db(), notice_id, by=actor(), now=now())
    save(leads_to)
    return redirect(leads_to)


def read(notice_id: int) -> ResponseReturnValue:
    inboxes.read(db(), notice_id, by=actor(), now=now())
    save()
    return redirect(addresses.inbox())


def read_all() -> ResponseReturnValue:
    up_to = request.form.get("up_to", 0, type=int)
    inboxes.read_all(db(), up_to=up_to, by=actor(), now=now())
    save()
    flash("Everything that was shown is marked as read.", "success")
    return redirect(addresses.inbox())
