"""No slip between brackets makes a key part of a text, and the file load as something weaker."""

from __future__ import annotations

from typing import Any

import pytest

from readiness.adapters.checklist_files import loads
from tests.adapters.written import lost

pytestmark = pytest.mark.once

Plain = dict[str, Any]

#: Where a quote that is lost swallows what stands on the same line.
FLOW = """\
id: small
version: 1
kind: launch
title: Small
areas:
  - {id: deploy, title: 'Deployment'}
questions:
  - {id: deploy.rollback, question: 'Is it quick?', why: "Users' time", blocks: true, evidence: required}
  - {id: deploy.off, question: "Off?", answer: {type: number, unit: 'minutes', minimum: 0, maximum: 3}}
  - id: deploy.keys
    question: Are the keys changed?
    help: >-
      Look at the log.

    answer: {type: counts, limits: {'high': 0, 'low': 5}}
    waivable: false
gates:
  - {id: sre, title: 'SRE', areas: ['deploy'], team: sre, people: 2}
policy: {pass_mark: 80}
"""


def test_no_single_slip_between_brackets_loses_what_is_written() -> None:
    asked = len(loads(FLOW, "x.yaml").document["questions"])  # type: ignore[index, arg-type]
    for at in range(len(FLOW)):
        for changed in (
            *(FLOW[:at] + typed + FLOW[at:] for typed in "'\",\n"),
            FLOW[:at] + FLOW[at + 1 :],
        ):
            document = loads(changed, "x.yaml").document
            if document is not None:
                assert list(lost(changed, document)) == [], changed
                for key in ("blocks: true", "maximum: 3", "waivable: false", "people: 2"):
                    assert kept(key, document) or key not in changed, (key, changed)
                assert len(document["questions"]) == asked  # type: ignore[arg-type]


def kept(key: str, document: Plain) -> bool:
    one, other, third = document["questions"]
    found: dict[str, bool] = {
        "blocks: true": one["blocks"],
        "maximum: 3": other["answer"].get("maximum") == "3",
        "waivable: false": not third["waivable"],
        "people: 2": document["gates"][0]["people"] == 2,
    }
    return found[key]
