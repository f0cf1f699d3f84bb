"""The forms to add an action item and to say what becomes of it."""

from __future__ import annotations

from collections.abc import Mapping

from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from readiness.core.action_items import LONGEST_LINK, LONGEST_REASON, LONGEST_TITLE
from readiness.web.forms.fields import Form, choices, trimmed

BEFORE, AFTER = "before", "after"
NOBODY = ""


class OwedForm(Form):
    owner = SelectField("Owner", [InputRequired("Choose who owns it.")], choices=[])
    due_on = DateField("Due on", [InputRequired("Choose a day, such as 2026-12-01.")])

    def offer(self, owners: Mapping[int, str], nobody: str = "Choose somebody") -> None:
        named = [(str(person), name) for person, name in owners.items()]
        self.owner.choices = choices([(NOBODY, nobody), *named])

    @property
    def chosen_owner(self) -> int | None:
        return int(self.owner.data) if self.owner.data else None


class AddForm(OwedForm):
    title = StringField(
        "What is to be done",
        [InputRequired("Say what is to be done."), Length(max=LONGEST_TITLE)],
        filters=[trimmed],
    )
    link = StringField(
        "Link",
        [Length(max=LONGEST_LINK)],
        filters=[trimmed],
        description="A ticket or a page about it, starting with https://.",
        render_kw={"inputmode": "url"},
    )
    when = RadioField("When", [InputRequired("Choose whether it can wait for the launch.")])

    def offer_when(self, noun: str, *, is_launched: bool) -> None:
        before = (BEFORE, f"Before the {noun}: it blocks until it is done")
        after = (AFTER, f"After the {noun}: it blocks nothing")
        self.when.choices = choices([after] if is_launched else [before, after])


class ChangeForm(OwedForm):
    reason = TextAreaField(
        "Why it changes",
        [InputRequired("Say why, for those who read it later."), Length(max=LONGEST_REASON)],
        filters=[trimmed],
        render_kw={"rows": 2},
    )


class WhyForm(Form):
    """For a move that needs nothing but its reason."""

    reason = TextAreaField(
        "Why",
        [InputRequired("Say why, for those who read it later."), Length(max=LONGEST_REASON)],
        filters=[trimmed],
        render_kw={"rows": 2},
    )
