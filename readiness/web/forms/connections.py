"""The forms to make a connection and to change one."""

from __future__ import annotations

from wtforms import RadioField, StringField
from wtforms.validators import InputRequired, Length

from readiness.core.connections import EVENTS, GROUPS, KINDS, Kind
from readiness.core.outside_addresses import MOST
from readiness.web.forms.fields import CheckboxesField, Form, choices, trimmed


class ConnectionForm(Form):
    """`secret_url` is called so that no page keeps it for who has to sign in again."""

    name = StringField(
        "What it is called",
        [InputRequired("Write what it is called."), Length(max=100)],
        filters=[trimmed],
        description="As in “#launches” or “our deployment board”.",
    )
    secret_url = StringField(
        "New address",
        [Length(max=MOST)],
        filters=[trimmed],
        description="Leave it empty to keep the one it has. Another host gets a new secret.",
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
    events = CheckboxesField(
        "What it hears of",
        choices=choices({each.choice: "All of these" for each in GROUPS} | {**EVENTS}),
        description="Without any choice it hears of everything. “All of these” means also what is "
        "added to them later.",
    )
    teams = CheckboxesField(
        "Whose services",
        choices=[],
        description="Without any choice it hears of the services of every team.",
    )


class NewConnectionForm(ConnectionForm):
    kind = RadioField(
        "What it leads to",
        choices=choices({kind.value: name for kind, name in KINDS.items()}),
        default=Kind.SLACK.value,
    )
    secret_url = StringField(
        "Address",
        [InputRequired("Paste the address that you were given."), Length(max=MOST)],
        filters=[trimmed],
        description="It is kept encrypted and not shown again, since whoever has it can write there.",
        render_kw={"autocomplete": "off", "spellcheck": "false"},
    )
