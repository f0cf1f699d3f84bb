"""Comments in a report look as on their page, and nothing in them is clicked but pages and mail."""

import pytest

from readiness.adapters.report_comments import comments

pytestmark = pytest.mark.once

OLD = {"person": "Bob", "at": "2026-11-23T09:14:00+00:00", "body": "Since *when*?"}
NEW = {**OLD, "mentions": {"eve": "Eve"}, "is_edited": True, "is_answer": True, "is_open": False}


def test_a_comment_is_drawn_by_its_markup() -> None:
    (made,) = comments({"comments": [{**NEW, "body": "Ask @eve, <b>not</b> \u202email."}]})
    drawn = '<p>Ask <span class="mention">@Eve</span>, &lt;b&gt;not&lt;/b&gt; [U+202E]mail.</p>\n'
    assert (made.body, made.notes, made.is_answer) == (drawn, "edited, resolved", True)
    assert made.at == "23 November 2026, 09:14 UTC"


def test_what_was_kept_before_there_were_threads_is_printed_too() -> None:
    (made,) = comments({"comments": [OLD]})
    assert (made.body, made.notes) == ("<p>Since <em>when</em>?</p>\n", "")
    assert comments({}) == ()
