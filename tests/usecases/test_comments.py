"""Commenting holds nobody up, and nobody holds it up."""

from datetime import datetime

import pytest

from readiness.store.comments import comments_of
from readiness.store.engine import Database
from readiness.usecases import comments, dossiers, transaction
from tests.factories.people import People
from tests.factories.reviews import start_review
from tests.factories.signing import MINUTES


@pytest.mark.postgresql
def test_a_comment_and_a_change_of_the_same_review_do_not_wait_for_each_other(
    database: Database, people: People, now: datetime
) -> None:
    """Each would hold what the other needs: the comment the review, the change its service."""
    review = start_review(database, people, now=now)
    with database.writing() as talking, database.writing() as changing:
        comments.comment(talking, review, "How?", question=MINUTES, by=people.eve, now=now)
        dossiers.hold(changing, review)
        transaction.commit(talking, now=now)
    with database.reading() as session:
        assert [row.body for row in comments_of(session, review)] == ["How?"]
