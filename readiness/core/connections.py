"""What kinds of connections there are, and what each of them wants to hear of."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Group:
    """Events about one thing. Who chooses `choice` hears of all of them, also of those to come."""

    choice: str
    name: str
    events: Mapping[str, str]


#: What connections can be told of, by what it is about.
GROUPS = (
    Group(
        "all:reviews",
        "Reviews from the start to the launch",
        {
            "review.started": "A review started",
            "review.planned": "A review was planned for another time",
            "launch.near": "A review is planned for tomorrow and not approved yet",
            "review.applied": "Newer facts or a newer checklist were applied",
            "review.approved": "A review was approved",
            "review.reopened": "A review was reopened",
            "review.launched": "A service launched",
            "review.abandoned": "A review was abandoned",
            "approval.ends": "An approval ends soon",
            "review.renewed": "An approval is being renewed",
        },
    ),
    Group(
        "all:gates",
        "Gates and signatures",
        {
            "gate.submitted": "Areas were sent to their reviewers",
            "gate.turn": "A gate waits for a signature",
            "gate.stale": "A gate needs a fresh vote",
            "gate.assigned": "A gate was given to somebody",
            "gate.voted": "Somebody voted on a gate",
            "vote.withdrawn": "A vote was taken back",
            "gate.overdue": "A gate is overdue",
        },
    ),
    Group(
        "all:answers",
        "Answers and comments",
        {
            "work.handed": "Areas or questions were handed to somebody",
            "comment.made": "Somebody commented",
            "thread.resolved": "A thread was resolved",
            "thread.reopened": "A thread was reopened",
        },
    ),
    Group(
        "all:waivers",
        "Waivers",
        {
            "waiver.asked": "A waiver was asked for",
            "waiver.granted": "A waiver was granted",
            "waiver.refused": "A waiver was refused",
            "waiver.narrowed": "A waiver ends earlier",
            "waiver.revoked": "A waiver was revoked",
            "waiver.ends": "A waiver ends soon",
        },
    ),
    Group(
        "all:action_items",
        "Action items",
        {
            "action_item.added": "An action item was added",
            "action_item.done": "An action item is done",
            "action_item.dropped": "An action item was dropped",
            "action_item.due": "An action item is due",
        },
    ),
    Group(
        "all:stops",
        "Holds and freezes",
        {
            "hold.set": "A service was held",
            "hold.ended": "A hold was ended",
            "glass.broken": "Something was let through while the gate was down",
            "advisory.begun": "The gate was made advisory somewhere",
            "advisory.ended": "The gate is enforced again",
            "freeze.made": "Launches or deployments were frozen",
            "freeze.shortened": "A freeze ends earlier",
            "freeze.excepted": "A service was excepted from a freeze",
        },
    ),
    Group(
        "all:services",
        "Who runs a service",
        {
            "service.accepted": "An SRE team took a service over",
            "service.handed_back": "A service was handed back",
            "service.retired": "A service was retired",
        },
    ),
)
EVENTS: Mapping[str, str] = {name: word for each in GROUPS for name, word in each.events.items()}
EVERY_CHOICE = frozenset(EVENTS) | {each.choice for each in GROUPS}


def wants(chosen: Collection[str], teams: Collection[str], *, event: str, team: str) -> bool:
    """Return whether it hears of the event at a service of that team. None chosen means all."""
    names = {event} | {each.choice for each in GROUPS if event in each.events}
    return (not chosen or bool(names & set(chosen))) and (not teams or team in teams)
