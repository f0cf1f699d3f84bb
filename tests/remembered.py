"""A world that was built twice is copied from then on.

Hundreds of tests begin with the same review, answered and sent by the same people at the same moment.
A factory marked as `remembered` runs the first two times; after the second, a copy of the database is
kept. Whoever then takes the same step from the same point gets the copy, and what the factory returned.

Where a test stands is known for sure or not at all. It is known in the empty database of a new test
and where a remembered step led to, as long as nothing was committed since, nothing came into the ledger
by another door (a process that the test started) and no transaction is open. Everywhere else a factory
simply runs.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from functools import partial, wraps
from hashlib import sha256
from typing import Concatenate, ParamSpec, TypeVar, cast

from sqlalchemy import Engine, event
from sqlalchemy.pool import QueuePool

from readiness.store import ledger
from readiness.store.engine import Database
from tests.copies import Copies

Given = ParamSpec("Given")
Result = TypeVar("Result")
#: A copy takes about 1 MB.
MOST = 32


@dataclass(frozen=True, slots=True)
class Point:
    """Which steps led here, and how the database can be seen to be still there."""

    name: str
    commits: int
    ledger: str


class Worlds:
    """What one worker remembers of the database of its tests, whose short name is `test`."""

    def __init__(self, database: Database, copies: Copies) -> None:
        self.database, self.copies = database, copies
        self.commits = 0
        self.point: Point | None = None
        self.seen: set[str] = set()
        self.kept: OrderedDict[str, object] = OrderedDict()
        event.listen(database.writer, "commit", self._count)

    def begin(self) -> None:
        """Take note that the database is empty."""
        self._stand("")

    def take(self, step: str, build: Callable[[], Result]) -> Result:
        """Return what `build` returns, and leave the database as it would."""
        before, self.point = self.point, None  # a step within a step is none of its own
        if before is None or " at 0x" in step or not self._is_still(before):
            return build()  # 0x: a parameter does not tell its value
        name = sha256(f"{before.name}\n{step}".encode()).hexdigest()[:16]
        if name in self.kept:
            self.kept.move_to_end(name)
            self.copies.copy(name, "test")
            result = cast(Result, self.kept[name])
        else:
            result = build()
            if name in self.seen:
                self._keep(name, result)
            self.seen.add(name)
        self._stand(name)
        return deepcopy(result)

    def _keep(self, name: str, result: object) -> None:
        self.copies.copy("test", name)
        self.kept[name] = deepcopy(result)
        if len(self.kept) > MOST:
            self.copies.drop(self.kept.popitem(last=False)[0])

    def _stand(self, name: str) -> None:
        self.point = Point(name, self.commits, self._ledger())

    def _is_still(self, point: Point) -> bool:
        if self.commits != point.commits or any(map(_is_in_use, self._engines())):
            return False
        return self._ledger() == point.ledger

    def _engines(self) -> tuple[Engine, Engine]:
        return self.database.reader, self.database.writer

    def _ledger(self) -> str:
        with self.database.reading() as session:
            return ledger.head(session).hash

    def _count(self, _connection: object) -> None:
        self.commits += 1


def _is_in_use(engine: Engine) -> bool:
    return cast(QueuePool, engine.pool).checkedout() > 0


_WORLDS: dict[Database, Worlds] = {}


def worlds_of(database: Database, copies: Copies) -> Worlds:
    if database not in _WORLDS:
        _WORLDS[database] = Worlds(database, copies)
    return _WORLDS[database]


def remembered(
    build: Callable[Concatenate[Database, Given], Result],
) -> Callable[Concatenate[Database, Given], Result]:
    """Mark a factory whose work depends on nothing but the database and what it is given."""

    @wraps(build)
    def take(database: Database, /, *given: Given.args, **named: Given.kwargs) -> Result:
        worlds, run = _WORLDS.get(database), partial(build, database, *given, **named)
        if worlds is None:
            return run()
        return worlds.take(f"{build.__module__}.{build.__qualname__} {given} {named}", run)

    return take
