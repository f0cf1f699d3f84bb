"""Who is out of office, until when, and who stands in for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from sqlalchemy.orm import Session

from readiness.store.absences import Absence, newest_absences


def away(session: Session, people: Collection[int], today: date) -> Mapping[int, Absence]:
    """Return by person who of them is out of office on that day."""
    return {
        person: absence
        for person, absence in newest_absences(session, people).items()
        if absence.until is not None and today <= absence.until
    }
