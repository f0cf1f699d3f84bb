"""Services: the list, one in full, a new one, and what is known about it."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from readiness.core import facts
from readiness.core.errors import BadInput
from readiness.core.facts import FACTS
from readiness.core.pipeline_snippets import snippets
from readiness.core.rights import Action, may
from readiness.extensions import settings
from readiness.usecases import (
    broken_glasses,
    freeze_pages,
    owed_items,
    portfolios,
    profiles,
    services,
    waiver_pages,
)
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.fields import choices
from readiness.web.forms.services import FactsForm, ServiceForm, shown
from readiness.web.portfolio_filters import Address, read
from readiness.web.session import db, save


def index() -> ResponseReturnValue:
    given = read(request.args, actor().teams)
    found = portfolios.page(db(), given.wanted, by=actor(), now=now(), number=given.page)
    return render_template(
        "services/index.html",
        page=found,
        frozen=freeze_pages.running(db(), by=actor(), now=now()),
        address=Address(given, url_for("services.index")),
        blocked=portfolios.blocked(db(), by=actor(), now=now()),
        may_create=bool(services.possible_owners(db(), by=actor())),
    )


def show(slug: str) -> ResponseReturnValue:
    return render_template(
        "services/show.html",
        profile=profiles.profile(db(), slug, by=actor(), now=now()),
        waived=waiver_pages.of_service(db(), slug, by=actor(), now=now()),
        broken=broken_glasses.of_service(db(), slug, by=actor()),
        overdue=owed_items.overdue_of_service(db(), slug, by=actor(), now=now()),
        facts=FACTS,
        **asking(slug),
    )


def asking(slug: str) -> dict[str, object]:
    """Return how a pipeline asks the gate of the service, and how its gate of changes."""
    server = settings().public_url
    return {
        "steps": snippets(slug, server),
        "change_steps": snippets(slug, server, is_change=True),
    }


def offer() -> ResponseReturnValue:
    return _new_page(_new_form())


def _new_form() -> ServiceForm:
    form = ServiceForm()
    owners = services.possible_owners(db(), by=actor())
    form.team.choices = choices((team.slug, team.name) for team in owners)
    return form


def _new_page(form: ServiceForm) -> str:
    return render_template(
        "services/new.html", form=form, may_manage=may(actor(), Action.MANAGE_PEOPLE)
    )


def create() -> ResponseReturnValue:
    form = _new_form()
    try:
        slug = _created(form) if form.validate() else None
    except BadInput as fault:
        form.blame(fault)
        slug = None
    if slug is None:
        return _new_page(form), 422
    flash("The service is registered. Its gate stays closed until a review is approved.", "success")
    return redirect(url_for("services.show", slug=slug))


def _created(form: ServiceForm) -> str:
    service = services.create(
        db(),
        form.name.data,
        team=form.team.data,
        facts=form.facts(),
        description=form.description.data or "",
        by=actor(),
        now=now(),
    )
    save(url_for("services.show", slug=service.slug))
    return service.slug


def offer_facts(slug: str) -> ResponseReturnValue:
    known = services.changeable(db(), slug, by=actor())
    return _facts_page(slug, FactsForm(data=shown(facts.from_plain(known.facts))))


def _facts_page(slug: str, form: FactsForm) -> str:
    found = profiles.profile(db(), slug, by=actor(), now=now())
    return render_template("services/facts.html", profile=found, form=form)


def change_facts(slug: str) -> ResponseReturnValue:
    form = FactsForm()
    services.changeable(db(), slug, by=actor())
    if not form.validate():
        return _facts_page(slug, form), 422
    services.change_facts(db(), slug, form.facts(), by=actor(), now=now())
    save()
    flash("The facts are saved. Reviews that run keep the facts they started with.", "success")
    return redirect(url_for("services.show", slug=slug))
