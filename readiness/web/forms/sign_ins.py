"""The form to sign in."""

from __future__ import annotations

from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from readiness.web.forms.fields import OLD_PASSWORD, Form, trimmed


class SignInForm(Form):
    email = EmailField(
        "E-mail address",
        [InputRequired("Write your e-mail address."), Length(max=254)],
        filters=[trimmed],
        render_kw={"autocomplete": "username", "autofocus": True},
    )
    password = PasswordField(
        "Password",
        [InputRequired("Write your password."), Length(max=200)],
        render_kw=OLD_PASSWORD,
    )
