"""The forms of advisory mode."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from wtforms import DateField, RadioField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from readiness.core.advisory import Scope
from readiness.core.working_days import instant
from readiness.usecases.holds import LONGEST_REASON
from readiness.web.forms.fields import Form, choices, trimmed

SCOPES = {
    Scope.SERVICE.value: "One service, by its short name",
    Scope.ENVIRONMENT.value: "An environment, by its name",
    Scope.TIER.value: "Services of a tier, by its number",
}


class AdvisoryForm(Form):
    scope = RadioField("For what", choices=choices(SCOPES), default=Scope.SERVICE.value)
    value = StringField(
        "Which",
        [InputRequired("Say which."), Length(max=100)],
        filters=[trimmed],
        description="As in checkout, staging or 3.",
    )
    until = DateField(
        "Until the end of", [Optional()], description="Without a day until somebody ends it."
    )
    reason = TextAreaField(
        "Why",
        [InputRequired("Say why, for those who read it later."), Length(max=LONGEST_REASON)],
        filters=[trimmed],
        render_kw={"rows": 2},
    )

    def ends_at(self, zone: str) -> datetime | None:
        """Return the midnight there after the day, in UTC."""
        if self.until.data is None:
            return None
        return instant(datetime.combine(self.until.data + timedelta(days=1), time()), zone)


class EnforceForm(Form):
    why = TextAreaField(
        "Why it is enforced now",
        [InputRequired("Say why, for those who read it later."), Length(max=LONGEST_REASON)],
        filters=[trimmed],
    )
