"""Badges: the verdict for whoever has the link, for as long as its token is neither over nor revoked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.adapters import badge_links
from readiness.core.badges import Badge
from readiness.core.errors import NotFound
from readiness.core.rights import Action, Actor, Scope, require
from readiness.store import environments, tokens, verdicts
from readiness.store.services import Service
from readiness.store.tokens import ApiToken
from readiness.usecases import standing_freezes, standing_verdicts
from readiness.usecases import tokens as token_cases
from readiness.usecases.sites import site_of

NONE = "There is no badge here: its token is over or was revoked, or the link is not whole."


def links(session: Session, slug: str, *, by: Actor, now: datetime) -> Mapping[str, str]:
    """Return by environment the link of the service's newest good token for badges."""
    listed = token_cases.of_service(session, slug, by=by)
    good = [each.token for each in listed if _is_for_badges(each.token, now)]
    if not good:
        return {}
    key = site_of(session).key
    places = environments.every_environment(session)
    return {place.name: badge_links.signed(good[0].key, place.name, key) for place in places}


def badge(session: Session, text: str, *, by: Actor, now: datetime) -> Badge:
    """Return what a link tells. It says no more of a link that is none than that."""
    require(by, Action.SHOW_BADGE)
    read = badge_links.read(text, site_of(session).key)
    row = tokens.token_by_key(session, read[0]) if read else None
    if read is None or row is None or not _is_for_badges(row, now):
        raise NotFound(NONE)
    places = {place.name: place.id for place in environments.every_environment(session)}
    service = session.get_one(Service, row.service_id)
    found = verdicts.segment_at(session, service.id, places[read[1]], now)
    is_current = found is not None and (found.ends_at is None or now < found.ends_at)
    if found is None or not is_current:
        return Badge(service.slug, read[1], standing_verdicts.read(None, None).kind)
    calendar = standing_freezes.calendar(session)
    laid = standing_freezes.over(
        found, calendar, service=service.slug, environment=read[1], now=now
    )
    return Badge(service.slug, read[1], standing_verdicts.read(laid, None).kind)


def _is_for_badges(row: ApiToken, now: datetime) -> bool:
    is_good = row.revoked_at is None and now < row.ends_at
    return is_good and Scope.BADGE in row.scopes and row.service_id is not None
