"""The forms of when a team works."""

from __future__ import annotations

from wtforms import SelectField, TextAreaField
from wtforms.validators import InputRequired

from readiness.core.working_days import DAYS
from readiness.web.forms.fields import CheckboxesField, Form, choices, zone_choices


class WeekForm(Form):
    time_zone = SelectField(
        "Time zone",
        choices=zone_choices,
        description="Its working days begin and end at midnight there.",
    )
    weekend = CheckboxesField(
        "Days off in every week", choices=choices((day, day.capitalize()) for day in DAYS)
    )


class HolidaysForm(Form):
    holidays = TextAreaField(
        "Days and names",
        [InputRequired("Write a day and a name, as in 2026-12-25 Christmas.")],
        description="One on each line, as in 2026-12-25 Christmas. A list can be pasted.",
        render_kw={"rows": 4, "spellcheck": "false"},
    )
