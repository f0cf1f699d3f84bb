"""One service of the example and its review, moved on by the use cases that people use."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import timedelta

from readiness.cli import demo_answers
from readiness.cli.demo_clock import Clock
from readiness.cli.demo_people import People
from readiness.core.checklists import EvidenceNeed, Question
from readiness.core.facts import Facts
from readiness.core.launch_cards import LaunchCard
from readiness.core.pieces import LONGEST_DESCRIPTION
from readiness.core.rights import Actor
from readiness.core.signoffs import Choice
from readiness.core.waiver_requests import Remedy, Request
from readiness.core.waivers import Decision
from readiness.usecases import (
    action_items,
    answers,
    comments,
    delegations,
    dossiers,
    handovers,
    launch_cards,
    launches,
    reviews,
    services,
    signoffs,
    starting,
    submissions,
    waivers,
)
from readiness.usecases.delegations import Wish
from readiness.usecases.dossiers import Dossier

SIGNERS = {"sre": "Bob", "security": "Sam", "privacy": "Petra", "launch": "Carol"}


class Story:
    def __init__(
        self, clock: Clock, people: People, owner: Actor, name: str, team: str, facts: Facts
    ) -> None:
        self._clock, self._people, self._owner = clock, people, owner
        self._service = clock.do(services.create, name, team=team, facts=facts, by=owner)
        self._review = self._handed = 0

    def start(self, environment: str, *, days: int) -> None:
        review = self._clock.do(
            starting.start,
            self._service.slug,
            environment=environment,
            planned_at=self._clock.today + timedelta(days=days),
            by=self._owner,
        )
        self._review = review.id

    def look(self) -> Dossier:
        return self._clock.look(dossiers.dossier, self._review, by=self._owner)

    def unmet_that_can_wait(self) -> str:
        """Return a question that may be left unmet under a waiver, a blocking one if there is."""
        able = [each.question for each in self.look().claimed.asked if each.question.waivable]
        return max(able, key=lambda question: question.blocks).id

    def fill(self, *, partly: Collection[str] = (), most: float = 1.0) -> None:
        """Answer what is asked, up to a share of it; then the follow-ups that this leads to."""
        done: set[str] = set()
        while left := [each for each in self._asked() if each.id not in done]:
            count = len(left) if most == 1.0 else int(most * len(left))
            # What follows from these answers is asked once they are committed.
            with self._clock.together():
                for question in left[:count]:
                    self._answer(question, is_good=question.id not in partly)
            done |= {each.id for each in left[:count]}
            if count < len(left):
                return

    def _asked(self) -> list[Question]:
        return [each.question for each in self.look().claimed.asked]

    def _answer(self, question: Question, *, is_good: bool) -> None:
        answer = demo_answers.good if is_good else demo_answers.partly
        value = answer(question, self._clock.beginning.date())
        self._clock.do(answers.save, self._review, question.id, value, base=0, by=self._owner)
        if question.evidence is not EvidenceNeed.NONE:
            self._clock.do(
                answers.add_evidence,
                self._review,
                question.id,
                url=f"https://wiki.example.com/{self._service.slug}/{question.id}",
                description=question.proof[:LONGEST_DESCRIPTION],
                dated=str(self._clock.beginning.date()) if question.evidence_max_age_days else "",
                by=self._owner,
            )

    def ask_waiver(
        self, question: str, lasts: timedelta, *, granted: timedelta | None = None
    ) -> None:
        """Ask for a waiver, and have it granted for a shorter time if that is given."""
        asked = self._clock.do(
            waivers.ask,
            self._review,
            question,
            Request(
                reason="The remaining case is rare, and is being built now.",
                control="There is a manual workaround in the runbook, tried twice this month.",
                until=(self._clock.today + lasts).date(),
                remedy=self._remedy(lasts),
            ),
            by=self._owner,
        )
        if granted is not None:
            self._clock.do(
                waivers.decide,
                self._review,
                asked.id,
                Decision.GRANTED,
                comment="Fine until then; the workaround was tried. The rest takes a month at most.",
                until=(self._clock.today + granted).date(),
                by=self._people["Carol"],
            )

    def _remedy(self, lasts: timedelta) -> Remedy:
        return Remedy(
            title="Build the remaining case",
            link="https://tracker.example.com/PAY-131",
            owner=self._owner.person,
            due_on=(self._clock.today + lasts - timedelta(days=5)).date(),
        )

    def submit_all(self) -> None:
        gates = [gate.rule.id for gate in self.look().gates]
        self._clock.do(submissions.submit, self._review, gates, by=self._owner)

    def sign_all(self) -> None:
        for gate in self.look().gates:
            self.vote(gate.rule.id, Choice.APPROVE)

    def vote(self, gate_id: str, choice: Choice, *, comment: str = "") -> None:
        gate = self.look().gate(gate_id)
        covered = [each for each in self._asked() if each.area in gate.rule.areas]
        self._clock.do(
            signoffs.vote,
            self._review,
            gate_id,
            choice,
            digest=gate.ballot.digest,
            comment=comment,
            questions=[each.id for each in covered[:2]] if choice is Choice.REQUEST_CHANGES else (),
            by=self._people[SIGNERS[gate.rule.team]],
        )

    def talk(self, at: int, *said: tuple[str, str], resolves: bool = False) -> None:
        """Let people talk about one of the questions: each a name and what they say."""
        (name, body), *answers = said
        question, people = self._asked()[at].id, self._people
        first = self._clock.do(
            comments.comment, self._review, body, question=question, by=people[name]
        )
        for name, body in answers:
            self._clock.do(
                comments.answer,
                self._review,
                first.id,
                body,
                resolves=resolves,
                by=people[name],
            )

    def owe(self, title: str, *, days: int, before_launch: bool, by: str) -> None:
        self._clock.do(
            action_items.add,
            self._review,
            title=title,
            link=f"https://tickets.example.com/{self._service.slug}/{days}",
            owner=self._owner.person,
            due_on=(self._clock.beginning + timedelta(days=days)).date(),
            before_launch=before_launch,
            by=self._people[by],
        )

    def hand(self, area: str, to: str, note: str, *, days: int) -> None:
        """Let somebody answer a whole area."""
        wished = (self._clock.today + timedelta(days=days)).date()
        self._hand(area, to, Wish(note, wished))

    def hand_question(self, area: str, to: str, note: str) -> None:
        """Let somebody answer the first question of an area, though they then sign none of it."""
        question = next(each.id for each in self._asked() if each.area == area)
        self._hand(question, to, Wish(note, is_aware=True))

    def _hand(self, place: str, to: str, wish: Wish) -> None:
        rows = self._clock.do(
            delegations.hand,
            self._review,
            [place],
            self._people[to].person,
            wish=wish,
            seen=self._handed,
            by=self._owner,
        )
        self._handed = rows[-1].id

    def write_launch_card(self, card: LaunchCard, *, decides: str) -> None:
        whole = replace(card, decides=self._people[decides].person)
        self._clock.do(launch_cards.save, self._review, whole, base=0, by=self._owner)

    def launch(self) -> None:
        self._clock.do(launches.launched, self._review, by=self._owner)

    def consult(self, name: str) -> None:
        """Let somebody of SRE go along with the service from now on."""
        self._clock.do(handovers.consult, self._service.slug, by=self._people[name])

    def reopen(self, area: str, reason: str) -> None:
        self._clock.do(reviews.reopen, self._review, [area], reason=reason, by=self._owner)

    def abandon(self, reason: str) -> None:
        self._clock.do(reviews.abandon, self._review, reason=reason, by=self._owner)
