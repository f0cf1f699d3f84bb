"""What lists know of a review, and the one next step that follows from it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from readiness.core import addresses, efforts
from readiness.core.checklists import Kind
from readiness.core.efforts import NO_EFFORT, Effort
from readiness.core.plain import Plain, mappings, optional_whole, text, texts, whole
from readiness.core.progress import what_is_open

#: Gate states in which the service's team has to act.
TEAMS_TURN = ("changes_requested", "denied")
#: Gate states in which the reviewers have to act.
REVIEWERS_TURN = ("waiting", "stale")
GO = {
    Kind.LAUNCH: "The launch may go ahead. Once it has happened, say so on its review.",
    Kind.HANDOFF: "Every gate has signed the hand-off.",
    Kind.CHANGE: "The change may go ahead.",
}


@dataclass(frozen=True, slots=True)
class AreaBrief:
    id: str
    tenths: int | None
    answered: int
    asked: int


@dataclass(frozen=True, slots=True)
class GateBrief:
    """`since` is when its areas were sent last, in ISO 8601, or nothing.

    `asked` leads to the first question that a reviewer pointed at and that is as it was, if any.
    `said_at` is when somebody refused or asked for changes, or nothing; a refusal `is_answered`
    once what the gate covers has changed.
    """

    id: str
    title: str
    team: str
    state: str
    waits_for: tuple[str, ...]
    since: str
    effort: Effort = NO_EFFORT
    asked: str = ""
    said_at: str = ""
    is_answered: bool = False

    @property
    def is_reviewers_turn(self) -> bool:
        return (self.is_answered or self.state in REVIEWERS_TURN) and not self.waits_for

    @property
    def is_teams_turn(self) -> bool:
        return self.state in TEAMS_TURN and not self.is_answered


@dataclass(frozen=True, slots=True)
class Unmet:
    """An unmet question, and until when a waiver of it runs or could, None where there is none.

    `waiver` is the one that was asked for last, under whatever id the question had then.
    """

    question: str
    path: str
    until: datetime | None
    waiver: int | None = None

    def is_left(self, now: datetime) -> bool:
        return self.until is None or self.until <= now


@dataclass(frozen=True, slots=True)
class Brief:
    """`unproven` of the open questions are answered, and lack their evidence. `unmet` are the
    blockers, waived or not; `to_meet` what blocks nothing and was to be waived all the same.
    """

    areas: tuple[AreaBrief, ...]
    open: int
    blockers: int
    gates: tuple[GateBrief, ...]
    unproven: int = 0
    unmet: tuple[Unmet, ...] = ()
    to_meet: tuple[Unmet, ...] = ()

    def left(self, now: datetime) -> tuple[Unmet, ...]:
        """Return the blockers that are the team's to meet: no waiver runs or is asked for."""
        return tuple(each for each in self.unmet if each.is_left(now))

    def is_missed(self, waiver: int, now: datetime) -> bool:
        """Return whether this is the last that was asked for what is the team's to meet now."""
        every = (*self.unmet, *self.to_meet)
        return any(each.waiver == waiver and each.is_left(now) for each in every)

    @property
    def told(self) -> str:
        return what_is_open(self.open - self.unproven, self.unproven)


@dataclass(frozen=True, slots=True)
class NextStep:
    """One sentence and one place to go. `kind` is do, wait, clear or stop."""

    sentence: str
    label: str
    path: str
    kind: str = "do"


def read(summary: Plain) -> Brief:
    return Brief(
        areas=tuple(_area(plain) for plain in mappings(summary, "areas")),
        open=whole(summary, "open"),
        unproven=optional_whole(summary, "unproven") or 0,
        blockers=whole(summary, "blockers"),
        unmet=_every_unmet(summary, "unmet"),
        to_meet=_every_unmet(summary, "to_meet"),
        gates=tuple(_gate(plain) for plain in mappings(summary, "gates")),
    )


def _every_unmet(summary: Plain, key: str) -> tuple[Unmet, ...]:
    """Return none from a summary of an earlier release, which does not have them."""
    return tuple(_unmet(plain) for plain in mappings(summary, key)) if key in summary else ()


def _unmet(plain: Plain) -> Unmet:
    until = text(plain, "until") if plain.get("until") else ""
    ends_at = datetime.fromisoformat(until) if until else None
    waiver = optional_whole(plain, "waiver")
    return Unmet(text(plain, "question"), text(plain, "path"), ends_at, waiver)


def _area(plain: Plain) -> AreaBrief:
    tenths = optional_whole(plain, "tenths")
    return AreaBrief(text(plain, "area"), tenths, whole(plain, "answered"), whole(plain, "asked"))


def _gate(plain: Plain) -> GateBrief:
    return GateBrief(
        id=text(plain, "gate"),
        title=text(plain, "title"),
        team=text(plain, "team"),
        state=text(plain, "state"),
        waits_for=texts(plain, "waits_for"),
        since=text(plain, "since") if plain.get("since") else "",
        effort=efforts.read(plain),
        asked=text(plain, "first_asked") if plain.get("first_asked") else "",
        said_at=text(plain, "said_at") if plain.get("said_at") else "",
        is_answered=plain.get("is_answered") is True,
    )


def next_step(review: int, state: str, brief: Brief, kind: str = Kind.LAUNCH) -> NextStep:
    """Return what moves the review on, whoever has to do it."""
    if state == "approved":
        return NextStep(GO[Kind(kind)], "Open the review", _at(review), "clear")
    for gate in brief.gates:
        if gate.is_teams_turn:
            told = _SENTENCES[gate.state](gate)
            return NextStep(told, "Open the gate", addresses.gate(review, gate.id))
    if brief.open:
        return NextStep(f"{brief.told}.", "Answer them", _at(review))
    if any(gate.state == "not_submitted" for gate in brief.gates):
        return NextStep(
            "Everything is answered: send the areas to their reviewers.", "Send them", _at(review)
        )
    return _waiting(review, brief)


_SENTENCES: Mapping[str, Callable[[GateBrief], str]] = {
    "denied": lambda gate: f"{gate.title} refused its signature.",
    "changes_requested": lambda gate: f"{gate.title} asks for changes.",
}


def _waiting(review: int, brief: Brief) -> NextStep:
    for gate in brief.gates:
        if gate.is_reviewers_turn:
            sentence = f"Waits for the signature of {gate.title}."
            if gate.is_answered:
                sentence = f"It changed since {gate.title} refused: they decide whether that ends."
            return NextStep(sentence, "Open the gate", addresses.gate(review, gate.id), "wait")
    sentence = f"All gates are signed, and {_blocking(brief.blockers)}."
    return NextStep(sentence, "See what blocks", _at(review), "stop")


def _at(review: int) -> str:
    return addresses.review(review)


def counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def _blocking(blockers: int) -> str:
    if not blockers:
        return "something else still blocks"
    return f"{counted(blockers, 'blocker')} {'is' if blockers == 1 else 'are'} left"
