"""What forms share: the base class, choices of time zones, faults of a use case beside their fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any
from zoneinfo import available_timezones

from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from readiness.core.errors import BadInput

#: For passwords: nothing may be stripped from them.
NEW_PASSWORD = {"autocomplete": "new-password"}
OLD_PASSWORD = {"autocomplete": "current-password"}


def trimmed(text: str | None) -> str | None:
    return text.strip() if text else text


class Form(FlaskForm):
    """Never `populate_obj`: a view passes each field on by name."""

    def blame(self, fault: BadInput) -> None:
        """Show what a use case refused beside the fields; what has no field goes on top."""
        for name, sentence in fault.faults.items():
            if name in self:
                self[name].errors = [*self[name].errors, sentence]
            else:
                self.form_errors.append(sentence)
        if not fault.faults:
            self.form_errors.append(fault.sentence)


class CheckboxesField(SelectMultipleField):
    """Several choices as boxes to tick; `_macros/checkboxes.html` draws them."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


def choices(labels: Mapping[str, str] | Iterable[tuple[str, str]]) -> list[Any]:
    pairs = labels.items() if isinstance(labels, Mapping) else labels
    return [SelectChoice(value, label) for value, label in pairs]


@cache
def zones() -> tuple[str, ...]:
    """Return the time zones that are named after places, UTC first."""
    places = (zone for zone in available_timezones() if "/" in zone and zone[:4] != "Etc/")
    return ("UTC", *sorted(places))


def zone_choices() -> list[Any]:
    return [SelectChoice(zone, zone.replace("_", " ")) for zone in zones()]
