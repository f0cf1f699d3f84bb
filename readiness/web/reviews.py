"""The page of a review."""

from __future__ import annotations

from collections.abc import Mapping

from flask import render_template
from flask.typing import ResponseReturnValue

from readiness.core import addresses
from readiness.usecases import (
    action_item_pages,
    consultants,
    dossiers,
    plans,
    reachable,
    renewals,
    suggestions,
)
from readiness.web import asked_changes, renewal_notes, review_parts
from readiness.web.actor import actor
from readiness.web.apply_notices import notice
from readiness.web.clock import now
from readiness.web.gate_pages import told
from readiness.web.review_view import review_view
from readiness.web.session import db
from readiness.web.thread_places import open_of


def show(review_id: int) -> ResponseReturnValue:
    return page(review_id)


def page(review_id: int, refused: str = "", lacking: Mapping[str, str] | None = None) -> str:
    """Return the page, with what kept it from being sent."""
    found = dossiers.dossier(db(), review_id, by=actor(), now=now())
    renewal = renewals.of_review(db(), found, by=actor(), now=now())
    is_renewal = renewal.stands is not None
    view = review_view(db(), found, by=actor(), now=now(), renews=is_renewal)
    newer = notice(db(), found, by=actor(), now=now())
    waiting = suggestions.waiting(db(), found, by=actor())
    return render_template(
        "reviews/review.html",
        view=view,
        areas=review_parts.areas(found, view.counted, view.work),
        losses=review_parts.losses(found, view.counted),
        waivers=review_parts.waivers(found, now()),
        owed=action_item_pages.of_review(db(), found, by=actor(), now=now()),
        facts=told(found.review.facts),
        plan=addresses.plan(review_id) if plans.can_plan(found, actor()) else "",
        closing=plans.closing(found, now()),
        reach=reachable.when(db(), found, by=actor(), now=now()),
        moves=sorted([*review_parts.moves(found, view.names), *newer.moves], key=lambda m: m.at),
        newer=newer,
        renewal=renewal_notes.of_review(renewal),
        asked=asked_changes.of_review(db(), found, by=actor()),
        earlier=review_parts.earlier(found, waiting),
        talk=open_of(db(), found, by=actor()),
        consulting=consultants.consulting(db(), found, by=actor()),
        refused=refused,
        lacking=review_parts.open_places(found, lacking or {}),
    )
