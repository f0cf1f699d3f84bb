"""A message after the Standard Webhooks specification, and what signs it.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
from collections.abc import Collection, Mapping
from datetime import datetime

from readiness.core.messages import About, Message

PREFIX = "whsec_"
SECRET_BYTES = 32


def body(message: Message, about: About) -> str:
    """Return the JSON. Keys are never taken away; receivers must bear new ones."""
    data = {
        "service": message.service,
        "service_name": about.service_name,
        "review": message.review,
        "kind": message.kind,
        "area": message.area,
        "question": message.question,
        "gate": message.gate,
        "asked": message.asked,
        "of": list(message.of),
        "sentence": message.sentence,
        "url": about.link,
    }
    made = {"type": message.event, "timestamp": message.at.isoformat(), "data": data}
    return json.dumps(made, separators=(",", ":"))


def new_id() -> str:
    return f"msg_{secrets.token_hex(12)}"


def new_secret() -> str:
    return PREFIX + base64.b64encode(secrets.token_bytes(SECRET_BYTES)).decode()


def headers(
    message_id: str, body: bytes, *, keys: Collection[str], now: datetime
) -> Mapping[str, str]:
    """Return what proves who sent it and when: one signature for each secret that is good now."""
    moment = str(int(now.timestamp()))
    signed = f"{message_id}.{moment}.".encode() + body
    return {
        "webhook-id": message_id,
        "webhook-timestamp": moment,
        "webhook-signature": " ".join(f"v1,{_signature(signed, key)}" for key in keys),
    }


def _signature(signed: bytes, key: str) -> str:
    secret = base64.b64decode(key.removeprefix(PREFIX))
    return base64.b64encode(hmac.new(secret, signed, hashlib.sha256).digest()).decode()
