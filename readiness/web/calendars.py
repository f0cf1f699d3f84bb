"""The page of a team for everybody, and the forms of those who may say when it works."""

from __future__ import annotations

from datetime import date

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from readiness.core.errors import BadInput, NotFound
from readiness.usecases import calendars, owed_items, team_pages, waiver_debt
from readiness.usecases.team_pages import TeamPage
from readiness.web.actor import actor
from readiness.web.clock import now
from readiness.web.forms.calendars import HolidaysForm, WeekForm
from readiness.web.session import db, save


def show(slug: str) -> ResponseReturnValue:
    return _page(slug)


def _page(slug: str, week: WeekForm | None = None, holidays: HolidaysForm | None = None) -> str:
    found = team_pages.page(db(), slug, by=actor(), now=now())
    return render_template(
        "teams/calendar.html",
        page=found,
        overdue=owed_items.overdue_of_team(db(), slug, by=actor(), now=now()),
        waiver_debt=waiver_debt.of_team(db(), found.team, by=actor(), now=now()),
        week=week or _week_of(found),
        holidays=holidays or HolidaysForm(formdata=None),
    )


def _week_of(found: TeamPage) -> WeekForm:
    team = found.team
    return WeekForm(formdata=None, time_zone=team.time_zone, weekend=team.weekend)


def change_week(slug: str) -> ResponseReturnValue:
    form = WeekForm()
    try:
        if form.validate():
            return _changed(slug, form)
    except BadInput as fault:
        form.blame(fault)
    return _page(slug, week=form), 422


def _changed(slug: str, form: WeekForm) -> ResponseReturnValue:
    zone, weekend = form.time_zone.data, form.weekend.data or ()
    calendars.change_week(db(), slug, time_zone=zone, weekend=weekend, by=actor(), now=now())
    return _done(slug, "The time zone and the days off are saved.")


def add_holidays(slug: str) -> ResponseReturnValue:
    form = HolidaysForm()
    try:
        if form.validate():
            return _added(slug, form.holidays.data)
    except BadInput as fault:
        form.blame(fault)
    return _page(slug, holidays=form), 422


def _added(slug: str, text: str) -> ResponseReturnValue:
    count = calendars.add_holidays(db(), slug, text, by=actor(), now=now())
    added = "1 day is added." if count == 1 else f"{count} days are added."
    return _done(slug, added if count else "These days were there already.")


def remove_holiday(slug: str, day: str) -> ResponseReturnValue:
    calendars.remove_holiday(db(), slug, _day(day), by=actor(), now=now())
    return _done(slug, "It is a working day again, unless it falls on a day off of the week.")


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NotFound("There is no such day.") from error


def _done(slug: str, sentence: str) -> ResponseReturnValue:
    save()
    flash(sentence, "success")
    return redirect(url_for("calendars.show", slug=slug))
