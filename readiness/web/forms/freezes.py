"""The forms of freezes: making one, letting it end earlier, excepting a service."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from wtforms import DateField, RadioField, SelectField, StringField, TextAreaField, TimeField
from wtforms.validators import InputRequired, Length, Optional

from readiness.core.freezes import Covers
from readiness.core.working_days import instant
from readiness.usecases.freeze_pages import WHAT
from readiness.usecases.freezes import LONGEST_NAME, Wish
from readiness.usecases.holds import LONGEST_REASON
from readiness.web.forms.fields import CheckboxesField, Form, choices, trimmed, zone_choices

DAY, TIME = InputRequired("Choose a day."), InputRequired("Choose a time, as in 17:00.")
WHY = [InputRequired("Say why, for those who read it later."), Length(max=LONGEST_REASON)]


class FreezeForm(Form):
    name = StringField(
        "Name",
        [InputRequired("Give it a name."), Length(max=LONGEST_NAME)],
        filters=[trimmed],
        description="As in “Year's end”. Every pipeline that is stopped is told.",
    )
    covers = RadioField(
        "What is frozen", choices=choices((each.value, WHAT[each]) for each in Covers)
    )
    environments = CheckboxesField("Into which environments", choices=[])
    from_day = DateField("From", [DAY], description="What lies in the past begins now.")
    from_time = TimeField("At", [TIME])
    until_day = DateField("Until", [DAY])
    until_time = TimeField("At", [TIME])
    zone = SelectField("In the time zone", choices=zone_choices)

    def wish(self) -> Wish:
        zone = self.zone.data
        return Wish(
            name=self.name.data,
            covers=Covers(self.covers.data),
            environments=tuple(self.environments.data or ()),
            starts_at=at(self.from_day.data, self.from_time.data, zone),
            ends_at=at(self.until_day.data, self.until_time.data, zone),
            zone=zone,
        )


class ShortenForm(Form):
    day = DateField(
        "It ends on",
        [Optional()],
        description="Without a day it ends now, or is cancelled if it has not begun.",
    )
    time = TimeField("At", [Optional()])
    reason = TextAreaField("Why", WHY, filters=[trimmed], render_kw={"rows": 2})

    def ends_at(self, zone: str) -> datetime | None:
        if self.day.data is None:
            return None
        return at(self.day.data, self.time.data or time(), zone)


class ExceptionForm(Form):
    service = StringField(
        "Short name of the service",
        [InputRequired("Name the service."), Length(max=100)],
        filters=[trimmed],
        description="As in its address, /services/checkout.",
    )
    why = TextAreaField("Why it cannot wait", WHY, filters=[trimmed], render_kw={"rows": 2})


def at(day: date, clock: time, zone: str) -> datetime:
    """Return the first instant at which clocks there show this time or a later one."""
    return instant(datetime.combine(day, clock), zone)


def usual(now: datetime, zone: str, environments: tuple[str, ...]) -> dict[str, object]:
    """Return what the form offers: launches into production, from today 17:00 on."""
    today = now.astimezone(UTC).astimezone(ZoneInfo(zone)).date()
    return {
        "covers": Covers.LAUNCHES.value,
        "environments": [name for name in environments if name == "production"],
        "from_day": today,
        "from_time": time(17),
        "until_time": time(8),
        "zone": zone,
    }
