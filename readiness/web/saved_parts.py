"""What a save changes on the page of an area, for the script to put in its place."""

from __future__ import annotations

from collections.abc import Collection

from flask import get_template_attribute, render_template

from readiness.usecases import answers, dossiers
from readiness.usecases.dossiers import Dossier
from readiness.web import asked_changes
from readiness.web.actor import actor
from readiness.web.areas import View, view
from readiness.web.cards import Card, Refusal
from readiness.web.clock import now
from readiness.web.session import db
from readiness.web.talks import Talk, talk

Reply = dict[str, object]


def saved(review_id: int, question: str, shown: Collection[str]) -> Reply:
    """Return the new grade and figures, and the cards of questions that apply only now.

    `shown` are the questions that the page has. Fields are never among the parts.
    """
    area, found = question.partition(".")[0], _dossier(review_id)
    seen = view(found, area, Talk())
    card = next(each for each in seen.cards if each.id == question)
    fresh = {each.id for each in seen.cards} - set(shown) if shown else set()
    return {
        "state": "saved",
        "said": " ".join(filter(None, (f"{card.saved_text}.", _follow_ups(len(fresh))))),
        "base": card.base,
        "shape": card.shape,
        "parts": _parts(card, seen),
        "asked": [each.id for each in seen.cards],
        "cards": _cards(found, area, fresh),
    }


def refused(review_id: int, area: str, refusal: Refusal) -> Reply:
    reply: Reply = {
        "state": "refused",
        "said": refusal.sentence,
        "faults": dict(refusal.faults),
    }
    if refusal.theirs is None:
        return reply
    seen = view(_dossier(review_id), area, Talk(), refusal)
    card = next(each for each in seen.cards if each.id == refusal.question)
    conflict = _draw("_answer", "conflict", card, seen)
    return reply | {"state": "conflict", "base": card.base, "conflict": conflict}


def since(review_id: int, question: str) -> int:
    """Return the first revision that says what the newest one says, whatever their evidence."""
    return answers.same_since(db(), review_id, question, by=actor())


def evidence(review_id: int, question: str) -> str:
    """Return the evidence of the card, for who has just added some."""
    seen = view(_dossier(review_id), question.partition(".")[0], Talk())
    card = next(each for each in seen.cards if each.id == question)
    post = f"/reviews/{review_id}/questions/{question}"
    return _draw("_evidence", "evidence", card, seen, post)


def _cards(found: Dossier, area: str, fresh: Collection[str]) -> dict[str, str]:
    if not fresh:
        return {}
    seen = view(found, area, talk(db(), found, area, by=actor()), is_whole=True)
    return {
        each.id: _draw("_card", "question_card", each, seen.at(each.id), actor())
        for each in seen.cards
        if each.id in fresh
    }


def _dossier(review_id: int) -> Dossier:
    return dossiers.dossier(db(), review_id, by=actor(), now=now())


def _parts(card: Card, seen: View) -> dict[str, str]:
    post = f"/reviews/{seen.found.review.id}/questions/{card.id}"
    return {
        f"{card.id}-marks": _draw("_card", "marks", card),
        f"{card.id}-grade": _draw("_card", "grade", card),
        f"{card.id}-suggestion": _draw("_suggestion", "suggestion", card, seen, post),
        f"{card.id}-waiver": _draw("_waiver", "waiver", card, seen, post),
        "area-asked": _asked(seen),
        "area-waiting": _draw("_suggestion", "waiting", seen),
        "area-figures": _draw("_frame", "figures", seen.place),
        "area-nav": _draw("_frame", "navigation", seen),
    }


def _asked(seen: View) -> str:
    """Return what reviewers asked for in the area: a save may answer some of it."""
    area = seen.place.area.id
    asked = asked_changes.of_area(db(), seen.found, area, by=actor())
    return render_template("gates/_asked.html", asked=asked).strip()


def _draw(file: str, macro: str, *about: object) -> str:
    return str(get_template_attribute(f"areas/{file}.html", macro)(*about)).strip()


def _follow_ups(count: int) -> str:
    if not count:
        return ""
    return "1 more question follows from it." if count == 1 else f"{count} more questions follow."
