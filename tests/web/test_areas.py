"""The page of an area: its questions, what each is worth, and who may answer them."""

from collections.abc import Callable
from typing import Any

from readiness.core.rights import Actor
from readiness.usecases import answers, reviews, transaction
from tests.factories.people import People
from tests.factories.reviews import answer, answer_everything, reviewers, sign_all, submit_all
from tests.web.conftest import Desk

TYPES = ("deployment", "defects", "alerts", "monitoring", "architecture", "compliance")


def approve(desk: Desk, people: People) -> None:
    by = reviewers(desk.database, people, desk.now)
    answer_everything(desk.database, desk.review, by=people.alice, now=desk.now)
    submit_all(desk.database, desk.review, by=people.alice, now=desk.now)
    sign_all(desk.database, desk.review, by, now=desk.now)


def test_every_area_says_how_far_it_is(desk: Desk) -> None:
    desk.form("deployment.rollback").send(choice="partly", reason="Half")
    page = desk.area("deployment")
    assert "1 of 3 answered" in page.text
    assert "It costs 15.0 of 100 points." in page.text
    assert "Worth 10.0 of 100 points." in page.text
    assert "Only partly so; this earns half." in page.text
    assert [link for link in page.links() if f"/reviews/{desk.review}/areas/" in link][:6]


def test_a_card_says_why_what_proves_it_and_whether_it_blocks(desk: Desk) -> None:
    text = desk.area("deployment").text
    for words in (
        "Is deployment.rollback in order?",
        "At three in the morning nobody remembers.",
        "What proves it: A link to where it is written.",
        "Blocker Weight 3",
    ):
        assert words in text


def test_a_choice_that_could_never_help_is_not_offered(desk: Desk) -> None:
    page = desk.area("deployment")
    offered = {
        form.action.split("/")[-2]: [
            each.get("value") for each in form.element.iter("input") if each.get("name") == "choice"
        ]
        for form in page.forms()
        if form.action.endswith("/answer")
    }
    assert "not_applicable" not in offered["deployment.rollback"]
    assert "not_applicable" in offered["deployment.minutes"]


def test_a_question_that_follows_from_an_answer_comes_with_it(desk: Desk) -> None:
    assert "Is deployment.plan in order?" not in desk.area("deployment").text
    desk.form("deployment.rollback").send(choice="no")
    assert "Is deployment.plan in order?" in desk.area("deployment").text


def test_other_teams_read_and_comment(desk_of: Callable[[Actor], Desk], people: People) -> None:
    desk = desk_of(people.bob)
    for area in TYPES:
        page = desk.area(area)
        assert "Only members of Payments answer here." in page.text
        assert not [form for form in page.forms() if form.action.endswith("/answer")]
        assert [form for form in page.forms() if form.action.endswith("/comment")]


def test_an_approved_review_shows_its_answers_as_text(desk: Desk, people: People) -> None:
    approve(desk, people)
    for area in TYPES:
        page = desk.area(area)
        assert "An approved review is read-only. Reopen the area to change it." in page.text
        assert not [form for form in page.forms() if form.action.endswith("/answer")]
        assert f"/reviews/{desk.review}/reopen" in page.links()
    assert "5 minutes" in desk.area("deployment").text


def test_an_abandoned_review_shows_its_answers_as_text(desk: Desk, people: People) -> None:
    with desk.database.writing() as session:
        reviews.abandon(session, desk.review, reason="No need", by=people.alice, now=desk.now)
        transaction.commit(session, now=desk.now)
    assert "This review was abandoned" in desk.area("deployment").text


def test_an_area_that_is_not_there_is_not_found(desk: Desk) -> None:
    desk.browser.page(f"/reviews/{desk.review}/areas/none", 404)
    desk.browser.page("/reviews/999/areas/deployment", 404)


def test_an_area_of_which_nothing_is_asked_says_so(desk: Desk) -> None:
    assert "Nothing is asked here" in desk.area("hygiene").text


def test_the_history_shows_what_stood_before(desk: Desk, people: People) -> None:
    for at, reason in enumerate(("First", "Second", "Second, finished")):
        value: dict[str, object] = {"choice": "no", "reason": reason}
        later = desk.now.replace(hour=7 + min(at, 1))
        answer(desk.database, desk.review, "deployment.rollback", value, by=people.alice, now=later)
    text = desk.area("deployment").text
    history = text[text.index("History of the answer") :]
    assert history.index("revision 3") < history.index("revision 1")
    assert "First" in history
    assert "revision 2" not in history, "what is typed in one go is one entry"


def test_what_changed_since_it_was_sent_is_marked(desk: Desk, people: People) -> None:
    answer_everything(desk.database, desk.review, by=people.alice, now=desk.now)
    submit_all(desk.database, desk.review, by=people.alice, now=desk.now)
    assert "Not sent yet" not in desk.area("deployment").text
    desk.form("deployment.minutes").send(number="6")
    assert "Not sent yet" in desk.area("deployment").text


def test_more_evidence_than_one_can_read_is_refused_on_the_card(desk: Desk, people: People) -> None:
    with desk.database.writing() as session:
        for at in range(answers.MOST_EVIDENCE):
            link: dict[str, Any] = {"url": f"https://example.com/{at}", "description": f"Page {at}"}
            question = "deployment.minutes"
            answers.add_evidence(
                session, desk.review, question, **link, by=people.alice, now=desk.now
            )
        transaction.commit(session, now=desk.now)
    form = desk.form("deployment.minutes", "evidence")
    page = desk.browser.read(form.send(url="https://example.com", description="One more"), 422)
    assert "A question takes at most 20 pieces of evidence." in page.text
