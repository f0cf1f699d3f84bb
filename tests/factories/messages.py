"""Every message that is sent, with the same names in each: as mail, and as chats and webhooks get it.

`python -m tests.factories.messages` writes tests/messages anew, to be read by eye.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

from readiness.adapters import notice_mails, slack, teams, webhooks
from readiness.adapters.notice_mails import Group, Texts
from readiness.core.messages import About, Message
from readiness.core.notice_events import DERIVED, TABLE
from readiness.core.notice_kinds import KINDS, SUMMARY, Kind
from readiness.core.notice_tellings import Place, Telling
from readiness.core.sites import Site
from readiness.store.notices import Notice
from readiness.usecases import daily_mails, notice_posts

FOLDER = Path(__file__).parents[1] / "messages"
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SITE = Site("https://readiness.example.com", "readiness@example.com", "a key for samples only")
QUESTION = "Can a release be rolled back within ten minutes?"
#: What a sentence may name.
WORDS = {
    "who": "Alice",
    "service": "Gift cards",
    "gate": "Site reliability",
    "work": f"“{QUESTION}”",
    "person": "Bob",
    "mentioned": "Bob",
    "said": "@Bob can you say how long the rollback took last time?",
    "review": "launch review",
    "item": "“Move the alerts to the new pager”",
    "due": "1 December 2026",
    "ends": "22 January 2027",
    "begins": "24 December 2026",
    "covers": "launches",
    "scope": "environment",
    "value": "staging",
    "version": 4,
    "since": 3,
    "checklist": "launch",
}
ADDRESSES = {
    Place.REVIEW: "/reviews/7",
    Place.GATE: "/reviews/7/gates/sre",
    Place.WORK: "/reviews/7/areas/deployment#deployment.rollback",
    Place.WAIVER: "/waivers/3",
    Place.ITEM: "/reviews/7/action-items/5",
    Place.THREAD: "/reviews/7/threads/2#comment-9",
    Place.HANDOVER: "/services/gift-cards/handover",
    Place.HOLDS: "/services/gift-cards/holds",
    Place.SERVICE: "/services/gift-cards",
    Place.ADVISORY: "/advisory",
    Place.FREEZE: "/freezes/2",
    Place.DIFFERENCES: "/checklists/launch/differences?from=3&to=4",
    Place.CONNECTIONS: "/admin/connections",
}
#: Places that are within one question, within a gate, and of no service at all.
WITHIN_WORK, WITHIN_GATE = {Place.WORK, Place.WAIVER, Place.THREAD}, {Place.GATE}
OF_NO_SERVICE = {Place.DIFFERENCES, Place.CONNECTIONS}


def message(event: str, telling: Telling) -> Message:
    """Return what is said of the event, to somebody who is to do something if anybody is."""
    place = telling.place
    has_service = place not in OF_NO_SERVICE
    has_review = has_service and place not in (Place.HANDOVER, Place.HOLDS, Place.SERVICE)
    has_review = has_service and place not in (Place.HANDOVER, Place.HOLDS, Place.FREEZE)
    sentence = telling.sentence.format(**WORDS)
    return Message(
        event=event if event in DERIVED else event.partition(":")[0],
        service="gift-cards" if has_service else "",
        review=7 if has_review else None,
        kind="launch" if has_review else "",
        area="Deployment" if place in WITHIN_WORK else "",
        question=QUESTION if place in WITHIN_WORK else "",
        gate="Site reliability" if place in WITHIN_GATE else "",
        asked=telling.asked.format(**WORDS),
        of=("Bob",) if telling.asked else (),
        sentence=sentence[:1].upper() + sentence[1:],
        address=ADDRESSES[place],
        at=NOW,
    )


def everything() -> Mapping[str, Message]:
    return {event: message(event, telling) for event, telling in TABLE.items()}


def notice(said: Message, kind: Kind, service: str = "Gift cards") -> Notice:
    told = notice_posts.Told(2, kind, said, service if said.service else "")
    return notice_posts.notice(told, KINDS[kind].usual, NOW)


def mail(said: Message, kind: Kind, service: str = "Gift cards") -> Texts:
    foot = notice_posts.foot_of(SITE, 2, kind, KINDS[kind])
    return notice_mails.of_one(notice_posts.entry(SITE, notice(said, kind, service)), foot)


def summary() -> Texts:
    """Return a day's mail of all that comes once a day."""
    entries = [
        notice_posts.entry(SITE, notice(said, Kind.NEWS))
        for event, said in everything().items()
        if said.review and Kind.NEWS in (TABLE[event].tells or {}).values()
    ]
    foot = notice_posts.foot_of(SITE, 2, SUMMARY, daily_mails.SPOKEN)
    subject = daily_mails.subject_of(len(entries) + 3)
    return notice_mails.of_many(subject, [Group("Gift cards, launch review 7", entries)], foot, 3)


def _told() -> Iterator[str]:
    """Yield each message but for the foot of its mail, which mention.txt has."""
    for event, said in everything().items():
        kind = next(iter(TABLE[event].everybody.values()))
        made = mail(said, kind)
        yield f"=== {event}, to {'; '.join(sorted(TABLE[event].everybody))}"
        yield f"Subject: {made.subject}\n"
        yield made.text.partition("\n-- \n")[0].strip() + "\n"


def files() -> Mapping[str, str]:
    """Return the text of each file of tests/messages."""
    mention = everything()["comment.made:mentions"]
    one, many = mail(mention, Kind.THREADS), summary()
    about = About("msg_7", "Gift cards", SITE.public_url + mention.address)
    chats = {"slack": slack, "teams": teams, "webhook": webhooks}
    return {
        "told.txt": "\n".join(_told()),
        "mention.txt": f"Subject: {one.subject}\n\n{one.text}",
        "mention.html": one.html,
        "summary.txt": f"Subject: {many.subject}\n\n{many.text}",
        "summary.html": many.html,
    } | {f"mention.{name}.json": _pretty(chat.body(mention, about)) for name, chat in chats.items()}


def _pretty(text: str) -> str:
    return json.dumps(json.loads(text), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, text in files().items():
        (FOLDER / name).write_text(text, encoding="utf-8")
