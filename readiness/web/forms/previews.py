"""The forms to start a review, and to plan it for another time."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from wtforms import DateField, SelectField, TimeField
from wtforms.validators import InputRequired

from readiness.web.forms.fields import Form

USUAL_DAYS = 30


#: What is told when `planned_at` finds no instant.
PUT_FORWARD = ("Choose another time.", {"time": "Clocks are put forward over this time."})


class PlanForm(Form):
    day = DateField("Planned launch", [InputRequired("Choose a day.")])
    time = TimeField("At", [InputRequired("Choose a time, as in 10:00.")])

    def planned_at(self, zone: str) -> datetime | None:
        """Return the instant, or None where clocks are put forward over it."""
        local = datetime.combine(self.day.data, self.time.data, ZoneInfo(zone))
        again = datetime.fromtimestamp(local.timestamp(), ZoneInfo(zone))
        return local if again.replace(tzinfo=None) == local.replace(tzinfo=None) else None


class StartForm(PlanForm):
    environment = SelectField("Environment", choices=[])


def usual(now: datetime, zone: str) -> dict[str, object]:
    """Return a month from now, at ten, on a working day."""
    day = (
        (now + timedelta(days=USUAL_DAYS))
        .astimezone(ZoneInfo(zone))
        .replace(hour=10, minute=0, second=0, microsecond=0)
    )
    while day.weekday() > 4:
        day += timedelta(days=1)
    return {"day": day.date(), "time": day.time()}
