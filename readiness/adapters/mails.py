"""Writes a mail down once, so that each attempt sends the same bytes."""

from __future__ import annotations

import re
from datetime import datetime
from email import policy
from email.errors import MessageError
from email.headerregistry import BaseHeader, HeaderRegistry, UnstructuredHeader
from email.message import EmailMessage
from email.policy import Policy

from readiness.core.messages import Mail

#: What can stand in an envelope and a header as it is. Everything else is refused.
PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64}@[A-Za-z0-9.-]{1,189}")
MOST_SUBJECT = 200


class Whole(UnstructuredHeader, BaseHeader):
    """A header of plain signs that stays as it is: a long address would be folded into a code."""

    def fold(self, *, policy: Policy) -> str:
        return f"{self.name}: {self}{policy.linesep}"


HEADERS = HeaderRegistry()
for each in ("message-id", "from", "to", "list-unsubscribe"):
    HEADERS.map_to_type(each, Whole)
POLICY = policy.SMTP.clone(cte_type="7bit", header_factory=HEADERS)


class Unwritable(Exception):
    """There can be no such mail; the sentence says why."""


def written(mail: Mail, message_id: str, *, sender: str, at: datetime) -> str:
    """Return the whole mail in ASCII, or raise Unwritable. Nothing in it can begin another header.

    Nobody is to answer it: there is no Reply-To, and it says that no person wrote it.
    """
    try:
        return _written(mail, message_id, sender, at)
    except (ValueError, MessageError) as fault:
        raise Unwritable("The mail could not be written.") from fault


def _written(mail: Mail, message_id: str, sender: str, at: datetime) -> str:
    if not PLAIN_ADDRESS.fullmatch(mail.address):
        raise Unwritable("The address cannot be written in a mail.")
    made = EmailMessage(policy=POLICY)
    made["Message-ID"] = f"<{message_id}@{sender.rpartition('@')[2]}>"
    made["Date"] = at
    made["From"] = f"Readiness <{sender}>"
    made["To"] = mail.address
    made["Subject"] = one_line(mail.subject)
    made["Auto-Submitted"] = "auto-generated"
    if mail.unsubscribe:
        made["List-Unsubscribe"] = f"<{quoted(mail.unsubscribe)}>"
        made["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    made.set_content(mail.text, cte="quoted-printable")
    made.add_alternative(mail.html, subtype="html", cte="quoted-printable")
    return made.as_bytes().decode("ascii")


def one_line(text: str, most: int = MOST_SUBJECT) -> str:
    """Return the text without line breaks and signs that cannot be seen, cut where it is too long."""
    plain = "".join(sign if sign.isprintable() else " " for sign in text)
    return " ".join(plain.split())[:most]


def quoted(address: str) -> str:
    """Return an address of ours without what could end it early."""
    if not re.fullmatch(r"https?://[!-;=?-~]+", address):
        raise Unwritable("The address to unsubscribe cannot be written in a mail.")
    return address
