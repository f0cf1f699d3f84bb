"""The documents tell of everything that they promise to tell of."""

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from readiness.adapters import webhooks
from readiness.adapters.checklist_files import loads
from readiness.adapters.checklist_swallowed import KEYS
from readiness.core.reasons import Code
from readiness.settings import known

pytestmark = pytest.mark.once

DOCS = Path(__file__).parents[1] / "docs"


def test_every_setting_has_a_heading() -> None:
    headings = {
        line.removeprefix("## ")
        for line in (DOCS / "settings.md").read_text().splitlines()
        if line.startswith("## ")
    }
    assert {setting.name for setting in known().values()} == headings - {"What cannot be set"}


def test_every_test_that_a_rule_names_exists() -> None:
    named = set(re.findall(r"`(test_\w+)`", (DOCS / "rules.md").read_text()))
    defined = {
        name
        for path in Path(__file__).parent.rglob("test_*.py")
        for name in re.findall(r"^def (test_\w+)", path.read_text(), re.MULTILINE)
    }
    assert named - defined == set()


def test_every_reason_why_a_gate_blocks_is_described() -> None:
    described = set(re.findall(r"^\| `(\w+)` \|", (DOCS / "gate.md").read_text(), re.MULTILINE))
    assert {code.value for code in Code} == described


CHECKLISTS = (DOCS / "checklists.md").read_text()


def examples() -> list[str]:
    """Return the complete checklists that the description shows."""
    blocks: list[str] = re.findall(r"```yaml\n(.*?)```", CHECKLISTS, re.DOTALL)
    return [block for block in blocks if "\ngates:" in block]


def test_every_key_of_the_format_is_described() -> None:
    described = set(re.findall(r"`([a-z0-9_]+)`", CHECKLISTS))
    assert KEYS - described == set()


def test_the_checklists_that_are_shown_have_no_fault_and_no_warning() -> None:
    assert len(examples()) == 2
    for example in examples():
        found = loads(example, "example.yaml")
        assert (found.faults, found.warnings) == ((), ())


def test_the_slip_that_is_shown_is_told_as_it_is_shown() -> None:
    walkthrough = next(example for example in examples() if "id: shop" in example)
    slip = walkthrough.replace(" blocks:", " blcoks:")
    (fault,) = loads(slip, "our-checklists/shop.yaml").faults
    assert f"    {fault}\n" in CHECKLISTS


def test_the_change_that_is_shown_makes_a_second_version() -> None:
    walkthrough = next(example for example in examples() if "id: shop" in example)
    (addition,) = re.findall(r"addition -->\n```yaml\n(.*?)```", CHECKLISTS, re.DOTALL)
    changed = walkthrough.replace("version: 1", "version: 2").replace("maximum: 30", "maximum: 15")
    assert loads(changed.replace("\ngates:", f"\n{addition}\ngates:"), "x").faults == ()


def test_a_receiver_that_checks_as_described_believes_us_and_nobody_else() -> None:
    text = (DOCS / "connections.md").read_text()
    (block,) = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    described: dict[str, Any] = {}
    exec(block, described)
    is_genuine, now = described["is_genuine"], datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
    old, new, body = webhooks.new_secret(), webhooks.new_secret(), b"{}"
    headers = webhooks.headers("msg_1", body, keys=[new, old], now=now)
    at = now.timestamp()
    assert is_genuine(old, headers, body, at)
    assert is_genuine(new, headers, body, at + 299)
    assert not is_genuine(new, headers, body, at + 301)
    assert not is_genuine(webhooks.new_secret(), headers, body, at)
    assert not is_genuine(new, headers, b"[]", at)
    assert not is_genuine(new, {**headers, "webhook-id": "msg_2"}, body, at)
