"""Everything that one may read is found by its words, the same on every database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from readiness.core.errors import NotSignedIn
from readiness.core.rights import NOBODY
from readiness.core.search_kinds import Kind
from readiness.core.search_texts import Text
from readiness.core.search_words import Wanted, words
from readiness.store import search as store
from readiness.store import search_index
from readiness.store.engine import Database
from readiness.store.search_index import find
from readiness.usecases import action_items, answers, comments, search
from tests.factories import waivers
from tests.factories.people import People
from tests.factories.reviews import answer, done, start_review
from tests.factories.searching import followed, found
from tests.remembered import remembered

RESTORE = "hygiene.restore"
QUESTION = "/reviews/1/areas/hygiene#hygiene.restore"


@remembered
def world(database: Database, people: People, now: datetime) -> int:
    """Return a review about which something of each kind was written, ready to be found."""
    review, alice = start_review(database, people, now=now), people.alice
    said = {"choice": "partly", "reason": "The Zürich tapes are säuberlich labelled"}
    answer(database, review, "deployment.rollback", said, by=alice, now=now)
    link = {"url": "https://wiki.example.com/drill-42", "description": "Minutes of the drill"}
    done(database, now, answers.add_evidence, review, RESTORE, **link, by=alice)
    body = "Who carries the **pager** on Sundays?"
    done(database, now, comments.comment, review, body, question=RESTORE, by=people.bob)
    waivers.ask(database, review, alice, now, reason="The vendor delivers the lever in spring.")
    item = {"title": "Buy a second lever", "link": "", "owner": alice.person}
    due = {"due_on": date(2026, 12, 10), "before_launch": False}
    done(database, now, action_items.add, review, **item, **due, by=alice)
    followed(database)
    return review


#: What is typed, and where each find leads to.
TYPED: Mapping[str, Mapping[Kind, set[str]]] = {
    "zurich TAPES": {Kind.ANSWER: {"/reviews/1/areas/deployment#deployment.rollback"}},
    "sauberl": {Kind.ANSWER: {"/reviews/1/areas/deployment#deployment.rollback"}},
    "minutes drill": {Kind.EVIDENCE: {QUESTION}},
    "wiki.example.com/drill-42": {Kind.EVIDENCE: {QUESTION}},
    "pager sundays": {Kind.COMMENT: {"/reviews/1/threads/1#comment-1"}},
    "spring": {Kind.WAIVER: {"/waivers/1"}},
    "second lever": {Kind.ACTION_ITEM: {"/reviews/1/action-items/2"}},
    "spring sundays": {},
    "drill NOT minutes": {},
    '"*': {},
}


@pytest.mark.parametrize("typed", TYPED)
def test_the_same_is_found_on_both_databases(
    database: Database, people: People, now: datetime, typed: str
) -> None:
    world(database, people, now)
    result = found(database, typed, by=people.eve, now=now)
    assert {kind: set(addresses) for kind, addresses in result.items()} == TYPED[typed]


def test_services_reviews_and_questions_are_found(
    database: Database, people: People, now: datetime
) -> None:
    world(database, people, now)
    result = found(database, "checkout", by=people.eve, now=now)
    assert result[Kind.SERVICE] == ["/services/checkout"]
    assert result[Kind.REVIEW] == ["/reviews/1"]
    owned = found(database, "owned payments", by=people.eve, now=now)
    assert owned == {Kind.SERVICE: ["/services/checkout"]}
    asked = found(database, "restore", by=people.eve, now=now, kind=Kind.QUESTION)
    assert asked == {Kind.QUESTION: ["/checklists/launch/1#hygiene.restore"]}


def test_searching_takes_a_sign_in(database: Database, now: datetime) -> None:
    with database.reading() as session, pytest.raises(NotSignedIn):
        search.search(session, "restore", by=NOBODY, now=now)


def test_pages_of_one_kind_show_each_find_once(
    database: Database, people: People, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    world(database, people, now)
    monkeypatch.setattr(search, "PAGE", 2)
    seen: list[str] = []
    with database.reading() as session:
        first = search.search(session, "the", by=people.eve, now=now, kind=Kind.QUESTION)
        for page in range(1, first.pages + 1):
            result = search.search(
                session, "the", by=people.eve, now=now, kind=Kind.QUESTION, page=page
            )
            seen += [row.address for group in result.groups for row in group.rows]
        last = search.search(
            session, "the", by=people.eve, now=now, kind=Kind.QUESTION, page=first.pages + 9
        )
    assert first.pages > 1
    assert len(seen) == len(set(seen)) == first.total
    assert last.page == first.pages


def test_a_search_that_takes_too_long_is_stopped(
    database: Database, people: People, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(*_: object) -> None:
        raise search_index.TooSlow

    monkeypatch.setattr(search_index, "find", slow)
    with database.reading() as session:
        assert search.search(session, "restore", by=people.eve, now=now).is_stopped


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(min_size=1, max_size=400))
def test_whatever_is_typed_is_no_error(
    database: Database, people: People, now: datetime, text: str
) -> None:
    with database.reading() as session:
        search.search(session, text, by=people.eve, now=now)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(text=st.text(alphabet=st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_every_word_of_a_text_finds_it(
    database: Database, people: People, now: datetime, text: str
) -> None:
    with database.writing() as session:
        made = Text(Kind.COMMENT, "x", None, None, "/", "", "", text, now)
        store.replace(session, {"x"}, [made])
        for word in words(text):
            assert len(find(session, Wanted((word,)), Kind.COMMENT, 10)) == 1, word
        session.rollback()


def test_words_that_stand_everywhere_show_the_newest_of_each_kind(
    database: Database, people: People, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    world(database, people, now)
    monkeypatch.setattr(search, "MOST_RANKED", 2)
    monkeypatch.setattr(search, "MOST_NEWEST", 1)
    with database.reading() as session:
        result = search.search(session, "launch review", by=people.eve, now=now)
    assert Kind.REVIEW in {group.kind for group in result.groups}
    assert all((group.total, group.is_cut) == (1, True) for group in result.groups)
