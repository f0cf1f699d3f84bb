"""What is said of something that happened: the same sentence in the inbox, by mail and outside."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from readiness.adapters import markdown
from readiness.core import addresses, kind_words
from readiness.core.listings import in_words
from readiness.core.messages import Message
from readiness.core.notice_events import DERIVED
from readiness.core.notice_tellings import Place, Telling, To
from readiness.usecases.records import Record
from readiness.usecases.tidings import Around, Subject

#: Longer questions are cut in a sentence; the notice names them whole beside it.
LONGEST = 90
LONGEST_QUOTE = 160
#: More people than these are called by what they have in common.
MOST_NAMES = 3
THEM = {To.COORDINATORS: "the coordinators", To.ADMINISTRATORS: "the administrators"}


@dataclass(frozen=True, slots=True)
class Work:
    """The area and the question that it is about, as people read them; empty where none is."""

    area: str = ""
    area_id: str = ""
    question: str = ""
    question_id: str = ""

    @property
    def said(self) -> str:
        if self.question:
            cut = self.question[: LONGEST - 1].rstrip()
            return f"“{self.question if len(self.question) <= LONGEST else cut + '…'}”"
        return f"the area {self.area}" if self.area else ""


def message(
    around: Around,
    record: Record,
    event: str,
    telling: Telling,
    asked: Mapping[To, Collection[int]],
) -> Message:
    """Return all that is said of it. `asked` are those who are to do something."""
    subject = around.subjects.get(record.review or 0)
    work = _work(subject, record)
    service = around.services.get(record.service or 0)
    gate = _gate(subject, record)
    of = _of(around, subject, record, asked)
    return Message(
        event=event if event in DERIVED else record.event,
        service=service[0].slug if service else "",
        review=record.review,
        kind=subject.review.kind if subject else "",
        area=work.area,
        question=work.question,
        gate=gate,
        asked=_to_do(around, record, telling) if of else "",
        of=of,
        sentence=_sentence(around, record, telling, subject, work),
        address=_address(telling.place, record, service[0].slug if service else "", work),
        at=around.now,
    )


def _work(subject: Subject | None, record: Record) -> Work:
    if subject is None:
        return Work()
    id_, area = record.about.get("question"), record.about.get("area")
    titles = {each.id: each.title for each in subject.checklist.areas}
    for each in subject.checklist.questions:
        if id_ in each.ids:
            return Work(titles.get(each.area, each.area), each.area, each.text, each.id)
    known = str(area or "")
    return Work(titles.get(known, known), known, str(id_ or ""), "")


def _gate(subject: Subject | None, record: Record) -> str:
    id_ = str(record.about.get("gate") or "")
    gates = subject.checklist.gates if subject else ()
    return next((rule.title for rule in gates if rule.id == id_), id_)


def _of(
    around: Around, subject: Subject | None, record: Record, asked: Mapping[To, Collection[int]]
) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for to, people in asked.items():
        if len(people) > MOST_NAMES:
            found[_them(around, subject, record, to)] = None
        else:
            names = around.names(people)
            found.update(dict.fromkeys(sorted(names[each] for each in people)))
    return tuple(found)


def _them(around: Around, subject: Subject | None, record: Record, to: To) -> str:
    if to in THEM:
        return THEM[to]
    if to is To.HOLDER and subject is not None:
        brief = subject.gates.get(str(record.about.get("gate")))
        team = around.teams.get(brief.team) if brief else None
        return team.name if team else "the reviewers"
    service = around.services.get(record.service or 0)
    return service[1].name if to is To.TEAM and service else "the reviewers"


def _sentence(
    around: Around, record: Record, telling: Telling, subject: Subject | None, work: Work
) -> str:
    item = around.items.get(_whole(record, "item")) if "{item}" in telling.sentence else None
    told = telling.sentence.format(
        who=_who(record),
        service=around.service_name(record),
        gate=_gate(subject, record),
        work=work.said
        or (f"the gate {_gate(subject, record)}" if record.about.get("gate") else ""),
        person=_name(around, record.about.get("person")),
        mentioned=in_words(_names(around, record)),
        review=kind_words.review(subject.review.kind).lower() if subject else "",
        item=f"“{item.title}”" if item else "",
        due=_day(record.about.get("due_on")),
        begins=_day(record.about.get("starts_at")),
        ends=_day(record.about.get("ends_at")),
        covers=record.about.get("covers"),
        scope=record.about.get("scope"),
        value=record.about.get("value"),
        version=record.about.get("version"),
        since=record.about.get("since"),
        checklist=record.about.get("checklist"),
    )
    return told[:1].upper() + told[1:]


def _to_do(around: Around, record: Record, telling: Telling) -> str:
    """Return what is asked; of a comment with how it begins, so that it can be judged from afar."""
    if "{said}" not in telling.asked:
        return telling.asked
    text = around.comments.get(_whole(record, "comment"), "")
    return telling.asked.format(said=markdown.beginning(text, LONGEST_QUOTE))


def _who(record: Record) -> str:
    if record.by is None:
        return "Readiness"
    return record.by.name or "A pipeline"


def _name(around: Around, person: object) -> str:
    return around.names({person}).get(person, "somebody") if isinstance(person, int) else "nobody"


def _names(around: Around, record: Record) -> list[str]:
    found = record.about.get("mentions")
    ids = [each for each in found if isinstance(each, int)] if isinstance(found, list) else []
    names = around.names(ids) if ids else {}
    return sorted(names[each] for each in ids)


def _day(told: object) -> str:
    """Return the day of an ISO 8601 text, as in "3 May 2026"; of an instant the day in UTC."""
    if not isinstance(told, str) or not told:
        return ""
    day = date.fromisoformat(told) if len(told) == 10 else datetime.fromisoformat(told).date()
    return f"{day.day} {day:%B %Y}"


def _whole(record: Record, key: str) -> int:
    found = record.about.get(key)
    return found if isinstance(found, int) else 0


def _address(place: Place, record: Record, slug: str, work: Work) -> str:
    return _ADDRESSES[place](record, slug, work)


def _work_address(record: Record, _slug: str, work: Work) -> str:
    review = record.review or 0
    if work.question_id:
        return addresses.question(review, work.area_id, work.question_id)
    return addresses.area(review, work.area_id) if work.area_id else addresses.review(review)


def _thread(record: Record, _slug: str, _work: Work) -> str:
    comment = _whole(record, "comment") or None
    return addresses.thread(record.review or 0, _whole(record, "thread"), comment)


def _differences(record: Record, _slug: str, _work: Work) -> str:
    since, version = _whole(record, "since"), _whole(record, "version")
    return addresses.differences(str(record.about["checklist"]), since, version)


_ADDRESSES: Mapping[Place, Callable[[Record, str, Work], str]] = {
    Place.REVIEW: lambda record, _slug, _work: addresses.review(record.review or 0),
    Place.GATE: lambda record, _slug, _work: addresses.gate(
        record.review or 0, str(record.about["gate"])
    ),
    Place.WORK: _work_address,
    Place.WAIVER: lambda record, _slug, _work: addresses.waiver(_whole(record, "waiver")),
    Place.ITEM: lambda record, _slug, _work: addresses.action_item(
        record.review or 0, _whole(record, "item")
    ),
    Place.THREAD: _thread,
    Place.HANDOVER: lambda _record, slug, _work: addresses.handover(slug),
    Place.SERVICE: lambda _record, slug, _work: addresses.service(slug),
    Place.HOLDS: lambda _record, slug, _work: addresses.holds(slug),
    Place.ADVISORY: lambda _record, _slug, _work: addresses.advisory(),
    Place.FREEZE: lambda record, _slug, _work: addresses.freeze(_whole(record, "freeze")),
    Place.DIFFERENCES: _differences,
    Place.CONNECTIONS: lambda _record, _slug, _work: addresses.connections(),
}
