"""What applying newer facts or a newer checklist version to a running review would do."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from readiness.adapters.canonical import digest
from readiness.core import facts as core
from readiness.core.checklist_differences import Change, Part, differences, weaker
from readiness.core.checklists import GateRule, Question
from readiness.core.effects import Effects
from readiness.core.errors import WrongMoment
from readiness.core.listings import in_words
from readiness.core.verdicts import is_ready
from readiness.core.waivers import WaiverState
from readiness.store import checklists as store
from readiness.usecases import dossiers
from readiness.usecases.apply_effects import StaleGate, effects_of, stale_of
from readiness.usecases.checklists import Pinned, pinned
from readiness.usecases.dossiers import Dossier
from readiness.usecases.subjects import Stand, stand_of


@dataclass(frozen=True, slots=True)
class Newer:
    """What a review could be brought up to: other facts, and a newer version of its checklist."""

    facts: bool
    version: Pinned | None

    def __bool__(self) -> bool:
        return self.facts or self.version is not None


@dataclass(frozen=True, slots=True)
class Preview:
    """What the page shows: with `approves` the review is approved by it at once."""

    before: Dossier
    after: Dossier
    at: datetime
    newer: Newer
    facts: bool
    version: bool
    effects: Effects
    stale: tuple[StaleGate, ...]

    @property
    def digest(self) -> str:
        """Return what stands for all of it, so that nothing else is applied than what was shown."""
        return digest(_shown(self))

    @property
    def stand(self) -> Stand:
        return Stand(self.after.pinned.id, self.after.subject.kept)

    @property
    def new_gates(self) -> tuple[GateRule, ...]:
        return _only_in(self.after, self.before)

    @property
    def gone_gates(self) -> tuple[GateRule, ...]:
        return _only_in(self.before, self.after)

    @property
    def approves(self) -> bool:
        return is_ready(self.after.case, self.at)

    @property
    def void(self) -> tuple[Question, ...]:
        """Return the questions of which a waiver counts, or waits, that is void then."""
        was = {each.waiver.id: each.waiver.state(self.at) for each in self.before.waivers}
        fallen = {
            each.question
            for each in self.after.waivers
            if each.waiver.state(self.at) is WaiverState.VOID
            and was[each.waiver.id] is not WaiverState.VOID
        }
        return tuple(each for each in self.after.pinned.checklist.questions if each.id in fallen)

    @property
    def refusal(self) -> str:
        """Return why it cannot be: a denial outlasts the gate that would go with it."""
        gone = {rule.id for rule in self.gone_gates}
        denied = [
            gate.rule.title
            for gate in self.before.gates
            if gate.rule.id in gone and gate.tally.denials
        ]
        if not denied:
            return ""
        return f"{in_words(denied)} refused, and would not be asked any more. Settle that first."

    @property
    def words(self) -> tuple[Change, ...]:
        """Return what differs between the two versions, but for the questions not asked here."""
        return self._differences({each.id for each in self.effects.changed})

    @property
    def weaker(self) -> tuple[Change, ...]:
        """Return what of it asks this review for less, or may, with what it is not asked any more."""
        effects = self.effects
        return weaker(self._differences({e.id for e in (*effects.changed, *effects.removed)}))

    def _differences(self, told: Collection[str]) -> tuple[Change, ...]:
        if not self.version:
            return ()
        names = {**self.before.case.teams, **self.after.case.teams}
        found = differences(self.before.pinned.document, self.after.pinned.document, names)
        return tuple(
            each for each in found if each.part is not Part.QUESTION or each.subject in told
        )


def newer(session: Session, found: Dossier) -> Newer:
    """Return what is newer than what the review stands on, and is not retired."""
    checklist, kept = found.pinned.checklist, found.subject.facts
    known = core.from_plain(found.service.facts)
    row = store.newest_mark(session, checklist.id)
    is_newer = row.version > checklist.version and not row.retired and row.kind == checklist.kind
    return Newer(
        facts=core.to_plain(known) != core.to_plain(kept),
        version=pinned(session, row.id) if is_newer else None,
    )


def preview_of(
    session: Session, found: Dossier, *, facts: bool, version: bool, now: datetime
) -> Preview:
    """Return what applying the newer facts, the newer version or both would do."""
    if found.phase.is_approved or found.phase.is_abandoned:
        raise WrongMoment("Only a review that is still running can be brought up to date.")
    has = newer(session, found)
    facts, version = facts and has.facts, version and has.version is not None
    if not facts and not version:
        raise WrongMoment("This review stands on the newest facts and the newest version already.")
    now_on = stand_of(found.review)
    stand = Stand(
        version=has.version.id if version and has.version else now_on.version,
        facts=found.service.facts if facts else now_on.facts,
    )
    after = dossiers.load(session, found.review.id, now=now, on=stand)
    return Preview(
        before=found,
        after=after,
        at=now,
        newer=has,
        facts=facts,
        version=version,
        effects=effects_of(found, after),
        stale=stale_of(found, after),
    )


def _only_in(one: Dossier, other: Dossier) -> tuple[GateRule, ...]:
    known = {gate.rule.id for gate in other.gates}
    return tuple(gate.rule for gate in one.gates if gate.rule.id not in known)


def _shown(preview: Preview) -> dict[str, object]:
    before, after, told = stand_of(preview.before.review), preview.stand, preview.effects
    return {
        "from": {"version": before.version, "facts": before.facts},
        "to": {"version": after.version, "facts": after.facts},
        "added": [each.id for each in told.added],
        "removed": [each.id for each in told.removed],
        "changed": [each.id for each in told.changed],
        "again": [each.id for each in told.again],
        "kept": told.kept,
        "stale": [[gate.rule.id, gate.signatures, *gate.why] for gate in preview.stale],
        "new_gates": [rule.id for rule in preview.new_gates],
        "gone_gates": [rule.id for rule in preview.gone_gates],
        "void": [each.id for each in preview.void],
        "approves": preview.approves,
        "refusal": preview.refusal,
    }
