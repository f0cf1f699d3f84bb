"""The page of a review: what to do next, what stands in the way, and sending it to the gates."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from readiness.core.rights import Actor
from readiness.core.signoffs import Choice
from readiness.core.verdicts import judge
from readiness.usecases import absences, dossiers, reviews, transaction
from readiness.web.next_steps import next_step
from tests.client import Client, Page
from tests.factories.people import People
from tests.factories.reviews import (
    answer_everything,
    done,
    reviewers,
    sign,
    sign_all,
    submit_all,
)
from tests.factories.waivers import ask
from tests.web.conftest import Desk


@pytest.fixture
def answered(desk: Desk, people: People) -> Desk:
    answer_everything(desk.database, desk.review, by=people.alice, now=desk.now)
    return desk


@pytest.fixture
def sent(answered: Desk, people: People) -> Desk:
    submit_all(answered.database, answered.review, by=people.alice, now=answered.now)
    return answered


def page(desk: Desk, status: int = 200) -> Page:
    return desk.browser.page(f"/reviews/{desk.review}", status)


def test_a_new_review_leads_to_its_first_open_question(desk: Desk) -> None:
    shown = page(desk)
    assert "8 questions are still open." in shown.next_step
    assert f"{desk.path('deployment.')}#deployment.rollback" in shown.links()
    assert "2 blockers and 3 gates stand between this service and its launch." in shown.text


def test_the_losses_add_up_to_the_score(desk: Desk) -> None:
    desk.form("deployment.rollback").send(choice="partly", reason="Half")
    table = next(
        each for each in page(desk).tree.iter("table") if each.get("class") == "score-parts"
    )
    figures = [
        float("".join(cell.itertext()).replace("−", "-"))
        for cell in table.iter("td")
        if cell.get("class") == "num"
    ]
    assert round(sum(figures[:-1]), 1) == figures[-1] == 15.0


def test_a_gate_says_whose_turn_it_is_and_who_could_sign(desk: Desk, people: People) -> None:
    text = page(desk).text
    assert "It is the turn of Payments. Could sign: Bob" in text
    assert "Nobody else can sign Security yet: ask an administrator" in text
    until = desk.now.date() + timedelta(days=2)
    done(desk.database, desk.now, absences.leave, until=until, substitute=None, by=people.bob)
    assert "Could sign: Bob (out of office until 25 November)" in page(desk).text


def test_the_facts_it_was_started_with_are_shown(desk: Desk) -> None:
    assert "Tier2: important work is delayed" in page(desk).text.replace("Tier 2", "Tier2")


def test_sending_while_something_is_open_lists_it(desk: Desk) -> None:
    desk.form("compliance.duties").send(choice="yes")
    refused = desk.browser.read(page(desk).form(button="Send to Security").send(), 422)
    assert "Not sent: 1 piece of evidence is missing." in refused.text
    assert f"{desk.path('compliance.')}#compliance.duties" in refused.links()
    assert "Evidence is required and none is attached." in refused.text


def test_every_count_of_what_is_open_says_the_same(desk: Desk) -> None:
    desk.form("compliance.duties").send(choice="yes")
    shown, told = page(desk), "7 questions and 1 piece of evidence are missing"
    assert told in shown.next_step
    assert f"{told}−100" in shown.text  # where the points went
    assert "1 of 1 answered, 1 without evidence" in shown.text
    assert "1 piece of evidence is missing." in shown.text  # the gate that covers it alone


def test_each_gate_is_sent_by_itself(answered: Desk) -> None:
    done = answered.browser.follow(page(answered).form(button="Send to SRE").send())
    assert "Sent to SRE." in done.text
    assert "It is the turn of SRE, in the hand of Bob." in done.text
    assert "Send to Security" in done.text
    assert "Send to SRE" not in done.text


def test_everything_is_sent_by_the_next_step(answered: Desk) -> None:
    shown = page(answered)
    assert "It goes to SRE, Security and Launch." in shown.next_step
    done = answered.browser.follow(shown.form(button="Send it").send())
    assert "Sent to SRE, Security and Launch." in done.text
    assert "SRE and Security look at it now." in done.next_step


def test_changes_after_sending_name_the_gates_that_look_again(sent: Desk) -> None:
    sent.form("compliance.duties").send(choice="no")
    shown = page(sent)
    assert "1 change is not sent yet. Security will have to look again." in shown.next_step
    looked = sent.browser.page(f"/reviews/{sent.review}/send")
    assert (
        "Sent to Security."
        in sent.browser.follow(looked.form(button="Send to Security").send()).text
    )


def test_sending_nothing_is_refused(sent: Desk) -> None:
    token = page(sent).token
    path = f"/reviews/{sent.review}/send"
    for values, status in (({}, 409), ({"gates": "none"}, 404)):
        assert sent.browser.post(path, data={"csrf_token": token, **values}).status_code == status


def test_another_team_sends_nothing(
    answered: Desk, desk_of: Callable[[Actor], Desk], people: People
) -> None:
    desk = desk_of(people.eve)
    shown = page(desk)
    assert "Send to" not in shown.text
    token = shown.token
    data = {"csrf_token": token, "gates": "sre"}
    assert desk.browser.post(f"/reviews/{desk.review}/send", data=data).status_code == 403


def test_a_reviewer_is_led_to_the_gate_that_waits_for_them(
    sent: Desk, signed_in: Callable[[Actor], Client], people: People
) -> None:
    shown = signed_in(people.bob).page(f"/reviews/{sent.review}")
    assert "SRE waits for your signature." in shown.next_step
    assert f"/reviews/{sent.review}/gates/sre" in shown.links()


def test_a_blocker_with_an_undecided_waiver_waits_for_a_coordinator(
    answered: Desk, people: People
) -> None:
    question = "deployment.rollback"
    answered.script(question, {"choice": "partly", "reason": "By hand"})
    submit_all(answered.database, answered.review, by=people.alice, now=answered.now)
    assert "Look at it" in page(answered).next_step
    until = (answered.now + timedelta(days=20)).date()
    ask(answered.database, answered.review, people.alice, answered.now, question, until=until)
    assert "waits for a coordinator" in page(answered).next_step
    # After the end that was asked for nobody can grant it any more.
    later = answered.now + timedelta(days=60)
    with answered.database.reading() as session:
        found = dossiers.load(session, answered.review, now=later)
    assert next_step(found, judge(found.case, later), people.alice).label == "Look at it"


def test_requested_changes_lead_to_sending_again(sent: Desk, people: People) -> None:
    said: dict[str, Any] = {
        "choice": Choice.REQUEST_CHANGES,
        "comment": "Which region?",
        "questions": ["defects.open"],
    }
    sign(sent.database, sent.review, "sre", by=people.bob, now=sent.now, **said)
    shown = page(sent)
    assert "SRE asked for changes." in shown.next_step
    assert "Bob: asked for changes" in shown.text
    assert "Send again to SRE" in shown.text
    assert "SRE asked for changes." in shown.next_step
    assert "Go to the question" in shown.next_step
    assert "asks for changes for SRE" in sent.area("defects.open").text
    assert "Which region?" in sent.area("defects.open").text


def test_a_denial_stops_everything(sent: Desk, people: People) -> None:
    said: dict[str, Any] = {"choice": Choice.DENY, "comment": "Not with these cards."}
    sign(sent.database, sent.review, "sre", by=people.bob, now=sent.now, **said)
    assert "SRE refused its signature." in page(sent).next_step


def test_an_approved_review_may_launch(sent: Desk, people: People) -> None:
    by = reviewers(sent.database, people, sent.now)
    sign_all(sent.database, sent.review, by, now=sent.now)
    shown = page(sent)
    assert "We have launched" in shown.next_step
    assert "the launch may go ahead" in shown.text
    assert f"/reviews/{sent.review}/reopen" in shown.links()
    assert "Send to" not in shown.text
    assert "What stands in the way" not in shown.text


def test_an_abandoned_review_says_so(desk: Desk, people: People) -> None:
    with desk.database.writing() as session:
        reviews.abandon(session, desk.review, reason="No need", by=people.alice, now=desk.now)
        transaction.commit(session, now=desk.now)
    shown = page(desk)
    assert "This review was abandoned." in shown.next_step
    assert "No need" in shown.text


def test_a_review_that_is_not_there_is_not_found(desk: Desk) -> None:
    desk.browser.page("/reviews/999", 404)
