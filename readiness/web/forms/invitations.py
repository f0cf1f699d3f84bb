"""The forms behind one-time links."""

from __future__ import annotations

from wtforms import EmailField, PasswordField, SelectField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from readiness.web.forms.accounts import AT_LEAST
from readiness.web.forms.fields import NEW_PASSWORD, Form, trimmed, zone_choices


class NewPasswordForm(Form):
    password = PasswordField(
        "Password",
        [InputRequired("Choose a password.")],
        description=AT_LEAST,
        render_kw=NEW_PASSWORD,
    )
    again = PasswordField(
        "Password again",
        [InputRequired("Write it again."), EqualTo("password", "The two are not the same.")],
        render_kw=NEW_PASSWORD,
    )


class AcceptForm(NewPasswordForm):
    """For an invitation: the address is known."""

    name = StringField(
        "Your name",
        [InputRequired("Write your name."), Length(max=100)],
        filters=[trimmed],
        render_kw={"autocomplete": "name"},
    )
    time_zone = SelectField("Time zone", choices=zone_choices, default="UTC")


class FirstForm(AcceptForm):
    """For the first administrator, whom nobody invited."""

    email = EmailField(
        "E-mail address",
        [InputRequired("Write your e-mail address."), Length(max=254)],
        filters=[trimmed],
        description="You sign in with it.",
        render_kw={"autocomplete": "username"},
    )
