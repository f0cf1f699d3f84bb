"""The forms in which a checklist leaves: as YAML to load again, as Markdown to read, as CSV."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module

from readiness.core.checklist_documents import read
from readiness.core.plain import Plain


@dataclass(frozen=True, slots=True)
class Form:
    suffix: str
    media_type: str
    write: Callable[[Plain], str]


def _delayed(name: str) -> Callable[..., str]:
    """Return the function of that name, imported with the first export: no page needs it."""

    def write(what: object) -> str:
        text: str = getattr(import_module(f"readiness.adapters.checklist_{name}"), f"as_{name}")(
            what
        )
        return text

    return write


_AS_CSV, _AS_MARKDOWN = _delayed("csv"), _delayed("markdown")
#: Writes a help text to start from, given a checklist, a question and the text.
help_draft = _delayed("help")
FORMS: Mapping[str, Form] = {
    "yaml": Form("yaml", "application/yaml", _delayed("yaml")),
    "markdown": Form("md", "text/markdown", lambda document: _AS_MARKDOWN(read(document))),
    "csv": Form("csv", "text/csv", lambda document: _AS_CSV(read(document))),
}
