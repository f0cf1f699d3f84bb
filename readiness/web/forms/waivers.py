"""The form of whoever decides on a waiver."""

from __future__ import annotations

from wtforms import RadioField, TextAreaField
from wtforms.validators import InputRequired, Length

from readiness.core.waivers import Decision
from readiness.usecases.waivers import LONGEST_COMMENT
from readiness.web.forms.fields import Form, choices, trimmed

WORDS = {
    Decision.GRANTED: "Grant it: the question may stay unmet until then",
    Decision.REFUSED: "Refuse it",
    Decision.REVOKED: "Revoke it: the gate closes at once if nothing else covers the question",
}


class DecisionForm(Form):
    decision = RadioField(
        "What you decide",
        [InputRequired("Choose what you decide.")],
        choices=choices((each.value, words) for each, words in WORDS.items()),
    )
    comment = TextAreaField(
        "Comment",
        [Length(max=LONGEST_COMMENT)],
        filters=[trimmed],
        description="Needed unless you grant it. The team reads it.",
        render_kw={"rows": 3},
    )
