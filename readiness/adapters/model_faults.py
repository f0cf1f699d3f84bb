"""What pydantic found wrong with a checklist, as sentences at the place in the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from readiness.adapters import checklist_model as model
from readiness.adapters import yaml_nodes
from readiness.adapters.checklist_answer_model import MODELS as ANSWERS
from readiness.adapters.checklist_question_model import Area, Change, Question
from readiness.adapters.faults import Complaint, Misspelt, Place
from readiness.adapters.yaml_nodes import Node, Sequence

MOST = 100

_MODELS: Mapping[tuple[str, ...], type[BaseModel]] = {
    ("areas",): Area,
    ("questions",): Question,
    ("gates",): model.Gate,
    ("policy",): model.Policy,
    ("modules",): model.Use,
    ("change",): Change,
    **{(key, "answer", kind): ANSWERS[kind] for key in ("questions", "change") for kind in ANSWERS},
}

_SENTENCES: Mapping[str, str] = {
    "missing": "{subject} is missing.",
    "extra_forbidden": "{subject} is not a known key",
    "string_type": "{subject} must be text; put it in quotes.",
    "string_too_short": "{subject} must not be empty.",
    "string_too_long": "{subject} must have at most {max_length} characters.",
    "string_pattern_mismatch": "{subject} must be {pattern_words}.",
    "int_type": "{subject} must be a whole number.",
    "bool_type": "{subject} must be true or false.",
    "number": "{subject} must be a number.",
    "empty": "{subject} has no value; write one, or leave the key out.",
    "greater_than_equal": "{subject} must be at least {ge}.",
    "less_than_equal": "{subject} must be at most {le}.",
    "too_short": "{subject} must hold at least {min_length}.",
    "too_long": "{subject} must hold at most {max_length}.",
    "twice": "{subject} names `{value}` twice.",
    "literal_error": "{subject} must be {expected}.",
    "list_type": "{subject} must be a list.",
    "dict_type": "{subject} must hold keys with values.",
    "model_type": "{subject} must hold keys with values.",
    "model_attributes_type": "{subject} must hold keys with values.",
    "union_tag_not_found": "{subject} has no `type`.",
    "union_tag_invalid": "{subject} has a `type` that is not known: it must be one of {expected_tags}.",
}

_PATTERNS: Mapping[bool, str] = {
    False: "small letters, digits and hyphens, starting with a letter",
    True: "written `area.question`, in small letters, digits and hyphens",
}


def complaints(
    error: ValidationError, root: Node, top: type[BaseModel] = model.Checklist
) -> Iterator[Complaint]:
    """Complain about what does not fit the model `top`, which the node `root` should be."""
    for details in error.errors(include_url=False, include_input=False)[:MOST]:
        yield Complaint(_place(details, root), _sentence(details), _misspelt(details, top))


def _sentence(details: ErrorDetails) -> str:
    template = _SENTENCES.get(details["type"])
    if template is None:
        return details["msg"]
    context = dict(details.get("ctx", {}))
    context["pattern_words"] = _PATTERNS["\\." in str(context.get("pattern"))]
    return template.format(subject=_subject(details["loc"]), **context)


def _subject(loc: tuple[str | int, ...]) -> str:
    """Return the key, or which item of which key."""
    names = [part for part in loc if part != "[key]"]
    if not names:
        return "A checklist"
    last = names[-1]
    if isinstance(last, int):
        return f"Item {last + 1} of `{names[-2]}`"
    return f"`{last:.40}`"


def _misspelt(details: ErrorDetails, top: type[BaseModel]) -> Misspelt | None:
    if details["type"] != "extra_forbidden":
        return None
    path = tuple(part for part in details["loc"][:-1] if isinstance(part, str))
    if path[:2] == ("modules", "change"):
        path = ("change", *path[3:])
    fields = (_MODELS[path] if path else top).model_fields.items()
    return Misspelt(str(details["loc"][-1]), [field.alias or name for name, field in fields])


def _place(details: ErrorDetails, root: Node) -> Place:
    """Return where the value stands, or the key if it is the key that is wrong."""
    node, key_at = root, root.at
    for part in details["loc"]:
        if isinstance(node, Sequence) and isinstance(part, int) and part < len(node.items):
            node = node.items[part]
            key_at = node.at
        elif isinstance(node, yaml_nodes.Mapping) and part in node.entries:
            key_at, node = node.keys[str(part)], node.entries[str(part)]
    is_key = details["type"] == "extra_forbidden" or details["loc"][-1:] == ("[key]",)
    return key_at if is_key else node.at
