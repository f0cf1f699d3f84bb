"""What a message is about, as lines of a label and a text, the same in every place."""

from __future__ import annotations

from readiness.core.messages import Message


def details(message: Message) -> list[tuple[str, str]]:
    """Return what the message names besides its service; what does not apply is left out."""
    rows = [
        ("Review", f"{message.review}" if message.review is not None else ""),
        ("Kind", message.kind),
        ("Area", message.area),
        ("Question", message.question),
        ("Gate", message.gate.replace("_", " ")),
        ("Asked", message.asked),
        ("Of", ", ".join(message.of)),
    ]
    return [(label, text) for label, text in rows if text]
