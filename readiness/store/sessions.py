"""The type of an open session, named for floors that know no SQLAlchemy."""

from __future__ import annotations

from sqlalchemy.orm import Session as Session
