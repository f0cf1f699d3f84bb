"""What the example's teams answer: good answers, and for some questions a worse one."""

from __future__ import annotations

from datetime import date, timedelta
from typing import assert_never

from readiness.core.checklists import (
    Alerts,
    Counts,
    Coverage,
    DateAge,
    Dependencies,
    Number,
    Question,
    YesNo,
)

Answer = dict[str, object]

REASON = "Done for the main path; the remaining case is planned for the next iteration."


def good(question: Question, today: date) -> Answer:
    """Return an answer that meets the question."""
    match question.answer:
        case YesNo():
            return {"choice": "yes", "reason": ""}
        case Counts() as kind:
            counts = {severity: min(limit, 3) for severity, limit in kind.limits}
            return _given(counts=counts)
        case Alerts():
            return _given(rows=_alerts())
        case Coverage() as kind:
            return _given(rows=_coverage(kind))
        case Dependencies():
            return _given(rows=_dependencies(), none=False)
        case Number() as kind:
            limit = kind.minimum if kind.minimum is not None else kind.maximum
            return _given(number=str(limit if limit is not None else 1))
        case DateAge():
            return _given(date=(today - timedelta(days=9)).isoformat())
        case _:
            assert_never(question.answer)


def partly(question: Question, today: date) -> Answer:
    """Return an answer that leaves the question unmet."""
    if isinstance(question.answer, YesNo):
        return {"choice": "partly", "reason": REASON}
    return {"choice": "unknown", "reason": ""}


def _given(**payload: object) -> Answer:
    return {"choice": "given", "reason": "", **payload}


def _alerts() -> list[Answer]:
    return [
        _alert("Error budget burns fast", "symptom", "0.5"),
        _alert("Checkout journey fails from outside", "symptom", "0.2"),
        _alert("Queue is older than five minutes", "cause", "0.3"),
    ]


def _alert(name: str, kind: str, pages: str) -> Answer:
    return {"alert": name, "type": kind, "pages": pages, "actionable": True}


def _coverage(kind: Coverage) -> list[Answer]:
    return [
        {
            "component": component,
            "cells": {
                signal: {"state": "covered", "by": f"{component} dashboard, {signal} panel"}
                for signal in kind.signals
            },
        }
        for component in ("API", "Worker", "Database")
    ]


def _dependencies() -> list[Answer]:
    return [
        _dependency("Orders database", "hard", "Requests queue up to 2 s, then fail fast."),
        _dependency("Mail provider", "soft", "Mails wait in the outbox and leave later."),
    ]


def _dependency(name: str, kind: str, slow: str) -> Answer:
    return {
        "name": name,
        "kind": kind,
        "slow": slow,
        "down": "The circuit opens after 10 failures; people see a clear message.",
        "wrong": "Answers are checked against their schema; a bad one counts as down.",
        "tested": True,
    }
