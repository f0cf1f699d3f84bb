"""The form of being out of office."""

from __future__ import annotations

from wtforms import DateField, SelectField
from wtforms.validators import InputRequired

from readiness.web.forms.fields import Form


class AbsenceForm(Form):
    until = DateField(
        "Last day away",
        [InputRequired("Write the last day on which you are away, as in 2026-12-31.")],
        description="You are back on the day after it.",
    )
    substitute = SelectField(
        "Who stands in",
        coerce=int,
        choices=[],
        description="Somebody who shares a team with you.",
    )
