"""A message as Slack's incoming webhooks take it.

https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/
"""

from __future__ import annotations

import json

from readiness.core.message_words import details
from readiness.core.messages import About, Message

MOST_TEXT, MOST_FIELD = 2900, 600


def body(message: Message, about: About) -> str:
    """Return the JSON. Names are plain text or escaped, so that none can call a whole channel."""
    rows = [("Service", about.service_name), *details(message)]
    made = {
        "text": escaped(message.sentence)[:MOST_TEXT],
        "blocks": [
            _section(f"*{escaped(message.sentence)}*"),
            {"type": "context", "elements": [_plain(_listed(rows))]},
            {"type": "actions", "elements": [_button(about.link)]},
        ],
    }
    return json.dumps(made, separators=(",", ":"))


def escaped(text: str) -> str:
    """Return the text without links, mentions and line breaks; emphasis is only spoiled."""
    for sign, instead in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        text = text.replace(sign, instead)
    return " ".join(text.replace("*", "\N{ASTERISK OPERATOR}").split())


def _listed(rows: list[tuple[str, str]]) -> str:
    return "  ·  ".join(f"{label}: {text[:MOST_FIELD]}" for label, text in rows if text)


def _section(text: str) -> dict[str, object]:
    return {
        "type": "section",
        "text": {"type": "mrkdwn", "text": text[:MOST_TEXT], "verbatim": True},
    }


def _plain(text: str) -> dict[str, object]:
    return {"type": "plain_text", "text": text[:MOST_TEXT] or "Readiness", "emoji": False}


def _button(link: str) -> dict[str, object]:
    return {"type": "button", "text": _plain("Open in Readiness"), "url": link}
