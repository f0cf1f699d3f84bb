"""The administrator's page of teams and their members."""

from __future__ import annotations

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from readiness.core.errors import BadInput
from readiness.usecases import checklists, people, teams
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.fields import choices
from readiness.web.forms.teams import MemberForm, TeamForm
from readiness.web.session import db, save


def index() -> ResponseReturnValue:
    return _page(TeamForm())


def _page(form: TeamForm) -> str:
    form.name_signers(checklists.signing_teams(db(), by=actor()))
    return render_template("teams/index.html", teams=teams.listing(db(), by=actor()), form=form)


def create() -> ResponseReturnValue:
    form = TeamForm()
    try:
        slug = _created(form) if form.validate() else None
    except BadInput as fault:
        form.blame(fault)
        slug = None
    if slug is None:
        return _page(form), 422
    flash("The team is created. Now add its members.", "success")
    return redirect(url_for("teams.show", slug=slug))


def _created(form: TeamForm) -> str:
    team = teams.create(
        db(),
        form.slug.data,
        by=actor(),
        now=now(),
        name=form.name.data,
        time_zone=form.time_zone.data,
    )
    save()
    return team.slug


def show(slug: str) -> ResponseReturnValue:
    team = teams.one(db(), slug, by=actor())
    return render_template("teams/show.html", team=team, form=_member_form(slug))


def _member_form(slug: str) -> MemberForm:
    """Return the form with everybody who is active and no member yet."""
    members = {person.id for person in teams.one(db(), slug, by=actor()).members}
    form = MemberForm()
    form.person.choices = choices(
        (str(listed.id), f"{listed.name} · {listed.accounts[0].email}")
        for listed in people.listing(db(), by=actor())
        if listed.is_active and listed.id not in members
    )
    return form


def add(slug: str) -> ResponseReturnValue:
    form = _member_form(slug)
    if not form.validate():
        raise BadInput("Choose somebody from the list who is not in the team yet.")
    teams.add(db(), slug, form.person.data, by=actor(), now=now())
    return _done(slug, "They belong to the team now.")


def remove(slug: str, person_id: int) -> ResponseReturnValue:
    teams.remove(db(), slug, person_id, by=actor(), now=now())
    return _done(slug, "They no longer belong to the team.")


def _done(slug: str, sentence: str) -> ResponseReturnValue:
    save()
    flash(sentence, "success")
    return redirect(url_for("teams.show", slug=slug))
