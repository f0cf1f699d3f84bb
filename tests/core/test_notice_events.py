"""Every entry of the ledger is told to somebody, or to nobody on purpose."""

from string import Formatter

import pytest

from readiness.core.connections import EVENTS
from readiness.core.ledger_words import SENTENCES
from readiness.core.notice_events import DERIVED, SILENT, TABLE, name_of, telling_of
from readiness.core.notice_kinds import KINDS, Kind, Way

TOLD = {name.partition(":")[0] for name in TABLE} - DERIVED
#: What a sentence can name.
KNOWN = {"who", "service", "gate", "work", "person", "mentioned", "review", "item", "due", "ends"}
KNOWN |= {"begins", "covers", "scope", "value", "version", "since", "checklist"}
#: Told because of the time, by reminders.
REMINDED = {"waiver.ends", "approval.ends", "action_item.due", "gate.overdue", "launch.near"}


def test_every_event_is_told_or_silent_on_purpose() -> None:
    assert set(SENTENCES) == TOLD | SILENT
    assert not TOLD & SILENT


def test_whatever_connections_can_hear_of_is_told() -> None:
    assert set(EVENTS) - REMINDED <= TOLD | DERIVED


def test_whatever_is_told_because_of_the_time_can_be_chosen() -> None:
    assert set(EVENTS) >= REMINDED


@pytest.mark.parametrize("event", TABLE)
def test_each_telling_has_words_and_somebody_who_hears_it(event: str) -> None:
    telling = TABLE[event]
    assert {name for _, name, _, _ in Formatter().parse(telling.sentence) if name} <= KNOWN
    assert telling.sentence.endswith(".")
    assert telling.everybody
    assert bool(telling.asked) == bool(telling.asks)
    assert set(telling.everybody.values()) <= set(Kind)


def test_what_is_asked_comes_at_once_and_news_once_a_day() -> None:
    asked = {kind for each in TABLE.values() for kind in (each.asks or {}).values()}
    usual = {kind: KINDS[kind].usual for kind in Kind}
    assert {usual[kind] for kind in asked - {Kind.CHECKLISTS}} == {Way.AT_ONCE}
    assert usual[Kind.NEWS] is Way.DAILY


def test_a_vote_is_told_by_its_choice() -> None:
    assert name_of("gate.voted", {"choice": "deny"}) == "gate.voted:deny"
    assert telling_of("gate.voted", {"choice": "approve"}) is TABLE["gate.voted:approve"]


def test_a_checklist_is_told_of_only_where_it_got_weaker() -> None:
    assert telling_of("checklist.synced", {"weaker": []}) is None
    assert telling_of("checklist.synced", {"weaker": ["Restore asks for less"]}) is not None


def test_a_gate_given_to_the_least_loaded_is_told_once_it_is_its_turn() -> None:
    assert telling_of("gate.assigned", {"how": "least_loaded"}) is None
    assert telling_of("gate.assigned", {"how": "by_hand"}) is not None
