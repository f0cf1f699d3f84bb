"""Who is told of something that happened, for each way in which a person can be concerned."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from sqlalchemy import or_, select

from readiness.core.notice_tellings import To
from readiness.core.rights import Role
from readiness.core.threads import Side
from readiness.store import assignments, comments, threads
from readiness.store.assignments import Assignment
from readiness.store.comments import Comment
from readiness.store.delegations import Delegation
from readiness.store.handovers import Handover
from readiness.usecases import hands
from readiness.usecases.records import Record
from readiness.usecases.threads import Rows, turn_of
from readiness.usecases.tidings import Around, Subject

People = Collection[int]
OfGate = Callable[[Around, Subject, str], frozenset[int]]


def people(around: Around, record: Record, to: To) -> frozenset[int]:
    """Return who stands so to what happened and can still sign in."""
    return frozenset(_FINDERS[to](around, record)) & around.active


def _subject(around: Around, record: Record) -> Subject | None:
    return around.subjects.get(record.review or 0)


def _holder(around: Around, record: Record) -> People:
    subject, gate = _subject(around, record), str(record.about.get("gate") or "")
    brief = subject.gates.get(gate) if subject else None
    if subject is None or brief is None or not brief.is_reviewers_turn:
        return ()
    return of_gate(around, subject, gate)


def of_gate(around: Around, subject: Subject, gate: str) -> frozenset[int]:
    """Return who has the gate in hand, or stands in; else who of its team may sign and is there."""
    found = awaited(around, subject, gate)
    return found - set(around.absences) or found


def awaited(around: Around, subject: Subject, gate: str) -> frozenset[int]:
    """Return the same with those who are away and will find the gate waiting when they are back."""
    brief, note = subject.gates.get(gate), subject.notes.get(gate)
    if brief is None:
        return frozenset()
    members = around.members.get(brief.team, frozenset())
    able = (members & around.active) - (note.excluded if note else frozenset())
    there = hands.of_team(around.absences, members, able)
    acting = there.acting(around.assigned.get((subject.review.id, gate)))
    left = able - (note.approved if note else frozenset())
    if acting in left:
        return frozenset({acting}) if acting else frozenset()
    return left


def _holders(around: Around, record: Record) -> People:
    rows = around.assigned.items()
    return [row.person_id for (id_, _), row in rows if id_ == record.review and row.person_id]


def _before(around: Around, record: Record) -> People:
    """Return who had the gate in hand until now."""
    gate = record.about.get("gate")
    query = select(Assignment.person_id).where(
        Assignment.review_id == record.review, Assignment.gate == gate
    )
    found = around.session.scalars(query.order_by(Assignment.id.desc()).limit(2)).all()
    return [each for each in found[1:] if each and each != record.about.get("person")]


def _closed(around: Around, record: Record) -> People:
    subject, closes = _subject(around, record), record.about.get("closes")
    if subject is None or not isinstance(closes, Mapping):
        return ()
    found = [rule.team for rule in subject.checklist.gates if rule.id in closes]
    return {person for team in found for person in around.members.get(team, ())}


def _team(around: Around, record: Record) -> People:
    found = around.services.get(record.service or 0)
    return around.members.get(found[1].slug, ()) if found else ()


def _asker(around: Around, record: Record) -> People:
    subject = _subject(around, record)
    return (subject.review.asked_by,) if subject else ()


def _adviser(around: Around, record: Record) -> People:
    if record.review is None:
        return ()
    row = assignments.newest_consultant(around.session, record.review)
    return (row.person_id,) if row and row.person_id else ()


def _consultant(around: Around, record: Record) -> People:
    query = select(Handover.person_id).where(
        Handover.service_id == record.service, Handover.person_id.is_not(None)
    )
    newest = query.order_by(Handover.id.desc()).limit(1)
    return [each for each in around.session.scalars(newest) if each]


def _named(key: str) -> Callable[[Around, Record], People]:
    def find(_around: Around, record: Record) -> People:
        found = record.about.get(key)
        return (found,) if isinstance(found, int) else ()

    return find


def _item_author(around: Around, record: Record) -> People:
    item = around.items.get(_whole(record, "item"))
    return (item.by,) if item and item.by else ()


def _waiver_author(around: Around, record: Record) -> People:
    waiver = around.waivers.get(_whole(record, "waiver"))
    return (waiver.by,) if waiver else ()


def _hander(around: Around, record: Record) -> People:
    """Return who handed it to the person that had it last."""
    query = select(Delegation.by).where(
        Delegation.review_id == record.review,
        Delegation.area == record.about.get("area"),
        Delegation.question == (record.about.get("question") or ""),
        Delegation.person_id.is_not(None),
    )
    return around.session.scalars(query.order_by(Delegation.id.desc()).limit(1)).all()


def _mentioned(_around: Around, record: Record) -> People:
    found = record.about.get("mentions")
    return found if isinstance(found, list) else ()


def of_turn(around: Around, record: Record) -> frozenset[int]:
    """Return whose turn it is in the thread, with those who are away and will find it waiting."""
    return frozenset(_turn(around, record, awaited)) & around.active


def _turn(around: Around, record: Record, of: OfGate = of_gate) -> People:
    """Return whose turn it is: of those it names, the service's team, or who signs there."""
    subject, rows = _subject(around, record), _rows(around, record)
    if subject is None or not rows.comments:
        return ()
    team = around.members.get(subject.owner.slug, frozenset())
    said, moves = next(rows.threads())
    turn = turn_of(said, moves, team, rows.people - around.active)
    if turn.side is Side.NOBODY:
        return ()
    if turn.side is Side.TEAM:
        return team
    return turn.people or _signing(around, subject, rows.comments[0], of)


def _signing(around: Around, subject: Subject, first: Comment, of: OfGate) -> People:
    areas = {each.area for each in subject.checklist.questions if first.question in each.ids}
    gates = [
        rule.id
        for rule in subject.checklist.gates
        if rule.id == first.gate or areas & set(rule.areas)
    ]
    return {person for gate in gates for person in of(around, subject, gate)}


def _speakers(around: Around, record: Record) -> People:
    return _rows(around, record).people


def _rows(around: Around, record: Record) -> Rows:
    """Return all that belongs to the thread of the record."""
    thread = _whole(record, "thread")
    query = select(Comment).where(or_(Comment.id == thread, Comment.thread_id == thread))
    found = around.session.scalars(query.order_by(Comment.id)).all()
    ids = {row.id for row in found}
    edits = comments.edits_by_comment(around.session, ids)
    return Rows(
        found,
        [edit for each in edits.values() for edit in each],
        threads.moves_of(around.session, {thread}),
        threads.mentions_of(around.session, ids),
    )


def _sre(around: Around, record: Record) -> People:
    wanted = record.about.get("team")
    found = (team.slug for team in around.teams.values() if team.id == wanted)
    return around.members.get(next(found, ""), ())


def _whole(record: Record, key: str) -> int:
    found = record.about.get(key)
    return found if isinstance(found, int) else 0


_FINDERS: Mapping[To, Callable[[Around, Record], People]] = {
    To.HOLDER: _holder,
    To.HOLDERS: _holders,
    To.BEFORE: _before,
    To.CLOSED: _closed,
    To.TEAM: _team,
    To.ASKER: _asker,
    To.ADVISER: _adviser,
    To.CONSULTANT: _consultant,
    To.PERSON: _named("person"),
    To.OWNER: _named("owner"),
    To.ITEM_AUTHOR: _item_author,
    To.WAIVER_AUTHOR: _waiver_author,
    To.HANDER: _hander,
    To.MENTIONED: _mentioned,
    To.TURN: _turn,
    To.SPEAKERS: _speakers,
    To.SRE: _sre,
    To.COORDINATORS: lambda around, _record: around.roles[Role.COORDINATOR],
    To.ADMINISTRATORS: lambda around, _record: around.roles[Role.ADMINISTRATOR],
}
