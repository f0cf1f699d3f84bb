"""The forms in which a checklist leaves: as YAML to load again, as Markdown to read, as CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from readiness.adapters.checklist_csv import as_csv
from readiness.adapters.checklist_markdown import as_markdown
from readiness.adapters.checklist_yaml import as_yaml
from readiness.core.checklist_documents import read
from readiness.core.plain import Plain


@dataclass(frozen=True, slots=True)
class Form:
    suffix: str
    media_type: str
    write: Callable[[Plain], str]


FORMS: Mapping[str, Form] = {
    "yaml": Form("yaml", "application/yaml", as_yaml),
    "markdown": Form("md", "text/markdown", lambda document: as_markdown(read(document))),
    "csv": Form("csv", "text/csv", lambda document: as_csv(read(document))),
}
