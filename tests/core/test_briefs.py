"""One next step follows from what lists know of a review."""

from __future__ import annotations

from dataclasses import replace

import pytest

from readiness.core import briefs
from readiness.core.briefs import Brief, GateBrief
from readiness.core.checklists import Kind

DENIED, CHANGES, WAITING = "denied", "changes_requested", "waiting"


def gate(state: str, *waits_for: str, id_: str = "sre") -> GateBrief:
    return GateBrief(id_, id_.upper(), id_, state, waits_for, "2026-11-20T10:00:00+00:00")


def brief(*gates: GateBrief, to_answer: int = 0, blockers: int = 0) -> Brief:
    return Brief((), to_answer, blockers, gates)


@pytest.mark.parametrize(
    ("state", "known", "kind", "sentence", "path"),
    [
        ("approved", brief(), "clear", briefs.GO[Kind.LAUNCH], "/reviews/7"),
        ("in_review", brief(gate(DENIED)), "do", "SRE refused", "/reviews/7/gates/sre"),
        ("in_review", brief(gate(CHANGES)), "do", "SRE asks for", "/reviews/7/gates/sre"),
        ("draft", brief(to_answer=1), "do", "1 question is still", "/reviews/7"),
        ("draft", brief(to_answer=2), "do", "2 questions are still", "/reviews/7"),
        ("draft", brief(gate("not_submitted")), "do", "Everything is answered", "/reviews/7"),
        (
            "in_review",
            brief(replace(gate(DENIED), is_answered=True)),
            "wait",
            "It changed since SRE refused",
            "/reviews/7/gates/sre",
        ),
        (
            "in_review",
            brief(gate(WAITING, "sre", id_="launch"), gate(WAITING)),
            "wait",
            "Waits for the signature of SRE.",
            "/reviews/7/gates/sre",
        ),
        ("in_review", brief(gate("signed"), blockers=1), "stop", "1 blocker is", "/reviews/7"),
        ("in_review", brief(gate("signed"), blockers=2), "stop", "2 blockers are", "/reviews/7"),
        ("in_review", brief(gate("signed")), "stop", "something else", "/reviews/7"),
    ],
)
def test_the_next_step(state: str, known: Brief, kind: str, sentence: str, path: str) -> None:
    step = briefs.next_step(7, state, known)
    assert (step.kind, step.path) == (kind, path)
    assert sentence in step.sentence


def test_a_summary_is_read_as_it_was_written() -> None:
    read = briefs.read(
        {
            "areas": [{"area": "hygiene", "tenths": None, "answered": 0, "asked": 2}],
            "open": 2,
            "blockers": 1,
            "gates": [
                {
                    "gate": "sre",
                    "title": "SRE",
                    "team": "sre",
                    "state": "not_submitted",
                    "waits_for": [],
                    "since": None,
                }
            ],
        }
    )
    assert (read.open, read.blockers, read.areas[0].tenths) == (2, 1, None)
    assert read.gates[0].since == ""
    assert not read.gates[0].is_reviewers_turn
    assert not read.gates[0].is_teams_turn
