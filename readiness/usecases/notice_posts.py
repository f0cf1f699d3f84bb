"""Writes what people are told: into their inbox, and into a mail where they want one at once."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from readiness.adapters import notice_mails
from readiness.adapters.notice_mails import Entry, Foot, Texts
from readiness.adapters.signed_links import signed
from readiness.core import addresses, kind_words, notice_kinds
from readiness.core.listings import in_words
from readiness.core.messages import Mail, Message
from readiness.core.notice_kinds import KINDS, Kind, Spoken, Way
from readiness.core.sites import Site
from readiness.store import preferences
from readiness.store.notices import Notice
from readiness.store.people import Account
from readiness.usecases import deliveries
from readiness.usecases.sites import site_of


@dataclass(frozen=True, slots=True)
class Told:
    """Something that one person is told. `service` is the name of the service, if it is about one."""

    person: int
    kind: Kind
    message: Message
    service: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail as it is queued. `off` is the address that ends such mails by one POST."""

    person: int
    address: str
    texts: Texts
    off: str


@dataclass(frozen=True, slots=True)
class Post:
    notice: Notice
    letter: Letter | None


def write(session: Session, told: Sequence[Told], *, now: datetime) -> tuple[Post, ...]:
    """Word it for each person, as they chose to hear of it. Nothing is in the database yet."""
    if not told:
        return ()
    people = {each.person for each in told}
    chosen = preferences.choices_of(session, people)
    ways = [notice_kinds.way(chosen.get(each.person, {}), each.kind) for each in told]
    at_once = {each.person for each, way in zip(told, ways, strict=True) if way is Way.AT_ONCE}
    site = site_of(session)
    mailboxes = mailboxes_of(session, at_once) if site.sends_mail and at_once else {}
    return tuple(
        Post(
            notice(each, way if site.sends_mail else Way.OFF, now),
            _letter(site, each, mailboxes.get(each.person, "")) if way is Way.AT_ONCE else None,
        )
        for each, way in zip(told, ways, strict=True)
    )


def post(session: Session, posts: Sequence[Post], *, now: datetime) -> None:
    session.add_all(each.notice for each in posts)
    mail(session, [each.letter for each in posts if each.letter is not None], now=now)


def mail(session: Session, letters: Sequence[Letter], *, now: datetime) -> None:
    written = [
        (each.person, Mail(each.address, said.subject, said.text, said.html, each.off))
        for each in letters
        for said in [each.texts]
    ]
    deliveries.post_mails(session, written, now=now)


def mailboxes_of(session: Session, people: Collection[int]) -> Mapping[int, str]:
    """Return the address of each person's first account that is active."""
    query = select(Account.person_id, Account.email).where(
        Account.person_id.in_(people), Account.is_active
    )
    found: dict[int, str] = {}
    for person, email in session.execute(query.order_by(Account.id)):
        found.setdefault(person, email)
    return found


def notice(told: Told, way: Way, now: datetime) -> Notice:
    """Return it as its inbox keeps it."""
    said = told.message
    return Notice(
        person_id=told.person,
        kind=told.kind.value,
        event=said.event,
        service=told.service,
        review_id=said.review,
        review_kind=said.kind,
        area=said.area,
        question=said.question,
        gate=said.gate,
        sentence=said.sentence,
        asked=said.asked,
        of=in_words(said.of),
        address=said.address,
        mail=way.value,
        at=now,
    )


def _letter(site: Site, told: Told, address: str) -> Letter | None:
    if not address:
        return None
    foot = foot_of(site, told.person, told.kind, KINDS[told.kind])
    row = notice(told, Way.AT_ONCE, told.message.at)
    return Letter(told.person, address, notice_mails.of_one(entry(site, row), foot), foot.off)


def entry(site: Site, notice: Notice) -> Entry:
    """Return a notice as mails show it."""
    review = f"{kind_words.review(notice.review_kind)} {notice.review_id}"
    rows = (
        ("Asked", notice.asked),
        ("Of", notice.of),
        ("Service", notice.service),
        ("Review", review if notice.review_id is not None else ""),
        ("Area", notice.area),
        ("Question", notice.question),
        ("Gate", notice.gate),
    )
    details = [(label, text) for label, text in rows if text]
    return Entry(notice.sentence, details, site.public_url + notice.address)


def foot_of(site: Site, person: int, what: str, spoken: Spoken) -> Foot:
    """Return why a mail came, and the links by which it was the last."""

    def link(meant: str) -> str:
        return site.public_url + addresses.mail_off(signed(person, meant, site.key))

    return Foot(
        because=spoken.because,
        what=spoken.title,
        off=link(what),
        everything_off=link(notice_kinds.EVERYTHING),
        choose=site.public_url + addresses.notifications(),
    )
