"""The form that hands areas and questions to a person."""

from __future__ import annotations

from wtforms import BooleanField, DateField, HiddenField, SelectField, TextAreaField
from wtforms.validators import InputRequired, Length
from wtforms.validators import Optional as MayBeEmpty

from readiness.core.delegations import LONGEST_NOTE
from readiness.core.listings import in_words
from readiness.usecases.delegation_pages import Offering
from readiness.usecases.delegations import Wish
from readiness.web.forms.fields import CheckboxesField, Form, choices, trimmed

GONE = "One of what you ticked is not asked any more, or not yours to hand over. Tick it anew."
NOBODY = "Nobody can be chosen by this. Choose somebody from the list."
NO_DAY = "Write a day such as 2026-12-01, or leave it empty."


class HandForm(Form):
    """`at` is the area or question whose page led here; empty for the review's."""

    places = CheckboxesField("What you hand to somebody", choices=[], invalid_choice_message=GONE)
    person = SelectField(
        "Who answers it",
        [InputRequired("Choose a person.")],
        choices=[],
        invalid_choice_message=NOBODY,
    )
    note = TextAreaField(
        "Note",
        [Length(max=LONGEST_NOTE, message=f"Write at most {LONGEST_NOTE} characters.")],
        filters=[trimmed],
        description="What they should know, or whom they can ask.",
        render_kw={"rows": 3},
    )
    wished_on = DateField(
        "Wished by",
        [MayBeEmpty()],
        description="Nothing happens by itself on that day.",
        invalid_value_message=NO_DAY,
    )
    aware = BooleanField("Hand it to them all the same: they will not sign these gates")
    seen = HiddenField()
    at = HiddenField()

    def offer(self, offering: Offering) -> HandForm:
        self.places.choices = choices(_places(offering))
        self.person.choices = {
            "Choose": [("", "Choose a person")],
            f"Of {offering.found.owner.name}": _people(offering, offering.owners),
            "Of other teams": _people(offering, offering.others),
        }
        return self

    @property
    def wish(self) -> Wish:
        return Wish(self.note.data or "", self.wished_on.data, bool(self.aware.data))


def _places(offering: Offering) -> list[tuple[str, str]]:
    return [
        (id_, text)
        for each in offering.areas
        for id_, text in (
            (each.area.id, each.area.title),
            *((one.id, one.text) for one in each.questions),
        )
    ]


def _people(offering: Offering, named: object) -> list[tuple[str, str]]:
    assert isinstance(named, dict)
    return [
        (str(person), f"{name} (could sign {in_words(signs)})" if signs else name)
        for person, name in named.items()
        for signs in [offering.signs[person]]
    ]
