"""One action item of a review, and the moves that can be made with it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core.errors import BadInput
from readiness.usecases import action_item_moves, action_item_pages
from readiness.usecases.action_item_pages import ReadItem
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.action_items import ChangeForm, WhyForm
from readiness.web.session import db, save


@dataclass(slots=True)
class Forms:
    """What can be typed on the page. The names differ, as all of them stand on it together."""

    change: ChangeForm
    drop: WhyForm
    reopen: WhyForm


def _forms() -> Forms:
    return Forms(
        ChangeForm(formdata=None, prefix="change-"),
        WhyForm(formdata=None, prefix="drop-"),
        WhyForm(formdata=None, prefix="reopen-"),
    )


def show(review_id: int, item_id: int) -> ResponseReturnValue:
    return _page(review_id, item_id, _forms())


def _page(review_id: int, item_id: int, forms: Forms) -> str:
    read = action_item_pages.item(db(), review_id, item_id, by=actor(), now=now())
    _offer(forms.change, read)
    return render_template(
        "action_items/show.html",
        read=read,
        forms=forms,
        paths={
            "service": addresses.service(read.found.service.slug),
            "review": addresses.review(review_id),
            "item": addresses.action_item(review_id, item_id),
        },
    )


def _offer(form: ChangeForm, read: ReadItem) -> None:
    """Fill in what holds now, unless something was typed already."""
    item = read.listed.standing.item
    owners = dict(read.owners)
    if item.owner is not None:
        owners.setdefault(item.owner, f"{read.names[item.owner]}, no longer in the team")
    form.offer(owners)
    if not form.is_submitted():
        form.owner.data = str(item.owner or "")
        form.due_on.data = item.due_on


def change(review_id: int, item_id: int) -> ResponseReturnValue:
    forms = _forms()
    forms.change = form = ChangeForm(prefix="change-")
    _offer(form, action_item_pages.item(db(), review_id, item_id, by=actor(), now=now()))
    try:
        if form.validate():
            said = {"owner": form.chosen_owner, "due_on": form.due_on.data}
            action_item_moves.change(
                db(), review_id, item_id, **said, reason=form.reason.data, by=actor(), now=now()
            )
            return _done(review_id, item_id, "Changed.")
    except BadInput as fault:
        form.blame(fault)
    return _page(review_id, item_id, forms), 422


def take(review_id: int, item_id: int) -> ResponseReturnValue:
    action_item_moves.take(db(), review_id, item_id, by=actor(), now=now())
    return _done(review_id, item_id, "It is yours now.")


def close(review_id: int, item_id: int) -> ResponseReturnValue:
    action_item_moves.close(db(), review_id, item_id, by=actor(), now=now())
    return _done(review_id, item_id, "Done. It can be reopened.")


def reopen(review_id: int, item_id: int) -> ResponseReturnValue:
    forms = _forms()
    forms.reopen = form = WhyForm(prefix="reopen-")
    try:
        if form.validate():
            said = {"reason": form.reason.data, "by": actor(), "now": now()}
            action_item_moves.reopen(db(), review_id, item_id, **said)
            return _done(review_id, item_id, "Reopened.")
    except BadInput as fault:
        form.blame(fault)
    return _page(review_id, item_id, forms), 422


def drop(review_id: int, item_id: int) -> ResponseReturnValue:
    forms = _forms()
    forms.drop = form = WhyForm(prefix="drop-")
    try:
        if form.validate():
            said = {"reason": form.reason.data, "by": actor(), "now": now()}
            action_item_moves.drop(db(), review_id, item_id, **said)
            return _done(review_id, item_id, "Dropped. It is kept, with the reason.")
    except BadInput as fault:
        form.blame(fault)
    return _page(review_id, item_id, forms), 422


def _done(review_id: int, item_id: int, sentence: str) -> ResponseReturnValue:
    save()
    flash(sentence, "success")
    return redirect(addresses.action_item(review_id, item_id))
