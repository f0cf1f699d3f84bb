"""The form to make a token."""

from __future__ import annotations

from wtforms import IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from readiness.core.rights import Scope
from readiness.usecases.tokens import MOST_DAYS, USUAL_DAYS
from readiness.web.forms.fields import CheckboxesField, Form, choices, trimmed

SCOPES = {
    Scope.GATE.value: "Ask the gate whether a launch may go ahead",
    Scope.DEPLOY.value: "Report deployments",
    Scope.METRICS.value: "Read the figures of the whole installation (Prometheus)",
}


class TokenForm(Form):
    name = StringField(
        "What it is for",
        [InputRequired("Write what it is for."), Length(max=100)],
        filters=[trimmed],
        description="As in “payments pipeline”.",
    )
    scopes = CheckboxesField("What it may do", choices=choices(SCOPES), default=[Scope.GATE.value])
    service = SelectField("Service", choices=[], description="One token for each service is safer.")
    days = IntegerField(
        "Valid for",
        [InputRequired("Write a number of days."), NumberRange(1, MOST_DAYS)],
        default=USUAL_DAYS,
        description=f"At most {MOST_DAYS} days. Revoke it at any time.",
    )
