"""The forms in which a checklist leaves: as YAML to load again, as Markdown to read, as CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from readiness.adapters.checklist_csv import as_csv
from readiness.adapters.checklist_markdown import as_markdown
from readiness.core.checklist_documents import read
from readiness.core.plain import Plain


@dataclass(frozen=True, slots=True)
class Form:
    suffix: str
    media_type: str
    write: Callable[[Plain], str]


def _as_yaml(document: Plain) -> str:
    # Delayed: it knows the order and the defaults by the file's model, which no page needs.
    text: str = import_module("readiness.adapters.checklist_yaml").as_yaml(document)
    return text


FORMS: Mapping[str, Form] = {
    "yaml": Form("yaml", "application/yaml", _as_yaml),
    "markdown": Form("md", "text/markdown", lambda document: as_markdown(read(document))),
    "csv": Form("csv", "text/csv", lambda document: as_csv(read(document))),
}
