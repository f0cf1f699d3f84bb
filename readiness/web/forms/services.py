"""The forms to register a service and to say what is known about it."""

from __future__ import annotations

from typing import Any

from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, ValidationError

from readiness.core.facts import FACTS, Fact, FactKind, Facts, FactValue
from readiness.web.forms.fields import CheckboxesField, Form, choices, trimmed

UNKNOWN, NONE = "unknown", "none"
DONT_KNOW = (UNKNOWN, "I don't know")
FLAGS = {"yes": True, "no": False}


def _only_one_meaning(_form: Any, field: Any) -> None:
    chosen = set(field.data or ())
    if not chosen:
        raise ValidationError("Tick what applies, or “None of these”, or “I don't know”.")
    if len(chosen) > 1 and chosen & {UNKNOWN, NONE}:
        raise ValidationError("Untick “I don't know” and “None of these” if something applies.")


def _field(fact: Fact) -> Any:
    """Return the field for a fact, with "I don't know" chosen beforehand."""
    if fact.kind is FactKind.SET:
        options = choices([*fact.choices, (NONE, "None of these"), DONT_KNOW])
        return CheckboxesField(
            fact.label,
            [_only_one_meaning],
            choices=options,
            default=[UNKNOWN],
            description=fact.help,
        )
    pairs = fact.choices or (("yes", "Yes"), ("no", "No"))
    return RadioField(
        fact.label, choices=choices([*pairs, DONT_KNOW]), default=UNKNOWN, description=fact.help
    )


class FactsForm(Form):
    """One field for each fact, `fact_<name>`; they are added below."""

    def fact_fields(self) -> list[Any]:
        return [self[f"fact_{name}"] for name in FACTS]

    def facts(self) -> Facts:
        return Facts(
            {name: _value(fact, self[f"fact_{name}"].data) for name, fact in FACTS.items()}
        )


for _name, _fact in FACTS.items():
    setattr(FactsForm, f"fact_{_name}", _field(_fact))


class ServiceForm(FactsForm):
    name = StringField(
        "Name",
        [InputRequired("Write the service's name."), Length(max=100)],
        filters=[trimmed],
        description="As people call it. Its address is made from it and stays.",
    )
    description = TextAreaField(
        "Description",
        [Length(max=500)],
        filters=[trimmed],
        description="What it does, for those who review it.",
        render_kw={"rows": 2},
    )
    team = SelectField("Owner team", choices=[], description="Its members answer the review.")


def shown(facts: Facts) -> dict[str, object]:
    """Return the facts as the form's fields hold them."""
    return {f"fact_{name}": _chosen(fact, facts.of(name)) for name, fact in FACTS.items()}


def _chosen(fact: Fact, value: FactValue) -> object:
    if fact.kind is FactKind.SET:
        known = sorted(value) if isinstance(value, frozenset) else [UNKNOWN]
        return known or [NONE]
    if value is None:
        return UNKNOWN
    if fact.kind is FactKind.FLAG:
        return "yes" if value else "no"
    return str(value)


def _value(fact: Fact, raw: Any) -> FactValue:
    if fact.kind is FactKind.SET:
        chosen = frozenset(raw or ())
        return None if UNKNOWN in chosen else chosen - {NONE}
    if fact.kind is FactKind.FLAG:
        return FLAGS.get(raw)
    return int(raw) if raw and raw != UNKNOWN else None
