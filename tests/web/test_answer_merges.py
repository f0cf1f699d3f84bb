"""Two people on one answer, merged part by part on the page, without a script."""

from __future__ import annotations

import pytest

from tests.client import Form
from tests.factories.people import People
from tests.factories.reviews import answer
from tests.web.conftest import Desk, Value

ROLLBACK, PAGES = "deployment.rollback", "alerts.pages"
YES: Value = {"choice": "yes", "reason": "Mine"}


def colleague_saves(desk: Desk, people: People, question: str, value: Value) -> None:
    answer(desk.database, desk.review, question, value, by=people.alice, now=desk.now)


def refused(desk: Desk, question: str, form: Form, typed: Value) -> Form:
    """Send what was typed, and return the form of the page that shows both answers."""
    page = desk.browser.read(form.send(typed), status=409)
    assert "Somebody else saved another answer meanwhile" in page.text
    return page.form(action=f"/{question}/answer")


def merge(form: Form, number: int, **chosen: str) -> Form:
    """Press "Save the chosen parts"."""
    form.values.update({"merge": str(number), **chosen})
    return form


@pytest.mark.parametrize(
    ("choice", "reason", "text", "stands"),
    [
        ("mine", "mine", "", {"choice": "yes", "reason": "Mine"}),
        ("theirs", "mine", "", {"choice": "no", "reason": "Mine"}),
        ("mine", "theirs", "", {"choice": "yes", "reason": "Theirs"}),
        ("theirs", "merged", "Both of us", {"choice": "no", "reason": "Both of us"}),
    ],
)
def test_each_part_is_chosen_by_itself(
    desk: Desk, people: People, choice: str, reason: str, text: str, stands: Value
) -> None:
    form = desk.form(ROLLBACK)
    colleague_saves(desk, people, ROLLBACK, {"choice": "no", "reason": "Theirs"})
    form = refused(desk, ROLLBACK, form, YES)
    assert form.values["merge.reason"] == ["merged"]
    assert form.values["merged-reason"].strip() == "Mine\n\nTheirs"
    chosen = {"merge.choice": choice, "merge.reason": reason, "merged-reason": text}
    desk.browser.follow(merge(form, 1, **chosen).send())
    assert desk.value(ROLLBACK) == stands


def test_what_only_the_other_changed_is_offered_as_theirs(desk: Desk, people: People) -> None:
    colleague_saves(desk, people, ROLLBACK, {"choice": "yes", "reason": "As it was"})
    form = desk.form(ROLLBACK)
    colleague_saves(desk, people, ROLLBACK, {"choice": "no", "reason": "As it was"})
    form = refused(desk, ROLLBACK, form, {"choice": "yes", "reason": "As it was, and mine"})
    assert form.values["merge.choice"] == ["theirs"]
    assert form.values["merge.reason"] == ["mine"]


def test_rows_are_merged_by_their_names(desk: Desk, people: People) -> None:
    row = {"type": "symptom", "pages": "1", "actionable": True}
    table: Value = {"choice": "given", "reason": "", "none": False}
    colleague_saves(desk, people, PAGES, {**table, "rows": [{"alert": "Errors", **row}]})
    form = desk.form(PAGES)
    theirs = [{"alert": "Errors", **row, "pages": "3"}, {"alert": "Disk", **row}]
    colleague_saves(desk, people, PAGES, {**table, "rows": theirs})
    form = refused(desk, PAGES, form, {"rows.1.alert": "Latency", "rows.1.pages": "2"})
    assert "Row Errors Mine: symptom, 1 pages a week, actionable" in form.page.text
    assert "Row Disk Mine: Not there" in form.page.text
    offered = {name: form.values[f"merge.row.{name}"] for name in ("Errors", "Latency", "Disk")}
    assert offered == {"Errors": ["theirs"], "Latency": ["mine"], "Disk": ["theirs"]}
    desk.browser.follow(merge(form, 2).send())
    found = desk.value(PAGES)
    assert found is not None
    rows = [(each["alert"], each["pages"]) for each in found["rows"]]  # type: ignore[attr-defined]
    assert rows == [("Errors", "3"), ("Latency", "2"), ("Disk", "1")]


def test_a_third_answer_meanwhile_is_shown_in_its_turn(desk: Desk, people: People) -> None:
    form = desk.form(ROLLBACK)
    colleague_saves(desk, people, ROLLBACK, {"choice": "no", "reason": "Theirs"})
    form = refused(desk, ROLLBACK, form, YES)
    colleague_saves(desk, people, ROLLBACK, {"choice": "no", "reason": "A third"})
    page = desk.browser.read(merge(form, 1).send(), status=409)
    form = page.form(action=f"/{ROLLBACK}/answer")
    # What was merged so far is mine now, and nothing of it is gone.
    assert form.values["reason"].strip() == "Mine\n\nTheirs"
    desk.browser.follow(merge(form, 2).send())
    assert desk.value(ROLLBACK) == {"choice": "yes", "reason": "Mine\n\nTheirs\n\nA third"}


def test_a_merge_with_a_revision_that_never_was_is_a_conflict_as_before(
    desk: Desk, people: People
) -> None:
    form = desk.form(ROLLBACK)
    colleague_saves(desk, people, ROLLBACK, {"choice": "no", "reason": "Theirs"})
    form.values["merge"] = "99"
    refused(desk, ROLLBACK, form, YES)
    assert desk.value(ROLLBACK) == {"choice": "no", "reason": "Theirs"}
