"""Everything that a snapshot says is found in the report, and drafts are marked on every page."""

import re
from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

import pypdfium2
import pytest

from readiness.adapters import pdf, report_html, report_waivers
from readiness.adapters.report_values import Stamp
from readiness.core.waivers import WaiverState
from tests.factories.checklists import GATES, LIMITS, launch_document, question
from tests.factories.given_answers import NOW
from tests.factories.snapshots import digest, snapshot
from tests.factories.waiver_snapshots import before_waivers_had_work

pytestmark = pytest.mark.once

KINDS: tuple[Mapping[str, object], ...] = (
    {"type": "yes_no"},
    {"type": "counts", "limits": [*LIMITS, {"severity": "low", "most": 40}]},
    {"type": "alerts", "pages_per_week": "7", "actionable_percent": 80},
    {"type": "coverage", "signals": ["latency", "errors", "saturation"]},
    {"type": "dependencies"},
    {"type": "number", "unit": "minutes", "minimum": "1", "maximum": "10"},
    {"type": "date", "max_age_days": 90},
)
AREAS = ("deployment", "hygiene", "compliance")
QUESTIONS = tuple(
    question(f"{area}.{kind['type']}", kind, blocks=area == "hygiene", weight=2)
    for area in AREAS
    for kind in KINDS
)
DOCUMENT = launch_document(questions=QUESTIONS, gates=GATES)
HOSTILE = (
    "<script>alert(1)</script> \u202egpj.exe\u2066 \u200bhidden \x07 \ud800 漢字 🚀 &amp; {{ 7*7 }}"
)
LONG = "x" * 300


def stamp(*, approved: bool) -> Stamp:
    ends = NOW + timedelta(days=90) if approved else None
    return Stamp(digest("content"), 4321, digest("ledger"), NOW if approved else None, ends)


def printed(made: Mapping[str, Any], *, approved: bool = True) -> list[str]:
    """Return the text of every page, with single spaces."""
    html = report_html.html(made, stamp(approved=approved))
    content = pdf.render(html, identifier=b"1").content
    with pypdfium2.PdfDocument(content) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return [" ".join(text.replace("\ufffe", "").split()) for text in pages]


def squeezed(text: str) -> str:
    """Return the text without spaces, as a line may break anywhere."""
    return re.sub(r"\s", "", text)


def said(value: object) -> Iterator[str]:
    """Yield every text that somebody typed, and every number as it was given."""
    if isinstance(value, Mapping):
        for key, each in value.items():
            if key not in ("choice", "state", "kind", "date", "at"):
                yield from said(each)
    elif isinstance(value, list):
        for each in value:
            yield from said(each)
    elif isinstance(value, str) and value:
        yield value


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_every_answer_evidence_comment_waiver_and_vote_is_printed(seed: int) -> None:
    made: Any = snapshot(DOCUMENT, seed=seed, good=0.6)
    text = squeezed(" ".join(printed(made)))
    asked = [each for area in made["areas"] for each in area["questions"]]
    answers = [each[part] for each in asked for part in ("answer", "evidence", "comments")]
    questions = [(each["id"], each["text"], each["why"]) for each in asked]
    waivers = [
        (w["reason"], w["control"], w["asked_by"], *map(w["item"].get, ("title", "owner", "link")))
        for w in made["waivers"]
    ]
    waivers += [(r["by"], r["comment"]) for w in made["waivers"] for r in w["decisions"]]
    votes = [
        (v["person"], v["digest"][:16], v["comment"]) for g in made["gates"] for v in g["votes"]
    ]
    losses = [(loss["sentence"],) for loss in made["score"]["losses"]]
    digests = [(gate["digest"], gate["title"]) for gate in made["gates"]]
    assert waivers
    assert losses
    rows = (*questions, *waivers, *votes, *losses, *digests)
    instants = (digest("content"), digest("ledger"), "4,321", "20 November 2026, 09:14 UTC")
    expected = (*said(answers), *(part for row in rows for part in row), *instants)
    assert [words for words in expected if squeezed(words) not in text] == []


def test_the_points_lost_add_up_to_the_score() -> None:
    made: Any = snapshot(DOCUMENT, seed=4, good=0.5)
    found = report_html.report(made, stamp(approved=True))
    lost = sum(round(float(loss.points) * 10) for loss in found.losses)
    assert 1000 - lost == round(float(found.points) * 10) == made["score"]["total"]


def test_a_draft_says_so_on_every_page_and_why_it_is_blocked() -> None:
    made: Any = snapshot(DOCUMENT, good=0.4, signed=False)
    pages = printed(made, approved=False)
    assert len(pages) > 5
    assert all("DRAFT, not approved" in page for page in pages)
    text = squeezed(" ".join(pages))
    assert "Whyitisblocked" in text
    for reason in made["reasons"]:
        assert squeezed(reason["sentence"]) in text


def test_an_approved_report_is_a_draft_nowhere() -> None:
    pages = printed(snapshot(DOCUMENT))
    assert not any("DRAFT" in page for page in pages)
    assert all(f"page {at} of {len(pages)}" in page for at, page in enumerate(pages, 1))


def test_hostile_text_is_printed_as_text_and_hides_nothing() -> None:
    answer: dict[str, object] = {"choice": "partly", "reason": HOSTILE}
    made: Any = snapshot(DOCUMENT, answers={"deployment.yes_no": answer})
    asked = made["areas"][0]["questions"][0]
    asked["text"], asked["evidence"] = (
        LONG,
        [{"url": "javascript:alert(1)", "description": HOSTILE}],
    )
    html = report_html.html(made, stamp(approved=True))
    assert "<script" not in html
    assert 'href="javascript' not in html
    text = squeezed(" ".join(printed(made)))
    shown = "<script>alert(1)</script> [U+202E]gpj.exe[U+2066] [U+200B]hidden [U+0007] [U+D800]"
    assert text.count(squeezed(shown)) == 2
    assert squeezed("漢字 🚀 &amp; {{ 7*7 }}") in text
    assert LONG in text
    assert "javascript:alert(1)" in text


def test_what_is_not_answered_or_only_begun_is_printed_as_that() -> None:
    nothing = {str(each["id"]): None for each in QUESTIONS}
    pages = printed(snapshot(DOCUMENT, answers=nothing, signed=False), approved=False)
    assert " ".join(pages).count("Open · Not answered") >= len(QUESTIONS)
    begun: dict[str, Any] = {
        "deployment.counts": {"counts": {"critical": ""}},
        "deployment.alerts": {"rows": [{"alert": "", "pages": "many"}], "none": False},
        "deployment.coverage": {"rows": [{"component": "API", "cells": {}}]},
        "deployment.dependencies": {"rows": [{"name": "Mail"}], "none": True},
        "deployment.number": {"number": ""},
        "deployment.date": {"date": "soon"},
    }
    given = {id_: {"choice": "", "reason": "", **value} for id_, value in begun.items()}
    none = {"choice": "given", "reason": "", "rows": [], "none": True}
    given["hygiene.alerts"] = given["hygiene.dependencies"] = none
    given["hygiene.coverage"] = {"choice": "given", "reason": "", "rows": []}
    text = " ".join(printed(snapshot(DOCUMENT, answers=given, signed=False), approved=False))
    for words in ("not given", "API", "Mail", "soon", "No pager alerts", "No dependencies"):
        assert words in text


def test_a_waiver_tells_how_it_was_narrowed_and_whose_work_ends_it() -> None:
    text = " ".join(printed(snapshot(DOCUMENT, good=0.3)))
    assert "narrowed from 19 January 2027" in text
    assert "Bring up the second region" in text
    assert "due 10 December 2026" in text
    assert "Granted by" in text
    assert "Narrowed by" in text


@pytest.mark.parametrize(
    ("state", "word"),
    [("granted", "Granted by"), ("ended", "Granted by"), ("refused", "Refused by"), ("asked", "")],
)
def test_a_waiver_in_a_snapshot_of_an_earlier_release_is_still_printed(
    state: str, word: str
) -> None:
    made: Any = before_waivers_had_work(snapshot(DOCUMENT, good=0.3))
    for each in made["waivers"]:
        each["state"] = state
        each["decided_by"] = each["decided_by"] if word else None
    text = " ".join(printed(made))
    assert made["waivers"][0]["reason"].split()[0] in text
    assert "Meanwhile" not in text
    assert "Ends the need" not in text
    assert (word or "Asked for, not decided") in text


def test_a_request_that_was_taken_back_is_called_that() -> None:
    made: Any = snapshot(DOCUMENT, good=0.3)
    for each in made["waivers"]:
        each["state"], each["item"] = "withdrawn", None
        each["decisions"] = [{**each["decisions"][0], "decision": "refused"}]
    text = " ".join(printed(made))
    assert "Taken back by" in text
    assert "Refused by" not in text


def test_a_question_that_is_asked_no_longer_is_named_by_its_id() -> None:
    made: Any = snapshot(DOCUMENT, good=0.3)
    made["waivers"][0] |= {"question": "hygiene.gone", "state": "refused"}
    assert "hygiene.gone (no longer asked)" in " ".join(printed(made))


def test_facts_are_told_in_words() -> None:
    found = report_html.report(snapshot(DOCUMENT), stamp(approved=True))
    told = {pair.label: pair.value for pair in found.facts}
    assert told["Tier"].startswith("1: customers")
    assert told["Sensitive data"] == "Personal data, Payment card data"
    assert told["Public"] == "Yes"
    assert told["Uses AI models"] == "Not known, so the stricter path was taken"


@pytest.mark.parametrize(
    ("kind", "title", "what"),
    [
        ("handoff", "Hand-off readiness review", "hand-off"),
        ("change", "Change review", "change"),
    ],
)
def test_a_report_calls_its_kind_by_its_name(kind: str, title: str, what: str) -> None:
    made: Any = snapshot(DOCUMENT, good=0.4)
    made["review"] |= {"kind": kind}
    html = report_html.html(made, stamp(approved=True))
    assert f"<title>{title} of " in html
    for told in (f"Planned {what}", f"Questions that stop a {what}", f"stops a {what}"):
        assert told in html
    assert "stops a launch" not in html
    assert "stop a launch" not in html


def test_a_report_has_a_word_for_every_state_of_a_waiver() -> None:
    assert set(report_waivers.STATES) == set(WaiverState)


def test_files_are_printed_with_size_digest_and_days_and_a_bare_link_is_marked() -> None:
    made: Any = snapshot(DOCUMENT)
    sha256 = digest("a file")
    days = {"dated": "2026-11-01", "added": "2026-11-20", "until": "2027-01-01"}
    file = {"description": "The drill", "file": sha256, "name": "drill.png", **days}
    link = {"url": "https://wiki.example.com", "description": "The list"}
    made["areas"][0]["questions"][0]["evidence"] = [file, link]
    made["files"] = {sha256: {"size": 48_200, "media_type": "image/png"}}
    text = squeezed(" ".join(printed(made)))
    assert (
        squeezed(
            "The drill, as of 1 November 2026, added 20 November 2026, counts until 1 January 2027"
        )
        in text
    )
    assert squeezed(f"(drill.png, 48 kB, SHA-256 {sha256})") in text
    assert squeezed("https://wiki.example.com (no copy kept)") in text
