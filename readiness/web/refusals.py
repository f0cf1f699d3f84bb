"""A refusal in the words of its gate's page: how it ends, and what a vote of the reader does to it."""

from __future__ import annotations

from readiness.core.signoffs import Choice
from readiness.store.signoffs import Vote
from readiness.usecases.readings import Reading


def ends(read: Reading, row: Vote) -> str:
    """Return what ends this refusal, for this reader."""
    name, changed = read.names[row.by], row.digest != read.gate.ballot.digest
    whose = "you take it back or vote anew" if row.by == read.reader else _theirs(name)
    others = _others(read, row)
    how = f"It ends when {whose}{others}."
    if read.found.phase.is_approved:
        return f"{how} To change what it covers, the team reopens it first."
    so_far = "It has changed since." if changed else "It has not changed yet."
    return f"{how} Sending alone does not end it. {so_far}"


def _theirs(name: str) -> str:
    return f"{name} takes it back or votes anew"


def _others(read: Reading, row: Vote) -> str:
    people, team = read.gate.rule.people, read.teams[read.gate.rule.team]
    others = len(read.able - {row.by})
    if others < people:
        who = f"too few others of {team} may" if others else f"nobody else of {team} may"
        return f"; {who} sign here"
    who = f"1 other member of {team} approves" if people == 1 else ""
    who = who or f"{people} other members of {team} approve"
    return f", or when what the gate covers has changed and {who} it, naming this refusal"


def of_own(read: Reading) -> str:
    """Return what a vote of the reader does to their own refusal; nothing if they gave none."""
    if not read.has_refused:
        return ""
    if Choice.APPROVE in read.choices:
        return "You refused. Your approval takes your refusal back, as asking for changes does."
    if Choice.REQUEST_CHANGES in read.choices:
        return "You refused. Asking for changes takes your refusal back."
    return ""
