"""A form with every kind of field, some of them in error."""

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    IntegerField,
    PasswordField,
    RadioField,
    SelectChoice,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import DataRequired, InputRequired


class ServiceForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF carries no types.
    name = StringField(
        "Name",
        description="As your deploy pipeline calls it.",
        validators=[DataRequired("Give the service a name.")],
    )
    tier = SelectField(
        "Tier",
        choices=[
            SelectChoice("1", "1, most critical"),
            SelectChoice("2", "2"),
            SelectChoice("3", "3"),
        ],
    )
    about = TextAreaField(
        "What it does", description="One or two sentences for somebody who has never heard of it."
    )
    traffic = IntegerField(
        "Expected traffic",
        validators=[InputRequired("Say how much traffic you expect at the peak.")],
    )
    launch = DateField("Planned launch")
    kind = RadioField(
        "Kind of review",
        choices=[SelectChoice("launch", "Launch"), SelectChoice("handoff", "Hand-off to SRE")],
        validators=[InputRequired("Choose one.")],
    )
    personal = BooleanField("It stores personal data")
    password = PasswordField("Password", validators=[DataRequired("Type your password.")])
