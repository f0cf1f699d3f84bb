"""What waits for a coordinator, and the decision on one waiver."""

from collections.abc import Callable
from datetime import datetime

import pytest

from readiness.core.rights import Actor, Role
from readiness.core.waivers import Decision
from readiness.store.engine import Database
from readiness.usecases import plans, transaction
from tests.applications import Clock
from tests.client import Client
from tests.factories.people import People, make_person
from tests.factories.reviews import answer_everything, done, start_review
from tests.factories.waivers import ask, decide

Browser = Callable[[Actor], Client]
NOT_YET = {"deployment.rollback": {"choice": "no", "reason": "In two weeks."}}


@pytest.fixture
def review(database: Database, people: People, now: datetime) -> int:
    started = start_review(database, people, now=now)
    answer_everything(database, started, by=people.alice, now=now, but=NOT_YET)
    return started


def asked(database: Database, review: int, by: Actor, now: datetime) -> int:
    """Return a waiver until Monday, 7 December, and its work until the end of November."""
    return ask(database, review, by, now, reason="The tool comes in two weeks.")


def test_a_coordinator_finds_what_waits_and_grants_it(
    signed_in: Browser, people: People, review: int, database: Database, now: datetime
) -> None:
    waiver = asked(database, review, people.alice, now)
    client = signed_in(people.carol)
    page = client.page("/waivers")
    assert "1 waiver waits for a decision." in page.next_step
    assert f"/reviews/{review}/waivers/{waiver}" in page.links()
    page = client.page(f"/reviews/{review}/waivers/{waiver}")
    assert "The tool comes in two weeks." in page.text
    assert "The answer is no." in page.text
    assert "It ends before the planned launch" in page.text
    page = client.follow(page.form(button="Record my decision").send(decision="granted"))
    assert "Granted." in page.text
    # It is planned for the very minute at which the waiver ends; a minute earlier it helps.
    earlier = datetime.fromisoformat("2026-12-07T09:59:00+00:00")
    done(database, now, plans.plan, review, earlier, by=people.alice)
    assert "It ends before" not in client.page(f"/reviews/{review}/waivers/{waiver}").text
    page = client.page("/waivers")
    assert "No waiver waits" in page.text
    assert "Meanwhile: Two people watch each release." in page.text
    assert "Make the rollback one command, Alice, due 30 November 2026" in page.text
    owed = "1 waiver running, the oldest for 0 days; 0 days waived together"
    assert owed in page.text
    page = signed_in(people.eve).page("/services/checkout")
    assert f"Waiver debt of Payments: {owed}." in page.text
    assert f"/waivers/{waiver}" in page.links()
    page = signed_in(people.eve).page("/teams/payments")
    assert f"{owed}." in page.text
    assert f"/waivers/{waiver}" in page.links()
    assert "Waiver debt" not in signed_in(people.eve).page("/teams/sre").text


def test_granting_narrowed_and_narrowing_again_need_a_reason_and_a_day_before(
    signed_in: Browser, people: People, review: int, database: Database, now: datetime
) -> None:
    waiver = asked(database, review, people.alice, now)
    client = signed_in(people.carol)
    form = client.page(f"/reviews/{review}/waivers/{waiver}").form(button="Record my decision")
    grant = {"decision": "granted", "until": "2026-12-03"}
    page = client.read(form.send(grant), 422)
    assert "Say why, so that the team knows what to do." in page.text
    assert page.form(button="Record my decision").values["until"] == "2026-12-03"
    assert "never widened" in client.read(form.send({**grant, "until": "2026-12-08"}), 422).text
    page = client.follow(form.send({**grant, "comment": "The tool is there by then."}))
    assert "Narrowed; 7 December 2026, 11:00 CET was asked for." in page.text
    assert "Narrow it: let it end on the earlier day given below" in page.text
    form = page.form(button="Record my decision")
    page = client.follow(form.send({**grant, "until": "2026-12-02", "comment": "Sooner."}))
    assert "to end 2 December 2026" in page.text
    for path in (f"/reviews/{review}", f"/reviews/{review}/areas/deployment", "/waivers"):
        assert "Narrowed; 7 December 2026 was asked for." in client.page(path).text


def test_the_end_is_announced_on_the_pages_of_waiver_service_and_home(
    signed_in: Browser,
    people: People,
    review: int,
    database: Database,
    now: datetime,
    clock: Clock,
) -> None:
    waiver = asked(database, review, people.alice, now)
    decide(database, review, waiver, Decision.GRANTED, people.carol, now)
    clock.forward(days=10)
    client = signed_in(people.alice)
    for path in (f"/reviews/{review}/waivers/{waiver}", "/services/checkout", "/waivers"):
        assert "Ends in 4 days" in client.page(path).text
    page = client.page("/")
    assert (
        "Meet what is waived for Checkout before the waiver ends, or ask for it again."
        in page.next_step
    )
    assert "Ends in 4 days" in page.text


def test_a_request_is_taken_back_on_its_page(
    signed_in: Browser, people: People, review: int, database: Database, now: datetime
) -> None:
    waiver = asked(database, review, people.alice, now)
    path = f"/reviews/{review}/waivers/{waiver}"
    assert "Take this request back" not in signed_in(people.carol).page(path).text
    client = signed_in(people.alice)
    page = client.follow(client.page(path).form(button="Take this request back").send())
    assert "Taken back. Nobody has to decide on it any more." in page.text
    assert "Take this request back" not in client.page(path).text
    assert "No waiver waits" in client.page("/waivers").text


def test_refusing_and_revoking_say_why(
    signed_in: Browser, people: People, review: int, database: Database, now: datetime
) -> None:
    waiver = asked(database, review, people.alice, now)
    client = signed_in(people.carol)
    form = client.page(f"/reviews/{review}/waivers/{waiver}").form(button="Record my decision")
    assert "Say why" in client.read(form.send(decision="refused"), 422).text
    assert "Choose what you decide." in client.read(form.send(), 422).text
    page = client.follow(form.send(decision="granted"))
    form = page.form(button="Record my decision")
    page = client.follow(form.send(decision="revoked", comment="It broke."))
    assert "It broke." in page.text
    assert "There is nothing left to decide." in page.text


def test_who_asked_reads_why_they_cannot_grant_it(
    signed_in: Browser, people: People, review: int, database: Database, now: datetime
) -> None:
    with database.writing() as session:
        both = make_person(session, "Olga", teams=("payments",), roles=(Role.COORDINATOR,))
        transaction.commit(session, now=now)
    waiver = asked(database, review, both, now)
    client = signed_in(both)
    path = f"/reviews/{review}/waivers/{waiver}"
    page = client.page(path)
    assert "You asked for this waiver, so somebody else has to grant it." in page.text
    assert "Grant it" not in page.text
    token = page.form(button="Record my decision").values["csrf_token"]
    sent = client.post(path, data={"csrf_token": token, "decision": "granted", "comment": ""})
    assert sent.status_code == 403


def test_everybody_reads_and_only_coordinators_decide(
    signed_in: Browser, people: People, review: int, database: Database, now: datetime
) -> None:
    waiver = asked(database, review, people.alice, now)
    client = signed_in(people.bob)
    assert "A launch coordinator decides on these." in client.page("/waivers").next_step
    page = client.page(f"/reviews/{review}/waivers/{waiver}")
    assert "A launch coordinator decides on it." in page.text
    assert not [form for form in page.forms() if "Record my decision" in form.buttons]


def test_a_number_leads_to_the_waiver_of_its_review(
    signed_in: Browser, people: People, review: int, database: Database, now: datetime
) -> None:
    waiver = asked(database, review, people.alice, now)
    client = signed_in(people.bob)
    assert client.get(f"/waivers/{waiver}").location == f"/reviews/{review}/waivers/{waiver}"
    assert client.get("/waivers/999").status_code == 404
    assert client.get(f"/reviews/{review + 1}/waivers/{waiver}").status_code == 404


def test_what_nobody_decided_in_time_waits_no_more(
    signed_in: Browser,
    people: People,
    review: int,
    database: Database,
    now: datetime,
    clock: Clock,
) -> None:
    waiver = asked(database, review, people.alice, now)
    clock.forward(days=15)
    client = signed_in(people.carol)
    assert "No waiver waits" in client.page("/waivers").text
    assert "Grant it" not in client.page(f"/reviews/{review}/waivers/{waiver}").text


def test_what_the_form_says_fits_what_can_be_decided(
    signed_in: Browser, people: People, review: int, database: Database, now: datetime
) -> None:
    waiver = asked(database, review, people.alice, now)
    client = signed_in(people.carol)
    page = client.page(f"/reviews/{review}/waivers/{waiver}")
    assert "Comment Needed unless you grant it as asked." in page.text
    decide(database, review, waiver, Decision.GRANTED, people.carol, now)
    page = client.page(f"/reviews/{review}/waivers/{waiver}")
    assert "Comment Needed. The team reads it." in page.text
    page = client.page(f"/reviews/{review}/gates/sre")
    assert "Waiver granted until 7 December 2026" in page.text
