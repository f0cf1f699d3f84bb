"""The gate with 10,000 services, beside plain Flask answering a constant on the same server."""

from __future__ import annotations

import itertools
import json
import statistics
import sys
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from sqlalchemy import insert

from bench.databases import database, settle
from bench.load import Load, Next, get, load
from bench.measured import Result, options, tell
from bench.servers import running
from readiness.core.gate_addresses import gate_address
from readiness.store.engine import Database
from readiness.store.environments import every_environment
from readiness.store.services import Service
from readiness.store.verdicts import Segment
from tests.factories import gate

SERVICES = 10_000
CONNECTIONS = 16
LEAST = {False: 1.0, True: 0.6}


def main() -> int:
    parser = options(__doc__ or "")
    parser.add_argument("--postgresql", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--seconds", type=float, default=3.0)
    chosen = parser.parse_args()
    with database(on_postgresql=chosen.postgresql) as (opened, environment):
        token = fill(opened)
        settle(opened)
        opened.close()
        rounds = measure(token, environment, chosen.rounds, chosen.seconds)
    return tell(_result(rounds, is_postgresql=chosen.postgresql), as_json=chosen.json)


def fill(opened: Database) -> str:
    """Add the services with a verdict in every environment, and return a token for all of them."""
    now, made = datetime.now(UTC), gate.world(opened)
    names = [f"service-{number:05}" for number in range(SERVICES)]
    row = {"owner_team_id": 1, "facts": {}, "created_by": made.person, "created_at": now}
    later = {"starts_at": now, "ends_at": None, "verdict": "approved", "enforced": True}
    with opened.writing() as session:
        places = every_environment(session)
        session.execute(insert(Service), [{"slug": name, "name": name, **row} for name in names])
        ids = range(made.other_service + 1, made.other_service + 1 + SERVICES)
        pairs = itertools.product(zip(ids, names, strict=True), places)
        session.execute(
            insert(Segment),
            [
                {
                    "service_id": service,
                    "environment_id": place.id,
                    "address": gate_address(name, place.name),
                    "body": body(service),
                    **later,
                }
                for (service, name), place in pairs
            ],
        )
        session.commit()
    return gate.token(opened, made, ends_at=now + timedelta(days=1))


def body(service: int) -> str:
    """Return what is stored of an approval. No two services have the same."""
    return json.dumps({**gate.APPROVED, "review": service})


def measure(
    token: str, environment: dict[str, str], rounds: int, seconds: float
) -> Sequence[tuple[Load, Load]]:
    """Return gate and Flask of each round. They take turns, so that both see the same machine."""
    constant = get("/constant")
    with (
        running("readiness.cli.main", "serve", environment=environment) as door,
        running("bench.constant", environment=environment) as flask,
    ):
        asked = _every_service(token)
        # The first round does not count: until then no process has been asked about every service.
        found = [
            (_ask(door, asked, seconds), _ask(flask, lambda _: constant, seconds))
            for _ in range(1 + rounds)
        ]
        return found[1:]


def _every_service(token: str) -> Next:
    header = f"Authorization: Bearer {token}\r\n"
    requests = [
        get(f"/api/v1/gate/service-{number * 7919 % SERVICES:05}?environment=production", header)
        for number in range(SERVICES)
    ]
    turn = itertools.cycle(requests)
    return lambda _: next(turn)


def _ask(port: int, asked: Next, seconds: float) -> Load:
    return load(port, asked, connections=CONNECTIONS, seconds=seconds, expected={200})


def _result(rounds: Sequence[tuple[Load, Load]], *, is_postgresql: bool) -> Result:
    ratios = [gate.per_second / flask.per_second for gate, flask in rounds]
    return Result(
        f"gate on {'PostgreSQL' if is_postgresql else 'SQLite'}",
        statistics.median(ratios),
        least=LEAST[is_postgresql],
        details={
            "services": SERVICES,
            "ratios": [round(ratio, 2) for ratio in ratios],
            "gate": rounds[-1][0].document(),
            "flask": rounds[-1][1].document(),
        },
    )


if __name__ == "__main__":
    sys.exit(main())
