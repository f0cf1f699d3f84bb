"""Threads on their own page, at a question and at a gate: nothing typed is lost."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from functools import partial

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.store.reports import draft_of
from readiness.usecases import comments, transaction
from tests.client import Client, Page, words
from tests.factories.applying import apply, newer_document, release
from tests.factories.checklists import QUESTIONS
from tests.factories.people import People, make_person
from tests.factories.reviews import answer_everything, done, start_review, submit_all
from tests.factories.signing import change, deny
from tests.web.conftest import Desk

QUESTION = "deployment.rollback"
DeskOf = Callable[[Actor], Desk]


@pytest.fixture
def bob(desk_of: DeskOf, people: People) -> Desk:
    return desk_of(people.bob)


@pytest.fixture
def path(bob: Desk, people: People) -> str:
    """Return the address of a thread that Bob started."""
    said = {"question": QUESTION, "by": people.bob}
    row = done(bob.database, bob.now, comments.comment, bob.review, "Who *decides*?", **said)
    return f"/reviews/{bob.review}/threads/{row.id}"


def test_it_is_answered_where_it_stands_and_leads_back_there(
    desk: Desk, path: str, people: People
) -> None:
    page = desk.area(QUESTION)
    assert "Open It is the turn of Payments" in page.text
    sent = page.form(action=f"{path}/answer").send(body="Ask **@bob**.")
    assert sent.location == f"{desk.path(QUESTION)}#thread-{path.rpartition('/')[2]}"
    assert "It is the turn of Bob" in desk.area(QUESTION).text
    assert "Ask @Bob." in desk.area(QUESTION).text


def test_it_is_resolved_and_reopened_by_who_may_comment(
    desk_of: DeskOf, people: People, path: str
) -> None:
    eve = desk_of(people.eve)
    sent = eve.area(QUESTION).form(action=f"{path}/resolve").send()
    assert "Resolved 1 comment, started by Bob" in eve.browser.follow(sent).text
    alone = eve.browser.page(path)
    assert alone.next_step.startswith("This thread is resolved.")
    assert eve.browser.follow(alone.form(action="/reopen").send()).path == path
    assert "It is the turn of Payments" in eve.browser.page(path).next_step


@pytest.mark.parametrize("body", ["", "x" * 4001, "Ask @nobody.here."])
def test_what_is_refused_is_still_in_the_field(desk: Desk, path: str, body: str) -> None:
    sent = desk.area(QUESTION).form(action=f"{path}/answer").send(body=body)
    page = desk.browser.read(sent, 422)
    assert page.form(action=f"{path}/answer").values["body"] == body
    assert "A comment has 1 to 4000" in page.text or "Nobody is called @nobody.here" in page.text


def headline(page: Page) -> str:
    return words(next(page.tree.iter("h1")))


def focused(page: Page) -> str:
    """Return the text of the field to which the browser goes, with or without a script."""
    (found,) = (each for each in page.tree.iter() if each.get("autofocus") is not None)
    assert "Nobody is called @nobody.here" in page.text
    around = [each for each in page.tree.iter("details") if found in each.iter()]
    assert all(each.get("open") is not None for each in around), "it is not hidden"
    return words(found)


def test_a_refused_name_comes_back_on_the_page_where_it_was_written(
    bob: Desk, path: str, people: People
) -> None:
    """At the question, at a gate that covers it, at a gate of its own, and alone."""
    gate = f"/reviews/{bob.review}/gates/sre"
    said = {"gate": "sre", "by": people.bob}
    own = done(bob.database, bob.now, comments.comment, bob.review, "Is Monday fine?", **said).id
    edit = f"{path}/comments/{path.rpartition('/')[2]}/edit"
    for at, action in (
        (bob.area(QUESTION).path, f"{path}/answer"),
        (bob.area(QUESTION).path, edit),
        (gate, f"{path}/answer"),
        (gate, f"/reviews/{bob.review}/threads/{own}/answer"),
        (path, f"{path}/answer"),
    ):
        before = bob.browser.page(at)
        sent = before.form(action=action).send(body="Ask @nobody.here.")
        page = bob.browser.read(sent, 422)
        assert headline(page) == headline(before)
        assert focused(page) == page.form(action=action).values["body"] == "Ask @nobody.here."
        bob.browser.follow(page.form(action=action).send(body="Ask @bob."))


def test_what_is_refused_among_the_unchanged_is_not_hidden(bob: Desk, people: People) -> None:
    review, said = bob.review, {"question": QUESTION, "by": people.alice}
    answer_everything(bob.database, review, by=people.alice, now=bob.now)
    submit_all(bob.database, review, by=people.alice, now=bob.now)
    thread = done(bob.database, bob.now, comments.comment, review, "Fine?", **said).id
    deny(bob.database, review, people.bob, bob.now)
    change(bob.database, review, "7", people.alice, bob.now)
    page = bob.browser.page(f"/reviews/{review}/gates/sre")
    assert "unchanged" in page.text
    form = page.form(action=f"/threads/{thread}/answer")
    assert focused(bob.browser.read(form.send(body="@nobody.here."), 422)) == "@nobody.here."


@pytest.mark.parametrize("gate", ["no.such", "security"])
def test_a_gate_where_it_does_not_stand_leads_back_to_what_the_thread_is_about(
    bob: Desk, path: str, gate: str
) -> None:
    form = bob.browser.page(path).form(action="/answer")
    page = bob.browser.read(form.send(body="@nobody.here", at=f"gate:{gate}"), 422)
    assert headline(page) == headline(bob.area(QUESTION))
    assert page.form(action=f"{path}/answer").values["body"] == "@nobody.here"
    sent = form.send(body="Now.", at=f"gate:{gate}")
    assert sent.location == f"{bob.path(QUESTION)}#thread-{path.rpartition('/')[2]}"


def test_what_is_said_of_a_gate_is_shown_at_no_other(bob: Desk, people: People) -> None:
    said = {"gate": "sre", "by": people.bob}
    own = done(bob.database, bob.now, comments.comment, bob.review, "Is Monday fine?", **said).id
    alone = bob.browser.page(f"/reviews/{bob.review}/threads/{own}")
    form = alone.form(action="/answer")
    page = bob.browser.read(form.send(body="@nobody.here", at="gate:security"), 422)
    assert headline(page) == headline(alone)
    assert page.form(action="/answer").values["body"] == "@nobody.here"


@pytest.mark.parametrize("body", ["", "Ask @nobody.here."])
def test_an_edit_that_is_refused_is_still_in_the_field(bob: Desk, path: str, body: str) -> None:
    edit = f"{path}/comments/{path.rpartition('/')[2]}/edit"
    page = bob.browser.read(bob.browser.page(path).form(action=edit).send(body=body), 422)
    assert page.form(action=edit).values["body"] == body


def test_two_windows_on_one_comment_both_keep_their_text(bob: Desk, path: str) -> None:
    first, second = bob.browser.page(path), bob.browser.page(path)
    edit = f"{path}/comments/{path.rpartition('/')[2]}/edit"
    first.form(action=edit).send(body="Who decides *then*?")
    page = bob.browser.read(second.form(action=edit).send(body="Who else?"), 409)
    assert "changed meanwhile, in another window" in page.text
    assert "Who decides then?" in page.text
    assert page.form(action=edit).values["body"] == "Who else?"
    bob.browser.follow(page.form(action=edit).send())
    assert "Who else? Edited" in bob.browser.page(path).text
    assert "Who decides then?" in bob.browser.page(path).text, "the history keeps both"


def test_only_the_author_is_offered_to_edit(desk: Desk, path: str) -> None:
    page = desk.browser.page(path)
    assert not [each for each in page.forms() if each.action.endswith("/edit")]


def test_a_reviewer_reads_what_is_open_above_the_vote_and_may_vote(bob: Desk, path: str) -> None:
    gate = bob.browser.page(f"/reviews/{bob.review}/gates/sre")
    assert "1 thread is open On what this gate covers. You can vote all the same." in gate.text
    assert path in gate.links()
    sent = gate.form(action=f"{path}/resolve").send()
    assert bob.browser.follow(sent).path == gate.path
    assert "thread is open" not in bob.browser.page(gate.path).text


def test_a_thread_on_the_gate_stands_on_its_page(bob: Desk, people: People) -> None:
    gate = f"/reviews/{bob.review}/gates/sre"
    bob.browser.page(gate).form(button="Comment").send(body="Is **Monday** fine?")
    page = bob.browser.page(gate)
    assert "Is Monday fine?" in page.text
    assert page.text.count("It is the turn of Payments") == 2, "at the thread and above the vote"


def test_the_review_lists_what_is_open(bob: Desk, path: str) -> None:
    page = bob.browser.page(f"/reviews/{bob.review}")
    assert "Open threads 1" in page.text
    assert "It is the turn of Payments · Who decides?" in page.text
    assert path in page.links()


def names(client: Client, typed: str) -> list[str]:
    found = client.get("/people/mentions", query_string={"q": typed}).get_json()["people"]
    return [f"@{each['handle']} {each['name']} {', '.join(each['teams'])}" for each in found]


def test_names_are_completed_and_no_address_of_mail_is_told(bob: Desk) -> None:
    assert names(bob.browser, "al") == ["@alice Alice Payments"]
    assert len(names(bob.browser, "")) == 5
    assert "example.com" not in bob.browser.get("/people/mentions").text
    assert names(bob.browser, "alice@example.com") == []


def test_completion_offers_a_few_at_most(bob: Desk) -> None:
    with bob.database.writing() as session:
        for number in range(12):
            make_person(session, f"Nina{number}")
        transaction.commit(session, now=bob.now)
    assert len(names(bob.browser, "nina")) == 8


def test_nobody_who_is_not_signed_in_learns_a_name(client: Client) -> None:
    assert client.get("/people/mentions?q=a").status_code in (302, 401)


def test_a_draft_of_the_report_is_asked_for_with_comments_or_without(bob: Desk) -> None:
    report = f"/reviews/{bob.review}/report"
    bob.browser.page(report).form(button="Make a draft without comments").send()
    with bob.database.reading() as session:
        draft = draft_of(session, bob.review)
    assert draft is not None
    assert not draft.with_comments


def test_of_what_is_no_longer_asked_the_thread_stands_alone(
    signed_in: Callable[[Actor], Client], database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    said = {"question": QUESTION, "by": people.bob}
    row = done(database, now, comments.comment, review, "Back to what?", **said)
    left = [each for each in QUESTIONS if each["id"] != QUESTION]
    release(database, now, newer_document(questions=left))
    apply(database, review, people.alice, now)
    alice, path = signed_in(people.alice), f"/reviews/{review}/threads/{row.id}"
    assert path in alice.page(f"/reviews/{review}").links()
    assert f"{QUESTION} (no longer asked)" in alice.page(path).text
    sent = alice.page(path).form(action="/answer").send(body="To the one before.", at="place")
    assert sent.location == path
    assert alice.get(f"/reviews/{review}/threads/99").status_code == 404


def test_an_area_and_a_gate_cost_the_same_however_much_is_said(
    bob: Desk, people: People, path: str
) -> None:
    pages = (bob.path(QUESTION), f"/reviews/{bob.review}/gates/sre", f"/reviews/{bob.review}", "/")
    do = partial(done, bob.database, bob.now)
    do(comments.comment, bob.review, "Now, @bob?", question=QUESTION, by=people.alice)
    before = [statements(bob.browser, each) for each in pages]
    for number in range(6):
        said = {"question": QUESTION, "by": people.alice}
        row = do(comments.comment, bob.review, f"Number {number}, @bob?", **said)
        do(comments.answer, bob.review, row.id, "Or so.", resolves=number < 3, by=people.alice)
    assert [statements(bob.browser, each) for each in pages] == before


def test_a_preview_shows_the_markup_and_whom_it_would_not_reach(bob: Desk, path: str) -> None:
    page = bob.browser.page(path)
    typed = {"csrf_token": page.token, "body": "**Now** @alice @al <b>"}
    seen = json.loads(bob.browser.post("/comments/preview", data=typed).text)["html"]
    assert "<strong>Now</strong> " in seen
    assert '<span class="mention">@Alice</span>' in seen
    assert "&lt;b&gt;" in seen
    assert "Nobody is called @al. There is @alice." in seen
    assert bob.browser.page(path).text == page.text, "nothing is kept"


def statements(client: Client, path: str) -> int:
    asked: list[str] = []

    @event.listens_for(Engine, "before_cursor_execute")
    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    client.page(path)
    event.remove(Engine, "before_cursor_execute", note)
    return len(asked)
