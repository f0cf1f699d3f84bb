"""The report of a review as HTML, from the snapshot of that review and nothing else."""

from __future__ import annotations

from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined, Template

from readiness.adapters import report_owed, report_questions, report_sections, report_waivers
from readiness.adapters.report_text import legible, moment, points
from readiness.adapters.report_values import Area, Entry, Pair, Report, Stamp, Status
from readiness.core.kind_words import noun
from readiness.core.plain import Plain, mapping, optional_whole, text, whole

DRAFT = "DRAFT, not approved"
KINDS = {
    "launch": "Launch readiness review",
    "handoff": "Hand-off readiness review",
    "change": "Change review",
}


def html(snapshot: Plain, stamp: Stamp) -> str:
    """Return the whole document. Everything in it that somebody typed is escaped and legible."""
    return _template().render(report=report(snapshot, stamp))


@cache
def _template() -> Template:
    environment = Environment(
        loader=PackageLoader("readiness.templates", ""),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=legible,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template("report/review.html")


def report(snapshot: Plain, stamp: Stamp) -> Report:
    review, found = mapping(snapshot, "review"), report_questions.index(snapshot)
    areas = report_questions.areas(snapshot, found)
    is_approved = stamp.approved_at is not None
    waivers = report_waivers.waivers(snapshot, found)
    owed = report_owed.owed(snapshot)
    what = noun(text(review, "kind"))
    stops = report_sections.reasons(snapshot, is_approved=is_approved)
    return Report(
        is_approved=is_approved,
        mark="" if is_approved else DRAFT,
        noun=what,
        title=KINDS.get(text(review, "kind"), "Readiness review"),
        service=text(mapping(review, "service"), "name"),
        environment=text(review, "environment"),
        verdict=Status("approved", "Approved") if is_approved else Status("blocked", DRAFT),
        sentence=_sentence(
            what,
            sum(each.status.kind == "waived" for each in waivers),
            is_approved=is_approved,
            is_stopped=bool(stops),
        ),
        points=points(optional_whole(mapping(snapshot, "score"), "total")),
        digest=stamp.digest,
        review=whole(review, "id"),
        as_of=moment(text(snapshot, "at")),
        cover=_cover(snapshot, stamp),
        contents=_contents(what, areas, is_blocked=bool(stops), has_owed=owed is not None),
        counts=report_questions.counts(areas),
        areas=areas,
        reasons=stops,
        blockers=report_sections.blockers(snapshot, found),
        waivers=waivers,
        owed=owed,
        gates=report_sections.gates(snapshot, found),
        losses=report_sections.losses(snapshot, found),
        facts=report_sections.facts(snapshot),
    )


def _sentence(what: str, waived: int, *, is_approved: bool, is_stopped: bool) -> str:
    if not is_approved:
        return f"This review is not signed off. Nothing in this document allows a {what}."
    if is_stopped:
        return f"Every gate has signed, but the {what} is stopped: this report says by whom."
    if not waived:
        return f"Every gate has signed, and nothing stands in the way of the {what}."
    what = "one waiver" if waived == 1 else f"{waived} waivers"
    return f"Every gate has signed. The approval rests on {what}, listed in this report."


def _cover(snapshot: Plain, stamp: Stamp) -> tuple[Pair, ...]:
    review, checklist = mapping(snapshot, "review"), mapping(snapshot, "checklist")
    service, owner = mapping(review, "service"), mapping(review, "owner")
    version = f"{text(checklist, 'title')}, version {whole(checklist, 'version')}"
    asked = f"{text(review, 'asked_by')}, {moment(text(review, 'asked_at'))}"
    return (
        Pair("Service", f"{text(service, 'name')} ({text(service, 'slug')})"),
        Pair("Environment", text(review, "environment")),
        Pair("Owner", text(owner, "name")),
        Pair("Checklist", version),
        Pair("Review", f"{whole(review, 'id')}, asked for by {asked}"),
        Pair(f"Planned {noun(text(review, 'kind'))}", moment(text(review, "planned_at"))),
        *_instants(snapshot, stamp),
        Pair("Ledger", f"{stamp.ledger_size:,} entries, ending in"),
        Pair("", stamp.ledger_head, is_code=True),
        Pair("Digest of this content", stamp.digest, is_code=True),
        Pair("Digest of the checklist", text(checklist, "digest"), is_code=True),
    )


def _instants(snapshot: Plain, stamp: Stamp) -> tuple[Pair, ...]:
    if stamp.approved_at is None or stamp.ends_at is None:
        return (Pair("As it stood", moment(text(snapshot, "at"))),)
    return (
        Pair("Approved", moment(stamp.approved_at.isoformat())),
        Pair("To be used before", moment(stamp.ends_at.isoformat())),
    )


def _contents(
    what: str, areas: tuple[Area, ...], *, is_blocked: bool, has_owed: bool
) -> tuple[Entry, ...]:
    return (
        Entry("summary", "Summary"),
        *((Entry("reasons", "Why it is blocked"),) if is_blocked else ()),
        Entry("blockers", f"Questions that stop a {what}"),
        Entry("waivers", "Waivers"),
        *((Entry("owed", "Work still owed"),) if has_owed else ()),
        Entry("signoffs", "Sign-offs"),
        Entry("score", "The score, point by point"),
        Entry("facts", "What was known about the service"),
        *(Entry(area.anchor, area.title, str(area.number)) for area in areas),
    )
