"""The forms of the administrator about teams."""

from __future__ import annotations

from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from readiness.web.forms.fields import Form, trimmed, zone_choices


class TeamForm(Form):
    name = StringField(
        "Name", [InputRequired("Write the team's name."), Length(max=100)], filters=[trimmed]
    )
    slug = StringField(
        "Short name",
        [InputRequired("Write a short name."), Length(max=40)],
        filters=[trimmed],
        description="Small letters, digits and hyphens. Gates are signed by the teams "
        "sre, security, privacy and launch.",
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    time_zone = SelectField(
        "Time zone",
        choices=zone_choices,
        default="UTC",
        description="What ends, ends on the morning of a working day there.",
    )


class MemberForm(Form):
    person = SelectField("Person", coerce=int, choices=[])
