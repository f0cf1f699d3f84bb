"""Handing work on its page, without a script, and what everybody then sees of it."""

from __future__ import annotations

from collections.abc import Callable

from readiness.core.rights import Actor
from tests.client import Client
from tests.factories.delegating import hand, rows
from tests.factories.people import People
from tests.factories.reviews import answer
from tests.web.conftest import Desk

ROLLBACK, MINUTES, PLAN = "deployment.rollback", "deployment.minutes", "deployment.plan"
DUTIES = "compliance.duties"
Sits = Callable[[Actor], Desk]


def test_an_area_is_handed_in_one_step_and_taken_back(desk: Desk, people: People) -> None:
    page = desk.browser.page(f"/reviews/{desk.review}")
    assert "Nothing is handed to anybody" in page.text
    form = desk.browser.page(f"/reviews/{desk.review}/handing?place=deployment").form(
        button="Hand it over"
    )
    assert form.values["places"] == ["deployment"]
    said = {"person": people.eve.person, "note": "Olaf knows", "wished_on": "2026-11-30"}
    page = desk.browser.follow(form.send(said))
    assert "You handed “Deployment process” to Eve, who is told of it." in page.text
    assert page.path == desk.path(ROLLBACK)
    page = desk.browser.page(f"/reviews/{desk.review}")
    assert "0 of 3 answered" in page.text
    assert "by Alice" in page.text
    assert "wished by 30 November 2026" in page.text
    assert "“Olaf knows”" in page.text
    area = desk.area(ROLLBACK)
    assert "Handed to Eve by Alice" in area.text
    page = desk.browser.follow(area.form(action="/handing/return").send())
    assert "“Deployment process” is with Payments again." in page.text
    assert page.path == area.path
    page = desk.browser.page(f"/reviews/{desk.review}")
    assert "Nothing is handed to anybody" in page.text


def test_one_comes_back_to_where_one_came_from(desk: Desk, people: People) -> None:
    handing = f"/reviews/{desk.review}/handing"
    for came, back in (
        ("", f"/reviews/{desk.review}#handed"),
        (f"?place={ROLLBACK}", f"{desk.path(ROLLBACK)}#{ROLLBACK}"),
        ("?place=deployment", desk.path(ROLLBACK)),
        (f"?place={ROLLBACK}&place={MINUTES}", f"/reviews/{desk.review}#handed"),
        ("?place=https://evil.example.com", f"/reviews/{desk.review}#handed"),
    ):
        page = desk.browser.page(f"{handing}{came}")
        assert back in page.links(), "without handing anything over"
        form = page.form(button="Hand it over")
        refused = desk.browser.read(form.send(places=[ROLLBACK], person=""), 422)
        form = refused.form(button="Hand it over")
        sent = form.send(places=[ROLLBACK], person=people.eve.person)
        assert sent.location == back


def test_it_is_said_what_was_handed_and_what_became_of_it(desk: Desk, people: People) -> None:
    review = f"/reviews/{desk.review}"

    def handed(who: Actor, *places: str) -> str:
        form = desk.browser.page(f"{review}/handing").form(button="Hand it over")
        return desk.browser.follow(form.send(places=list(places), person=who.person)).text

    assert "You handed 1 area and 2 questions to Eve, who is told" in handed(
        people.eve, "deployment", ROLLBACK, MINUTES
    )
    assert "Eve has that already, with the same note and day. Nothing" in handed(
        people.eve, ROLLBACK
    )
    said = handed(people.alice, ROLLBACK)
    assert "You took on “Is deployment.rollback in order?”. Your home page lists" in said
    assert "You have that already" in handed(people.alice, ROLLBACK)
    taken = {"places": ROLLBACK, "seen": "2000000000"}
    token = {"csrf_token": desk.browser.page(review).token}
    page = desk.browser.follow(desk.browser.post(f"{review}/handing/return", data=taken | token))
    assert "“Is deployment.rollback in order?” is with Eve again." in page.text
    page = desk.browser.follow(desk.browser.post(f"{review}/handing/return", data=taken | token))
    assert "That was taken back already." in page.text


def test_each_fault_says_what_to_do(desk: Desk, people: People) -> None:
    page = desk.browser.page(f"/reviews/{desk.review}/handing")
    good = {"csrf_token": page.token, "places": ROLLBACK, "person": str(people.eve.person)}
    for wrong, told in (
        ({"person": "999"}, "Choose somebody from the list."),
        ({"places": "no.such"}, "not asked any more, or not yours to hand over. Tick it anew."),
        ({"wished_on": "31.12."}, "Write a day such as 2026-12-01, or leave it empty."),
        ({"wished_on": "2020-01-01"}, "Wish for today or a later day."),
        ({"note": "x" * 1001}, "Write at most 1000 characters."),
    ):
        sent = desk.browser.post(page.path, data={**good, **wrong})
        assert told in desk.browser.read(sent, 422).text
    sent = desk.browser.post(page.path, data={**good, "seen": "x"})
    assert sent.status_code == 302, "a number that is none is that of no row"


def test_who_was_asked_sees_it_and_answers_that_alone(desk_of: Sits, people: People) -> None:
    alice, eve = desk_of(people.alice), desk_of(people.eve)
    hand(alice.database, alice.review, people.eve, ROLLBACK, by=people.alice, now=alice.now)
    home = eve.browser.page("/")
    assert "Answers asked of you" in home.text
    assert home.next_step.startswith("Answer what Alice handed to you for Checkout.")
    review = eve.browser.page(f"/reviews/{eve.review}")
    assert review.next_step.startswith("Handed to you: 1 question is still open.")
    area = eve.area(ROLLBACK)
    assert "You answer 1 question here, handed to you. Payments answers the others." in area.text
    assert [each.action for each in area.forms() if each.action.endswith("/answer")] == [
        f"/reviews/{eve.review}/questions/{ROLLBACK}/answer"
    ]
    saved = eve.script(ROLLBACK, {"choice": "yes"})
    assert saved.json
    assert saved.json["state"] == "saved"
    assert "Answers asked of you" not in eve.browser.page("/").text
    assert eve.post(MINUTES, "answer", {"choice": "unknown"}).status_code == 403


def test_what_lacks_its_evidence_stays_asked_of_them(desk_of: Sits, people: People) -> None:
    eve = desk_of(people.eve)
    hand(eve.database, eve.review, people.eve, DUTIES, by=people.alice, now=eve.now)
    eve.script(DUTIES, {"choice": "yes"})
    assert "0 of 1 answered" in eve.browser.page(f"/reviews/{eve.review}").text
    assert "Answers asked of you" in eve.browser.page("/").text
    link = {"url": "https://wiki.example.com/duties", "description": "The list"}
    assert eve.post(DUTIES, "evidence", link).status_code == 302
    assert "1 of 1 answered" in eve.browser.page(f"/reviews/{eve.review}").text
    assert "Answers asked of you" not in eve.browser.page("/").text


def test_a_question_that_follows_is_answered_by_who_has_the_area(
    desk_of: Sits, people: People
) -> None:
    eve = desk_of(people.eve)
    hand(eve.database, eve.review, people.eve, "deployment", by=people.alice, now=eve.now)
    saved = eve.script(ROLLBACK, {"choice": "no", "reason": "Soon.", "shown": ROLLBACK})
    assert saved.json
    assert f"/questions/{PLAN}/answer" in saved.json["cards"][PLAN]


def test_it_is_told_before_that_a_reviewer_will_not_sign(desk_of: Sits, people: People) -> None:
    alice, bob = desk_of(people.alice), desk_of(people.bob)
    form = alice.browser.page(f"/reviews/{alice.review}/handing").form(button="Hand it over")
    said: dict[str, object] = {"places": ["deployment"], "person": people.bob.person}
    refused = alice.browser.read(form.send(said), status=422)
    assert "Bob can sign SRE and" not in refused.text  # Launch is another team's
    assert "Bob can sign SRE, and cannot any more once they answer here" in refused.text
    assert rows(alice.database, alice.review) == []
    form = refused.form(button="Hand it over")
    assert form.values["places"] == ["deployment"]
    alice.browser.follow(form.send(aware="y"))
    assert "You can sign SRE. Once you answer here, you cannot" in bob.area(ROLLBACK).text
    answer(
        bob.database,
        bob.review,
        ROLLBACK,
        {"choice": "yes", "reason": ""},
        by=people.bob,
        now=bob.now,
    )
    assert "You can sign" not in bob.area(ROLLBACK).text


def test_what_is_wrong_is_told_and_what_was_typed_kept(desk: Desk, people: People) -> None:
    form = desk.browser.page(f"/reviews/{desk.review}/handing").form(button="Hand it over")
    refused = desk.browser.read(form.send(note="Please", person=people.eve.person), status=422)
    assert "Choose at least one area or question." in refused.text
    hand(desk.database, desk.review, people.eve, ROLLBACK, by=people.alice, now=desk.now)
    kept = refused.form(button="Hand it over")
    assert kept.values["note"].strip() == "Please"
    late = desk.browser.read(form.send(places=[ROLLBACK], person=people.ada.person), status=409)
    assert "Somebody was faster" in late.text


def test_nobody_else_is_offered_to_hand_anything(
    signed_in: Callable[[Actor], Client], desk: Desk, people: People
) -> None:
    for who in (people.bob, people.carol, people.ada):
        browser = signed_in(who)
        assert "Hand work" not in browser.page(f"/reviews/{desk.review}").text
        assert "Hand the area" not in browser.page(desk.path(ROLLBACK)).text
        browser.page(f"/reviews/{desk.review}/handing", status=403)
