"""Who may do what, as one table: every route of the pages, by everybody who could ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.routing import Rule

from readiness.core.rights import Actor
from readiness.store.engine import Database
from readiness.store.ledger import LedgerEntry
from tests.client import Client
from tests.factories.reviews import SLUG, digest_of
from tests.rights.world import World, build, form_of

pytestmark = pytest.mark.once

TABLE = Path(__file__).parent / "table.txt"
TEAM_ADDRESSES = ("/admin/teams", "/teams")


def table() -> dict[str, dict[str, str]]:
    """Return by route what each role meets.

    It is yes, no, the sign-in page, or a form in which there is nothing for them to choose.
    """
    head, *lines = (line for line in TABLE.read_text().splitlines() if not line.startswith("#"))
    roles = head.split()[1:]
    rows = (line.rsplit(maxsplit=len(roles)) for line in lines)
    return {route: dict(zip(roles, cells, strict=True)) for route, *cells in rows}


ROLES = next(iter(table().values())).keys()


def routes(app: Flask) -> Iterator[tuple[str, Rule, str]]:
    for rule in app.url_map.iter_rules():
        for method in sorted({"GET", "POST"} & (rule.methods or set())):
            if rule.endpoint != "static":
                yield f"{method} {rule.rule}", rule, method


def address(app: Flask, rule: Rule, world: World) -> str:
    slug = "payments" if rule.rule.startswith(TEAM_ADDRESSES) else SLUG
    given = {**world.ids, "slug": slug}
    with app.test_request_context():
        return str(app.url_for(rule.endpoint, **{each: given[each] for each in rule.arguments}))  # type: ignore[arg-type]


#: They end the review, the service or the browser's session, so they come last.
ENDING = (
    "moves.abandon",
    "handovers.retire",
    "accounts.change_password",
    "sign_ins.sign_in",
    "sign_ins.sign_out",
)


def in_order(app: Flask) -> list[tuple[str, Rule, str]]:
    """Return every route: reading before changing, and what ends something at the end."""
    last = {endpoint: number for number, endpoint in enumerate(ENDING, start=1)}
    return sorted(
        routes(app), key=lambda each: (last.get(each[1].endpoint, 0), each[2] == "POST", each[0])
    )


def entries(database: Database) -> int:
    with database.reading() as session:
        return session.scalar(select(func.count()).select_from(LedgerEntry)) or 0


def outcome(client: Client, method: str, path: str, form: dict[str, object]) -> str:
    answer = client.get(path) if method == "GET" else client.post(path, data=form)
    sent_away = answer.status_code == 302 and answer.location == "/sign-in"
    if answer.status_code == 401 or (sent_away and path != "/sign-out"):
        return "sign-in"
    return {403: "no", 422: "form"}.get(answer.status_code, "yes")


@pytest.mark.parametrize("role", ROLES)
def test_everybody_meets_what_the_table_says(
    role: str,
    app: Flask,
    database: Database,
    now: datetime,
    signed_in: Callable[[Actor], Client],
    client: Client,
) -> None:
    # Whether a form was ours is told by tests of its own; here only the right may be in the way.
    app.config["WTF_CSRF_ENABLED"] = False
    world = build(database, now)
    who = world.roles[role]
    browser = signed_in(who) if who.person else client
    digest = digest_of(database, world.ids["review_id"], "sre", now)  # type: ignore[arg-type]
    found, wrote = {}, []
    for route, rule, method in in_order(app):
        path, before = address(app, rule, world), entries(database)
        found[route] = outcome(browser, method, path, dict(form_of(rule.endpoint, world, digest)))
        if found[route] != "yes" and entries(database) != before:
            wrote.append(route)
    assert wrote == []
    assert found == {route: cells[role] for route, cells in table().items()}


def test_what_lies_in_a_review_is_found_in_no_other(
    app: Flask, database: Database, now: datetime, signed_in: Callable[[Actor], Client]
) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    world = build(database, now)
    elsewhere = replace(world, ids={**world.ids, "review_id": world.other_review})
    browser = signed_in(world.roles["other_owner"])
    before = entries(database)
    inner = [
        (address(app, rule, elsewhere), method)
        for _, rule, method in routes(app)
        if rule.arguments & {"vote_id", "waiver_id", "item_id", "thread_id"}
        and "review_id" in rule.arguments
    ]
    assert len(inner) > 5
    for path, method in inner:
        answer = browser.get(path) if method == "GET" else browser.post(path)
        assert answer.status_code in (403, 404, 422), path
    assert entries(database) == before
