"""The forms of the administrator about people."""

from __future__ import annotations

from wtforms import EmailField, SelectField
from wtforms.validators import InputRequired, Length

from readiness.core.rights import Role
from readiness.web.forms.fields import CheckboxesField, Form, choices, trimmed

ROLES = {
    Role.COORDINATOR.value: "Launch coordinator: owns checklists, decides on waivers",
    Role.AUDITOR.value: "Auditor: reads everything, changes nothing",
    Role.ADMINISTRATOR.value: "Administrator: people, teams and tokens; no vote",
}


class AddressForm(Form):
    """A second account of somebody who is here already."""

    email = EmailField(
        "E-mail address",
        [InputRequired("Write the e-mail address."), Length(max=254)],
        filters=[trimmed],
        description="They will sign in with it. No mail is sent.",
        render_kw={"autocomplete": "off"},
    )


class InviteForm(AddressForm):
    teams = CheckboxesField("Teams", choices=[])
    roles = CheckboxesField("Roles", choices=choices(ROLES))


class RoleForm(Form):
    role = SelectField("Role", choices=choices(ROLES))
