"""The installation that a session belongs to: its address, its mail, its secret."""

from __future__ import annotations

from sqlalchemy.orm import Session

from readiness.adapters.keys import kept_key
from readiness.core.sites import Site
from readiness.settings import Settings


def site(settings: Settings) -> Site:
    """Return what use cases may know of the settings. The key is made at the first call."""
    return Site(
        public_url=settings.public_url,
        mail_from=settings.mail_from if settings.mail_host else "",
        key=settings.secret_key or kept_key(settings.instance / "secret.key"),
        outside_networks=settings.outside_networks,
        verdict_minutes=settings.verdict_minutes,
    )


def site_of(session: Session) -> Site:
    found: Site = session.info["site"]
    return found
