"""Every kind of answer is saved through its form, and what cannot be saved is not lost."""

from collections.abc import Callable

import pytest

from readiness.core.rights import Actor
from readiness.usecases import dossiers
from tests.client import Page
from tests.factories.people import People
from tests.factories.reviews import answer, answer_everything, reviewers, sign_all, submit_all
from tests.web.conftest import Desk, Value

ROW = {"rows.0.alert": "Burn", "rows.0.type": "symptom", "rows.0.pages": "0.50"}
DEPENDENCY = {
    "rows.0.name": "Bank",
    "rows.0.kind": "hard",
    "rows.0.slow": "It queues.",
    "rows.0.down": "It queues.",
    "rows.0.wrong": "It alarms.",
    "rows.0.tested": "on",
}
CELLS = {
    "rows.0.component": "API",
    "rows.0.cells.latency.state": "covered",
    "rows.0.cells.latency.by": "RED",
    "rows.0.cells.errors.state": "not_needed",
    "rows.0.cells.errors.by": "Static",
}
GIVEN: Value = {"choice": "given", "reason": ""}


@pytest.mark.parametrize(
    ("question", "typed", "value"),
    [
        (
            "deployment.rollback",
            {"choice": "partly", "reason": "Half of it"},
            {"choice": "partly", "reason": "Half of it"},
        ),
        ("deployment.minutes", {"number": " 5.50 "}, {**GIVEN, "number": "5.5"}),
        ("deployment.drill", {"date": "2026-11-02"}, {**GIVEN, "date": "2026-11-02"}),
        (
            "defects.open",
            {"counts.critical": "0", "counts.high": "2"},
            {**GIVEN, "counts": {"critical": 0, "high": 2}},
        ),
        (
            "alerts.pages",
            {**ROW, "rows.0.actionable": "on"},
            {
                **GIVEN,
                "rows": [{"alert": "Burn", "type": "symptom", "pages": "0.5", "actionable": True}],
                "none": False,
            },
        ),
        ("architecture.dependencies", {"none": "on"}, {**GIVEN, "rows": [], "none": True}),
        (
            "architecture.dependencies",
            DEPENDENCY,
            {
                **GIVEN,
                "rows": [
                    {
                        "name": "Bank",
                        "kind": "hard",
                        "slow": "It queues.",
                        "down": "It queues.",
                        "wrong": "It alarms.",
                        "tested": True,
                    }
                ],
                "none": False,
            },
        ),
        (
            "monitoring.signals",
            CELLS,
            {
                **GIVEN,
                "rows": [
                    {
                        "component": "API",
                        "cells": {
                            "latency": {"state": "covered", "by": "RED"},
                            "errors": {"state": "not_needed", "by": "Static"},
                        },
                    }
                ],
            },
        ),
    ],
)
def test_each_type_is_saved_by_a_plain_form(
    desk: Desk, question: str, typed: Value, value: Value
) -> None:
    sent = desk.form(question).send(typed)
    assert (sent.status_code, sent.location) == (302, f"{desk.path(question)}#{question}")
    assert desk.value(question) == value
    assert "Saved 11:00" in desk.area(question).text


@pytest.mark.parametrize("choice", ["unknown", "not_applicable"])
def test_what_is_not_known_needs_no_figures(desk: Desk, choice: str) -> None:
    desk.form("deployment.minutes").send(choice=choice, reason="Never tried", number="99")
    assert desk.value("deployment.minutes") == {"choice": choice, "reason": "Never tried"}


def test_a_row_typed_halfway_is_kept_and_three_more_stand_ready(desk: Desk) -> None:
    desk.form("alerts.pages").send({"rows.1.alert": "Half", "more": "1"})
    form = desk.form("alerts.pages")
    assert form.values["rows.0.alert"] == "Half"
    assert [name for name in form.values if name.endswith(".alert")] == [
        f"rows.{at}.alert" for at in range(4)
    ]
    assert "Alert 1: say what type it is." in desk.area("alerts.pages").text


def test_a_row_is_removed_by_its_button(desk: Desk) -> None:
    desk.form("alerts.pages").send({**ROW, "rows.1.alert": "Second", "rows.2.alert": "Third"})
    desk.form("alerts.pages").send({"remove": "1"})
    value = desk.value("alerts.pages")
    assert value is not None
    assert [row["alert"] for row in value["rows"]] == ["Burn", "Third"]  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("question", "typed", "sentence"),
    [
        ("deployment.minutes", {"number": "soon"}, "The number must be a number such as 0.5."),
        ("deployment.minutes", {"number": "-1"}, "The number must be from 0 to"),
        ("deployment.drill", {"date": "yesterday"}, "The date must be a day such as"),
        ("deployment.drill", {"date": "2030-01-01"}, "The date must not be in the future."),
        ("defects.open", {"counts.high": "1.5"}, "The count of high must be a whole number"),
        ("alerts.pages", {**ROW, "rows.0.pages": "often"}, "Row 1: Pages a week must be a number"),
        ("monitoring.signals", {**CELLS, "rows.0.cells.errors.state": "so"}, "must be one of"),
        ("deployment.rollback", {"choice": "maybe", "reason": "R"}, "The answer must be one of"),
        ("deployment.rollback", {"choice": "yes", "reason": "x" * 2001}, "at most 2,000"),
    ],
)
def test_what_cannot_be_saved_is_shown_again_with_the_error_beside_it(
    desk: Desk, question: str, typed: Value, sentence: str
) -> None:
    page = desk.browser.read(desk.form(question).send(typed), 422)
    assert sentence in page.text
    assert desk.value(question) is None
    kept = page.form(action=f"/{question}/answer").values
    shown = {name: value for name, value in typed.items() if name in ("number", "reason")}
    assert {name: kept[name] for name in shown} == shown


def test_the_error_is_tied_to_its_field(desk: Desk) -> None:
    sent = desk.form("alerts.pages").send({**ROW, "rows.1.alert": "B", "rows.1.pages": "often"})
    page = desk.browser.read(sent, 422)
    field = next(each for each in page.tree.iter("input") if each.get("name") == "rows.1.pages")
    assert field.get("aria-invalid") == "true"
    told = [each for each in page.tree.iter() if each.get("id") == field.get("aria-describedby")]
    assert "Row 2: Pages a week" in "".join(told[0].itertext())
    assert page.form(action="/alerts.pages/answer").values["rows.0.alert"] == "Burn"


def test_an_unknown_question_is_not_found(desk: Desk) -> None:
    assert desk.post("deployment.none", "answer", {"choice": "yes"}).status_code == 404
    assert desk.post("deployment.plan", "answer", {"choice": "yes"}).status_code == 404


def test_a_review_that_is_not_there_is_not_found(desk: Desk) -> None:
    path = "/reviews/999/questions/deployment.rollback/answer"
    token = desk.area("deployment").token
    assert desk.browser.post(path, data={"csrf_token": token}).status_code == 404


def test_another_team_answers_nothing(desk_of: Callable[[Actor], Desk], people: People) -> None:
    for stranger in (people.eve, people.bob, people.ada):
        desk = desk_of(stranger)
        sent = desk.post("deployment.rollback", "answer", {"choice": "yes"})
        assert sent.status_code == 403
        assert desk.value("deployment.rollback") is None


def test_an_approved_review_takes_no_answer(desk: Desk, people: People) -> None:
    by = reviewers(desk.database, people, desk.now)
    answer_everything(desk.database, desk.review, by=people.alice, now=desk.now)
    submit_all(desk.database, desk.review, by=people.alice, now=desk.now)
    sign_all(desk.database, desk.review, by, now=desk.now)
    sent = desk.post("deployment.rollback", "answer", {"choice": "no", "base": "1"})
    assert sent.status_code == 409
    assert desk.value("deployment.rollback") == {"choice": "yes", "reason": ""}


def collided(desk: Desk, people: People, reason: str = "Theirs") -> Page:
    """Return the page after somebody else saved between opening it and saving it."""
    form = desk.form("deployment.rollback")
    theirs: Value = {"choice": "yes", "reason": reason}
    answer(
        desk.database,
        desk.review,
        "deployment.rollback",
        theirs,
        by=people.alice,
        now=desk.now,
    )
    return desk.browser.read(form.send(choice="no", reason="Mine"), 409)


def test_a_conflict_shows_both_answers(desk: Desk, people: People) -> None:
    page = collided(desk, people)
    assert "Somebody else saved another answer" in page.text
    assert "Theirs" in page.text
    assert page.form(action="/deployment.rollback/answer").values["reason"] == "Mine"
    assert desk.value("deployment.rollback") == {"choice": "yes", "reason": "Theirs"}


def test_after_a_conflict_mine_can_be_kept(desk: Desk, people: People) -> None:
    collided(desk, people).form(button="Keep mine").send()
    assert desk.value("deployment.rollback") == {"choice": "no", "reason": "Mine"}


def test_after_a_conflict_theirs_can_be_taken(desk: Desk, people: People) -> None:
    page = collided(desk, people)
    assert f"{desk.path('deployment.')}#deployment.rollback" in page.links()
    assert desk.form("deployment.rollback").values["reason"] == "Theirs"


def test_what_people_type_is_never_markup(desk: Desk, people: People) -> None:
    page = collided(desk, people, reason="<script>alert(1)</script>")
    assert "<script>alert(1)</script>" in page.text
    desk.form("alerts.pages").send({**ROW, "rows.0.alert": '"><img src=x>'})
    assert desk.form("alerts.pages").values["rows.0.alert"] == '"><img src=x>'
    assert '"><img src=x' not in desk.browser.get(desk.path("alerts.")).text


def test_a_script_is_told_what_changed(desk: Desk) -> None:
    shown = ["deployment.rollback", "deployment.minutes", "deployment.drill"]
    values = {"choice": "no", "reason": "", "shown": shown}
    reply = desk.script("deployment.rollback", values).get_json()
    assert (reply["state"], reply["base"], reply["shape"]) == ("saved", 1, "unmet")
    assert reply["said"] == "Saved 11:00. 1 more question follows from it."
    assert list(reply["cards"]) == ["deployment.plan"]
    assert "1 of 4 answered" in reply["parts"]["area-figures"]
    assert "Not met" in reply["parts"]["deployment.rollback-marks"]
    assert "Ask for a waiver" in reply["parts"]["deployment.rollback-waiver"]


def test_a_script_is_told_what_no_longer_applies(desk: Desk) -> None:
    desk.form("deployment.rollback").send(choice="no")
    reply = desk.script("deployment.rollback", {"choice": "yes"}).get_json()
    assert "deployment.plan" not in reply["asked"]
    assert (reply["base"], reply["cards"]) == (2, {})


def test_a_script_is_told_what_is_wrong(desk: Desk) -> None:
    sent = desk.script("deployment.minutes", {"number": "soon"})
    assert sent.status_code == 422
    assert sent.get_json() == {
        "state": "refused",
        "said": "Not saved. The number must be a number such as 0.5.",
        "faults": {"number": "The number must be a number such as 0.5."},
    }


def test_a_script_is_told_of_a_conflict(desk: Desk, people: People) -> None:
    theirs: Value = {"choice": "yes", "reason": "<b>Theirs</b>"}
    name = "deployment.rollback"
    answer(desk.database, desk.review, name, theirs, by=people.alice, now=desk.now)
    sent = desk.script(name, {"choice": "no", "base": "0"})
    reply = sent.get_json()
    assert (sent.status_code, reply["state"], reply["base"]) == (409, "conflict", 1)
    assert "&lt;b&gt;Theirs&lt;/b&gt;" in reply["conflict"]


def test_the_same_answer_twice_is_one_revision(desk: Desk) -> None:
    desk.form("deployment.rollback").send(choice="yes")
    desk.form("deployment.rollback").send(choice="yes", base="0")
    with desk.database.reading() as session:
        found = dossiers.load(session, desk.review, now=desk.now).answer("deployment.rollback")
        assert found is not None
        assert found.number == 1
