"""Which entries of the ledger are told to whom. What is neither told nor silent on purpose fails."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.core import notice_lives, notice_work
from readiness.core.notice_tellings import Telling

#: In the order of importance: of several things about one place that come together, a person is
#: told of the first. After a colon stands the choice of a vote.
TABLE: Mapping[str, Telling] = {**notice_work.TELLINGS, **notice_lives.TELLINGS}

#: They are no entries of the ledger but follow from what was done: a gate's turn has come.
DERIVED = frozenset({"gate.turn", "gate.stale", "review.renewed"})

#: Told to nobody, on purpose: what a person did with their own account, what administrators do
#: among themselves, and what the pages show to whoever works there.
SILENT = frozenset(
    {
        "absence.ended",
        "absence.told",
        "account.deactivated",
        "account.made",
        "account.reactivated",
        "adviser.left",
        "answer.carried",
        "answer.saved",
        "asked_often.seen",
        "checklist.seen",
        "connection.changed",
        "connection.made",
        "connection.removed",
        "connection.secret_changed",
        "connection.switched_off",
        "connection.switched_on",
        "connection.tested",
        "delivery.replayed",
        "deployment.reported",
        "file.attached",
        "file.damaged",
        "file.drawn",
        "file.recovered",
        "key.made",
        "key.rotated",
        "launch_card.saved",
        "link.made",
        "link.withdrawn",
        "mail.chosen",
        "mail.switched_off",
        "member.added",
        "member.removed",
        "password.changed",
        "profile.changed",
        "report.asked",
        "report.drafted",
        "report.stored",
        "role.granted",
        "role.revoked",
        "service.created",
        "service.facts_changed",
        "service.moved",
        "sign_in.confirmed",
        "sign_in.ended",
        "sign_in.started",
        "team.created",
        "team.holiday_removed",
        "team.holidays_added",
        "team.week_changed",
        "token.made",
        "token.revoked",
    }
)

RANK: Mapping[str, int] = {event: number for number, event in enumerate(TABLE)}


def name_of(event: str, about: Mapping[str, object]) -> str:
    """Return the name in the table: a vote has one for each choice, a comment one if it mentions."""
    if event == "gate.voted":
        return f"{event}:{about['choice']}"
    return f"{event}:mentions" if event == "comment.made" and about.get("mentions") else event


def telling_of(event: str, about: Mapping[str, object]) -> Telling | None:
    """Return how it is told, None if nobody is.

    A checklist is told of only where it got weaker, a gate that was given to the least loaded only
    once it is their turn.
    """
    if event == "checklist.synced" and not about.get("weaker"):
        return None
    if event == "gate.assigned" and about.get("how") == "least_loaded":
        return None
    return TABLE.get(name_of(event, about))
