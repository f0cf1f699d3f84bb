"""The form that says what comes by mail."""

from __future__ import annotations

from collections.abc import Mapping

from wtforms import RadioField, TimeField
from wtforms.validators import InputRequired

from readiness.core.notice_kinds import KINDS, Kind, Way
from readiness.web.forms.fields import Form, choices

WAYS = {
    Way.AT_ONCE.value: "At once",
    Way.DAILY.value: "In the daily summary",
    Way.OFF.value: "Not by mail",
}


class MailForm(Form):
    """It has a field for each kind besides, named after it."""

    time = TimeField(
        "Time of the daily summary",
        [InputRequired("Write a time of the day, as in 08:00.")],
        description="In your time zone, on the working days of your team.",
    )

    @property
    def ways(self) -> Mapping[Kind, Way]:
        return {kind: Way(self[kind.value].data) for kind in Kind}


for _kind, _spoken in KINDS.items():
    setattr(MailForm, _kind.value, RadioField(_spoken.title, choices=choices(WAYS)))
