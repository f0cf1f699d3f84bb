"""The waivers of a report, from snapshots old and new."""

from __future__ import annotations

from datetime import date

from readiness.adapters.report_questions import Index, who_and_when
from readiness.adapters.report_text import moment
from readiness.adapters.report_values import Ruling, Status, Waiver
from readiness.core.plain import Plain, mapping, mappings, optional_text, text

STATES = {
    "asked": Status("waiting", "Asked for, not decided"),
    "granted": Status("waived", "Granted"),
    "refused": Status("denied", "Refused"),
    "revoked": Status("denied", "Revoked"),
    "withdrawn": Status("stale", "Taken back"),
    "ended": Status("stale", "Ended"),
    "replaced": Status("stale", "Replaced by a later one"),
    "void": Status("stale", "Void, as the question is another now"),
}
WORDS = {"granted": "Granted", "refused": "Refused", "revoked": "Revoked"}


def waivers(snapshot: Plain, found: Index) -> tuple[Waiver, ...]:
    return tuple(_waiver(each, found) for each in mappings(snapshot, "waivers"))


def _waiver(each: Plain, found: Index) -> Waiver:
    asked_until = optional_text(each, "asked_until")
    is_narrowed = asked_until not in ("", text(each, "ends_at"))
    return Waiver(
        mention=found.mention(text(each, "question")),
        status=STATES[text(each, "state")],
        until=moment(text(each, "ends_at")),
        asked_until=moment(asked_until) if is_narrowed else "",
        reason=text(each, "reason"),
        control=optional_text(each, "control"),
        work=_work(mapping(each, "item")) if each.get("item") else "",
        asked=who_and_when(each, "asked"),
        rulings=_rulings(each),
    )


def _work(item: Plain) -> str:
    """Return "Write the runbook, Alice, due 3 December 2026", with its link and if it is done."""
    due = date.fromisoformat(text(item, "due_on"))
    state = text(item, "state")
    by = f"due {due.day} {due:%B %Y}" if state == "open" else state
    said = (text(item, "title"), optional_text(item, "owner"), by, optional_text(item, "link"))
    return ", ".join(filter(None, said))


def _rulings(each: Plain) -> tuple[Ruling, ...]:
    """Return every decision. A snapshot before 0.2 holds the newest alone, in the waiver itself."""
    if "decisions" not in each:
        state = "granted" if text(each, "state") == "ended" else text(each, "state")
        decided = who_and_when(each, "decided")
        return (Ruling(WORDS[state], decided, "", text(each, "comment")),) if decided else ()
    rows = mappings(each, "decisions")
    return tuple(_ruling(each, row, is_first=at == 0) for at, row in enumerate(rows))


def _ruling(each: Plain, row: Plain, *, is_first: bool) -> Ruling:
    decision = text(row, "decision")
    is_own = text(each, "state") == "withdrawn"
    word = "Narrowed" if decision == "granted" and not is_first else WORDS[decision]
    return Ruling(
        word="Taken back" if is_own else word,
        said=f"{text(row, 'by')}, {moment(text(row, 'at'))}",
        until=moment(text(row, "ends_at")) if row["ends_at"] else "",
        comment=text(row, "comment"),
    )
