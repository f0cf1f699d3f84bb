"""Computes what the gate answers about a service, for now and for every end already known."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Session


def compute(session: Session, service_id: int, *, now: datetime) -> None:
    """Replace the stored segments and summaries of the service."""
