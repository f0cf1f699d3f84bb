"""Action items: the lists of what is owed, adding one to a review, and what becomes of one."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core.errors import BadInput
from readiness.core.kind_words import noun
from readiness.usecases import action_item_pages, action_items, owed_items
from readiness.usecases.owed_items import Whose
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.action_items import BEFORE, AddForm
from readiness.web.numbers import page_number
from readiness.web.session import db, save


def index() -> ResponseReturnValue:
    asked = request.args.get("whose", "")
    whose = Whose(asked) if asked in set(Whose) else Whose.MINE
    number = page_number(request.args.get("page", ""))
    found = owed_items.page(db(), whose, number=number, by=actor(), now=now())
    return render_template("action_items/index.html", page=found, whose=Whose)


def offer(review_id: int) -> ResponseReturnValue:
    return _new_page(review_id, AddForm(formdata=None))


def _new_page(review_id: int, form: AddForm) -> str:
    adding = _offered(review_id, form)
    review = addresses.review(review_id)
    return render_template("action_items/new.html", adding=adding, form=form, review=review)


def _offered(review_id: int, form: AddForm) -> action_item_pages.Adding:
    adding = action_item_pages.adding(db(), review_id, by=actor(), now=now())
    form.offer(adding.owners)
    form.offer_when(noun(adding.found.review.kind), is_launched=adding.is_launched)
    return adding


def add(review_id: int) -> ResponseReturnValue:
    form = AddForm()
    _offered(review_id, form)
    try:
        if form.validate():
            return _added(review_id, form)
    except BadInput as fault:
        form.blame(fault)
    return _new_page(review_id, form), 422


def _added(review_id: int, form: AddForm) -> ResponseReturnValue:
    is_before = form.when.data == BEFORE
    row = action_items.add(
        db(),
        review_id,
        title=form.title.data or "",
        link=form.link.data or "",
        owner=form.chosen_owner,
        due_on=form.due_on.data,
        before_launch=is_before,
        by=actor(),
        now=now(),
    )
    place = addresses.action_item(review_id, row.id)
    save(place)
    flash("Added. It blocks until it is done." if is_before else "Added.", "success")
    return redirect(place)
