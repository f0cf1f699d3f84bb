"""A whole review as plain JSON: what an approval is digested over and a report is made from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.core.grades import Graded
from readiness.core.scoring import Score
from readiness.store import files, people
from readiness.store.base import Plain
from readiness.store.signoffs import Vote
from readiness.usecases import standing_freezes, standing_items, threads, waiver_snapshots
from readiness.usecases.dossiers import Dossier
from readiness.usecases.gates import GateView
from readiness.usecases.standing_items import StandingItem
from readiness.usecases.threads import Said, Thread, Threads

SCHEMA = "readiness/review/1"


def snapshot(
    session: Session, found: Dossier, *, now: datetime, with_comments: bool = True
) -> Plain:
    """Return everything the review says at this instant, as the reviewers see it.

    Only a draft is ever made without the comments: what is approved is digested with them.
    """
    said = threads.load(session, found) if with_comments else Threads()
    owed = [each for each in standing_items.load(session, found.review.id) if each.item.is_open]
    others = {each.item.owner for each in owed if each.item.owner}
    names = people.names(session, _people(found) | others)
    judgement = standing_freezes.judged(session, found, now)
    return {
        "schema": SCHEMA,
        "review": _review(found, names),
        "checklist": _checklist(found),
        "facts": dict(found.review.facts),
        "areas": [
            _area(found, area.id, area.title, names, said) for area in found.pinned.checklist.areas
        ],
        "score": _score(found.case.score),
        "reasons": [
            {"code": reason.code.value, "sentence": reason.sentence, "turn": reason.turn}
            for reason in judgement.reasons
        ],
        "gates": [_gate(found, gate, names, said) for gate in found.gates],
        "waivers": [waiver_snapshots.waiver(each, names, now) for each in found.waivers],
        "owed": [_owed(each, names) for each in owed],
        "files": _files(session, found),
        "at": now.isoformat(),
    }


def _files(session: Session, found: Dossier) -> Plain:
    """Return what is known of the files that are named as evidence, by their digests."""
    named = {
        str(piece["file"])
        for revision in found.seen.revisions.values()
        for piece in revision.evidence
        if "file" in piece
    }
    return {
        row.sha256: {"size": row.size, "media_type": row.media_type}
        for row in (files.files_by_digest(session, named) if named else ())
    }


def _people(found: Dossier) -> frozenset[int]:
    answered = {revision.by for revision in found.seen.revisions.values()}
    voted = {vote.by for gate in found.gates for vote in gate.votes}
    waived = {id_ for each in found.waivers for id_ in each.people}
    return frozenset({found.review.asked_by, *answered, *voted, *waived})


def _review(found: Dossier, names: Mapping[int, str]) -> Plain:
    return {
        "id": found.review.id,
        "kind": found.review.kind,
        "service": {"slug": found.service.slug, "name": found.service.name},
        "owner": {"slug": found.owner.slug, "name": found.owner.name},
        "environment": found.subject.environment.name,
        "asked_by": names[found.review.asked_by],
        "asked_at": found.review.asked_at.isoformat(),
        "planned_at": found.review.planned_at.isoformat(),
    }


def _checklist(found: Dossier) -> Plain:
    checklist = found.pinned.checklist
    return {
        "id": checklist.id,
        "version": checklist.version,
        "title": checklist.title,
        "digest": found.pinned.digest,
    }


def _owed(each: StandingItem, names: Mapping[int, str]) -> Plain:
    """Return an open action item; `owner` is None while nobody has taken it."""
    item = each.item
    return {
        "title": item.title,
        "link": each.row.link,
        "owner": names[item.owner] if item.owner else None,
        "due_on": item.due_on.isoformat(),
        "before_launch": item.before_launch,
    }


def _area(found: Dossier, area: str, title: str, names: Mapping[int, str], said: Threads) -> Plain:
    questions = [
        _question(found, each, names)
        | {"comments": _comments(said, said.on_question(each.question))}
        for each in found.seen.graded
        if each.question.area == area
    ]
    return {"area": area, "title": title, "questions": questions}


def _question(found: Dossier, each: Graded, names: Mapping[int, str]) -> Plain:
    revision = found.seen.revisions.get(each.question.id)
    return {
        "id": each.question.id,
        "text": each.question.text,
        "why": each.question.why,
        "weight": each.question.weight,
        "blocks": each.question.blocks,
        "answer_type": _definition(found, each)["answer"],
        "answer": revision.value if revision else None,
        "evidence": revision.evidence if revision else [],
        "answered_by": names[revision.by] if revision else None,
        "answered_at": revision.at.isoformat() if revision else None,
        "standing": each.grade.standing.value,
        "grade": each.grade.sentence,
    }


def _definition(found: Dossier, each: Graded) -> Mapping[str, object]:
    questions = found.pinned.document["questions"]
    return next(plain for plain in questions if plain["id"] == each.question.id)


def _score(counted: Score) -> Plain:
    return {
        "total": counted.total,
        "areas": [
            {"area": a.area, "tenths": a.tenths, "answered": a.answered, "asked": a.asked}
            for a in counted.areas
        ],
        "losses": [
            {"question": loss.question, "tenths": loss.tenths, "sentence": loss.sentence}
            for loss in counted.losses
        ],
    }


def _comments(every: Threads, shown: Sequence[Thread]) -> list[Plain]:
    """Return what was said thread by thread, each by its newest text."""
    return [_comment(every, thread, each) for thread in shown for each in thread.said]


def _comment(every: Threads, thread: Thread, each: Said) -> Plain:
    """Return the comment, with the names of whom it mentions by how they are spelled in it."""
    return {
        "person": every.names[each.row.by],
        "at": each.row.at.isoformat(),
        "body": each.body,
        "mentions": {spelling: every.names[id_] for spelling, id_ in sorted(each.named.items())},
        "is_edited": bool(each.edits),
        "is_answer": each.row.thread_id is not None,
        "is_open": thread.is_open,
    }


def _gate(found: Dossier, gate: GateView, names: Mapping[int, str], said: Threads) -> Plain:
    counting = {vote.id for vote in gate.tally.approvals}
    return {
        "gate": gate.rule.id,
        "title": gate.rule.title,
        "areas": list(gate.rule.areas),
        "team": gate.rule.team,
        "team_name": _team(found, gate.rule.team),
        "people": gate.rule.people,
        "state": gate.tally.state.value,
        "digest": gate.ballot.digest,
        "votes": [
            {
                **_vote(gate, vote, names, counts=vote.id in counting),
                "team_name": _team(found, vote.team),
            }
            for vote in gate.votes
        ],
        "comments": _comments(said, said.on_gate(gate.rule.id)),
    }


def _team(found: Dossier, slug: str) -> str:
    return found.case.teams.get(slug, slug)


def _vote(gate: GateView, vote: Vote, names: Mapping[int, str], *, counts: bool) -> Plain:
    return {
        "person": names[vote.by],
        "team": vote.team,
        "choice": vote.choice,
        "digest": vote.digest,
        "questions": list(gate.asked_about(vote)),
        "comment": vote.comment,
        "at": vote.at.isoformat(),
        "counts": counts,
    }
