"""Who may do what: the only place where it is decided, and what is not named is denied."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypedDict, Unpack

from readiness.core.errors import Forbidden, NotSignedIn


class Role(StrEnum):
    COORDINATOR = "coordinator"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class Scope(StrEnum):
    """What a token may be used for."""

    GATE = "gate:read"
    DEPLOY = "deployments:write"
    METRICS = "metrics:read"
    BADGE = "badge:show"


@dataclass(frozen=True, slots=True)
class Actor:
    """Who asks: a person with roles and teams, or a token with scopes. A token is no person."""

    person: int | None = None
    account: int | None = None
    name: str = ""
    time_zone: str = "UTC"
    roles: frozenset[Role] = frozenset()
    teams: frozenset[str] = frozenset()
    token: int | None = None
    scopes: frozenset[Scope] = field(default=frozenset())
    token_service: int | None = None
    # When the password was given last; None for whoever asks by no browser's sign-in.
    confirmed_at: datetime | None = field(default=None, compare=False)


#: Nobody has signed in.
NOBODY = Actor()


class Standing(StrEnum):
    """How an actor stands to the thing that is asked about."""

    ANYBODY = "anybody"
    SIGNED_IN = "signed in"
    OWNER = "a member of the team that owns the service"
    REVIEWER = "a member of the team that signs this gate"
    MEMBER = "a member of the team"
    SRE = "a member of the SRE team that reviewed or runs it"
    AUTHOR = "the person who did it"
    HANDED = "the person it was handed to"
    COORDINATOR = "a launch coordinator"
    AUDITOR = "an auditor"
    ADMINISTRATOR = "an administrator"
    GATE_TOKEN = "a token that may ask the gate"
    DEPLOY_TOKEN = "a token that may report deployments"
    METRICS_TOKEN = "a token that may read figures"
    BADGE_TOKEN = "a token that badges are shown by"


class Action(StrEnum):
    SIGN_IN = "sign in"
    USE_LINK = "use a one-time link"
    READ = "read"
    CHANGE_OWN_ACCOUNT = "change your own account"
    READ_NOTICES = "read what you were told"
    SWITCH_OFF_MAIL = "switch off mails by a signed link"
    READ_PUBLIC = "read what is for everybody"
    CREATE_SERVICE = "create a service"
    CHANGE_SERVICE = "change this service"
    START_REVIEW = "start a review of this service"
    ANSWER = "answer this review's questions"
    HAND_WORK = "hand this to somebody"
    CHANGE_LAUNCH_CARD = "change the card of the launch day"
    COMMENT = "comment"
    EDIT_COMMENT = "edit this comment"
    SUBMIT = "send this review's areas to their reviewers"
    VOTE = "vote on this gate"
    WITHDRAW_VOTE = "withdraw this vote"
    ASSIGN_GATE = "say who has this gate in hand"
    ADVISE_REVIEW = "be the consultant of this review"
    NAME_ADVISER = "name the consultant of this review"
    ASK_WAIVER = "ask for a waiver"
    DECIDE_WAIVER = "decide on a waiver"
    WITHDRAW_WAIVER = "take back this request for a waiver"
    ADD_ACTION_ITEM = "add an action item to this review"
    CHANGE_ACTION_ITEM = "change the action items of this review"
    TAKE_ACTION_ITEM = "take over this action item"
    DROP_BLOCKING_ITEM = "drop an action item that is to be done before the launch"
    PUT_AWAY_NOTICE = "put away what a checklist asks less of"
    PUT_AWAY_ASKED = "put away what was asked often"
    APPLY = "apply newer facts or a newer checklist version to this review"
    PLAN = "plan this review for another day"
    REOPEN = "reopen this review"
    ABANDON = "abandon this review"
    LAUNCH = "say that this service has launched"
    CONSULT = "be the consultant of this service"
    NAME_CONSULTANT = "name the consultant of this service"
    ACCEPT = "accept this service for this team"
    HAND_BACK = "hand this service back"
    RETIRE = "retire this service"
    HOLD = "hold this service"
    END_HOLD = "end this hold"
    FREEZE = "freeze launches or deployments"
    ADVISE = "make the gate advisory"
    READ_FREEZES = "read freezes by a signed link"
    ASK_REPORT = "ask for a report"
    READ_LEDGER = "read the ledger"
    CHANGE_CALENDAR = "change when this team works"
    MANAGE_PEOPLE = "manage people and teams"
    MANAGE_TOKENS = "manage tokens"
    MANAGE_CONNECTIONS = "manage connections"
    MANAGE_SERVICE_TOKENS = "make a token for this service"
    SHOW_BADGE = "see a badge by its signed link"
    SEE_HEALTH = "see what is wrong with the installation"
    ASK_GATE = "ask the gate"
    REPORT_DEPLOYMENT = "report a deployment"
    FILE_BREAK_GLASS = "tell what was let through while the gate was down"
    READ_METRICS = "read the figures of the installation"


# Administrators stand in no row that answers, votes or waives: the role alone moves no launch.
RIGHTS: Mapping[Action, frozenset[Standing]] = {
    Action.SIGN_IN: frozenset({Standing.ANYBODY}),
    Action.USE_LINK: frozenset({Standing.ANYBODY}),
    Action.READ: frozenset({Standing.SIGNED_IN}),
    Action.CHANGE_OWN_ACCOUNT: frozenset({Standing.SIGNED_IN}),
    Action.READ_NOTICES: frozenset({Standing.SIGNED_IN}),
    Action.SWITCH_OFF_MAIL: frozenset({Standing.ANYBODY}),
    Action.READ_PUBLIC: frozenset({Standing.ANYBODY}),
    Action.CREATE_SERVICE: frozenset(
        {Standing.OWNER, Standing.COORDINATOR, Standing.ADMINISTRATOR}
    ),
    Action.CHANGE_SERVICE: frozenset({Standing.OWNER, Standing.COORDINATOR}),
    Action.START_REVIEW: frozenset({Standing.OWNER, Standing.COORDINATOR}),
    Action.ANSWER: frozenset({Standing.OWNER, Standing.HANDED}),
    Action.HAND_WORK: frozenset({Standing.OWNER, Standing.HANDED}),
    Action.CHANGE_LAUNCH_CARD: frozenset({Standing.OWNER, Standing.COORDINATOR}),
    Action.COMMENT: frozenset({Standing.SIGNED_IN}),
    Action.EDIT_COMMENT: frozenset({Standing.AUTHOR}),
    Action.SUBMIT: frozenset({Standing.OWNER}),
    Action.VOTE: frozenset({Standing.REVIEWER}),
    Action.WITHDRAW_VOTE: frozenset({Standing.AUTHOR}),
    Action.ASSIGN_GATE: frozenset({Standing.REVIEWER, Standing.COORDINATOR}),
    Action.ADVISE_REVIEW: frozenset({Standing.SIGNED_IN}),
    Action.NAME_ADVISER: frozenset({Standing.REVIEWER, Standing.COORDINATOR}),
    Action.ASK_WAIVER: frozenset({Standing.OWNER}),
    Action.DECIDE_WAIVER: frozenset({Standing.COORDINATOR}),
    Action.WITHDRAW_WAIVER: frozenset({Standing.AUTHOR}),
    Action.ADD_ACTION_ITEM: frozenset({Standing.OWNER, Standing.REVIEWER, Standing.COORDINATOR}),
    Action.CHANGE_ACTION_ITEM: frozenset({Standing.OWNER, Standing.REVIEWER, Standing.COORDINATOR}),
    Action.TAKE_ACTION_ITEM: frozenset({Standing.OWNER}),
    Action.DROP_BLOCKING_ITEM: frozenset({Standing.COORDINATOR, Standing.AUTHOR}),
    Action.PUT_AWAY_NOTICE: frozenset({Standing.COORDINATOR}),
    Action.PUT_AWAY_ASKED: frozenset({Standing.COORDINATOR}),
    Action.APPLY: frozenset({Standing.OWNER}),
    Action.PLAN: frozenset({Standing.OWNER, Standing.COORDINATOR}),
    Action.REOPEN: frozenset({Standing.OWNER, Standing.COORDINATOR}),
    Action.ABANDON: frozenset({Standing.OWNER, Standing.COORDINATOR}),
    Action.LAUNCH: frozenset({Standing.OWNER, Standing.COORDINATOR}),
    Action.CONSULT: frozenset({Standing.SRE}),
    Action.NAME_CONSULTANT: frozenset({Standing.OWNER, Standing.COORDINATOR}),
    # Who will be woken by its pager takes it over themselves; no coordinator does it for them.
    Action.ACCEPT: frozenset({Standing.SRE}),
    Action.HAND_BACK: frozenset({Standing.SRE}),
    Action.RETIRE: frozenset({Standing.OWNER, Standing.COORDINATOR}),
    # Administrators hold nothing by their role alone, as they launch nothing.
    Action.HOLD: frozenset({Standing.OWNER, Standing.REVIEWER, Standing.SRE, Standing.COORDINATOR}),
    Action.END_HOLD: frozenset({Standing.AUTHOR, Standing.COORDINATOR}),
    Action.FREEZE: frozenset({Standing.COORDINATOR}),
    Action.ADVISE: frozenset({Standing.COORDINATOR}),
    Action.READ_FREEZES: frozenset({Standing.ANYBODY}),
    Action.ASK_REPORT: frozenset({Standing.SIGNED_IN}),
    Action.READ_LEDGER: frozenset({Standing.SIGNED_IN}),
    Action.CHANGE_CALENDAR: frozenset(
        {Standing.MEMBER, Standing.COORDINATOR, Standing.ADMINISTRATOR}
    ),
    Action.MANAGE_PEOPLE: frozenset({Standing.ADMINISTRATOR}),
    Action.MANAGE_TOKENS: frozenset({Standing.ADMINISTRATOR}),
    Action.MANAGE_CONNECTIONS: frozenset({Standing.ADMINISTRATOR}),
    Action.MANAGE_SERVICE_TOKENS: frozenset({Standing.OWNER, Standing.ADMINISTRATOR}),
    Action.SHOW_BADGE: frozenset({Standing.ANYBODY}),
    Action.SEE_HEALTH: frozenset({Standing.COORDINATOR, Standing.ADMINISTRATOR}),
    Action.ASK_GATE: frozenset({Standing.GATE_TOKEN}),
    Action.REPORT_DEPLOYMENT: frozenset({Standing.DEPLOY_TOKEN}),
    Action.FILE_BREAK_GLASS: frozenset({Standing.GATE_TOKEN}),
    Action.READ_METRICS: frozenset({Standing.METRICS_TOKEN}),
}

_OF_ROLE = {
    Role.COORDINATOR: Standing.COORDINATOR,
    Role.AUDITOR: Standing.AUDITOR,
    Role.ADMINISTRATOR: Standing.ADMINISTRATOR,
}
_OF_SCOPE = {
    Scope.GATE: Standing.GATE_TOKEN,
    Scope.DEPLOY: Standing.DEPLOY_TOKEN,
    Scope.METRICS: Standing.METRICS_TOKEN,
    Scope.BADGE: Standing.BADGE_TOKEN,
}


class Thing(TypedDict, total=False):
    """What is known of the thing that is asked about: slugs of teams, ids of the rest."""

    owner_team: str | None
    gate_team: str | None
    team: str | None
    sre_team: str | None
    author: int | None
    handed_to: int | None
    service: int | None


_OF_TEAM = {
    "owner_team": Standing.OWNER,
    "gate_team": Standing.REVIEWER,
    "sre_team": Standing.SRE,
    "team": Standing.MEMBER,
}


def standings(actor: Actor, **thing: Unpack[Thing]) -> frozenset[Standing]:
    """Return every way in which the actor stands to the thing."""
    if actor.token is not None:
        if actor.token_service not in (None, thing.get("service")):
            return frozenset()
        return frozenset(_OF_SCOPE[scope] for scope in actor.scopes)
    if actor.person is None:
        return frozenset({Standing.ANYBODY})
    found = {Standing.ANYBODY, Standing.SIGNED_IN, *(_OF_ROLE[role] for role in actor.roles)}
    found |= {_OF_TEAM[key] for key in _OF_TEAM if thing.get(key) in actor.teams}
    if thing.get("author") == actor.person:
        found.add(Standing.AUTHOR)
    if thing.get("handed_to") == actor.person:
        found.add(Standing.HANDED)
    return frozenset(found)


def may(actor: Actor, action: Action, **thing: Unpack[Thing]) -> bool:
    return bool(standings(actor, **thing) & RIGHTS.get(action, frozenset()))


def require(actor: Actor, action: Action, **thing: Unpack[Thing]) -> None:
    """Raise unless the actor may. The sentence names who could."""
    if may(actor, action, **thing):
        return
    if actor.person is None and actor.token is None:
        raise NotSignedIn("Sign in first.")
    who = " or ".join(sorted(RIGHTS.get(action, frozenset()))) or "nobody"
    raise Forbidden(f"You may not {action}. It takes {who}.")
