"""The texts that people write in reviews: answers, evidence, comments, waivers, action items."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from readiness.adapters import report_answers
from readiness.core import addresses
from readiness.core.checklists import Question
from readiness.core.search_kinds import Kind, Noun, Subject
from readiness.core.search_texts import Text
from readiness.store.action_items import ActionItem
from readiness.store.answers import AnswerRevision, revisions_by_id
from readiness.store.comments import Comment, edits_by_comment
from readiness.store.waivers import Waiver
from readiness.usecases.search_context import Place, places


def all_answers(session: Session, subjects: Collection[Subject]) -> list[Subject]:
    """Return a subject for each answer of these reviews."""
    wanted = [int(each.id) for each in subjects]
    query = select(AnswerRevision.review_id, AnswerRevision.question).distinct()
    found = session.execute(query.where(AnswerRevision.review_id.in_(wanted)))
    return [Subject(Noun.ANSWER, str(review), question) for review, question in found]


def answers(session: Session, subjects: Collection[Subject]) -> Iterator[Text]:
    """Yield the newest revision of each answer, and the evidence behind it."""
    wanted = {(int(each.id), each.question): each.key for each in subjects}
    around = places(session, (review for review, _ in wanted))
    for row in _newest(session, wanted):
        key = wanted.get((row.review_id, row.question))
        if key is not None:
            yield from _of_answer(key, row, around[row.review_id])


def _newest(session: Session, wanted: Collection[tuple[int, str]]) -> Collection[AnswerRevision]:
    """Return the newest revision of these answers, and of some more."""
    query = select(func.max(AnswerRevision.id)).where(
        AnswerRevision.review_id.in_({review for review, _ in wanted}),
        AnswerRevision.question.in_({question for _, question in wanted}),
    )
    query = query.group_by(AnswerRevision.review_id, AnswerRevision.question)
    return revisions_by_id(session, session.scalars(query).all()).values()


def _of_answer(key: str, row: AnswerRevision, place: Place) -> Iterator[Text]:
    question = place.question(row.question)
    said = _in_words(row, question, place)
    if said:
        yield _text(Kind.ANSWER, key, place, question, body=said, at=row.at)
    for piece in row.evidence:
        named = [str(piece.get(part) or "") for part in ("name", "description", "url")]
        title, *rest = filter(None, named or [""])
        yield _text(
            Kind.EVIDENCE, key, place, question, title=title, body="\n".join(rest), at=row.at
        )


def _in_words(row: AnswerRevision, question: Question | None, place: Place) -> str:
    """Return what the answer says, as a report prints it. Nothing of one to an older question."""
    if question is None or not row.value.get("choice"):
        return str(row.value.get("reason") or "")
    kinds = {str(each["id"]): each["answer"] for each in place.document["questions"]}
    said = report_answers.answer(kinds[question.id], row.value)
    rows = said.table.rows if said.table else ()
    cells = (part for line in rows for cell in line for part in (cell.text, cell.note))
    return "\n".join(filter(None, (said.words, said.reason, " ".join(filter(None, cells)))))


def _text(
    kind: Kind,
    key: str,
    place: Place,
    question: Question | None,
    *,
    body: str,
    at: datetime,
    title: str = "",
    address: str = "",
) -> Text:
    """Return a text about the question; without a title of its own that is what it asks."""
    asked = question.text if question else ""
    said = place.said(question)
    return Text(
        kind=kind,
        key=key,
        service=place.service.id,
        review=place.review.id,
        address=address or place.address(question),
        title=title or asked or place.name,
        place=f"{said}. {asked}" if title and asked else said,
        body=body,
        at=at,
    )


def comments(session: Session, subjects: Collection[Subject]) -> Iterator[Text]:
    wanted = {int(each.id): each.key for each in subjects}
    rows = session.scalars(select(Comment).where(Comment.id.in_(wanted))).all()
    around = places(session, (row.review_id for row in rows))
    edits = edits_by_comment(session, wanted)
    for row in rows:
        place = around[row.review_id]
        question = place.question(row.question)
        gate = {each.id: each.title for each in place.checklist.gates}.get(row.gate or "", "")
        yield _text(
            Kind.COMMENT,
            wanted[row.id],
            place,
            question,
            title=f"Gate {gate}" if gate else "",
            address=addresses.thread(row.review_id, row.thread, row.id),
            body=edits[row.id][-1].body if row.id in edits else row.body,
            at=row.at,
        )


def waivers(session: Session, subjects: Collection[Subject]) -> Iterator[Text]:
    wanted = {int(each.id): each.key for each in subjects}
    rows = session.scalars(select(Waiver).where(Waiver.id.in_(wanted))).all()
    around = places(session, (row.review_id for row in rows))
    for row in rows:
        place = around[row.review_id]
        yield _text(
            Kind.WAIVER,
            wanted[row.id],
            place,
            place.question(row.question),
            address=addresses.waiver(row.id),
            body="\n".join(filter(None, (row.reason, row.control))),
            at=row.at,
        )


def action_items(session: Session, subjects: Collection[Subject]) -> Iterator[Text]:
    wanted = {int(each.id): each.key for each in subjects}
    rows = session.scalars(select(ActionItem).where(ActionItem.id.in_(wanted))).all()
    around: Mapping[int, Place] = places(session, (row.review_id for row in rows))
    for row in rows:
        place = around[row.review_id]
        yield _text(
            Kind.ACTION_ITEM,
            wanted[row.id],
            place,
            place.question(row.question) if row.question else None,
            title=row.title,
            address=addresses.action_item(row.review_id, row.id),
            body=row.link,
            at=row.at,
        )
