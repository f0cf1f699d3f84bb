"""The words of what can be found, in the full text index of each database.

Both get words that core.search_words has made, so that both find the same. `search_words` is no table
that the ORM knows: a virtual one (FTS5) on SQLite, one with a tsvector on PostgreSQL.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Protocol

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from readiness.core.search_texts import Find
from readiness.core.search_words import Wanted, words
from readiness.store.base import Utc

#: The table of the words, and what SQLite keeps for it, none of which the ORM knows.
TABLE = "search_words"
TABLES = frozenset({TABLE, *(f"{TABLE}_{part}" for part in ("config", "content", "data"))})
TABLES |= {f"{TABLE}_{part}" for part in ("docsize", "idx")}

# The words come ready-made: "ascii" splits at spaces alone and takes every other letter as it is.
CREATE: Mapping[str, tuple[str, ...]] = {
    "sqlite": (
        "CREATE VIRTUAL TABLE search_words USING fts5"
        " (kind, title, body, place, tokenize = 'ascii', prefix = '2 3')",
    ),
    "postgresql": (
        "CREATE TABLE search_words (id INTEGER NOT NULL,"
        " words TSVECTOR NOT NULL, CONSTRAINT pk_search_words PRIMARY KEY (id))",
        "CREATE INDEX ix_search_words_words ON search_words USING gin (words)",
    ),
}
_ADD = {
    "sqlite": "INSERT INTO search_words (rowid, kind, title, body, place)"
    " VALUES (:id, :kind, :title, :body, :place)",
    "postgresql": "INSERT INTO search_words (id, words) VALUES (:id, CAST(:words AS tsvector))",
}
_REMOVE = {
    "sqlite": "DELETE FROM search_words WHERE rowid = :id",
    "postgresql": "DELETE FROM search_words WHERE id = :id",
}
_CLEAR = {
    # Row by row it would take seconds, while nobody else can write.
    "sqlite": ("DROP TABLE search_words", *CREATE["sqlite"]),
    "postgresql": ("DELETE FROM search_words",),
}
# The newest so many that have the words, so that a word that stands everywhere is bounded too.
_FIND = {
    "sqlite": (
        "SELECT t.id, t.kind, f.score, t.at FROM (SELECT rowid AS id, {score} AS score"
        " FROM search_words WHERE search_words MATCH :sought ORDER BY rowid DESC LIMIT :most) AS f"
        " JOIN search_texts AS t ON t.id = f.id"
    ),
    "postgresql": (
        "SELECT t.id, t.kind, {score}, t.at"
        " FROM (SELECT id, words FROM search_words WHERE words @@ CAST(:sought AS tsquery)"
        " ORDER BY id DESC LIMIT :most) AS f JOIN search_texts AS t ON t.id = f.id"
    ),
}
# FTS5 reads every row that has a word before it knows how rare the word is.
_SCORE = {
    "sqlite": "-bm25(search_words, 0.0, 3.0, 1.5, 1.0)",
    "postgresql": "ts_rank('{0, 0.33, 0.5, 1}', f.words, CAST(:sought AS tsquery), 1)",
}
_NO_SCORE = "1.0"

#: The last position that a tsvector tells apart, and the most it keeps of one word.
_LAST_POSITION, _MOST_POSITIONS = 16_383, 255
#: SQLite looks at the clock after so many of its steps.
_STEPS = 2000


class Searched(Protocol):
    """A row whose words are to be found."""

    id: int
    kind: str
    title: str
    body: str
    place: str


class TooSlow(Exception):
    """The search was stopped because it took too long."""


def _dialect(session: Session) -> str:
    return session.get_bind().dialect.name


def add(session: Session, rows: Sequence[Searched]) -> None:
    made = [_on_postgresql, _on_sqlite][_dialect(session) == "sqlite"]
    if rows:
        session.execute(text(_ADD[_dialect(session)]), [made(row) for row in rows])


def _on_sqlite(row: Searched) -> dict[str, object]:
    parts = {name: " ".join(words(getattr(row, name))) for name in ("title", "body", "place")}
    return {"id": row.id, "kind": row.kind, **parts}


def _on_postgresql(row: Searched) -> dict[str, object]:
    """Return the words as a tsvector is written: each with its places, and what part they are of."""
    places: dict[str, list[str]] = {}
    position = 0
    for label, part in (("A", row.title), ("B", row.body), ("C", row.place)):
        for word in words(part):
            position = min(position + 1, _LAST_POSITION)
            places.setdefault(word, []).append(f"{position}{label}")
    told = (f"'{word}':{','.join(at[:_MOST_POSITIONS])}" for word, at in places.items())
    return {"id": row.id, "words": " ".join((f"'kind:{row.kind}'", *told))}


def remove(session: Session, ids: Sequence[int]) -> None:
    if ids:
        session.execute(text(_REMOVE[_dialect(session)]), [{"id": id_} for id_ in ids])


def clear(session: Session) -> None:
    for statement in _CLEAR[_dialect(session)]:
        session.execute(text(statement))


def count(session: Session) -> int:
    return int(session.execute(text("SELECT count(*) FROM search_words")).scalar_one())


def find(
    session: Session, sought: Wanted, kind: str | None, most: int, *, is_ranked: bool = True
) -> list[Find]:
    """Return the newest texts, of a kind or of all, that have every word, in no order."""
    dialect = _dialect(session)
    score = _SCORE[dialect] if is_ranked else _NO_SCORE
    asked = [_tsquery, _match][dialect == "sqlite"](sought, kind)
    query = text(_FIND[dialect].format(score=score)).columns(at=Utc())
    rows = session.execute(query, {"sought": asked, "most": most})
    return [Find(id_, found, float(points), at) for id_, found, points, at in rows]


def _match(sought: Wanted, kind: str | None) -> str:
    """Return what FTS5 is asked. Words hold nothing but letters and numbers, so no syntax."""
    quoted = [f'"{word}"' for word in sought.words]
    if sought.begins:
        quoted[-1] += "*"
    anywhere = f"{{title body place}} : ({' AND '.join(quoted)})"
    return f'kind : "{kind}" AND {anywhere}' if kind else anywhere


def _tsquery(sought: Wanted, kind: str | None) -> str:
    quoted = [f"'{word}'" for word in sought.words]
    if sought.begins:
        quoted[-1] += ":*"
    return " & ".join((*([f"'kind:{kind}'"] if kind else ()), *quoted))


@contextmanager
def bounded(session: Session, seconds: float) -> Iterator[None]:
    """Stop whatever is asked within that takes longer. Raises TooSlow; the session stays usable."""
    bound = _bounded_on_sqlite if _dialect(session) == "sqlite" else _bounded_on_postgresql
    try:
        with session.begin_nested(), bound(session, seconds):
            yield
    except DBAPIError as fault:
        if "interrupted" in str(fault.orig) or "statement timeout" in str(fault.orig):
            raise TooSlow from fault
        raise


@contextmanager
def _bounded_on_sqlite(session: Session, seconds: float) -> Iterator[None]:
    connection = session.connection().connection.driver_connection
    end = time.monotonic() + seconds
    assert connection is not None
    connection.set_progress_handler(lambda: time.monotonic() > end, _STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, 0)


@contextmanager
def _bounded_on_postgresql(session: Session, seconds: float) -> Iterator[None]:
    limit = max(1, round(seconds * 1000))
    session.execute(text(f"SET LOCAL statement_timeout = {limit}"))
    yield
    session.execute(text("SET LOCAL statement_timeout TO DEFAULT"))
