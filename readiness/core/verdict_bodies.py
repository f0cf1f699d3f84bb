"""The stored part of a gate's answer that needs no clock: review, score, reasons, waivers."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from readiness.core.reasons import Reason


def verdict_body(
    *,
    review: int | None,
    score: int | None,
    reasons: Sequence[Reason],
    waivers: Sequence[Mapping[str, object]],
    launched: bool = False,
    tier: int | None = None,
) -> str:
    """Return JSON. The score is in tenths. `launched` and `tier` are for freezes and advisory mode,
    and no part of any answer.
    """
    document = {
        "review": review,
        "score": score,
        "reasons": [asdict(reason) for reason in reasons],
        "waivers": list(waivers),
        "launched": launched,
        "tier": tier,
    }
    return json.dumps(document, ensure_ascii=False, separators=(",", ":"))
