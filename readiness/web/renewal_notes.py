"""Which approval stands while a review is renewed, in sentences with a link each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from readiness.core import addresses
from readiness.usecases.renewals import Renewal, Standing
from readiness.web.frame import day


@dataclass(frozen=True, slots=True)
class Note:
    sentence: str
    label: str
    href: str


def of_review(renewal: Renewal) -> tuple[Note, ...]:
    """Return what the page of a review says about the one before and after it."""
    found = []
    if renewal.stands:
        found.append(_stands(renewal.stands, "this review"))
    if renewal.successor:
        told = "It is being renewed. This approval stands until the new review is approved"
        href = addresses.review(renewal.successor)
        found.append(Note(f"{told}, or until it ends.", f"Review {renewal.successor}", href))
    if renewal.by:
        told = "A newer review has replaced this approval and governs the gate."
        found.append(Note(told, f"Review {renewal.by}", addresses.review(renewal.by)))
    return tuple(found)


def of_service(standing: Mapping[str, Standing]) -> tuple[Note, ...]:
    """Return what the start page says about the approvals that a new review would renew."""
    return tuple(
        _stands(each, "the new review", f"For {place}: ") for place, each in standing.items()
    )


def _stands(standing: Standing, successor: str, before: str = "") -> Note:
    told = f"the approval of {day(standing.at)}"
    if not standing.lets_through:
        said = f"{told} lets nothing through now; the gate opens when {successor} is approved."
    elif standing.ends_at is None:
        said = f"{told} was used for the launch and stands until {successor} is approved."
    else:
        ends = f"or ends on {day(standing.ends_at)}"
        said = f"{told} stands until {successor} replaces it when it is approved, {ends}."
    said = f"{said} Its answers are offered, one by one, to be confirmed or changed."
    said = said if before else f"{said[0].upper()}{said[1:]}"
    return Note(before + said, f"Review {standing.review}", addresses.review(standing.review))
