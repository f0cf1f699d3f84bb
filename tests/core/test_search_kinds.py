"""Which texts an entry of the ledger changes, and which of the finds come first."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from readiness.core.search_kinds import LABELS, Entry, Kind, Noun, Subject, concerned
from readiness.core.search_texts import Find, best_first

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("event", "about", "subjects"),
    [
        ("service.created", {}, {Subject(Noun.SERVICE, "3")}),
        ("service.facts_changed", {}, {Subject(Noun.SERVICE, "3")}),
        ("review.started", {}, {Subject(Noun.REVIEW, "7")}),
        ("review.applied", {}, {Subject(Noun.REVIEW, "7"), Subject(Noun.ANSWERS, "7")}),
        ("review.unapplied", {}, {Subject(Noun.REVIEW, "7"), Subject(Noun.ANSWERS, "7")}),
        ("answer.saved", {"question": "a.b"}, {Subject(Noun.ANSWER, "7", "a.b")}),
        ("evidence.removed", {"question": "a.b"}, {Subject(Noun.ANSWER, "7", "a.b")}),
        ("answer.saved", {}, set()),
        ("comment.made", {"comment": 5}, {Subject(Noun.COMMENT, "5")}),
        ("comment.edited", {"comment": 5}, {Subject(Noun.COMMENT, "5")}),
        ("checklist.synced", {"checklist": "launch"}, {Subject(Noun.CHECKLIST, "launch")}),
        ("waiver.asked", {"waiver": 2}, {Subject(Noun.WAIVER, "2")}),
        ("action_item.added", {"item": 4}, {Subject(Noun.ACTION_ITEM, "4")}),
        ("sign_in.started", {"account": 1}, set()),
        ("gate.voted", {"gate": "sre"}, set()),
    ],
)
def test_what_an_entry_changes(
    event: str, about: dict[str, object], subjects: set[Subject]
) -> None:
    assert set(concerned(Entry(event, 3, 7, about))) == subjects


def test_an_entry_about_no_service_changes_none() -> None:
    assert concerned(Entry("service.moved", None, None, {})) == ()


def test_the_best_come_first_and_of_equals_the_newest() -> None:
    old, new = NOW - timedelta(days=900), NOW - timedelta(days=1)
    finds = [
        Find(number, "answer", score, at)
        for number, score, at in ((1, 1.0, old), (2, 1.0, new), (3, 4.0, old), (4, 1.0, new))
    ]
    assert [find.id for find in best_first(finds, NOW)] == [3, 4, 2, 1]


def test_every_kind_has_a_name() -> None:
    assert set(LABELS) == set(Kind)
