"""Which function does which kind of job that the outbox names."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from readiness.usecases.outbox import Handler

#: Each is `module:function`, imported with its first job: a worker without one needs no WeasyPrint.
HANDLERS: Mapping[str, str] = {
    "file.thumbnail": "readiness.cli.file_jobs:make_thumbnail",
    "report.make": "readiness.usecases.reports:make_report",
    "report.draft": "readiness.usecases.reports:make_draft",
}


class UnknownKind(Exception):
    """This release knows no such kind of job. A newer one may."""


def handler_of(kind: str, handlers: Mapping[str, str] = HANDLERS) -> Handler:
    if kind not in handlers:
        raise UnknownKind(f"Nothing here knows how to do {kind!r}.")
    module, _, name = handlers[kind].partition(":")
    handler: Handler = getattr(import_module(module), name)
    return handler
