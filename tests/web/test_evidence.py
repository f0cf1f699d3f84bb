"""Links behind an answer: added, taken away, and never anything but a link."""

from collections.abc import Callable

import pytest

from readiness.core.pieces import all_said
from readiness.core.rights import Actor
from readiness.usecases import dossiers
from tests.factories.people import People
from tests.web.conftest import Desk

QUESTION = "compliance.duties"
LINK = {"url": "https://wiki.example.com/duties", "description": "The list of duties"}


def evidence(desk: Desk) -> list[dict[str, object]]:
    with desk.database.reading() as session:
        found = dossiers.load(session, desk.review, now=desk.now).answer(QUESTION)
        return all_said(found.evidence) if found else []


def test_a_link_is_added_behind_an_answer(desk: Desk) -> None:
    sent = desk.form(QUESTION, "evidence").send(LINK)
    assert sent.location == f"{desk.path(QUESTION)}#{QUESTION}"
    assert evidence(desk) == [LINK]
    assert LINK["url"] in desk.area(QUESTION).links()


def test_an_answer_keeps_its_evidence(desk: Desk) -> None:
    desk.form(QUESTION, "evidence").send(LINK)
    desk.form(QUESTION).send(choice="yes")
    assert evidence(desk) == [LINK]
    assert "Met" in desk.area(QUESTION).text


def test_without_the_evidence_it_takes_a_yes_is_unmet(desk: Desk) -> None:
    desk.form(QUESTION).send(choice="yes")
    page = desk.area(QUESTION)
    assert "Evidence is required and none is attached." in page.text
    assert "Add evidence (required)" in page.text


def test_the_day_of_the_evidence_is_kept_and_shown(desk: Desk) -> None:
    dated = {**LINK, "dated": str(desk.now.date())}
    desk.form(QUESTION, "evidence").send(dated)
    assert evidence(desk) == [dated]
    assert f"as of {desk.now.day} {desk.now:%B %Y}" in desk.area(QUESTION).text


def test_a_link_is_taken_away(desk: Desk) -> None:
    desk.form(QUESTION, "evidence").send(LINK)
    desk.form(QUESTION, "evidence/remove").send()
    assert evidence(desk) == []
    told = f"“{LINK['description']}” was removed."
    assert told in desk.area(QUESTION).text


def test_what_was_removed_is_put_back_where_it_stood(desk: Desk) -> None:
    links = [{**LINK, "description": f"Board {name}"} for name in "ABC"]
    for link in links:
        desk.post(QUESTION, "evidence", link)
    desk.post(QUESTION, "evidence/remove", links[1])
    assert evidence(desk) == [links[0], links[2]]
    back = desk.area(QUESTION).form(button="Put it back")
    desk.form(QUESTION).send(choice="yes")
    page = desk.browser.follow(back.send())
    assert "The evidence is attached again." in page.text
    assert evidence(desk) == links
    assert "Put it back" not in desk.area(QUESTION).text
    history = desk.browser.page(f"/reviews/{desk.review}/questions/{QUESTION}/history").text
    assert "6 revisions" in history


def test_what_is_there_already_is_not_put_back_twice(desk: Desk) -> None:
    for path in ("evidence", "evidence/remove", "evidence"):
        desk.post(QUESTION, path, LINK)
    for revision in ("2", "2", "77"):
        sent = desk.post(QUESTION, "evidence/put-back", {"revision": revision})
        assert sent.location == f"{desk.path(QUESTION)}#{QUESTION}"
        assert evidence(desk) == [LINK]


def test_it_is_put_back_with_its_days(desk: Desk) -> None:
    dated = {**LINK, "dated": str(desk.now.date()), "until": "2090-01-01"}
    desk.form(QUESTION, "evidence").send(dated)
    desk.form(QUESTION, "evidence/remove").send()
    desk.area(QUESTION).form(button="Put it back").send()
    assert evidence(desk) == [dated]


def test_of_two_pieces_with_one_link_only_the_named_one_goes(desk: Desk) -> None:
    other = {**LINK, "description": "Board\nB"}
    for link in (LINK, other, {**LINK, "description": "Board C"}):
        desk.post(QUESTION, "evidence", link)
    page = desk.area(QUESTION)
    [replace] = [each for each in page.links() if "evidence" in each and "C" in each]
    form = desk.browser.page(replace).form(action=f"/{QUESTION}/evidence")
    form.send(description="Board D")
    assert [each["description"] for each in evidence(desk)] == [
        "The list of duties",
        "Board\nB",
        "Board D",
    ]
    gone = {**LINK, "description": "Board\r\nB"}  # as a browser sends it
    desk.post(QUESTION, "evidence/remove", gone)
    forms = desk.area(QUESTION).forms()
    next(each for each in forms if each.action.endswith("evidence/remove")).send()
    assert [each["description"] for each in evidence(desk)] == ["Board D"]


def test_a_link_that_is_gone_already_is_taken_away_without_a_word(desk: Desk) -> None:
    """Two pages show it; each takes it away, or asks about a question nobody answered."""
    for _ in range(2):
        assert desk.post(QUESTION, "evidence/remove", LINK).status_code == 302
        assert desk.value(QUESTION) is None
    desk.form(QUESTION, "evidence").send(LINK)
    other = {"url": "https://wiki.example.com/other"}
    assert desk.post(QUESTION, "evidence/remove", other).status_code == 302
    assert evidence(desk) == [LINK]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"url": "javascript:alert(1)"}, "Evidence is a link that starts with https://"),
        ({"url": ""}, "Evidence is a link that starts with https://"),
        ({"url": "https://[wiki"}, "Evidence is a link that starts with https://"),
        ({"description": " "}, "Say in 1 to 300 characters what it shows."),
        ({"dated": "yesterday"}, "The day must be written such as 2026-10-01."),
        ({"dated": "2090-01-01"}, "Evidence cannot be of a day to come."),
    ],
)
def test_what_is_no_evidence_is_shown_again(
    desk: Desk, change: dict[str, str], sentence: str
) -> None:
    typed = {**LINK, **change}
    page = desk.browser.read(desk.form(QUESTION, "evidence").send(typed), 422)
    assert sentence in page.text
    assert f"#{QUESTION}" in page.links()
    kept = page.form(action=f"/{QUESTION}/evidence").values
    assert {name: kept[name] for name in typed} == typed
    assert evidence(desk) == []


def test_another_team_adds_no_evidence(desk_of: Callable[[Actor], Desk], people: People) -> None:
    desk = desk_of(people.eve)
    assert desk.post(QUESTION, "evidence", LINK).status_code == 403
    assert desk.post(QUESTION, "evidence/remove", LINK).status_code == 403
    assert desk.post(QUESTION, "evidence/put-back", {"revision": "2"}).status_code == 403
    assert "Add evidence" not in desk.area(QUESTION).text


def test_evidence_for_a_question_that_is_not_there_is_not_found(desk: Desk) -> None:
    assert desk.post("compliance.none", "evidence", LINK).status_code == 404


def test_a_script_is_told_the_same_again_for_a_form_that_was_done(desk: Desk) -> None:
    form = desk.form(QUESTION, "evidence")
    sent = {**form.values, **LINK}
    accept = {"Accept": "application/json"}
    said = [desk.browser.post(form.action, data=sent, headers=accept).get_json() for _ in range(2)]
    assert [each["state"] for each in said] == ["added", "added"]
    assert [(each["since"], each["base"]) for each in said] == [(0, 1), (0, 1)]
    assert LINK["description"] in said[1]["evidence"]


def test_a_script_is_told_since_when_the_answer_says_the_same(desk: Desk) -> None:
    accept = {"Accept": "application/json"}

    def added(url: str) -> tuple[int, int]:
        form = desk.form(QUESTION, "evidence")
        sent = {**form.values, **LINK, "url": url}
        said = desk.browser.post(form.action, data=sent, headers=accept).get_json()
        return said["since"], said["base"]

    assert added("https://wiki.example.com/1") == (0, 1)
    desk.form(QUESTION).send(choice="yes")
    assert added("https://wiki.example.com/2") == (2, 3)
    assert added("https://wiki.example.com/3") == (2, 4)
