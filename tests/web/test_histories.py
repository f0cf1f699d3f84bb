"""Every revision of an answer is shown, with what changed in texts, tables and evidence."""

from __future__ import annotations

from datetime import timedelta

from readiness.usecases import answers
from tests.factories.delegating import hand
from tests.factories.people import People
from tests.factories.reviews import EVIDENCE, answer, done
from tests.web.conftest import Desk, Value

ROLLBACK, PAGES = "deployment.rollback", "alerts.pages"


def say(desk: Desk, people: People, question: str, value: Value) -> None:
    answer(desk.database, desk.review, question, value, by=people.alice, now=desk.now)


def path(desk: Desk, question: str) -> str:
    return f"/reviews/{desk.review}/questions/{question}/history"


def test_what_was_typed_in_one_go_is_one_entry_on_the_card_and_all_of_it_in_the_history(
    desk: Desk, people: People
) -> None:
    for reason in ("One", "One two", "One two three"):
        say(desk, people, ROLLBACK, {"choice": "yes", "reason": reason})
    card = desk.area(ROLLBACK)
    assert "revision 3" in card.text
    assert "revision 2" not in card.text
    assert path(desk, ROLLBACK) in card.links()
    page = desk.browser.page(path(desk, ROLLBACK))
    assert "3 revisions, the newest first" in page.text
    assert "Reason … " not in page.text
    assert "Reason One two Added: three" in page.text
    assert "Reason One Added: two" in page.text


def test_changes_of_choices_rows_and_evidence_are_told(desk: Desk, people: People) -> None:
    row = {"alert": "Errors", "type": "symptom", "pages": "1", "actionable": True}
    table: Value = {"choice": "given", "reason": "", "none": False}
    say(desk, people, PAGES, {**table, "rows": [row]})
    say(desk, people, PAGES, {**table, "rows": [{**row, "pages": "3"}]})
    named = {"url": EVIDENCE["url"], "by": people.alice}
    done(
        desk.database,
        desk.now,
        answers.add_evidence,
        desk.review,
        PAGES,
        **EVIDENCE,
        by=people.alice,
    )
    done(desk.database, desk.now, answers.remove_evidence, desk.review, PAGES, **named)
    say(desk, people, PAGES, {"choice": "unknown", "reason": ""})
    page = desk.browser.page(path(desk, PAGES))
    told = (
        "Row Errors symptom, 1 pages a week, actionable → became symptom, 3 pages a week, actionable",
        "Evidence added The list of duties",
        "Evidence removed The list of duties",
        "Answer Filled in below → became I don't know",
        "Row Errors symptom, 3 pages a week, actionable → became Not there",
    )
    for each in told:
        assert each in page.text, each


def test_a_revision_shows_only_the_evidence_that_changed_in_it(desk: Desk) -> None:
    link = {"url": "https://wiki.example.com/duties", "description": "Duties"}
    other = {"url": "https://wiki.example.com/board", "description": "Board"}
    named = {"old_url": link["url"], "old_description": link["description"]}
    desk.post(ROLLBACK, "evidence", link)
    desk.post(ROLLBACK, "evidence", other)
    desk.post(ROLLBACK, "evidence", {**link, **named, "dated": str(desk.now.date())})
    text = desk.browser.page(path(desk, ROLLBACK)).text
    day = f"{desk.now.day} {desk.now:%B %Y}"
    assert f"Evidence changed Duties → became Duties as of {day}" in text
    assert text.count("Evidence added") == 2
    assert (text.count("Duties"), text.count("Board")) == (3, 1)


def test_the_card_tells_what_the_next_person_changed(desk: Desk, people: People) -> None:
    say(desk, people, ROLLBACK, {"choice": "yes", "reason": "Alice wrote this"})
    hand(desk.database, desk.review, people.eve, ROLLBACK, by=people.alice, now=desk.now)
    later: Value = {"choice": "no", "reason": "Eve wrote this"}
    answer(
        desk.database, desk.review, ROLLBACK, later, by=people.eve, now=desk.now + timedelta(days=1)
    )
    text = desk.area(ROLLBACK).text
    assert "Answer Yes → became No" in text
    assert "Reason Removed: Alice Added: Eve wrote this" in text


def test_a_long_history_has_pages(desk: Desk, people: People) -> None:
    for number in range(51):
        say(desk, people, ROLLBACK, {"choice": "yes", "reason": f"Version {number}"})
    first = desk.browser.page(path(desk, ROLLBACK))
    assert "Page 1 of 2" in first.text
    assert "Version Removed: 0 Added: 1" in first.text  # the one before is on the next page
    second = desk.browser.page(f"{path(desk, ROLLBACK)}?page=2")
    assert "revision 1" in second.text
    assert "revision 2" not in second.text
    desk.browser.page(f"{path(desk, ROLLBACK)}?page=3", status=404)


def test_before_the_first_answer_it_says_how_to_fill_it(desk: Desk) -> None:
    page = desk.browser.page(path(desk, ROLLBACK))
    assert "Nobody has answered yet" in page.text
    assert f"{desk.path(ROLLBACK)}#{ROLLBACK}" in page.links()
