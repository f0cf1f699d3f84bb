"""What was said before there were threads starts threads of its own, and nothing of it is lost."""

from datetime import datetime

from sqlalchemy import text

from readiness.store import migrate
from readiness.store.comments import comments_of
from readiness.store.engine import Database
from readiness.usecases import comments
from tests.factories.people import People
from tests.factories.reviews import done, start_review
from tests.factories.signing import MINUTES


def test_comments_go_back_and_forth_between_releases(
    database: Database, people: People, now: datetime
) -> None:
    review = start_review(database, people, now=now)
    for body in ("Since when?", "Which region?"):
        done(database, now, comments.comment, review, body, question=MINUTES, by=people.bob)
    migrate.downgrade(database, "0008")
    with database.reading() as session:
        assert session.scalar(text("SELECT count(*) FROM comments")) == 2
    migrate.upgrade(database)
    with database.reading() as session:
        rows = [(row.body, row.thread_id, row.thread) for row in comments_of(session, review)]
    assert rows == [("Since when?", None, 1), ("Which region?", None, 2)]
