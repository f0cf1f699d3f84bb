"""Snapshots of reviews, made from a checklist's document and answers drawn at random."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from random import Random

from readiness.core import checklist_documents
from readiness.core.checklists import Checklist, GateRule, Question
from readiness.core.grades import Graded, Standing, grade
from readiness.core.scoring import score
from tests.factories.given_answers import NOW, SENTENCES, TODAY, Document, answer
from tests.factories.waiver_snapshots import waiver

PEOPLE = ("Alice Meyer", "Bob Novak", "Carol Diaz", "Dan Ito", "Erin Wolf")


def digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def snapshot(
    document: Mapping[str, object],
    *,
    seed: int = 1,
    good: float = 0.85,
    evidence: bool = True,
    signed: bool = True,
    answers: Mapping[str, Document | None] | None = None,
) -> Document:
    """Return a review of which everything is asked; `good` is the share of answers that are met."""
    draw, checklist = Random(seed), checklist_documents.read(dict(document))
    given = {q.id: answer(q.answer, draw, good=draw.random() < good) for q in checklist.questions}
    chosen = {**given, **(answers or {})}
    proofs = {q.id: _evidence(q, draw) if evidence else [] for q in checklist.questions}
    graded = [
        Graded(q, grade(q, chosen[q.id], len(proofs[q.id]), TODAY)) for q in checklist.questions
    ]
    unmet = [each for each in graded if each.grade.standing in (Standing.PARTLY, Standing.UNMET)]
    return {
        "schema": "readiness/review/1",
        "review": _review(),
        "checklist": _checklist(checklist),
        "facts": {"tier": 1, "data": ["cards", "personal"], "public": True, "stores_data": True},
        "areas": [
            {
                "area": area.id,
                "title": area.title,
                "questions": [
                    _question(each, document, chosen[each.question.id], proofs, draw)
                    for each in graded
                    if each.question.area == area.id
                ],
            }
            for area in checklist.areas
        ],
        "score": _score(graded),
        "reasons": [] if signed else _reasons(graded, checklist),
        "gates": [_gate(gate, draw, signed=signed) for gate in checklist.gates],
        "waivers": [
            waiver(each.question.id, PEOPLE, draw) for each in unmet if each.question.blocks
        ],
        "owed": [_owed(), _owed(owner=None, before_launch=False, link="/checklists/launch/1#a.b")],
        "at": NOW.isoformat(),
    }


def _owed(**changes: object) -> Document:
    """Return an action item that is open."""
    return {
        "title": "Move the alerts to the new pager",
        "link": "https://tickets.example.com/41",
        "owner": PEOPLE[0],
        "due_on": (NOW + timedelta(days=9)).date().isoformat(),
        "before_launch": True,
        **changes,
    }


def _review() -> Document:
    return {
        "id": 3,
        "kind": "launch",
        "service": {"slug": "checkout", "name": "Checkout"},
        "owner": {"slug": "payments", "name": "Payments"},
        "environment": "production",
        "asked_by": PEOPLE[0],
        "asked_at": (NOW - timedelta(days=24)).isoformat(),
        "planned_at": (NOW + timedelta(days=18)).isoformat(),
    }


def _checklist(checklist: Checklist) -> Document:
    return {
        "id": checklist.id,
        "version": checklist.version,
        "title": checklist.title,
        "digest": digest(checklist.title),
    }


def _evidence(question: Question, draw: Random) -> list[Document]:
    page = question.id.replace(".", "/")
    hosts = ("https://wiki.example.com/", "https://git.example.com/checkout/")
    found: list[Document] = [
        {"url": host + page, "description": f"{question.proof} ({draw.randint(100, 999)})"}
        for host in hosts
    ]
    return found[: draw.randint(1, 2)]


def _question(
    each: Graded,
    document: Mapping[str, object],
    value: Document | None,
    proofs: Mapping[str, list[Document]],
    draw: Random,
) -> Document:
    question = each.question
    definition = checklist_documents.question_definition(dict(document), question.id)
    return {
        "id": question.id,
        "text": question.text,
        "why": question.why,
        "weight": question.weight,
        "blocks": question.blocks,
        "answer_type": definition["answer"],
        "answer": value,
        "evidence": proofs[question.id] if value else [],
        "answered_by": PEOPLE[0] if value else None,
        "answered_at": (NOW - timedelta(days=draw.randint(2, 9))).isoformat() if value else None,
        "standing": each.grade.standing.value,
        "grade": each.grade.sentence,
        "comments": _comments(draw) if draw.random() < 0.2 else [],
    }


def _comments(draw: Random) -> list[Document]:
    pairs = ((PEOPLE[1], "Which region was that in?"), (PEOPLE[0], draw.choice(SENTENCES)))
    return [
        {"person": person, "at": (NOW - timedelta(hours=50 - at)).isoformat(), "body": body}
        for at, (person, body) in enumerate(pairs)
    ]


def _score(graded: Sequence[Graded]) -> Document:
    counted = score(graded)
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


def _reasons(graded: Sequence[Graded], checklist: Checklist) -> list[Document]:
    waiting: list[Document] = [
        {"code": "gate_waiting", "sentence": f"{gate.title} waits for 1 vote.", "turn": gate.team}
        for gate in checklist.gates
    ]
    stopping: list[Document] = [
        {
            "code": "blocker_unmet",
            "sentence": f"{each.question.text} {each.grade.sentence}",
            "turn": "Payments",
        }
        for each in graded
        if each.question.blocks and not each.grade.is_met
    ]
    return waiting + stopping


def _gate(gate: GateRule, draw: Random, *, signed: bool) -> Document:
    now, before = digest(gate.id), digest(gate.id + "before")
    return {
        "gate": gate.id,
        "title": gate.title,
        "areas": list(gate.areas),
        "team": gate.team,
        "people": gate.people,
        "state": "signed" if signed else "waiting",
        "digest": now,
        "votes": [
            _vote(PEOPLE[2], gate.team, "request_changes", before, "Which limit applies?", False),
            *([_vote(PEOPLE[1], gate.team, "approve", now, "", True)] if signed else []),
        ],
        "comments": [],
    }


def _vote(person: str, team: str, choice: str, seen: str, comment: str, counts: bool) -> Document:
    return {
        "person": person,
        "team": team,
        "choice": choice,
        "digest": seen,
        "question": None,
        "comment": comment,
        "at": (NOW - timedelta(days=1 if counts else 4)).isoformat(),
        "counts": counts,
    }
