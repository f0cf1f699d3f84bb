"""A message as the webhook of a Teams workflow takes it: one adaptive card.

https://learn.microsoft.com/en-us/microsoftteams/platform/webhooks-and-connectors/how-to/add-incoming-webhook
"""

from __future__ import annotations

import json

from readiness.core.message_words import details
from readiness.core.messages import About, Message

CARD = "application/vnd.microsoft.card.adaptive"
MOST_TEXT = 2000


def body(message: Message, about: About) -> str:
    """Return the JSON. Runs of text know no Markdown, so that nothing typed turns into a link."""
    rows = [("Service", about.service_name), *details(message)]
    card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.4",
        "body": [
            _line(_run(message.sentence, weight="Bolder", size="Medium")),
            *(_line(_run(f"{label}: ", isSubtle=True), _run(text)) for label, text in rows if text),
        ],
        "actions": [{"type": "Action.OpenUrl", "title": "Open in Readiness", "url": about.link}],
    }
    attachment = {"contentType": CARD, "contentUrl": None, "content": card}
    return json.dumps({"type": "message", "attachments": [attachment]}, separators=(",", ":"))


def _line(*runs: dict[str, object]) -> dict[str, object]:
    return {"type": "RichTextBlock", "inlines": list(runs)}


def _run(text: str, **look: object) -> dict[str, object]:
    return {"type": "TextRun", "text": text[:MOST_TEXT], **look}
