"""What happens is told to those whom it concerns, in the transaction in which it happens."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

import pytest
from sqlalchemy import event, func, select

from readiness.core.rights import Actor, Role
from readiness.core.signoffs import Choice
from readiness.store.engine import Database
from readiness.store.notices import Notice
from readiness.usecases import accounts, comment_edits, comments, notices, thread_moves
from tests.factories.assigning import give
from tests.factories.delegating import hand as hand_work
from tests.factories.hearing import heard, mails, text, told, with_mail
from tests.factories.people import People
from tests.factories.reviews import (
    answer,
    answer_everything,
    approved_review,
    done,
    reviewers,
    sign,
    start_review,
    submit_all,
)
from tests.factories.signing import MINUTES, change, make, minutes, sent_review


def events(database: Database, who: Actor) -> list[str]:
    return [name for name, _ in heard(database, who)]


@contextmanager
def statements_of(database: Database) -> Iterator[list[str]]:
    """Collect what the database is asked while writing."""
    found: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        found.append(statement)

    event.listen(database.writer, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(database.writer, "before_cursor_execute", note)


def test_a_gate_whose_turn_it_is_asks_who_has_it_in_hand(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    asked = told(database, people.bob)
    assert [each.sentence for each in asked] == ["Checkout waits for the signature of SRE."]
    assert asked[0].address == f"/reviews/{review}/gates/sre"
    assert (asked[0].asked, asked[0].of) == (
        "Look at it, and sign, ask for changes or refuse.",
        "Bob",
    )
    assert (asked[0].service, asked[0].gate, asked[0].review_kind) == ("Checkout", "SRE", "launch")
    assert told(database, people.alice) == []
    assert told(database, people.carol) == []


def test_the_last_gate_is_told_when_those_before_it_have_signed(
    database: Database, people: People, now: datetime
) -> None:
    review, by = sent_review(database, people, now=now), reviewers(database, people, now)
    sign(database, review, "sre", by=by["sre"], now=now)
    assert "gate.turn" not in events(database, people.carol)
    sign(database, review, "security", by=by["security"], now=now)
    assert "gate.turn" in events(database, people.carol)


def test_nobody_is_told_of_what_they_did_themselves(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    before = len(told(database, people.bob))
    sign(database, review, "sre", by=people.bob, now=now, choice=Choice.DENY, comment="No.")
    assert len(told(database, people.bob)) == before
    assert heard(database, people.alice) == [
        ("gate.voted", "Bob refuses the signature of SRE on Checkout.")
    ]
    assert told(database, people.carol)[0].asked == ""


def test_changes_that_are_sent_ask_for_a_fresh_vote(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    sign(database, review, "sre", by=people.bob, now=now)
    change(database, review, "7", people.alice, now)
    last = told(database, people.bob)[-1]
    assert last.sentence == "What SRE signs has changed for Checkout: it needs a fresh vote."


def test_a_gate_handed_over_is_told_to_both(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    ben = make(database, "Ben", "sre")
    give(database, review, ben, people.carol, now)
    assert heard(database, ben) == [("gate.assigned", "Carol gave Ben the gate SRE of Checkout.")]
    assert told(database, people.bob)[-1].asked == ""
    assert told(database, people.bob)[-1].kind == "news"


def test_an_approval_is_told_to_the_team_and_the_signers(
    database: Database, people: People, now: datetime
) -> None:
    approved_review(database, people, reviewers(database, people, now), now=now)
    assert "review.approved" in events(database, people.alice)
    assert "review.approved" in events(database, people.bob)


def test_who_is_mentioned_is_told_and_leads_to_the_comment(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    said = done(
        database, now, comments.comment, review, "@Eve look", question=MINUTES, by=people.alice
    )
    (found,) = told(database, people.eve)
    assert found.address == f"/reviews/{review}/threads/{said.id}#comment-{said.id}"
    assert found.asked == "Read it, and answer: “@Eve look”"
    done(database, now, thread_moves.resolve, review, said.id, by=people.carol)
    assert events(database, people.alice)[-1] == "thread.resolved"


def test_a_comment_is_quoted_as_one_reads_it_and_not_too_long(
    database: Database, people: People, now: datetime
) -> None:
    database = with_mail(database)
    review = start_review(database, people, now=now)
    body = "@Eve is **`mini`** enough?\n\n- or [this](https://a.b)" + " so" * 60
    said = done(database, now, comments.comment, review, body, question=MINUTES, by=people.alice)
    (found,) = told(database, people.eve)
    assert found.asked.startswith("Read it, and answer: “@Eve is mini enough? or this so so ")
    assert found.asked.endswith("so…”")
    assert len(found.asked) < 190
    assert "Read it, and answer: “@Eve is mini enough?" in text(mails(database, people.eve)[0])
    edited = {"base": 0, "by": people.alice}
    done(database, now, comment_edits.edit, review, said.id, said.id, "@Ada *you*?", **edited)
    assert told(database, people.ada)[0].asked == "Read it, and answer: “@Ada you?”"


def test_who_acts_at_a_place_has_read_what_they_were_told_of_it(
    database: Database, people: People, now: datetime
) -> None:
    review = sent_review(database, people, now=now)
    said = done(
        database, now, comments.comment, review, "@Bob look", question=MINUTES, by=people.alice
    )
    assert [each.read_at for each in told(database, people.bob)] == [None, None]
    sign(database, review, "sre", by=people.bob, now=now)
    assert [each.read_at for each in told(database, people.bob)] == [now, None]
    done(database, now, thread_moves.resolve, review, said.id, by=people.bob)
    assert [each.read_at for each in told(database, people.bob)][:2] == [now, now]


def test_work_that_is_handed_is_told_to_who_gets_it(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    hand_work(database, review, people.eve, "deployment", by=people.alice, now=now)
    (found,) = told(database, people.eve)
    assert found.event == "work.handed"
    assert found.address == f"/reviews/{review}/areas/deployment"


def test_several_things_about_one_place_are_told_once(
    database: Database, people: People, now: datetime
) -> None:
    sent_review(database, people, now=now)
    assert len(told(database, people.bob)) == 1


def test_saving_an_answer_tells_nobody_and_asks_nothing_more(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now)
    with statements_of(database) as told_about:
        answer(database, review, MINUTES, minutes("9"), by=people.alice, now=now)
    with statements_of(database) as silent, pytest.MonkeyPatch.context() as patch:
        patch.setattr(notices, "turns", lambda *_given: frozenset())
        patch.setattr(notices, "prepare", lambda *_given, **_named: notices.Prepared())
        answer(database, review, MINUTES, minutes("8"), by=people.alice, now=now)
    assert len(told_about) == len(silent) > 10
    with database.reading() as session:
        assert session.scalar(select(func.count()).select_from(Notice)) == 0


def test_one_who_can_no_longer_sign_in_is_not_told(
    database: Database, people: People, now: datetime
) -> None:
    assert people.carol.account
    done(database, now, accounts.deactivate, people.carol.account, by=people.ada)
    review = sent_review(database, people, now=now)
    sign(database, review, "sre", by=people.bob, now=now, choice=Choice.DENY, comment="No.")
    assert told(database, people.carol) == []


def test_the_number_of_questions_to_the_database_does_not_grow_with_people(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    answer_everything(database, review, by=people.alice, now=now)
    for number in range(12):
        make(database, f"Cor{number}", roles=(Role.COORDINATOR,))
    submit_all(database, review, by=people.alice, now=now)
    with statements_of(database) as found:
        sign(database, review, "sre", by=people.bob, now=now, choice=Choice.DENY, comment="No.")
    with database.reading() as session:
        made = session.scalar(select(func.count()).select_from(Notice))
    assert made is not None
    assert made >= 14
    assert len(found) < 90


def test_who_asks_at_once_gets_a_mail_that_is_whole_by_itself(
    database: Database, people: People, now: datetime
) -> None:
    database = with_mail(database)
    review = sent_review(database, people, now=now)
    (mail,) = mails(database, people.bob)
    assert mail["Subject"] == "Checkout waits for the signature of SRE"
    assert mail["To"] == "bob@example.com"
    said = text(mail)
    for each in (
        "Asked: Look at it, and sign, ask for changes or refuse.",
        "Of: Bob",
        "Service: Checkout",
        f"Review: Launch review {review}",
        "Gate: SRE",
        f"Open it: https://readiness.example.com/reviews/{review}/gates/sre",
        "because a gate waits for you",
    ):
        assert each in said, said
