"""What a gate's verdict is stored under: the names by which a pipeline asks for it."""

from __future__ import annotations

from readiness.core.checklists import Kind


def gate_address(service: str, environment: str, kind: Kind = Kind.LAUNCH) -> str:
    """Return the address. None of the names holds a slash, so no two gates share one."""
    address = f"{service}/{environment}"
    return address if kind is Kind.LAUNCH else f"{address}/{kind}"
