"""Which cards of an area a person may answer: all of their team's, and what was handed to them."""

from __future__ import annotations

from dataclasses import dataclass

from readiness.core import delegations as core
from readiness.core.errors import WrongMoment
from readiness.core.listings import in_words
from readiness.core.rights import Action, may
from readiness.usecases import handed_work
from readiness.usecases.dossiers import Dossier
from readiness.usecases.handed_work import NOTHING, Work
from readiness.web.actor import actor
from readiness.web.session import db


@dataclass(frozen=True, slots=True)
class Opening:
    """`why_closed` says why nothing can be answered, or is empty; then `mine` can be.

    `notes` are told above the cards: what is theirs, and what they lose by answering.
    """

    why_closed: str
    mine: frozenset[str]
    notes: tuple[str, ...]
    work: Work


def work_of(found: Dossier, *, is_whole: bool) -> Work:
    """Return what is handed in the review. Only those of other teams need it after a save."""
    if is_whole or not _is_owner(found):
        return handed_work.work(db(), found, by=actor())
    return NOTHING


def opening(found: Dossier, area: str, work: Work) -> Opening:
    asked = frozenset(
        each.question.id for each in found.claimed.asked if each.question.area == area
    )
    mine = asked if _is_owner(found) else asked & handed_work.mine(found, work, by=actor())
    why = _why_closed(found, area, mine)
    notes = () if why else tuple(filter(None, (_theirs(found, asked, mine), _lost(found, area))))
    return Opening(why, mine, notes, work)


def _is_owner(found: Dossier) -> bool:
    return may(actor(), Action.ANSWER, owner_team=found.owner.slug)


def _why_closed(found: Dossier, area: str, mine: frozenset[str]) -> str:
    try:
        found.phase.require_open(area)
    except WrongMoment as refused:
        return refused.sentence
    if mine or _is_owner(found):
        return ""
    return f"Only members of {found.owner.name} answer here. You can comment on each question."


def _theirs(found: Dossier, asked: frozenset[str], mine: frozenset[str]) -> str:
    if _is_owner(found):
        return ""
    if mine == asked:
        return "You answer here because it was handed to you. You can hand it on or give it back."
    count = "1 question" if len(mine) == 1 else f"{len(mine)} questions"
    return f"You answer {count} here, handed to you. {found.owner.name} answers the others."


def _lost(found: Dossier, area: str) -> str:
    """Return what they are to know before they answer: which gates they could sign until then."""
    who = actor()
    able = [gate.rule for gate in found.gates if who.person not in gate.ballot.contributors]
    lost = [gate.title for gate in core.cannot_sign(able, who.teams, {area})]
    if not lost:
        return ""
    return (
        f"You can sign {in_words(lost)}. Once you answer here, you cannot: who answers in an area"
        " signs no gate that covers it."
    )
