"""The forms of a hold: why a service is stopped, and why it goes on."""

from __future__ import annotations

from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from readiness.usecases.holds import LONGEST_REASON
from readiness.web.forms.fields import Form, trimmed

ROWS = {"rows": 3}


class HoldForm(Form):
    reason = TextAreaField(
        "Why it is stopped",
        [InputRequired("Say why: whoever is stopped reads it."), Length(max=LONGEST_REASON)],
        filters=[trimmed],
        description="Every pipeline that asks is told, and everybody reads it on the service's page.",
        render_kw=ROWS,
    )


class EndForm(Form):
    why = TextAreaField(
        "Why it may go on",
        [InputRequired("Say why it may go on."), Length(max=LONGEST_REASON)],
        filters=[trimmed],
        render_kw=ROWS,
    )
