"""What a report says before the questions: blockers, waivers, sign-offs, points lost, facts."""

from __future__ import annotations

from collections.abc import Iterator

from readiness.adapters.report_comments import comments
from readiness.adapters.report_questions import Index, blocks_launch
from readiness.adapters.report_text import moment, points
from readiness.adapters.report_values import (
    Blocker,
    Gate,
    Loss,
    Pair,
    Reason,
    Status,
    Vote,
)
from readiness.core.facts import FACTS, Fact, FactKind
from readiness.core.plain import Plain, flag, mapping, mappings, text, texts, whole
from readiness.core.reasons import Code

GATES = {
    "not_submitted": Status("open", "Not sent yet"),
    "waiting": Status("waiting", "Waiting"),
    "changes_requested": Status("changes", "Changes requested"),
    "denied": Status("denied", "Refused"),
    "stale": Status("stale", "Signed another content"),
    "signed": Status("approved", "Signed"),
}
CHOICES = {
    "approve": Status("met", "Approves"),
    "request_changes": Status("changes", "Requests changes"),
    "deny": Status("denied", "Refuses"),
}

#: What stops a service whatever its reviews say.
STOPS = frozenset({Code.HELD, Code.FROZEN})


def reasons(snapshot: Plain, *, is_approved: bool) -> tuple[Reason, ...]:
    """Return what closes the gate. Of an approval only what stopped the service all the same."""
    return tuple(
        Reason(text(each, "sentence"), text(each, "turn"))
        for each in mappings(snapshot, "reasons")
        if not is_approved or text(each, "code") in STOPS
    )


def blockers(snapshot: Plain, found: Index) -> tuple[Blocker, ...]:
    """Return the unmet questions that stop a launch, also those that a waiver sets aside."""
    ends = {
        text(each, "question"): moment(text(each, "ends_at"))
        for each in mappings(snapshot, "waivers")
        if text(each, "state") == "granted"
    }
    return tuple(
        Blocker(found.mention(id_), text(question, "grade"), ends.get(id_, ""))
        for question in _questions(snapshot)
        if blocks_launch(question)
        for id_ in [text(question, "id")]
    )


def _questions(snapshot: Plain) -> Iterator[Plain]:
    for area in mappings(snapshot, "areas"):
        yield from mappings(area, "questions")


def losses(snapshot: Plain, found: Index) -> tuple[Loss, ...]:
    return tuple(
        Loss(
            found.mention(text(each, "question")),
            points(whole(each, "tenths")),
            text(each, "sentence"),
        )
        for each in mappings(mapping(snapshot, "score"), "losses")
    )


def gates(snapshot: Plain, found: Index) -> tuple[Gate, ...]:
    titles = {text(area, "area"): text(area, "title") for area in mappings(snapshot, "areas")}
    return tuple(_gate(each, titles, found) for each in mappings(snapshot, "gates"))


def _gate(plain: Plain, titles: dict[str, str], found: Index) -> Gate:
    digest = text(plain, "digest")
    return Gate(
        title=text(plain, "title"),
        team=_team(plain),
        people=whole(plain, "people"),
        areas=", ".join(titles.get(area, area) for area in texts(plain, "areas")),
        status=GATES[text(plain, "state")],
        digest=digest,
        votes=tuple(_vote(each, digest, found) for each in mappings(plain, "votes")),
        comments=comments(plain),
    )


def _team(plain: Plain) -> str:
    """Return its name; what was stored by an earlier release has the short name alone."""
    return text(plain, "team_name" if "team_name" in plain else "team")


def _vote(plain: Plain, digest: str, found: Index) -> Vote:
    about = [found.mention(each) for each in _asked_about(plain)]
    return Vote(
        status=CHOICES[text(plain, "choice")],
        person=text(plain, "person"),
        team=_team(plain),
        at=moment(text(plain, "at")),
        digest=text(plain, "digest"),
        is_current=text(plain, "digest") == digest,
        counts=flag(plain, "counts"),
        about=", ".join(each.number or each.text for each in about),
        comment=text(plain, "comment"),
    )


def _asked_about(vote: Plain) -> tuple[str, ...]:
    """Return the questions that a vote points at. Older snapshots hold one at most."""
    if "questions" in vote:
        return texts(vote, "questions")
    return (text(vote, "question"),) if vote["question"] else ()


def facts(snapshot: Plain) -> tuple[Pair, ...]:
    """Return the service's facts as they were copied at the start, in the order of the form."""
    known = mapping(snapshot, "facts")
    return tuple(Pair(fact.label, _fact(fact, known.get(name))) for name, fact in FACTS.items())


def _fact(fact: Fact, value: object) -> str:
    if value is None:
        return "Not known, so the stricter path was taken"
    if fact.kind is FactKind.FLAG:
        return "Yes" if value else "No"
    chosen = value if isinstance(value, list | tuple) else [value]
    labels = [label for choice, label in fact.choices if choice in map(str, chosen)]
    return ", ".join(labels) or "None"
