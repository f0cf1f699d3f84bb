"""Makes the cards of an area's questions out of the review's dossier."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from readiness.adapters.report_answers import answer as in_words
from readiness.core import checklist_documents
from readiness.core.applicability import Asked
from readiness.core.checklists import Question
from readiness.core.evidence import weigh
from readiness.core.scoring import Loss
from readiness.core.waiver_requests import can_wait
from readiness.core.waivers import WaiverState
from readiness.store.answers import AnswerRevision
from readiness.usecases import waiver_requests
from readiness.usecases.dossiers import Dossier
from readiness.usecases.suggestions import Suggestion
from readiness.web.cards import Acceptance, Card, Offered, Refusal
from readiness.web.merge_words import CHOICES as WORDS
from readiness.web.merge_words import choices
from readiness.web.talks import Talk, history, remarks, wanted
from readiness.web.thread_views import views

EMPTY: Mapping[str, object] = {"choice": "", "reason": ""}


def card(
    found: Dossier,
    asked: Asked,
    talk: Talk,
    *,
    losses: Mapping[str, Loss],
    now: datetime,
    zone: str,
    refusal: Refusal | None = None,
    earlier: Suggestion | None = None,
    is_taken: bool = False,
) -> Card:
    question = asked.question
    graded, revision = found.graded(question.id), found.answer(question.id)
    kind = _kind(found, question)
    waivers = _waivers(found, question.id, now)
    states = {each.state for each in waivers}
    offered = _offered(question, kind, earlier, now, is_taken=is_taken)
    stands = revision.value if revision else EMPTY
    shown = earlier.revision.value if earlier and is_taken else stands
    is_answer = refusal is not None and refusal.form == "answer"
    theirs = refusal.theirs if refusal else None
    return Card(
        question=question,
        asked=asked,
        graded=graded,
        revision=revision,
        value=refusal.typed if refusal and is_answer else shown,
        base=theirs.number if theirs else _base(refusal, revision),
        answer=in_words(kind, stands if revision else None),
        loss=losses.get(question.id),
        is_unsent=question.id in found.unsent,
        saved_text="" if refusal and is_answer else saved(revision, now, zone),
        waivers=waivers,
        is_waived=WaiverState.GRANTED in states,
        can_ask_waiver=can_wait(graded) and not waiver_requests.is_asked(found, question.id, now),
        refusal=refusal,
        theirs=in_words(kind, theirs.theirs) if theirs else None,
        merges=choices(refusal.typed, theirs, refusal.before, WORDS) if refusal and theirs else (),
        remarks=remarks(question, talk),
        threads=views(talk.threads, talk.threads.on_question(question), talk.typed),
        history=history(question, kind, talk),
        offered=offered,
        wanted=wanted(question, talk),
    )


def _offered(
    question: Question,
    kind: Mapping[str, object],
    earlier: Suggestion | None,
    now: datetime,
    *,
    is_taken: bool,
) -> Offered | None:
    if earlier is None:
        return None
    row = earlier.revision
    proof = weigh(question, row.evidence, now.date())
    return Offered(earlier, in_words(kind, row.value), proof.aged, is_taken)


def _kind(found: Dossier, question: Question) -> Mapping[str, object]:
    definition = checklist_documents.question_definition(found.pinned.document, question.id)
    kind = definition["answer"]
    assert isinstance(kind, Mapping)
    return kind


def _base(refusal: Refusal | None, revision: AnswerRevision | None) -> int:
    if refusal is not None and "base" in refusal.typed:
        return int(str(refusal.typed["base"]))
    return revision.number if revision else 0


def _waivers(found: Dossier, question: str, now: datetime) -> tuple[Acceptance, ...]:
    return tuple(
        Acceptance(each, each.waiver.state(now))
        for each in found.waivers
        if each.question == question
    )


def saved(revision: AnswerRevision | None, now: datetime, zone: str) -> str:
    """Return when the answer was saved, in the person's zone: with the day if it is another."""
    if revision is None:
        return ""
    at, today = revision.at.astimezone(ZoneInfo(zone)), now.astimezone(ZoneInfo(zone))
    is_today = at.date() == today.date()
    return f"Saved {at:%H:%M}" if is_today else f"Saved {at.day} {at:%B, %H:%M}"
