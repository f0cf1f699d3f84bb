"""The card of the launch day: its revisions, and everything that the printed page shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from readiness.adapters.canonical import salted_digest
from readiness.adapters.secrets import new_salt
from readiness.core import launch_cards as core
from readiness.core.checklists import Kind
from readiness.core.errors import BadInput, Conflict, WrongMoment
from readiness.core.launch_cards import LaunchCard, Pair
from readiness.core.rights import Action, Actor, may, require
from readiness.core.verdicts import Judgement
from readiness.core.waivers import WaiverState
from readiness.store import launch_cards as store
from readiness.store import people
from readiness.store.launch_cards import LaunchCard as Revision
from readiness.usecases import dossiers, standing_freezes
from readiness.usecases.dossiers import Dossier
from readiness.usecases.names import names
from readiness.usecases.records import record
from readiness.usecases.services import person_of


@dataclass(frozen=True, slots=True)
class Signed:
    """A gate by its title, who signed what it covers now, and how many signatures it lacks."""

    title: str
    people: tuple[str, ...]
    is_signed: bool


@dataclass(frozen=True, slots=True)
class Waived:
    """What is waived on the day: the question as it reads, and until when."""

    text: str
    ends_at: datetime


@dataclass(frozen=True, slots=True)
class LaunchDay:
    """`card` is empty before the first revision; `number` is 0 then. `planned_at` has the zone of
    the team that owns the service, and `by` who wrote the newest revision.
    """

    found: Dossier
    card: LaunchCard
    number: int
    by: str
    at: datetime | None
    decides: str
    planned_at: datetime
    judgement: Judgement
    waivers: tuple[Waived, ...]
    gates: tuple[Signed, ...]
    may_change: bool

    @property
    def missing(self) -> tuple[str, ...]:
        return core.missing(self.card)


def launch_day(session: Session, review_id: int, *, by: Actor, now: datetime) -> LaunchDay:
    """Return what the card says, with the verdict, waivers and signatures of this moment."""
    found = dossiers.dossier(session, review_id, by=by, now=now)
    _require_day(found)
    row = store.newest_card(session, review_id)
    card = core.read(row.value) if row else core.EMPTY
    voters = {vote.person for gate in found.gates for vote in gate.tally.approvals}
    known = names(session, {*voters, card.decides, row.by if row else None}, by=by)
    return LaunchDay(
        found=found,
        card=card,
        number=row.number if row else 0,
        by=known.get(row.by, "") if row else "",
        at=row.at if row else None,
        decides=known.get(card.decides or 0, ""),
        planned_at=found.review.planned_at.astimezone(ZoneInfo(found.owner.time_zone)),
        judgement=standing_freezes.judged(session, found, now),
        waivers=_waived(found, now),
        gates=_gates(found, known),
        may_change=not found.phase.is_abandoned and _may_change(found, by),
    )


def _waived(found: Dossier, now: datetime) -> tuple[Waived, ...]:
    texts = {each.id: each.text for each in found.subject.pinned.checklist.questions}
    running = [
        each.waiver for each in found.waivers if each.waiver.state(now) is WaiverState.GRANTED
    ]
    return tuple(Waived(texts.get(each.question, each.question), each.ends_at) for each in running)


def offer(session: Session, review_id: int, *, by: Actor, now: datetime) -> LaunchDay:
    """Return it for its form: before the first revision with what the answers say already."""
    day = launch_day(session, review_id, by=by, now=now)
    _require(day.found, by)
    if day.number:
        return day
    return replace(day, card=_prefilled(day.found))


def able(session: Session, *, by: Actor) -> Mapping[int, str]:
    """Return everybody who could decide on the day, by name."""
    require(by, Action.READ)
    active = people.active_ids(session)
    return {each.id: each.name for each in people.everybody(session) if each.id in active}


def save(
    session: Session, review_id: int, card: LaunchCard, *, base: int, by: Actor, now: datetime
) -> Revision:
    """Keep the card as a new revision on top of `base`, 0 for none."""
    dossiers.hold(session, review_id)
    found = dossiers.load(session, review_id, now=now)
    _require(found, by)
    _require_good(session, card)
    row = store.newest_card(session, review_id)
    if row is not None and core.read(row.value) == card:
        return row
    if (row.number if row else 0) != base:
        sentence = "Somebody else saved another card meanwhile. Yours is in the fields."
        raise Conflict(sentence, row.value if row else {}, row.number if row else 0)
    return _add(session, found, card, base + 1, by=by, now=now)


def lacks(session: Session, found: Dossier, *, by: Actor) -> tuple[str, ...]:
    """Return what the card of a review that may launch does not say yet."""
    require(by, Action.READ)
    row = store.newest_card(session, found.review.id)
    return core.missing(core.read(row.value) if row else core.EMPTY)


def _add(
    session: Session, found: Dossier, card: LaunchCard, number: int, *, by: Actor, now: datetime
) -> Revision:
    row = Revision(
        review_id=found.review.id,
        number=number,
        value=core.plain(card),
        salt=new_salt(),
        by=person_of(by),
        at=now,
    )
    session.add(row)
    session.flush()
    record(
        session,
        "launch_card.saved",
        by=by,
        service=found.service.id,
        review=found.review.id,
        number=number,
        digest=salted_digest(row.salt, row.value),
    )
    return row


def _require_day(found: Dossier) -> None:
    if found.review.kind == Kind.HANDOFF:
        raise WrongMoment("A hand-off has no launch day. Its service has launched before.")


def _require(found: Dossier, by: Actor) -> None:
    require(by, Action.CHANGE_LAUNCH_CARD, owner_team=found.owner.slug)
    _require_day(found)
    if found.phase.is_abandoned:
        raise WrongMoment("This review was abandoned; nothing in it can change any more.")


def _may_change(found: Dossier, by: Actor) -> bool:
    return may(by, Action.CHANGE_LAUNCH_CARD, owner_team=found.owner.slug)


def _require_good(session: Session, card: LaunchCard) -> None:
    faults = core.faults(card)
    if card.decides is not None and not people.is_active(session, card.decides):
        faults["decides"] = "Nobody can sign in as this person. Choose somebody else."
    if faults:
        raise BadInput(" ".join(faults.values()), faults)


def _gates(found: Dossier, known: Mapping[int, str]) -> tuple[Signed, ...]:
    return tuple(
        Signed(
            gate.rule.title,
            tuple(known.get(vote.person, "") for vote in gate.tally.approvals),
            gate.is_signed,
        )
        for gate in found.gates
    )


def _prefilled(found: Dossier) -> LaunchCard:
    reasons: dict[str, str] = {}
    links: list[Pair] = []
    for each in found.claimed.asked:
        revision = found.answer(each.question.id)
        if revision is None:
            continue
        for id_ in each.question.ids:
            reasons[id_] = str(revision.value.get("reason") or "")
        if set(each.question.ids) & set(core.LINKS):
            known = [piece for piece in revision.evidence if piece.get("url")]
            links += [(str(piece["description"]), str(piece["url"])) for piece in known]
    return core.prefilled(reasons, links)
