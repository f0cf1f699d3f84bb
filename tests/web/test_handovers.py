"""The pages of a service's life after its launch, from the first form to the last."""

from collections.abc import Callable

import pytest

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.usecases import checklists
from tests.applications import Clock
from tests.client import Client, Page
from tests.factories.handovers import (
    SELF_MANAGED,
    accepted_service,
    launched_service,
    signed_handoff,
    stage,
    steps,
)
from tests.factories.kinds import handoff_document
from tests.factories.people import People
from tests.factories.reviews import done, reviewers, start_review

Browser = Callable[[Actor], Client]
SERVICE, PLACE = "/services/checkout", "/services/checkout/handover"


@pytest.fixture
def by(database: Database, people: People, clock: Clock) -> dict[str, Actor]:
    return reviewers(database, people, clock())


@pytest.fixture
def accepted(database: Database, people: People, by: dict[str, Actor], clock: Clock) -> None:
    """SRE runs Checkout since today, 22 January 2027."""
    clock.moment = accepted_service(database, people, by, clock())


def line(page: Page) -> list[str]:
    """Return the points of the line as they are read, without the spaces between their parts."""
    found = [each for each in page.tree.iter("li") if "life-step" in each.get("class", "")]
    return [" ".join("".join(each.itertext()).split()) for each in found]


def test_the_line_of_a_new_service_says_where_it_is_and_what_comes(
    signed_in: Browser, people: People, database: Database, clock: Clock
) -> None:
    start_review(database, people, now=clock())
    page = signed_in(people.eve).page(SERVICE)
    assert line(page) == [
        "Pre-launch (now) 23 November 2026",
        "Launched (to come) planned for 7 December 2026",
    ]
    assert "Payments builds it; it has not launched yet." in page.text
    assert PLACE in page.links()


def test_the_line_of_a_launched_service_names_the_days_to_come(
    signed_in: Browser, people: People, by: dict[str, Actor], database: Database, clock: Clock
) -> None:
    launched_service(database, people, by, clock())
    review = signed_handoff(database, people, by, clock())
    clock.forward(days=20)
    page = signed_in(people.eve).page(PLACE)
    assert line(page) == [
        "Pre-launch 23 November 2026",
        "Launched (now) 23 November 2026 self-managed for 20 days",
        "Hand-off review (to come) signed",
        "SRE-managed (to come) from 22 January 2027",
    ]
    assert f"/reviews/{review}" in page.links()
    assert "an SRE team can accept it from 22 January 2027 on" in page.next_step


def test_sre_takes_it_over_on_the_page(
    signed_in: Browser, people: People, by: dict[str, Actor], database: Database, clock: Clock
) -> None:
    launched_service(database, people, by, clock())
    signed_handoff(database, people, by, clock())
    refused = signed_in(people.bob).page(f"{PLACE}/accept", 409)
    assert "an SRE team can accept it from" in refused.text
    clock.moment += SELF_MANAGED
    bob, alice = signed_in(people.bob), signed_in(people.alice)
    assert "an SRE team can take the service over now" in alice.page(SERVICE).next_step
    assert "by a member of SRE, Security and Launch" in alice.page(PLACE).next_step
    alice.page(f"{PLACE}/accept", 403)
    form = bob.page(f"{PLACE}/accept").form(button="Take it over")
    page = bob.follow(form.send())
    assert "Taken over. Your team runs it from now on." in page.text
    assert "SRE runs it since 22 January 2027." in page.text
    assert "SRE-managed (now) 22 January 2027 accepted by SRE" in line(page)
    assert stage(database) == "sre_managed"
    bob.page(f"{PLACE}/accept", 409)


@pytest.mark.usefixtures("accepted")
def test_a_hand_back_keeps_what_was_typed_until_it_can_be_taken(
    signed_in: Browser, people: People, database: Database, clock: Clock
) -> None:
    bob = signed_in(people.bob)
    form = bob.page(f"{PLACE}/hand-back").form(button="Hand it back")
    assert form.values["effective_on"] == "2027-02-21"
    assert form.values["consulting_until"] == "2027-05-22"
    page = bob.read(form.send(effective_on="2027-01-21", reason="It pages at night."), 422)
    assert "not in the past" in page.text
    again = page.form(button="Hand it back")
    assert again.values["reason"].strip() == "It pages at night."
    page = bob.read(again.send(effective_on="2027-02-05", reason=""), 422)
    assert "Say why" in page.text
    assert page.form(button="Hand it back").values["effective_on"] == "2027-02-05"
    sent = again.send(effective_on="2027-02-05", consulting_until="2027-05-05")
    page = bob.follow(sent)
    assert stage(database) == "handed_back"
    assert "SRE has handed it back and answers its pager until 5 February 2027" in page.text
    assert "It pages at night." in page.text
    bob.page(f"{PLACE}/hand-back", 409)


@pytest.mark.usefixtures("accepted")
def test_the_notice_is_now_until_it_ends(
    signed_in: Browser, people: People, database: Database, clock: Clock
) -> None:
    bob = signed_in(people.bob)
    form = bob.page(f"{PLACE}/hand-back").form(button="Hand it back")
    form.send(reason="x", effective_on="2027-02-05", consulting_until="2027-05-05")
    points = line(bob.page(SERVICE))
    assert points[2].startswith("Hand-off review signed")
    assert points[4] == "Notice (now) 22 January 2027 given by SRE"
    assert points[5] == ("Handed back (to come) 5 February 2027 SRE consults until 5 May 2027")
    assert points[-1] == "SRE-managed (to come) from 6 April 2027"
    clock.forward(days=14)
    page = signed_in(people.eve).page(SERVICE)
    assert line(page)[5].startswith("Handed back (now) 5 February 2027")
    assert "Payments runs it themselves again, since 5 February 2027." in page.text


@pytest.mark.usefixtures("accepted")
def test_who_may_not_is_offered_nothing_and_refused(
    signed_in: Browser, people: People, database: Database
) -> None:
    eve = signed_in(people.eve)
    page = eve.page(PLACE)
    assert not [link for link in page.links() if link.startswith(f"{PLACE}/")]
    token = page.form(button="Sign out").values["csrf_token"]
    for step in ("consultant", "accept", "hand-back", "retire"):
        eve.page(f"{PLACE}/{step}", 409 if step == "accept" else 403)
    before = len(steps(database))
    for step in ("consult", "consultant", "hand-back", "retire"):
        said = {"csrf_token": token, "reason": "x", "person": "1"}
        days = {"effective_on": "2027-02-05", "consulting_until": "2027-05-05"}
        eve.read(eve.post(f"{PLACE}/{step}", data={**said, **days}), 403)
    assert len(steps(database)) == before


def test_the_next_step_is_the_hand_off_review_once_it_can_be_started(
    signed_in: Browser, people: People, by: dict[str, Actor], database: Database, clock: Clock
) -> None:
    launched_service(database, people, by, clock())
    done(database, clock(), checklists.sync, [handoff_document(self_managed_days=70)])
    assert signed_in(people.alice).page(PLACE).next_step == (
        "Its hand-off review can be started from 3 December 2026 on."
    )
    page = signed_in(people.alice).page(f"{SERVICE}/reviews/new?checklist=handoff")
    assert "can be started from 3 December 2026 on" in page.next_step
    assert not page.has_form(button="Start the review")
    clock.forward(days=10)
    start = f"{SERVICE}/reviews/new?checklist=handoff"
    assert start in signed_in(people.alice).page(PLACE).links()
    assert start not in signed_in(people.eve).page(PLACE).links()
    page = signed_in(people.alice).page(start)
    assert page.has_form(button="Start the review")


def test_a_consultant_comes_along(
    signed_in: Browser, people: People, database: Database, clock: Clock
) -> None:
    start_review(database, people, now=clock())
    bob, alice = signed_in(people.bob), signed_in(people.alice)
    page = bob.follow(bob.page(PLACE).form(button="Be its consultant").send())
    assert "You are the consultant of this service now." in page.text
    assert not page.has_form(button="Be its consultant")
    assert "ConsultantBBob" in signed_in(people.eve).page(SERVICE).text
    form = alice.page(f"{PLACE}/consultant").form(button="Name the consultant")
    alice.read(form.send(person="4711"), 422)
    page = alice.follow(form.send(person=str(people.carol.person)))
    assert "Consultant named: Carol" in page.text
    assert "Consultant named: Bob" in page.text


def test_a_retired_service_takes_no_new_review(
    signed_in: Browser, people: People, database: Database, clock: Clock
) -> None:
    start_review(database, people, now=clock())
    alice = signed_in(people.alice)
    form = alice.page(f"{PLACE}/retire").form(button="Retire the service")
    assert "Say why" in alice.read(form.send(), 422).text
    page = alice.follow(form.send(reason="Replaced by Basket."))
    assert "Retired (now) 23 November 2026" in line(page)
    page = alice.page(SERVICE)
    assert page.next_step.startswith("Checkout is retired.")
    assert "Ask the gate from your pipeline" not in page.text
    assert f"{SERVICE}/reviews/new" not in page.links()
    assert "takes no new review" in alice.page(f"{SERVICE}/reviews/new", 409).text
    alice.page(f"{PLACE}/retire", 409)


def test_a_page_of_no_service_is_not_found(signed_in: Browser, people: People) -> None:
    signed_in(people.alice).page("/services/nothing/handover", 404)
