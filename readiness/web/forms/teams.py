"""The forms of the administrator about teams."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from readiness.core.listings import in_words
from readiness.web.forms.fields import Form, trimmed, zone_choices


class TeamForm(Form):
    name = StringField(
        "Name", [InputRequired("Write the team's name."), Length(max=100)], filters=[trimmed]
    )
    slug = StringField(
        "Short name",
        [Length(max=40)],
        filters=[trimmed],
        description="Small letters, digits and hyphens. Made from the name if you leave it empty.",
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    time_zone = SelectField(
        "Time zone",
        choices=zone_choices,
        default="UTC",
        description="What ends, ends on the morning of a working day there.",
    )

    def name_signers(self, slugs: Sequence[str]) -> None:
        """Say which short names have a meaning, as the checklists write them."""
        if slugs:
            signed = f" The gates of the checklists are signed by {in_words(slugs)}."
            self.slug.description += signed


class MemberForm(Form):
    person = SelectField("Person", coerce=int, choices=[])
