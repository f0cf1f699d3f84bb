"""Trying a checklist out: facts and answers stand in the address, so that a trial can be shared."""

from __future__ import annotations

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from readiness.core.answer_words import good_answer
from readiness.core.kind_words import noun
from readiness.usecases import tryouts
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.condition_texts import said_of
from readiness.web.forms import tryouts as forms
from readiness.web.forms.services import FactsForm, shown
from readiness.web.session import db


def show(name: str, number: int) -> ResponseReturnValue:
    service = _service()
    facts = forms.facts(request.args)
    if service and not forms.has_facts(request.args):
        facts = service.facts
    given = forms.given(request.args)
    tried = tryouts.tried(db(), name, number, facts=facts, given=given, by=actor(), now=now())
    return render_template(
        "tryouts/show.html",
        checklist=tried.checklist,
        found=tried.found,
        given=given,
        service=service,
        slug=request.args.get("service", ""),
        form=FactsForm(data=shown(facts)),
        facts_query=shown(facts),
        texts={question.id: question.text for question in tried.checklist.questions},
        words=said_of(tried.checklist),
        good_answer=good_answer,
        stops=f"the {noun(tried.checklist.kind)}",
    )


def of_service(slug: str) -> ResponseReturnValue:
    checklist = tryouts.of_launches(db(), by=actor())
    here = url_for("tryouts.show", name=checklist.id, number=checklist.version, service=slug)
    return redirect(here)


def _service() -> tryouts.Known | None:
    slug = request.args.get("service", "")
    return tryouts.known(db(), slug, by=actor()) if slug else None
