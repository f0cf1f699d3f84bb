"""What is told of the work on a review: gates, threads, handed work, action items."""

from __future__ import annotations

from collections.abc import Mapping

from readiness.core.notice_kinds import Kind
from readiness.core.notice_tellings import Place, Telling, To

_TEAMS_TURN = {To.TEAM: Kind.CHANGES, To.ASKER: Kind.CHANGES}
_GATE = {To.HOLDER: Kind.GATES}
_ANSWER = "Read it, and answer: “{said}”"
_SIGN = "Look at it, and sign, ask for changes or refuse."

TELLINGS: Mapping[str, Telling] = {
    "gate.voted:deny": Telling(
        "{who} refuses the signature of {gate} on {service}.",
        Place.GATE,
        "Read why, and change what is refused.",
        _TEAMS_TURN,
        {To.COORDINATORS: Kind.NEWS, To.ADVISER: Kind.NEWS},
    ),
    "gate.voted:request_changes": Telling(
        "{who} asks for changes for {gate} of {service}.",
        Place.GATE,
        "Answer what is asked, and send the changes.",
        _TEAMS_TURN,
        {To.ADVISER: Kind.NEWS},
    ),
    "gate.stale": Telling(
        "What {gate} signs has changed for {service}: it needs a fresh vote.",
        Place.GATE,
        "Look at what changed, and vote anew.",
        _GATE,
    ),
    "gate.turn": Telling(
        "{service} waits for the signature of {gate}.",
        Place.GATE,
        _SIGN,
        _GATE,
    ),
    "gate.assigned": Telling(
        "{who} gave {person} the gate {gate} of {service}.",
        Place.GATE,
        _SIGN,
        {To.PERSON: Kind.GATES},
        {To.BEFORE: Kind.NEWS},
    ),
    "gate.released": Telling(
        "{who} let go of the gate {gate} of {service}; nobody has it in hand.",
        Place.GATE,
        "Take it in hand if you can.",
        _GATE,
    ),
    "gate.submitted": Telling(
        "{who} sent {service} to {gate}.",
        Place.GATE,
        _SIGN,
        _GATE,
        {To.ADVISER: Kind.NEWS},
    ),
    "comment.made": Telling(
        "{who} wrote in a thread on {work} of {service}.",
        Place.THREAD,
        _ANSWER,
        {To.TURN: Kind.THREADS, To.MENTIONED: Kind.THREADS},
    ),
    "comment.made:mentions": Telling(
        "{who} mentions {mentioned} in a thread on {work} of {service}.",
        Place.THREAD,
        _ANSWER,
        {To.TURN: Kind.THREADS, To.MENTIONED: Kind.THREADS},
    ),
    "comment.edited": Telling(
        "{who} mentions {mentioned} in a thread on {work} of {service}.",
        Place.THREAD,
        _ANSWER,
        {To.MENTIONED: Kind.THREADS},
    ),
    "thread.reopened": Telling(
        "{who} reopened a thread on {work} of {service}.",
        Place.THREAD,
        "Read it, and answer.",
        {To.TURN: Kind.THREADS},
        {To.SPEAKERS: Kind.NEWS},
    ),
    "thread.resolved": Telling(
        "{who} resolved a thread on {work} of {service}.",
        Place.THREAD,
        tells={To.SPEAKERS: Kind.NEWS},
    ),
    "work.handed": Telling(
        "{who} handed {work} of {service} to {person}.",
        Place.WORK,
        "Answer it.",
        {To.PERSON: Kind.HANDED},
    ),
    "work.returned": Telling(
        "{work} of {service} is no longer handed to {person}, says {who}.",
        Place.WORK,
        tells={To.PERSON: Kind.HANDED, To.HANDER: Kind.HANDED},
    ),
    "action_item.added": Telling(
        "{who} added the action item {item} for {service}, due on {due}.",
        Place.ITEM,
        "Do it by then.",
        {To.OWNER: Kind.HANDED},
    ),
    "action_item.changed": Telling(
        "{who} changed the action item {item} of {service}, due on {due}.",
        Place.ITEM,
        "Do it by then.",
        {To.OWNER: Kind.HANDED},
    ),
    "action_item.reopened": Telling(
        "{who} reopened the action item {item} of {service}, due on {due}.",
        Place.ITEM,
        "Do it by then.",
        {To.OWNER: Kind.HANDED},
    ),
    "action_item.done": Telling(
        "{who} marked the action item {item} of {service} as done.",
        Place.ITEM,
        tells={To.ITEM_AUTHOR: Kind.NEWS, To.TEAM: Kind.NEWS},
    ),
    "action_item.dropped": Telling(
        "{who} dropped the action item {item} of {service}.",
        Place.ITEM,
        tells={To.ITEM_AUTHOR: Kind.NEWS, To.OWNER: Kind.NEWS},
    ),
}
