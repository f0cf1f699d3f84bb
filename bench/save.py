"""Fifty people saving answers at once on two processes, beside the same POST without a write."""

from __future__ import annotations

import statistics
import sys
from collections.abc import Sequence

from sqlalchemy import func, select

from bench.databases import database
from bench.load import Load, load
from bench.measured import Result, options, tell
from bench.savers import PEOPLE, Saver, savers
from bench.servers import running
from readiness.store.answers import AnswerRevision
from readiness.store.engine import Database

LEAST = {False: 0.10, True: 0.06}
#: The one host that both servers answer to, whatever their port.
HOST = {"PUBLIC_URL": "http://127.0.0.1:8321"}


def main() -> int:
    parser = options(__doc__ or "")
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=4.0)
    chosen = parser.parse_args()
    with database(on_postgresql=chosen.postgresql) as (opened, found):
        environment = {**found, **HOST}
        people = savers(opened, environment)
        rounds = measure(people, environment, chosen.rounds, chosen.seconds)
        kept, answered = revisions(opened), sum(len(saved.milliseconds) for saved, _ in rounds)
        opened.close()
    if not answered <= kept:
        sys.exit(f"{answered} answers were acknowledged, and {kept} are there.")
    return tell(_result(rounds, kept, is_postgresql=chosen.postgresql), as_json=chosen.json)


def measure(
    people: Sequence[Saver], environment: dict[str, str], rounds: int, seconds: float
) -> Sequence[tuple[Load, Load]]:
    """Return saving and not saving of each round. Any other status ends the run."""
    with (
        running("readiness.cli.main", "serve", environment=environment) as saving,
        running("bench.unsaved", environment=environment) as reading,
    ):
        found = []
        for _ in range(rounds):
            saved = _ask(saving, people, seconds)
            bases = [saver.base for saver in people]
            unsaved = _ask(reading, people, seconds)
            for saver, base in zip(people, bases, strict=True):
                saver.base = base
            found.append((saved, unsaved))
        return found


def _ask(port: int, people: Sequence[Saver], seconds: float) -> Load:
    return load(
        port,
        lambda number: people[number].request(),
        connections=PEOPLE,
        seconds=seconds,
        expected={302},
        is_finished=True,
    )


def revisions(opened: Database) -> int:
    with opened.reading() as session:
        return session.scalar(select(func.count()).select_from(AnswerRevision)) or 0


def _result(rounds: Sequence[tuple[Load, Load]], kept: int, *, is_postgresql: bool) -> Result:
    ratios = [saved.per_second / unsaved.per_second for saved, unsaved in rounds]
    return Result(
        f"save on {'PostgreSQL' if is_postgresql else 'SQLite'}",
        statistics.median(ratios),
        least=LEAST[is_postgresql],
        details={
            "people": PEOPLE,
            "ratios": [round(ratio, 3) for ratio in ratios],
            "revisions": kept,
            "saving": rounds[-1][0].document(),
            "without_a_write": rounds[-1][1].document(),
        },
    )


if __name__ == "__main__":
    sys.exit(main())
