"""A gate: what a reviewer reads and votes on."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from readiness.core.confirmations import unproven
from readiness.core.errors import BadInput, SeenAnother, TooMany
from readiness.core.signoffs import Choice
from readiness.usecases import assignment_pages, signoffs
from readiness.usecases.passwords import Proven
from readiness.usecases.readings import Reading, reading
from readiness.web import confirming, gate_pages, refusals
from readiness.web.actor import actor
from readiness.web.cards import Refusal
from readiness.web.clock import now
from readiness.web.forms.gates import VoteForm
from readiness.web.hand_cards import hand_card
from readiness.web.session import db, save
from readiness.web.thread_views import Typed

DONE = {
    Choice.APPROVE: "Your approval is recorded.",
    Choice.REQUEST_CHANGES: "You asked for changes. The team sees your comment.",
    Choice.DENY: "You refused the signature. The gate is closed until that ends.",
}
LOOK = "Nothing is recorded yet. Look at what is here now, then record your vote."


def _read(review_id: int, gate: str, seen: str = "") -> Reading:
    return reading(db(), review_id, gate, by=actor(), now=now(), seen=seen)


def _page(
    found: Reading,
    *,
    vote: VoteForm | None = None,
    typed: Refusal | None = None,
    said: Typed | None = None,
    warning: str = "",
    fault: str = "",
) -> str:
    usual = VoteForm(formdata=None, digest=found.gate.ballot.digest)
    asks_password = confirming.asks_password()
    return render_template(
        "gates/show.html",
        page=gate_pages.page_of(found, now=now(), typed=said),
        words=gate_pages.STANDINGS,
        votes=gate_pages.VOTES,
        notes=gate_pages.NOTES,
        refusals=refusals,
        form=(vote or usual).offer(found, asks_password=asks_password),
        asks_password=asks_password,
        typed=typed,
        warning=warning,
        card=hand_card(_hand(found), fault),
    )


def _hand(found: Reading) -> assignment_pages.Hand:
    return assignment_pages.hand(db(), found.found, found.gate, by=actor(), now=now())


def page(
    review_id: int,
    gate: str,
    fault: str = "",
    *,
    typed: Refusal | None = None,
    said: Typed | None = None,
) -> str:
    """Return the gate's page with what could not be done: who has it in hand, or a comment.

    `typed` would have started a thread, `said` is of one that stands there.
    """
    return _page(_read(review_id, gate), fault=fault, typed=typed, said=said)


def show(review_id: int, gate: str) -> ResponseReturnValue:
    return _page(_read(review_id, gate))


def vote(review_id: int, gate: str) -> ResponseReturnValue:
    """Nothing that was typed is lost, whatever is refused."""
    form, proven, status = VoteForm(), None, 422
    if not form.digest.data:
        return _opened_anew(review_id, gate, form)
    try:
        if form.validate():
            proven = confirming.proven_again(form.password.data or "")
            return _voted(review_id, gate, form, proven)
    except TooMany as refused:
        form.blame(unproven(refused.sentence))
        status = 429
    except SeenAnother as another:
        confirming.keep(proven)
        return _changed_meanwhile(review_id, gate, form, another)
    except BadInput as fault:
        confirming.keep(proven)
        form.blame(fault)
    return _page(_read(review_id, gate), vote=form), status


def _voted(review_id: int, gate: str, form: VoteForm, proven: Proven | None) -> ResponseReturnValue:
    choice = Choice(form.choice.data)
    signoffs.vote(
        db(),
        review_id,
        gate,
        choice,
        digest=form.digest.data,
        comment=form.comment.data or "",
        questions=form.questions.data or (),
        denial=form.lifts,
        by=confirming.confirmed(proven),
        now=now(),
    )
    save()
    flash(DONE[choice], "success")
    return redirect(url_for("gates.show", review_id=review_id, gate=gate))


def _opened_anew(review_id: int, gate: str, form: VoteForm) -> ResponseReturnValue:
    """Show what is there now to who typed a vote before a sign-in: nobody votes on it unseen."""
    found = _read(review_id, gate)
    form.digest.data = found.gate.ballot.digest
    return _page(found, vote=form, warning=LOOK), 422


def _changed_meanwhile(
    review_id: int, gate: str, form: VoteForm, another: SeenAnother
) -> ResponseReturnValue:
    """Show what changed, with the comment as it was typed and the form for what is there now."""
    found = _read(review_id, gate, seen=form.digest.data)
    form.digest.data = another.digest
    return _page(found, vote=form, warning=another.sentence), 409


def withdraw(review_id: int, vote_id: int) -> ResponseReturnValue:
    gate = signoffs.withdraw(db(), review_id, vote_id, by=actor(), now=now())
    save()
    flash("Your vote is taken back. The record keeps that you gave it.", "success")
    return redirect(url_for("gates.show", review_id=review_id, gate=gate))
