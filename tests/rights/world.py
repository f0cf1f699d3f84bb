"""A company in which everything exists once that an address can name, and people of every role."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from readiness.core.advisory import Scope
from readiness.core.connections import Kind
from readiness.core.facts import from_plain
from readiness.core.rights import NOBODY, Actor, Role
from readiness.core.rights import Scope as TokenScope
from readiness.core.signoffs import Choice
from readiness.store.engine import Database
from readiness.usecases import (
    advisory,
    calendars,
    comments,
    connections,
    freezes,
    holds,
    invitations,
    services,
    starting,
    tokens,
    transaction,
)
from tests.factories import waivers
from tests.factories.action_items import add_item
from tests.factories.freezing import holidays
from tests.factories.people import PASSWORD, make_people, make_person
from tests.factories.reviews import FACTS, SLUG, answer_everything, done, sign, start_review
from tests.factories.reviews import submit_all as send
from tests.remembered import remembered

NOT_YET = {waivers.ROLLBACK: {"choice": "no", "reason": "In two weeks."}}
ADDRESS = "new@example.com"
PILOT = (Scope.ENVIRONMENT, "staging", "We begin with a pilot.")


@dataclass(frozen=True, slots=True)
class World:
    """`roles` holds a person for each column of the table, `ids` what addresses name by it."""

    roles: Mapping[str, Actor]
    ids: Mapping[str, object]
    other_review: int


@remembered
def build(database: Database, /, now: datetime) -> World:
    """Make a review that was sent, voted on, waived and owes something, and another team's."""
    with database.writing() as session:
        people = make_people(session)
        olaf = make_person(session, "Olaf", teams=("shop",))
        rita = make_person(session, "Rita", teams=("privacy",))
        audrey = make_person(session, "Audrey", roles=(Role.AUDITOR,))
        transaction.commit(session, now=now)
    alice, carol = people.alice, people.carol
    review = start_review(database, people, now=now)
    other = _other(database, olaf, now)
    answer_everything(database, review, by=alice, now=now, but=NOT_YET)
    send(database, review, by=alice, now=now)
    vote = sign(database, review, "sre", by=people.bob, now=now, choice=Choice.DENY, comment="No.")
    waiver = waivers.ask(database, review, alice, now)
    said = done(database, now, comments.comment, review, "How?", gate="sre", by=people.eve)
    item = add_item(database, review, alice, now, owner=alice)
    done(database, now, calendars.add_holidays, "payments", "2026-12-24 Christmas Eve", by=alice)
    held = done(database, now, holds.hold, SLUG, "Its alerts are noisy.", by=alice)
    rule = done(database, now, advisory.advise, *PILOT, ends_at=None, by=carol)
    frozen = done(database, now, freezes.freeze, holidays(now), by=carol)
    done(database, now, invitations.invite, ADDRESS, by=people.ada, teams=(), roles=())
    lasts = {"scopes": [TokenScope.GATE], "days": 30, "service_slug": SLUG}
    done(database, now, tokens.make, "Pipeline", by=people.ada, **lasts)
    wish = connections.Wish("Ours", "https://hooks.example.com/1", (), ())
    done(database, now, connections.make, Kind.WEBHOOK, wish, by=people.ada)
    done(database, now, connections.test, 1, by=people.ada)
    roles = {
        "nobody": NOBODY,
        "stranger": people.eve,
        "other_owner": olaf,
        "other_reviewer": rita,
        "auditor": audrey,
        "owner": alice,
        "reviewer": people.bob,
        "coordinator": carol,
        "administrator": people.ada,
    }
    ids = {
        "review_id": review,
        "gate": "sre",
        "vote_id": vote,
        "waiver_id": waiver,
        "item_id": item,
        "thread_id": said.id,
        "comment_id": said.id,
        "question": waivers.ROLLBACK,
        "area_id": "deployment",
        "person_id": people.eve.person,
        "account_id": people.eve.account,
        "token_id": 1,
        "hold_id": held.id,
        "rule_id": rule.id,
        "freeze_id": frozen.id,
        "connection_id": 1,
        "receiver_id": 1,
        "delivery_id": 1,
        "invitation_id": 1,
        "secret": "x" * 43,
        "token": "x",
        "notice_id": 1,
        "name": "launch",
        "number": 1,
        "day": "2026-12-24",
        "sha256": "0" * 64,
    }
    return World(roles, ids, other)


def _other(database: Database, by: Actor, now: datetime) -> int:
    facts = from_plain(FACTS)
    done(database, now, services.create, "Cart", team="shop", facts=facts, by=by)
    later = {"environment": "production", "planned_at": now + timedelta(days=14)}
    return int(done(database, now, starting.start, "cart", by=by, **later).id)


def form_of(endpoint: str, world: World, digest: str) -> Mapping[str, object]:
    """Return what a person would type there, so that only the right can be in the way."""
    roles = world.roles
    day = {"day": "2026-12-15", "time": "10:00"}
    until, due = date(2026, 12, 5), date(2026, 12, 1)
    why = {"reason": "As we agreed."}
    answer = {"choice": "no", "reason": "In three weeks.", "base": 1}
    owes = {"owner": roles["owner"].person, "due_on": due}
    unknown = {f"fact_{name}": "unknown" for name in FACTS}
    link = {"url": "https://wiki.example.com/1", "description": "What we do"}
    token = {"name": "New", "scopes": ["gate:read"], "service": SLUG, "days": 30}
    passwords = {"old": PASSWORD, "password": "another long road", "again": "another long road"}
    forms: dict[str, Mapping[str, object]] = {
        "absences.leave": {"until": until, "substitute": ""},
        "accounts.change_password": passwords,
        "accounts.change_profile": {"name": "Same", "time_zone": "UTC"},
        "action_items.add": {**owes, "title": "Do it", "link": "", "when": "after"},
        "action_item_moves.change": _prefixed("change", {**owes, **why}),
        "action_item_moves.drop": _prefixed("drop", why),
        "action_item_moves.reopen": _prefixed("reopen", why),
        "answers.give": answer,
        "applying.apply": {"take": "version", "digest": "0" * 64},
        "assignments.assign": {"person": roles["reviewer"].person},
        "freezes.freeze": {
            "name": "Easter",
            "covers": "deployments",
            "environments": ["staging"],
            "from_day": "2026-12-20",
            "from_time": "17:00",
            "until_day": "2026-12-28",
            "until_time": "08:00",
            "zone": "Europe/Berlin",
        },
        "freezes.shorten": {"day": "2026-12-08", "time": "08:00", **why},
        "freezes.make_exception": {"service": SLUG, "why": "It cannot wait."},
        "advisory.advise": {"scope": "tier", "value": "3", "until": "", **why},
        "advisory.enforce": {"why": "They are ready."},
        "holds.hold": why,
        "holds.end": {"why": "It is mended."},
        "calendars.add_holidays": {"holidays": "2026-12-25 Christmas"},
        "calendars.change_week": {"time_zone": "UTC", "weekend": ["saturday"]},
        "comments.add": {"body": "I see."},
        "connections.change": {"name": "Same"},
        "connections.make": {
            "kind": "webhook",
            "name": "New",
            "secret_url": "https://hooks.example.com/2",
        },
        "consultants.name": {"person": roles["stranger"].person},
        "delegations.hand": {"places": ["deployment"], "person": roles["stranger"].person},
        "delegations.take_back": {"places": ["deployment"]},
        "evidence.add": link,
        "evidence.remove": {"url": link["url"]},
        "comments.add_on_gate": {"body": "I see."},
        "threads.answer": {"body": "I see."},
        "threads.edit": {"body": "How, then?", "base": 0},
        "gates.vote": {"digest": digest, "choice": "deny", "comment": "No."},
        "handovers.accept": {"team": "sre"},
        "handovers.hand_back": {**why, "effective_on": until, "consulting_until": "2027-01-15"},
        "handovers.name": {"person": roles["stranger"].person},
        "handovers.retire": why,
        "moves.abandon": why,
        "moves.launch": {"day": "2026-11-23"},
        "moves.reopen": {**why, "areas": ["deployment"]},
        "plans.plan": day,
        "people.add_account": {"email": "second@example.com"},
        "people.grant": {"role": "auditor"},
        "people.invite": {"email": "third@example.com", "teams": [], "roles": []},
        "people.revoke": {"role": "auditor"},
        "previews.start": {**day, "environment": "staging", "checklist": "launch"},
        "reviews.send": {"gates": ["sre", "security", "launch"]},
        "service_tokens.make": token,
        "services.change_facts": unknown,
        "services.create": {"name": "Third", "team": "payments", "description": "", **unknown},
        "sign_ins.sign_in": {"email": "eve@example.com", "password": PASSWORD},
        "suggestions.confirm": {"base": 1, "revision": 1},
        "teams.add": {"person": roles["stranger"].person},
        "teams.create": {"name": "Fourth", "slug": "fourth", "time_zone": "UTC"},
        "tokens.make": token,
        "waiver_requests.ask": {
            **why,
            "control": "Two people watch.",
            "until": until,
            "item_title": "Do it",
            "item_owner": owes["owner"],
            "item_due": due,
        },
        "waivers.decide": {"decision": "refused", "comment": "No."},
    }
    return forms.get(endpoint, {})


def _prefixed(prefix: str, fields: Mapping[str, object]) -> dict[str, object]:
    return {f"{prefix}-{name}": value for name, value in fields.items()}
