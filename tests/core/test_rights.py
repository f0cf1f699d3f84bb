"""Who may do what: every action by everybody."""

import pytest

from readiness.core.errors import Forbidden, NotSignedIn
from readiness.core.rights import NOBODY, RIGHTS, Action, Actor, Role, Scope, may, require

OWNER = Actor(person=1, teams=frozenset({"payments"}))
REVIEWER = Actor(person=2, teams=frozenset({"sre"}))
SRE = Actor(person=8, teams=frozenset({"operations"}))
MEMBER = Actor(person=9, teams=frozenset({"search"}))
AUTHOR = Actor(person=3)
HANDED = Actor(person=10)
STRANGER = Actor(person=4)
COORDINATOR = Actor(person=5, roles=frozenset({Role.COORDINATOR}))
AUDITOR = Actor(person=6, roles=frozenset({Role.AUDITOR}))
ADMINISTRATOR = Actor(person=7, roles=frozenset({Role.ADMINISTRATOR}))
GATE = Actor(token=1, scopes=frozenset({Scope.GATE}))
DEPLOY = Actor(token=2, scopes=frozenset({Scope.DEPLOY}))
METRICS = Actor(token=3, scopes=frozenset({Scope.METRICS}))
EVERYBODY = {
    "nobody": NOBODY,
    "owner": OWNER,
    "reviewer": REVIEWER,
    "sre": SRE,
    "member": MEMBER,
    "author": AUTHOR,
    "handed": HANDED,
    "stranger": STRANGER,
    "coordinator": COORDINATOR,
    "auditor": AUDITOR,
    "administrator": ADMINISTRATOR,
    "gate": GATE,
    "deploy": DEPLOY,
    "metrics": METRICS,
}
SIGNED_IN = "owner reviewer sre member author handed stranger coordinator auditor administrator"
#: Written out once more by hand, so that no right changes by a slip.
ALLOWED = {
    Action.SIGN_IN: f"nobody {SIGNED_IN}",
    Action.USE_LINK: f"nobody {SIGNED_IN}",
    Action.READ: SIGNED_IN,
    Action.CHANGE_OWN_ACCOUNT: SIGNED_IN,
    Action.READ_NOTICES: SIGNED_IN,
    Action.SWITCH_OFF_MAIL: f"nobody {SIGNED_IN}",
    Action.READ_PUBLIC: f"nobody {SIGNED_IN}",
    Action.CREATE_SERVICE: "owner coordinator administrator",
    Action.CHANGE_SERVICE: "owner coordinator",
    Action.START_REVIEW: "owner coordinator",
    Action.PLAN: "owner coordinator",
    Action.ANSWER: "owner handed",
    Action.HAND_WORK: "owner handed",
    Action.CHANGE_LAUNCH_CARD: "owner coordinator",
    Action.COMMENT: SIGNED_IN,
    Action.EDIT_COMMENT: "author",
    Action.SUBMIT: "owner",
    Action.VOTE: "reviewer",
    Action.WITHDRAW_VOTE: "author",
    Action.ASSIGN_GATE: "reviewer coordinator",
    Action.ADVISE_REVIEW: SIGNED_IN,
    Action.NAME_ADVISER: "reviewer coordinator",
    Action.ASK_WAIVER: "owner",
    Action.DECIDE_WAIVER: "coordinator",
    Action.WITHDRAW_WAIVER: "author",
    Action.ADD_ACTION_ITEM: "owner reviewer coordinator",
    Action.CHANGE_ACTION_ITEM: "owner reviewer coordinator",
    Action.TAKE_ACTION_ITEM: "owner",
    Action.DROP_BLOCKING_ITEM: "coordinator author",
    Action.PUT_AWAY_NOTICE: "coordinator",
    Action.PUT_AWAY_ASKED: "coordinator",
    Action.APPLY: "owner",
    Action.REOPEN: "owner coordinator",
    Action.ABANDON: "owner coordinator",
    Action.LAUNCH: "owner coordinator",
    Action.CONSULT: "sre",
    Action.NAME_CONSULTANT: "owner coordinator",
    Action.ACCEPT: "sre",
    Action.HAND_BACK: "sre",
    Action.RETIRE: "owner coordinator",
    Action.HOLD: "owner reviewer sre coordinator",
    Action.END_HOLD: "author coordinator",
    Action.FREEZE: "coordinator",
    Action.ADVISE: "coordinator",
    Action.READ_FREEZES: f"nobody {SIGNED_IN}",
    Action.ASK_REPORT: SIGNED_IN,
    Action.READ_LEDGER: SIGNED_IN,
    Action.CHANGE_CALENDAR: "member coordinator administrator",
    Action.MANAGE_PEOPLE: "administrator",
    Action.MANAGE_TOKENS: "administrator",
    Action.MANAGE_CONNECTIONS: "administrator",
    Action.MANAGE_SERVICE_TOKENS: "owner administrator",
    Action.SHOW_BADGE: f"nobody {SIGNED_IN}",
    Action.SEE_HEALTH: "coordinator administrator",
    Action.ASK_GATE: "gate",
    Action.FILE_BREAK_GLASS: "gate",
    Action.REPORT_DEPLOYMENT: "deploy",
    Action.READ_METRICS: "metrics",
}
THING = {
    "owner_team": "payments",
    "gate_team": "sre",
    "sre_team": "operations",
    "team": "search",
    "author": 3,
    "handed_to": 10,
}


def test_every_action_has_its_row() -> None:
    assert set(ALLOWED) == set(RIGHTS) == set(Action)


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("who", EVERYBODY)
def test_only_those_named_may(who: str, action: Action) -> None:
    allowed = who in ALLOWED[action].split()
    assert may(EVERYBODY[who], action, **THING) == allowed  # type: ignore[arg-type]


@pytest.mark.parametrize("action", [Action.ANSWER, Action.VOTE, Action.WITHDRAW_VOTE])
def test_a_thing_that_belongs_to_nobody_is_nobodys(action: Action) -> None:
    for actor in EVERYBODY.values():
        assert not may(actor, action)


def test_the_administrator_role_moves_no_launch() -> None:
    for action in (Action.ANSWER, Action.VOTE, Action.DECIDE_WAIVER, Action.SUBMIT, Action.LAUNCH):
        assert not may(ADMINISTRATOR, action, **THING)  # type: ignore[arg-type]


def test_a_token_is_no_person_and_keeps_to_its_service() -> None:
    bound = Actor(token=3, scopes=frozenset({Scope.GATE}), token_service=7)
    assert may(bound, Action.ASK_GATE, service=7)
    assert not may(bound, Action.ASK_GATE, service=8)
    assert not may(bound, Action.ASK_GATE)
    assert may(GATE, Action.ASK_GATE, service=8)
    with_roles = Actor(token=4, roles=frozenset({Role.COORDINATOR}), teams=frozenset({"sre"}))
    assert not may(with_roles, Action.VOTE, gate_team="sre")


def test_whoever_may_not_is_told_who_could() -> None:
    with pytest.raises(Forbidden, match="You may not decide on a waiver"):
        require(OWNER, Action.DECIDE_WAIVER)
    with pytest.raises(Forbidden):
        require(GATE, Action.READ)
    with pytest.raises(NotSignedIn):
        require(NOBODY, Action.READ)
    require(COORDINATOR, Action.DECIDE_WAIVER)
