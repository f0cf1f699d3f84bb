"""What chats are told, and that nothing typed turns into a mention, a link or another field."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from readiness.adapters import slack, teams, webhooks
from readiness.core.messages import About
from tests.factories.deliveries import message

pytestmark = pytest.mark.once

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
ABOUT = About("msg_1", "Checkout", "https://readiness.example.com/reviews/7/gates/sre")
EVIL = '<!channel> <@U1> *bold* [link](https://evil.example) &amp; "\n\x00'


def test_what_slack_shows() -> None:
    assert json.loads(slack.body(message(NOW), ABOUT)) == {
        "text": "Bob requested changes at the gate SRE of Checkout",
        "blocks": [
            {
                "type": "section",
                "text": {
                    "type": "mrkdwn",
                    "text": "*Bob requested changes at the gate SRE of Checkout*",
                    "verbatim": True,
                },
            },
            {
                "type": "context",
                "elements": [
                    {
                        "type": "plain_text",
                        "text": "Service: Checkout  ·  Review: 7  ·  Kind: launch  ·  "
                        "Area: Capacity  ·  Question: Is the expected load known?  ·  "
                        "Gate: sre  ·  Asked: Answer what was asked  ·  Of: Alice, Bob",
                        "emoji": False,
                    }
                ],
            },
            {
                "type": "actions",
                "elements": [
                    {
                        "type": "button",
                        "text": {"type": "plain_text", "text": "Open in Readiness", "emoji": False},
                        "url": ABOUT.link,
                    }
                ],
            },
        ],
    }


def test_what_teams_shows() -> None:
    made = json.loads(teams.body(message(NOW), ABOUT))
    (attachment,) = made["attachments"]
    assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
    lines = [
        "".join(run["text"] for run in block["inlines"]) for block in attachment["content"]["body"]
    ]
    assert lines == [
        "Bob requested changes at the gate SRE of Checkout",
        "Service: Checkout",
        "Review: 7",
        "Kind: launch",
        "Area: Capacity",
        "Question: Is the expected load known?",
        "Gate: sre",
        "Asked: Answer what was asked",
        "Of: Alice, Bob",
    ]
    assert attachment["content"]["actions"][0]["url"] == ABOUT.link


def test_what_webhooks_are_told() -> None:
    assert json.loads(webhooks.body(message(NOW), ABOUT)) == {
        "type": "gate.voted",
        "timestamp": "2026-11-23T10:00:00+00:00",
        "data": {
            "service": "checkout",
            "service_name": "Checkout",
            "review": 7,
            "kind": "launch",
            "area": "Capacity",
            "question": "Is the expected load known?",
            "gate": "sre",
            "asked": "Answer what was asked",
            "of": ["Alice", "Bob"],
            "sentence": "Bob requested changes at the gate SRE of Checkout",
            "url": ABOUT.link,
        },
    }


def test_nothing_typed_calls_a_channel_or_becomes_a_link() -> None:
    told = message(NOW, sentence=EVIL, question=EVIL, of=(EVIL,))
    made = json.loads(slack.body(told, ABOUT))
    for marked in (made["text"], made["blocks"][0]["text"]["text"]):
        assert "<" not in marked
        assert marked.count("*") in (0, 2)
    card = json.loads(teams.body(told, ABOUT))["attachments"][0]["content"]
    assert {block["type"] for block in card["body"]} == {"RichTextBlock"}
    assert json.loads(webhooks.body(told, ABOUT))["data"]["question"] == EVIL


@pytest.mark.parametrize("made", [slack.body, teams.body])
def test_a_long_text_stays_within_what_chats_take(made: object) -> None:
    told = message(NOW, sentence="x" * 9000, question="y" * 9000)
    assert len(made(told, ABOUT)) < 12_000  # type: ignore[operator]
