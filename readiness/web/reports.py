"""The reports of a review: what there is, asking for a draft, and the files."""

from __future__ import annotations

from flask import (
    Response,
    flash,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.core.rights import Action, may
from readiness.usecases import report_pages, report_requests
from readiness.usecases.report_pages import File
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.session import db, save


def show(review_id: int) -> ResponseReturnValue:
    return render_template(
        "reports/show.html",
        page=report_pages.report(db(), review_id, by=actor(), now=now()),
        can_ask=may(actor(), Action.ASK_REPORT),
        review_path=addresses.review(review_id),
    )


def ask(review_id: int) -> ResponseReturnValue:
    said = request.form.get("comments") != "without"
    report_requests.ask_draft(db(), review_id, with_comments=said, by=actor(), now=now())
    save()
    flash("The draft is being made. You can leave this page.", "success")
    return redirect(url_for("reports.show", review_id=review_id))


def download(review_id: int) -> ResponseReturnValue:
    file = report_pages.file(
        db(),
        review_id,
        by=actor(),
        approval=request.args.get("approval", type=int),
        draft="draft" in request.args,
    )
    return _attached(file)


def _attached(file: File) -> Response:
    """Return the file to be saved. It holds what only this person may read, so nobody keeps it."""
    response = make_response(file.content)
    response.headers["Content-Type"] = "application/pdf"
    response.headers["Content-Disposition"] = f'attachment; filename="{file.name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
