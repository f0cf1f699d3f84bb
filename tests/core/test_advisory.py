"""Where the gate is advisory, and where it is enforced all the same."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from readiness.core.advisory import Rule, Scope, advised, plain, read
from readiness.core.freezes import Said, written
from readiness.core.plain import BadDocument

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
ENDS = AT + timedelta(days=1)
SERVICE = Rule(1, Scope.SERVICE, "checkout", ENDS)
PLACE = Rule(2, Scope.ENVIRONMENT, "production", None)
TIER = Rule(3, Scope.TIER, "3", None)


def body(*codes: str, **more: object) -> str:
    reasons = [{"code": code, "sentence": "", "turn": "", "path": "/"} for code in codes]
    return json.dumps({"review": 3, "score": 1, "reasons": reasons, "waivers": [], **more})


@pytest.mark.parametrize(
    ("verdict", "stored", "rule", "at", "expected"),
    [
        ("blocked", body("no_review"), SERVICE, AT, (False, ENDS)),
        ("blocked", body("no_review"), SERVICE, ENDS, (True, None)),
        ("blocked", body("no_review"), PLACE, AT, (False, None)),
        ("blocked", body("frozen"), PLACE, AT, (False, None)),
        ("blocked", body("held", "no_review"), PLACE, AT, (True, None)),
        ("approved", body(), PLACE, AT, (True, None)),
        ("blocked", body("no_review", tier=3), TIER, AT, (False, None)),
        ("blocked", body("no_review", tier=2), TIER, AT, (True, None)),
        ("blocked", body("no_review", tier=None), TIER, AT, (True, None)),
        ("blocked", body("no_review"), TIER, AT, (True, None)),
        ("blocked", body("no_review"), Rule(4, Scope.SERVICE, "cart", None), AT, (True, None)),
    ],
)
def test_a_rule_lets_through_what_it_is_for_until_its_end_and_never_what_is_held(
    verdict: str, stored: str, rule: Rule, at: datetime, expected: tuple[bool, datetime | None]
) -> None:
    said = Said(verdict, stored, None)
    found = advised(said, [rule], service="checkout", environment="production", at=at)
    assert (found.enforced, found.ends_at) == expected
    assert (found.verdict, found.body) == (verdict, stored)


def test_rules_are_read_as_they_were_written_and_doubtful_ones_not_at_all() -> None:
    rules = (SERVICE, PLACE, TIER)
    assert read(written([], [plain(rule) for rule in rules])) == rules
    assert read(written([])) == ()
    for doubtful in ('{"advisory":3}', '{"advisory":[{}]}', '{"advisory":[{"scope":"all"}]}'):
        with pytest.raises((BadDocument, ValueError)):
            read(doubtful)
