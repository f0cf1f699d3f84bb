"""The page of a team for everybody, and who may say there when it works."""

from collections.abc import Callable

from readiness.core.rights import Actor
from tests.client import Client
from tests.factories.people import People

SignedIn = Callable[[Actor], Client]
PATH = "/teams/payments"


def test_holidays_are_pasted_and_removed(people: People, signed_in: SignedIn) -> None:
    alice = signed_in(people.alice)
    page = alice.page(PATH)
    assert "A working day today, Monday, 23 November 2026." in page.text
    assert "No holidays to come" in page.text
    form = page.form(button="Add the holidays")
    page = alice.follow(form.send(holidays="2026-12-25 Christmas\n2026-05-01 May day"))
    assert "2 days are added." in page.text
    assert "ChristmasFriday, 25 December 2026" in page.text
    assert "1 in the past" in page.text
    page = alice.follow(page.form(button="Remove Christmas 2026").send())
    assert not page.has_form(button="Remove Christmas 2026")
    page = alice.follow(page.form(button="Remove May day 2026").send())
    assert "No holidays to come" in page.text
    token = page.form(button="Save").values["csrf_token"]
    for day in ("soon", "2026-12-25"):
        answer = alice.post(f"{PATH}/holidays/{day}/remove", data={"csrf_token": token})
        assert answer.status_code == 404


def test_a_line_that_cannot_be_read_is_told_and_kept(people: People, signed_in: SignedIn) -> None:
    alice = signed_in(people.alice)
    text = "2026-12-25 Christmas\n26.12. Boxing day"
    form = alice.page(PATH).form(button="Add the holidays")
    page = alice.read(form.send(holidays=text), status=422)
    assert "Line 2: write a day and a name" in page.text
    assert page.form(button="Add the holidays").values["holidays"].strip() == text
    assert "No holidays to come" in page.text


def test_nothing_is_no_holiday(people: People, signed_in: SignedIn) -> None:
    alice = signed_in(people.alice)
    form = alice.page(PATH).form(button="Add the holidays")
    for text in ("", " \n "):
        assert "Write a day and a name" in alice.read(form.send(holidays=text), status=422).text


def test_the_week_is_changed(people: People, signed_in: SignedIn) -> None:
    alice = signed_in(people.alice)
    form = alice.page(PATH).form(button="Save")
    assert form.values["weekend"] == ["saturday", "sunday"]
    form.values["weekend"] = ["friday", "monday"]
    page = alice.follow(form.send(time_zone="Asia/Riyadh"))
    assert "A day off today" in page.text
    assert "Days offMonday, Friday" in page.text
    form = page.form(button="Save")
    assert form.values["time_zone"] == ["Asia/Riyadh"]
    form.values["weekend"] = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
    ]  # fmt: skip
    page = alice.read(form.send(), status=422)
    assert "Leave at least one working day in the week." in page.text
    form.values["weekend"] = ["never"]
    alice.read(form.send(), status=422)
    form.values["weekend"] = []
    page = alice.follow(form.send())
    assert "Days offnone" in page.text


def test_others_read_and_cannot_change(people: People, signed_in: SignedIn) -> None:
    eve = signed_in(people.eve)
    page = eve.page(PATH)
    assert not page.has_form(button="Add the holidays")
    assert not page.has_form(button="Save")
    token = eve.page("/account").form(button="Save").values["csrf_token"]
    for path, values in (
        ("holidays", {"holidays": "2026-12-25 Christmas"}),
        ("week", {"time_zone": "UTC"}),
        ("holidays/2026-12-25/remove", {}),
    ):
        answer = eve.post(f"{PATH}/{path}", data={"csrf_token": token, **values})
        assert answer.status_code == 403
    eve.page("/teams/nonsense", status=404)


def test_an_empty_team_says_so(people: People, signed_in: SignedIn) -> None:
    assert "Nobody yet" in signed_in(people.carol).page("/teams/security").text
