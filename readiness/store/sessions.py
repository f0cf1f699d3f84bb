"""The types of an open session and its failures, named for floors that know no SQLAlchemy."""

from __future__ import annotations

from sqlalchemy.exc import IntegrityError as OvertakenByOther
from sqlalchemy.exc import OperationalError as DatabaseFailed
from sqlalchemy.orm import Session

__all__ = ["DatabaseFailed", "OvertakenByOther", "Session"]
