"""What kinds of connections there are, and what each of them wants to hear of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum


class Kind(StrEnum):
    SLACK = "slack"
    TEAMS = "teams"
    WEBHOOK = "webhook"


KINDS: Mapping[Kind, str] = {
    Kind.SLACK: "Slack",
    Kind.TEAMS: "Microsoft Teams",
    Kind.WEBHOOK: "Webhook",
}
#: What is said where somebody tries a connection out. Nobody chooses it.
TEST_EVENT = "connection.test"


#: What connections can be told of, in the order of a review's life.
EVENTS: Mapping[str, str] = {
    "review.started": "A review started",
    "review.planned": "A review was planned for another time",
    "work.handed": "Areas or questions were handed to somebody",
    "gate.submitted": "Areas were sent to their reviewers",
    "gate.turn": "A gate waits for a signature",
    "gate.stale": "A gate needs a fresh vote",
    "gate.assigned": "A gate was given to somebody",
    "gate.voted": "Somebody voted on a gate",
    "vote.withdrawn": "A vote was taken back",
    "comment.made": "Somebody commented",
    "thread.resolved": "A thread was resolved",
    "thread.reopened": "A thread was reopened",
    "waiver.asked": "A waiver was asked for",
    "waiver.granted": "A waiver was granted",
    "waiver.refused": "A waiver was refused",
    "waiver.narrowed": "A waiver ends earlier",
    "waiver.revoked": "A waiver was revoked",
    "waiver.ends": "A waiver ends soon",
    "approval.ends": "An approval ends soon",
    "action_item.added": "An action item was added",
    "action_item.done": "An action item is done",
    "action_item.dropped": "An action item was dropped",
    "action_item.due": "An action item is due",
    "gate.overdue": "A gate is overdue",
    "review.applied": "Newer facts or a newer checklist were applied",
    "review.approved": "A review was approved",
    "review.reopened": "A review was reopened",
    "review.launched": "A service launched",
    "review.renewed": "An approval is being renewed",
    "review.abandoned": "A review was abandoned",
    "service.accepted": "An SRE team took a service over",
    "service.handed_back": "A service was handed back",
    "service.retired": "A service was retired",
}


def wants(events: Collection[str], teams: Collection[str], *, event: str, team: str) -> bool:
    """Return whether it hears of the event at a service of that team. None chosen means all."""
    return (not events or event in events) and (not teams or team in teams)
