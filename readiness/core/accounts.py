"""What an e-mail address, a password, a slug and a time zone must be like."""

from __future__ import annotations

import re
import unicodedata

from readiness.core.common_passwords import COMMON

LEAST, MOST = 12, 200
_EMAIL = re.compile(r"[^@\s,;<>\"]{1,64}@[^@\s,;<>\"]{1,189}")
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,38}[a-z0-9])?")


def normal_email(text: str) -> str | None:
    """Return the address as accounts are found by it, or None if it cannot be one."""
    email = unicodedata.normalize("NFC", text).strip().lower()
    return email if _EMAIL.fullmatch(email) else None


def is_slug(text: str) -> bool:
    return _SLUG.fullmatch(text) is not None


def password_fault(password: str, *, email: str, name: str) -> str | None:
    """Return what is wrong with a new password, or None."""
    if len(password) < LEAST:
        return f"Use at least {LEAST} characters; a few unrelated words are easy to remember."
    if len(password) > MOST:
        return f"Use at most {MOST} characters."
    plain = _letters(password)
    if plain in {_letters(email), _letters(email.partition("@")[0]), _letters(name)}:
        return "Choose something else than your name or e-mail address."
    if plain in COMMON or len(set(password)) < 5:
        return "This is among the first passwords that somebody would try. Choose another."
    return None


def _letters(text: str) -> str:
    """Return what remains when case, spaces and signs are disregarded."""
    return "".join(sign for sign in text.casefold() if sign.isalnum())
