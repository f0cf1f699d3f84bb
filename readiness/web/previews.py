"""Starting a review: what it would ask, who could sign it, and the button."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core.errors import BadInput
from readiness.usecases import previews, profiles, renewals, starting
from readiness.usecases.previews import Preview
from readiness.web import renewal_notes
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.fields import choices
from readiness.web.forms.previews import PUT_FORWARD, StartForm, usual
from readiness.web.session import db, save


def show(slug: str) -> ResponseReturnValue:
    preview = _preview(slug)
    return _page(slug, preview, _form(slug, preview))


def _preview(slug: str) -> Preview:
    checklist = request.args.get("checklist", "")
    return previews.preview(db(), slug, checklist=checklist, by=actor(), now=now())


def _form(slug: str, preview: Preview) -> StartForm:
    """Return the form for what was chosen, production first of where it may be started."""
    found = profiles.profile(db(), slug, by=actor(), now=now())
    places = [name for name, _ in found.verdicts if name in preview.offer.environments]
    form = StartForm(data={"environment": places[0], **usual(now(), actor().time_zone)})
    form.environment.choices = choices((name, name) for name in places)
    form.day.label.text = f"Planned {preview.noun}"
    return form


def _page(slug: str, preview: Preview, form: StartForm) -> str:
    kind = preview.checklist.kind
    standing = renewals.of_service(db(), slug, kind, by=actor(), now=now())
    return render_template(
        "previews/show.html",
        renewal=renewal_notes.of_service(standing),
        profile=profiles.profile(db(), slug, by=actor(), now=now()),
        preview=preview,
        form=form,
    )


def start(slug: str) -> ResponseReturnValue:
    preview = _preview(slug)
    form = _form(slug, preview)
    try:
        started = _started(slug, preview, form) if form.validate() else None
    except BadInput as fault:
        form.blame(fault)
        started = None
    if started is None:
        return _page(slug, preview, form), 422
    flash("The review is started. Its answers save as you give them.", "success")
    return redirect(addresses.review(started))


def _started(slug: str, preview: Preview, form: StartForm) -> int:
    planned_at = form.planned_at(actor().time_zone)
    if planned_at is None:
        raise BadInput(*PUT_FORWARD)
    review = starting.start(
        db(),
        slug,
        kind=preview.checklist.kind,
        checklist=preview.checklist.id,
        environment=form.environment.data,
        planned_at=planned_at,
        by=actor(),
        now=now(),
    )
    save(addresses.review(review.id))
    return review.id
