"""What the card of a question shows: its answer and grade, and what people said about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from readiness.adapters.report_answers import Answer
from readiness.core import answers as core
from readiness.core.applicability import Asked, Because
from readiness.core.checklists import Question
from readiness.core.errors import Conflict
from readiness.core.grades import Graded, Standing, Why
from readiness.core.reasons import points
from readiness.core.scoring import Loss
from readiness.core.waivers import WaiverState
from readiness.store.answers import AnswerRevision
from readiness.usecases.standing_waivers import StandingWaiver
from readiness.usecases.suggestions import Suggestion
from readiness.web.merge_words import CHOICES as WORDS
from readiness.web.merge_words import Choice
from readiness.web.talks import Remark, Said
from readiness.web.thread_views import ThreadView

#: Which status the standing is drawn as, and in which word.
SIGNS = {
    Standing.MET: ("met", "Met"),
    Standing.PARTLY: ("unmet", "Partly met"),
    Standing.UNMET: ("unmet", "Not met"),
    Standing.OPEN: ("open", "Open"),
    Standing.NOT_APPLICABLE: ("open", "Not applicable"),
}

BECAUSE = {
    Because.FACT_NOT_KNOWN: "Asked because a fact about the service is not known.",
    Because.ANSWER_NOT_KNOWN: "Asked because an answer before is “I don't know”.",
    Because.RULE_FAILED: "Asked because it could not be worked out whether it applies.",
}
SAID_BY_STATUS = {Why.MET, Why.UNANSWERED, Why.NOT_APPLICABLE, Why.NO}


@dataclass(frozen=True, slots=True)
class Refusal:
    """What was typed into one form of a card and not taken. `form` names which of its forms.

    `before` is the answer that it was typed on, where that is known.
    """

    question: str
    form: str
    typed: Mapping[str, object]
    sentence: str
    faults: Mapping[str, str] = field(default_factory=dict)
    theirs: Conflict | None = None
    before: Mapping[str, object] | None = None


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A waiver of the question, as it counts now."""

    standing: StandingWaiver
    state: WaiverState


@dataclass(frozen=True, slots=True)
class Offered:
    """An earlier answer in words. `aged` says why its evidence would not count; `is_taken` that
    the fields hold it, for the person to change and save.
    """

    earlier: Suggestion
    answer: Answer
    aged: str
    is_taken: bool


@dataclass(frozen=True, slots=True)
class Card:
    """`value` is what the fields hold: what stands, or what was typed and refused."""

    question: Question
    asked: Asked
    graded: Graded
    revision: AnswerRevision | None
    value: Mapping[str, object]
    base: int
    answer: Answer
    loss: Loss | None
    is_unsent: bool
    saved_text: str
    waivers: tuple[Acceptance, ...]
    is_waived: bool
    can_ask_waiver: bool
    refusal: Refusal | None
    theirs: Answer | None
    merges: tuple[Choice, ...]
    remarks: tuple[Remark, ...]
    threads: tuple[ThreadView, ...]
    history: tuple[Said, ...]
    offered: Offered | None
    wanted: tuple[Remark, ...]

    @property
    def id(self) -> str:
        return self.question.id

    @property
    def kind(self) -> str:
        """Return which widget it is drawn with: the name of the answer's type."""
        return type(self.question.answer).__name__.lower()

    @property
    def sign(self) -> tuple[str, str]:
        """Return the status as its kind and word."""
        return ("waived", "Waived") if self.is_waived else SIGNS[self.graded.grade.standing]

    @property
    def shape(self) -> str:
        """Return what the line at the card's edge says: open, met, unmet or waived."""
        return self.sign[0]

    @property
    def is_blocking(self) -> bool:
        standing = self.graded.grade.standing
        return standing not in (Standing.MET, Standing.NOT_APPLICABLE) and not self.is_waived

    @property
    def is_taken(self) -> bool:
        """Return whether the fields hold an earlier answer that is not saved yet."""
        return self.offered is not None and self.offered.is_taken

    @property
    def says_more(self) -> bool:
        """Return whether the grade's sentence tells what the status does not."""
        return self.graded.grade.why not in SAID_BY_STATUS

    @property
    def lost(self) -> str:
        return points(self.loss.tenths if self.loss else None)

    @property
    def because(self) -> str:
        return BECAUSE.get(self.asked.because, "")

    @property
    def saved_kind(self) -> str:
        return "saved" if self.revision and not self.is_open("answer") else ""

    @property
    def choices(self) -> tuple[tuple[str, str], ...]:
        """Return the choices with their words. One that could never help is not offered."""
        question, chosen = self.question, self.value.get("choice")
        must_apply = question.blocks and not question.may_not_apply
        return tuple(
            (value, WORDS[value])
            for value in core.choices(question.answer)
            if value != "not_applicable" or not must_apply or chosen == value
        )

    @property
    def reason_hint(self) -> str:
        """Return which of the choices need a reason."""
        wanted = [WORDS[each].lower() for each, _ in self.choices if each in core.NEEDS_REASON]
        return f"needed for {' and '.join(wanted)}" if wanted else "optional"

    @property
    def chosen(self) -> str:
        """Return the choice; for a type with fields of its own, filling them in is one."""
        found = str(self.value.get("choice") or "")
        return found or ("given" if "given" in core.choices(self.question.answer) else "")

    def is_open(self, form: str) -> bool:
        """Return whether this one of the card's forms was refused."""
        return self.refusal is not None and self.refusal.form == form

    def fault(self, form: str, name: str) -> str:
        refusal = self.refusal
        return refusal.faults.get(name, "") if refusal and self.is_open(form) else ""

    def typed(self, form: str, name: str) -> str:
        """Return what was typed into a field of one of the small forms and refused."""
        refusal = self.refusal
        return str(refusal.typed.get(name, "")) if refusal and self.is_open(form) else ""
