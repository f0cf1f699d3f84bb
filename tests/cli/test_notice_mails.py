"""What a real mail server gets of what people are told, whatever they are called and typed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from email.message import EmailMessage
from urllib.parse import urlsplit

import html5lib
import pytest
from flask import Flask

from readiness.cli.senders import sending_beside
from readiness.core.notice_kinds import Kind, Way
from readiness.core.rights import Actor
from readiness.core.sites import Site
from readiness.store.engine import Database
from readiness.usecases import comments, preferences
from tests.cli.test_mail_senders import by_mail_to
from tests.cli.test_senders import until, waiting
from tests.client import Client
from tests.factories.hearing import text
from tests.factories.mail_servers import mail_server
from tests.factories.people import People
from tests.factories.reviews import done, start_review

#: Each is somebody's name: it must arrive as one line of text, and add nothing to the mail.
HOSTILE = (
    "Alice\r\nBcc: eve@example.com",
    "Alice\n\n<html><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "{{ 7 * 7 }} {% raw %} {who} {0.__class__}",
    "Al\u202eice \u200b\x07 ünïcödé 🙂",
)


@pytest.fixture
def ours(database: Database, app: Flask) -> Database:
    """Return the database of an installation that sends mail and whose pages the test opens."""
    site = Site("http://localhost", "readiness@example.com", app.config["SECRET_KEY"])
    return replace(database, site=site)


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_a_name_in_every_part_of_a_mail(
    ours: Database, people: People, now: datetime, name: str
) -> None:
    mail = mentioned(ours, people, now, name)
    said = " ".join("".join(s if s.isprintable() else " " for s in name).split())
    sentence = f"{said} mentions Bob in a thread"
    assert " ".join(str(mail["Subject"]).split()).startswith(sentence)
    assert {each.lower() for each in mail} <= HEADERS
    assert mail["To"] == "bob@example.com"
    assert "49" not in str(mail["Subject"])
    assert sentence in text(mail)
    page = html5lib.parse(text(mail, "html"), namespaceHTMLElements=False)
    assert sentence in " ".join("".join(page.itertext()).split())
    tags = {each.tag for each in page.iter() if isinstance(each.tag, str)}
    assert not tags & {"script", "img", "iframe", "form", "link"}
    links = [each.get("href", "") for each in page.iter("a")]
    assert {urlsplit(each).netloc for each in links} == {"localhost"}


HEADERS = {"from", "to", "subject", "date", "message-id", "mime-version", "content-type"}
HEADERS |= {
    "auto-submitted",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "x-auto-response-suppress",
}


def mentioned(ours: Database, people: People, now: datetime, name: str) -> EmailMessage:
    """Return the one mail that the mail server got for Bob, whom Alice mentions under that name."""
    review = start_review(ours, people, now=now)
    alice = replace(people.alice, name=name)
    said = {"question": "hygiene.restore", "by": alice}
    done(ours, now, comments.comment, review, "What does @Bob say?", **said)
    return sent(ours)


def sent(ours: Database) -> EmailMessage:
    with mail_server() as office, sending_beside(ours, by_mail_to(office.port)):
        until(lambda: waiting(ours) == 0)
    (mail,) = office.mails
    return mail


def test_the_link_in_the_header_of_a_mail_that_arrived_is_the_last_of_its_kind(
    ours: Database,
    people: People,
    now: datetime,
    app: Flask,
    signed_in: Callable[[Actor], Client],
) -> None:
    mail = mentioned(ours, people, now, "Alice")
    off = str(mail["List-Unsubscribe"]).strip().strip("<>")
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert off in text(mail)
    path = urlsplit(off).path
    assert app.test_client().post(path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    with ours.reading() as session:
        ways = preferences.own(session, by=people.bob).ways
    assert [kind for kind, way in ways.items() if way is Way.OFF] == [Kind.THREADS]
    said = {"question": "hygiene.restore", "by": people.alice}
    done(ours, now, comments.comment, 1, "And now, @Bob?", **said)
    assert waiting(ours) == 0
    assert signed_in(people.bob).page("/inbox").text.count("mentions Bob in a thread") >= 2


def test_a_mail_leads_to_the_exact_place(
    ours: Database, people: People, now: datetime, signed_in: Callable[[Actor], Client]
) -> None:
    mail = mentioned(ours, people, now, "Alice")
    (link,) = [each for each in text(mail).splitlines() if each.startswith("Open it: ")]
    parts = urlsplit(link.removeprefix("Open it: "))
    page = signed_in(people.bob).page(parts.path)
    assert "What does @Bob say?" in page.text
    assert any(each.get("id") == parts.fragment for each in page.tree.iter())
