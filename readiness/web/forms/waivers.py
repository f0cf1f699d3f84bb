"""The form of whoever decides on a waiver."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import DateField, RadioField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional

from readiness.core.waivers import Decision
from readiness.usecases.waiver_rulings import LONGEST_COMMENT
from readiness.web.forms.fields import Form, choices, trimmed

WORDS = {
    Decision.GRANTED: "Grant it: the question may stay unmet until then",
    Decision.REFUSED: "Refuse it",
    Decision.REVOKED: "Revoke it: the gate closes at once if nothing else covers the question",
}
NARROW = "Narrow it: let it end on the earlier day given below"


class DecisionForm(Form):
    decision = RadioField(
        "What you decide",
        [InputRequired("Choose what you decide.")],
        choices=choices((each.value, words) for each, words in WORDS.items()),
    )
    until = DateField(
        "End it earlier",
        [Optional()],
        description="A day before the end that it has now. It is never extended.",
    )
    comment = TextAreaField(
        "Comment",
        [Length(max=LONGEST_COMMENT)],
        filters=[trimmed],
        description="Needed unless you grant it as asked. The team reads it.",
        render_kw={"rows": 3},
    )

    def offer(self, decisions: Sequence[Decision]) -> None:
        """Offer these, with hints that fit. Of a waiver that can be revoked, granting again narrows it."""
        words = {**WORDS, Decision.GRANTED: NARROW} if Decision.REVOKED in decisions else WORDS
        self.decision.choices = choices((each.value, words[each]) for each in decisions)
        if Decision.REVOKED in decisions or Decision.GRANTED not in decisions:
            self.comment.description = "Needed. The team reads it."
        if Decision.GRANTED not in decisions:
            del self.until
