"""Whatever anybody types into any field of the product runs nowhere and is read back as it was typed."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import BUDGET
from tests.payloads import FEW, MANY, payloads
from tests.payloads.walking import Trial

pytestmark = [pytest.mark.once, pytest.mark.no_cover]

IS_FULL = BUDGET == "full"
SOME = payloads(MANY if IS_FULL else FEW)
#: The fields in parts, so that several processes can type at once.
PARTS = 8 if IS_FULL else 1
MEBIBYTE = 1024 * 1024
MOST_MEMORY = 64 * MEBIBYTE

#: Forms in which there is nothing to type, only buttons, choices and days. A new one that takes text
#: has to be on a page of one of the worlds; a new one that takes none is added to the file.
BUTTONS = Path(__file__).parents[1] / "payloads" / "buttons.txt"
NOTHING_TO_TYPE = frozenset(BUTTONS.read_text().split())
#: Asked by a script, with the text of a form that is tried: it keeps nothing, and its markup is that of
#: comments, which tests/adapters/test_payloads.py tries.
NO_FORM = {"comment_previews.show"}
#: What a field takes is so narrow that no payload is ever kept; it is refused, and shown again.
REFUSED = {
    ("advisory.advise", "value"),
    ("answers.give", "counts.critical"),
    ("answers.give", "counts.high"),
    ("answers.give", "number"),
    ("answers.give", "rows.*.pages"),
    ("connections.change", "secret_url"),
    ("connections.make", "secret_url"),
    ("freezes.make_exception", "service"),
    ("people.add_account", "email"),
    ("people.invite", "email"),
    ("sign_ins.sign_in", "email"),
    ("teams.create", "slug"),
}


def memory() -> int:
    """Return the bytes that this process holds just now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


@pytest.mark.parametrize("part", range(PARTS))
def test_whatever_is_typed_runs_nowhere_and_reads_back_as_typed(trial: Trial, part: int) -> None:
    spots = trial.spots(is_full=IS_FULL)
    seen = {known.endpoint for known in spots}
    posts = {
        rule.endpoint for rule in trial.app.url_map.iter_rules() if "POST" in (rule.methods or ())
    }
    assert posts - seen - NO_FORM == NOTHING_TO_TYPE
    mine = {known: spots[known] for known in sorted(spots)[part::PARTS]}
    before = memory()
    trial.try_everything(mine, SOME, most=None if IS_FULL else 1)
    assert memory() - before < MOST_MEMORY
    assert trial.faults == []
    assert trial.lost == {}
    never = set(mine) - set(trial.kept)
    assert never == {known for known in mine if (known.endpoint, known.name) in REFUSED}


#: What is no text at all, as bytes of a form: broken, overlong, halves of characters, beyond the last.
BYTES = (
    "%FF%FE",
    "%C0%BC",
    "%E0%80%BC",
    "%ED%A0%80",
    "%F5%80%80%80",
    "%E2%82",
    "%",
    "%zz",
    "%u003c",
)


@pytest.mark.parametrize("sent", BYTES)
def test_bytes_that_are_no_text_do_no_harm(trial: Trial, sent: str) -> None:
    trial.begin()
    client, page = trial.browser("owner"), "/reviews/1/gates/sre"
    token = client.page(page).token
    form = f"csrf_token={token}&once=1&body=before{sent}script%3Eafter"
    answer = client.post(
        f"{page}/comment", data=form, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code in (302, 422), answer.status
    text = client.page(page).text
    assert "before" in text
    assert "<script" not in text


@pytest.mark.parametrize("sent", ["%00", "a%00b"])
def test_a_character_that_cannot_be_stored_is_refused_in_words(trial: Trial, sent: str) -> None:
    trial.begin()
    client, page = trial.browser("owner"), "/reviews/1/gates/sre"
    form = f"csrf_token={client.page(page).token}&once=1&body=before{sent}after"
    answer = client.post(
        f"{page}/comment", data=form, content_type="application/x-www-form-urlencoded"
    )
    assert answer.status_code == 422
    assert "NUL character" in answer.text
