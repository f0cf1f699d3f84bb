"""How something is told: to whom, in which words, and where it leads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from readiness.core.notice_kinds import Kind


class To(StrEnum):
    """Who is told. Nobody is ever told of what they did themselves."""

    HOLDER = "who has the gate in hand while it is its turn, or else who of its team may sign"
    HOLDERS = "who has any gate of the review in hand"
    BEFORE = "who had the gate in hand before"
    CLOSED = "the teams of the gates that were closed"
    TEAM = "the team that owns the service"
    ASKER = "who asked for the review"
    ADVISER = "who goes along with the review"
    CONSULTANT = "the consultant of the service"
    PERSON = "the person that the entry names"
    OWNER = "whose action item it is"
    ITEM_AUTHOR = "who added the action item"
    WAIVER_AUTHOR = "who asked for the waiver"
    HANDER = "who handed the work"
    MENTIONED = "who is mentioned"
    TURN = "whose turn it is in the thread"
    SPEAKERS = "who spoke in the thread"
    SRE = "the team that runs the service from now on"
    COORDINATORS = "the launch coordinators"
    ADMINISTRATORS = "the administrators"


class Place(StrEnum):
    """Where a notice leads."""

    REVIEW = "review"
    GATE = "gate"
    WORK = "work"  # the question, or its area
    WAIVER = "waiver"
    ITEM = "action item"
    THREAD = "thread"
    HANDOVER = "hand-over"
    HOLDS = "holds"
    SERVICE = "service"
    FREEZE = "freeze"
    ADVISORY = "advisory"
    DIFFERENCES = "differences"
    CONNECTIONS = "connections"


@dataclass(frozen=True, slots=True)
class Telling:
    """`asked` is what those in `asks` are to do; the others in `tells` hear of it only.

    In the words, `{who}` acted, `{work}` is the question or area, `{said}` in `asked` how a comment
    begins; the rest are names of things.
    """

    sentence: str
    place: Place
    asked: str = ""
    asks: Mapping[To, Kind] | None = None
    tells: Mapping[To, Kind] | None = None

    @property
    def everybody(self) -> Mapping[To, Kind]:
        return {**(self.tells or {}), **(self.asks or {})}
