"""Mails, chats, reports, sheets and markup hold what was typed as text: nothing in them could run."""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from datetime import UTC, datetime
from typing import Any

import pytest

from readiness.adapters import checklist_csv, markdown, notice_mails, slack, teams, webhooks
from readiness.adapters.mails import one_line
from readiness.adapters.report_text import legible
from readiness.core import checklist_documents
from readiness.core.messages import About
from readiness.core.typed_texts import without_controls
from tests.adapters.test_report_html import DOCUMENT, printed, squeezed
from tests.conftest import BUDGET
from tests.factories.checklists import launch_document, question
from tests.factories.deliveries import message
from tests.factories.snapshots import snapshot
from tests.payloads import FEW, MANY, payloads, tidy
from tests.payloads.pages import live, shown, tree_of

pytestmark = pytest.mark.once

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TYPED = [
    unicodedata.normalize("NFC", without_controls(each)).strip()
    for each in payloads(MANY if BUDGET == "full" else FEW)
]
SITE = "https://readiness.example.com"
FOOT = notice_mails.Foot("You take part.", "these", f"{SITE}/o", f"{SITE}/a", f"{SITE}/c")
#: What a sheet takes for a formula when a cell begins with it.
RUN = ("=", "+", "-", "@", "\t", "\r", "\n")
#: Headings, emphasis and links in markup are shown as what they mean, so signs of it go.
SIGNS = re.compile(r"[\s\[\]()<>!*`_#|\\&;:\"'~^-]+")


def plain(text: str) -> str:
    """Return it as mails show it: on one line, a space for each sign that cannot be seen."""
    return tidy(one_line(text, most=2000))


def drawn(text: str) -> str:
    """Return what a PDF can give back: without what only joins or colours the signs beside it."""
    return squeezed(re.sub("[\u200c\u200d\ufe0f]", "", text))


def test_mails_say_it_as_text_and_run_nothing() -> None:
    entries = [notice_mails.Entry(each, [("Service", each)], f"{SITE}/reviews/1") for each in TYPED]
    groups = [notice_mails.Group(TYPED[0], entries)]
    for made in (
        notice_mails.of_many("Your day", groups, FOOT),
        *(notice_mails.of_one(entry, FOOT) for entry in entries[:20]),
    ):
        tree = tree_of(made.html)
        faults = [each for each in live(tree) if " style=" not in each and "<style" not in each]
        assert faults == []
        assert "\n" not in made.subject
    html, text = (
        shown(tree_of(notice_mails.of_many("x", groups, FOOT).html)),
        tidy(notice_mails.of_many("x", groups, FOOT).text),
    )
    for each in TYPED:
        assert plain(each) in html
        assert plain(each) in text


@pytest.mark.parametrize("place", [slack, teams, webhooks])
def test_chats_and_webhooks_get_valid_json_that_names_nobody(place: Any) -> None:
    for each in TYPED:
        told = message(NOW, sentence=each, question=each, asked=each)
        sent = place.body(told, About("msg_1", each, f"{SITE}/reviews/1"))
        assert json.loads(sent)
        if place is slack:
            marked = [json.loads(sent)["text"], json.loads(sent)["blocks"][0]["text"]["text"]]
            assert not [text for text in marked if "<" in text or ">" in text]


def test_comments_in_markup_run_nothing_and_keep_every_word() -> None:
    # What stands behind three backticks names a language, and is not shown.
    for each in (text for text in TYPED if "```" not in text):
        tree = tree_of(f"<body>{markdown.html(each)}")
        assert live(tree) == [], each
        kept, wanted = SIGNS.sub("", shown(tree)), re.findall(r"\bp\d+\b", each)
        assert all(number in kept for number in wanted), each


def test_a_report_prints_it() -> None:
    answer: dict[str, object] = {"choice": "partly", "reason": "\n".join(TYPED[:200])}
    made: Any = snapshot(DOCUMENT, answers={"deployment.yes_no": answer})
    text = drawn(" ".join(printed(made)))
    lost = [each for each in TYPED[:200] if drawn(str(legible(each))) not in text]
    assert lost == []


def test_a_sheet_holds_it_and_runs_nothing() -> None:
    asked = [
        question(f"hygiene.q{at}", question=each, why=each, help=each, origin=each)
        for at, each in enumerate(TYPED)
    ]
    checklist = checklist_documents.read(dict(launch_document(questions=asked)))
    rows = list(csv.DictReader(io.StringIO(checklist_csv.as_csv(checklist), newline="")))
    for each, row in zip(TYPED, rows, strict=True):
        assert row["Question"].removeprefix("'") == each.removeprefix("'")
        assert not [cell for cell in row.values() if cell.startswith(RUN)]
