"""The forms of the steps after a launch: consultant, acceptance, hand-back, retirement."""

from __future__ import annotations

from datetime import date, timedelta

from wtforms import DateField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length

from readiness.usecases.handovers import LONGEST_REASON
from readiness.web.forms.fields import Form, trimmed

#: What a form offers for a start: a month of notice, then a quarter of consulting.
USUAL_NOTICE, USUAL_CONSULTING = timedelta(days=30), timedelta(days=90)


class StepForm(Form):
    reason = TextAreaField(
        "Why",
        [InputRequired("Say why, for those who read it later."), Length(max=LONGEST_REASON)],
        filters=[trimmed],
        description="Everybody who is signed in reads it on the page of the service.",
        render_kw={"rows": 4},
    )


class ConsultantForm(Form):
    person = SelectField(
        "Consultant",
        [InputRequired("Choose somebody.")],
        choices=[],
        description="Somebody from outside the owner team, of SRE as a rule.",
    )


class AcceptForm(Form):
    team = SelectField("For which team", choices=[])


class HandBackForm(StepForm):
    effective_on = DateField(
        "The notice ends on",
        [InputRequired("Choose the day.")],
        description="Until then your team answers the pager.",
    )
    consulting_until = DateField(
        "You go on consulting until",
        [InputRequired("Choose the day.")],
        description="Your team helps the developers until then.",
    )


def usual(today: date) -> dict[str, date]:
    ends = today + USUAL_NOTICE
    return {"effective_on": ends, "consulting_until": ends + USUAL_CONSULTING}
