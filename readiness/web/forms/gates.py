"""The form of a gate: a vote."""

from __future__ import annotations

from collections.abc import Collection

from wtforms import HiddenField, PasswordField, RadioField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length, Regexp

from readiness.core.signoffs import Choice
from readiness.core.votes import LONGEST_COMMENT
from readiness.usecases.readings import Reading
from readiness.web.forms.fields import OLD_PASSWORD, CheckboxesField, Form, choices, trimmed

RELOAD = "Reload the page, then vote."
READ = "The team reads it."
NO_DENIAL = ("", "None: the refusal stays")


class VoteForm(Form):
    """`digest` is that of what the page showed, so that nobody signs what they did not see."""

    digest = HiddenField(
        validators=[InputRequired(RELOAD), Regexp(r"^[0-9a-f]{64}$", message=RELOAD)]
    )
    choice = RadioField(
        "Your vote",
        [InputRequired("Choose how you vote.")],
        choices=choices((each.value, each.value) for each in Choice),
    )
    # What is offered may have changed meanwhile: the use case says what cannot be taken.
    questions = CheckboxesField(
        "Questions that need a change",
        choices=[],
        validate_choice=False,
        description="Tick them when you ask for changes, or say in the comment what to change.",
    )
    comment = TextAreaField(
        "Comment",
        [Length(max=LONGEST_COMMENT)],
        filters=[trimmed],
        description=READ,
        render_kw={"rows": 4},
    )
    denial = SelectField(
        "Which refusal your approval lifts",
        validate_choice=False,
        description="It is lifted when enough others approve what changed and name it.",
    )

    password = PasswordField(
        "Your password",
        [Length(max=200)],
        description="You gave it over an hour ago, so it is asked for again before you sign.",
        render_kw=OLD_PASSWORD,
    )

    @property
    def lifts(self) -> int | None:
        """Return the id of the denial that was chosen; 0, which none has, for nonsense."""
        chosen = self.denial.data or ""
        return (int(chosen) if chosen.isdecimal() else 0) if chosen else None

    def offer(self, reading: Reading, *, asks_password: bool) -> VoteForm:
        """Let it choose among what the gate has."""
        self.password.flags.required = asks_password
        self.comment.description = (
            f"{_needed(reading.choices)}. {READ}" if reading.choices else READ
        )
        asked = [(each.graded.question.id, each.graded.question.text) for each in reading.questions]
        named = [
            (str(row.id), f"{reading.names[row.by]}: {row.comment[:80]}")
            for row in reading.liftable
        ]
        self.questions.choices = choices(asked)
        self.denial.choices = choices([NO_DENIAL, *named])
        return self


def _needed(offered: Collection[Choice]) -> str:
    """Return when a comment has to be given, among the votes that are offered."""
    if set(offered) == {Choice.DENY}:
        return "Needed: say why you refuse"
    if Choice.REQUEST_CHANGES in offered:
        return "Needed when you refuse, or ask for changes without ticking a question"
    return "Needed when you refuse"
