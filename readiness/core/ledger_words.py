"""Each entry of the ledger as a sentence. The table names every event there is."""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter

#: `{who}` acted; the other names are what the entry is about.
SENTENCES: Mapping[str, str] = {
    "absence.ended": "{who} is back in office",
    "absence.told": "{who} is out of office until {until}",
    "account.made": "{who} made an account for {person}",
    "account.deactivated": "{who} deactivated an account of {person}",
    "account.reactivated": "{who} reactivated an account of {person}",
    "action_item.added": "{who} added action item {item}, due on {due_on}",
    "action_item.changed": "{who} changed whose action item {item} is or when, due on {due_on}",
    "action_item.done": "{who} marked action item {item} as done",
    "action_item.dropped": "{who} dropped action item {item}",
    "action_item.reopened": "{who} reopened action item {item}, due on {due_on}",
    "answer.carried": "{who} confirmed the answer to {question} that review {earlier} gave",
    "answer.saved": "{who} saved revision {number} of the answer to {question}",
    "asked_often.seen": "{who} has seen that {question} of the checklist {checklist} is asked about",
    "checklist.seen": "{who} has seen what version {version} of the checklist {checklist} asks less of",
    "checklist.synced": "{who} took in version {version} of the checklist {checklist}",
    "comment.edited": "{who} edited a comment on {place}",
    "comment.made": "{who} commented on {place}",
    "connection.changed": "{who} changed connection {connection}: {fields}",
    "connection.gone": "Connection {connection} was switched off: its receiver is gone",
    "connection.made": "{who} made connection {connection} ({kind})",
    "connection.removed": "{who} removed connection {connection}",
    "connection.secret_changed": "{who} gave connection {connection} a new secret",
    "connection.switched_off": "{who} switched connection {connection} off",
    "connection.switched_on": "{who} switched connection {connection} on",
    "connection.tested": "{who} sent connection {connection} a test message",
    "delivery.replayed": "{who} had messages sent again that were given up: {count}",
    "advisory.begun": "{who} made the gate advisory for the {scope} {value}",
    "advisory.ended": "{who} enforced the gate for the {scope} {value} again",
    "adviser.left": "{who} left the review without a consultant",
    "adviser.named": "{who} named {person} the consultant of the review",
    "deployment.reported": "{who} reported a deployment to {environment}; the gate said {verdict}",
    "file.attached": "{who} attached the file {file} to the answer to {question}",
    "file.damaged": "A check found the file {file} {condition}",
    "file.drawn": "A small picture of the file {file} was made",
    "file.recovered": "A check found the file {file} whole again",
    "evidence.damaged": "Evidence of the review is damaged: the file {file}",
    "evidence.recovered": "Evidence of the review is whole again: the file {file}",
    "freeze.excepted": "{who} excepted the service from freeze {freeze}",
    "freeze.made": "{who} froze {covers} into {environments}, freeze {freeze}, until {ends_at}",
    "freeze.shortened": "{who} let freeze {freeze} end on {ends_at}",
    "gate.assigned": "{who} gave the gate {gate} to {person} ({how})",
    "gate.released": "{who} let go of the gate {gate}",
    "gate.submitted": "{who} sent the gate {gate} its areas, round {round}",
    "gate.voted": "{who} voted to {choice} on the gate {gate}",
    "hold.ended": "{who} ended hold {hold} of the service",
    "hold.set": "{who} held the service, hold {hold}",
    "key.made": "The first key for signed verdicts was made",
    "key.rotated": "The key for signed verdicts was changed",
    "glass.broken": "{who} let a deployment to {environment} through while the gate was down",
    "launch_card.saved": "{who} saved revision {number} of the card of the launch day",
    "link.made": "{who} made a one-time link ({purpose})",
    "link.withdrawn": "{who} withdrew a one-time link",
    "mail.chosen": "{who} chose what comes by mail",
    "mail.switched_off": "A link in a mail to {person} switched off {what}",
    "member.added": "{who} added {person} to the team {team}",
    "member.removed": "{who} removed {person} from the team {team}",
    "password.changed": "{who} changed a password",
    "profile.changed": "{who} changed their name or time zone",
    "report.asked": "{who} asked for a draft of the report",
    "report.drafted": "{who} finished a draft of the report, {pages} pages",
    "report.stored": "{who} stored the report of the approval, {pages} pages",
    "review.abandoned": "{who} abandoned the review",
    "review.applied": "{who} applied newer facts or a newer checklist version to the review",
    "review.approved": "The review was approved with a score of {score}",
    "review.launched": "{who} marked the launch as done",
    "review.planned": "{who} planned the review for {planned_at}, earlier for {earlier}",
    "review.reopened": "{who} reopened {areas}",
    "review.started": "{who} started the review for {environment}",
    "review.unapplied": "{who} took back what was applied to the review",
    "role.granted": "{who} gave {person} the role {role}",
    "role.revoked": "{who} took the role {role} from {person}",
    "service.accepted": "{who} took the service over for the team {team}",
    "service.consultant_named": "{who} named {person} as the consultant of the service",
    "service.created": "{who} registered the service",
    "service.facts_changed": "{who} changed what is known about the service",
    "service.handed_back": "{who} handed the service back, from {effective_on} on",
    "service.moved": "{who} moved the service to {stage}",
    "service.retired": "{who} retired the service",
    "sign_in.confirmed": "{who} gave the password again",
    "sign_in.ended": "{who} signed out",
    "sign_in.started": "{who} signed in",
    "team.created": "{who} created the team {team}",
    "team.holiday_removed": "{who} took the holiday {day} from the team {team}",
    "team.holidays_added": "{who} gave the team {team} the holidays {days}",
    "team.week_changed": "{who} set when the team {team} works: {zone}, days off {weekend}",
    "thread.reopened": "{who} reopened a thread on {place}",
    "thread.resolved": "{who} resolved a thread on {place}",
    "token.made": "{who} made a token for {scopes}, valid {days} days",
    "token.revoked": "{who} revoked token {token}",
    "vote.withdrawn": "{who} took back a vote on the gate {gate}",
    "waiver.asked": "{who} asked for a waiver of {question}",
    "waiver.granted": "{who} granted the waiver of {question}",
    "waiver.narrowed": "{who} let the waiver of {question} end earlier",
    "waiver.refused": "{who} refused the waiver of {question}",
    "waiver.revoked": "{who} revoked the waiver of {question}",
    "waiver.withdrawn": "{who} took back the request for a waiver of {question}",
    "work.handed": "{who} handed {place} to {person}",
    "work.returned": "{who} took {place} back from {person}",
}


def sentence(event: str, who: str, about: Mapping[str, object]) -> str:
    """Return what happened, without a full stop. An event that is not known is told by its name."""
    told = SENTENCES.get(event)
    if told is None:
        return f"{who}: {event}"
    known = {**about, "who": who, "place": _place(about)}
    names = [name for _, name, _, _ in Formatter().parse(told) if name]
    return told.format(**{name: _said(name, known.get(name)) for name in names})


def _place(about: Mapping[str, object]) -> str:
    if about.get("question"):
        return str(about["question"])
    if about.get("area"):
        return f"the area {about['area']}"
    return f"the gate {about['gate']}" if about.get("gate") else "the review"


def _said(name: str, value: object) -> str:
    if value is None:
        return "?"
    if name == "score" and isinstance(value, int):
        return f"{value // 10}.{value % 10}"
    if isinstance(value, list | tuple):
        return ", ".join(str(each) for each in value) or "nothing"
    return str(value) if name in ("who", "person", "question") else str(value).replace("_", " ")
