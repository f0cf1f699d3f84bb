"""Choosing a password and proving that one knows it: slow, so it needs no session and holds no lock."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.adapters.passwords import Passwords
from readiness.core.accounts import password_fault
from readiness.core.errors import BadInput


@dataclass(frozen=True, slots=True)
class Chosen:
    """A password that may be used, hashed. Only `choose` makes one."""

    hash: str


@dataclass(frozen=True, slots=True)
class Candidate:
    """An account that somebody claims to own; both None if there is no such account."""

    account: int | None
    password_hash: str | None


@dataclass(frozen=True, slots=True)
class Proven:
    """An account whose password was given. Only `prove` makes one."""

    account: int
    password_hash: str


def choose(password: str, *, email: str, name: str, hasher: Passwords) -> Chosen:
    fault = password_fault(password, email=email, name=name)
    if fault:
        raise BadInput("The password was not set.", {"password": fault})
    return Chosen(hasher.hashed(password))


def prove(candidate: Candidate, password: str, *, hasher: Passwords, wrong: BadInput) -> Proven:
    """Raise `wrong` after the same time, whether the account exists or not."""
    is_right = hasher.is_right(password, candidate.password_hash)
    if not is_right or candidate.account is None or candidate.password_hash is None:
        raise wrong
    return Proven(candidate.account, candidate.password_hash)
