"""One play on a copy of a world: everybody tries, and what is refused must change nothing."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from readiness.core.checklists import Kind
from readiness.core.errors import Refused
from readiness.core.verdicts import judge
from readiness.store import ledger
from readiness.store.reviews import Review, has_launched
from readiness.store.verdicts import Segment, segment_at
from readiness.usecases import dossiers, summaries
from readiness.usecases import ledger as ledger_cases
from readiness.usecases.dossiers import Dossier
from readiness.usecases.governing import governing
from readiness.usecases.segments import Door, forecast
from readiness.web.gate_pages import STATES as GATE_STATES
from readiness.web.review_view import STATES as REVIEW_STATES
from tests.factories.reviews import done
from tests.state_machine.proof import Proof
from tests.state_machine.worlds import NEWER, NOW, TEAMS, World, newer


class Play:
    """`at` moves with every step; `review` is the newest one, as a renewal starts another."""

    def __init__(self, world: World, folder: Path) -> None:
        number, name = tempfile.mkstemp(suffix=".db", dir=folder)
        os.close(number)
        self.path, self.world, self.who = Path(name), world, dict(world.who)
        self.database = world.copied(self.path)
        self.reviews = [world.review]
        self.version = 1
        self.at = NOW + timedelta(hours=1)
        self.refusals: list[str] = []
        self._open: tuple[int, date, Dossier] | None = None
        #: By name who belongs to each team now, and by number who ever did.
        self.teams = {team: set(names) for team, names in TEAMS.items()}
        self.members = {
            team: frozenset(self.who[name].person or 0 for name in names)
            for team, names in TEAMS.items()
        }

    @property
    def review(self) -> int:
        return self.reviews[-1]

    def close(self) -> None:
        """Prove the ledger once more, and clear away."""
        with self.database.reading() as session:
            proof = ledger_cases.verify(session, by=None)
        self.database.close()
        for path in self.path.parent.glob(f"{self.path.name}*"):
            path.unlink()
        assert not proof.fault

    def found(self) -> Dossier:
        """Return the newest review as it stands. Who plays may have it open until it changes."""
        if self._open is None or self._open[:2] != (self.review, self.at.date()):
            with self.database.reading() as session:
                self._keep(dossiers.load(session, self.review, now=self.at))
        assert self._open is not None
        return self._open[2]

    def _keep(self, found: Dossier) -> None:
        self._open = (self.review, self.at.date(), found)

    def tries(
        self, name: str, may: Collection[str], verb: Callable[..., Any], *args: Any, **named: Any
    ) -> Any:
        """Let somebody try, and return what comes of it; None if it was refused.

        Only those named in `may` can succeed, whatever else stands against it.
        """
        before = self.size()
        try:
            result = done(self.database, self.at, verb, *args, by=self.who[name], **named)
        except Refused as refused:
            return self._refused(refused, before)
        self._open = None
        assert name in may, f"{name} has no right to {verb.__name__}"
        return result if result is not None else True

    def _refused(self, refused: Refused, size: int) -> None:
        assert refused.sentence
        self.refusals.append(refused.sentence)
        assert self.size() == size

    def moved(self, name: str, team: str, *, joins: bool) -> None:
        """Let somebody ask from now on as who they are since they joined the team or left it."""
        actor = self.who[name]
        if joins:
            self.teams[team].add(name)
            self.members[team] |= {actor.person or 0}
            self.who[name] = replace(actor, teams=actor.teams | {team})
        else:
            self.teams[team].discard(name)
            self.who[name] = replace(actor, teams=actor.teams - {team})

    def is_approved(self) -> bool:
        return self.found().phase.is_approved

    def barred(self, gate: str) -> set[int]:
        """Return by number who cannot sign the gate, as the rows tell it."""
        with self.database.reading() as session:
            review = session.get_one(Review, self.review)
            proof = Proof(session, review, self.members, self.at)
            rule = next(each for each in proof.document["gates"] if each["id"] == gate)
            return proof.barred(rule)

    def size(self) -> int:
        with self.database.reading() as session:
            return ledger.head(session).size

    def release(self) -> None:
        """Take the next version of the checklist in, while there is one."""
        if self.version < max(NEWER):
            self.version += 1
            self._open = None
            newer(self.database, self.version, self.at)

    def look(self) -> str:
        """Hold everything that must be true at every moment, and return the verdict."""
        with self.database.reading() as session:
            newest = dossiers.load(session, self.review, now=self.at)
            self._keep(newest)
            _can_be_said(newest, self)
            return self._verdict(session, newest)

    def _verdict(self, session: Session, newest: Dossier) -> str:
        """Hold the stored verdict against judging the review that governs afresh, if one does."""
        service, place = newest.service, newest.subject.environment
        rules = governing(session, service.id).get(place.id)
        found = newest if rules == self.review else None
        if rules and found is None:
            found = dossiers.load(session, rules, now=self.at)
        stored = segment_at(session, service.id, place.id, self.at)
        door = Door(service, place, Kind.LAUNCH, has_launched(session, service.id, place.id))
        fresh = forecast(session, door, found, self.at)[0]
        assert stored is not None
        assert (stored.verdict, _told(stored, found)) == (fresh.verdict, _told(fresh, found))
        if stored.verdict == "approved":
            assert found is not None
            objections = Proof(session, found.review, self.members, self.at).objections()
            assert not objections, objections
        return stored.verdict


def _told(segment: Segment, found: Dossier | None) -> object:
    """Return what the gate says. Before the approval a date may grow too old with the days, and
    only the score tells: that is worked out again with the next change."""
    body = json.loads(segment.body)
    if found is not None and found.approval is None:
        del body["score"]
        body["reasons"] = [each for each in body["reasons"] if each["code"] != "score_low"]
    return body


def _can_be_said(found: Dossier, play: Play) -> None:
    assert REVIEW_STATES[summaries.state_of(found)][1]
    assert all(GATE_STATES[gate.tally.state][1] for gate in found.gates)
    judged = judge(found.case, play.at)
    assert bool(judged.reasons) == (judged.verdict == "blocked")
    for each in judged.reasons:
        assert each.sentence.endswith((".", "?"))
        assert each.turn
        assert each.path.startswith("/")
