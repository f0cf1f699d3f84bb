"""One thing to do, as the home page shows it: what it is, where it leads, since when or until when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from readiness.adapters import markdown
from readiness.core import addresses, announcements, briefs, kind_words
from readiness.core.announcements import ENDING, Nearness, nearness
from readiness.core.briefs import Unmet
from readiness.core.listings import in_words
from readiness.store.worklists import Closing, OpenReview, WaiverOf
from readiness.usecases import standing_verdicts
from readiness.usecases.asked_often import AskedOften
from readiness.usecases.checklist_differences import Weakened
from readiness.usecases.empty_teams import EmptyTeam
from readiness.usecases.open_threads import Question
from readiness.usecases.owed_items import Owed
from readiness.usecases.standing_waivers import PlacedWaiver

#: So much of what somebody wrote stands in a list.
SAID = 100


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to do, and `sentence` asks for it. What is merely told is put away at `seen`.

    `kind` is a status as pages draw it; `at` is since when, or when it is planned or ends, which
    `moment` says, as in "asked 3 days ago" or "on 3 May 2026".
    """

    kind: str
    word: str
    title: str
    sentence: str
    note: str
    path: str
    label: str
    at: datetime | None
    is_pressing: bool = False
    seen: str = ""
    moment: str = ""


def changes(review: OpenReview) -> Iterator[Item]:
    for gate in briefs.read(review.summary).gates:
        if gate.is_teams_turn:
            is_denied = gate.state == "denied"
            yield Item(
                kind="denied" if is_denied else "changes",
                word="Refused" if is_denied else "Changes",
                title=f"{gate.title} {'refused' if is_denied else 'asks'}"
                f" {'its signature on' if is_denied else 'for changes in'} {review.service}",
                sentence=f"Answer what {gate.title} says about {review.service}.",
                note=f"Review for {review.environment}",
                path=gate.asked or addresses.gate(review.id, gate.id),
                label="Read why" if is_denied else "Answer it",
                at=_time(gate.said_at) or _time(gate.since),
                moment="refused" if is_denied else "asked",
            )


def to_answer(review: OpenReview, now: datetime) -> Iterator[Item]:
    """Yield what the team has left to do: to answer, to send, or to meet what blocks."""
    brief = briefs.read(review.summary)
    unsent = any(gate.state == "not_submitted" for gate in brief.gates)
    if not brief.open and not unsent:
        yield from _blocked(review, brief.left(now))
        return
    step = briefs.next_step(review.id, review.state, brief, review.kind)
    verb = "Answer" if brief.open else "Send"
    blockers = f"; {briefs.counted(brief.blockers, 'blocker')} so far" if brief.blockers else ""
    told = f"{brief.told}{blockers}"
    yield Item(
        kind="draft",
        word="Reopened" if review.state == "reopened" else "To answer" if brief.open else "To send",
        title=_title(review),
        sentence=f"{verb} the {kind_words.noun(review.kind)} review of {review.service}.",
        note=told if brief.open else "Everything is answered and not sent yet",
        path=addresses.review(review.id),
        label=step.label if step.path == addresses.review(review.id) else "Answer them",
        at=review.planned_at,
        moment="planned",
    )


def _title(review: OpenReview) -> str:
    return f"{kind_words.review(review.kind)} of {review.service} for {review.environment}"


def _blocked(review: OpenReview, left: tuple[Unmet, ...]) -> Iterator[Item]:
    if left:
        yield Item(
            kind="blocked",
            word="Blocked",
            title=_title(review),
            sentence=f"Meet what blocks {review.service}, or ask for a waiver of it.",
            note=f"{briefs.counted(len(left), 'blocker')} left, whatever the gates sign",
            path=left[0].path,
            label="Look at it",
            at=review.planned_at,
            moment="planned",
        )


def question(found: Question) -> Item:
    """Return a thread in which it is the person's turn; one that is asked by name is told so."""
    row, thread = found.last.row, found.thread
    return Item(
        kind="waiting",
        word="Asks you" if found.is_named else "Question",
        title=f"{found.by}: {markdown.beginning(found.last.body, SAID)}",
        sentence=f"Answer {found.by} about {thread.service}.",
        note=f"{thread.service} · {found.about}",
        path=addresses.thread(thread.review, thread.first.id, row.id),
        label="Answer it",
        at=row.at,
        moment="asked",
    )


def waiver_to_decide(found: WaiverOf) -> Item:
    return Item(
        kind="waived",
        word="To decide",
        title=f"Waiver of {found.waiver.question} for {found.service}",
        sentence=f"Decide on a waiver for {found.service}.",
        note="Grant or refuse it",
        path=addresses.waiver(found.waiver.id),
        label="Decide",
        at=found.waiver.at,
        moment="asked",
    )


def closing(found: Closing, now: datetime) -> Item:
    why = standing_verdicts.reasons_in(found.body)
    return Item(
        kind=ENDING[_near(found.at, now)],
        word=announcements.told(found.at, now),
        title=f"The gate of {found.service} closes for {found.environment}",
        sentence=f"Look at what will close the gate of {found.service}.",
        note=f"From then on: {why[0].sentence}" if why else "",
        path=why[0].href if why else addresses.service(found.slug),
        label="See why",
        at=found.at,
        moment="on",
        is_pressing=_near(found.at, now).is_pressing,
    )


def waiver_end(found: PlacedWaiver, now: datetime, *, is_theirs: bool) -> Item:
    """Return it for those who have to meet it, or else for whoever looks after them."""
    waiver, name = found.standing.waiver, found.service.name
    again = "asking again waits for a decision" if found.standing.later else "or ask for it again"
    theirs = f"Meet what is waived for {name} before the waiver ends, {again}."
    others = f"See that {found.team.name} is ready when a waiver of {name} ends."
    return Item(
        kind=ENDING[_near(waiver.ends_at, now)],
        word=announcements.told(waiver.ends_at, now),
        title=f"A waiver of {name} ends",
        sentence=theirs if is_theirs else others,
        note=found.text,
        path=addresses.waiver(waiver.id),
        label="See it",
        at=waiver.ends_at,
        moment="on",
        is_pressing=_near(waiver.ends_at, now).is_pressing,
    )


def _near(at: datetime, now: datetime) -> Nearness:
    return nearness(at, now) or Nearness.MONTH


def owed(found: Owed, mine: bool) -> Item:
    """Return an action item: one's own, one that nobody has taken, or one that is overdue."""
    due = found.item.due_on
    verb = "Do" if mine else "See to" if found.owner else "Take over"
    return Item(
        kind="unmet" if found.is_overdue else "blocked" if found.item.blocks else "open",
        word="Overdue" if found.is_overdue else "Blocks" if found.item.blocks else "To do",
        title=found.item.title,
        sentence=f"{verb} an action item of {found.service}.",
        note=f"{found.service} · {found.owner or 'Nobody has taken it'}"
        f" · due on {due.day} {due:%B %Y}",
        path=found.path,
        label="Open it",
        at=None,
    )


def advised(review: OpenReview) -> Item:
    step = briefs.next_step(review.id, review.state, briefs.read(review.summary), review.kind)
    return Item(
        kind="open",
        word="You advise",
        title=_title(review),
        sentence=f"Go along with the review of {review.service}.",
        note=step.sentence,
        path=addresses.review(review.id),
        label="Open it",
        at=review.planned_at,
        moment="planned",
    )


def weakened(found: Weakened) -> Item:
    return Item(
        kind="changes",
        word="Weaker",
        title=f"{found.title}, version {found.version}",
        sentence=f"{found.title}, version {found.version}, asks for less.",
        note=f"{briefs.counted(len(found.lines), 'thing')} weaker than in version {found.since}",
        path=addresses.differences(found.checklist, found.since, found.version),
        label="See what",
        at=found.at,
        moment="came",
        seen=addresses.seen(found.checklist, found.version),
    )


def asked_often(found: AskedOften) -> Item:
    question = found.question
    return Item(
        kind="changes",
        word="Asked often",
        title=question.text,
        sentence=f"Let the help of {question.id} answer what is asked about it.",
        note=f"{found.checklist.title} · asked about in {found.services} services",
        path=f"{addresses.asked_often()}#{found.checklist.id}-{question.id}",
        label="See what",
        at=None,
        seen=addresses.asked_often_seen(found.checklist.id, question.id),
    )


def empty_team(found: EmptyTeam, *, may_fill: bool) -> Item:
    """Return it with the way to mend it; a coordinator finds there who else can."""
    put = "Put" if may_fill else "Ask an administrator to put"
    return Item(
        kind="waiting",
        word="Nobody there",
        title=f"Nobody is in the team {found.name}",
        sentence=f"{put} people into the team {found.name}.",
        note=f"It signs {in_words(found.signs)}",
        path=addresses.members(found.slug) if may_fill else addresses.team(found.slug),
        label="Add members" if may_fill else "See the team",
        at=None,
    )


def _time(told: str) -> datetime | None:
    return datetime.fromisoformat(told) if told else None
