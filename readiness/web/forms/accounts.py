"""The forms about one's own account."""

from __future__ import annotations

from wtforms import PasswordField, SelectField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from readiness.web.forms.fields import NEW_PASSWORD, OLD_PASSWORD, Form, trimmed, zone_choices

AT_LEAST = "At least 12 characters. A few unrelated words are easy to remember."


class ProfileForm(Form):
    name = StringField(
        "Name",
        [InputRequired("Write your name."), Length(max=100)],
        filters=[trimmed],
        description="As others see it beside answers and votes.",
        render_kw={"autocomplete": "name"},
    )
    time_zone = SelectField(
        "Time zone",
        choices=zone_choices,
        description="Times are shown in it.",
    )


class PasswordForm(Form):
    old = PasswordField(
        "Current password",
        [InputRequired("Write your current password."), Length(max=200)],
        render_kw=OLD_PASSWORD,
    )
    password = PasswordField(
        "New password",
        [InputRequired("Write a new password.")],
        description=AT_LEAST,
        render_kw=NEW_PASSWORD,
    )
    again = PasswordField(
        "New password again",
        [InputRequired("Write it again."), EqualTo("password", "The two are not the same.")],
        render_kw=NEW_PASSWORD,
    )
