"""What changed from one version of a checklist to another, for people and for programs."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from readiness.core.checklist_differences import weaker
from readiness.core.difference_words import as_plain, grouped
from readiness.usecases import checklist_differences
from readiness.web.actor import actor
from readiness.web.numbers import row_number
from readiness.web.session import db, save


def show(name: str) -> ResponseReturnValue:
    old, new = (request.args.get(each, type=row_number) for each in ("from", "to"))
    found, numbers = checklist_differences.choose(db(), name, old, new, by=actor())
    if request.args.get("format") == "json":
        return as_plain(found.old.document, found.new.document, found.changes)
    return render_template(
        "checklist_differences/show.html",
        old=found.old,
        new=found.new,
        numbers=numbers,
        groups=grouped(found.changes),
        count=len(found.changes),
        weaker=len(weaker(found.changes)),
    )


def put_away(name: str, number: int) -> ResponseReturnValue:
    checklist_differences.put_away(db(), name, number, by=actor())
    save()
    return redirect(url_for("home.show"))
